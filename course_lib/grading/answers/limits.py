"""Answers to the assignment *limits*."""

from __future__ import annotations

import functools
import math
from typing import Any

from course_lib.catalogue import load_cases
from course_lib.grading.answers.shared import DIGITS
from course_lib.grading.keys import key
from course_lib.marking.chains import Chain, drawn_chain
from course_lib.marking.documents import drawn_documents
from course_lib.marking.evidence import KINDS
from course_lib.marking.guests import drawn_guests, leaders
from course_lib.marking.libraries import drawn_library
from course_lib.marking.shelves import SHELVES, drawn_shelf
from course_lib.models import selection, transfer

# By how much a link is raised in the question on chains.
TEN_POINTS = 0.1
# A pair of chances that makes each kind of test.
_CHANCES = {"hoop": (0.95, 0.6), "smoking gun": (0.3, 0.02), "straw": (0.6, 0.45), "decisive": (0.95, 0.05)}


def chain(me: Any) -> dict[str, Any]:
    """Return what a learner finds out about their chain."""
    one = drawn_chain(me)
    best = max(one.links, key=lambda letter: through(one, letter))
    return {
        "through": round(through(one), DIGITS),
        "best": best,
        "raised": round(through(one, best), DIGITS),
        "two_ways": round(1 - (1 - through(one)) * (1 - one.other), DIGITS),
    }


def through(chain: Chain, raised: str = "") -> float:
    """Return the chance that every link of a chain holds, one of them raised by ten points if it is named."""
    return math.prod(chance + TEN_POINTS * (letter == raised) for letter, (_, chance) in chain.links.items())


def guests(me: Any) -> dict[str, Any]:
    """Return what a learner finds out about their guest lists."""
    one = drawn_guests(me)
    x, y = (leaders(insiderness=inside, participants=many)["A"] for inside, many in (one.x, one.y))
    unequal = leaders(insiderness=one.x[0], participants=one.x[1], home_weight=one.homes)
    left, meeting = (
        round(float(transfer.retained(one.belief, one.openness, home, one.months)), DIGITS)
        for home in (one.home, one.home_meeting)
    )
    return {
        "left": left,
        "left_meeting": meeting,
        "leader_x": x,
        "leader_y": y,
        "list": "X" if x > y else "Y",
        "weaker": min(unequal, key=lambda side: unequal[side]),
    }


def shelf(me: Any) -> dict[str, Any]:
    """Return what a learner finds out about their shelf."""
    one = drawn_shelf(me)
    (successes, picked), (others, of) = counts(one.one), counts(one.other)
    # From the share that is printed to the one among all efforts: the two rates exchanged.
    share = selection.share_of_successes(one.printed, one.failure_published, one.success_published)
    return {
        "true_share": round(float(share), DIGITS),
        "share_one": round(successes / picked, DIGITS),
        "share_other": round(others / of, DIGITS),
        "unseen": math.ceil(round(successes / one.target, DIGITS)) - picked,
    }


@functools.cache
def counts(rule: str) -> tuple[int, int]:
    """Return how many cases that a rule picks from the catalogue are coded as transferred, and how many it picks."""
    picked = load_cases().filter(**SHELVES[rule][1])
    return len(picked.filter(outcome="transferred")), len(picked)


def library(me: Any) -> dict[str, Any]:
    """Return what a learner finds in their library."""
    efforts = drawn_library(me)
    naive, found = selection.naive(efforts), selection.corrected(efforts, occasion_known=True)
    weight, error = float(found.coefficients[2]), float(found.standard_errors[2])
    tells = abs(weight) > 2 * error
    return {
        "naive_level": round(float(naive.coefficients[0]), DIGITS),
        "corrected_level": round(float(found.coefficients[0]), DIGITS),
        "look": ("higher" if weight > 0 else "lower") if tells else "same",
        "tells": "yes" if tells else "no",
    }


def kinds(me: Any) -> dict[str, str]:
    """Return which test each of a learner's documents is."""
    keys = key("documents")
    return {letter: KINDS[keys[one]["kind"]] for letter, one in drawn_documents(me).items()}


def documents(me: Any) -> dict[str, tuple[str, float, float]]:
    """Return a right judgement of each of a learner's documents: which test it is, and two chances that make it one."""
    return {letter: (kind, *_CHANCES[kind]) for letter, kind in kinds(me).items()}
