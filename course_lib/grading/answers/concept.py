"""Answers to the assignment *concept*."""

from __future__ import annotations

import itertools
from typing import Any

from course_lib.encounters import Encounter, Place, place
from course_lib.grading.answers.shared import DIGITS
from course_lib.grading.keys import key
from course_lib.marking.disputes import drawn_dispute
from course_lib.marking.places import drawn_stories
from course_lib.marking.searches import drawn_search
from course_lib.models import winsets

# The track of each kind of encounter that a rule is tried on.
RIGHT = {
    "officials of both sides, called by a government": "1",
    "officials of both sides, called by somebody private": "1.5",
    "officials in a personal capacity beside private people": "1.5",
    "private people of influence": "2",
    "people of a community": "3",
    "another purpose than the conflict": "contact",
}
# What the people and the publicity of a search are coded as, in the order in which they are asked for.
PEOPLE = ("mandated", "private", "one_mandated", "personal", "connected")
KNOWN = (("discreet", "secret"), ("staged", "announced"), ("quiet",))


def places(me: Any) -> dict[str, Place]:
    """Return the right place of each of a learner's encounters."""
    keys = key("places")
    return {
        letter: place(keys[one["id"]]["officiality"], keys[one["id"]]["secrecy"])
        for letter, one in drawn_stories(me).items()
    }


def kinds() -> dict[str, list[Encounter]]:
    """Return the encounters that a rule is tried on, by kind.

    Whatever a definition of the course's may leave open is left out, such as officials who come for themselves to a
    meeting of villages. Every kind is tried hidden and open, so that no rule by secrecy gets any of them right.
    """
    free = list(itertools.product(("government", "private"), (True, False)))
    hidden = (True, False)
    return dict(
        zip(
            RIGHT,
            (
                [Encounter(mandate="both", host="government", hidden=h) for h in hidden],
                [Encounter(mandate="both", host="private", hidden=h) for h in hidden],
                [Encounter(officials_attend=True, host=host, hidden=h) for host, h in free],
                [Encounter(host=host, hidden=h) for host, h in free],
                [Encounter(level="community", host=host, hidden=h) for host, h in free],
                [
                    Encounter(about_conflict=False, level=level, officials_attend=came, hidden=h)
                    for level, came, h in itertools.product(("influential", "community"), hidden, hidden)
                ],
            ),
            strict=True,
        )
    )


def search(me: Any) -> dict[str, Any]:
    """Return the conditions that a learner is asked for."""
    people, known = drawn_search(me)
    return {"officiality": PEOPLE[people], "secrecy": list(KNOWN[known])}


def dispute(me: Any) -> dict[str, Any]:
    """Return what a learner finds out about their dispute."""
    one = drawn_dispute(me)
    ends = one.position_a, one.position_b, one.audience_cost
    # A side whose home will take less gets more: the paradox of weakness (Schelling).
    edge_a = one.edge_a + one.by * (one.harder == "A")
    edge_b = one.edge_b - one.by * (one.harder == "B")
    return {
        "public_width": round(float(winsets.zone(one.edge_a, one.edge_b, *ends, 1).width), DIGITS),
        "closes_at": round(float(winsets.limits(one.edge_a, one.edge_b, *ends, scandal=0)[1]), DIGITS),
        "moved_width": round(float(winsets.zone(edge_a, edge_b, *ends, one.leak).width), DIGITS),
        "gains": one.harder,
    }
