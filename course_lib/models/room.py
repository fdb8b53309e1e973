"""Trust in the room: what sessions build, what kept and broken promises do, and what a first gesture can say.

Trust is one number from 0 to 1. Contact raises it, more so under Allport's conditions (Allport 1954; Pettigrew and Tropp
2006). A broken promise costs more than a kept one brings (Slovic 1993). A side that answers like with like needs some
generosity where signals can fail (Molander 1985; Nowak and Sigmund 1992), and a gesture convinces by what it costs (Osgood
1962; Kydd 2000). The laws of motion are this course's assumptions; numbers broadcast together unless said otherwise.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course_lib.models.bounds import Array, probability, whole, within
from course_lib.words import words

# A step of 0 would never build trust and a step of 1 would build all of it at once: neither can be repaired or compared.
LEAST_GAIN, MOST_GAIN = 0.001, 0.999
# Were a broken promise free, trust that nobody ever earns would have no long run.
LEAST_ASYMMETRY = 0.01
MOST_ROOMS, MOST_ENCOUNTERS = 20_000, 200


class Rooms(NamedTuple):
    """What happened in many rooms: `trust` before and after each encounter, and whether each promise was `kept`."""

    trust: Array
    kept: NDArray[np.bool_]


class Breach(NamedTuple):
    """Trust over time with every promise kept (`unbroken`) and with one broken (`broken`), and what is missing (`gap`)."""

    unbroken: Array
    broken: Array
    gap: Array


def contact_gain(
    equal_status: ArrayLike,
    common_goals: ArrayLike,
    cooperation: ArrayLike,
    authority_support: ArrayLike,
    base_gain: ArrayLike,
    conditions_gain: ArrayLike,
) -> Array:
    """Return what one session adds, as a share of the trust still missing: base_gain·(1 + conditions_gain·c).

    c is the mean of the four conditions: they act as a bundle, and contact without them still does something.

    Parameters
    ----------
    equal_status, common_goals, cooperation, authority_support: how far each of Allport's conditions holds, from 0 to 1.
    base_gain: the share of missing trust that a session adds when none of them holds, from 0 to 1.
    conditions_gain: how much more it adds when all hold: 0.5 for half as much again; 0 or more.

    Returns a share from 0 to 1, of the broadcast shape.

    Raises
    ------
    ValueError: for a value outside its range, and where a session would add more than all that is missing.

    Sources: Allport 1954 (the conditions); Pettigrew and Tropp 2006 (a bundle, helpful and not essential); the step is
    ours.
    """
    bundle = (
        probability("equal_status", equal_status)
        + probability("common_goals", common_goals)
        + probability("cooperation", cooperation)
        + probability("authority_support", authority_support)
    ) / 4
    gain = probability("base_gain", base_gain) * (1 + within("conditions_gain", conditions_gain, 0.0) * bundle)
    return probability("base_gain × (1 + conditions_gain)", gain)


def trust_after_sessions(trust: ArrayLike, session_gain: ArrayLike, sessions: ArrayLike) -> Array:
    """Return trust after some sessions, each of which adds the same share of what is missing.

    It is 1 - (1 - trust)·(1 - session_gain)^sessions.

    Parameters
    ----------
    trust: trust before the first session, from 0 to 1.
    session_gain: what one session adds, as a share of what is missing, from 0 to 1; see `contact_gain`.
    sessions: how many sessions, 0 or more; `numpy.arange(n + 1)` gives the whole path.

    Raises
    ------
    ValueError: for a value outside its range.

    Sources: the law of diminishing steps is ours.
    """
    missing = 1 - probability("trust", trust)
    return 1 - missing * (1 - probability("session_gain", session_gain)) ** within("sessions", sessions, 0.0)


def after_kept(trust: ArrayLike, gain: ArrayLike) -> Array:
    """Return trust after a kept promise: trust + gain·(1 - trust).

    Parameters
    ----------
    trust: trust before it, from 0 to 1.
    gain: the share of missing trust that a kept promise adds, from 0.001 to 0.999.

    Raises
    ------
    ValueError: for a value outside its range.

    Sources: ours.
    """
    held = probability("trust", trust)
    return held + within("gain", gain, LEAST_GAIN, MOST_GAIN) * (1 - held)


def after_broken(trust: ArrayLike, gain: ArrayLike, asymmetry: ArrayLike) -> Array:
    """Return trust after a broken promise: trust·(1 - asymmetry·gain).

    Parameters
    ----------
    trust: trust before it, from 0 to 1.
    gain: the share of missing trust that a kept promise adds, from 0.001 to 0.999.
    asymmetry: how many times as large the share is that a broken promise takes of the trust that is there; 0.01 or more,
        with asymmetry·gain at most 1.

    Raises
    ------
    ValueError: for a value outside its range.

    Sources: Slovic 1993 (trust is easier lost than won); Barlow et al. 2012 (bad contact can weigh more than good); the form
    is ours.
    """
    return probability("trust", trust) * (1 - _steps(gain, asymmetry)[1])


def expected_trust(
    trust: ArrayLike, promises_kept: ArrayLike, gain: ArrayLike, asymmetry: ArrayLike, encounters: ArrayLike
) -> Array:
    """Return mean trust after some encounters in which promises are kept with a given probability.

    With q = promises_kept, a = gain, b = asymmetry·gain and T* = `long_run_trust`, it is
    T* + (trust - T*)·(1 - q·a - (1 - q)·b)^encounters.

    Parameters
    ----------
    trust: trust before the first encounter, from 0 to 1.
    promises_kept: the probability that a promise is kept, from 0 to 1.
    gain: the share of missing trust that a kept promise adds, from 0.001 to 0.999.
    asymmetry: how many times as large the share is that a broken one takes; see `after_broken`.
    encounters: how many encounters, 0 or more.

    Raises
    ------
    ValueError: for a value outside its range.

    Sources: follows from `after_kept` and `after_broken`.
    """
    rises, falls = _steps(gain, asymmetry)
    end, kept = long_run_trust(promises_kept, asymmetry), probability("promises_kept", promises_kept)
    start, count = probability("trust", trust), within("encounters", encounters, 0.0)
    return end + (start - end) * (1 - kept * rises - (1 - kept) * falls) ** count


def long_run_trust(promises_kept: ArrayLike, asymmetry: ArrayLike) -> Array:
    """Return where mean trust settles: q/(q + (1 - q)·asymmetry), with q = promises_kept.

    Parameters
    ----------
    promises_kept: the probability that a promise is kept, from 0 to 1.
    asymmetry: how many times as much a broken promise takes as a kept one adds; 0.01 or more.

    Raises
    ------
    ValueError: for a value outside its range.

    Sources: follows from `after_kept` and `after_broken`.
    """
    kept = probability("promises_kept", promises_kept)
    return kept / (kept + (1 - kept) * within("asymmetry", asymmetry, LEAST_ASYMMETRY))


def promises_needed(trust_wanted: ArrayLike, asymmetry: ArrayLike) -> Array:
    """Return how reliably promises must be kept for trust to settle at a level T: asymmetry·T/(1 - T + asymmetry·T).

    Parameters
    ----------
    trust_wanted: the trust at which it should settle, from 0 to 1.
    asymmetry: how many times as much a broken promise takes as a kept one adds; 0.01 or more.

    Returns a probability.

    Raises
    ------
    ValueError: for a value outside its range.

    Sources: the inverse of `long_run_trust`.
    """
    level = probability("trust_wanted", trust_wanted)
    weighed = within("asymmetry", asymmetry, LEAST_ASYMMETRY) * level
    return weighed / (1 - level + weighed)


def acts_to_repair(trust: ArrayLike, gain: ArrayLike, asymmetry: ArrayLike) -> Array:
    """Return how many kept promises bring trust back to where it stood before one was broken.

    With T = trust, a = gain and b = asymmetry·gain: ln[(1 - T)/(1 - T·(1 - b))]/ln(1 - a). It is not rounded: 3.5 means
    that the fourth act does it. Full trust (T = 1) never comes back.

    Parameters
    ----------
    trust: trust before the breach, from 0 to 1.
    gain: the share of missing trust that a kept promise adds, from 0.001 to 0.999.
    asymmetry: how many times as large the share is that a broken one takes; see `after_broken`.

    Raises
    ------
    ValueError: for a value outside its range.

    Sources: follows from `after_kept` and `after_broken`.
    """
    held = probability("trust", trust)
    rises, falls = _steps(gain, asymmetry)
    with np.errstate(divide="ignore"):
        return np.asarray(np.log((1 - held) / (1 - held * (1 - falls))) / np.log(1 - rises))


def breach(trust: ArrayLike, gain: ArrayLike, asymmetry: ArrayLike, encounters: int, breach_at: int) -> Breach:
    """Return what one broken promise costs: trust with every promise kept, with one broken, and the gap between them.

    At encounter k the gap opens to a·(1 - T) + b·T, with T the trust before it, a = gain and b = asymmetry·gain: the gain
    forgone and the loss. Each kept promise after it closes the share a of the gap, so in this model a late breach is felt
    most at the end.

    Parameters
    ----------
    trust: trust before the first encounter, from 0 to 1.
    gain: the share of missing trust that a kept promise adds, from 0.001 to 0.999.
    asymmetry: how many times as large the share is that a broken one takes; see `after_broken`.
    encounters: how many encounters, a whole number from 1 to 200.
    breach_at: the encounter at which the promise is broken, counted from 1.

    Returns three arrays of shape (..., encounters + 1): before the first encounter, then after each.

    Raises
    ------
    ValueError: for a value outside its range.

    Sources: follows from `after_kept` and `after_broken`.
    """
    length = whole("encounters", encounters, 1, MOST_ENCOUNTERS)
    at = whole("breach_at", breach_at, 1, length)
    start = probability("trust", trust)[..., None]
    rises, falls = (step[..., None] for step in _steps(gain, asymmetry))
    time = np.arange(length + 1)
    unbroken = 1 - (1 - start) * (1 - rises) ** time
    before = unbroken[..., at - 1, None]
    opened = rises * (1 - before) + falls * before
    gap = np.where(time < at, 0.0, opened * (1 - rises) ** np.maximum(time - at, 0))
    return Breach(unbroken, unbroken - gap, gap)


def many_rooms(
    trust: ArrayLike,
    promises_kept: ArrayLike,
    gain: ArrayLike,
    asymmetry: ArrayLike,
    rooms: int,
    encounters: int,
    seed: int | np.random.Generator,
) -> Rooms:
    """Return how trust goes in many rooms alike, where each promise is kept by chance; see `expected_trust` for the mean.

    The same seed draws the same luck whatever the other parameters: a promise that is kept at some reliability is also
    kept at any higher one.

    Parameters
    ----------
    trust: trust before the first encounter, from 0 to 1: one number, or one for each room.
    promises_kept: the probability that a promise is kept, from 0 to 1: one number, or one for each room.
    gain: the share of missing trust that a kept promise adds, from 0.001 to 0.999, likewise.
    asymmetry: how many times as large the share is that a broken one takes, likewise; see `after_broken`.
    rooms: how many rooms, a whole number from 1 to 20,000.
    encounters: how many encounters in each, a whole number from 1 to 200.
    seed: a whole number, or a generator to draw from.

    Returns trust of shape (rooms, encounters + 1), and which promises were kept, of shape (rooms, encounters).

    Raises
    ------
    ValueError: for a value outside its range.

    Sources: `after_kept` and `after_broken`, with independent promises, which is ours.
    """
    count, length = whole("rooms", rooms, 1, MOST_ROOMS), whole("encounters", encounters, 1, MOST_ENCOUNTERS)
    rises, falls = _steps(gain, asymmetry)
    # Time comes first while the rooms are filled, so that each encounter writes one stretch of memory.
    draws = np.random.default_rng(seed).random((length, count))
    kept = draws < probability("promises_kept", promises_kept)
    paths = np.empty((length + 1, count))
    paths[0] = probability("trust", trust)
    for time in range(length):
        now = paths[time]
        paths[time + 1] = np.where(kept[time], now + rises * (1 - now), now * (1 - falls))
    return Rooms(paths.T, kept.T)


def long_run_cooperation(slip: ArrayLike, generosity: ArrayLike) -> Array:
    """Return how often two sides that answer like with like cooperate in the long run, where actions can go wrong.

    Each side means to answer cooperation with cooperation, and a defection with cooperation too with probability
    `generosity`. What it means goes wrong with probability `slip`. With r = 1 - slip after cooperation and
    d = generosity·(1 - slip) + (1 - generosity)·slip after a defection, the long run is d/(1 - r + d). Without generosity
    it is 1/2 for any slip, however small. With neither there is no one long run (not a number): what came first goes on.

    Parameters
    ----------
    slip: the probability that an action goes wrong, from 0 to 0.5; beyond that a side would mostly do what it does not mean.
    generosity: the probability of meaning to forgive a defection, from 0 to 1.

    Returns a share of rounds from 0 to 1.

    Raises
    ------
    ValueError: for a value outside its range.

    Sources: Molander 1985; Nowak and Sigmund 1992 (tit for tat under noise).
    """
    fails, forgives = within("slip", slip, 0.0, 0.5), probability("generosity", generosity)
    answered = forgives * (1 - fails) + (1 - forgives) * fails
    weighed = fails + answered
    share: Array = np.divide(answered, weighed, out=np.full(weighed.shape, np.nan), where=weighed > 0)
    return share


def optimal_generosity(temptation: ArrayLike, reward: ArrayLike, punishment: ArrayLike, sucker: ArrayLike) -> Array:
    """Return the generosity of "generous tit for tat" in a prisoner's dilemma with payoffs T > R > P > S.

    It is min(1 - (T - R)/(R - S), (R - P)/(T - P)), and 1/3 for the payoffs 5, 3, 1, 0.

    Parameters
    ----------
    temptation: T, for who alone defects.
    reward: R, for each of two who cooperate; T and S taking turns must not pay better (2R at least T + S).
    punishment: P, for each of two who defect.
    sucker: S, for who alone cooperates.

    Returns a probability.

    Raises
    ------
    ValueError: unless T > R > P > S and 2R is at least T + S.

    Sources: Nowak and Sigmund 1992.
    """
    alone, both = within("temptation", temptation), within("reward", reward)
    neither, used = within("punishment", punishment), within("sucker", sucker)
    if not np.all((alone > both) & (both > neither) & (neither > used) & (2 * both >= alone + used)):
        raise ValueError(
            words(
                "These payoffs make no prisoner's dilemma: temptation must be above reward, reward above punishment, "
                "punishment above sucker, and twice the reward at least temptation and sucker together."
            )
        )
    limit: Array = np.minimum(1 - (alone - both) / (both - used), (both - neither) / (alone - neither))
    return limit


def after_gesture(trust: ArrayLike, gesture_cost: ArrayLike, convincing_cost: ArrayLike) -> Array:
    """Return trust after the other side makes a one-sided gesture, by what the gesture costs it.

    A sincere side makes the gesture; an insincere one imitates it with probability
    m = max(0, 1 - gesture_cost/convincing_cost). By Bayes's rule trust T becomes T/(T + (1 - T)·m). Words cost nothing and
    change nothing; what no insincere side would pay settles the matter, unless there was no trust at all to start with.

    Parameters
    ----------
    trust: the belief that the other side is sincere, from 0 to 1.
    gesture_cost: what the gesture costs who makes it, in any unit; 0 or more.
    convincing_cost: the cost from which no insincere side would make it, in the same unit; 0.001 or more.

    Raises
    ------
    ValueError: for a value outside its range.

    Sources: Osgood 1962 (one-sided steps); Kydd 2000 (costly signals reassure); imitation falling evenly with cost is ours.
    """
    held, cost = probability("trust", trust), within("gesture_cost", gesture_cost, 0.0)
    imitated = np.maximum(1 - cost / within("convincing_cost", convincing_cost, 0.001), 0.0)
    made = held + (1 - held) * imitated
    return np.divide(held + 0 * made, made, out=np.zeros(made.shape), where=made > 0)


def _steps(gain: ArrayLike, asymmetry: ArrayLike) -> tuple[Array, Array]:
    """Return the shares that a kept promise adds and a broken one takes, of one shape."""
    rises = within("gain", gain, LEAST_GAIN, MOST_GAIN)
    falls = probability("gain × asymmetry", rises * within("asymmetry", asymmetry, LEAST_ASYMMETRY))
    return rises + 0 * falls, falls
