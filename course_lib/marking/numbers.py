"""Numbers that are handed in: read as people write them, and compared with what is right within a tolerance."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from course_lib.words import words


def number(said: Any) -> float | None:
    """Return the number that somebody wrote, as 0.25, "0,25", "25 %" or " 25%"; None for what is no finite number."""
    if isinstance(said, bool):
        return None
    if isinstance(said, str):
        text = said.strip().replace("−", "-").replace(",", ".")
        share = text.endswith("%")
        try:
            said = float(text.rstrip("% ")) / (100 if share else 1)
        except ValueError:
            return None
    try:
        value = float(said)
    except (TypeError, ValueError):
        return None
    return value if math.isfinite(value) else None


def close(said: Any, right: float, tolerance: float) -> bool:
    """Return whether a number that was handed in is right, within a tolerance on either side."""
    value = number(said)
    # The smallest part more, so that a number on the very edge is not lost to binary arithmetic.
    return value is not None and abs(value - right) <= tolerance + 1e-9


def say_numbers(handed_in: Any, asked: Mapping[str, str]) -> bool:
    """Say which of several answers are missing or no numbers, and return whether all are there.

    Parameters
    ----------
    handed_in: the learner's answers by name.
    asked: for each name what it is, in a few words.
    """
    if not isinstance(handed_in, Mapping):
        print(words("Your answers should stand between the parentheses of dict(…), as in the example above."))
        return False
    for name, what in asked.items():
        if handed_in.get(name) in (None, "?"):
            print(words("Not answered yet: {name}, {what}.", name=name, what=what))
        elif number(handed_in[name]) is None:
            said = words("{name} should be a number, such as 0.25; you wrote {said}.", name=name, said=handed_in[name])
            print(said)
    return all(number(handed_in.get(name)) is not None for name in asked)
