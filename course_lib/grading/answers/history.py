"""Answers to the assignment *history*."""

from __future__ import annotations

from typing import Any

from course_lib.grading.answers.shared import DIGITS
from course_lib.grading.keys import key
from course_lib.marking.events import (
    days_between,
    drawn_column,
    drawn_intervals,
    drawn_order,
    statements,
)
from course_lib.marking.evidence import KINDS, TELLING, drawn_evidence
from course_lib.models.process_tracing import kind_of_test, posterior


def column(me: Any) -> dict[str, tuple[str, str]]:
    """Return the right date of each sentence, and the statement that carries it."""
    known = statements()
    return {letter: (known[one].date or "", one) for letter, one in behind(me).items()}


def behind(me: Any) -> dict[str, str]:
    """Return the statement behind each sentence of a learner's column."""
    keys = key("events")
    return {letter: keys[one] for letter, (one, _) in drawn_column(me).items()}


def order(me: Any) -> str:
    """Return the letters of a learner's events, earliest first."""
    known, keys = statements(), key("events")
    drawn = drawn_order(me)
    return "".join(sorted(drawn, key=lambda letter: known[keys[drawn[letter]]].date or ""))


def accepted(me: Any) -> dict[str, dict[str, list[str]]]:
    """Return, for each of a learner's cases, the statements that will do as `first` and as `step`."""
    keys = key("intervals")
    return {case.id: keys[case.id] for case in drawn_intervals(me)}


def intervals(me: Any) -> dict[str, dict[str, Any]]:
    """Return, for each of a learner's cases, a first contact, an official step, and the days between."""
    known = statements()
    found = {}
    for case, ids in accepted(me).items():
        first, step = ids["first"][0], ids["step"][0]
        found[case] = {"first": first, "step": step, "days": days_between(known[first], known[step])}
    return found


def evidence(me: Any) -> dict[str, Any]:
    """Return the kind of each of a learner's clues, and the beliefs after the first clue and after all."""
    belief, clues = drawn_evidence(me)
    kinds = {letter: KINDS[str(kind_of_test(one.if_true, one.if_false, TELLING))] for letter, one in clues.items()}
    beliefs = []
    for one in clues.values():
        belief = float(posterior(belief, one.if_true, one.if_false, one.found))
        beliefs.append(belief)
    return {**kinds, "after_first": round(beliefs[0], DIGITS), "after_all": round(beliefs[-1], DIGITS)}
