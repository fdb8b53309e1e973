"""Situations: one for each outcome of some lessons, drawn from several, with options in an order of the learner's own."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from textwrap import fill
from typing import Any

from course_lib.catalogue import COMPILED, read_compiled
from course_lib.marking.draws import lettered, mixed
from course_lib.words import words


def drawn_situations(assignment: str, me: Any) -> dict[str, dict[str, Any]]:
    """Return the situations of a learner by letter, each with its `options` by letter.

    Parameters
    ----------
    assignment: the name of an assignment that has situations.
    me: the learner's name.
    """
    pool = _pools()[assignment]
    by_outcome: dict[str, list[dict[str, Any]]] = {}
    for one in pool:
        by_outcome.setdefault(one["id"][:-1], []).append(one)
    chosen = [
        min(several, key=lambda one: mixed(me, f"situation {outcome}", [o["id"] for o in several]).index(one["id"]))
        for outcome, several in by_outcome.items()
    ]
    chosen = mixed(me, f"situations {assignment}", chosen)
    return lettered({**one, "options": lettered(mixed(me, one["id"], one["options"]))} for one in chosen)


def show_situations(assignment: str, me: Any) -> None:
    """Print the situations of a learner, each with its question and its options."""
    for letter, one in drawn_situations(assignment, me).items():
        print(fill(f"{letter}. {one['text']}", 96))
        print(fill(one["asks"], 96))
        for option, text in one["options"].items():
            print(fill(f"{option.lower()}) {text}", 96, initial_indent="   ", subsequent_indent="      "))
        print()


def say_verdicts(assignment: str, me: Any, handed_in: Any) -> None:
    """Say which situations have no answer yet, and which answers are none of the letters that were offered."""
    situations = drawn_situations(assignment, me)
    if not isinstance(handed_in, Mapping):
        print(words("Your answers should stand between { and }, as in the example above."))
        return
    missing = [letter for letter in situations if _read(handed_in.get(letter)) in ("", "?", "NONE")]
    odd = [
        letter
        for letter, one in situations.items()
        if letter not in missing and _read(handed_in[letter]) not in one["options"]
    ]
    if missing:
        print(words("Not answered yet: {letters}.", letters=", ".join(missing)))
    if odd:
        print(words("Answer with one of the letters offered: {letters}.", letters=", ".join(odd)))
    if not missing + odd:
        print(
            words(
                "All {count} are answered. Of which are you least sure? Read its lesson again.", count=len(situations)
            )
        )


def mark_verdicts(handed_in: Any, right: Mapping[str, str], options: Mapping[str, int], points: float) -> float:
    """Return the points for verdicts: what is right beyond what guessing would get.

    Parameters
    ----------
    handed_in: the learner's letter for each situation, by the situation's letter.
    right: the right letter for each situation.
    options: how many options each situation has.
    points: what right answers to all of them earn.
    """
    if not isinstance(handed_in, Mapping):
        return 0.0
    got = sum(_read(handed_in.get(letter)) == one for letter, one in right.items())
    guessed = sum(1 / options[letter] for letter in right)
    return round(points * max(0.0, got - guessed) / (len(right) - guessed), 2)


@functools.cache
def _pools() -> dict[str, list[dict[str, Any]]]:
    """Return the situations of every assignment that has some."""
    return read_compiled(COMPILED / "situations.json")


def _read(said: Any) -> str:
    return str(said).strip().strip(").").upper()
