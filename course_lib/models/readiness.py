"""Readiness and ripeness: whether each side wants out, whether it believes in talks, and when both hold at once.

Pruitt (1997, 2005) gives each side its own *readiness* for talks, in degrees, from its *motivation* to end the conflict and
its *optimism* about negotiation. Zartman (1985, 2000) calls a moment *ripe* when both sides feel a stalemate that hurts and
see a way out. How the two ingredients combine is not given as a formula in what we read of Pruitt: three readings stand
here side by side. All degrees run from 0 to 1, all arrays broadcast together, and nothing is random.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course_lib.models.bounds import Array, probability, within
from course_lib.words import words

READINGS = ("product", "minimum", "average")
# A slider's 0.4 × 0.7 must reach 0.28 although the machine's product lies a hair below it.
HAIR = 1e-9
# Subgroups that all think alike have no share between none and all.
NARROWEST = 0.001


class Windows(NamedTuple):
    """When both sides are ready: `joint` readiness and `open` for each period, and the first and last period of each window.

    `spans` has a row for each window: its place along the leading axes, if there are any, then its first and last period,
    counted from 0. A window whose last period is the last of all has not closed.
    """

    joint: Array
    open: NDArray[np.bool_]
    spans: NDArray[np.int_]


def motivation(cost: ArrayLike, chance_of_winning: ArrayLike, pressure: ArrayLike = 0.0) -> Array:
    """Return how much a side wants to end the conflict: 1 - (1 - cost·(1 - chance_of_winning))·(1 - pressure).

    A cost moves a side only so far as it no longer hopes to win. Pressure is a second road to the same end: either alone
    can be enough.

    Parameters
    ----------
    cost: what going on costs the side, from 0 (nothing) to 1 (all that it can bear).
    chance_of_winning: how likely the side thinks it that it will win, from 0 to 1.
    pressure: how hard third parties press it to settle, from 0 to 1.

    Returns a degree from 0 to 1, of the broadcast shape.

    Raises
    ------
    ValueError: for a value outside 0 to 1.

    Sources: Zartman 2003 (neither can win, going on hurts); Pruitt 2007 (doubt about victory, pressure from allies); the
    formula is ours.
    """
    hurt = probability("cost", cost) * (1 - probability("chance_of_winning", chance_of_winning))
    return 1 - (1 - hurt) * (1 - probability("pressure", pressure))


def optimism(trust: ArrayLike, way_out: ArrayLike, trust_weight: ArrayLike = 0.5) -> Array:
    """Return how far a side believes that talks can succeed: trust_weight·trust + (1 - trust_weight)·way_out.

    Parameters
    ----------
    trust: how far it expects the other side to mean what it says, from 0 to 1.
    way_out: how clearly it sees terms that both could accept, from 0 to 1.
    trust_weight: what share of its optimism rests on trust, from 0 to 1.

    Returns a degree from 0 to 1, of the broadcast shape.

    Raises
    ------
    ValueError: for a value outside 0 to 1.

    Sources: Pruitt 2005 (optimism about the success of negotiation); Zartman 2003 (a way out); the weights are ours.
    """
    weight = probability("trust_weight", trust_weight)
    return weight * probability("trust", trust) + (1 - weight) * probability("way_out", way_out)


def readiness(motivation: ArrayLike, optimism: ArrayLike, reading: str = "product") -> Array:
    """Return a side's readiness for talks, by one of three readings of how motivation M and optimism O combine.

    "product", M·O: each counts for as much as the other allows. "minimum", min(M, O): the weaker one decides.
    "average", (M + O)/2: one can make up for the other.

    Parameters
    ----------
    motivation, optimism: the side's degrees, from 0 to 1.
    reading: "product", "minimum" or "average".

    Returns a degree from 0 to 1, of the broadcast shape.

    Raises
    ------
    ValueError: for a value outside 0 to 1, and for an unknown reading.

    Sources: Pruitt 2005 (a function of both); the three forms are ours.
    """
    wants, hopes = probability("motivation", motivation), probability("optimism", optimism)
    _known(reading)
    if reading == "product":
        return wants * hopes
    return np.minimum(wants, hopes) if reading == "minimum" else (wants + hopes) / 2


def joint_readiness(
    motivation_a: ArrayLike,
    optimism_a: ArrayLike,
    motivation_b: ArrayLike,
    optimism_b: ArrayLike,
    reading: str = "product",
) -> Array:
    """Return the readiness of the less ready side, on which it hangs whether both come; see `readiness`.

    Parameters
    ----------
    motivation_a, optimism_a, motivation_b, optimism_b: the degrees of the two sides, from 0 to 1.
    reading: "product", "minimum" or "average".

    Raises
    ------
    ValueError: for a value outside 0 to 1, and for an unknown reading.

    Sources: Pruitt 1997, 2005 (each side for itself); to take the lower of the two is ours.
    """
    _both(motivation_a, optimism_a, motivation_b, optimism_b)
    return np.minimum(readiness(motivation_a, optimism_a, reading), readiness(motivation_b, optimism_b, reading))


def ripeness(motivation_a: ArrayLike, optimism_a: ArrayLike, motivation_b: ArrayLike, optimism_b: ArrayLike) -> Array:
    """Return how ripe a moment is after Zartman: the lowest of both sides' hurt and of both sides' sense of a way out.

    Every one of the four has to be there, so nothing makes up for the lowest. `motivation` stands for the hurting
    stalemate and `optimism` for the way out. The moment is ripe where the result reaches `even_level`.

    Parameters
    ----------
    motivation_a, optimism_a, motivation_b, optimism_b: the degrees of the two sides, from 0 to 1.

    Raises
    ------
    ValueError: for a value outside 0 to 1.

    Sources: Zartman 1985, 2000, 2003; degrees in place of yes and no are ours.
    """
    wants_a, hopes_a, wants_b, hopes_b = _both(motivation_a, optimism_a, motivation_b, optimism_b)
    lowest: Array = np.minimum(np.minimum(wants_a, hopes_a), np.minimum(wants_b, hopes_b))
    return lowest


def even_level(threshold: ArrayLike, reading: str = "product") -> Array:
    """Return the degree that makes a side just ready if it is as motivated as it is optimistic.

    It puts Zartman's test on the same scale as Pruitt's: √threshold for the product, threshold for the others. A moment
    that is ripe by it is always one where both sides are ready; the converse holds for the minimum only.

    Parameters
    ----------
    threshold: the readiness from which a side comes to talks, from 0 to 1.
    reading: "product", "minimum" or "average".

    Raises
    ------
    ValueError: for a value outside 0 to 1, and for an unknown reading.
    """
    bar = probability("threshold", threshold)
    _known(reading)
    return np.sqrt(bar) if reading == "product" else bar


def reaches(degree: ArrayLike, threshold: ArrayLike) -> NDArray[np.bool_]:
    """Return whether a degree of readiness or ripeness is at least the threshold.

    Parameters
    ----------
    degree: a readiness or ripeness, from 0 to 1.
    threshold: what it has to reach, from 0 to 1.

    Raises
    ------
    ValueError: for a value outside 0 to 1.
    """
    return np.asarray(probability("degree", degree) >= probability("threshold", threshold) - HAIR)


def optimism_needed(motivation: ArrayLike, threshold: ArrayLike, reading: str = "product") -> Array:
    """Return the optimism with which a side of some motivation M is just ready: threshold/M for the product.

    For the minimum it is the threshold itself where M reaches it, for the average 2·threshold - M, or 0. A result above 1
    (infinite, where M counts for nothing) says that no optimism is enough: for the product that is so wherever M lies
    below the threshold.

    Parameters
    ----------
    motivation: the side's motivation, from 0 to 1.
    threshold: the readiness from which it comes to talks, from 0 to 1.
    reading: "product", "minimum" or "average".

    Raises
    ------
    ValueError: for a value outside 0 to 1, and for an unknown reading.

    Sources: follows from `readiness`.
    """
    wants, bar = np.broadcast_arrays(probability("motivation", motivation), probability("threshold", threshold))
    _known(reading)
    if reading == "average":
        needed: Array = np.maximum(2 * bar - wants, 0.0)
    elif reading == "minimum":
        needed = np.where(reaches(wants, bar), bar, np.inf)
    else:
        needed = np.divide(bar, wants, out=np.where(bar > 0, np.inf, 0.0), where=wants > 0)
    return needed


def share_ready(
    threshold: ArrayLike,
    motivation: ArrayLike = 0.5,
    optimism: ArrayLike = 0.5,
    spread: ArrayLike = 0.5,
    reading: str = "product",
) -> Array:
    """Return the share of a side's subgroups that are ready: its part in Pruitt's central coalition.

    The subgroups' motivations lie evenly within `spread` of `motivation`, as far as the scale reaches, and their optimisms
    likewise, independently. The share is then an area in closed form. Over the whole scale, which is what the three
    defaults say, it is 1 - t + t·ln t for the product and a threshold t, (1 - t)² for the minimum, and for the average
    1 - 2t² up to t = 1/2 and 2(1 - t)² from there.

    Parameters
    ----------
    threshold: the readiness from which a subgroup is ready, from 0 to 1.
    motivation, optimism: the middle of the side's subgroups, from 0 to 1.
    spread: how far they lie from the middle at most, from 0.001 to 1.
    reading: "product", "minimum" or "average".

    Returns a share from 0 to 1, of the broadcast shape.

    Raises
    ------
    ValueError: for a value outside its range, and for an unknown reading.

    Sources: Pruitt 2005 (a coalition of ready individuals and subgroups that spans both sides); even spread and
    independence are ours.
    """
    bar, reach = probability("threshold", threshold), within("spread", spread, NARROWEST, 1.0)
    wants, hopes = probability("motivation", motivation), probability("optimism", optimism)
    _known(reading)
    low_m, high_m = np.maximum(wants - reach, 0.0), np.minimum(wants + reach, 1.0)
    low_o, high_o = np.maximum(hopes - reach, 0.0), np.minimum(hopes + reach, 1.0)
    if reading == "minimum":
        area = np.maximum(high_m - np.maximum(low_m, bar), 0.0) * np.maximum(high_o - np.maximum(low_o, bar), 0.0)
    elif reading == "average":

        def corner(m: Array, o: Array) -> Array:
            square: Array = np.maximum(m + o - 2 * bar, 0.0) ** 2
            return square / 2

        area = corner(high_m, high_o) - corner(low_m, high_o) - corner(high_m, low_o) + corner(low_m, low_o)
    else:
        # Below `some` no subgroup is ready, however optimistic; from `every` on all are, however doubtful.
        some = np.clip(bar / high_o, low_m, high_m)
        every = np.clip(bar / np.maximum(low_o, np.finfo(float).tiny), low_m, high_m)
        log = np.log(np.maximum(every, np.finfo(float).tiny) / np.maximum(some, np.finfo(float).tiny))
        area = (high_m - every) * (high_o - low_o) + high_o * (every - some) - bar * log
    share: Array = np.clip(area / ((high_m - low_m) * (high_o - low_o)), 0.0, 1.0)
    return share


def windows(
    motivation_a: ArrayLike,
    optimism_a: ArrayLike,
    motivation_b: ArrayLike,
    optimism_b: ArrayLike,
    threshold: ArrayLike,
    reading: str = "product",
) -> Windows:
    """Return in which periods both sides are ready, and when each such window opens and closes.

    Parameters
    ----------
    motivation_a, optimism_a, motivation_b, optimism_b: the degrees of the two sides over time, from 0 to 1; time is the
        last axis, so shapes are (periods,) or (..., periods), and one number holds for all periods.
    threshold: the readiness from which a side comes to talks, from 0 to 1.
    reading: "product", "minimum" or "average".

    Raises
    ------
    ValueError: for a value outside 0 to 1, and for an unknown reading.

    Sources: Zartman 1985 (ripe moments come and go); Pruitt 2005 (each side's readiness rises and falls by degrees).
    """
    joint = joint_readiness(motivation_a, optimism_a, motivation_b, optimism_b, reading)
    joint, bar = np.broadcast_arrays(np.atleast_1d(joint), probability("threshold", threshold))
    ready = reaches(joint, bar)
    shut = np.zeros((*ready.shape[:-1], 1), dtype=bool)
    change = np.diff(np.concatenate([shut, ready, shut], axis=-1).astype(np.int8), axis=-1)
    # Both lists run along the periods of one row before the next, so the windows stand in the same order in each.
    opens, after = np.argwhere(change == 1), np.argwhere(change == -1)
    return Windows(joint, ready, np.column_stack([opens, after[:, -1] - 1]))


def _both(
    motivation_a: ArrayLike, optimism_a: ArrayLike, motivation_b: ArrayLike, optimism_b: ArrayLike
) -> tuple[Array, Array, Array, Array]:
    """Return the degrees of both sides as arrays, so that a sentence about a wrong one names the side."""
    return (
        probability("motivation_a", motivation_a),
        probability("optimism_a", optimism_a),
        probability("motivation_b", motivation_b),
        probability("optimism_b", optimism_b),
    )


def _known(reading: str) -> None:
    if reading not in READINGS:
        raise ValueError(
            words("“{reading}” is no reading; take one of: {all}.", reading=reading, all=", ".join(READINGS))
        )
