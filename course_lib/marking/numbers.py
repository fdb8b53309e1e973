"""Answers by name, numbers and words: read as people write them, and compared with what is right within a tolerance."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
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


def show_asked(asked: Mapping[str, str]) -> None:
    """Print what is asked: the name of each answer, and what it is."""
    for name, what in asked.items():
        print(f"  {name}: {words(what)}")


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


def say_choices(handed_in: Mapping[str, Any], choices: Mapping[str, Collection[str]]) -> bool:
    """Say which answers are none of the words that were offered, and return whether all are.

    Parameters
    ----------
    handed_in: the learner's answers by name.
    choices: for each name the words that were offered.
    """
    wrong = [name for name, offered in choices.items() if word(handed_in.get(name)) not in map(word, offered)]
    for name in wrong:
        print(words("{name} should be one of: {offered}.", name=name, offered=", ".join(choices[name])))
    return not wrong


def mark_answers(
    handed_in: Any,
    right: Mapping[str, float | str],
    points: float,
    tolerances: Mapping[str, float],
    shares: Mapping[str, float] | None = None,
) -> float:
    """Return the points for answers by name, each on its own.

    Parameters
    ----------
    handed_in: the learner's answers by name; anything but a mapping earns nothing.
    right: for each name the right number or word. Capitals and spaces around a word are nothing.
    points: what right answers to all of them earn.
    tolerances: for each name whose answer is a number, how far off it may be.
    shares: what each is worth beside the others; by default all are worth the same.
    """
    if not isinstance(handed_in, Mapping):
        return 0.0
    worth = shares or dict.fromkeys(right, 1.0)
    earned = 0.0
    for name, value in right.items():
        said = handed_in.get(name)
        good = word(said) == word(value) if isinstance(value, str) else close(said, value, tolerances[name])
        earned += worth[name] * good
    return round(points * earned / sum(worth[name] for name in right), 2)


def word(said: Any) -> str:
    """Return a word as it is compared: without capitals, spaces around it, or underscores for spaces."""
    return " ".join(str(said).replace("_", " ").casefold().split())
