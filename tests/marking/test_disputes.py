"""Disputes: each has no deal in public, one in a quiet channel, and a leak that closes it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_lib.grading.answers import concept
from course_lib.marking.disputes import TOLERANCE, drawn_dispute, mark_dispute, say_dispute, show_dispute

LEARNERS = [f"s{n}" for n in range(200)]


@pytest.mark.parametrize("me", LEARNERS[:60])
def test_the_question_has_an_answer_for_everybody(me: str) -> None:
    dispute = drawn_dispute(me)
    assert dispute.width(1) < -TOLERANCE
    assert dispute.width(dispute.leak) > 2 * TOLERANCE
    assert dispute.leak + 2 * TOLERANCE < dispute.closes_at() < 1 - 2 * TOLERANCE
    assert dispute.width(dispute.closes_at()) == pytest.approx(0, abs=1e-9)
    assert mark_dispute(concept.dispute(me), dispute, points=6) == 6


def test_neighbours_have_other_numbers() -> None:
    answers = {tuple(concept.dispute(me).values()) for me in LEARNERS}
    assert len(answers) > 150
    others = [mark_dispute(concept.dispute(LEARNERS[n - 1]), drawn_dispute(LEARNERS[n]), 6) for n in range(200)]
    assert sum(others) / len(others) < 2


def test_each_answer_earns_on_its_own() -> None:
    dispute, right = drawn_dispute("amira"), concept.dispute("amira")
    for name, worth in (("public_width", 2), ("closes_at", 2), ("moved_width", 1), ("gains", 1)):
        assert mark_dispute({name: right[name]}, dispute, points=6) == worth
        assert mark_dispute({**right, name: "?"}, dispute, points=6) == 6 - worth


@given(
    st.dictionaries(
        st.sampled_from(["public_width", "closes_at", "moved_width", "gains"]), st.text("0,.5 %-?aB") | st.floats()
    )
)
def test_nothing_that_is_handed_in_stops_the_marking(handed_in: Any) -> None:
    assert 0 <= mark_dispute(handed_in, drawn_dispute("amira"), points=6) <= 6
    say_dispute(handed_in)


def test_a_public_width_that_forgot_the_public_is_pointed_at(capsys: pytest.CaptureFixture[str]) -> None:
    right = concept.dispute("amira")
    say_dispute({**right, "public_width": 0.2})
    assert "is leak=1 in it?" in capsys.readouterr().out
    say_dispute(right)
    assert "All four are there" in capsys.readouterr().out
    show_dispute("amira")
    assert "audience cost" in capsys.readouterr().out
