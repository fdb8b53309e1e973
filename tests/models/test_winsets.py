"""Win-sets and audience costs: where a deal is, what closes it, and what an approach, a silence or a contest tells."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from course_lib.models import winsets

# The starting point of the specification: an overlap of 0.3, and both sides far apart in public.
HOME = {"edge_a": 0.35, "edge_b": 0.65, "position_a": 1.0, "position_b": 0.0}
shares = st.floats(0, 1)


@st.composite
def talks(draw: st.DrawFn) -> dict[str, float]:
    """Draw two homes, what each side says in public, and what being seen costs."""
    a, b = draw(shares), draw(shares)
    return {
        "edge_a": a, "edge_b": b, "position_a": draw(st.floats(a, 1)), "position_b": draw(st.floats(0, b)),
        "audience_cost": draw(st.floats(0, 2)), "scandal": draw(st.floats(0, 0.5)),
    }  # fmt: skip


def test_without_an_audience_the_zone_is_the_overlap_of_the_win_sets() -> None:
    zone = winsets.zone(**HOME, audience_cost=0, leak=1)
    assert [float(of) for of in zone] == pytest.approx([0.35, 0.65, 0.30, 0.50], abs=1e-12)


@pytest.mark.parametrize(
    ("cost", "leak", "scandal", "low", "high"),
    [
        (0.2, 1, 0, 0.55 / 1.2, 0.65 / 1.2),
        (0.5, 1, 0, 0.85 / 1.5, 0.65 / 1.5),
        (0.5, 0.1, 0.1, 0.41 / 1.05, 0.64 / 1.05),
    ],
)
def test_the_ends_of_the_zone_are_those_computed_by_hand(
    cost: float, leak: float, scandal: float, low: float, high: float
) -> None:
    zone = winsets.zone(**HOME, audience_cost=cost, leak=leak, scandal=scandal)
    assert (float(zone.low), float(zone.high)) == pytest.approx((low, high), abs=1e-12)


def test_the_middle_is_the_nash_bargain() -> None:
    state: dict[str, Any] = {**HOME, "audience_cost": 0.5, "leak": 0.1, "scandal": 0.1}
    x = np.linspace(0, 1, 100_001)
    a = x - 0.35 - 0.1 * (0.5 * (1 - x) + 0.1)
    b = 0.65 - x - 0.1 * (0.5 * x + 0.1)
    best = x[np.argmax(np.where((a >= 0) & (b >= 0), a * b, -1))]
    assert float(winsets.zone(**state).middle) == pytest.approx(best, abs=1e-5)


def test_a_stricter_home_gains_half_of_what_it_takes_off_the_table() -> None:
    before, after = (winsets.zone(**{**HOME, "edge_a": edge}, audience_cost=0, leak=0).middle for edge in (0.35, 0.45))
    assert float(after - before) == pytest.approx(0.05, abs=1e-12)


def test_where_only_the_audience_counts_the_middle_is_that_of_the_public_positions() -> None:
    zone = winsets.zone(**{**HOME, "position_a": 0.9}, audience_cost=1e9, leak=1)
    assert float(zone.middle) == pytest.approx(0.45, abs=1e-6)


@settings(max_examples=200)
@given(talks())
def test_at_its_limits_the_zone_is_a_single_point(state: dict[str, float]) -> None:
    assume(state["edge_b"] - state["edge_a"] > 1e-6)
    cost, leak = (float(of) for of in winsets.limits(**state))
    if math.isfinite(cost) and cost < 1e6:
        public = winsets.zone(**{**state, "audience_cost": cost, "scandal": 0}, leak=1)
        assert float(public.width) == pytest.approx(0, abs=1e-9)
    if leak <= 1:
        assert float(winsets.zone(**state, leak=leak).width) == pytest.approx(0, abs=1e-9)
    else:
        assert float(winsets.zone(**state, leak=1).width) > 0


@settings(max_examples=200)
@given(talks(), shares, shares)
def test_a_channel_that_leaks_more_never_has_the_wider_zone_where_there_is_one(
    state: dict[str, float], one: float, other: float
) -> None:
    less, more = sorted((one, other))
    narrow, wide = (winsets.zone(**state, leak=leak).width for leak in (more, less))
    assert float(narrow) <= max(float(wide), 0) + 1e-12


@pytest.mark.parametrize(
    ("width", "uncertainty", "share"),
    [
        (0.3, 0.2, 0.765625),
        (0, 0.2, 0.25),
        (0.4, 0.2, 1),
        (0.1, 0.2, 0.390625),
        (0.1, 0, 1),
        (-0.1, 0.2, 0),
        (-0.1, 0, 0),
    ],
)
def test_both_homes_ratify_as_often_as_computed_by_hand(width: float, uncertainty: float, share: float) -> None:
    assert float(winsets.ratified(width, uncertainty)) == pytest.approx(share, abs=1e-12)


def test_ratification_is_what_drawing_the_edges_gives() -> None:
    draws = np.random.default_rng(1).uniform(-0.2, 0.2, (2, 200_000))
    kept = np.mean((draws <= 0.15).all(axis=0))
    share = float(winsets.ratified(0.3, 0.2))
    assert abs(kept - share) < 4 * math.sqrt(share * (1 - share) / 200_000)


def test_a_channel_without_risk_is_cheap_talk_and_one_with_too_much_is_no_channel() -> None:
    found = winsets.approach(0.3, 0.4, 0.1, 0.6, [0.05, 0.3, 0.7])
    assert found.belief[:2].tolist() == pytest.approx([0.3, 1.0])
    assert math.isnan(found.belief[2])
    assert (found.serious.tolist(), found.bluffing.tolist()) == ([1, 1, 0], [1, 0, 0])


@given(shares, shares, shares, st.floats(0, 2), shares)
def test_an_approach_never_makes_a_side_that_means_it_less_believed_if_it_gains_more(
    prior: float, gain: float, less: float, cost: float, leak: float
) -> None:
    assume(less <= gain)
    belief = float(winsets.approach(prior, gain, less, cost, leak).belief)
    assert math.isnan(belief) or belief >= prior - 1e-12


def test_ten_quiet_rounds_are_needed_before_a_doubter_is_nearly_sure() -> None:
    trust = winsets.silence(0.5, 0.2, [0, 5, 9, 10])
    assert trust.tolist()[:2] == pytest.approx([0.5, 0.753194], abs=1e-6)
    assert trust[2] < 0.9 < trust[3]
    assert float(winsets.silence(0.4, 0, 20)) == 0.4
    assert float(winsets.silence(0, 1, 3)) == 0


def test_the_stricter_audience_backs_down_less() -> None:
    found = winsets.standoff(2, 1, 1, 1)
    assert float(found.horizon) == pytest.approx((math.sqrt(3) - 1) / 2, abs=1e-12)
    assert float(found.war) == pytest.approx(2 - math.sqrt(3), abs=1e-9)
    assert (float(found.backs_down_a), float(found.backs_down_b)) == pytest.approx((0.131139, 0.600912), abs=1e-6)
    assert float(winsets.standoff(1, 1, 1, 1).horizon) == pytest.approx(0.618034, abs=1e-6)


costs = st.floats(0.05, 3)


@settings(max_examples=200)
@given(costs, costs, costs, costs)
def test_a_contest_ends_in_one_of_three_ways_and_favours_the_stricter_audience(
    a: float, b: float, prize: float, war: float
) -> None:
    found = winsets.standoff(a, b, prize, war)
    ends = [float(of) for of in found[1:]]
    assert sum(ends) == pytest.approx(1, abs=1e-9)
    assert all(-1e-6 <= end <= 1 for end in ends)
    if a > b * 1.01:
        assert ends[0] <= ends[1] + 1e-6


def test_swapping_the_sides_swaps_who_backs_down() -> None:
    one, other = winsets.standoff(2, 0.7, 1, 1), winsets.standoff(0.7, 2, 1, 1)
    assert float(one.backs_down_a) == pytest.approx(float(other.backs_down_b))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"leak": 1.2}, "“leak” is 1.2, and must lie between 0 and 1."),
        ({"audience_cost": -1}, "“audience_cost” is -1, and must be at least 0."),
        ({"position_a": 0.2}, "“position_a” is 0.2, and must lie between 0.35 and 1."),
        ({"position_b": 0.8}, "“position_b” is 0.8, and must lie between 0 and 0.65."),
        ({"edge_a": "low"}, "“edge_a” is low, which is no number."),
        ({"edge_b": float("nan")}, "“edge_b” is nan, and must lie between 0 and 1."),
    ],
)
def test_an_impossible_number_is_refused_by_name_value_and_range(change: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError) as refused:
        winsets.zone(**{**HOME, "audience_cost": 0.5, "leak": 0.1, **change})
    assert str(refused.value) == said


@settings(max_examples=60)
@given(costs, costs, costs, costs)
def test_who_backs_down_is_what_adding_up_the_race_step_by_step_gives(
    a: float, b: float, prize: float, war: float
) -> None:
    found = winsets.standoff(a, b, prize, war)
    low, high, horizon = min(a, b), max(a, b), float(found.horizon)
    t = (np.arange(20_000) + 0.5) * horizon / 20_000
    # The side with the lower cost leaves at the rate that keeps the other indifferent, and the other way round.
    leaves = high * prize**2 / ((prize + high * t) ** 2 * (prize + low * t))
    at_once = 1 - (low * horizon / war) * (prize + high * horizon) / prize
    lower = at_once + (1 - at_once) * leaves.sum() * horizon / 20_000
    assert float(found.backs_down_a if a < b else found.backs_down_b) == pytest.approx(lower, abs=1e-5)
