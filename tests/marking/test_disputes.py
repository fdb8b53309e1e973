"""Disputes: each has no deal in public, one in a quiet channel, and a leak that closes it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_lib.grading.answers import concept
from course_lib.marking.disputes import ASKED, SHARES, TOLERANCES, drawn_dispute, say_dispute, show_dispute
from course_lib.marking.numbers import mark_answers
from course_lib.models.winsets import zone

LEARNERS = [f"s{n}" for n in range(200)]


@pytest.mark.parametrize("me", LEARNERS[:60])
def test_the_question_has_an_answer_for_everybody(me: str) -> None:
    one, right = drawn_dispute(me), concept.dispute(me)
    edges = one.edge_a, one.edge_b, one.position_a, one.position_b, one.audience_cost
    assert right["public_width"] < -2 * TOLERANCES["public_width"]
    assert zone(*edges, one.leak).width > 2 * TOLERANCES["moved_width"]
    assert one.leak + 0.04 < right["closes_at"] < 0.96
    assert float(zone(*edges, right["closes_at"]).width) == pytest.approx(0, abs=1e-3)
    assert right["moved_width"] < zone(*edges, one.leak).width - TOLERANCES["moved_width"]
    assert right.keys() == ASKED.keys() == SHARES.keys()


def test_neighbours_have_other_numbers() -> None:
    answers = [concept.dispute(me) for me in LEARNERS]
    assert len({tuple(one.values()) for one in answers}) > 150
    others = [mark_answers(answers[n - 1], answers[n], 6, TOLERANCES, SHARES) for n in range(200)]
    assert sum(others) / len(others) < 1.5


@given(st.dictionaries(st.sampled_from([*ASKED]), st.text("0,.5 %-?aB") | st.floats()) | st.none())
def test_nothing_that_is_handed_in_stops_the_help(handed_in: Any) -> None:
    say_dispute(handed_in)


def test_a_public_width_that_forgot_the_public_is_pointed_at(capsys: pytest.CaptureFixture[str]) -> None:
    right = concept.dispute("amira")
    say_dispute({**right, "public_width": 0.2})
    assert "is leak=1 in it?" in capsys.readouterr().out
    say_dispute(right)
    assert "All four are there" in capsys.readouterr().out
    show_dispute("amira")
    assert "audience cost" in capsys.readouterr().out
