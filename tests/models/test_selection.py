"""What selection does to a library of cases, against closed forms, published figures and worlds whose truth is known."""

from __future__ import annotations

import math
import time
from statistics import NormalDist

import numpy as np
import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from course_lib.models import selection
from tests.machine import ROOT

quickly = settings(max_examples=60, deadline=None)
SHARES = st.floats(0.01, 0.99)
BARS = st.floats(-4, 6)
# A library as the lesson starts with: half of the efforts are published, and luck has much to do with which.
LIBRARY = {"true_level": 1.0, "true_slope": 0.5, "shared_luck": 0.8, "effort_published": 0.7, "occasion_published": 1.0}

CONFLICTS = ("true_effect", "hardness_toll", "hardness_selection", "share_tried")


def near(found: float, true: float, error: float) -> bool:
    """Whether an estimate lies within four standard errors of the truth."""
    return abs(found - true) < 4 * error


# Which efforts are written up.


def test_one_success_in_five_becomes_two_in_three_on_the_shelf() -> None:
    assert selection.share_of_successes(0.2, 0.9, 0.1) == pytest.approx(9 / 13)


def test_successes_four_times_as_likely_to_be_printed_turn_a_fifth_into_half() -> None:
    assert selection.share_of_successes(0.2, 0.4, 0.1) == pytest.approx(0.5)


@quickly
@given(SHARES, SHARES)
def test_equal_publication_hides_nothing(share: float, published: float) -> None:
    assert selection.share_of_successes(share, published, published) == pytest.approx(share)


@quickly
@given(SHARES, SHARES, SHARES)
def test_exchanging_the_rates_leads_back_from_the_library_to_the_truth(share: float, good: float, bad: float) -> None:
    assert selection.share_of_successes(selection.share_of_successes(share, good, bad), bad, good) == pytest.approx(
        share
    )


@quickly
@given(SHARES, SHARES, SHARES)
def test_a_library_flatters_where_successes_are_likelier_to_be_published_and_else_belittles(
    share: float, good: float, bad: float
) -> None:
    assume(abs(good - bad) > 0.01)
    assert np.sign(selection.share_of_successes(share, good, bad) - share) == np.sign(good - bad)


def test_an_empty_library_has_no_share() -> None:
    assert np.isnan(selection.share_of_successes(0.5, 0, 0))


# How good an outcome must be.


def test_half_of_a_normal_distribution_has_the_textbook_mean_and_variance() -> None:
    half = selection.published_outcomes(0, 1, 0)
    assert half.share == pytest.approx(0.5)
    assert half.mean == pytest.approx(math.sqrt(2 / math.pi), abs=1e-12)
    assert half.spread**2 == pytest.approx(1 - 2 / math.pi, abs=1e-12)


def test_a_bar_of_one_standard_deviation_gives_the_checked_figures() -> None:
    high = selection.published_outcomes(0, 1, 1)
    assert high.mean == pytest.approx(1.525135, abs=1e-6)
    assert high.spread**2 == pytest.approx(0.199098, abs=1e-6)
    assert selection.published_slope(0.5, 0.5, [0, 1]) == pytest.approx([0.216080, 0.124471], abs=1e-6)


@quickly
@given(BARS)
def test_what_is_published_lies_above_the_bar_and_is_more_alike_than_the_whole(bar: float) -> None:
    shown = selection.published_outcomes(0, 1, bar)
    assert shown.share == pytest.approx(1 - NormalDist().cdf(bar), abs=1e-15)
    assert shown.mean > max(bar, 0)
    assert 0 < shown.spread < 1
    higher = selection.published_outcomes(0, 1, bar + 0.5)
    assert higher.share < shown.share and higher.mean > shown.mean and higher.spread < shown.spread


@quickly
@given(st.floats(-50, 50), st.floats(0, 50), BARS)
def test_mean_and_spread_come_in_the_unit_of_the_outcome(mean: float, spread: float, bar: float) -> None:
    plain, scaled = selection.published_outcomes(0, 1, bar), selection.published_outcomes(mean, spread, bar)
    assert scaled.mean == pytest.approx(mean + spread * plain.mean)
    assert scaled.spread == pytest.approx(spread * plain.spread)


def test_the_flattened_slope_is_what_regression_finds_among_cases_above_the_bar() -> None:
    cause, noise = np.random.default_rng(6).standard_normal((2, 400_000))
    outcome = 0.5 * cause + math.sqrt(0.75) * noise  # standard deviation 1, correlation 0.5
    for bar in (0.0, 1.0):
        above = outcome > bar
        found, error = _slope(cause[above], outcome[above])
        assert near(found, float(selection.published_slope(0.5, 0.5, bar)), error)


@quickly
@given(st.floats(-3, 3), BARS)
def test_a_line_that_explains_everything_is_not_bent_by_any_bar(slope: float, bar: float) -> None:
    assert selection.published_slope(slope, [-1, 1], bar) == pytest.approx([slope, slope])


@quickly
@given(st.floats(0.1, 3), st.floats(-0.95, 0.95), BARS)
def test_a_bar_flattens_a_slope_and_never_turns_it(slope: float, correlation: float, bar: float) -> None:
    assert 0 < selection.published_slope(slope, correlation, bar) < slope


def test_without_a_bar_nothing_changes() -> None:
    everything = selection.published_outcomes(2, 3, -8)
    assert tuple(everything) == pytest.approx((1, 2, 3), abs=1e-12)
    assert selection.published_slope(0.5, 0.5, -8) == pytest.approx(0.5)
    assert selection.published_correlation(-8) == pytest.approx(0, abs=1e-12)


def test_two_unrelated_merits_rule_each_other_out_among_the_published() -> None:
    assert selection.published_correlation(0) == pytest.approx(-1 / (math.pi - 1), abs=1e-12)
    assert selection.published_correlation(1) == pytest.approx(-0.667921, abs=1e-6)
    one, other = np.random.default_rng(7).standard_normal((2, 200_000))
    shelf = one + other > math.sqrt(2)
    found = np.corrcoef(one[shelf], other[shelf])[0, 1]
    assert near(found, -0.667921, (1 - found**2) / math.sqrt(shelf.sum()))


@quickly
@given(BARS)
def test_a_higher_bar_binds_the_merits_closer(bar: float) -> None:
    assert -1 < selection.published_correlation(bar + 0.5) < selection.published_correlation(bar) < 0


# Which conflicts are tried at all.


def test_a_process_that_helps_looks_harmful_when_the_hard_conflicts_get_it() -> None:
    seen = selection.comparison(0.5, 1, 0.5, 0.5)
    assert seen.bias == pytest.approx(-2 / math.sqrt(2 * math.pi))
    assert seen.difference < 0


def test_a_process_that_does_nothing_looks_helpful_when_the_easy_conflicts_get_it() -> None:
    assert selection.comparison(0, 1, -0.5, 0.3).difference > 0.5


@quickly
@given(st.floats(-2, 2), st.floats(0, 3), st.floats(-1, 1), st.floats(0.01, 0.99))
def test_both_groups_together_are_all_conflicts(effect: float, toll: float, drawn: float, share: float) -> None:
    seen = selection.comparison(effect, toll, drawn, share)
    assert share * seen.tried + (1 - share) * seen.untried == pytest.approx(share * effect, abs=1e-9)
    assert seen.difference - effect == pytest.approx(seen.bias, abs=1e-9)


@quickly
@given(st.floats(-2, 2), st.floats(0, 3), st.floats(-1, 1), st.floats(0.01, 0.99))
def test_comparison_is_fair_when_chance_chooses_or_hardness_costs_nothing(
    effect: float, toll: float, drawn: float, share: float
) -> None:
    assert selection.comparison(effect, toll, 0, share).bias == pytest.approx(0, abs=1e-9)
    assert selection.comparison(effect, 0, drawn, share).bias == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize(("drawn", "share"), [(0.7, 0.3), (-0.4, 0.6), (1.0, 0.5)])
def test_invented_conflicts_show_the_bias_and_holding_hardness_equal_removes_it(drawn: float, share: float) -> None:
    seen = selection.conflicts(50_000, 0.5, 1.0, drawn, share, seed=8)
    expected = selection.comparison(0.5, 1.0, drawn, share)
    assert near(float(seen.tried.mean()), share, math.sqrt(share * (1 - share) / 50_000))
    fooled, fair = selection.compared(seen, False), selection.compared(seen, True)
    assert near(fooled.coefficients[1], float(expected.difference), fooled.standard_errors[1])
    assert near(fair.coefficients[1], 0.5, fair.standard_errors[1])
    assert near(fair.coefficients[2], -1.0, fair.standard_errors[2])


def test_the_same_seed_moves_the_same_conflicts() -> None:
    one, other = (selection.conflicts(50, effect, 1.0, 0.5, 0.4, seed=9) for effect in (0.0, 2.0))
    assert np.array_equal(one.hardness, other.hardness) and np.array_equal(one.tried, other.tried)
    assert other.outcome - one.outcome == pytest.approx(2 * one.tried)


def test_nothing_can_be_compared_where_every_conflict_was_tried() -> None:
    with pytest.raises(ValueError, match="nothing to compare"):
        selection.compared(selection.conflicts(20, 0.5, 1.0, 0.5, 0.999, seed=1), True)


# What a reader concludes, and what a correction can do.


def test_a_reader_of_what_is_published_finds_the_level_too_high_and_the_slope_too_flat() -> None:
    seen = selection.records(20_000, **LIBRARY, seed=2)
    found = selection.naive(seen)
    # Selection on z = .7x + w + v > 0 takes (1 - θ)·cov·cov/var(z) from each covariance (Pearson), with θ = 1 - 2/π.
    lost, variance = 2 / math.pi, 0.49 + 1 + 1
    with_effort, with_outcome = 0.7, 0.5 * 0.7 + 0.8
    slope = (0.5 - lost * with_effort * with_outcome / variance) / (1 - lost * with_effort**2 / variance)
    shift = math.sqrt(2 / math.pi / variance)
    level = 1 + shift * with_outcome - slope * shift * with_effort
    assert (level, slope) == pytest.approx((1.4624, 0.3363), abs=1e-4)
    assert near(found.coefficients[0], level, found.standard_errors[0])
    assert near(found.coefficients[1], slope, found.standard_errors[1])


def test_invented_efforts_are_what_they_are_said_to_be() -> None:
    seen = selection.records(20_000, **LIBRARY, seed=12)
    residual = seen.outcome - 1 - 0.5 * seen.effort
    assert near(residual.std(), 1, 1 / math.sqrt(40_000))
    assert near(seen.published.mean(), 0.5, 0.5 / math.sqrt(20_000))
    # Two normal variables with correlation r share their sign in 1/2 + arcsin(r)/π of all cases.
    together = 0.5 + math.asin(0.8 / math.sqrt(0.49 + 1 + 1)) / math.pi
    assert near(((residual > 0) == seen.published).mean(), together, 0.5 / math.sqrt(20_000))


def test_the_correction_finds_the_truth_where_an_occasion_is_known() -> None:
    found = selection.sampling(300, 300, **LIBRARY, occasion_known=True, seed=3).corrected
    error = found.coefficients.std(axis=0, ddof=1) / math.sqrt(300)
    assert (np.abs(found.coefficients.mean(axis=0) - [1, 0.5, 0.8]) < 4 * error).all()
    covered = np.abs(found.coefficients - [1, 0.5, 0.8]) < 1.96 * found.standard_errors
    assert (covered.mean(axis=0) > 0.9).all()


def test_the_correction_counts_the_doubt_of_its_first_step_into_its_standard_errors() -> None:
    world = {**LIBRARY, "shared_luck": 0.95, "occasion_published": 0.5}  # where that doubt is a fifth of the whole
    found = selection.sampling(400, 500, **world, occasion_known=True, seed=3).corrected
    assert found.standard_errors.mean(axis=0) == pytest.approx(found.coefficients.std(axis=0, ddof=1), rel=0.1)


def test_without_an_occasion_the_correction_is_many_times_less_sure() -> None:
    known, bent = (
        selection.sampling(40, 3000, **{**LIBRARY, "occasion_published": there}, occasion_known=there > 0, seed=4)
        for there in (1.0, 0.0)
    )
    ratio = bent.corrected.coefficients.std(axis=0) / known.corrected.coefficients.std(axis=0)
    assert (ratio > 3).all()


def test_in_a_small_library_without_a_known_occasion_the_cure_is_worse_than_the_disease() -> None:
    seen = selection.sampling(100, 300, **LIBRARY, occasion_known=False, seed=5)
    missed_naive = np.median(np.abs(seen.naive.coefficients[:, 1] - 0.5))
    missed_corrected = np.median(np.abs(seen.corrected.coefficients[:, 1] - 0.5))
    assert missed_corrected > 2 * missed_naive


def test_where_luck_has_no_part_in_publication_there_is_nothing_to_correct() -> None:
    seen = selection.records(20_000, **{**LIBRARY, "shared_luck": 0.0}, seed=6)
    plain, mended = selection.naive(seen), selection.corrected(seen, True)
    for found in (plain, mended):
        assert near(found.coefficients[0], 1, found.standard_errors[0])
        assert near(found.coefficients[1], 0.5, found.standard_errors[1])
    assert near(mended.coefficients[2], 0, mended.standard_errors[2])


def test_luck_may_also_keep_an_effort_from_being_published_and_then_a_library_is_too_gloomy() -> None:
    seen = selection.records(20_000, **{**LIBRARY, "shared_luck": -0.8}, seed=6)
    assert selection.naive(seen).coefficients[0] < 0.7
    mended = selection.corrected(seen, True)
    assert near(mended.coefficients[0], 1, mended.standard_errors[0])


def test_a_repetition_gives_what_the_same_records_give_alone() -> None:
    seen = selection.records(200, **LIBRARY, seed=7, repetitions=3)
    alone = selection.Records(*(one[1] for one in seen))
    for estimate in (selection.naive, lambda records: selection.corrected(records, True)):
        both = zip(estimate(seen), estimate(alone), strict=True)
        assert all(together[1] == pytest.approx(single, rel=1e-6) for together, single in both)


def test_the_same_seed_draws_the_same_efforts_and_a_generator_goes_on() -> None:
    one, other = (selection.records(100, **{**LIBRARY, "true_slope": slope}, seed=8) for slope in (0.0, 1.0))
    assert np.array_equal(one.effort, other.effort) and np.array_equal(one.published, other.published)
    assert other.outcome - one.outcome == pytest.approx(one.effort)
    generator = np.random.default_rng(8)
    first, second = (selection.records(100, **LIBRARY, seed=generator) for _ in range(2))
    assert np.array_equal(first.effort, one.effort) and not np.array_equal(second.effort, one.effort)


@quickly
@given(st.integers(5, 95), st.integers(5, 95))
def test_probit_of_two_groups_has_its_closed_form(chosen: int, chosen_other: int) -> None:
    picked = np.concatenate([np.arange(100) < chosen, np.arange(100) < chosen_other])
    other = np.repeat([0.0, 1.0], 100)
    found, variance = selection.probit(picked, np.stack([np.ones(200), other]))
    bounds = [NormalDist().inv_cdf(share / 100) for share in (chosen, chosen_other)]
    assert found == pytest.approx([bounds[0], bounds[1] - bounds[0]], abs=1e-9)
    # Of a share p of n, its bound has the variance p·(1 - p) / (n·φ²).
    spreads = [
        share / 100 * (1 - share / 100) / (100 * NormalDist().pdf(bound) ** 2)
        for share, bound in zip((chosen, chosen_other), bounds, strict=True)
    ]
    assert np.diagonal(variance) == pytest.approx([spreads[0], sum(spreads)], rel=1e-5)


@pytest.mark.parametrize("bound", [0.0, -2.0], ids=["told by the reason", "all chosen"])
def test_probit_says_when_nothing_is_left_to_chance(bound: float) -> None:
    reason = np.linspace(-1, 1, 20)
    with pytest.raises(ValueError, match="without error"):
        selection.probit(reason > bound, np.stack([np.ones(20), reason]))


# Bad values.


@pytest.mark.parametrize(
    ("name", "call"),
    [
        ("true_share", lambda: selection.share_of_successes(1.2, 0.9, 0.1)),
        ("success_published", lambda: selection.share_of_successes(0.2, -0.1, 0.1)),
        ("failure_published", lambda: selection.share_of_successes(0.2, 0.9, [0.1, 2])),
        ("spread", lambda: selection.published_outcomes(0, -1, 0)),
        ("bar", lambda: selection.published_outcomes(0, 1, 9)),
        ("bar", lambda: selection.published_correlation(np.nan)),
        ("correlation", lambda: selection.published_slope(0.5, 1.1, 0)),
        ("hardness_toll", lambda: selection.comparison(0.5, -1, 0, 0.5)),
        ("hardness_selection", lambda: selection.comparison(0.5, 1, 2, 0.5)),
        ("share_tried", lambda: selection.comparison(0.5, 1, 0, 1)),
        ("count", lambda: selection.conflicts(5, 0.5, 1, 0, 0.5, seed=1)),
        ("count", lambda: selection.records(50.5, **LIBRARY, seed=1)),  # type: ignore[arg-type]
        ("shared_luck", lambda: selection.records(50, **{**LIBRARY, "shared_luck": 1.5}, seed=1)),
        ("effort_published", lambda: selection.records(50, **{**LIBRARY, "effort_published": 3}, seed=1)),
        ("occasion_published", lambda: selection.records(50, **{**LIBRARY, "occasion_published": -1}, seed=1)),
        ("repetitions", lambda: selection.sampling(0, 50, **LIBRARY, occasion_known=True, seed=1)),
    ],
)
def test_a_value_out_of_range_is_named(name: str, call: object) -> None:
    with pytest.raises(ValueError, match=f"“{name}”"):
        call()  # type: ignore[operator]


def test_the_library_of_these_tests_is_the_one_the_data_file_starts_with() -> None:
    rests_on = yaml.safe_load((ROOT / "course_lib/data/models/selection.yaml").read_text(encoding="utf-8"))
    starts = {one["name"]: one["start"] for one in rests_on["coefficients"]}
    assert {name: starts[name] for name in LIBRARY} == LIBRARY
    seen = selection.comparison(*(starts[name] for name in CONFLICTS))
    assert seen.difference < 0 < starts["true_effect"]


def test_a_slider_waits_for_none_of_it() -> None:
    along = np.linspace(-1, 1, 200)
    began = time.perf_counter()
    selection.comparison(0.5, 1, along[:, None], (along + 1.01) / 2.02)
    selection.published_slope(0.5, 0.5, along)
    selection.compared(selection.conflicts(2000, 0.5, 1.0, 0.5, 0.4, seed=1), True)
    selection.sampling(40, 300, **LIBRARY, occasion_known=True, seed=1)
    assert time.perf_counter() - began < 0.25


def _slope(cause: np.ndarray, outcome: np.ndarray) -> tuple[float, float]:
    """Return a regression slope with its standard error, by NumPy's own fit."""
    fit, covariance = np.polyfit(cause, outcome, 1, cov=True)
    return float(fit[0]), float(np.sqrt(covariance[0, 0]))
