"""Answers to the assignment *capstone*."""

from __future__ import annotations

from typing import Any

from course_lib import studio
from course_lib.grading.keys import key
from course_lib.marking import registers, reports
from course_lib.marking.briefs import drawn_brief
from course_lib.marking.witnesses import drawn_sentences, witnesses
from course_lib.models import process


def allowed() -> dict[str, list[str]]:
    """Return the ways that each fact of a brief leaves open."""
    return {fact: one["allowed"] for fact, one in key("briefs").items()}


def run(me: Any) -> studio.Run:
    """Return a run of a design that fits a learner's brief: a stock plan that builds trust and consults at home."""
    brief, ways = drawn_brief(me), allowed()
    design = studio.Design(brief.setting, {choice: ways[fact][0] for choice, fact in brief.facts.items()})
    decisions = tuple(process.DECISIONS[one] for one in process.PLANS["build_then_consult"])
    return studio.Run(design, brief.seed, decisions)


def report(me: Any, mine: studio.Run) -> dict[str, Any]:
    """Return what a learner should report of their run, rounded as somebody would write it."""
    found, nothing = reports.shares(mine), studio.anyway(mine)["ratified"]
    then = studio.anyway(reports.supposing(mine, unaided_optimism=reports.drawn_optimism(me)))["ratified"]
    return {
        "ratified": round(found["ratified"], 3),
        "anyway": round(nothing, 3),
        "added": round(found["ratified"] - nothing, 3),
        "exposed": round(found["exposed"], 3),
        "anyway_then": round(then, 3),
        "cannot_rank": reports.cannot_rank(mine),
    }


def tests(me: Any, mine: studio.Run) -> dict[str, str]:
    """Return the letters of the test to register, of those that cannot fail, and of those that fail anyway."""
    found = registers.right(me, mine)
    return {name: "".join(sorted(letters)[: 1 if name == "register" else None]) for name, letters in found.items()}


def cases(me: Any) -> dict[str, tuple[str, str]]:
    """Return a case for and a case against each of a learner's sentences, no case twice."""
    found: dict[str, tuple[str, str]] = {}
    used: set[str] = set()
    for letter, one in drawn_sentences(me).items():
        pair = []
        for side in witnesses(one):
            pair.append(min(side - used))
            used.add(pair[-1])
        found[letter] = (pair[0], pair[1])
    return found
