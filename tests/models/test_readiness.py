"""Readiness and ripeness: who wants out, who believes in talks, and when both sides do at once."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from course_lib.models.readiness import (
    READINGS,
    even_level,
    joint_readiness,
    motivation,
    optimism,
    optimism_needed,
    reaches,
    readiness,
    ripeness,
    share_ready,
    windows,
)

quickly = settings(max_examples=60, deadline=None)
DEGREES = st.integers(min_value=0, max_value=20).map(lambda n: n / 20)  # as a slider gives them
ANY_READING = st.sampled_from(READINGS)


# ---------------------------------------------------------------- what motivation and optimism are made of


@pytest.mark.parametrize(
    ("cost", "chance_of_winning", "pressure", "wanted"),
    [(0.8, 0.25, 0.0, 0.6), (0.8, 0.25, 0.5, 0.8), (0.0, 0.0, 0.0, 0.0), (1.0, 0.0, 0.0, 1.0), (0.0, 1.0, 1.0, 1.0)],
)
def test_motivation_comes_from_a_cost_without_victory_or_from_pressure(
    cost: float, chance_of_winning: float, pressure: float, wanted: float
) -> None:
    assert motivation(cost, chance_of_winning, pressure) == pytest.approx(wanted, abs=1e-12)


@quickly
@given(DEGREES)
def test_who_is_sure_of_victory_is_moved_by_no_cost(cost: float) -> None:
    assert motivation(cost, 1.0) == 0


@quickly
@given(DEGREES, DEGREES, DEGREES)
def test_pressure_never_makes_a_side_less_motivated(cost: float, chance: float, pressure: float) -> None:
    assert motivation(cost, chance, pressure) >= motivation(cost, chance) - 1e-12


def test_optimism_rests_half_on_trust_and_half_on_a_way_out_unless_said_otherwise() -> None:
    assert optimism(0.3, 0.5) == pytest.approx(0.4)
    assert optimism(0.3, 0.5, trust_weight=1.0) == pytest.approx(0.3)
    assert optimism(0.3, 0.5, trust_weight=0.0) == pytest.approx(0.5)


# ---------------------------------------------------------------- three readings of one theory


def test_the_same_side_is_ready_by_one_reading_and_not_by_another() -> None:
    by = {reading: bool(reaches(readiness(0.9, 0.4, reading), 0.45)) for reading in READINGS}
    assert by == {"product": False, "minimum": False, "average": True}


def test_without_motivation_or_without_optimism_the_product_and_the_minimum_are_nothing() -> None:
    for reading in ("product", "minimum"):
        assert readiness(0.0, 1.0, reading) == 0
        assert readiness(1.0, 0.0, reading) == 0
    assert readiness(1.0, 0.0, "average") == 0.5


@quickly
@given(DEGREES, DEGREES)
def test_the_product_asks_most_and_the_average_least(wants: float, hopes: float) -> None:
    product, minimum, average = (float(readiness(wants, hopes, reading)) for reading in READINGS)
    assert product <= minimum + 1e-12
    assert minimum <= average + 1e-12


@quickly
@given(DEGREES, st.floats(min_value=0.0, max_value=0.9))
def test_a_little_more_optimism_is_worth_exactly_the_motivation_it_meets(wants: float, hopes: float) -> None:
    gained = readiness(wants, hopes + 0.1) - readiness(wants, hopes)
    assert gained == pytest.approx(0.1 * wants, abs=1e-12)


def test_an_unknown_reading_is_answered_with_the_three_that_there_are() -> None:
    with pytest.raises(ValueError, match="product, minimum, average"):
        readiness(0.5, 0.5, "sum")


# ---------------------------------------------------------------- both sides at once


def test_a_flat_side_keeps_the_moment_shut_however_ready_the_other_is() -> None:
    assert not reaches(joint_readiness(0.9, 0.9, 0.2, 1.0), 0.35)
    assert joint_readiness(0.9, 0.9, 0.2, 1.0) == pytest.approx(0.2)


@quickly
@given(DEGREES, DEGREES, DEGREES, DEGREES, ANY_READING)
def test_it_does_not_matter_which_side_is_called_a(m: float, o: float, n: float, p: float, reading: str) -> None:
    assert joint_readiness(m, o, n, p, reading) == joint_readiness(n, p, m, o, reading)
    assert ripeness(m, o, n, p) == ripeness(n, p, m, o)


@pytest.mark.parametrize(("wants", "needed"), [(0.5, 0.7), (0.35, 1.0), (0.3, 7 / 6)])
def test_below_the_threshold_of_motivation_no_optimism_is_enough(wants: float, needed: float) -> None:
    assert optimism_needed(wants, 0.35) == pytest.approx(needed)


@quickly
@given(DEGREES, DEGREES, ANY_READING)
def test_the_optimism_needed_is_just_enough(wants: float, threshold: float, reading: str) -> None:
    needed = float(optimism_needed(wants, threshold, reading))
    if needed > 1 + 1e-9:
        assert not reaches(readiness(wants, 1.0, reading), threshold)
    else:
        needed = min(needed, 1.0)
        assert reaches(readiness(wants, needed, reading), threshold)
        if needed > 0.01:
            assert not reaches(readiness(wants, needed - 0.01, reading), threshold)


def test_no_motivation_needs_no_optimism_only_where_nothing_is_asked() -> None:
    assert np.isinf(optimism_needed(0.0, 0.35))
    assert optimism_needed(0.0, 0.0) == 0


# ---------------------------------------------------------------- Zartman's test beside Pruitt's


def test_hurt_can_make_up_for_doubt_in_pruitt_and_not_in_zartman() -> None:
    assert joint_readiness(0.9, 0.4, 0.9, 0.4) == pytest.approx(0.36)
    assert reaches(joint_readiness(0.9, 0.4, 0.9, 0.4), 0.35)
    assert even_level(0.35) == pytest.approx(0.591608, abs=1e-6)
    assert not reaches(ripeness(0.9, 0.4, 0.9, 0.4), even_level(0.35))


@quickly
@given(DEGREES, DEGREES, DEGREES, DEGREES, DEGREES, ANY_READING)
def test_what_is_ripe_is_ready(m: float, o: float, n: float, p: float, threshold: float, reading: str) -> None:
    if reaches(ripeness(m, o, n, p), even_level(threshold, reading)):
        assert reaches(joint_readiness(m, o, n, p, reading), threshold)


@quickly
@given(DEGREES, DEGREES, DEGREES, DEGREES)
def test_by_the_minimum_the_two_theories_are_one(m: float, o: float, n: float, p: float) -> None:
    assert joint_readiness(m, o, n, p, "minimum") == ripeness(m, o, n, p)


@quickly
@given(st.integers(1, 20), st.integers(1, 20))
def test_a_sliders_round_number_reaches_itself(m: int, o: int) -> None:
    assert reaches(readiness(m / 20, o / 20), m * o / 400)


# ---------------------------------------------------------------- the share of a side that is ready


@pytest.mark.parametrize(
    ("threshold", "reading", "share"),
    [
        (0.25, "product", 0.403426),
        (0.35, "product", 0.282562),
        (1.0, "product", 0.0),
        (0.0, "product", 1.0),
        (0.5, "minimum", 0.25),
        (0.25, "average", 0.875),
        (0.75, "average", 0.125),
    ],
)
def test_over_the_whole_scale_the_share_is_the_known_area(threshold: float, reading: str, share: float) -> None:
    assert share_ready(threshold, reading=reading) == pytest.approx(share, abs=1e-6)


@pytest.mark.parametrize(("threshold", "share"), [(0.25, 0.25), (0.35, 0.166784)])
def test_zartmans_test_finds_fewer_subgroups_ripe_than_pruitts_finds_ready(threshold: float, share: float) -> None:
    ripe = share_ready(even_level(threshold), reading="minimum")
    assert ripe == pytest.approx(share, abs=1e-6)
    assert ripe < share_ready(threshold)


@settings(max_examples=25, deadline=None)
@given(DEGREES, DEGREES, DEGREES, st.floats(min_value=0.05, max_value=1.0), ANY_READING)
def test_the_share_is_what_a_fine_grid_of_subgroups_counts(
    threshold: float, wants: float, hopes: float, spread: float, reading: str
) -> None:
    middle = (np.arange(400) + 0.5) / 400

    def lying(centre: float) -> np.ndarray:
        low, high = max(centre - spread, 0.0), min(centre + spread, 1.0)
        return low + (high - low) * middle

    counted = reaches(readiness(lying(wants)[:, None], lying(hopes)[None, :], reading), threshold).mean()
    # A curve that never turns back crosses at most 800 of the 160,000 cells.
    assert share_ready(threshold, wants, hopes, spread, reading) == pytest.approx(counted, abs=800 / 160_000)


@pytest.mark.parametrize("reading", READINGS)
def test_a_side_of_one_mind_is_ready_as_a_whole_or_not_at_all(reading: str) -> None:
    assert share_ready(0.35, 0.7, 0.6, 0.001, reading) == pytest.approx(1.0, abs=1e-9)
    assert share_ready(0.35, 0.2, 0.2, 0.001, reading) == 0


@quickly
@given(DEGREES, DEGREES, DEGREES, ANY_READING)
def test_a_higher_threshold_never_finds_more_subgroups_ready(
    threshold: float, wants: float, hopes: float, reading: str
) -> None:
    assume(threshold < 1)
    assert share_ready(threshold + 0.05, wants, hopes, 0.3, reading) <= (
        share_ready(threshold, wants, hopes, 0.3, reading) + 1e-9
    )


# ---------------------------------------------------------------- windows that open and close


def test_a_window_is_open_only_while_both_sides_are_ready() -> None:
    wants_a = [0.9, 0.9, 0.9, 0.2, 0.9, 0.9, 0.9]
    wants_b = [0.1, 0.8, 0.8, 0.8, 0.8, 0.1, 0.8]
    seen = windows(wants_a, 0.7, wants_b, 0.7, threshold=0.5)
    assert seen.open.tolist() == [False, True, True, False, True, False, True]
    assert seen.spans.tolist() == [[1, 2], [4, 4], [6, 6]]
    assert seen.joint == pytest.approx(0.7 * np.minimum(wants_a, wants_b))


def test_a_sides_hope_in_the_wrong_season_opens_nothing() -> None:
    seen = windows([0.9, 0.9, 0.2], [0.2, 0.2, 0.9], 0.9, 0.9, threshold=0.35)
    assert not seen.open.any()
    assert seen.spans.shape == (0, 2)


def test_many_histories_are_read_at_once() -> None:
    wants = np.array([[0.9, 0.1, 0.9], [0.1, 0.9, 0.9]])
    seen = windows(wants, 0.9, 0.9, 0.9, threshold=0.5)
    assert seen.spans.tolist() == [[0, 0, 0], [0, 2, 2], [1, 1, 2]]


def test_a_lower_threshold_can_be_tried_beside_a_higher_one() -> None:
    seen = windows([0.4, 0.6, 0.4], 1.0, 1.0, 1.0, threshold=np.array([[0.5], [0.3]]))
    assert seen.spans.tolist() == [[0, 1, 1], [1, 0, 2]]


@quickly
@given(st.lists(st.tuples(DEGREES, DEGREES), min_size=1, max_size=12), DEGREES, ANY_READING)
def test_the_windows_hold_just_the_periods_in_which_both_are_ready(
    history: list[tuple[float, float]], threshold: float, reading: str
) -> None:
    wants_a, wants_b = np.array(history).T
    seen = windows(wants_a, 0.8, wants_b, 0.6, threshold, reading)
    inside = [period for first, last in seen.spans.tolist() for period in range(first, last + 1)]
    assert inside == np.flatnonzero(seen.open).tolist()
    assert all(first > last + 1 for (_, last), (first, _) in zip(seen.spans, seen.spans[1:], strict=False))


# ---------------------------------------------------------------- bad numbers, and many of them


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: motivation(1.2, 0.5), "“cost” is 1.2, and must lie between 0 and 1."),
        (lambda: motivation(0.5, -0.1), "“chance_of_winning” is -0.1"),
        (lambda: motivation(0.5, 0.5, 2), "“pressure” is 2"),
        (lambda: optimism(0.5, 0.5, 1.5), "“trust_weight” is 1.5"),
        (lambda: joint_readiness(0.5, 0.5, 0.5, 7), "“optimism_b” is 7"),
        (lambda: share_ready(0.5, spread=0.0), "“spread” is 0"),
        (lambda: windows([0.5, np.nan], 0.5, 0.5, 0.5, 0.5), "“motivation_a” is nan"),
    ],
)
def test_a_number_out_of_range_is_named(call: object, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        call()  # type: ignore[operator]


def test_a_slider_waits_for_none_of_it() -> None:
    degrees = np.linspace(0, 1, 200)
    began = time.perf_counter()
    joint_readiness(degrees[:, None], degrees[None, :], 0.5, 0.7)
    share_ready(degrees[:, None], degrees[None, :])
    windows(np.tile(degrees, (200, 1)), 0.7, 0.8, 0.6, 0.35)
    assert time.perf_counter() - began < 0.25
