"""Reports: what is said of a run is compared with that run, and with no other."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_lib import studio
from course_lib.grading.answers import capstone
from course_lib.marking.reports import ASKED, SHARES, mark_report, say_report, show_report, supposing

MINE = capstone.run("amira")
RIGHT = capstone.report("amira", MINE)
TRUTH = capstone.numbers("amira", MINE), capstone.plans("amira", MINE)


@pytest.mark.parametrize("me", ["amira", "李雷", "s1", "s2", "s3"])
def test_the_question_has_an_answer_for_everybody(me: str) -> None:
    mine = capstone.run(me)
    assert mark_report(capstone.report(me, mine), capstone.numbers(me, mine), capstone.plans(me, mine), points=8) == 8


def test_each_answer_earns_on_its_own() -> None:
    assert SHARES.keys() == ASKED.keys()
    for name, worth in SHARES.items():
        assert mark_report({**RIGHT, name: "?"}, *TRUTH, points=8) == 8 - worth


def test_a_plan_too_many_costs_half_of_the_list() -> None:
    without = [one for one in studio.process.PLANS if one not in RIGHT["cannot_rank"]]
    more = {**RIGHT, "cannot_rank": [*RIGHT["cannot_rank"], without[0]]}
    assert mark_report(more, *TRUTH, points=8) == 7


def test_where_no_number_is_right_nothing_is_earned() -> None:
    assert mark_report(RIGHT, {}, [], points=8) == 0


def test_a_number_that_the_model_does_not_have_is_named() -> None:
    assert supposing(MINE, unaided_optimism=0.2).design.number("unaided_optimism") == 0.2
    with pytest.raises(ValueError, match="luckiness"):
        supposing(MINE, luckiness=1)


@settings(max_examples=30)
@given(st.dictionaries(st.sampled_from([*ASKED]), st.text() | st.floats() | st.lists(st.text())) | st.none())
def test_nothing_that_is_handed_in_stops_the_marking(handed_in: Any) -> None:
    assert 0 <= mark_report(handed_in, *TRUTH, points=8) <= 8
    say_report(handed_in)


def test_a_learner_is_told_what_to_look_at(capsys: pytest.CaptureFixture[str]) -> None:
    say_report({**RIGHT, "cannot_rank": ["miracle"]})
    assert "No stock plan is called: miracle." in capsys.readouterr().out
    say_report({**RIGHT, "cannot_rank": "pause"})
    assert "cannot_rank is a list" in capsys.readouterr().out
    show_report("amira")
    assert "an unaided optimism of" in capsys.readouterr().out
