"""Guest lists: the middle carries more than the edge, and unequal homes make unequal transfer."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_lib.grading.answers import limits
from course_lib.marking.guests import ASKED, LEADER, LEFT, drawn_guests, leaders, mark_guests, say_guests, show_guests

LEARNERS = [f"s{n}" for n in range(200)]


@pytest.mark.parametrize("me", LEARNERS[:60])
def test_the_question_has_an_answer_for_everybody(me: str) -> None:
    guests = drawn_guests(me)
    assert abs(guests.leader(guests.x) - guests.leader(guests.y)) > 4 * LEADER
    assert abs(guests.unequal()["A"] - guests.unequal()["B"]) > 3 * LEADER
    assert guests.left(guests.home_meeting) - guests.left(guests.home) > 4 * LEFT
    assert mark_guests(limits.guests(me), guests, points=6) == 6


def test_each_answer_earns_a_point() -> None:
    guests, right = drawn_guests("amira"), limits.guests("amira")
    for name in ASKED:
        assert mark_guests({name: right[name]}, guests, points=6) == 1
        assert mark_guests({**right, name: "?"}, guests, points=6) == 5


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
def test_nothing_that_is_handed_in_stops_the_marking(handed_in: Any) -> None:
    assert 0 <= mark_guests(handed_in, drawn_guests("amira"), points=6) <= 6
    say_guests(handed_in)


def test_a_learner_is_told_what_to_look_at(capsys: pytest.CaptureFixture[str]) -> None:
    right = limits.guests("amira")
    say_guests({**right, "list": "both"})
    assert "list should be “X” or “Y”." in capsys.readouterr().out
    show_guests("amira")
    assert "Guest list Y" in capsys.readouterr().out
