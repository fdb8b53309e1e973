"""The joined process: its closed forms, its limits, what turns its message round, and that it agrees with a plain loop."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from course_lib.models import process
from course_lib.models.process import (
    CARDS,
    COINS,
    DECISIONS,
    PLANS,
    RANGES,
    RATIFIED,
    REJECTED,
    TALKS,
    TRACK_TWO,
    Coefficients,
    Draws,
    State,
    draw,
    funnel,
    simulate,
    start,
    step,
)
from tests.machine import ROOT
from tests.models import plain_process

PAUSE, WORKSHOP, DRAFT, BRIEF, CONSULT, GESTURE = range(6)
CHANCES = [f"{card}_chance" for card in CARDS[1:]]
NO_CARDS = dict.fromkeys(CHANCES, 0)
# A world in which nothing happens by chance but what a test lets happen.
CALM: dict[str, Any] = {
    **NO_CARDS, "leak_hazard": 0, "attack_chance": 0, "attack_chance_seen": 0, "spread": 0, "overlap_spread": 0,
    "trust_floor": 0, "budget": 100,
}  # fmt: skip
SHUT: dict[str, Any] = {**CALM, "readiness_threshold": 1}


def fixed(futures: int = 1, turns: int = 12, **coins: float) -> Draws:
    """Return draws in which every future begins in the middle, and coins are given; 0.999999 stops what can be stopped."""
    drawn = np.full((turns, len(COINS), futures), 0.999999)
    for name, value in coins.items():
        drawn[:, COINS.index(name)] = value
    return Draws(np.full((4, futures), 0.5), drawn)


def ratified(plan: str, futures: int = 20_000, **changed: float) -> float:
    return funnel(simulate(PLANS[plan], Coefficients(**changed), common(futures)))["ratified"]


@functools.cache
def common(futures: int) -> Draws:
    return draw(7, futures)


def near(share: float, expected: float, futures: int) -> bool:
    return abs(share - expected) <= 4 * np.sqrt(expected * (1 - expected) / futures)


# Closed forms


def test_trust_from_workshops_alone_follows_its_geometric_path() -> None:
    gain, decay, level = 0.115, 0.02, 0.25
    limit = (1 - decay) * gain / (1 - (1 - decay) * (1 - gain))
    paths = simulate([WORKSHOP] * 12, Coefficients(**SHUT), fixed(), keep=True).states
    expected = [limit + (level - limit) * ((1 - decay) * (1 - gain)) ** n for n in range(13)]
    assert [state.trust[0] for state in paths] == pytest.approx(expected, abs=1e-12)
    assert paths[-1].trust[0] == pytest.approx(0.740725, abs=1e-6)


def test_a_draft_matures_by_what_trust_is_left() -> None:
    last = simulate([DRAFT] * 12, Coefficients(**SHUT), fixed()).last
    assert last.maturity[0] == pytest.approx(1 - np.prod([1 - 0.6 * 0.25 * 0.98**n for n in range(12)]), abs=1e-12)
    assert last.maturity[0] == pytest.approx(0.823565, abs=1e-6)


def test_leaders_take_up_a_finished_draft_by_steps_that_fade() -> None:
    state = dataclasses.replace(start(Coefficients(**SHUT), fixed()), maturity=np.ones(1))
    last = simulate([BRIEF, PAUSE, BRIEF], Coefficients(**SHUT), fixed(), state).last
    after = 0.96 * 0.5
    after *= 0.96
    assert last.uptake_a[0] == pytest.approx(0.96 * (after + 0.5 * (1 - after)), abs=1e-12)
    assert last.uptake_b[0] == last.uptake_a[0]


def test_consulting_tells_people_and_wins_some_of_them() -> None:
    last = simulate([CONSULT] * 4, Coefficients(**SHUT), fixed()).last
    assert last.people[0] == 12 + 4 * 6
    assert last.buy_in[0] == pytest.approx(1 - 0.7**4, abs=1e-12)


@pytest.mark.parametrize("mimicry", [0.05, 0.5, 0.7, 1])
def test_a_gesture_convinces_as_bayes_says_and_costs_uptake(mimicry: float) -> None:
    coefficients = Coefficients(**{**SHUT, "mimicry": mimicry, "trust": 0.3, "trust_decay": 0})
    state = dataclasses.replace(start(coefficients, fixed()), uptake_a=np.full(1, 0.4))
    after = step(state, 0, GESTURE, fixed(), coefficients)
    assert after.trust[0] == pytest.approx(0.3 / (0.3 + 0.7 * mimicry), abs=1e-12)
    assert after.uptake_a[0] == pytest.approx(0.4 * 0.95 * 0.96, abs=1e-12)


@pytest.mark.parametrize(("control", "left"), [(0, 0.6), (0.5, 0.428571), (0.9, 0.130435)])
def test_an_attack_costs_more_trust_the_more_control_was_credited(control: float, left: float) -> None:
    changed = {"trust": 0.6, "trust_decay": 0, "control": control, "attack_chance": 0.5}
    after = step(
        start(Coefficients(**{**SHUT, **changed}), fixed()),
        0,
        PAUSE,
        fixed(attack=0),
        Coefficients(**{**SHUT, **changed}),
    )
    assert after.attacked[0]
    assert after.trust[0] == pytest.approx(left, abs=1e-6)


def test_motivation_drifts_back_by_a_tenth_of_the_way() -> None:
    coefficients = Coefficients(**{**SHUT, "shared_shock_chance": 1})
    shocked = step(start(coefficients, fixed()), 0, PAUSE, fixed(card=0), coefficients)
    assert shocked.motivation_a[0] == pytest.approx(0.6 + 0.9 * 0.15, abs=1e-12)
    calm = simulate([PAUSE] * 5, Coefficients(**SHUT), fixed(), shocked, first_turn=1).last
    assert calm.motivation_a[0] == pytest.approx(0.6 + 0.9**6 * 0.15, abs=1e-12)


@pytest.mark.parametrize("cards", [True, False])
def test_exposure_is_as_frequent_as_its_closed_form(cards: bool) -> None:
    old = {"donor_deadline_chance": 0, "invitation_chance": 0}
    changed = {
        **SHUT,
        **{name: getattr(Coefficients(), name) for name in CHANCES if cards},
        **old,
        "leak_hazard": 0.004,
    }
    hot = 0.08 if cards else 0
    quiet, loud = np.exp(-0.004 * 12), np.exp(-0.004 * 12 * 3)
    expected = 1 - ((1 - hot) * quiet + hot * loud) ** 12
    assert expected == pytest.approx(0.485314 if cards else 0.437858, abs=1e-6)
    futures = 100_000
    found = funnel(simulate(PLANS["workshops_only"], Coefficients(**changed), draw(3, futures)))["exposed"]
    assert near(found, expected, futures)


def test_a_pausing_process_leaks_half_as_fast() -> None:
    expected, futures = 1 - np.exp(-0.004 * 12 * 12 / 2), 100_000
    found = funnel(simulate(PLANS["pause"], Coefficients(**{**SHUT, "leak_hazard": 0.004}), draw(3, futures)))[
        "exposed"
    ]
    assert near(found, expected, futures)


def chain(plan: Sequence[int]) -> list[float]:
    """Return the shares never opened, without a deal, ratified, rejected, where only the last three coins are tossed."""
    trust, draft, uptake, consulted = 0.25, 0.0, 0.0, 0.0
    waiting, talking, ratified, rejected = 1.0, 0.0, 0.0, 0.0
    for decision in plan:
        if decision == WORKSHOP:
            trust += 0.115 * (1 - trust)
        if decision == DRAFT:
            draft += 0.6 * trust * (1 - draft)
        if decision == BRIEF:
            uptake += 0.5 * draft * (1 - uptake)
        if decision == CONSULT:
            consulted += 0.3 * (1 - consulted)
        trust, uptake = trust * 0.98, uptake * 0.96
        opens = np.clip((0.55 * min(1, 0.1 + uptake * (trust + draft) / 2) - 0.06) / 0.3, 0, 1)
        width = 0.15 + 0.2 * draft
        deal = np.clip(width / 0.25, 0, 1) * (0.3 + 0.7 * trust)
        doubt = 0.05 + 0.3 * (1 - consulted)
        home = np.clip((doubt + width / 2) / (2 * doubt), 0, 1) ** 2
        ratified, rejected = ratified + talking * deal * home, rejected + talking * deal * (1 - home)
        talking = talking * (1 - deal) + waiting * opens
        waiting *= 1 - opens
    return [waiting, talking, ratified, rejected]


@pytest.mark.parametrize(
    ("plan", "published"),
    [
        ("build_then_consult", [0.034177, 0.120660, 0.497610, 0.347553]),
        ("secret_sprint", [0.010162, 0.097980, 0.426286, 0.465572]),
        ("pause", [1, 0, 0, 0]),
    ],
)
def test_each_stage_is_as_likely_as_a_chain_of_three_coins_says(plan: str, published: list[float]) -> None:
    exact = chain(PLANS[plan])
    assert exact == pytest.approx(published, abs=1e-6)
    futures = 100_000
    found = funnel(simulate(PLANS[plan], Coefficients(**CALM), draw(11, futures)))
    names = ("never_opened", "no_deal", "ratified", "rejected")
    assert all(near(found[name], share, futures) for name, share in zip(names, exact, strict=True))


# Cards


@pytest.mark.parametrize(
    ("card", "field", "before", "after"),
    [
        ("shared_shock", "motivation_a", 0.5, 0.65),
        ("shared_shock", "motivation_b", 0.95, 1),
        ("advantage_a", "motivation_a", 0.5, 0.3),
        ("advantage_b", "motivation_b", 0.1, 0),
        ("outside_pressure", "motivation_a", 0.5, 0.6),
        ("outside_pressure", "motivation_b", 0.5, 0.6),
        ("leader_change_a", "uptake_a", 0.5, 0.15),
        ("leader_change_b", "uptake_b", 0.5, 0.15),
        ("promotion_a", "uptake_a", 0.5, 0.5 + 0.25 * 0.2 * 0.5),
        ("promotion_b", "uptake_b", 0.5, 0.5 + 0.25 * 0.2 * 0.5),
        ("invitation", "uptake_b", 0.5, 0.625),
        ("invitation", "motivation_b", 0.5, 0.55),
        ("donor_deadline", "money", 20, 10),
    ],
)
def test_a_card_moves_what_it_says(card: str, field: str, before: float, after: float) -> None:
    coefficients = Coefficients(**{**SHUT, f"{card}_chance": 1, "uptake_decay": 0, "motivation_drift": 0})
    state = dataclasses.replace(start(coefficients, fixed()), maturity=np.full(1, 0.2), **{field: np.full(1, before)})
    one = step(state, 0, PAUSE, fixed(card=0.5), coefficients)
    assert CARDS[one.card[0]] == card
    assert getattr(one, field)[0] == pytest.approx(after, abs=1e-12)
    other = {"a": "b", "b": "a"}.get(card[-1]) if card[-2] == "_" else None
    if other:
        untouched = f"{field[:-1]}{other}"
        assert getattr(one, untouched)[0] == getattr(state, untouched)[0], "a card of one side moves the other"


def test_a_donor_who_sees_a_text_takes_nothing_back() -> None:
    coefficients = Coefficients(**{**SHUT, "donor_deadline_chance": 1, "donor_wants": 0.3})
    state = dataclasses.replace(start(coefficients, fixed(2)), maturity=np.array([0.299, 0.3]))
    assert step(state, 0, PAUSE, fixed(2, card=0), coefficients).money.tolist() == [50, 100]


def test_the_press_multiplies_the_rate_of_leaks() -> None:
    coefficients = Coefficients(**{**SHUT, "press_chance": 1, "leak_hazard": 0.004})
    between = (1 - np.exp(-0.004 * 12) + 1 - np.exp(-0.004 * 12 * 3)) / 2
    asked = step(start(coefficients, fixed()), 0, WORKSHOP, fixed(card=0, leak=between), coefficients)
    calm = dataclasses.replace(coefficients, press_chance=0)
    assert asked.leaked[0]
    assert not step(start(calm, fixed()), 0, WORKSHOP, fixed(card=0, leak=between), calm).leaked[0]


def test_cards_turn_up_as_often_as_their_chances_say() -> None:
    coefficients, futures = Coefficients(), 100_000
    state = step(start(coefficients, common(futures)), 0, PAUSE, common(futures), coefficients)
    chances = [getattr(coefficients, name) for name in CHANCES]
    for number, chance in enumerate([1 - sum(chances), *chances]):
        assert near(float(np.mean(state.card == number)), chance, futures), CARDS[number]


def test_a_card_without_a_chance_never_turns_up_however_the_coin_falls() -> None:
    coefficients = Coefficients(**{**NO_CARDS, "advantage_b_chance": 1})
    coins = fixed(3)
    coins.coins[0, 0] = [0, 0.5, np.nextafter(1, 0)]
    assert {CARDS[card] for card in step(start(coefficients, coins), 0, 0, coins, coefficients).card} == {"advantage_b"}


# Leaks, and those whom they name


def test_exposure_halves_uptake_takes_a_tenth_of_trust_and_names_those_without_cover() -> None:
    coefficients = Coefficients(**{**SHUT, "leak_hazard": 0.1, "trust_decay": 0, "uptake_decay": 0})
    state = dataclasses.replace(start(coefficients, fixed()), uptake_a=np.full(1, 0.6), people=np.full(1, 18.0))
    after = step(state, 0, PAUSE, fixed(leak=0), coefficients)
    assert after.leaked[0] and after.exposed_turn[0] == 0
    assert after.harmed[0] == pytest.approx(18 * 0.75)
    assert (after.trust[0], after.uptake_a[0]) == pytest.approx((0.225, 0.3))


def test_only_the_first_exposure_names_people() -> None:
    coefficients = Coefficients(**{**SHUT, "leak_hazard": 0.1})
    states = simulate([CONSULT] * 4, coefficients, fixed(leak=0), keep=True).states
    assert [state.leaked[0] for state in states] == [False, True, False, False, False]
    assert {state.harmed[0] for state in states[1:]} == {12 * 0.75}
    assert {state.exposed_turn[0] for state in states[1:]} == {0}


def test_what_is_known_is_attacked_four_times_as_often() -> None:
    coefficients, coins = (
        Coefficients(**{**SHUT, "attack_chance": 0.02, "attack_chance_seen": 0.06}),
        fixed(2, attack=0.05),
    )
    state = dataclasses.replace(start(coefficients, coins), exposed_turn=np.array([-1, 0]))
    assert step(state, 1, PAUSE, coins, coefficients).attacked.tolist() == [False, True]
    state = dataclasses.replace(start(coefficients, coins), stage=np.array([TRACK_TWO, TALKS], np.int8))
    assert step(state, 1, PAUSE, coins, coefficients).attacked.tolist() == [False, True]


def test_exposed_talks_pay_the_audience_in_full() -> None:
    # Exposed: (0.5 - 0.6) / 1.5 is no width at all; in secret, and without leaks, it is 0.5.
    coefficients, coins = Coefficients(**{**SHUT, "overlap": 0.5}), fixed(2, deal=0, home=0)
    state = dataclasses.replace(
        start(coefficients, coins), stage=np.full(2, TALKS, np.int8), exposed_turn=np.array([0, -1])
    )
    assert step(state, 1, PAUSE, coins, coefficients).stage.tolist() == [TALKS, RATIFIED]


def test_trust_below_the_floor_ends_the_process() -> None:
    coefficients = Coefficients(**{**SHUT, "trust_floor": 0.25})
    last = simulate([PAUSE, WORKSHOP], coefficients, fixed()).last
    assert process.STAGES[last.stage[0]] == "collapsed"
    assert last.taken[0] == PAUSE, "who has left does not come to a workshop"
    at_the_floor = Coefficients(**{**SHUT, "trust_floor": 0.25, "trust_decay": 0})
    assert simulate([PAUSE], at_the_floor, fixed()).last.stage[0] == TRACK_TWO


# Money


def test_a_process_without_money_pauses() -> None:
    coefficients = Coefficients(**{**SHUT, "budget": 7})
    states = simulate([WORKSHOP] * 4 + [BRIEF] * 2, coefficients, fixed(), keep=True).states
    assert [DECISIONS[state.taken[0]] for state in states[1:]] == [
        "workshop",
        "workshop",
        "pause",
        "pause",
        "brief",
        "pause",
    ]
    assert [state.money[0] for state in states] == [7, 4, 1, 1, 1, 0, 0]


def test_who_has_no_money_leaks_no_more_than_who_pauses() -> None:
    poor = simulate(PLANS["workshops_only"], Coefficients(budget=0), common(5000)).last
    pausing = simulate(PLANS["pause"], Coefficients(budget=0), common(5000)).last
    assert_same(poor, pausing)


# Zeros and directions


@pytest.mark.parametrize(
    "changed",
    [{"motivation_a": 0, "spread": 0, **NO_CARDS}, {"motivation_b": 0, "spread": 0, **NO_CARDS},
     {"unaided_optimism": 0, "insiderness": 0, "promotion": 0, "invitation": 0}, {"readiness_threshold": 1}],
    ids=["A does not want out", "B does not want out", "no optimism reaches leaders", "no readiness suffices"],
)  # fmt: skip
def test_talks_never_open_where(changed: dict[str, float]) -> None:
    for plan in PLANS.values():
        assert funnel(simulate(plan, Coefficients(**changed), common(4000)))["never_opened"] == 1


def test_no_plan_makes_a_deal_where_the_win_sets_lie_too_far_apart() -> None:
    for plan in PLANS.values():
        found = funnel(simulate(plan, Coefficients(overlap=-0.5), common(4000)))
        assert found["ratified"] == found["rejected"] == 0


@pytest.mark.parametrize(
    ("name", "values", "rises"),
    [
        ("overlap", (-0.1, 0.05, 0.15, 0.3), True),
        ("leak_hazard", (0, 0.004, 0.01, 0.03), False),
        ("unconsulted_doubt", (0, 0.15, 0.3, 0.6), False),
        ("control", (0, 0.4, 0.8), False),
        ("insiderness", (0, 0.25, 0.5, 1), True),
        ("unaided_optimism", (0, 0.1, 0.2, 0.4), True),
        ("workshop_gain", (0.02, 0.06, 0.115, 0.3), True),
        ("audience_cost", (0, 0.5, 1, 2), False),
        ("people", (4, 12, 40), False),
        ("budget", (0, 10, 20, 40), True),
    ],
)
def test_ratification_moves_in_the_expected_direction(name: str, values: tuple[float, ...], rises: bool) -> None:
    shares = [ratified("build_then_consult", **{name: value}) for value in values]
    assert shares == sorted(shares, reverse=not rises) and len(set(shares)) == len(shares)


def test_cover_changes_who_is_harmed_and_nothing_else() -> None:
    bare, covered = (simulate(PLANS["consult_early"], Coefficients(cover=cover), common(3000)).last for cover in (0, 1))
    assert covered.harmed.sum() == 0 < bare.harmed.sum()
    assert_same(dataclasses.replace(bare, harmed=covered.harmed), covered)


# What turns the message round: the numbers that the data file gives


def test_much_of_what_happens_would_have_happened_anyway_if_leaders_are_optimistic_unaided() -> None:
    best = {level: max(ratified(plan, unaided_optimism=level) for plan in PLANS) for level in (0.1, 0.3)}
    idle = {level: ratified("pause", unaided_optimism=level) for level in (0.1, 0.3)}
    assert [idle[0.3], best[0.3], idle[0.1], best[0.1]] == pytest.approx([0.23, 0.29, 0.02, 0.20], abs=0.012)


def test_consulting_early_would_pay_if_nobody_were_told() -> None:
    assert ratified("consult_early", consulted_people=0) > 2 * ratified("consult_early")


def test_consulting_early_would_cost_little_if_no_audience_minded() -> None:
    lost = {
        cost: 1 - ratified("consult_early", audience_cost=cost) / ratified("secret_sprint", audience_cost=cost)
        for cost in (0, 0.5)
    }
    assert lost[0] < 0.6 * lost[0.5]


def test_workshops_alone_do_no_better_than_pausing() -> None:
    assert ratified("workshops_only") == pytest.approx(ratified("pause"), abs=0.003)


# The same as a plain loop


def assert_same(one: State, other: State) -> None:
    for field in dataclasses.fields(State):
        a, b = getattr(one, field.name), getattr(other, field.name)
        assert np.array_equal(a, b), field.name


def by_hand(plans: Any, coefficients: Coefficients, draws: Draws) -> list[plain_process.Future]:
    rules = plain_process.worlds(coefficients, draws.futures)
    named = [[DECISIONS[one] for one in plan] for plan in plans]
    return plain_process.play(named, rules, plain_process.chance(draws))


@pytest.mark.parametrize("plan", PLANS)
def test_every_future_comes_out_as_in_the_plain_loop(plan: str) -> None:
    draws, coefficients = draw(5, 2000), Coefficients()
    played = by_hand([PLANS[plan]] * 2000, coefficients, draws)
    assert plain_process.disagreements(played, simulate(PLANS[plan], coefficients, draws).last) == []


def test_futures_of_their_own_worlds_and_plans_come_out_as_in_the_plain_loop() -> None:
    random = np.random.default_rng(1)
    futures = 1500
    values = {}
    for name, (low, high) in RANGES.items():
        values[name] = np.clip(getattr(Coefficients(), name) * random.uniform(0.3, 1.7, futures), low, high)
    coefficients, draws = Coefficients(**values), draw(6, futures)
    plans = random.integers(0, len(DECISIONS), (12, futures))
    last = simulate(plans, coefficients, draws).last
    assert plain_process.disagreements(by_hand(plans.T.tolist(), coefficients, draws), last) == []
    assert len(set(last.stage.tolist())) == len(process.STAGES), "the worlds are too alike to try everything"
    # A mid-game state goes on to the same end.
    half = simulate(plans[:5], coefficients, draws).last
    assert plain_process.disagreements(by_hand(plans[:5].T.tolist(), coefficients, draws), half) == []
    assert_same(simulate(plans[5:], coefficients, draws, half, first_turn=5).last, last)


def test_the_plain_loop_would_notice_a_difference() -> None:
    draws = draw(5, 50)
    played = by_hand([PLANS["draft_first"]] * 50, Coefficients(), draws)
    other = simulate(PLANS["draft_first"], Coefficients(trust_decay=0.021), draws).last
    assert plain_process.disagreements(played, other)


def test_one_number_for_all_is_the_same_number_for_each() -> None:
    each = Coefficients(**{name: np.full(800, getattr(Coefficients(), name)) for name in RANGES})
    one, other = (simulate(PLANS["gesture_and_build"], c, draw(2, 800)).last for c in (Coefficients(), each))
    assert_same(one, other)


# Playing on


def test_turn_by_turn_is_the_same_as_at_once_and_leaves_each_state_as_it_was() -> None:
    draws, coefficients, plan = draw(9, 300), Coefficients(), PLANS["build_then_consult"]
    state = start(coefficients, draws)
    states = simulate(plan, coefficients, draws, keep=True).states
    assert len(states) == 13
    for turn, decision in enumerate(plan):
        before = dataclasses.replace(
            state, **{f.name: getattr(state, f.name).copy() for f in dataclasses.fields(State)}
        )
        after = step(state, turn, decision, draws, coefficients)
        assert_same(state, before)
        assert_same(after, states[turn + 1])
        state = after


def test_one_played_future_goes_on_in_many() -> None:
    played = simulate([WORKSHOP, DRAFT, BRIEF], Coefficients(), draw(21, 1)).last
    many = draw(22, 500)
    once = simulate([DRAFT, BRIEF] * 4, Coefficients(), many, played, first_turn=3)
    repeated = State(**{f.name: np.repeat(getattr(played, f.name), 500) for f in dataclasses.fields(State)})
    assert_same(once.last, simulate([DRAFT, BRIEF] * 4, Coefficients(), many, repeated, first_turn=3).last)
    assert len(set(once.last.trust.tolist())) > 50


def test_one_field_of_many_values_makes_many_futures_of_one_state() -> None:
    played = simulate([WORKSHOP], Coefficients(), draw(21, 1)).last
    guesses = dataclasses.replace(played, overlap=np.linspace(-1, 1, 400))
    last = simulate([DRAFT] * 11, Coefficients(unaided_optimism=0.6), draw(22, 400), guesses, first_turn=1).last
    assert not (last.stage[:150] == RATIFIED).any() and (last.stage[300:] == RATIFIED).any()


def test_the_same_chance_meets_every_plan() -> None:
    draws = common(4000)
    one, other = (simulate(PLANS[plan], Coefficients(), draws, keep=True).states for plan in ("pause", "secret_sprint"))
    for a, b in zip(one[1:], other[1:], strict=True):
        both = (a.stage < RATIFIED) & (b.stage < RATIFIED)
        assert np.array_equal(a.card[both], b.card[both])


# Draws


def test_the_same_seed_draws_the_same_futures_and_another_seed_others() -> None:
    assert np.array_equal(draw(4, 100).coins, draw(4, 100).coins)
    assert not np.isin(draw(4, 100).coins, draw(5, 100).coins).any()


@given(st.integers(0, 2**53), st.integers(1, 300), st.integers(1, 300), st.integers(1, 15), st.integers(1, 15))
@settings(deadline=None, max_examples=40)
def test_more_futures_and_more_turns_leave_the_first_as_they_are(
    seed: int, n: int, m: int, some: int, more: int
) -> None:
    few, many = draw(seed, n, some), draw(seed, n + m, some + more)
    assert np.array_equal(few.start, many.start[:, :n])
    assert np.array_equal(few.coins, many.coins[:some, :, :n])


def test_draws_are_even_and_rows_know_nothing_of_each_other() -> None:
    futures = 20_000
    drawn = draw(13, futures)
    rows = np.vstack([drawn.start, drawn.coins.reshape(-1, futures)])
    assert rows.min() >= 0 and rows.max() < 1
    assert np.abs(rows.mean(axis=1) - 0.5).max() < 4.5 / np.sqrt(12 * futures)
    correlations = np.corrcoef(rows)[np.triu_indices(len(rows), 1)]
    assert np.abs(correlations).max() < 5 / np.sqrt(futures)
    shifted = np.corrcoef(rows[:-1, 1:], rows[1:, :-1])
    assert np.abs(shifted[~np.eye(len(shifted), dtype=bool)]).max() < 5.5 / np.sqrt(futures)


# Whatever the world and the plan


@st.composite
def settings_of_a_world(make: st.DrawFn) -> Coefficients:
    values = {name: make(st.floats(low, high)) for name, (low, high) in RANGES.items() if name not in CHANCES}
    weights = [make(st.floats(0, 1)) for _ in CARDS]
    total = max(sum(weights), 1)
    return Coefficients(**values, **{name: weight / total for name, weight in zip(CHANCES, weights[1:], strict=True)})


@given(settings_of_a_world(), st.lists(st.integers(0, 5), min_size=1, max_size=12), st.integers(0, 1000))
@settings(deadline=None, max_examples=150)
def test_in_any_world_under_any_plan_the_books_balance(coefficients: Coefficients, plan: list[int], seed: int) -> None:
    futures = simulate(plan, coefficients, draw(seed, 60, len(plan)), keep=True)
    shares = funnel(futures)
    assert sum(shares[name] for name in ("never_opened", "no_deal", "rejected", "ratified")) == pytest.approx(1)
    assert all(0 <= share <= 1 for share in shares.values())
    costs = np.array([0, *(getattr(coefficients, f"{name}_cost") for name in DECISIONS[1:])])
    for before, after in zip(futures.states, futures.states[1:], strict=False):
        for name in ("trust", "maturity", "uptake_a", "uptake_b", "motivation_a", "motivation_b", "buy_in"):
            value = getattr(after, name)
            assert ((value >= 0) & (value <= 1 + 1e-12)).all(), name
        assert (after.money >= 0).all() and (after.money <= before.money).all()
        assert (costs[after.taken] <= before.money).all()
        assert (after.people >= before.people).all()
        ended = before.stage >= RATIFIED
        assert np.array_equal(before.stage[ended], after.stage[ended])
        assert not (after.leaked | after.attacked | (after.card > 0) | (after.taken > 0))[ended].any()
        for name in process.CHANGING:
            assert np.array_equal(getattr(before, name)[ended], getattr(after, name)[ended]), name
        once_exposed, once_opened = before.exposed, before.opened
        assert np.array_equal(before.exposed_turn[once_exposed], after.exposed_turn[once_exposed])
        assert np.array_equal(before.opened_turn[once_opened], after.opened_turn[once_opened])
        assert np.array_equal(after.exposed, before.exposed | after.leaked)
    last = futures.last
    assert np.array_equal(last.harmed > 0, last.exposed & (coefficients.cover < 1))
    assert last.opened[(last.stage >= TALKS) & (last.stage <= REJECTED)].all()


def test_a_funnel_counts_each_future_where_it_came_to_rest() -> None:
    state = start(Coefficients(), draw(0, 6))
    ends = dataclasses.replace(
        state,
        stage=np.array([0, 1, 2, 3, 4, 4]),
        opened_turn=np.array([-1, 3, 3, 3, 3, -1]),
        exposed_turn=np.array([-1, 0, -1, -1, 2, 2]),
    )
    sixth = 1 / 6
    assert funnel(process.Futures(ends)) == pytest.approx(
        {
            "never_opened": 2 * sixth,
            "no_deal": 2 * sixth,
            "rejected": sixth,
            "ratified": sixth,
            "exposed": 3 * sixth,
            "collapsed": 2 * sixth,
        }
    )


# Impossible parameters


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"cover": 1.2}, "“cover” is 1.2, and must lie between 0 and 1."),
        ({"budget": -1}, "“budget” is -1, and must lie between 0 and 100."),
        ({"people": 0}, "“people” is 0, and must lie between 2 and 100."),
        ({"press_chance": [0.1, 1.2]}, "“press_chance” is 1.2, and must lie between 0 and 1."),
        ({"trust": float("nan")}, "“trust” is nan, and must lie between 0 and 1."),
        ({"trust": "much"}, "“trust” is much, which is no number."),
        (
            {"press_chance": 0.8},
            "“the chances of the cards together” is 1.25, and must lie between 0 and 1.",
        ),
        (
            {"trust": [0.1, 0.2], "cover": [0.1] * 3},
            "Coefficients of the shapes (2,), (3,) are not single numbers or arrays of one length.",
        ),
        ({"trust": [[0.1, 0.2]]}, "Coefficients of the shapes (1, 2) are not single numbers or arrays of one length."),
    ],
)
def test_an_impossible_coefficient_is_answered_with_a_sentence(changed: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValueError) as refused:
        Coefficients(**changed)
    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: draw(1, 0), "“futures” is 0, and must lie between 1 and 1e+06."),
        (lambda: draw(1, 2.5), "“futures” is 2.5, and must be a whole number."),
        (lambda: draw(-1, 5), "“seed” is -1, and must lie between 0 and"),
        (lambda: simulate([6], Coefficients(), draw(1, 5)), "“decision” is 6, and must lie between 0 and 5."),
        (lambda: simulate([1.5], Coefficients(), draw(1, 5)), "A decision is a whole number"),
        (lambda: simulate(1, Coefficients(), draw(1, 5)), "Decisions of the shape ()"),
        (lambda: simulate([[1, 1]], Coefficients(), draw(1, 5)), "Decisions of the shape (1, 2)"),
        (lambda: simulate([], Coefficients(), draw(1, 5)), "“turns of the plan” is 0, and must lie between 1 and 12."),
        (
            lambda: simulate([1] * 13, Coefficients(), draw(1, 5)),
            "“turns of the plan” is 13, and must lie between 1 and 12.",
        ),
        (
            lambda: simulate([1] * 3, Coefficients(), draw(1, 5), first_turn=10),
            "“turns of the plan” is 3, and must lie between 1 and 2.",
        ),
        (
            lambda: simulate([1], Coefficients(), draw(1, 5), start(Coefficients(), draw(1, 4))),
            "“trust” is for 4 futures, and the draws are for 5.",
        ),
        (
            lambda: start(Coefficients(trust=[0.1, 0.2]), draw(1, 5)),
            "“the coefficients” is for 2 futures, and the draws",
        ),
        (
            lambda: step(start(Coefficients(), draw(1, 4)), 0, 1, draw(1, 5), Coefficients()),
            "“the state” is for 4 futures, and the draws are for 5.",
        ),
        (
            lambda: step(start(Coefficients(), draw(1, 4)), 12, 1, draw(1, 4), Coefficients()),
            "“turn” is 12, and must lie between 0 and 11.",
        ),
    ],
)
def test_an_impossible_call_is_answered_with_a_sentence(call: Any, sentence: str) -> None:
    with pytest.raises(ValueError) as refused:
        call()
    assert str(refused.value).startswith(sentence)


# What its numbers rest on


def test_the_data_file_names_every_coefficient_with_the_same_default_and_range() -> None:
    file = ROOT / "course_lib" / "data" / "models" / "process.yaml"
    entries = yaml.safe_load(file.read_text(encoding="utf-8"))["coefficients"]
    said = {one["name"]: (one["start"], one["low"], one["high"]) for one in entries}
    assert said == {name: (getattr(Coefficients(), name), *ends) for name, ends in RANGES.items()}
    assert [one["name"] for one in entries] == list(RANGES)
