"""Charts of models: chart and table are the same points, said the same way."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_lib.catalogue import load_model
from course_lib.figures import curves
from course_lib.figures.curves import Bars, Curves, percent, said, span, starts
from tests.figures import handmade

LINE = Curves(
    "Title", "Across", "Up", span(0, 1, 101), {"half": [x / 2 for x in span(0, 1, 101)]}, here=0.33, marks={"end": 0.8}
)


def test_a_span_has_both_ends_and_even_steps() -> None:
    assert span(0, 1, 5) == [0, 0.25, 0.5, 0.75, 1]


def test_the_table_picks_points_evenly_and_marks_where_the_learner_stands() -> None:
    rows = LINE.table()["rows"]
    assert [row[0] for row in rows] == ["0", "0.1", "0.2", "0.3", "0.33", "0.4", "0.5", "0.6", "0.7", "0.8", "0.9", "1"]
    assert LINE.table()["marked"] == [4]
    assert rows[4] == ["0.33", "0.165"]


def test_chart_and_table_hold_the_same_points() -> None:
    figure = LINE.figure()
    handmade.assert_plotly_draws(figure)
    drawn = dict(zip(figure["data"][0]["x"], figure["data"][0]["y"], strict=True))
    for x, y in LINE.table()["rows"]:
        assert said(drawn[float(x)]) == y


def test_a_value_that_is_not_there_is_a_gap_and_a_dash() -> None:
    chart = Curves("T", "X", "Y", [0, 1, 2], {"a": [0.5, math.nan, None]}, whole=True)
    assert chart.figure()["data"][0]["y"] == [0.5, None, None]
    assert [row[1] for row in chart.table()["rows"]] == ["0.5", "–", "–"]


def test_no_two_curves_of_a_chart_differ_by_colour_alone() -> None:
    assert len(set(zip(curves.DASHES, curves.SYMBOLS, strict=True))) == len(curves.COLOURS)
    chart = Curves("T", "X", "Y", [0, 1], {str(n): [0, 1] for n in range(5)})
    assert len({trace["line"]["dash"] for trace in chart.figure()["data"]}) == 5


def test_a_mark_outside_the_axis_is_not_drawn() -> None:
    chart = Curves("T", "X", "Y", [0, 1], {"a": [0, 1]}, marks={"far": 7, "near": 0.5})
    assert [shape["label"]["text"] for shape in chart.figure()["layout"]["shapes"]] == ["near"]


def test_bars_have_a_row_for_each_thing_and_a_pattern_for_each_part() -> None:
    bars = Bars("T", ["one", "two"], {"yes": [0.25, 0.5], "no": [0.75, 0.5]}, "Share")
    handmade.assert_plotly_draws(bars.figure())
    assert bars.table()["rows"] == [["one", "0.25", "0.75"], ["two", "0.5", "0.5"]]
    assert len({trace["marker"]["pattern"]["shape"] for trace in bars.figure()["data"]}) == 2


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"), (-0.0, "0"), (0.5, "0.5"), (1 / 3, "0.333"), (12345.6, "12,300"), (0.00012, "0.00012"), (math.inf, "–"),
        (None, "–"),
    ],
)  # fmt: skip
def test_a_number_is_said_in_three_digits_and_never_with_an_exponent(value: float | None, text: str) -> None:
    assert said(value) == text


@given(st.floats(0, 1))
def test_a_share_that_is_small_but_not_nothing_is_never_said_to_be_nothing(share: float) -> None:
    assert (percent(share) == "0 %") == (share == 0)
    assert (percent(share) == "100 %") == (share == 1)


def test_the_starts_of_a_model_are_those_of_its_data_file() -> None:
    for one in load_model("winsets")["coefficients"]:
        assert starts("winsets")[one["name"]] == one["start"]
    with pytest.raises(ValueError, match=r"There is no model “weather”\. There are: "):
        starts("weather")
