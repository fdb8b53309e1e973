"""Why a shelf of success stories misleads, even where every story on it is true: what was selected before anybody looked.

Three filters stand between what happened and what is read: which efforts are written up, how good an outcome must be to
be worth a book, and which conflicts anybody tried to help with. Each has a closed form here. A fourth part makes records
whose truth is known, and sets what a reader would conclude from the published ones beside Heckman's correction.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from statistics import NormalDist
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course_lib.models.bounds import Array, probability, whole, within
from course_lib.words import words

Flags = NDArray[np.bool_]
Seed = int | np.random.Generator


class Published(NamedTuple):
    """What is left above a bar: the share that is published, and the mean and spread of the outcomes in it."""

    share: Array
    mean: Array
    spread: Array


class Comparison(NamedTuple):
    """Mean outcomes with and without a process, their difference, and how far it lies from the true effect."""

    tried: Array
    untried: Array
    difference: Array
    bias: Array


class Conflicts(NamedTuple):
    """Invented conflicts: how hard each is, whether a process was tried, and how far it moved towards a settlement."""

    hardness: Array
    tried: Flags
    outcome: Array


class Records(NamedTuple):
    """Invented efforts, published or not; `outcome` is that of all of them, which no reader could see.

    Arrays of the shape (count,), or (repetitions, count).
    """

    effort: Array
    occasion: Array
    outcome: Array
    published: Flags


class Estimate(NamedTuple):
    """Coefficients and their standard errors, along the last axis; each function says which is which."""

    coefficients: Array
    standard_errors: Array


class Sampling(NamedTuple):
    """Both estimates in each of several repetitions: arrays of the shape (repetitions, coefficients)."""

    naive: Estimate
    corrected: Estimate


def share_of_successes(true_share: ArrayLike, success_published: ArrayLike, failure_published: ArrayLike) -> Array:
    """Return the share of successes among published efforts: p·s / (p·s + (1 - p)·f).

    With the two rates of publication exchanged it goes the other way, from the share in a library to the true one.

    Parameters
    ----------
    true_share: p, the share of all efforts that succeed, from 0 to 1.
    success_published, failure_published: s and f, how likely a success and a failure is written up, from 0 to 1.
    All may be arrays that broadcast together; so is the result.

    Returns
    -------
    The share, from 0 to 1; NaN where nothing at all is published.

    Raises
    ------
    ValueError: for a value outside its range.

    Source: Bayes' rule; for the drawer in which failures stay, Rosenthal 1979.
    """
    p = probability("true_share", true_share)
    successes = p * probability("success_published", success_published)
    failures = (1 - p) * probability("failure_published", failure_published)
    with np.errstate(invalid="ignore"):
        return successes / (successes + failures)


def published_outcomes(mean: ArrayLike, spread: ArrayLike, bar: ArrayLike) -> Published:
    """Return what the published outcomes look like when only those above a bar are published.

    All outcomes are normal. With λ(z) = φ(z) / (1 - Φ(z)), the inverse Mills ratio: the published share is 1 - Φ(bar), the
    published mean is mean + spread·λ(bar), and the published variance is spread²·θ with θ = 1 - λ(bar)·(λ(bar) - bar).

    Parameters
    ----------
    mean, spread: mean and standard deviation of all outcomes, in any unit; the spread from 0.
    bar: how good an outcome must be, in standard deviations above the mean of all; from -8 (all published) to 8.

    Raises
    ------
    ValueError: for a value outside its range.

    Source: moments of a truncated normal distribution, as in Heckman 1979.
    """
    middle, wide, high = within("mean", mean), within("spread", spread, 0), _bar(bar)
    return Published(_above(high), middle + wide * _mills(high), wide * np.sqrt(_kept(high)))


def published_slope(slope: ArrayLike, correlation: ArrayLike, bar: ArrayLike) -> Array:
    """Return the slope that regression finds among outcomes above a bar: slope·θ / (1 - ρ²·(1 - θ)).

    Selection on the outcome flattens every slope, and the more so the higher the bar, unless the line explains everything.

    Parameters
    ----------
    slope: that of the outcome on its cause among all efforts, in units of the outcome for each unit of the cause.
    correlation: ρ, that of both among all efforts, from -1 to 1.
    bar: as in `published_outcomes`, which also gives θ.

    Raises
    ------
    ValueError: for a value outside its range.

    Source: Goldberger 1981, for cause and outcome that are jointly normal.
    """
    kept = _kept(_bar(bar))
    return within("slope", slope) * kept / (1 - within("correlation", correlation, -1, 1) ** 2 * (1 - kept))


def published_correlation(bar: ArrayLike) -> Array:
    """Return the correlation, among published efforts, of two merits that have nothing to do with each other.

    An effort is published when the sum of its two merits, each standard normal, passes the bar: (θ - 1) / (θ + 1), with θ of
    `published_outcomes`. Whoever lacks one merit must have had the other, or would not be on the shelf.

    Parameters
    ----------
    bar: how high the sum must be, in standard deviations of the sum; from -8 (all published, no correlation) to 8.

    Raises
    ------
    ValueError: for a value outside its range.

    Source: Berkson 1946; for conditioning on a collider, Elwert and Winship 2014.
    """
    kept = _kept(_bar(bar))
    return (kept - 1) / (kept + 1)


def comparison(
    true_effect: ArrayLike, hardness_toll: ArrayLike, hardness_selection: ArrayLike, share_tried: ArrayLike
) -> Comparison:
    """Return what a comparison of conflicts with and without a process shows, when how hard they are decided who got one.

    Hardness h is standard normal; a process is tried in the share p of conflicts for which r·h + √(1 - r²)·v is highest,
    with v standard normal. The outcome is true_effect·tried - hardness_toll·h + noise. With c = Φ⁻¹(1 - p), conflicts with
    a process are r·φ(c)/p harder than the mean, so that the bias is -hardness_toll·r·φ(c) / (p·(1 - p)).

    Parameters
    ----------
    true_effect: what a process adds to the outcome of any conflict, in standard deviations of the noise.
    hardness_toll: what one more standard deviation of hardness takes from the outcome, in the same unit; from 0.
    hardness_selection: r, from -1 to 1: above 0 the hard conflicts get the process, below 0 the easy ones, at 0 chance.
    share_tried: p, the share of conflicts that get one, from 0.001 to 0.999.
    All may be arrays that broadcast together; so are the results.

    Raises
    ------
    ValueError: for a value outside its range.

    Source: that mediators get the hard cases, and that a comparison then misleads, Gartner and Bercovitch 2006; the linear
    form is this course's.
    """
    effect, toll, drawn, share = _selection(true_effect, hardness_toll, hardness_selection, share_tried)
    pull = toll * drawn * _density(_bound(share))
    tried, untried = effect - pull / share, pull / (1 - share)
    return Comparison(tried, untried, tried - untried, tried - untried - effect)


def conflicts(
    count: int,
    true_effect: float,
    hardness_toll: float,
    hardness_selection: float,
    share_tried: float,
    seed: Seed,
) -> Conflicts:
    """Return invented conflicts of the kind that `comparison` describes; the noise has standard deviation 1.

    The same seed draws the same conflicts whatever the other parameters, so that each moves as they are moved.

    Parameters
    ----------
    count: how many, from 20 to 100,000.
    seed: a number or a generator.
    For the others see `comparison`; here each is one number.

    Raises
    ------
    ValueError: for a value outside its range.
    """
    many = whole("count", count, 20, 100_000)
    effect, toll, drawn, share = _selection(true_effect, hardness_toll, hardness_selection, share_tried)
    hardness, other, noise = np.random.default_rng(seed).standard_normal((many, 3)).T
    tried = drawn * hardness + np.sqrt(1 - drawn**2) * other > _bound(share)
    return Conflicts(hardness, tried, effect * tried - toll * hardness + noise)


def compared(seen: Conflicts, hardness_known: bool) -> Estimate:
    """Return the effect of a process as least squares finds it, with hardness held equal or not.

    Parameters
    ----------
    seen: from `conflicts`.
    hardness_known: whether whoever compares can measure how hard each conflict was.

    Returns
    -------
    Coefficients: the outcome without a process, the effect, and, where it is known, that of hardness.

    Raises
    ------
    ValueError: where all conflicts got a process, or none.
    """
    if seen.tried.all() or not seen.tried.any():
        raise ValueError(words("With a process in every conflict, or in none, there is nothing to compare."))
    columns = [np.ones_like(seen.outcome), seen.tried.astype(float)]
    design = np.stack([*columns, seen.hardness] if hardness_known else columns)
    return _least_squares(design, seen.outcome, np.ones_like(seen.outcome))


def records(
    count: int,
    true_level: float,
    true_slope: float,
    shared_luck: float,
    effort_published: float,
    occasion_published: float,
    seed: Seed,
    repetitions: int | None = None,
) -> Records:
    """Return invented efforts, of which some are published, for reasons that may have to do with how they went.

    With effort x, occasion w and luck v all standard normal, an effort is published when
    effort_published·x + occasion_published·w + v > 0; its outcome is true_level + true_slope·x + u, where u has standard
    deviation 1 and correlation shared_luck with v. The same seed draws the same efforts whatever the other parameters.

    Parameters
    ----------
    count: how many efforts, from 50 to 20,000.
    true_level: the mean outcome of all, in standard deviations of u.
    true_slope: what one more standard deviation of effort adds to the outcome.
    shared_luck: from -1 to 1; above 0, what makes an effort go better than expected also gets it written up.
    effort_published: how much more likely more effort makes publication, from -2 to 2.
    occasion_published: the same for an occasion to publish that has no part in the outcome, such as a funder who wants a
        report; from 0 (there is none) to 3.
    seed: a number or a generator.
    repetitions: how often to draw as many efforts again; None for once, without that axis.

    Raises
    ------
    ValueError: for a value outside its range.

    Source: the model is Heckman's (1979); its reading as a library of cases is this course's.
    """
    many = whole("count", count, 50, 20_000)
    shape = (many, 4) if repetitions is None else (whole("repetitions", repetitions, 1, 1000), many, 4)
    draws = np.random.default_rng(seed).standard_normal(shape)
    effort, occasion, luck, noise = np.moveaxis(draws, -1, 0)
    shared = within("shared_luck", shared_luck, -1, 1)
    reason = within("effort_published", effort_published, -2, 2) * effort
    reason = reason + within("occasion_published", occasion_published, 0, 3) * occasion + luck
    residual = shared * luck + np.sqrt(1 - shared**2) * noise
    outcome = within("true_level", true_level) + within("true_slope", true_slope) * effort + residual
    return Records(effort, occasion, outcome, reason > 0)


def naive(seen: Records) -> Estimate:
    """Return level and slope of the outcome on effort as a reader finds them, by least squares on what is published.

    The standard errors are the usual ones, which take the published efforts for a fair sample.
    """
    design = np.stack([np.ones_like(seen.effort), seen.effort], axis=-2)
    return _least_squares(design, seen.outcome, seen.published.astype(float))


def corrected(seen: Records, occasion_known: bool) -> Estimate:
    """Return level, slope and the weight of selection, by Heckman's two steps.

    Who is published is explained by a `probit` over all efforts; with its index z'g, the published outcomes are
    E[y | published] = level + slope·x + weight·λ(-z'g), so that λ, the inverse Mills ratio, joins the regression. This needs
    to know of the unpublished efforts that they took place, their effort and their occasion, but not their outcome.

    The standard errors allow for residuals that spread unequally, by their squares, and for the first step's own error: with
    W = (1, x, λ) and S = (W'W)⁻¹W', their squares are the diagonal of S·E·S' + weight²·(S·D·Z)·V·(S·D·Z)', where E holds the
    squared residuals, D holds λ·(λ + z'g), and V is the covariance of g.

    Parameters
    ----------
    seen: from `records`.
    occasion_known: whether the first step knows the occasion. Without it, all that the first step knows also moves the
        outcome, and the answer hangs on the bend of one curve.

    Returns
    -------
    Coefficients: level, slope, weight. The weight is near shared_luck where the occasion is known, and near 0 where what is
    published has nothing to do with luck.

    Raises
    ------
    ValueError: where the first step finds no answer; see `probit`.

    Source: Heckman 1979.
    """
    plain = np.stack([np.ones_like(seen.effort), seen.effort], axis=-2)
    reasons = np.concatenate([plain, seen.occasion[..., None, :]], axis=-2) if occasion_known else plain
    found, variance = probit(seen.published, reasons)
    index = _index(found, reasons)
    published = seen.published.astype(float)
    ratio = _mills(np.where(seen.published, -index, 0.0))  # the unpublished take no part from here on
    design = np.concatenate([plain, ratio[..., None, :]], axis=-2)
    solver = _solver(design, published)
    coefficients = _times(solver, seen.outcome)
    residuals = seen.outcome - _index(coefficients, design)
    bend = coefficients[..., 2, None] * ratio * (ratio + index)
    first = solver @ np.swapaxes(reasons * bend[..., None, :], -1, -2)
    own = ((solver * residuals[..., None, :]) ** 2).sum(axis=-1)
    return Estimate(coefficients, np.sqrt(own + (first @ variance * first).sum(axis=-1)))


def sampling(
    repetitions: int,
    count: int,
    true_level: float,
    true_slope: float,
    shared_luck: float,
    effort_published: float,
    occasion_published: float,
    occasion_known: bool,
    seed: Seed,
) -> Sampling:
    """Return both estimates over and over, from as many libraries as repetitions, all with the same truth behind them.

    The time goes with repetitions·count: some 12,000 efforts in all are quick enough for a slider. For the parameters see
    `records` and `corrected`, for the coefficients `naive` and `corrected`.

    Raises
    ------
    ValueError: for a value outside its range.
    """
    seen = records(count, true_level, true_slope, shared_luck, effort_published, occasion_published, seed, repetitions)
    return Sampling(naive(seen), corrected(seen, occasion_known))


# Newton's method squares its error at each step; what has not settled by then grows without end.
STEPS, SETTLED = 25, 1e-6


def probit(chosen: NDArray[np.bool_], reasons: Array) -> tuple[Array, Array]:
    """Return the coefficients g of P(chosen) = Φ(reasons·g) that make what was chosen most likely, and their covariance.

    By Newton's method, from 0: the likelihood has one peak. With q = 1 for what was chosen and -1 for the rest, and
    m = q·λ(-q·z'g), its slope is Z'm and its curvature -Z'·diag(m·(m + z'g))·Z; the inverse of Z'·diag(m·(m + z'g))·Z is
    the covariance.

    Parameters
    ----------
    chosen: what was chosen, of the shape (..., count).
    reasons: of the shape (..., coefficients, count); a row of ones among them, if there is to be a constant.

    Raises
    ------
    ValueError: where the reasons tell without error what was chosen, so that no finite coefficients are best.

    Source: the first of the two steps of Heckman 1979.
    """
    sign = np.where(chosen, 1.0, -1.0)
    turned = np.swapaxes(reasons, -1, -2)
    found = np.zeros(reasons.shape[:-1])
    with np.errstate(divide="ignore", invalid="ignore"):  # where nothing settles, numbers leave their range
        for _ in range(STEPS):
            index = _index(found, reasons)
            pull = sign * _mills(-sign * index)
            variance = _inverse((reasons * (pull * (pull + index))[..., None, :]) @ turned)
            step = _times(variance, _times(reasons, pull))
            found = found + step
            if np.abs(step).max() < SETTLED:
                return found, variance
    raise ValueError(words("What is published can be told without error from these records; draw more of them."))


def _selection(
    true_effect: ArrayLike, hardness_toll: ArrayLike, hardness_selection: ArrayLike, share_tried: ArrayLike
) -> tuple[Array, Array, Array, Array]:
    return (
        within("true_effect", true_effect),
        within("hardness_toll", hardness_toll, 0),
        within("hardness_selection", hardness_selection, -1, 1),
        within("share_tried", share_tried, 0.001, 0.999),
    )


def _least_squares(design: Array, outcome: Array, weight: Array) -> Estimate:
    """Return least squares over the efforts of weight 1, with the usual standard errors; earlier axes are repetitions."""
    solver = _solver(design, weight)
    coefficients = _times(solver, outcome)
    squares = (weight * (outcome - _index(coefficients, design)) ** 2).sum(axis=-1)
    free = weight.sum(axis=-1) - design.shape[-2]
    return Estimate(coefficients, np.sqrt((squares / free)[..., None] * (solver**2).sum(axis=-1)))


def _solver(design: Array, weight: Array) -> Array:
    """Return what takes outcomes to coefficients, (W'W)⁻¹W' over the efforts of weight 1, with W' the design.

    By QR: without an occasion the columns of W are nearly dependent, and W'W would square that.
    """
    q, r = np.linalg.qr(np.swapaxes(design * weight[..., None, :], -1, -2))
    solver: Array = _inverse(r) @ np.swapaxes(q, -1, -2)
    return solver


def _inverse(matrix: Array) -> Array:
    return np.asarray(np.linalg.inv(matrix), dtype=float)


def _index(coefficients: Array, design: Array) -> Array:
    return (coefficients[..., None, :] @ design)[..., 0, :]


def _times(matrix: Array, vector: Array) -> Array:
    return (matrix @ vector[..., None])[..., 0]


def _bar(bar: ArrayLike) -> Array:
    return within("bar", bar, -8, 8)


def _each(function: Callable[[float], float], values: Array) -> Array:
    """Return a function of one number over an array: the standard library's is exact to the last digit, NumPy has none."""
    return np.fromiter(map(function, values.ravel().tolist()), float, values.size).reshape(values.shape)


def _density(z: Array) -> Array:
    return np.exp(-(z**2) / 2) / math.sqrt(2 * math.pi)


def _above(z: Array) -> Array:
    """Return 1 - Φ(z), without the loss of digits that the difference would have far out."""
    return _each(math.erfc, z / math.sqrt(2)) / 2


def _mills(z: Array) -> Array:
    return _density(z) / _above(z)


def _kept(bar: Array) -> Array:
    """Return θ, the share of the variance that is left above a bar."""
    ratio = _mills(bar)
    return 1 - ratio * (ratio - bar)


def _bound(share: Array) -> Array:
    return _each(NormalDist().inv_cdf, 1 - share)
