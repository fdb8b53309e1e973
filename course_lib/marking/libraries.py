"""Libraries of invented efforts, some of them published: an estimate with and without a correction for that."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import fill
from typing import Any, NamedTuple

from course_lib.marking.draws import one_of
from course_lib.marking.numbers import close, say_numbers
from course_lib.models import selection
from course_lib.words import mark, words

TOLERANCE = 0.01
EFFORTS = 600
# What makes an effort go better than expected and what gets it written up: how far they are the same, by kind of library,
# and the numbers of its draws. All are drawn so that the correction's weight is plainly told from nothing, or plainly not.
LIBRARIES: dict[str, tuple[float, tuple[int, ...]]] = {
    "higher": (0.8, (1, 2, 3, 4)),
    "lower": (-0.8, (1, 2, 3, 4)),
    "same": (0.0, (1, 3, 4, 10)),
}
ASKED = {
    "naive_level": mark("the level that a reader finds in what is published"),
    "corrected_level": mark("the level with the correction"),
    "look": mark("how the published efforts look beside all: higher, lower or same"),
    "tells": mark("whether the correction's weight is more than two standard errors from 0: yes or no"),
}


class Library(NamedTuple):
    """How published efforts look beside all of them, and the efforts."""

    look: str
    efforts: selection.Records

    @property
    def tells(self) -> str:
        """Say whether the weight of the correction is more than two standard errors from 0."""
        found = selection.corrected(self.efforts, occasion_known=True)
        return "yes" if abs(found.coefficients[2]) > 2 * found.standard_errors[2] else "no"


def drawn_library(me: Any) -> Library:
    """Return the library of a learner."""
    look = one_of(me, "library", tuple(LIBRARIES))
    shared, seeds = LIBRARIES[look]
    level = one_of(me, "library level", (-0.4, -0.2, 0.0, 0.2))
    seed = one_of(me, "library seed", seeds)
    efforts = selection.records(EFFORTS, level, 0.3, shared, effort_published=0.5, occasion_published=1.5, seed=seed)
    return Library(look, efforts)


def show_library(me: Any) -> None:
    """Print what is in the library of a learner, and what is asked."""
    efforts = drawn_library(me).efforts
    said = "Your library knows of {all} efforts. {published} are published; only of these is it known how they went."
    print(fill(words(said, all=len(efforts.published), published=int(efforts.published.sum())), 96))
    for name, what in ASKED.items():
        print(f"  {name}: {words(what)}")


def say_library(handed_in: Any) -> None:
    """Say which answers are missing, and what to look at again."""
    if not say_numbers(handed_in, {name: words(what) for name, what in ASKED.items() if name.endswith("level")}):
        return
    if _word(handed_in.get("look")) not in LIBRARIES:
        print(words("look should be “higher”, “lower” or “same”."))
    elif _word(handed_in.get("tells")) not in ("yes", "no"):
        print(words("tells should be “yes” or “no”."))
    else:
        print(words("All four are there. If the weight cannot be told from 0, what does that leave of the correction?"))


def mark_library(handed_in: Any, library: Library, points: float) -> float:
    """Return the points for both estimates and for what they say, a quarter each.

    Parameters
    ----------
    handed_in: the answers by name, see `ASKED`.
    library: the learner's library.
    points: what four right answers earn.
    """
    if not isinstance(handed_in, Mapping):
        return 0.0
    naive = selection.naive(library.efforts).coefficients[0]
    corrected = selection.corrected(library.efforts, occasion_known=True).coefficients[0]
    right = (
        close(handed_in.get("naive_level"), float(naive), TOLERANCE),
        close(handed_in.get("corrected_level"), float(corrected), TOLERANCE),
        _word(handed_in.get("look")) == library.look,
        _word(handed_in.get("tells")) == library.tells,
    )
    return round(points * sum(right) / len(right), 2)


def _word(said: Any) -> str:
    return str(said).strip().casefold()
