"""Four clues: each kind once, beliefs that follow Bayes' rule, and shares that are told."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_lib.grading.answers import history
from course_lib.marking.evidence import KINDS, SHARES, drawn_evidence, say_evidence, show_evidence

LEARNERS = [f"s{n}" for n in range(100)]


@pytest.mark.parametrize("me", LEARNERS[:40])
def test_each_kind_is_drawn_once_and_half_the_clues_are_found(me: str) -> None:
    _, clues = drawn_evidence(me)
    right = history.evidence(me)
    assert sorted(right[letter] for letter in clues) == sorted(KINDS.values())
    assert sum(clue.found for clue in clues.values()) == 2
    assert right.keys() == SHARES.keys()


@pytest.mark.parametrize("me", LEARNERS[:40])
def test_beliefs_follow_the_odds(me: str) -> None:
    prior, clues = drawn_evidence(me)
    odds = prior / (1 - prior)
    for clue in clues.values():
        odds *= clue.if_true / clue.if_false if clue.found else (1 - clue.if_true) / (1 - clue.if_false)
    assert history.evidence(me)["after_all"] == pytest.approx(odds / (1 + odds), abs=1e-4)


@given(st.dictionaries(st.sampled_from([*SHARES]), st.text("hop 0.5") | st.floats()) | st.none())
def test_nothing_that_is_handed_in_stops_the_help(handed_in: Any) -> None:
    say_evidence(handed_in)


def test_a_learner_is_told_what_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    say_evidence({**history.evidence("amira"), "B": "proof"})
    assert "Say of B which test it is: hoop, smoking gun, straw, decisive." in capsys.readouterr().out
    show_evidence("amira")
    assert capsys.readouterr().out.count("likely if the claim is true") == 4
