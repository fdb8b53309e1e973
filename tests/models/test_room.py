"""Trust in the room: sessions that build it, promises that keep or break it, gestures that prove something."""

from __future__ import annotations

import math
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_lib.models.room import (
    acts_to_repair,
    after_broken,
    after_gesture,
    after_kept,
    breach,
    contact_gain,
    expected_trust,
    long_run_cooperation,
    long_run_trust,
    many_rooms,
    optimal_generosity,
    promises_needed,
    trust_after_sessions,
)

quickly = settings(max_examples=60, deadline=None)
SHARES = st.floats(min_value=0.0, max_value=1.0)
INNER = st.floats(min_value=0.01, max_value=0.99)
ASYMMETRIES = st.floats(min_value=0.5, max_value=6.0)
GAINS = st.floats(min_value=0.01, max_value=0.15)  # times the largest asymmetry it stays below 1


# ---------------------------------------------------------------- contact


def test_six_sessions_build_more_trust_under_the_four_conditions_and_some_without_any() -> None:
    bare, full = contact_gain([0, 1], [0, 1], [0, 1], [0, 1], 0.08, 0.44)
    assert (bare, full) == pytest.approx((0.08, 0.1152))
    assert trust_after_sessions(0.2, bare, 6) == pytest.approx(0.514916, abs=1e-6)
    assert trust_after_sessions(0.2, full, 6) == pytest.approx(0.616151, abs=1e-6)


def test_the_conditions_count_as_a_bundle_whichever_of_them_holds() -> None:
    one_each = [contact_gain(*row, 0.08, 0.44) for row in np.eye(4)]
    assert one_each == pytest.approx([0.08 * 1.11] * 4)


@quickly
@given(SHARES, SHARES, st.integers(0, 30))
def test_trust_by_the_formula_is_trust_step_by_step(trust: float, gain: float, sessions: int) -> None:
    stepwise = trust
    for _ in range(sessions):
        stepwise += gain * (1 - stepwise)
    assert trust_after_sessions(trust, gain, sessions) == pytest.approx(stepwise, abs=1e-9)


def test_each_session_adds_less_than_the_one_before() -> None:
    path = trust_after_sessions(0.2, 0.1, np.arange(13))
    assert (np.diff(path) > 0).all()
    assert (np.diff(path, 2) < 0).all()


def test_a_session_cannot_add_more_than_all_that_is_missing() -> None:
    with pytest.raises(ValueError, match=r"1\.2, and must lie between 0 and 1"):
        contact_gain(1, 1, 1, 1, 0.8, 0.5)


# ---------------------------------------------------------------- promises


@pytest.mark.parametrize(
    ("promises_kept", "asymmetry", "settled"), [(0.75, 3, 0.5), (0.5, 1, 0.5), (0.5, 3, 0.25), (0.9, 3, 0.75)]
)
def test_three_promises_kept_in_four_are_worth_a_half_when_a_broken_one_weighs_three(
    promises_kept: float, asymmetry: float, settled: float
) -> None:
    assert long_run_trust(promises_kept, asymmetry) == pytest.approx(settled)


@quickly
@given(SHARES)
def test_where_both_weigh_the_same_trust_settles_at_the_promises_kept(promises_kept: float) -> None:
    assert long_run_trust(promises_kept, 1.0) == pytest.approx(promises_kept)


@quickly
@given(INNER, ASYMMETRIES, GAINS)
def test_mean_trust_does_not_move_where_it_settles(promises_kept: float, asymmetry: float, gain: float) -> None:
    settled = float(long_run_trust(promises_kept, asymmetry))
    moved = promises_kept * after_kept(settled, gain) + (1 - promises_kept) * after_broken(settled, gain, asymmetry)
    assert moved == pytest.approx(settled, abs=1e-9)


@pytest.mark.parametrize(("trust_wanted", "needed"), [(0.5, 0.75), (0.6, 9 / 11), (0.0, 0.0), (1.0, 1.0)])
def test_more_trust_needs_more_promises_kept_than_its_own_figure(trust_wanted: float, needed: float) -> None:
    assert promises_needed(trust_wanted, 3) == pytest.approx(needed)


@quickly
@given(SHARES, ASYMMETRIES)
def test_the_promises_needed_bring_just_the_trust_wanted(trust_wanted: float, asymmetry: float) -> None:
    assert long_run_trust(promises_needed(trust_wanted, asymmetry), asymmetry) == pytest.approx(trust_wanted, abs=1e-9)


@quickly
@given(SHARES, SHARES, GAINS, ASYMMETRIES, st.integers(0, 20))
def test_expected_trust_is_the_mean_step_by_step(
    trust: float, promises_kept: float, gain: float, asymmetry: float, encounters: int
) -> None:
    stepwise = trust
    for _ in range(encounters):
        stepwise = promises_kept * float(after_kept(stepwise, gain)) + (1 - promises_kept) * float(
            after_broken(stepwise, gain, asymmetry)
        )
    formula = expected_trust(trust, promises_kept, gain, asymmetry, encounters)
    assert formula == pytest.approx(stepwise, abs=1e-9)


# ---------------------------------------------------------------- one breach, and its repair


@pytest.mark.parametrize(("trust", "asymmetry", "acts"), [(0.6, 3, 3.526592), (0.6, 1, 1.326512), (0.9, 3, 12.417677)])
def test_the_more_trust_there_was_the_dearer_is_its_repair(trust: float, asymmetry: float, acts: float) -> None:
    assert acts_to_repair(trust, 0.1, asymmetry) == pytest.approx(acts, abs=1e-6)


@quickly
@given(INNER, GAINS, ASYMMETRIES)
def test_the_acts_of_repair_bring_trust_back_and_one_fewer_does_not(
    trust: float, gain: float, asymmetry: float
) -> None:
    acts = math.ceil(float(acts_to_repair(trust, gain, asymmetry)) - 1e-9)
    fallen = after_broken(trust, gain, asymmetry)
    assert trust_after_sessions(fallen, gain, acts) >= trust - 1e-9
    assert trust_after_sessions(fallen, gain, acts - 1) < trust + 1e-9


def test_full_trust_once_broken_never_comes_back_whole() -> None:
    assert np.isinf(acts_to_repair(1.0, 0.1, 3))


def test_a_breach_leaves_the_past_alone_and_closes_by_the_same_share_each_time() -> None:
    seen = breach(0.2, 0.1, 3, encounters=12, breach_at=6)
    assert seen.gap[:6] == pytest.approx(0, abs=0)
    assert seen.gap[7:] / seen.gap[6:-1] == pytest.approx(0.9)
    assert seen.unbroken == pytest.approx(trust_after_sessions(0.2, 0.1, np.arange(13)))


@quickly
@given(SHARES, GAINS, ASYMMETRIES, st.integers(1, 15))
def test_the_broken_path_is_the_one_that_the_steps_give(
    trust: float, gain: float, asymmetry: float, breach_at: int
) -> None:
    path = [trust]
    for encounter in range(1, 16):
        now = path[-1]
        path.append(
            float(after_broken(now, gain, asymmetry)) if encounter == breach_at else float(after_kept(now, gain))
        )
    assert breach(trust, gain, asymmetry, 15, breach_at).broken == pytest.approx(path, abs=1e-9)


def test_in_this_model_a_late_breach_is_felt_most_at_the_end() -> None:
    missing = [breach(0.2, 0.1, 3, 12, at).gap[-1] for at in range(1, 13)]
    assert (np.diff(missing) > 0).all()


def test_several_rooms_are_compared_at_once() -> None:
    seen = breach([0.2, 0.8], 0.1, [[1.0], [3.0]], encounters=4, breach_at=2)
    assert seen.broken.shape == seen.gap.shape == (2, 2, 5)
    assert seen.unbroken[0, 1] == pytest.approx(trust_after_sessions(0.8, 0.1, np.arange(5)))


# ---------------------------------------------------------------- many rooms


def test_the_mean_of_many_rooms_is_the_expected_path() -> None:
    paths = many_rooms(0.3, 0.85, 0.1, 3, rooms=20_000, encounters=40, seed=7).trust
    expected = expected_trust(0.3, 0.85, 0.1, 3, np.arange(41))
    error = 4 * paths.std(axis=0) / np.sqrt(len(paths)) + 1e-12
    assert (np.abs(paths.mean(axis=0) - expected) < error).all()


def test_rooms_that_do_alike_end_apart_by_luck_alone() -> None:
    end = many_rooms(0.3, 0.85, 0.1, 3, rooms=2_000, encounters=30, seed=7).trust[:, -1]
    assert end.std() > 0.05


def test_the_same_seed_gives_the_same_rooms_and_another_seed_others() -> None:
    one, same, other = (many_rooms(0.3, 0.8, 0.1, 3, 50, 20, seed).trust for seed in (1, 1, 2))
    assert (one == same).all()
    assert (one != other).any()


def test_a_generator_goes_on_from_where_it_stands() -> None:
    source = np.random.default_rng(3)
    first, second = (many_rooms(0.3, 0.8, 0.1, 3, 50, 20, source).trust for _ in range(2))
    assert (first != second).any()


def test_who_keeps_more_promises_is_trusted_no_less_in_any_room() -> None:
    lax, strict = (many_rooms(0.3, kept, 0.1, 3, 500, 20, seed=5) for kept in (0.7, 0.9))
    assert (lax.kept <= strict.kept).all()
    assert (lax.trust <= strict.trust + 1e-12).all()


def test_where_every_promise_is_kept_or_none_luck_has_no_say() -> None:
    kept, broken = (many_rooms(0.3, q, 0.1, 3, 10, 8, seed=5).trust for q in (1, 0))
    assert np.ptp(kept, axis=0) == pytest.approx(0)
    assert kept[0] == pytest.approx(trust_after_sessions(0.3, 0.1, np.arange(9)))
    assert broken[0] == pytest.approx(0.3 * 0.7 ** np.arange(9))


def test_each_room_can_have_its_own_start_and_its_own_reliability() -> None:
    seen = many_rooms([0.1, 0.9], [0.0, 1.0], 0.1, 3, rooms=2, encounters=3, seed=1)
    assert seen.kept.tolist() == [[False] * 3, [True] * 3]
    assert seen.trust[:, 0].tolist() == [0.1, 0.9]


# ---------------------------------------------------------------- answering like with like


@pytest.mark.parametrize(
    ("slip", "generosity", "share"),
    [(0.05, 0, 0.5), (0.01, 0, 0.5), (0.05, 1 / 3, 0.875), (0.01, 1 / 3, 0.971154), (0.0, 0.1, 1.0)],
)
def test_a_little_forgiveness_saves_what_slips_would_ruin(slip: float, generosity: float, share: float) -> None:
    assert long_run_cooperation(slip, generosity) == pytest.approx(share, abs=1e-6)


def test_the_long_run_is_what_two_players_come_to() -> None:
    slip, generosity, rng = 0.05, 1 / 3, np.random.default_rng(11)
    one, other = np.ones(20_000, dtype=bool), np.ones(20_000, dtype=bool)
    for _ in range(60):
        luck = rng.random((4, 20_000))
        meant = other | (luck[0] < generosity), one | (luck[1] < generosity)
        one, other = meant[0] ^ (luck[2] < slip), meant[1] ^ (luck[3] < slip)
    # The two sides of a pair go together, so the pairs are counted, not the players.
    seen = (one + other.astype(float)) / 2
    assert seen.mean() == pytest.approx(0.875, abs=4 * seen.std() / np.sqrt(20_000))


def test_without_slips_and_without_generosity_what_came_first_goes_on() -> None:
    assert np.isnan(long_run_cooperation(0.0, 0.0))


@quickly
@given(st.floats(min_value=0.001, max_value=0.49), st.floats(min_value=0.0, max_value=0.9))
def test_more_generosity_never_lowers_what_two_of_a_kind_reach(slip: float, generosity: float) -> None:
    assert long_run_cooperation(slip, generosity + 0.1) > long_run_cooperation(slip, generosity)


def test_the_published_generosity_for_axelrods_payoffs_is_one_third() -> None:
    assert optimal_generosity(5, 3, 1, 0) == pytest.approx(1 / 3)


def test_where_cheating_tempts_less_more_can_be_forgiven() -> None:
    assert (np.diff(optimal_generosity([5, 4.5, 4, 3.5], 3, 1, 0)) > 0).all()


def test_payoffs_that_make_no_dilemma_are_refused() -> None:
    for payoffs in ((3, 3, 1, 0), (5, 1, 1, 0), (5, 3, 0, 0), (7, 3, 1, 0)):
        with pytest.raises(ValueError, match="no prisoner's dilemma"):
            optimal_generosity(*payoffs)


# ---------------------------------------------------------------- a gesture


@pytest.mark.parametrize(("gesture_cost", "believed"), [(0.0, 0.3), (0.5, 0.461538), (1.0, 1.0), (2.0, 1.0)])
def test_a_gesture_says_what_it_costs(gesture_cost: float, believed: float) -> None:
    assert after_gesture(0.3, gesture_cost, 1.0) == pytest.approx(believed, abs=1e-6)


@quickly
@given(SHARES, st.floats(min_value=0, max_value=3), st.floats(min_value=0.001, max_value=3))
def test_a_gesture_never_lowers_trust(trust: float, gesture_cost: float, convincing_cost: float) -> None:
    assert after_gesture(trust, gesture_cost, convincing_cost) >= trust - 1e-12


@quickly
@given(INNER, st.floats(min_value=0, max_value=0.99))
def test_several_small_gestures_add_up_as_independent_evidence(trust: float, gesture_cost: float) -> None:
    twice = after_gesture(after_gesture(trust, gesture_cost, 1.0), gesture_cost, 1.0)
    odds = trust / (1 - trust) / (1 - gesture_cost) ** 2
    assert twice == pytest.approx(odds / (1 + odds), rel=1e-9)


def test_where_there_is_no_trust_at_all_no_gesture_is_believed() -> None:
    assert after_gesture(0.0, [0.0, 0.5, 2.0], 1.0).tolist() == [0, 0, 0]


# ---------------------------------------------------------------- bad numbers, and many of them


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: after_kept(0.5, 0.0), "“gain” is 0, and must lie between 0.001 and 0.999."),
        (lambda: after_broken(0.5, 0.3, 4), "“gain × asymmetry” is 1.2"),
        (lambda: long_run_trust(1.1, 3), "“promises_kept” is 1.1"),
        (lambda: long_run_trust(0.5, 0), "“asymmetry” is 0"),
        (lambda: trust_after_sessions(0.5, 0.1, -1), "“sessions” is -1"),
        (lambda: breach(0.5, 0.1, 3, 5, 6), "“breach_at” is 6, and must lie between 1 and 5."),
        (lambda: many_rooms(0.5, 0.8, 0.1, 3, 10, 2.5, 1), "“encounters” is 2.5, and must be a whole number."),  # type: ignore[arg-type]
        (lambda: long_run_cooperation(0.6, 0.1), "“slip” is 0.6"),
        (lambda: after_gesture(0.5, -1, 1), "“gesture_cost” is -1"),
    ],
)
def test_a_number_out_of_range_is_named(call: object, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        call()  # type: ignore[operator]


def test_a_slider_waits_for_none_of_it() -> None:
    began = time.perf_counter()
    many_rooms(0.3, 0.85, 0.1, 3, rooms=2_000, encounters=40, seed=1)
    breach(np.linspace(0, 1, 200), 0.1, 3, 40, 10)
    long_run_cooperation(np.linspace(0.001, 0.5, 200)[:, None], np.linspace(0, 1, 200))
    assert time.perf_counter() - began < 0.25
