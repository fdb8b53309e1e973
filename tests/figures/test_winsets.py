"""The win-set charts say what the model says, in chart, words and table alike."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_lib.figures import winsets as chart
from course_lib.figures.curves import percent, said
from course_lib.models import winsets as model
from tests.figures import handmade

TALKS = ("edge_a", "edge_b", "position_a", "position_b", "audience_cost", "scandal")
shares = st.integers(0, 20).map(lambda n: n / 20)


def state(show: str = "line", **more: Any) -> dict[str, Any]:
    return {**chart.START, "show": show, **more}


def talks(of: dict[str, Any]) -> dict[str, float]:
    return {name: of[name] for name in TALKS}


@settings(max_examples=100, deadline=None)
@given(shares, shares, shares, st.integers(0, 40).map(lambda n: n / 20), st.integers(0, 10).map(lambda n: n / 20))
def test_the_line_says_there_is_a_deal_exactly_where_the_model_has_one(
    a: float, b: float, leak: float, cost: float, scandal: float
) -> None:
    now = state(edge_a=a, edge_b=b, leak=leak, audience_cost=cost, scandal=scandal)
    handmade.assert_plotly_draws(chart.figure(now))
    quiet = model.zone(**talks(now), leak=leak)
    public = model.zone(**{**talks(now), "scandal": 0}, leak=1)
    rows = {row[0]: row for row in chart.table(now)["rows"]}
    words = chart.describe(now)
    for name, zone in (("in a quiet channel", quiet), ("in public", public)):
        there = bool(zone.low <= zone.high)
        assert rows[name][4] == ("yes" if there else "no")
        assert rows[name][1:3] == [said(float(zone.low)), said(float(zone.high))]
    if a > b:
        assert words.startswith("The win-sets do not overlap")
    else:
        assert ("In the quiet channel there is a deal" in words) == bool(quiet.low <= quiet.high)
        assert ("In public there is a deal" in words) == bool(public.low <= public.high)


def test_gap_and_deal_differ_in_mark_and_dash_and_not_in_colour_alone() -> None:
    deal, gap = chart.figure(state())["data"][:2]
    assert deal["line"]["dash"] != gap["line"]["dash"]
    assert deal["marker"]["symbol"] != gap["marker"]["symbol"]


def test_the_leak_beyond_which_nothing_is_left_is_where_the_curve_falls_to_nothing() -> None:
    now = state("leak")
    limit = float(model.limits(**talks(now))[1])
    assert f"beyond {said(limit)} nothing is left to sign" in chart.describe(now)
    [curve] = chart.figure(now)["data"]
    for x, y in zip(curve["x"], curve["y"], strict=True):
        assert (y == 0) == (x > limit)
        assert y == pytest.approx(float(model.ratified(model.zone(**talks(now), leak=x).width, 0.2)), abs=1e-6)
    now_said, dark = (
        percent(float(model.ratified(model.zone(**talks(now), leak=leak).width, 0.2))) for leak in (0.1, 0)
    )
    assert f"a probability of {now_said}; if it could not leak, {dark}." in chart.describe(now)


@pytest.mark.parametrize(
    ("leak", "said_so"),
    [(0, "tells nothing"), (0.3, "asking proves it: from 0.3 to 1."), (0.9, "nobody asks")],
)
def test_an_approach_tells_what_its_risk_lets_it_tell(leak: float, said_so: str) -> None:
    assert said_so in chart.describe(state("approach", leak=leak))


def test_an_approach_worth_more_to_a_bluffer_shows_a_bluffer() -> None:
    assert "whoever asks is a bluffer" in chart.describe(state("approach", leak=0.5, gain_serious=0, gain_bluff=1))


def test_silence_is_counted_in_whole_rounds() -> None:
    figure = chart.figure(state("silence"))
    assert figure["data"][0]["x"] == list(range(21))
    assert figure["data"][0]["y"][5] == pytest.approx(float(model.silence(0.3, 0.2, 5)), abs=1e-6)
    assert "silence tells nothing" in chart.describe(state("silence", tells=0))


def test_the_stricter_audience_is_named_as_the_firmer_side() -> None:
    assert "Side A has the stricter audience" in chart.describe(state("contest"))
    assert "Side B has the stricter audience" in chart.describe(state("contest", cost_a=0.5))
    assert "equally strict" in chart.describe(state("contest", cost_a=1, cost_b=1))
    row = chart.table(state("contest"))["rows"][0]
    assert [float(cell) for cell in row[1:]] == pytest.approx(
        [float(of) for of in model.standoff(2, 1, 1, 1)[1:]], abs=1e-3
    )


@pytest.mark.parametrize("show", chart.SHOW)
def test_every_chart_names_what_would_turn_it_round(show: str) -> None:
    words = chart.describe(state(show))
    assert "would turn this round" in words or "stricter audience" in words


@pytest.mark.parametrize(
    ("change", "said_so"),
    [
        ({"show": "weather"}, "“weather” is no chart that can be shown"),
        ({"position_a": 0.1}, "“position_a” is 0.1, and must lie between 0.35 and 1."),
        ({"leak": 1.2}, "“leak” is 1.2, and must lie between 0 and 1."),
    ],
)
def test_what_cannot_be_shown_is_refused_by_chart_words_and_table(change: dict[str, Any], said_so: str) -> None:
    for part in (chart.figure, chart.describe, chart.table):
        with pytest.raises(ValueError, match=said_so):
            part(state(**change))
