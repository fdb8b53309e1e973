"""Where no number of the process is sure: plans compared in many worlds whose numbers are shaken.

After the idea of robust decision making: not which plan is best where the numbers are right, but which stays better where
they are not (Lempert, Popper and Bankes 2003). A pair of plans that each win in about half of the worlds is a pair that the
model cannot rank.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from course_lib.models.bounds import Array, whole, within
from course_lib.models.process import CARDS, RANGES, RATIFIED, Coefficients, draw, simulate
from course_lib.words import words


@dataclass(frozen=True, eq=False)
class Ranking:
    """How plans compare in many shaken worlds.

    Parameters
    ----------
    ratified: the share of futures that end ratified, shape (plans, shakes).
    beats: the share of shakes in which the plan of the row ratifies more than the plan of the column, shape (plans, plans).
    What is missing from 1 in a pair, both ways taken together, are ties.
    """

    ratified: Array
    beats: Array


# Futures that one comparison may play: each has coefficients of its own.
MOST = 200_000


def rank(
    plans: ArrayLike,
    coefficients: Coefficients,
    seed: int,
    shakes: int = 200,
    futures_per_shake: int = 200,
    spread: float = 0.5,
    held: Collection[str] = (),
) -> Ranking:
    """Compare plans where no coefficient is known: in how many shaken worlds does one beat the other?

    In each shake every coefficient is multiplied by its own number, uniform between 1 - spread and 1 + spread, and cut off
    at its range; chances of cards that add up to more than 1 are scaled down to 1. All plans meet the same shakes and draws.
    A pair whose share is near one half is a pair that the model cannot rank. Few futures per shake draw every share
    towards one half.

    Parameters
    ----------
    plans: shape (plans, turns).
    coefficients: the middle of the shakes, single numbers. seed: any whole number from 0.
    shakes, futures_per_shake: how many, from 1; their product is at most 200,000 (a future takes about 1 kB of memory).
    spread: from 0 to 1. held: names of coefficients that are known, and are not shaken.

    Raises
    ------
    ValueError: for a number outside its range, a name that is no coefficient, coefficients that are arrays, and wrong plans.
    """
    shakes, futures_per_shake = whole("shakes", shakes, 1, MOST), whole("futures_per_shake", futures_per_shake, 1, MOST)
    futures = whole(words("futures of all shakes"), shakes * futures_per_shake, 1, MOST)
    spread = float(within("spread", spread, 0, 1))
    for name in held:
        if name not in RANGES:
            raise ValueError(words("“{name}” is no coefficient of this model.", name=name))
    if coefficients.futures is not None:
        raise ValueError(words("Coefficients that are shaken must be single numbers."))
    choices = np.asarray(plans)
    if choices.ndim != 2:
        raise ValueError(words("Plans to rank must be a table of one row for each plan."))
    shaken = _shaken(coefficients, seed, shakes, futures_per_shake, spread, held)
    draws = draw(seed, futures, choices.shape[1])
    ratified = np.stack(
        [
            (simulate(plan, shaken, draws).last.stage == RATIFIED).reshape(shakes, futures_per_shake).mean(axis=1)
            for plan in choices
        ]
    )
    return Ranking(ratified, (ratified[:, None, :] > ratified[None, :, :]).mean(axis=2))


def _shaken(
    middle: Coefficients, seed: int, shakes: int, each: int, spread: float, held: Collection[str]
) -> Coefficients:
    """Return coefficients as arrays: the worlds of the shakes, one after the other, each as often as it has futures."""
    # A stream of its own, so that the shakes do not depend on the number of futures.
    factors = np.random.default_rng((seed, 1)).uniform(1.0 - spread, 1.0 + spread, (len(RANGES), shakes))
    values = {
        name: np.clip(getattr(middle, name) * (1.0 if name in held else factor), low, high) * np.ones(shakes)
        for factor, (name, (low, high)) in zip(factors, RANGES.items(), strict=True)
    }
    chances = [f"{card}_chance" for card in CARDS[1:]]
    total = np.maximum(1.0, sum(values[name] for name in chances))
    for name in chances:
        values[name] = values[name] / total
    return Coefficients(**{name: np.repeat(value, each) for name, value in values.items()})
