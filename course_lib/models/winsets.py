"""Win-sets and audience costs: when a deal exists in public, when only a deniable channel finds it, and what a leak does.

An issue is a line from 0 to 1. Side A wants a high outcome and side B a low one. Each side's *win-set* is what its home
would ratify (Putnam 1988): A anything from `edge_a` up, B anything up to `edge_b`. To be seen stepping back from a
position that was taken in public costs each side at home (Fearon 1994). The linear form is this course's assumption.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from course_lib.models.bounds import Array, probability, within


class Zone(NamedTuple):
    """What both sides could sign: from `low` to `high`, `width` wide (negative where there is a gap), `middle` between."""

    low: Array
    high: Array
    width: Array
    middle: Array


class Approach(NamedTuple):
    """Who makes an approach that could be exposed (`serious`, `bluffing`: 1 or 0), and what is believed after it."""

    serious: Array
    bluffing: Array
    belief: Array


class Standoff(NamedTuple):
    """A public contest: its longest time, and how likely each side backs down, or neither does and there is war."""

    horizon: Array
    backs_down_a: Array
    backs_down_b: Array
    war: Array


def zone(
    edge_a: ArrayLike,
    edge_b: ArrayLike,
    position_a: ArrayLike,
    position_b: ArrayLike,
    audience_cost: ArrayLike,
    leak: ArrayLike,
    scandal: ArrayLike = 0.0,
) -> Zone:
    """Return what both sides could sign while they talk, given how likely it is that the talks are seen.

    At an outcome x side A gains x - edge_a - leak·(audience_cost·(position_a - x) + scandal), and B the mirror image; each
    signs where it does not lose. With q = leak·audience_cost: low = (edge_a + q·position_a + leak·scandal) / (1 + q) and
    high = (edge_b + q·position_b - leak·scandal) / (1 + q). Both slopes are equal, so the Nash bargain is the middle.

    Parameters
    ----------
    edge_a, edge_b: the nearest outcome that each home would ratify, from 0 to 1.
    position_a, position_b: where each stands in public, from 0 to 1; neither asks for less than its own edge.
    audience_cost: what a step back costs at home if it is seen, in units of the issue for each unit stepped back; from 0.
    leak: how likely it is that the talks are seen while they go on, from 0 to 1; 1 for talks in public.
    scandal: what it costs each side to be seen talking at all, in units of the issue; from 0; 0 for talks in public.
    All may be arrays that broadcast together; so are the results.

    Raises
    ------
    ValueError: for a value outside its range.

    Source: Putnam 1988 for win-sets and their overlap, Fearon 1994 for audience costs; the linear form and `scandal` are
    this course's.
    """
    a, b = probability("edge_a", edge_a), probability("edge_b", edge_b)
    said_a, said_b = within("position_a", position_a, a, 1), within("position_b", position_b, 0, b)
    seen = probability("leak", leak)
    shame = seen * within("scandal", scandal, 0)
    q = seen * within("audience_cost", audience_cost, 0)
    low, high = (a + q * said_a + shame) / (1 + q), (b + q * said_b - shame) / (1 + q)
    return Zone(low, high, high - low, (low + high) / 2)


def limits(
    edge_a: ArrayLike,
    edge_b: ArrayLike,
    position_a: ArrayLike,
    position_b: ArrayLike,
    audience_cost: ArrayLike,
    scandal: ArrayLike,
) -> tuple[Array, Array]:
    """Return the audience cost at which talks in public lose their deal, and the leak at which a channel loses its own.

    With D = position_a - position_b: (edge_b - edge_a) / D, and (edge_b - edge_a) / (audience_cost·D + 2·scandal). Below 0
    no deal was ever there; a leak above 1, or infinity, means that no leak can close it. For parameters see `zone`.

    Raises
    ------
    ValueError: for a value outside its range.
    """
    a, b = probability("edge_a", edge_a), probability("edge_b", edge_b)
    apart = within("position_a", position_a, a, 1) - within("position_b", position_b, 0, b)
    price = within("audience_cost", audience_cost, 0) * apart + 2 * within("scandal", scandal, 0)
    with np.errstate(all="ignore"):
        overlap = b - a
        return tuple(np.where(of > 0, overlap / of, np.copysign(np.inf, overlap)) for of in (apart, price))  # type: ignore[return-value]


def ratified(width: ArrayLike, uncertainty: ArrayLike) -> Array:
    """Return how likely both homes ratify a deal in the middle of a zone, when each edge turns out up to this far away.

    Each edge moves by an independent draw from (-uncertainty, uncertainty); a side is lost where it moves past the deal:
    clip((uncertainty + width/2) / (2·uncertainty), 0, 1), squared for two sides. A deal that is signed and not ratified is
    an involuntary defection.

    Parameters
    ----------
    width: how wide the zone is, in units of the issue; negative for a gap, where there is nothing to ratify.
    uncertainty: how far each home's edge may lie from where its negotiators think, in units of the issue; from 0.

    Returns
    -------
    Probabilities, of the shape to which both broadcast; 0 where there is no zone.

    Raises
    ------
    ValueError: for an uncertainty below 0.

    Source: Putnam 1988 and Iida 1996 for the idea; the uniform draw is this course's.
    """
    wide, unsure = np.asarray(width, dtype=float), within("uncertainty", uncertainty, 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        side = np.where(unsure > 0, np.clip((unsure + wide / 2) / (2 * unsure), 0, 1), 1.0)
    return np.where(wide >= 0, side**2, 0.0)


def approach(
    prior: ArrayLike, gain_serious: ArrayLike, gain_bluff: ArrayLike, exposure_cost: ArrayLike, leak: ArrayLike
) -> Approach:
    """Return who would make a quiet approach, and what the other side may believe once it was made.

    A side approaches where what it gains is at least leak·exposure_cost. Where only a serious one would, an approach proves
    it; where both would, nothing is learned: a channel without any risk is cheap talk.

    Parameters
    ----------
    prior: how likely the other side holds it that this one is serious, from 0 to 1.
    gain_serious, gain_bluff: what an approach is worth to a serious and to a bluffing side; any unit, from 0.
    exposure_cost: what it costs to be exposed, in the same unit; from 0.
    leak: how likely exposure is, from 0 to 1.

    Returns
    -------
    Who approaches (1 or 0), and the belief after an approach; NaN where nobody would make one.

    Raises
    ------
    ValueError: for a value outside its range.

    Source: this course's two-type toy; for secrecy as a signal see Kurizaki 2007.
    """
    believed = probability("prior", prior)
    risk = probability("leak", leak) * within("exposure_cost", exposure_cost, 0)
    serious = (within("gain_serious", gain_serious, 0) >= risk).astype(float)
    bluffing = (within("gain_bluff", gain_bluff, 0) >= risk).astype(float)
    there = believed * serious + (1 - believed) * bluffing
    with np.errstate(divide="ignore", invalid="ignore"):
        return Approach(serious, bluffing, np.where(there > 0, believed * serious / there, np.nan))


def silence(prior: ArrayLike, tells: ArrayLike, rounds: ArrayLike) -> Array:
    """Return how far the other side may be trusted after rounds of talks of which nothing came out.

    An untrustworthy side tells in each round with some probability, a trustworthy one never:
    prior / (prior + (1 - prior)·(1 - tells)^rounds).

    Parameters
    ----------
    prior: the trust before, from 0 to 1.
    tells: how likely an untrustworthy side tells in one round, from 0 to 1.
    rounds: how many rounds stayed quiet, from 0.

    Raises
    ------
    ValueError: for a value outside its range.

    Source: Bayes' rule; that kept secrets inform is argued by Yarhi-Milo and Yin (2018).
    """
    believed = probability("prior", prior)
    kept = (1 - probability("tells", tells)) ** within("rounds", rounds, 0)
    with np.errstate(invalid="ignore"):
        return np.where(believed == 0, 0.0, believed / (believed + (1 - believed) * kept))


def standoff(cost_a: ArrayLike, cost_b: ArrayLike, prize: ArrayLike, war: ArrayLike) -> Standoff:
    """Return how a contest in public ends when audience costs grow as long as it lasts.

    Each side's audience cost grows by its rate with time, and its cost of war is drawn from (0, war). The side with the
    higher rate backs down less: having more to lose at home makes its stand believed. Side i can last until
    T_i = (-c_i·v + √(c_i²v² + 4·c_i·c_j·v·w)) / (2·c_i·c_j); the contest lasts until the earlier of both, and the side with
    the lower rate concedes at once with the probability that makes the other indifferent.

    Parameters
    ----------
    cost_a, cost_b: how fast each side's audience cost grows, in units of the prize for each unit of time; above 0.
    prize: what the side that stands firm gains; above 0.
    war: the highest cost that war may have; above 0.

    Raises
    ------
    ValueError: for a value that is not above 0.

    Source: the logic is Fearon's (1994); this linear and uniform instance was derived for this course.
    """
    least = np.finfo(float).tiny
    a, b = within("cost_a", cost_a, least), within("cost_b", cost_b, least)
    v, w = within("prize", prize, least), within("war", war, least)

    def lasts(own: Array, other: Array) -> Array:
        return (-own * v + np.sqrt(own**2 * v**2 + 4 * own * other * v * w)) / (2 * own * other)

    horizon = np.minimum(lasts(a, b), lasts(b, a))
    lower, higher = np.minimum(a, b), np.maximum(a, b)
    at_once = np.clip(1 - (lower * horizon / w) * (v + higher * horizon) / v, 0, 1)
    # Until the horizon each side leaves at the rate that keeps the other indifferent; both rates race.
    stays_low, stays_high = v / (v + higher * horizon), v / (v + lower * horizon)
    both_stay = stays_low * stays_high
    share_low = _first(higher, lower, v, horizon)
    low = at_once + (1 - at_once) * share_low
    high = (1 - at_once) * (1 - both_stay - share_low)
    neither = (1 - at_once) * both_stay
    return Standoff(horizon, np.where(a <= b, low, high), np.where(a <= b, high, low), neither)


def _first(rate: Array, other: Array, prize: Array, horizon: Array) -> Array:
    """Return how likely the side whose hazard is rate/(v + rate·t) leaves first, and before the horizon.

    The integral over t of rate·v² / ((v + rate·t)²·(v + other·t)), by partial fractions; for equal rates its limit.
    """
    equal = np.isclose(rate, other)
    gap = prize * np.where(equal, 1.0, rate - other)
    own, others = prize + rate * horizon, prize + other * horizon
    unequal = rate * prize**2 * ((1 / prize - 1 / own) / gap - other / gap**2 * np.log(own / others))
    return np.where(equal, (1 - prize**2 / own**2) / 2, unequal)
