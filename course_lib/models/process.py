"""A whole Track II process, turn by turn, in many possible futures at once: what each plan leads to, and how surely.

Joins the other models in the manner of a policy simulator. Six questions are asked each turn, in this order: which card
the world turns up; whether the secret holds; whether spoilers attack; what the convener does; whether leaders are ready
to open official talks; whether talks, once open, reach a deal that home ratifies. All numbers are assumptions: it is
there to show what follows from them, and which plans it cannot tell apart. It is no forecast.

    coefficients, draws = Coefficients(overlap=0.2), draw(seed=1, futures=10_000)
    funnel(simulate(PLANS["build_then_consult"], coefficients, draws))
"""

from __future__ import annotations

import functools
import operator
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from itertools import accumulate
from types import MappingProxyType
from typing import Annotated, Any, get_type_hints

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course_lib.models.bounds import Array, whole, within
from course_lib.words import words

Whole = NDArray[np.integer[Any]]
Mask = NDArray[np.bool_]
Value = float | Array

# A decision, a card and a stage are stored as the place of its name here.
DECISIONS = ("pause", "workshop", "draft", "brief", "consult", "gesture")
PAUSE, WORKSHOP, DRAFT, BRIEF, CONSULT, GESTURE = range(6)
CARDS = (
    "quiet", "shared_shock", "advantage_a", "advantage_b", "outside_pressure", "leader_change_a", "leader_change_b",
    "promotion_a", "promotion_b", "press", "donor_deadline", "invitation",
)  # fmt: skip
STAGES = ("track_two", "talks", "ratified", "rejected", "collapsed")
TRACK_TWO, TALKS, RATIFIED, REJECTED, COLLAPSED = range(5)
COINS = ("card", "leak", "attack", "open", "deal", "home")

# Plans of twelve turns to compare with: two that do next to nothing, four that leave something out, three that do it all.
PLANS = MappingProxyType(
    {
        "pause": (0,) * 12,
        "workshops_only": (1,) * 12,
        "gestures_only": (5,) * 12,
        "consult_early": (4, 4, 1, 4, 1, 2, 2, 3, 2, 3, 3, 3),
        "draft_first": (2, 2, 2, 2, 3, 3, 3, 3, 3, 3, 3, 3),
        "secret_sprint": (1, 1, 2, 1, 2, 3, 2, 3, 3, 3, 3, 3),
        "draft_and_brief": (1, 2, 1, 2, 3, 2, 3, 2, 3, 3, 3, 3),
        "build_then_consult": (1, 1, 2, 1, 2, 3, 2, 3, 4, 3, 4, 3),
        "gesture_and_build": (1, 5, 1, 2, 5, 2, 3, 2, 3, 3, 4, 3),
    }
)


# A coefficient's type says its range.
Share = Annotated[Value, 0, 1]
Cost = Annotated[Value, 0, 20]


@dataclass(frozen=True)
class Coefficients:
    """Every number of the model. What each stands for, and why it has this value and range: `data/models/process.yaml`.

    Parameters
    ----------
    Each is a number, or an array of shape (futures,) with one number for each future; its range stands beside it, with its
    default first. All are assumptions: none is estimated from cases of Track II diplomacy.

    Raises
    ------
    ValueError: for a value outside its range, arrays of different lengths, and chances of cards that add up to over 1.
    """

    # The world that the process begins in: shares from 0 to 1; overlap in units of the issue line; people; money.
    motivation_a: Share = 0.60
    motivation_b: Share = 0.55
    trust: Share = 0.25
    spread: Annotated[Value, 0, 0.5] = 0.15
    overlap: Annotated[Value, -0.5, 0.5] = 0.15
    overlap_spread: Annotated[Value, 0, 0.5] = 0.20
    people: Annotated[Value, 2, 100] = 12
    cover: Share = 0.25
    budget: Annotated[Value, 0, 100] = 30
    # What a turn of each decision costs, in the budget's unit; a pause costs nothing.
    workshop_cost: Cost = 3
    draft_cost: Cost = 2
    brief_cost: Cost = 1
    consult_cost: Cost = 3
    gesture_cost: Cost = 0
    # What a turn of each decision does: shares of the way still to go, and people.
    workshop_gain: Share = 0.115
    drafting: Share = 0.60
    briefing: Share = 1
    insiderness: Share = 0.50
    consulting: Share = 0.30
    consulted_people: Annotated[Value, 0, 50] = 6
    mimicry: Annotated[Value, 0.05, 1] = 0.70
    gesture_backlash: Share = 0.05
    # What fades each turn: shares of what is there.
    trust_decay: Annotated[Value, 0, 0.5] = 0.02
    uptake_decay: Annotated[Value, 0, 0.5] = 0.04
    motivation_drift: Share = 0.10
    # Leaks: a rate per person and turn, a factor, shares lost, utility.
    leak_hazard: Annotated[Value, 0, 0.1] = 0.004
    pause_hazard: Share = 0.50
    leak_trust_loss: Share = 0.10
    leak_uptake_loss: Share = 0.50
    scandal: Annotated[Value, 0, 0.5] = 0.05
    # Spoilers: chances per turn; the chance that a trustworthy partner stops an attack.
    attack_chance: Annotated[Value, 0, 0.5] = 0.02
    attack_chance_seen: Annotated[Value, 0, 0.5] = 0.06
    control: Annotated[Value, 0, 0.95] = 0.40
    # Readiness for official talks: shares.
    unaided_optimism: Share = 0.10
    trust_weight: Share = 0.50
    readiness_threshold: Share = 0.06
    readiness_ramp: Annotated[Value, 0.01, 2] = 0.30
    # Talks and ratification: units of the issue line, utility per unit, a chance.
    draft_overlap: Share = 0.20
    audience_cost: Annotated[Value, 0, 2] = 0.50
    declared_gap: Share = 1
    ample_overlap: Annotated[Value, 0.01, 1] = 0.25
    distrust_deal: Share = 0.30
    home_doubt: Annotated[Value, 0.01, 0.5] = 0.05
    unconsulted_doubt: Share = 0.30
    trust_floor: Share = 0.05
    # The chance of each card per turn; a quiet turn is the rest.
    shared_shock_chance: Share = 0.08
    advantage_a_chance: Share = 0.05
    advantage_b_chance: Share = 0.05
    outside_pressure_chance: Share = 0.06
    leader_change_a_chance: Share = 0.03
    leader_change_b_chance: Share = 0.03
    promotion_a_chance: Share = 0.03
    promotion_b_chance: Share = 0.03
    press_chance: Share = 0.08
    donor_deadline_chance: Share = 0.05
    invitation_chance: Share = 0.04
    # What a card does: steps of motivation, shares of uptake, a factor on the rate of leaks, a maturity, a share of money.
    shared_shock: Share = 0.15
    advantage: Share = 0.20
    outside_pressure: Share = 0.10
    leader_change_loss: Share = 0.70
    promotion: Share = 0.25
    press_heat: Annotated[Value, 1, 20] = 3
    donor_wants: Share = 0.30
    donor_cut: Share = 0.50
    invitation: Share = 0.25
    invitation_motivation: Share = 0.05

    def __post_init__(self) -> None:
        lengths = set()
        for name, (low, high) in RANGES.items():
            value = within(name, getattr(self, name), low, high)
            # A plain number stays one, so that arithmetic with it costs no array.
            object.__setattr__(self, name, value if value.ndim else float(value))
            lengths |= {value.shape} if value.ndim else set()
        if len(lengths) > 1 or any(len(shape) > 1 for shape in lengths):
            shapes = ", ".join(str(shape) for shape in sorted(lengths))
            said = words(
                "Coefficients of the shapes {shapes} are not single numbers or arrays of one length.", shapes=shapes
            )
            raise ValueError(said)
        # Sums of floats: what adds up to 1 may come to a little more.
        within(words("the chances of the cards together"), self.edges[-1], 0, 1 + 1e-9)

    @functools.cached_property
    def edges(self) -> tuple[Value, ...]:
        """The chances of the cards from the second on, each added to those before it."""
        return tuple(accumulate((getattr(self, f"{card}_chance") for card in CARDS[1:]), operator.add))

    @property
    def futures(self) -> int | None:
        """The length of the coefficients that are arrays, or None where all are single numbers."""
        values = (getattr(self, name) for name in RANGES)
        return next((len(value) for value in values if isinstance(value, np.ndarray)), None)


RANGES: Mapping[str, tuple[float, float]] = MappingProxyType(
    {name: hint.__metadata__ for name, hint in get_type_hints(Coefficients, include_extras=True).items()}
)


@dataclass(frozen=True, eq=False)
class Draws:
    """All chance of a set of futures: `start` of shape (4, futures) and `coins` of shape (turns, 6, futures), in [0, 1)."""

    start: Array
    coins: Array

    @property
    def turns(self) -> int:
        return self.coins.shape[0]

    @property
    def futures(self) -> int:
        return self.coins.shape[2]


# Numbers of the stream between one row of draws and the next. Odd, because places that lie a power of two apart share the
# low bits of this generator's state; so large that rows never meet.
APART = 0x9E3779B97F4A7C15


def draw(seed: int, futures: int, turns: int = 12) -> Draws:
    """Draw all chance up front, so that every plan meets the same world (common random numbers).

    Each row of numbers has its own place in the generator's stream: more futures or more turns leave the first ones as
    they are.

    Parameters
    ----------
    seed: any whole number from 0.
    futures: how many, from 1 to 1,000,000.
    turns: how many turns of about two months, from 1 to 120.

    Raises
    ------
    ValueError: for a number outside its range.
    """
    seed = whole("seed", seed, 0, 2**53)
    futures, turns = whole("futures", futures, 1, 1_000_000), whole("turns", turns, 1, 120)
    start, coins = np.empty((4, futures)), np.empty((turns, len(COINS), futures))
    stream = np.random.PCG64DXSM(seed)
    generator = np.random.Generator(stream)
    for row in (*start, *coins.reshape(-1, futures)):
        generator.random(out=row)
        stream.advance(APART - futures)
    return Draws(start, coins)


@dataclass(frozen=True, eq=False)
class State:
    """Where each future stands after a turn: arrays of shape (futures,), and what happened in that turn.

    Parameters
    ----------
    trust, maturity, uptake_a, uptake_b, motivation_a, motivation_b, buy_in: shares from 0 to 1: working trust in the room,
    how far the draft has come, how far each leader has taken it up, how much each wants out of the conflict, and how far
    those at home who were consulted go along.
    anchor_a, anchor_b: what each motivation drifts back to.
    overlap: the true overlap of the two sides' win-sets, in units of the issue line; no player knows it.
    people: who knows of the process. money: what is left. harmed: people named at the first exposure without official cover.
    stage: the place in STAGES.
    exposed_turn, opened_turn: the turn in which the process was exposed, and official talks were opened; -1 for never.
    card, taken: the card of the turn (in CARDS), the decision really taken (in DECISIONS). leaked, attacked: in this turn.
    """

    trust: Array
    maturity: Array
    uptake_a: Array
    uptake_b: Array
    motivation_a: Array
    motivation_b: Array
    anchor_a: Array
    anchor_b: Array
    buy_in: Array
    people: Array
    overlap: Array
    money: Array
    harmed: Array
    stage: Whole
    exposed_turn: Whole
    opened_turn: Whole
    card: Whole
    leaked: Mask
    attacked: Mask
    taken: Whole

    @property
    def futures(self) -> int:
        return len(self.stage)

    @property
    def exposed(self) -> Mask:
        return self.exposed_turn >= 0

    @property
    def opened(self) -> Mask:
        return self.opened_turn >= 0


def start(coefficients: Coefficients, draws: Draws) -> State:
    """Return the state before the first turn: scenario values, each spread evenly around its coefficient.

    With v uniform in [0, 1): trust = trust + spread (2v - 1), cut off at 0 and 1, and motivations likewise;
    overlap = overlap + overlap_spread (2v - 1).

    Raises
    ------
    ValueError: for coefficients that are arrays of another length than the draws.
    """
    c, n = coefficients, draws.futures
    _same_length(c, n)

    def around(middle: Value, spread: Value, v: Array) -> Array:
        return middle + spread * (2.0 * v - 1.0)

    trust, motivation_a, motivation_b = (
        np.clip(around(middle, c.spread, v), 0.0, 1.0)
        for middle, v in zip((c.trust, c.motivation_a, c.motivation_b), draws.start, strict=False)
    )
    nothing, never, no = np.zeros(n), np.full(n, -1, np.int16), np.zeros(n, np.bool_)
    return State(
        trust=trust,
        maturity=nothing,
        uptake_a=nothing,
        uptake_b=nothing,
        motivation_a=motivation_a,
        motivation_b=motivation_b,
        anchor_a=motivation_a,
        anchor_b=motivation_b,
        buy_in=nothing,
        people=np.broadcast_to(np.asarray(c.people), n),
        overlap=around(c.overlap, c.overlap_spread, draws.start[3]),
        money=np.broadcast_to(np.asarray(c.budget), n),
        harmed=nothing,
        stage=np.full(n, TRACK_TWO, np.int8),
        exposed_turn=never,
        opened_turn=never,
        card=np.zeros(n, np.int8),
        leaked=no,
        attacked=no,
        taken=np.full(n, PAUSE, np.int8),
    )


def step(state: State, turn: int, decision: ArrayLike, draws: Draws, coefficients: Coefficients) -> State:
    """Return the state after one more turn; the one given stays as it is.

    Parameters
    ----------
    state: where the futures stand, as many as there are draws.
    turn: which turn it is, from 0.
    decision: what the convener wants to do, as the place in DECISIONS: one for all futures, or an array of shape (futures,).
    draws: the chance of these futures. coefficients: the model's numbers.

    Raises
    ------
    ValueError: for a turn that was not drawn, a decision that is none, and arrays of different lengths.
    """
    turn = whole("turn", turn, 0, draws.turns - 1)
    if state.futures != draws.futures:
        raise ValueError(_lengths(words("the state"), state.futures, draws.futures))
    _same_length(coefficients, draws.futures)
    return _turn(state, turn, _decisions(decision, 0, draws.futures), draws, coefficients)


@dataclass(frozen=True, eq=False)
class Futures:
    """Where a plan led: the `last` state, and if they were kept all `states` from the first on."""

    last: State
    states: tuple[State, ...] = ()


def simulate(
    plan: ArrayLike,
    coefficients: Coefficients,
    draws: Draws,
    state: State | None = None,
    first_turn: int = 0,
    keep: bool = False,
) -> Futures:
    """Play a plan in every future, from the start or on from a state.

    Parameters
    ----------
    plan: a decision for each turn still to play, shape (turns,), or one for each turn and future, (turns, futures).
    coefficients: the model's numbers. draws: the chance of these futures.
    state: where to go on from; None for the start. Fields of one future are taken for all.
    first_turn: which turn the plan begins with.
    keep: whether to keep the states between.

    Raises
    ------
    ValueError: for a plan with a decision that is none or of more turns than were drawn, and arrays of different lengths.
    """
    n = draws.futures
    first_turn = whole("first_turn", first_turn, 0, draws.turns - 1)
    decisions = _decisions(plan, 1, n)
    whole(words("turns of the plan"), len(decisions), 1, draws.turns - first_turn)
    _same_length(coefficients, n)
    states = [start(coefficients, draws) if state is None else _broadcast(state, n)]
    for turn, decision in enumerate(decisions, start=first_turn):
        after = _turn(states[-1], turn, decision, draws, coefficients)
        states = [*states, after] if keep else [after]
    return Futures(states[-1], tuple(states) if keep else ())


def _turn(state: State, turn: int, decision: Whole, draws: Draws, c: Coefficients) -> State:
    """Play one turn. What has ended stays as it is: no card, no decision and no decay reaches it."""
    coins = dict(zip(COINS, draws.coins[turn], strict=True))
    live = state.stage < RATIFIED
    now = replace(state, **{name: np.array(getattr(state, name), kind) for name, kind in CHANGING.items()})

    card = _card(coins["card"], c)
    card *= live
    drawn = _by_card(card)
    _turn_up(now, drawn, c)
    taken, at_work = _afforded(now, decision, live, c)

    rate = now.people * c.leak_hazard
    rate[drawn["press"]] *= _at(c.press_heat, drawn["press"])
    rate *= np.where(taken == PAUSE, c.pause_hazard, 1.0)
    # After Grimes 2016: secrets fail at a rate that rises with the people who know; here 1 - exp(-rate).
    leak = np.exp(np.negative(rate, out=rate), out=rate)
    np.subtract(1.0, leak, out=leak)
    leaked = live & (now.exposed_turn < 0) & (coins["leak"] < leak)
    _expose(now, np.flatnonzero(leaked), turn, c)

    seen = (now.exposed_turn >= 0) | (now.stage == TALKS)
    attacked = live & (coins["attack"] < c.attack_chance + c.attack_chance_seen * seen)
    _attack(now, np.flatnonzero(attacked), c)

    for number, places in at_work:
        _work(now, number, places, c)
    _fade(now, live, c)

    # Talks that open in this turn bargain from the next one on.
    talking = np.flatnonzero(now.stage == TALKS)
    opening = np.flatnonzero((now.stage == TRACK_TWO) & (coins["open"] < _readiness(now, c)))
    now.stage[opening] = TALKS
    now.opened_turn[opening] = turn
    _bargain(now, talking, leak, coins, c)
    now.stage[(now.stage < RATIFIED) & (now.trust < c.trust_floor)] = COLLAPSED
    return replace(now, card=card, leaked=leaked, attacked=attacked, taken=taken)


# What a turn changes in place, in a copy of its own.
CHANGING: Mapping[str, type[np.generic]] = MappingProxyType(
    {
        **dict.fromkeys(("trust", "maturity", "uptake_a", "uptake_b", "motivation_a", "motivation_b"), np.float64),
        **dict.fromkeys(("buy_in", "people", "money", "harmed"), np.float64),
        **dict.fromkeys(("exposed_turn", "opened_turn"), np.int16),
        "stage": np.int8,
    }
)


def _card(coin: Array, c: Coefficients) -> Whole:
    """Return the card of each future: its chance is an interval of the coin, quiet is what lies above all others."""
    passed = np.zeros(len(coin), np.int8)
    for edge in c.edges:
        passed += (coin >= edge).view(np.int8)
    passed += 1
    passed[passed == len(CARDS)] = 0
    return passed


def _by_card(card: Whole) -> dict[str, Whole]:
    """Return the places of the futures in which each card turned up, found by one sort for all cards."""
    order = np.argsort(card, kind="stable")
    ends = np.cumsum(np.bincount(card, minlength=len(CARDS)))
    return dict(zip(CARDS, np.split(order, ends[:-1]), strict=True))


def _turn_up(now: State, drawn: dict[str, Whole], c: Coefficients) -> None:
    """Let each card do what it does; the press's is done where leaks are."""

    def shift(motivation: Array, name: str, by: Value) -> None:
        at = drawn[name]
        motivation[at] = np.clip(motivation[at] + _at(by, at), 0.0, 1.0)

    for side, motivation, uptake in (("a", now.motivation_a, now.uptake_a), ("b", now.motivation_b, now.uptake_b)):
        shift(motivation, "shared_shock", c.shared_shock)
        shift(motivation, f"advantage_{side}", -c.advantage)
        shift(motivation, "outside_pressure", c.outside_pressure)
        at = drawn[f"leader_change_{side}"]
        uptake[at] *= 1.0 - _at(c.leader_change_loss, at)
        at = drawn[f"promotion_{side}"]
        uptake[at] += _at(c.promotion, at) * now.maturity[at] * (1.0 - uptake[at])
    at = drawn["invitation"]
    now.uptake_b[at] += _at(c.invitation, at) * (1.0 - now.uptake_b[at])
    shift(now.motivation_b, "invitation", c.invitation_motivation)
    at = drawn["donor_deadline"]
    at = at[now.maturity[at] < _at(c.donor_wants, at)]
    now.money[at] *= 1.0 - _at(c.donor_cut, at)


Places = Whole | slice


def _afforded(now: State, decision: Whole, live: Mask, c: Coefficients) -> tuple[Whole, list[tuple[int, Places]]]:
    """Pay for what is wanted where the money suffices; return the decision taken, and for each the places of its futures."""
    costs = (0.0, c.workshop_cost, c.draft_cost, c.brief_cost, c.consult_cost, c.gesture_cost)
    taken = np.full(len(live), PAUSE, np.int8)
    at_work: list[tuple[int, Places]] = []
    for number in range(1, len(DECISIONS)) if decision.ndim else {int(decision)} - {PAUSE}:
        doing = live & (now.money >= costs[number])
        if decision.ndim:
            doing &= decision == number
        places: Places = slice(None) if doing.all() else np.flatnonzero(doing)
        now.money[places] -= _at(costs[number], places)
        taken[places] = number
        at_work.append((number, places))
    return taken, at_work


def _expose(now: State, at: Whole, turn: int, c: Coefficients) -> None:
    now.exposed_turn[at] = turn
    now.harmed[at] = now.people[at] * (1.0 - _at(c.cover, at))
    now.trust[at] *= 1.0 - _at(c.leak_trust_loss, at)
    for uptake in (now.uptake_a, now.uptake_b):
        uptake[at] *= 1.0 - _at(c.leak_uptake_loss, at)


def _attack(now: State, at: Whole, c: Coefficients) -> None:
    """After Kydd and Walter 2002: a partner who could have stopped the attack is trusted less, T (1 - C) / (1 - T C)."""
    trust, control = now.trust[at], _at(c.control, at)
    now.trust[at] = trust * (1.0 - control) / (1.0 - trust * control)


def _work(now: State, number: int, at: Places, c: Coefficients) -> None:
    """Do a turn's work: each decision goes a share of the way that is still to go."""
    trust = now.trust[at]
    if number == WORKSHOP:
        now.trust[at] += _at(c.workshop_gain, at) * (1.0 - trust)
    elif number == DRAFT:
        now.maturity[at] += _at(c.drafting, at) * trust * (1.0 - now.maturity[at])
    elif number == BRIEF:
        share = _at(c.briefing, at) * _at(c.insiderness, at) * now.maturity[at]
        for uptake in (now.uptake_a, now.uptake_b):
            uptake[at] += share * (1.0 - uptake[at])
    elif number == CONSULT:
        now.people[at] += _at(c.consulted_people, at)
        now.buy_in[at] += _at(c.consulting, at) * (1.0 - now.buy_in[at])
    elif number == GESTURE:
        # An insincere side would have done the same with the chance `mimicry` (after Kydd 2000): Bayes' rule.
        now.trust[at] = trust / (trust + (1.0 - trust) * _at(c.mimicry, at))
        for uptake in (now.uptake_a, now.uptake_b):
            uptake[at] *= 1.0 - _at(c.gesture_backlash, at)


def _fade(now: State, live: Mask, c: Coefficients) -> None:
    now.trust[:] *= np.where(live, 1.0 - c.trust_decay, 1.0)
    left, drift = np.where(live, 1.0 - c.uptake_decay, 1.0), np.where(live, c.motivation_drift, 0.0)
    for uptake in (now.uptake_a, now.uptake_b):
        uptake[:] *= left
    for motivation, anchor in ((now.motivation_a, now.anchor_a), (now.motivation_b, now.anchor_b)):
        motivation[:] += drift * (anchor - motivation)


def _readiness(now: State, c: Coefficients) -> Array:
    """Return the chance that talks open: after Pruitt, motivation and optimism of the less ready side, here multiplied.

    R = min over sides of M min(1, unaided_optimism + L (w T + (1 - w) Q)); the chance is (R - threshold) / ramp.
    """
    promise = c.trust_weight * now.trust + (1.0 - c.trust_weight) * now.maturity
    sides = [
        motivation * np.minimum(1.0, c.unaided_optimism + uptake * promise)
        for motivation, uptake in ((now.motivation_a, now.uptake_a), (now.motivation_b, now.uptake_b))
    ]
    return (np.minimum(*sides) - c.readiness_threshold) / c.readiness_ramp


def _bargain(now: State, at: Whole, leak: Array, coins: dict[str, Array], c: Coefficients) -> None:
    """Let open talks bargain, and home vote on what they reach.

    The width of what both can sign, with l = 1 for exposed talks and this turn's chance of a leak for others
    (after Putnam 1988 and Fearon 1994; the linear form is this course's):
    W = (overlap + draft_overlap Q - l (audience_cost declared_gap + 2 scandal)) / (1 + l audience_cost).
    A deal comes with min(1, W / ample_overlap) (distrust_deal + (1 - distrust_deal) T). Each side's home ratifies with
    min(1, (s + W / 2) / (2 s)), s = home_doubt + unconsulted_doubt (1 - B) being how unsure its limit is.
    """
    seen = np.where(now.exposed_turn[at] >= 0, 1.0, leak[at])
    cost = _at(c.audience_cost, at)
    offer = now.overlap[at] + _at(c.draft_overlap, at) * now.maturity[at]
    price = cost * _at(c.declared_gap, at) + 2.0 * _at(c.scandal, at)
    width = (offer - seen * price) / (1.0 + seen * cost)
    distrust = _at(c.distrust_deal, at)
    chance = np.minimum(1.0, width / _at(c.ample_overlap, at)) * (distrust + (1.0 - distrust) * now.trust[at])
    doubt = _at(c.home_doubt, at) + _at(c.unconsulted_doubt, at) * (1.0 - now.buy_in[at])
    home = np.minimum(1.0, (doubt + width / 2.0) / (2.0 * doubt))
    deal = coins["deal"][at] < chance
    ratified = coins["home"][at] < home * home
    now.stage[at[deal]] = np.where(ratified[deal], RATIFIED, REJECTED)


def funnel(futures: Futures) -> dict[str, float]:
    """Return how far the futures came, as shares of all of them.

    Returns
    -------
    `never_opened`, `no_deal` (talks opened, and there is none), `rejected` (a deal that home refused) and `ratified` add up
    to 1. Beside them: `exposed`, and `collapsed` (trust fell through the floor, before or in talks).
    """
    last = futures.last
    done = (last.stage == RATIFIED) | (last.stage == REJECTED)
    shares = {
        "never_opened": ~last.opened,
        "no_deal": last.opened & ~done,
        "rejected": last.stage == REJECTED,
        "ratified": last.stage == RATIFIED,
        "exposed": last.exposed,
        "collapsed": last.stage == COLLAPSED,
    }
    return {name: float(np.mean(share)) for name, share in shares.items()}


def _at(value: Value, places: Places) -> Value:
    """Return a coefficient for some of the futures: the part of an array, or the number that holds for all."""
    return value if isinstance(value, float) else value[places]


def _decisions(plan: ArrayLike, turns: int, futures: int) -> Whole:
    """Return decisions checked: with a dimension for turns or none, and then one for all futures or one for each."""
    decisions = within("decision", plan, 0, len(DECISIONS) - 1)
    if decisions.ndim < turns or decisions.shape[turns:] not in ((), (futures,)):
        said = {"shape": decisions.shape, "futures": futures}
        raise ValueError(
            words(
                "Decisions of the shape {shape} are not one for each turn, for all or each of {futures} futures.",
                **said,
            )
        )
    if (decisions != np.floor(decisions)).any():
        raise ValueError(words("A decision is a whole number: the place of its name in DECISIONS."))
    return decisions.astype(np.int8)


def _broadcast(state: State, futures: int) -> State:
    """Return a state with every field as long as there are futures."""
    values = {one.name: np.asarray(getattr(state, one.name)) for one in fields(State)}
    for name, value in values.items():
        if value.shape not in ((1,), (futures,)):
            raise ValueError(_lengths(name, value.size, futures))
    return State(**{name: np.broadcast_to(value, futures) for name, value in values.items()})


def _same_length(coefficients: Coefficients, futures: int) -> None:
    length = coefficients.futures
    if length is not None and length != futures:
        raise ValueError(_lengths(words("the coefficients"), length, futures))


def _lengths(name: str, length: int, futures: int) -> str:
    said = {"name": name, "length": length, "futures": futures}
    return words("“{name}” is for {length} futures, and the draws are for {futures}.", **said)
