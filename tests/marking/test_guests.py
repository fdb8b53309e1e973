"""Guest lists: one carries more than the other, and unequal homes make unequal transfer."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_lib.grading.answers import limits
from course_lib.marking.guests import ASKED, TOLERANCES, drawn_guests, leaders, say_guests, show_guests

LEARNERS = [f"s{n}" for n in range(200)]


@pytest.mark.parametrize("me", LEARNERS[:60])
def test_the_question_has_an_answer_for_everybody(me: str) -> None:
    one, right = drawn_guests(me), limits.guests(me)
    assert abs(right["leader_x"] - right["leader_y"]) > 4 * TOLERANCES["leader_x"]
    assert right["left_meeting"] - right["left"] > 4 * TOLERANCES["left"]
    unequal = leaders(insiderness=one.x[0], participants=one.x[1], home_weight=one.homes)
    assert abs(unequal["A"] - unequal["B"]) > 3 * TOLERANCES["leader_x"]
    assert right.keys() == ASKED.keys()


def test_neither_list_nor_side_is_right_for_most() -> None:
    for name, one in (("list", "X"), ("weaker", "A")):
        share = sum(limits.guests(me)[name] == one for me in LEARNERS) / len(LEARNERS)
        assert 0.35 < share < 0.65


def test_a_home_that_weighs_more_leaves_less() -> None:
    light, heavy = (leaders(home_weight=home) for home in (0.2, 0.8))
    assert light["A"] > heavy["A"]
    assert light["A"] == light["B"]
    with pytest.raises(ValueError, match="home_weight"):
        leaders(home_weight=1.2)


@given(st.dictionaries(st.sampled_from([*ASKED]), st.text("0,.5 %-?aBxY") | st.floats()) | st.none())
def test_nothing_that_is_handed_in_stops_the_help(handed_in: Any) -> None:
    say_guests(handed_in)


def test_a_learner_is_told_what_to_look_at(capsys: pytest.CaptureFixture[str]) -> None:
    say_guests({**limits.guests("amira"), "list": "both"})
    assert "list should be one of: X, Y." in capsys.readouterr().out
    show_guests("amira")
    assert "Guest list Y" in capsys.readouterr().out
