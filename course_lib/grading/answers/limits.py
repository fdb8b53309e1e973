"""Answers to the assignment *limits*, rounded as somebody would write them."""

from __future__ import annotations

from typing import Any

from course_lib.grading.keys import key
from course_lib.marking.chains import drawn_chain
from course_lib.marking.documents import drawn_documents
from course_lib.marking.evidence import KINDS
from course_lib.marking.guests import drawn_guests
from course_lib.marking.libraries import drawn_library
from course_lib.marking.shelves import counts, drawn_shelf
from course_lib.models import selection

# A pair of chances that makes each kind of test.
_CHANCES = {"hoop": (0.95, 0.6), "smoking gun": (0.3, 0.02), "straw": (0.6, 0.45), "decisive": (0.95, 0.05)}


def chain(me: Any) -> dict[str, Any]:
    """Return what a learner finds out about their chain."""
    one = drawn_chain(me)
    return {
        "through": round(one.through(), 4),
        "best": one.best(),
        "raised": round(one.through(one.best()), 4),
        "two_ways": round(one.two_ways(), 4),
    }


def guests(me: Any) -> dict[str, Any]:
    """Return what a learner finds out about their guest lists."""
    one = drawn_guests(me)
    x, y, unequal = one.leader(one.x), one.leader(one.y), one.unequal()
    return {
        "left": round(one.left(one.home), 3),
        "left_meeting": round(one.left(one.home_meeting), 3),
        "leader_x": x,
        "leader_y": y,
        "list": "X" if x > y else "Y",
        "weaker": min(unequal, key=lambda side: unequal[side]),
    }


def shelf(me: Any) -> dict[str, Any]:
    """Return what a learner finds out about their shelf."""
    one = drawn_shelf(me)
    share_one, share_other = (successes / picked for successes, picked in map(counts, (one.one, one.other)))
    return {
        "true_share": round(one.true_share(), 3),
        "share_one": round(share_one, 3),
        "share_other": round(share_other, 3),
        "unseen": one.unseen(),
    }


def library(me: Any) -> dict[str, Any]:
    """Return what a learner finds in their library."""
    one = drawn_library(me)
    return {
        "naive_level": round(float(selection.naive(one.efforts).coefficients[0]), 3),
        "corrected_level": round(float(selection.corrected(one.efforts, occasion_known=True).coefficients[0]), 3),
        "look": one.look,
        "tells": one.tells,
    }


def kinds(me: Any) -> dict[str, str]:
    """Return which test each of a learner's documents is."""
    keys = key("documents")
    return {letter: KINDS[keys[one]["kind"]] for letter, one in drawn_documents(me).items()}


def documents(me: Any) -> dict[str, tuple[str, float, float]]:
    """Return a right judgement of each of a learner's documents: which test it is, and two chances that make it one."""
    return {letter: (kind, *_CHANCES[kind]) for letter, kind in kinds(me).items()}
