"""Leaks and spoilers: how long a secret lasts, what an attack costs, and which answer suits which opponent of peace."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from course_lib.models import spoilers
from tests.machine import ROOT

quickly = settings(max_examples=60, deadline=None)
SHARE = st.floats(0, 1)
CIRCLE, YEARS, GROWTH = st.floats(0, 60), st.floats(0, 5), st.floats(0, 20)
LEAK_RATE, STRIKE_RATE = st.floats(0.002, 0.2), st.floats(0.01, 2)
GAUSS = np.polynomial.legendre.leggauss(100)
BELIEF = st.tuples(SHARE, SHARE, SHARE).filter(lambda belief: sum(belief) > 0.01)


# -- leaks


@pytest.mark.parametrize(("people", "years"), [(411_000, 3.68), (405_000, 3.70)])
def test_grimes_s_published_times_to_failure_come_out(people: int, years: float) -> None:
    assert round(float(spoilers.grimes_years(people)), 2) == years


def test_grimes_s_published_sizes_of_a_conspiracy_come_out() -> None:
    assert np.floor(spoilers.grimes_people([5, 100])).tolist() == [2521, 125]


@pytest.mark.parametrize(("people", "years"), [(411_000, 3.681115), (405_000, 3.702158), (714_000, 3.166466)])
def test_grimes_s_curve_passes_its_own_time_to_failure(people: int, years: float) -> None:
    assert spoilers.grimes_years(people) == pytest.approx(years, abs=1e-6)
    assert spoilers.grimes(people, spoilers.grimes_years(people)) == pytest.approx(0.95, abs=1e-9)


@quickly
@given(st.floats(10, 1e5), st.floats(1, 100))
def test_as_many_as_may_know_leak_with_just_that_chance(people: float, years: float) -> None:
    chance = float(spoilers.grimes(people, years))
    if 1e-6 < chance < 0.999:
        assert spoilers.grimes_people(years, chance) == pytest.approx(people, rel=1e-6)


def test_nobody_is_too_many_for_a_time_too_short() -> None:
    # Even if all of the world knew, a leak within a thousandth of a year keeps below one chance in two.
    assert spoilers.grimes_people(0.001, 0.5) == np.inf


@quickly
@given(st.floats(0, 1000), YEARS, st.floats(1e-9, 0.5), GROWTH)
def test_grimes_s_corrected_form_is_the_integral_over_a_growing_circle(
    people: float, years: float, leak_probability: float, growth: float
) -> None:
    moments = years * (GAUSS[0] + 1) / 2
    hazard = (years * GAUSS[1] / 2 * (1 - (1 - leak_probability) ** (people + growth * moments))).sum()
    assert spoilers.grimes(people, years, leak_probability, growth) == pytest.approx(1 - np.exp(-hazard), abs=1e-9)


def test_the_form_first_printed_makes_a_growing_circle_leak_too_soon() -> None:
    last = 10 + 4 * 3
    first_printed = 1 - np.exp(-3 * (1 - (1 - 0.01) ** last))
    assert spoilers.grimes(10, 3, 0.01, growth=4) < first_printed
    assert spoilers.grimes(last, 3, 0.01) == pytest.approx(first_printed)


@quickly
@given(CIRCLE, YEARS, GROWTH)
def test_where_each_is_discreet_both_forms_say_the_same(people: float, years: float, growth: float) -> None:
    ours, theirs = (form(people, years, 1e-7, growth) for form in (spoilers.leaked, spoilers.grimes))
    assert ours == pytest.approx(theirs, rel=1e-4, abs=1e-12)


def test_only_person_years_count() -> None:
    assert spoilers.leaked(12, 2) == pytest.approx(0.381217, abs=1e-6)
    # Twice the people, twice the time, or a circle that grows: the same 48 person-years.
    assert spoilers.person_years([24, 12, 10], [2, 4, 3], [0, 0, 4]).tolist() == [48, 48, 48]
    assert spoilers.leaked([24, 12, 10], [2, 4, 3], growth=[0, 0, 4]) == pytest.approx(0.617107, abs=1e-6)


def test_the_half_life_of_a_secret_of_twelve() -> None:
    assert spoilers.years_until_leaked(0.5, 12) == pytest.approx(2.888113, abs=1e-6)


@quickly
@given(st.floats(0, 0.99), st.floats(0.1, 60), LEAK_RATE, GROWTH)
def test_a_secret_is_out_with_just_that_chance_when_its_time_is_up(
    chance: float, people: float, leak_rate: float, growth: float
) -> None:
    years = spoilers.years_until_leaked(chance, people, leak_rate, growth)
    assert spoilers.leaked(people, years, leak_rate, growth) == pytest.approx(chance, abs=1e-9)


@pytest.mark.parametrize("nobody", [{"people": 0}, {"people": 12, "leak_rate": 0}, {"people": 0, "leak_rate": 0}])
def test_a_secret_that_nobody_can_tell_lasts_for_ever(nobody: dict[str, float]) -> None:
    assert spoilers.years_until_leaked(0.5, **nobody) == np.inf
    assert spoilers.years_until_leaked(0.0, **nobody) == 0


@pytest.mark.parametrize(("exposure", "best"), [(0.02, 17.917595), (0.1, 6.931472), (0.005, 30.445224)])
def test_the_best_circle_is_neither_two_people_nor_everybody(exposure: float, best: float) -> None:
    assert spoilers.best_circle(0.1, exposure, 1) == pytest.approx(best, abs=1e-6)


@quickly
@given(st.floats(0.01, 1), LEAK_RATE, st.floats(0.1, 5))
def test_no_circle_does_better_than_the_best(buy_in: float, leak_rate: float, years: float) -> None:
    best = spoilers.best_circle(buy_in, leak_rate, years)
    every = spoilers.success(np.linspace(0, 200, 401), buy_in, leak_rate, years)
    assert (every <= spoilers.success(best, buy_in, leak_rate, years) + 1e-12).all()
    # Longer secrets want smaller circles.
    assert spoilers.best_circle(buy_in, leak_rate, 2 * years) < best


def test_a_circle_that_never_leaks_may_be_of_any_size() -> None:
    assert spoilers.best_circle(0.1, 0, 2) == np.inf


# -- which danger first


def test_which_of_three_dangers_strikes_first() -> None:
    assert spoilers.first([0.6, 0.3, 0.1]) == pytest.approx([0.6, 0.3, 0.1], abs=1e-9)
    assert spoilers.mean_years([0.6, 0.3, 0.1]) == pytest.approx(1)
    assert spoilers.first([0.6, 0.3, 0.1], 1) == pytest.approx(np.array([0.6, 0.3, 0.1]) * (1 - np.exp(-1)))


def test_where_there_is_no_danger_nothing_strikes() -> None:
    assert spoilers.first([[0.0, 0], [1, 0]], [1, np.inf]).tolist() == [[0, 0], [1, 0]]
    assert spoilers.mean_years([0.0, 0]) == np.inf


@quickly
@given(YEARS, CIRCLE, LEAK_RATE, STRIKE_RATE)
def test_with_a_constant_circle_leak_and_spoiler_share_as_their_rates_do(
    years: float, people: float, leak_rate: float, spoiler_rate: float
) -> None:
    found = spoilers.fate(years, people, leak_rate, spoiler_rate)
    assert (found.leaked, found.spoiled) == pytest.approx(
        tuple(spoilers.first([leak_rate * people, spoiler_rate], years)), abs=1e-12
    )


@quickly
@given(YEARS, CIRCLE, LEAK_RATE, STRIKE_RATE, GROWTH, BELIEF, st.sampled_from([None, *spoilers.STRATEGIES]))
def test_a_process_is_open_or_leaked_or_spoiled(
    years: float,
    people: float,
    leak_rate: float,
    spoiler_rate: float,
    growth: float,
    belief: tuple[float, float, float],
    strategy: str | None,
) -> None:
    then, later = (
        spoilers.fate(moment, people, leak_rate, spoiler_rate, growth, strategy=strategy, belief=belief)
        for moment in (years, years + 0.5)
    )
    assert sum(then) == pytest.approx(1)
    assert later.open <= then.open
    assert later.leaked >= then.leaked - 1e-12
    assert later.spoiled >= then.spoiled - 1e-12
    # With no spoiler only the leak is left.
    alone = spoilers.fate(years, people, leak_rate, 0, growth, strategy=strategy, belief=belief)
    assert alone.leaked == pytest.approx(spoilers.leaked(people, years, leak_rate, growth), abs=1e-12)


def test_a_danger_that_strikes_at_once_leaves_no_rounding_behind() -> None:
    found = spoilers.fate(5, 1000, 2, 3, growth=100)
    # A leak every half a thousandth of a year against three attacks a year: the closed form to the first order.
    assert found.open == pytest.approx(0, abs=1e-12)
    assert found.spoiled == pytest.approx(3 / 2003, rel=1e-3)


@quickly
@given(st.floats(0.1, 5), BELIEF, st.sampled_from(spoilers.STRATEGIES))
def test_doubt_about_the_type_makes_a_process_last_longer_than_the_mean_rate_would(
    years: float, belief: tuple[float, float, float], strategy: str
) -> None:
    mean = spoilers.strategy_effects(belief)[spoilers.STRATEGIES.index(strategy)]
    mixed = spoilers.fate(years, 0, 0, 1, strategy=strategy, belief=belief)
    assert mixed.open >= np.exp(-mean * years) - 1e-12


def test_a_curve_comes_out_at_once() -> None:
    years = np.linspace(0, 5, 50)
    curve = spoilers.fate(years, strategy="coercion", belief=[0.2, 0.3, 0.5])
    assert curve.open.shape == curve.leaked.shape == curve.spoiled.shape == (50,)
    one = spoilers.fate(years[20], strategy="coercion", belief=[0.2, 0.3, 0.5])
    assert [part[20] for part in curve] == pytest.approx(list(one))
    # Without a leak or a spoiler the parts still have the shape of what was asked.
    assert spoilers.fate(2.0, [5, 10, 20], 0, 0).spoiled.tolist() == [0, 0, 0]


# -- what an attack costs


@pytest.mark.parametrize(("control", "left"), [(0, 0.6), (0.5, 0.428571), (0.9, 0.130435), (1, 0)])
def test_an_attack_costs_the_strong_partner_most(control: float, left: float) -> None:
    assert spoilers.trust_after_attacks(0.6, control) == pytest.approx(left, abs=1e-6)


@quickly
@given(SHARE, SHARE)
def test_trust_is_on_average_what_it_was_before_anybody_knew(trust: float, control: float) -> None:
    # An attack that is stopped can only be a trustworthy partner's doing.
    stopped = trust * control
    after = float(spoilers.trust_after_attacks(trust, control))
    assert (1 - stopped) * after + stopped == pytest.approx(trust, abs=1e-9)


@quickly
@given(st.floats(0, 0.99), SHARE, st.integers(0, 6))
def test_attacks_are_weighed_one_by_one(trust: float, control: float, attacks: int) -> None:
    step = trust
    for _ in range(attacks):
        step = float(spoilers.trust_after_attacks(step, control))
    assert spoilers.trust_after_attacks(trust, control, attacks) == pytest.approx(step, abs=1e-9)


def test_certainty_is_moved_by_nothing() -> None:
    assert spoilers.trust_after_attacks(1, [0, 0.5, 1], 3).tolist() == [1, 1, 1]


# -- who spoils, and what to do about it


@pytest.mark.parametrize(
    ("belief", "strategy", "effect"),
    [
        ((1, 0, 0), "inducement", 0.5),
        ((0, 1, 0), "socialisation", 0.6),
        ((0, 0, 1), "coercion", 0.5),
        ((1, 1, 1), "coercion", 0.666667),
        ((0.8, 0.1, 0.1), "inducement", 0.63),
    ],
)
def test_each_belief_has_its_strategy(belief: tuple[float, float, float], strategy: str, effect: float) -> None:
    assert spoilers.STRATEGIES[int(spoilers.best_strategy(belief))] == strategy
    assert spoilers.strategy_effects(belief).min() == pytest.approx(effect, abs=1e-6)


def test_one_chance_in_four_of_a_total_spoiler_is_enough_to_stop_giving() -> None:
    doubt = np.array([0.249, 0.251])
    beliefs = np.stack([1 - doubt, 0 * doubt, doubt], axis=-1)
    assert [spoilers.STRATEGIES[one] for one in spoilers.best_strategy(beliefs)] == ["inducement", "coercion"]


def test_the_wrong_strategy_for_a_total_spoiler_is_worse_than_none() -> None:
    nothing, given_in, forced = (
        float(spoilers.fate(2, belief=(0, 0, 1), strategy=one).open) for one in (None, "inducement", "coercion")
    )
    assert given_in < nothing < forced


# -- what one leak tells, and what chance does


def test_one_leak_says_next_to_nothing_about_the_rate() -> None:
    low, high = spoilers.rate_interval(10 / 52)
    assert (low, high) == pytest.approx((0.1317, 19.18), rel=1e-3)
    for years in (0.1, 1, 30):
        low, high = spoilers.rate_interval(years)
        assert high / low == pytest.approx(145.70, abs=0.01)


def test_the_interval_covers_the_rate_as_often_as_it_says() -> None:
    times, rate = np.random.default_rng(3).exponential(1 / 0.4, 40_000), 0.4
    low, high = spoilers.rate_interval(times, 0.8)
    covered = ((low <= rate) & (rate <= high)).mean()
    assert covered == pytest.approx(0.8, abs=4 * np.sqrt(0.16 / 40_000))


@pytest.mark.parametrize("strategy", [None, *spoilers.STRATEGIES])
def test_many_processes_end_as_often_as_the_curves_say(strategy: str | None) -> None:
    said: dict[str, Any] = {"growth": 4, "strategy": strategy, "belief": (0.2, 0.3, 0.5)}
    run = spoilers.simulate(40_000, 3, 8, 0.02, 0.3, seed=11, **said)
    for years in (0.5, 1.5, 3):
        expected = spoilers.fate(years, 8, 0.02, 0.3, **said)
        ended = run.years < years
        for part, seen in (
            (expected.open, ~ended),
            (expected.leaked, ended & (run.ending == spoilers.LEAKED)),
            (expected.spoiled, ended & (run.ending == spoilers.SPOILED)),
        ):
            error = np.sqrt(part * (1 - part) / 40_000)
            assert seen.mean() == pytest.approx(float(part), abs=4 * error)


def test_the_same_seed_gives_the_same_processes() -> None:
    one, same, other = (spoilers.simulate(200, 5, seed=seed) for seed in (7, 7, 8))
    assert np.array_equal(one.years, same.years)
    assert np.array_equal(one.ending, same.ending)
    assert not np.array_equal(one.years, other.years)
    assert (one.years <= 5).all()
    assert ((one.ending == spoilers.OPEN) == (one.years == 5)).all()


def test_where_nothing_can_happen_every_process_is_still_open() -> None:
    run = spoilers.simulate(50, 5, people=0, leak_rate=0, spoiler_rate=0)
    assert (run.ending == spoilers.OPEN).all()


# -- what is refused


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: spoilers.leaked(-1, 2), "“people” is -1, and must be at least 0"),
        (lambda: spoilers.leaked(12, 2, leak_rate=-0.1), "“leak_rate” is -0.1, and must be at least 0"),
        (lambda: spoilers.grimes(12, 2, 1), "“leak_probability” is 1, and must lie between 0 and 0.9"),
        (lambda: spoilers.years_until_leaked(1, 12), "“chance” is 1, and must lie between 0 and"),
        (lambda: spoilers.best_circle(0, 0.02, 2), "“buy_in” is 0, and must lie between 0.001 and 10"),
        (lambda: spoilers.trust_after_attacks(0.5, 1.1), "“control” is 1.1, and must lie between 0 and 1"),
        (lambda: spoilers.strategy_effects([0.5, 0.5]), "“belief” takes one number for each of the 3 types"),
        (lambda: spoilers.fate(1, belief=[[1, 0, 0]]), "“belief” takes one number for each of the 3 types"),
        (lambda: spoilers.strategy_effects([0, 0, 0]), "gives every type 0 says nothing"),
        (
            lambda: spoilers.strategy_effects([1, 0, 0], [[1, 1, 1]]),
            "“multipliers” takes a row for each of the 3 types",
        ),
        (lambda: spoilers.fate(1, strategy="bribes"), "There is no strategy “bribes”; there are inducement"),
        (lambda: spoilers.simulate(0, 1), "“processes” is 0, and must lie between 1 and"),
        (lambda: spoilers.rate_interval(0), "“years” is 0, and must be at least"),
    ],
)
def test_a_bad_number_is_answered_with_a_sentence_that_names_it(call: Callable[[], Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        call()


def test_the_data_file_has_every_number_that_the_model_starts_from() -> None:
    data = yaml.safe_load((ROOT / "course_lib/data/models/spoilers.yaml").read_text(encoding="utf-8"))
    starts = {one["name"]: one["start"] for one in data["coefficients"]}
    for name in ("people", "leak_rate", "spoiler_rate", "growth"):
        assert starts[name] == inspect.signature(spoilers.fate).parameters[name].default, name
    assert starts["leak_probability"] == spoilers.GRIMES
    for row, kind in enumerate(spoilers.TYPES):
        for column, strategy in enumerate(spoilers.STRATEGIES):
            assert starts[f"multiplier_{kind}_{strategy}"] == spoilers.MULTIPLIERS[row, column]
    for one in data["coefficients"]:
        assert one["low"] <= one["start"] <= one["high"], one["name"]
