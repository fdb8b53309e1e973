"""Numbers as people write them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_lib.marking.numbers import close, mark_answers, number, say_choices, say_numbers


@pytest.mark.parametrize("said", [0.25, "0.25", "0,25", " 25 % ", "25%", ".25", "25,0 %"])
def test_a_number_is_read_however_it_is_written(said: Any) -> None:
    assert number(said) == pytest.approx(0.25)
    assert number("−0.5") == -0.5


@pytest.mark.parametrize("said", [None, "?", "", "a quarter", True, [], {}, "nan", "inf", float("nan"), "1 2"])
def test_what_is_no_number_is_none(said: Any) -> None:
    assert number(said) is None
    assert not close(said, 0, 10)


@given(st.floats(-1, 1), st.floats(0, 0.1))
def test_the_edge_of_a_tolerance_belongs_to_it(right: float, tolerance: float) -> None:
    assert close(right + tolerance, right, tolerance)
    assert close(right - tolerance, right, tolerance)
    assert not close(right + tolerance + 0.001, right, tolerance)


def test_what_is_missing_and_what_is_no_number_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    asked = {"width": "how wide", "chance": "how likely"}
    assert not say_numbers({"width": "?", "chance": "much"}, asked)
    said = capsys.readouterr().out
    assert "Not answered yet: width, how wide." in said
    assert "chance should be a number" in said
    assert say_numbers({"width": 1, "chance": "0,5"}, asked)
    assert not say_numbers("nothing", asked)


RIGHT = {"chance": 0.25, "side": "A", "kind": "smoking gun"}
TOLERANCES = {"chance": 0.01}


def test_each_answer_earns_on_its_own() -> None:
    assert mark_answers(RIGHT, RIGHT, 6, TOLERANCES) == 6
    for name in RIGHT:
        assert mark_answers({name: RIGHT[name]}, RIGHT, 6, TOLERANCES) == 2
        assert mark_answers({**RIGHT, name: "?"}, RIGHT, 6, TOLERANCES) == 4
    shares = {"chance": 4, "side": 1, "kind": 1, "of another exercise": 9}
    assert mark_answers({"chance": "25 %"}, RIGHT, 6, TOLERANCES, shares) == 4


def test_a_number_is_right_within_its_tolerance_and_a_word_however_it_is_written() -> None:
    assert mark_answers({"chance": 0.26, "side": " a ", "kind": "Smoking_Gun"}, RIGHT, 6, TOLERANCES) == 6
    assert mark_answers({"chance": 0.261, "side": "AB", "kind": "gun"}, RIGHT, 6, TOLERANCES) == 0


@given(
    st.recursive(
        st.none() | st.text("0,.5 %aB") | st.floats(), lambda one: st.dictionaries(st.sampled_from([*RIGHT]), one)
    )
)
def test_nothing_that_is_handed_in_stops_the_marking(handed_in: object) -> None:
    assert 0 <= mark_answers(handed_in, RIGHT, 6, TOLERANCES) <= 6


def test_a_word_that_was_not_offered_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert say_choices({"side": "b"}, {"side": ("A", "B")})
    assert not say_choices({"side": "both"}, {"side": ("A", "B")})
    assert capsys.readouterr().out == "side should be one of: A, B.\n"
