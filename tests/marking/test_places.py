"""Places on the axes: fair to slips, unmoved by tricks."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_lib import place
from course_lib.marking.places import COUNT, drawn_stories, mark_places, say_places, show_stories

RIGHT = {"A": place("mandated", "secret"), "B": place("private", "staged")}
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text("0 ?aB"),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from("ABCX"), inner),
)


def test_a_right_place_earns_its_share_and_one_a_step_beside_it_half() -> None:
    assert mark_places(dict(RIGHT), RIGHT, points=8) == 8
    assert mark_places({**RIGHT, "B": place("private", "announced")}, RIGHT, points=8) == 6
    assert mark_places({**RIGHT, "B": place("connected", "announced")}, RIGHT, points=8) == 4


def test_capitals_and_spaces_cost_nothing() -> None:
    assert place(" Mandated", "SECRET ") == place("mandated", "secret")


def test_a_place_that_crossed_as_plain_data_is_as_good() -> None:
    assert mark_places({letter: list(one) for letter, one in RIGHT.items()}, RIGHT, points=8) == 8


def test_one_bad_word_costs_only_its_own_place(capsys: pytest.CaptureFixture[str]) -> None:
    letters = list(drawn_stories("amira"))
    handed_in = {letter: place("mandated", "secret") for letter in letters} | {"B": place("private", "hushed")}
    assert mark_places(handed_in, RIGHT, points=8) == 4
    say_places("amira", handed_in)
    assert "B: “hushed” is not a step of secrecy: staged, announced" in capsys.readouterr().out


@given(ANYTHING)
def test_nothing_that_is_handed_in_stops_the_marking(handed_in: Any) -> None:
    assert 0 <= mark_places(handed_in, RIGHT, points=8) <= 8
    say_places("amira", handed_in)


@pytest.mark.parametrize("handed_in", [None, {}, [], "A", 5, {"A": "mandated"}, {"A": (4, 4), "B": (9, 0, "")}])
def test_what_is_no_place_earns_nothing(handed_in: Any) -> None:
    assert mark_places(handed_in, RIGHT, points=8) == 0


def test_each_learner_gets_encounters_of_their_own(capsys: pytest.CaptureFixture[str]) -> None:
    drawn = [tuple(one["id"] for one in drawn_stories(f"s{n}").values()) for n in range(100)]
    assert len(set(drawn)) > 95
    assert all(len(set(one)) == COUNT for one in drawn)
    show_stories("s1")
    said = capsys.readouterr().out
    assert all(f"{letter}. " in said for letter in "ABCDEFGH")
