"""Four clues: each kind once, beliefs that follow Bayes' rule, and answers that earn on their own."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_lib.grading.answers import history
from course_lib.marking.evidence import KINDS, believed, drawn_evidence, mark_evidence, say_evidence, show_evidence

LEARNERS = [f"s{n}" for n in range(100)]


@pytest.mark.parametrize("me", LEARNERS[:40])
def test_each_kind_is_drawn_once_and_half_the_clues_are_found(me: str) -> None:
    prior, clues = drawn_evidence(me)
    assert sorted(clue.kind for clue in clues.values()) == sorted(KINDS.values())
    assert sum(clue.found for clue in clues.values()) == 2
    assert mark_evidence(history.evidence(me), prior, clues, points=6) == 6


def test_beliefs_follow_the_odds() -> None:
    prior, clues = drawn_evidence("amira")
    odds = prior / (1 - prior)
    for clue in clues.values():
        odds *= clue.if_true / clue.if_false if clue.found else (1 - clue.if_true) / (1 - clue.if_false)
    assert believed(prior, clues)[-1] == pytest.approx(odds / (1 + odds))


def test_each_answer_earns_on_its_own() -> None:
    draw, right = drawn_evidence("amira"), history.evidence("amira")
    for name, worth in (("A", 0.75), ("after_first", 1), ("after_all", 2)):
        assert mark_evidence({name: right[name]}, *draw, points=6) == worth
        assert mark_evidence({**right, name: "?"}, *draw, points=6) == 6 - worth
    assert mark_evidence({**right, "A": right["A"].upper().replace(" ", "_")}, *draw, points=6) == 6


@given(
    st.dictionaries(st.sampled_from(["A", "B", "C", "D", "after_first", "after_all"]), st.text() | st.floats())
    | st.none()
)
def test_nothing_that_is_handed_in_stops_the_marking(handed_in: Any) -> None:
    assert 0 <= mark_evidence(handed_in, *drawn_evidence("amira"), points=6) <= 6
    say_evidence(handed_in)


def test_a_learner_is_told_what_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    say_evidence({**history.evidence("amira"), "B": "proof"})
    assert "Say of B which test it is: hoop, smoking gun, straw, decisive." in capsys.readouterr().out
    show_evidence("amira")
    assert capsys.readouterr().out.count("likely if the claim is true") == 4
