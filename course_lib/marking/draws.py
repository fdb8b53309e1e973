"""Draws: which of many questions a learner gets, always the same ones for the same name.

A draw sorts by a hash of the learner's name and of what is drawn. It needs no generator whose numbers could differ from
one version of Python to the next, and adding to a pool changes few of the draws that were made from it.
"""

from __future__ import annotations

import ast
import hashlib
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from course_lib.words import words

T = TypeVar("T")


def identity(me: Any) -> str:
    """Return a learner's name as draws read it: capitals, spaces around it and ways of writing accents are nothing.

    Parameters
    ----------
    me: what stands in the notebook's cell for the name.

    Returns
    -------
    The name; "" where none was given.
    """
    said = " ".join(unicodedata.normalize("NFKC", str(me)).casefold().split())
    return "" if said in ("", "?", "none") else said


def written_name(source: str) -> str:
    """Return the name that the cell `me = "..."` gives, read without running it; "" where none can be read."""
    try:
        values = [
            node.value.value for node in ast.walk(ast.parse(source))
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
            and any(isinstance(target, ast.Name) and target.id == "me" for target in node.targets)
        ]  # fmt: skip
    except (ValueError, SyntaxError):
        return ""  # such as a quotation mark that was forgotten
    return identity(values[-1]) if values else ""


def say_me(me: Any) -> None:
    """Say for whom the questions are drawn, or ask for the name first."""
    if identity(me):
        print(words("Your questions are drawn for “{name}”. Do not change this name any more.", name=identity(me)))
    else:
        print(words("Write your user name between the quotation marks above, and run that cell and this one again."))


def mixed(me: Any, exercise: str, things: Iterable[T]) -> list[T]:
    """Return things in an order of this learner's own for this exercise.

    Parameters
    ----------
    me: the learner's name.
    exercise: a name for the draw; another name gives another order.
    things: what to put in order; two that look alike (`str`) stay as they were.
    """
    return sorted(things, key=lambda thing: _hash(me, exercise, str(thing)))


def one_of(me: Any, exercise: str, things: Sequence[T]) -> T:
    """Return the thing of a sequence that this learner gets in this exercise."""
    return things[int(_hash(me, exercise, "which")[:12], 16) % len(things)]


def lettered(things: Iterable[T]) -> dict[str, T]:
    """Return things under the letters A, B, C and so on."""
    return {chr(ord("A") + n): thing for n, thing in enumerate(things)}


def _hash(me: Any, exercise: str, thing: str) -> str:
    return hashlib.sha256(f"{identity(me)}\n{exercise}\n{thing}".encode()).hexdigest()
