"""Answers to the assignment *capstone*. Of a report and of tests, what is right hangs on the run that was handed in."""

from __future__ import annotations

import functools
from typing import Any

from course_lib import studio
from course_lib.catalogue import load_cases
from course_lib.grading.answers.shared import DIGITS
from course_lib.grading.keys import key
from course_lib.marking import registers, reports
from course_lib.marking.briefs import drawn_brief
from course_lib.marking.witnesses import CAME_TO_NOTHING, SENTENCES, drawn_sentences
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


def is_own(me: Any, mine: Any) -> bool:
    """Return whether a run is played, and with the seed of a learner's own brief: only of such a run a report counts."""
    return isinstance(mine, studio.Run) and mine.seed == drawn_brief(me).seed and bool(mine.decisions)


def numbers(me: Any, mine: Any) -> dict[str, float]:
    """Return the numbers of a report on a run by name; none for a run that is not the learner's own."""
    if not is_own(me, mine):
        return {}
    found, nothing = reports.shares(mine), studio.anyway(mine)["ratified"]
    return {
        "ratified": found["ratified"],
        "anyway": nothing,
        "added": found["ratified"] - nothing,
        "exposed": found["exposed"],
        "anyway_then": studio.anyway(reports.supposing(mine, unaided_optimism=reports.drawn_optimism(me)))["ratified"],
    }


def plans(me: Any, mine: Any) -> list[str]:
    """Return the stock plans that the model cannot rank with a run; none for a run that is not the learner's own."""
    return reports.cannot_rank(mine) if is_own(me, mine) else []


def report(me: Any, mine: studio.Run) -> dict[str, Any]:
    """Return what a learner should report of their run."""
    found = {name: round(value, DIGITS) for name, value in numbers(me, mine).items()}
    return {**found, "cannot_rank": plans(me, mine)}


def letters(me: Any, mine: Any) -> dict[str, set[str]]:
    """Return, by name, the letters that are right for a run; any of those under `register` will do.

    Nothing for a run that is not the learner's own.
    """
    if not is_own(me, mine):
        return {}
    found = {letter: registers.tried(mine)[one] for letter, one in registers.drawn_tests(me).items()}
    best = max(one.tells for one in found.values())
    return {
        "register": {letter for letter, one in found.items() if one.tells >= best - registers.NEAR},
        "cannot_fail": {letter for letter, one in found.items() if one.poor < registers.CANNOT},
        "fails_anyway": {letter for letter, one in found.items() if one.good > registers.ANYWAY},
    }


def tests(me: Any, mine: studio.Run) -> dict[str, str]:
    """Return the letter of a test to register, and those of the two lists."""
    return {
        name: "".join(sorted(found)[: 1 if name == "register" else None]) for name, found in letters(me, mine).items()
    }


@functools.cache
def witnesses(sentence: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the cases of the catalogue that stand for a sentence, and those that stand against it."""
    _, conditions, crossed = SENTENCES[sentence]
    picked = load_cases().filter(**conditions)
    something, nothing = (
        frozenset(case.id for case in picked.filter(outcome=code)) for code in ("transferred", list(CAME_TO_NOTHING))
    )
    return (something, nothing) if crossed else (nothing, something)


def sides(me: Any) -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """Return the cases for and against each of a learner's sentences, by letter."""
    return {letter: witnesses(one) for letter, one in drawn_sentences(me).items()}


def cases(me: Any) -> dict[str, tuple[str, str]]:
    """Return a case for and a case against each of a learner's sentences, no case twice."""
    found: dict[str, tuple[str, str]] = {}
    used: set[str] = set()
    for letter, both in sides(me).items():
        pair = []
        for side in both:
            pair.append(min(side - used))
            used.add(pair[-1])
        found[letter] = (pair[0], pair[1])
    return found
