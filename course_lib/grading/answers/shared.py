"""Answers to what several assignments ask."""

from __future__ import annotations

from typing import Any

from course_lib.grading.keys import key
from course_lib.marking.situations import drawn_situations

# To how many digits a right number is given: more than any tolerance asks for, and still to be read.
DIGITS = 4


def verdicts(assignment: str, me: Any) -> dict[str, str]:
    """Return the right letter for each of a learner's situations."""
    keys = key(assignment)
    pool = _options(assignment)
    found = {}
    for letter, one in drawn_situations(assignment, me).items():
        right = pool[one["id"]][keys[one["id"]]["right"]]
        found[letter] = next(option for option, text in one["options"].items() if text == right)
    return found


def options(assignment: str, me: Any) -> dict[str, int]:
    """Return how many options each of a learner's situations has."""
    return {letter: len(one["options"]) for letter, one in drawn_situations(assignment, me).items()}


def _options(assignment: str) -> dict[str, list[str]]:
    """Return the options of every situation in the order in which the key counts them."""
    from course_lib.catalogue import COMPILED, read_compiled

    return {one["id"]: one["options"] for one in read_compiled(COMPILED / "situations.json")[assignment]}
