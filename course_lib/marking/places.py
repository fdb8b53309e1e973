"""Places on the two axes: invented encounters to place, with a part of the points for a place beside the right one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import fill
from typing import Any

from course_lib import vocabulary
from course_lib.encounters import Place, encounters
from course_lib.marking.draws import lettered, mixed
from course_lib.words import words

COUNT = 8
# What a place so many steps beside the right one earns, along both axes together.
SHARE = {0: 1.0, 1: 0.5}


def drawn_stories(me: Any) -> dict[str, Mapping[str, str]]:
    """Return the encounters that a learner places, by the letter under which they stand in the notebook."""
    return lettered(mixed(me, "places", encounters())[:COUNT])


def show_stories(me: Any) -> None:
    """Print the encounters that a learner is asked to place."""
    for letter, one in drawn_stories(me).items():
        print(fill(f"{letter}. {one['story']}", 96), end="\n\n")


def say_places(me: Any, handed_in: Any) -> None:
    """Say which encounters are not yet placed, and which answers are no places."""
    if not isinstance(handed_in, Mapping):
        print(words("Your places should stand between { and }, as in the example above."))
        return
    letters = list(drawn_stories(me))
    missing = [letter for letter in letters if letter not in handed_in]
    odd = [letter for letter in letters if letter not in missing and _steps(handed_in[letter]) is None]
    if missing:
        print(words("Not placed yet: {letters}.", letters=", ".join(missing)))
    for letter in odd:
        problem = handed_in[letter].problem if isinstance(handed_in[letter], Place) else ""
        print(f"{letter}: " + (problem or words("write place(…, …) here")) + ".")
    if not missing + odd:
        said = "All {count} are placed. Ask of each: who is spoken for? And, apart from that, who could know?"
        print(words(said, count=len(letters)))


def mark_places(handed_in: Any, right: Mapping[str, Sequence[Any]], points: float) -> float:
    """Return the points for places on the axes: the full share for the right one, half of it for one step beside.

    Parameters
    ----------
    handed_in: what the learner placed, a place by letter; anything else earns nothing.
    right: the right place by letter.
    points: the points of the whole exercise, shared equally.
    """
    if not isinstance(handed_in, Mapping):
        return 0.0
    earned = 0.0
    for letter, place in right.items():
        steps, wanted = _steps(handed_in.get(letter)), _steps(place)
        if steps and wanted:
            earned += SHARE.get(abs(steps[0] - wanted[0]) + abs(steps[1] - wanted[1]), 0.0)
    return round(points * earned / len(right), 2)


def _steps(place: Any) -> tuple[int, int] | None:
    """Return the two steps of a place, also of one that crossed a border as plain data; None for what is no place."""
    if not isinstance(place, Sequence) or isinstance(place, str) or len(place) != len(Place._fields) or place[2]:
        return None
    officiality, secrecy = place[0], place[1]
    for step, axis in ((officiality, vocabulary.OFFICIALITY), (secrecy, vocabulary.SECRECY)):
        if type(step) is not int or not 0 <= step < len(axis):
            return None
    return officiality, secrecy
