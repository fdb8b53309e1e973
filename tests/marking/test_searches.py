"""Searches: what conditions pick and what they spare, on cases that nobody has seen."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from course_lib.catalogue import load_cases
from course_lib.grading.answers import concept
from course_lib.marking.searches import KNOWN, PEOPLE, every_phase, mark_search, say_search, show_search

RIGHT = [
    {"officiality": people, "secrecy": list(known)}
    for people, known in itertools.product(concept.PEOPLE, concept.KNOWN)
]


@pytest.mark.parametrize("right", RIGHT)
def test_the_right_conditions_alone_earn_everything(right: dict[str, Any]) -> None:
    assert mark_search(right, right, points=4) == 4
    assert mark_search(dict(reversed(right.items())), right, points=4) == 4
    for part in right:
        assert mark_search({part: right[part]}, right, points=4) < 4
    for other in RIGHT:
        if other != right:
            assert mark_search(other, right, points=4) < 2


def test_the_catalogue_has_an_answer_to_every_search() -> None:
    assert len(concept.PEOPLE) == len(PEOPLE) and len(concept.KNOWN) == len(KNOWN)
    assert [one for one in RIGHT if len(load_cases().filter(**one)) == 0] == []


def test_picking_all_or_none_or_by_track_earns_nothing() -> None:
    for handed_in in ({}, {"track": ["1", "2"]}, {"officiality": []}, {"track": "1"}):
        assert mark_search(handed_in, RIGHT[0], points=4) < 1


def test_conditions_must_hold_in_one_and_the_same_phase() -> None:
    both = [case for case in every_phase() if len(case.phases) == 2]
    apart = [
        case for case in both
        if any(p.officiality == "mandated" for p in case.phases) and any(p.secrecy == "secret" for p in case.phases)
        and not any(p.officiality == "mandated" and p.secrecy == "secret" for p in case.phases)
    ]  # fmt: skip
    picked = {case.id for case in every_phase().filter(officiality="mandated", secrecy="secret")}
    assert apart
    assert not picked & {case.id for case in apart}


@pytest.mark.parametrize("handed_in", [None, 5, ["a"], {"officiality": "royal"}, {1: 2}, {"colour": "red"}])
def test_conditions_that_cannot_be_used_are_named(handed_in: Any, capsys: pytest.CaptureFixture[str]) -> None:
    say_search(handed_in)
    assert "These conditions cannot be used." in capsys.readouterr().out
    assert mark_search(handed_in, RIGHT[0], points=4) == 0


def test_a_learner_is_told_what_to_search_for(capsys: pytest.CaptureFixture[str]) -> None:
    for n in range(40):
        show_search(f"s{n}")
    said = " ".join(capsys.readouterr().out.split())
    for one in (*PEOPLE, *KNOWN):
        assert one in said
