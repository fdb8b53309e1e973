"""Numbers as people write them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_lib.marking.numbers import close, number, say_numbers


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
