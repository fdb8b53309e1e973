"""The joined process once more, as a plain loop: one future after the other, one turn after the other, in words.

Slow, and easy to check by eye against what the model says of itself. The fast one must agree with it, future by future.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import numpy as np

from course_lib.models.process import CARDS, DECISIONS, RANGES, STAGES, Coefficients, Draws, State


@dataclass
class Future:
    """One future, as it stands."""

    trust: float
    motivation_a: float
    motivation_b: float
    anchor_a: float
    anchor_b: float
    overlap: float
    people: float
    money: float
    maturity: float = 0.0
    uptake_a: float = 0.0
    uptake_b: float = 0.0
    buy_in: float = 0.0
    harmed: float = 0.0
    stage: str = "track_two"
    exposed_turn: int = -1
    opened_turn: int = -1
    card: str = "quiet"
    leaked: bool = False
    attacked: bool = False
    taken: str = "pause"


class World:
    """The model's numbers for one future, and the rules."""

    def __init__(self, numbers: dict[str, float]) -> None:
        self.c: Any = SimpleNamespace(**numbers)
        self.edges = []
        total = 0.0
        for name in CARDS[1:]:
            total += numbers[f"{name}_chance"]
            self.edges.append((total, name))
        self.costs = {name: numbers[f"{name}_cost"] for name in DECISIONS[1:]}

    def begin(self, draws: Sequence[float]) -> Future:
        c = self.c

        def around(middle: float, spread: float, v: float) -> float:
            return middle + spread * (2 * v - 1)

        trust, motivation_a, motivation_b = (
            min(1.0, max(0.0, around(middle, c.spread, v)))
            for middle, v in zip((c.trust, c.motivation_a, c.motivation_b), draws[:3], strict=True)
        )
        overlap = around(c.overlap, c.overlap_spread, draws[3])
        return Future(trust, motivation_a, motivation_b, motivation_a, motivation_b, overlap, c.people, c.budget)

    def turn(self, f: Future, turn: int, wanted: str, coins: Sequence[float]) -> None:
        c = self.c
        f.card, f.leaked, f.attacked, f.taken = "quiet", False, False, "pause"
        if f.stage not in ("track_two", "talks"):
            return
        card_coin, leak_coin, attack_coin, open_coin, deal_coin, home_coin = coins
        was_talking = f.stage == "talks"

        # 1. The card.
        for edge, name in self.edges:
            if card_coin < edge:
                f.card = name
                break
        if f.card != "quiet":
            self.turn_up(f)

        # What the convener can pay for.
        if wanted != "pause" and f.money >= self.costs[wanted]:
            f.taken = wanted
            f.money -= self.costs[wanted]

        # 2. The secret.
        rate = f.people * c.leak_hazard
        if f.card == "press":
            rate *= c.press_heat
        if f.taken == "pause":
            rate *= c.pause_hazard
        leak = 1 - math.exp(-rate)
        if f.exposed_turn < 0 and leak_coin < leak:
            f.leaked = True
            f.exposed_turn = turn
            f.harmed = f.people * (1 - c.cover)
            f.trust *= 1 - c.leak_trust_loss
            f.uptake_a *= 1 - c.leak_uptake_loss
            f.uptake_b *= 1 - c.leak_uptake_loss

        # 3. Spoilers.
        seen = f.exposed_turn >= 0 or was_talking
        if attack_coin < c.attack_chance + (c.attack_chance_seen if seen else 0):
            f.attacked = True
            f.trust = f.trust * (1 - c.control) / (1 - f.trust * c.control)

        # 4. The work, and what fades.
        if f.taken == "workshop":
            f.trust += c.workshop_gain * (1 - f.trust)
        elif f.taken == "draft":
            f.maturity += c.drafting * f.trust * (1 - f.maturity)
        elif f.taken == "brief":
            share = c.briefing * c.insiderness * f.maturity
            f.uptake_a += share * (1 - f.uptake_a)
            f.uptake_b += share * (1 - f.uptake_b)
        elif f.taken == "consult":
            f.people += c.consulted_people
            f.buy_in += c.consulting * (1 - f.buy_in)
        elif f.taken == "gesture":
            f.trust = f.trust / (f.trust + (1 - f.trust) * c.mimicry)
            f.uptake_a *= 1 - c.gesture_backlash
            f.uptake_b *= 1 - c.gesture_backlash
        f.trust *= 1 - c.trust_decay
        f.uptake_a *= 1 - c.uptake_decay
        f.uptake_b *= 1 - c.uptake_decay

        # 5. Motivation drifts back.
        f.motivation_a += c.motivation_drift * (f.anchor_a - f.motivation_a)
        f.motivation_b += c.motivation_drift * (f.anchor_b - f.motivation_b)

        # 6. Are leaders ready to open talks?
        if f.stage == "track_two":
            promise = c.trust_weight * f.trust + (1 - c.trust_weight) * f.maturity
            ready_a = f.motivation_a * min(1.0, c.unaided_optimism + f.uptake_a * promise)
            ready_b = f.motivation_b * min(1.0, c.unaided_optimism + f.uptake_b * promise)
            if open_coin < (min(ready_a, ready_b) - c.readiness_threshold) / c.readiness_ramp:
                f.stage = "talks"
                f.opened_turn = turn

        # 7. Do talks reach a deal, and does home ratify it?
        if was_talking:
            l = 1.0 if f.exposed_turn >= 0 else leak  # noqa: E741
            price = c.audience_cost * c.declared_gap + 2 * c.scandal
            width = (f.overlap + c.draft_overlap * f.maturity - l * price) / (1 + l * c.audience_cost)
            chance = min(1.0, width / c.ample_overlap) * (c.distrust_deal + (1 - c.distrust_deal) * f.trust)
            if deal_coin < chance:
                doubt = c.home_doubt + c.unconsulted_doubt * (1 - f.buy_in)
                home = min(1.0, (doubt + width / 2) / (2 * doubt))
                f.stage = "ratified" if home_coin < home * home else "rejected"

        # 8. Is there enough trust left?
        if f.stage in ("track_two", "talks") and f.trust < c.trust_floor:
            f.stage = "collapsed"

    def turn_up(self, f: Future) -> None:
        c = self.c
        if f.card == "shared_shock":
            f.motivation_a = min(1.0, f.motivation_a + c.shared_shock)
            f.motivation_b = min(1.0, f.motivation_b + c.shared_shock)
        elif f.card == "advantage_a":
            f.motivation_a = max(0.0, f.motivation_a - c.advantage)
        elif f.card == "advantage_b":
            f.motivation_b = max(0.0, f.motivation_b - c.advantage)
        elif f.card == "outside_pressure":
            f.motivation_a = min(1.0, f.motivation_a + c.outside_pressure)
            f.motivation_b = min(1.0, f.motivation_b + c.outside_pressure)
        elif f.card == "leader_change_a":
            f.uptake_a *= 1 - c.leader_change_loss
        elif f.card == "leader_change_b":
            f.uptake_b *= 1 - c.leader_change_loss
        elif f.card == "promotion_a":
            f.uptake_a += c.promotion * f.maturity * (1 - f.uptake_a)
        elif f.card == "promotion_b":
            f.uptake_b += c.promotion * f.maturity * (1 - f.uptake_b)
        elif f.card == "donor_deadline":
            if f.maturity < c.donor_wants:
                f.money *= 1 - c.donor_cut
        elif f.card == "invitation":
            f.uptake_b += c.invitation * (1 - f.uptake_b)
            f.motivation_b = min(1.0, f.motivation_b + c.invitation_motivation)


# All chance of each future, as lists: the four numbers of its start, and six for each turn.
Chance = list[tuple[list[float], list[list[float]]]]


def chance(draws: Draws) -> Chance:
    return list(zip(draws.start.T.tolist(), np.moveaxis(draws.coins, 2, 0).tolist(), strict=True))


def worlds(coefficients: Coefficients, futures: int) -> list[World]:
    """Return the model's numbers for each future; where none is an array, all futures share one."""
    values = {name: getattr(coefficients, name) for name in RANGES}
    if all(isinstance(value, float) for value in values.values()):
        return [World(values)] * futures
    columns = {name: np.broadcast_to(value, futures).tolist() for name, value in values.items()}
    return [World({name: column[n] for name, column in columns.items()}) for n in range(futures)]


def play(plans: Sequence[Sequence[str]], rules: Sequence[World], luck: Chance) -> list[Future]:
    """Play each future's plan, from the start to the plan's end."""
    played = []
    for plan, world, (start, coins) in zip(plans, rules, luck, strict=True):
        future = world.begin(start)
        for turn, wanted in enumerate(plan):
            world.turn(future, turn, wanted, coins[turn])
        played.append(future)
    return played


def disagreements(futures: Sequence[Future], state: State, tolerance: float = 1e-12) -> list[str]:
    """Return what two ways of playing the same futures differ in, in words: nothing, if both are right."""
    named = {"stage": STAGES, "card": CARDS, "taken": DECISIONS}
    found = []
    for name in vars(futures[0]):
        plain, fast = [getattr(one, name) for one in futures], getattr(state, name).tolist()
        if name in named:
            fast = [named[name][number] for number in fast]
        for n, (one, other) in enumerate(zip(plain, fast, strict=True)):
            if abs(one - other) > tolerance if isinstance(one, float) else one != other:
                found.append(f"future {n}: {name} is {one}, and {other} in the fast one")
    return found
