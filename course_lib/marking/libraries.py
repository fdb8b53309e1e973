"""Libraries of invented efforts, some of them published: an estimate with and without a correction for that."""

from __future__ import annotations

from textwrap import fill
from typing import Any

from course_lib.marking.draws import one_of
from course_lib.marking.numbers import say_choices, say_numbers, show_asked
from course_lib.models import selection
from course_lib.words import mark, words

TOLERANCES = {"naive_level": 0.01, "corrected_level": 0.01}
EFFORTS = 600
# How far what makes an effort go better than expected is also what gets it written up, and the numbers of its draws. All are
# drawn so that the correction's weight is plainly told from nothing, or plainly not.
LIBRARIES: tuple[tuple[float, tuple[int, ...]], ...] = ((0.8, (1, 2, 3, 4)), (-0.8, (1, 2, 3, 4)), (0.0, (1, 3, 4, 10)))
LOOKS = ("higher", "lower", "same")
ASKED = {
    "naive_level": mark("the level that a reader finds in what is published"),
    "corrected_level": mark("the level with the correction"),
    "look": mark("how the published efforts look beside all: higher, lower or same"),
    "tells": mark("whether the correction's weight is more than two standard errors from 0: yes or no"),
}


def drawn_library(me: Any) -> selection.Records:
    """Return the efforts in the library of a learner."""
    shared, seeds = LIBRARIES[one_of(me, "library", range(len(LIBRARIES)))]
    level = one_of(me, "library level", (-0.4, -0.2, 0.0, 0.2))
    seed = one_of(me, "library seed", seeds)
    return selection.records(EFFORTS, level, 0.3, shared, effort_published=0.5, occasion_published=1.5, seed=seed)


def show_library(me: Any) -> None:
    """Print what is in the library of a learner, and what is asked."""
    efforts = drawn_library(me)
    said = "Your library knows of {all} efforts. {published} are published; only of these is it known how they went."
    print(fill(words(said, all=len(efforts.published), published=int(efforts.published.sum())), 96))
    show_asked(ASKED)


def say_library(handed_in: Any) -> None:
    """Say which answers are missing, and what to look at again."""
    if not say_numbers(handed_in, {name: words(what) for name, what in ASKED.items() if name.endswith("level")}):
        return
    if say_choices(handed_in, {"look": LOOKS, "tells": ("yes", "no")}):
        print(words("All four are there. If the weight cannot be told from 0, what does that leave of the correction?"))
