"""Leaks and spoilers: two dangers that run against time, how a circle's size feeds the first, and what answers the second.

A secret fails at a rate that grows with the people who know it (the form is Grimes's, 2016, as corrected); somebody who
loses by peace strikes at a rate that depends on who it is and how the others meet it (the types and strategies are
Stedman's, 1997); an attack tells on those who should have stopped it (Kydd and Walter 2002). Time is in years. Every
number here but Grimes's is this course's assumption.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course_lib.models.bounds import Array, probability, whole, within
from course_lib.words import words

# What Grimes estimated for each person and year, for large conspiracies that came out, at the very best.
GRIMES = 4.09e-6
TYPES = "limited", "greedy", "total"
STRATEGIES = "inducement", "socialisation", "coercion"
# By how much a strategy (column) multiplies the rate at which a spoiler of each type (row) strikes.
MULTIPLIERS: Array = np.array([[0.5, 0.9, 0.8], [0.9, 0.6, 0.7], [1.4, 1.6, 0.5]])
MULTIPLIERS.flags.writeable = False
# How a process ended, as `Run.ending` numbers it.
OPEN, LEAKED, SPOILED = range(3)
# Points and weights of Gauss's rule on the stretch from 0 to 1.
POINTS, POINT_WEIGHTS = np.polynomial.legendre.leggauss(64)
POINTS, POINT_WEIGHTS = (POINTS + 1) / 2, POINT_WEIGHTS / 2


class Fate(NamedTuple):
    """How likely it is that a process is still going undisturbed, has leaked first, or was spoiled first; they add to 1."""

    open: Array
    leaked: Array
    spoiled: Array


class Run(NamedTuple):
    """Many processes: the years until each ended, or until the last look, and how (0 open, 1 leaked, 2 spoiled)."""

    years: Array
    ending: NDArray[np.int64]


def grimes(people: ArrayLike, years: ArrayLike, leak_probability: ArrayLike = GRIMES, growth: ArrayLike = 0.0) -> Array:
    """Return how likely it is that a secret is out by a time, in Grimes's corrected form.

    L(t) = 1 - exp(-∫₀ᵗ (1 - (1 - p)^N(s)) ds), N(s) = people + growth·s (Grimes 2016, with the correction of March 2016;
    the form first printed had t times the last value in place of the integral). It was made for conspiracies of
    thousands; see `leaked` for a circle that talks.

    Parameters
    ----------
    people: N, how many know at the start, at least 0.
    years: t, at least 0.
    leak_probability: p, how likely each is to give it away in a year, from 0 to 0.9.
    growth: how many more know with each year, at least 0. All of these may be arrays.

    Raises
    ------
    ValueError: for a number outside its range.
    """
    rate = -np.log1p(-within("leak_probability", leak_probability, 0.0, 0.9))
    first, time = rate * within("people", people, 0), within("years", years, 0)
    later = rate * within("growth", growth, 0) * time
    # The mean of e^-x over 0 … later, taken from 1; its series where the plain form would lose all its digits.
    small = later < 1e-3
    fall = np.where(small, later / 2 - later**2 / 6 + later**3 / 24, 1 + np.expm1(-later) / np.where(small, 1.0, later))
    out: Array = -np.expm1(-time * (-np.expm1(-first) + np.exp(-first) * fall))
    return out


def grimes_years(people: ArrayLike, chance: ArrayLike = 0.95, leak_probability: ArrayLike = GRIMES) -> Array:
    """Return after how many years a secret of a constant circle is out with this chance, in Grimes's form.

    t = -ln(1 - chance) / (1 - (1 - p)^N) (Grimes 2016, who takes a chance of 0.95 for failure at hand).

    Parameters
    ----------
    people, leak_probability: as in `grimes`, but at least one person and a probability of at least 1e-12.
    chance: from 0 to 0.999999. All of these may be arrays.

    Raises
    ------
    ValueError: for a number outside its range.
    """
    rate = -np.log1p(-within("leak_probability", leak_probability, 1e-12, 0.9))
    years: Array = _hazard(chance) / -np.expm1(-rate * within("people", people, 1))
    return years


def grimes_people(years: ArrayLike, chance: ArrayLike = 0.05, leak_probability: ArrayLike = GRIMES) -> Array:
    """Return how many may know if the secret is to be out after some years with no more than this chance.

    N = ln(1 + ln(1 - chance) / t) / ln(1 - p), from Grimes's form (2016) for a constant circle; endless where t is so short
    that the chance stays lower however many know.

    Parameters
    ----------
    years, leak_probability: as in `grimes`, but more than 0: at least 0.001 years and a probability of at least 1e-12.
    chance: from 0 to 0.999999. All of these may be arrays.

    Raises
    ------
    ValueError: for a number outside its range.
    """
    rate = -np.log1p(-within("leak_probability", leak_probability, 1e-12, 0.9))
    yearly = _hazard(chance) / within("years", years, 0.001)
    people: Array = np.where(yearly < 1, -np.log1p(-np.minimum(yearly, 1 - 1e-16)) / rate, np.inf)
    return people


def person_years(people: ArrayLike, years: ArrayLike, growth: ArrayLike = 0.0) -> Array:
    """Return how long a secret has been kept by how many, added up: people·t + growth·t²/2.

    Parameters
    ----------
    people, years, growth: as in `grimes`.

    Raises
    ------
    ValueError: for a number outside its range.
    """
    time = within("years", years, 0)
    kept: Array = within("people", people, 0) * time + within("growth", growth, 0) * time**2 / 2
    return kept


def leaked(people: ArrayLike, years: ArrayLike, leak_rate: ArrayLike = 0.02, growth: ArrayLike = 0.0) -> Array:
    """Return how likely it is that talks are exposed by a time: 1 - exp(-h·∫N dt), where only person-years count.

    This course's form; where few know and each is discreet it is Grimes's (2016) to the first order.

    Parameters
    ----------
    people, years, growth: as in `grimes`.
    leak_rate: h, leaks per person and year, at least 0; 0.02 is an assumption, as is its range of 0.002 to 0.2.

    Raises
    ------
    ValueError: for a number outside its range.
    """
    out: Array = -np.expm1(-within("leak_rate", leak_rate, 0) * person_years(people, years, growth))
    return out


def years_until_leaked(
    chance: ArrayLike, people: ArrayLike, leak_rate: ArrayLike = 0.02, growth: ArrayLike = 0.0
) -> Array:
    """Return after how many years talks are exposed with this chance, the inverse of `leaked`; endless where nobody leaks.

    t = 2E / (N + √(N² + 2·growth·E)), with E = -ln(1 - chance) / h. At a chance of one half it is the secret's half-life.

    Parameters
    ----------
    chance: from 0 to 0.999999.
    people, leak_rate, growth: as in `leaked`.

    Raises
    ------
    ValueError: for a number outside its range.
    """
    return _years(
        _hazard(chance), within("people", people, 0), within("leak_rate", leak_rate, 0), within("growth", growth, 0)
    )


def success(people: ArrayLike, buy_in: ArrayLike, leak_rate: ArrayLike, years: ArrayLike) -> Array:
    """Return how likely a circle is to carry enough weight and stay unseen: (1 - e^(-β·N))·e^(-κ·N), κ = leak_rate·years.

    Parameters
    ----------
    people: N, how many are let in, at least 0.
    buy_in: β, how much each adds to the chance that what is agreed will be carried at home, from 0.001 to 10 per person.
    leak_rate: leaks per person and year, at least 0.
    years: how long the secret has to hold, at least 0. All of these may be arrays.

    Raises
    ------
    ValueError: for a number outside its range.
    """
    circle = within("people", people, 0)
    kept: Array = np.exp(-within("leak_rate", leak_rate, 0) * within("years", years, 0) * circle)
    carried: Array = -np.expm1(-within("buy_in", buy_in, 0.001, 10) * circle)
    return carried * kept


def best_circle(buy_in: ArrayLike, leak_rate: ArrayLike, years: ArrayLike) -> Array:
    """Return how many to let in for the greatest `success`: N* = ln(1 + β/κ) / β, κ = leak_rate·years; endless at κ = 0.

    Parameters
    ----------
    buy_in, leak_rate, years: as in `success`.

    Raises
    ------
    ValueError: for a number outside its range.
    """
    weight = within("buy_in", buy_in, 0.001, 10)
    exposure = within("leak_rate", leak_rate, 0) * within("years", years, 0)
    with np.errstate(divide="ignore"):
        best: Array = np.log1p(weight / exposure) / weight
    return best


def first(rates: ArrayLike, years: ArrayLike = np.inf) -> Array:
    """Return how likely each of several dangers is to have struck first by a time: r_i/R·(1 - e^(-R·t)), R their sum.

    The dangers strike independently, each at a constant rate (competing risks; see Tsiatis 1975 on what that assumes).

    Parameters
    ----------
    rates: of shape (…, k), one for each danger, per year, at least 0.
    years: t, of shape (…) or a number, at least 0; without it, in the long run.

    Raises
    ------
    ValueError: for a number outside its range.
    """
    each = within("rates", rates, 0)
    total = each.sum(axis=-1)
    still = total * np.where(total == 0, 0.0, within("years", years, 0))
    struck: Array = -np.expm1(-still)
    return each / np.where(total == 0, 1.0, total)[..., None] * struck[..., None]


def mean_years(rates: ArrayLike) -> Array:
    """Return how many years on average until the first of several dangers strikes: 1/R; endless where none does.

    Parameters
    ----------
    rates: as in `first`.

    Raises
    ------
    ValueError: for a number outside its range.
    """
    with np.errstate(divide="ignore"):
        mean: Array = 1 / within("rates", rates, 0).sum(axis=-1)
    return mean


def trust_after_attacks(trust: ArrayLike, control: ArrayLike, attacks: ArrayLike = 1) -> Array:
    """Return how far a partner is still trusted after attacks by extremists on that partner's side.

    A trustworthy partner stops an attack with probability C, an untrustworthy one never does, and Bayes's rule weighs each:
    T' = T·(1 - C)ⁿ / (T·(1 - C)ⁿ + 1 - T). That attacks do most harm where the partner is thought able to stop them is
    Kydd and Walter's finding (2002); this form is the course's. A trust of exactly 1 knows no doubt.

    Parameters
    ----------
    trust: T, how likely the partner was thought to be trustworthy, from 0 to 1.
    control: C, how likely a trustworthy partner is to stop an attack, from 0 to 1.
    attacks: n, how many attacks came through, at least 0. All of these may be arrays.

    Raises
    ------
    ValueError: for a number outside its range.
    """
    before = probability("trust", trust)
    excused = before * (1 - probability("control", control)) ** within("attacks", attacks, 0)
    after: Array = np.where(before == 1, 1.0, excused / np.where(before == 1, 1.0, excused + 1 - before))
    return after


def strategy_effects(belief: ArrayLike, multipliers: ArrayLike = MULTIPLIERS) -> Array:
    """Return what each strategy is expected to do to the rate at which a spoiler strikes, of shape (…, 3): 1 changes nothing.

    The types and strategies are Stedman's (1997); the table of multipliers is this course's assumption.

    Parameters
    ----------
    belief: of shape (…, 3), how likely each of `TYPES` is thought to be; at least 0, and only their proportions count.
    multipliers: of shape (3, 3), a row for each of `TYPES` and a column for each of `STRATEGIES`, at least 0.

    Returns
    -------
    An expected multiplier for each of `STRATEGIES`, in their order.

    Raises
    ------
    ValueError: for a number outside its range, for a belief or a table of another shape, and where all of a belief is 0.
    """
    return _belief(belief) @ _table(multipliers)


def best_strategy(belief: ArrayLike, multipliers: ArrayLike = MULTIPLIERS) -> NDArray[np.int64]:
    """Return the place in `STRATEGIES` of the strategy whose expected multiplier is least, the first of equals.

    Parameters
    ----------
    belief, multipliers: as in `strategy_effects`; the answer has the belief's shape without its last axis.

    Raises
    ------
    ValueError: as in `strategy_effects`.
    """
    return np.asarray(strategy_effects(belief, multipliers).argmin(axis=-1), dtype=np.int64)


def fate(
    years: ArrayLike,
    people: ArrayLike = 12,
    leak_rate: ArrayLike = 0.02,
    spoiler_rate: ArrayLike = 0.2,
    growth: ArrayLike = 0.0,
    *,
    strategy: str | None = None,
    belief: ArrayLike = (1.0, 1.0, 1.0),
    multipliers: ArrayLike = MULTIPLIERS,
) -> Fate:
    """Return how likely a process is to be still going, to have leaked first, or to have been spoiled first by a time.

    Leak and spoiler strike independently, the leak at h·N(t), the spoiler at a constant rate r that the strategy multiplies
    by m for its type: for each type, open = e^(-h·∫N dt - m·r·t) and spoiled = m·r·∫open dt. Then the mean over the types
    is taken. A process that is still undisturbed late probably has a milder spoiler, so that it lasts longer than the mean
    rate would let it (frailty, Vaupel and others 1979).

    Parameters
    ----------
    years: t, at least 0.
    people: N, how many know at the start, at least 0.
    leak_rate: h, leaks per person and year, at least 0.
    spoiler_rate: r, attacks on the process per year where nobody does anything about them, at least 0.
    growth: how many more know with each year, at least 0. All of these may be arrays.
    strategy: one of `STRATEGIES`, or None for none.
    belief: three numbers, how likely each of `TYPES` is; only their proportions count.
    multipliers: as in `strategy_effects`.

    Raises
    ------
    ValueError: for a number outside its range, for an unknown strategy, and as in `strategy_effects`.
    """
    shares = _belief(belief, 1)
    # The types stand on the last axis.
    time, circle, leaks, wider, strikes = (
        within(name, value, 0)[..., None]
        for name, value in (
            ("years", years),
            ("people", people),
            ("leak_rate", leak_rate),
            ("growth", growth),
            ("spoiler_rate", spoiler_rate),
        )
    )
    strikes = strikes * _column(strategy, multipliers)

    def going(moment: Array) -> Array:
        still: Array = np.exp(-leaks * (circle * moment + wider * moment**2 / 2) - strikes * moment)
        return still

    # The integral has no plain form while the circle grows; Gauss's rule is exact to rounding up to where next to nothing
    # (e⁻⁵⁰) is still going.
    with np.errstate(divide="ignore", over="ignore"):
        reach = np.minimum(time, 50 / (leaks * circle + strikes))
    spent = sum(weight * going(point * reach) for point, weight in zip(POINTS, POINT_WEIGHTS, strict=True))
    still, spoiled = going(time), strikes * reach * spent
    # Rounding may leave a hair less than nothing.
    out = np.maximum(1 - still - spoiled, 0.0)
    return Fate(still @ shares, out @ shares, np.broadcast_to(spoiled, still.shape) @ shares)


def rate_interval(years: ArrayLike, confidence: ArrayLike = 0.95) -> tuple[Array, Array]:
    """Return between which yearly rates the truth lies, if a danger that strikes at a constant rate first struck after t.

    The exact interval for one exponential time: -ln((1 + c)/2)/t and -ln((1 - c)/2)/t. At 95 per cent the upper end is
    146 times the lower, whatever t is: one leak says next to nothing about how often such things leak.

    Parameters
    ----------
    years: t, when it was seen to strike, at least 1e-6.
    confidence: c, from 0 to 0.999999. Both may be arrays.

    Raises
    ------
    ValueError: for a number outside its range.
    """
    time, sure = within("years", years, 1e-6), within("confidence", confidence, 0.0, 0.999999)
    return -np.log((1 + sure) / 2) / time, -np.log((1 - sure) / 2) / time


def simulate(
    processes: int,
    years: float,
    people: ArrayLike = 12,
    leak_rate: ArrayLike = 0.02,
    spoiler_rate: ArrayLike = 0.2,
    growth: ArrayLike = 0.0,
    *,
    strategy: str | None = None,
    belief: ArrayLike = (1.0, 1.0, 1.0),
    multipliers: ArrayLike = MULTIPLIERS,
    seed: int | np.random.Generator = 0,
) -> Run:
    """Return how many processes ended and when, each with a spoiler of its own type, leak and spoiler racing each other.

    `fate` says in how many of them each comes first; here they can be seen one by one.

    Parameters
    ----------
    processes: how many, from 1 to 1,000,000.
    years: when to look last, at least 0.
    people, leak_rate, spoiler_rate, growth: as in `fate`; a number, or one for each process.
    strategy, belief, multipliers: as in `fate`.
    seed: a whole number or a generator; the same one gives the same processes.

    Raises
    ------
    ValueError: as in `fate`.
    """
    many, chance = whole("processes", processes, 1, 1_000_000), np.random.default_rng(seed)
    shares = _belief(belief, 1)
    horizon, factors = within("years", years, 0), _column(strategy, multipliers)
    kinds = chance.choice(len(TYPES), size=many, p=shares)
    leak = _years(
        chance.exponential(size=many),
        within("people", people, 0),
        within("leak_rate", leak_rate, 0),
        within("growth", growth, 0),
    )
    with np.errstate(divide="ignore"):
        strike = chance.exponential(size=many) / (within("spoiler_rate", spoiler_rate, 0) * factors[kinds])
    ending = np.where(np.minimum(leak, strike) >= horizon, OPEN, np.where(leak < strike, LEAKED, SPOILED))
    return Run(np.minimum(np.minimum(leak, strike), horizon), ending.astype(np.int64))


def _hazard(chance: ArrayLike) -> Array:
    """Return the hazard that adds up to a chance: -ln(1 - chance)."""
    added: Array = -np.log1p(-within("chance", chance, 0.0, 0.999999))
    return added


def _years(hazard: Array, people: Array, leak_rate: Array, growth: Array) -> Array:
    """Return when a circle's hazard has added up to this much: the root of h·(people·t + growth·t²/2) = hazard."""
    with np.errstate(divide="ignore", invalid="ignore"):
        exposure = np.where(hazard == 0, 0.0, hazard / leak_rate)
        years = 2 * exposure / (people + np.sqrt(people**2 + 2 * growth * exposure))
    # 0/0 is no hazard to wait for; ∞/∞ is a hazard that never comes.
    return np.where(hazard == 0, 0.0, np.where(np.isnan(years), np.inf, years))


def _belief(belief: ArrayLike, axes: int | None = None) -> Array:
    """Return a belief over the types, of shape (…, 3), made to add up to 1; with `axes`, only one of that many axes."""
    shares = within("belief", belief, 0)
    if shares.shape[-1:] != (len(TYPES),) or (axes is not None and shares.ndim != axes):
        raise ValueError(words("“belief” takes one number for each of the {n} types.", n=len(TYPES)))
    total = shares.sum(axis=-1, keepdims=True)
    if (total == 0).any():
        raise ValueError(words("A belief that gives every type 0 says nothing; give at least one of them more."))
    made: Array = shares / total
    return made


def _table(multipliers: ArrayLike) -> Array:
    table = within("multipliers", multipliers, 0)
    if table.shape != (len(TYPES), len(STRATEGIES)):
        raise ValueError(
            words("“multipliers” takes a row for each of the {n} types and a column for each strategy.", n=len(TYPES))
        )
    return table


def _column(strategy: str | None, multipliers: ArrayLike) -> Array:
    """Return by how much a strategy multiplies each type's rate; None by 1."""
    if strategy is None:
        return np.ones(len(TYPES))
    if strategy not in STRATEGIES:
        raise ValueError(
            words(
                "There is no strategy “{strategy}”; there are {strategies}.",
                strategy=strategy,
                strategies=", ".join(STRATEGIES),
            )
        )
    return _table(multipliers)[:, STRATEGIES.index(strategy)]
