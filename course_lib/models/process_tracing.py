"""Process tracing by Bayes' rule: how far one clue, or several, should move the belief that a contact mattered.

What a clue is worth depends on two probabilities: how likely it is to be found if the claim is true, and if it is false.
Their ratio is all that moves belief. Van Evera's four tests are the four corners of that pair; what a witness with an
interest says, and what one source says twice, weighs less than it seems.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course_lib.models.bounds import Array, probability, within
from course_lib.words import mark, words


class Kind(NamedTuple):
    """A kind of evidence: its name, and how likely it is found if the claim is true, and if it is false."""

    label: str
    if_true: float
    if_false: float


class Prospect(NamedTuple):
    """What looking for a clue can bring: how likely it is found, the belief in either case, and what to expect of both."""

    found: Array
    belief_if_found: Array
    belief_if_missing: Array
    expected_belief: Array


class Weighing(NamedTuple):
    """Clues along the last axis: which of them count, what each adds in decibels, and the belief after each."""

    counted: NDArray[np.bool_]
    decibels: Array
    beliefs: Array


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "straw_in_the_wind": Kind(mark("Straw in the wind"), 0.6, 0.5),
        "hoop": Kind(mark("Hoop test"), 0.95, 0.5),
        "smoking_gun": Kind(mark("Smoking gun"), 0.3, 0.05),
        "doubly_decisive": Kind(mark("Doubly decisive test"), 0.95, 0.05),
    }
)


def odds(belief: ArrayLike) -> Array:
    """Return a probability from 0 to 1 as odds, p / (1 - p): 0.75 is 3 to 1; infinite for 1.

    Raises
    ------
    ValueError: for a probability outside its range.
    """
    p = probability("belief", belief)
    with np.errstate(divide="ignore"):
        return p / (1 - p)


def decibels(ratio: ArrayLike) -> Array:
    """Return odds or a likelihood ratio, from 0, in decibels: 10·log₁₀. Independent clues then add instead of multiplying.

    Ten to one are 10 dB, even odds 0 dB, and one to ten -10 dB.

    Raises
    ------
    ValueError: for a ratio below 0.

    Source: weight of evidence, Good 1985 (with decibans as its unit); for process tracing, Fairfield and Charman 2017.
    """
    with np.errstate(divide="ignore"):
        return 10 * np.log10(within("ratio", ratio, 0))


def likelihood_ratio(if_true: ArrayLike, if_false: ArrayLike, found: ArrayLike = True) -> Array:
    """Return how many times likelier it is to find a clue if the claim is true than if it is false; or not to find it.

    if_true / if_false for a clue that was found, (1 - if_true) / (1 - if_false) for one that was looked for in vain.

    Parameters
    ----------
    if_true, if_false: how likely the clue is found if the claim is true, and if it is false, from 0 to 1.
    found: whether it was.
    All may be arrays that broadcast together; so is the result.

    Returns
    -------
    The ratio, from 0 to infinity; NaN where what happened could happen in neither case.

    Raises
    ------
    ValueError: for a probability outside its range.
    """
    true, false = _outcome(if_true, if_false, found)
    with np.errstate(divide="ignore", invalid="ignore"):
        return true / false


def posterior(prior: ArrayLike, if_true: ArrayLike, if_false: ArrayLike, found: ArrayLike = True) -> Array:
    """Return the belief in a claim after one clue was found, or looked for in vain.

    Posterior odds are prior odds times the likelihood ratio; as probabilities, p·t / (p·t + (1 - p)·f).

    Parameters
    ----------
    prior: p, the belief before, from 0 to 1.
    if_true, if_false, found: as in `likelihood_ratio`.

    Returns
    -------
    The belief, from 0 to 1; NaN where what happened was held to be impossible.

    Raises
    ------
    ValueError: for a probability outside its range.

    Source: Bayes' rule; for process tracing, Bennett 2015 and Fairfield and Charman 2017.
    """
    believed = probability("prior", prior)
    true, false = _outcome(if_true, if_false, found)
    return _belief(believed, true, false)


def prospect(prior: ArrayLike, if_true: ArrayLike, if_false: ArrayLike) -> Prospect:
    """Return what looking for a clue can bring, before anybody has looked.

    The expected belief is P(found)·belief_if_found + P(missing)·belief_if_missing, and it always equals the prior: a clue
    that could only ever confirm is no test.

    Parameters
    ----------
    prior, if_true, if_false: as in `posterior`.

    Raises
    ------
    ValueError: for a probability outside its range.

    Source: conservation of expected evidence, a consequence of Bayes' rule.
    """
    believed, true, false = (
        probability("prior", prior),
        probability("if_true", if_true),
        probability("if_false", if_false),
    )
    found = believed * true + (1 - believed) * false
    if_found, if_missing = posterior(believed, true, false), posterior(believed, true, false, False)
    # A case of probability 0 leaves no belief behind, and adds nothing to what to expect.
    expected = np.where(found > 0, found * if_found, 0.0) + np.where(found < 1, (1 - found) * if_missing, 0.0)
    return Prospect(found, if_found, if_missing, expected)


def kind_of_test(if_true: ArrayLike, if_false: ArrayLike, telling: ArrayLike) -> NDArray[np.str_]:
    """Return which of the four tests a pair of probabilities makes, as a code of `KINDS`, or "rival".

    A hoop test tells when it fails, a smoking gun when it passes, a doubly decisive test either way, a straw neither way.
    To tell is to change the odds at least `telling` times. A clue that is likelier if the claim is false tests its rival.

    Parameters
    ----------
    if_true, if_false: as in `likelihood_ratio`.
    telling: from which ratio on a clue tells, from 1.

    Raises
    ------
    ValueError: for a value outside its range.

    Source: the four tests are Van Evera's (1997); to class them by likelihood ratios follows Bennett (2015) and Humphreys
    and Jacobs (2015); one bound for all is this course's.
    """
    true, false = probability("if_true", if_true), probability("if_false", if_false)
    enough = within("telling", telling, 1)
    for_claim = true > false
    passes = for_claim & (true >= enough * false)
    fails = for_claim & (1 - false >= enough * (1 - true))
    codes = [passes & fails, passes, fails]
    return np.select([true < false, *codes], ["rival", "doubly_decisive", "smoking_gun", "hoop"], "straw_in_the_wind")


def interested(if_true: ArrayLike, if_false: ArrayLike, says_anyway: ArrayLike) -> tuple[Array, Array]:
    """Return the two probabilities of a clue that comes from somebody who might have said it in any case.

    With e the probability that the source says it whatever happened: e + (1 - e)·if_true, and the same of if_false. Their
    ratio cannot pass 1/e, however good the source's knowledge is. That the source keeps silent weighs as much as before.

    Parameters
    ----------
    if_true, if_false: the two probabilities if the source had no interest, from 0 to 1.
    says_anyway: e, from 0 (no interest) to 1 (worth nothing).

    Raises
    ------
    ValueError: for a probability outside its range.

    Source: this course's, for memoirs and conveners' reports.
    """
    anyway = probability("says_anyway", says_anyway)
    return (
        anyway + (1 - anyway) * probability("if_true", if_true),
        anyway + (1 - anyway) * probability("if_false", if_false),
    )


def weigh(
    prior: ArrayLike,
    if_true: ArrayLike,
    if_false: ArrayLike,
    found: ArrayLike,
    sources: Sequence[Hashable] | None = None,
) -> Weighing:
    """Return the belief after each of several clues, with every source counted once.

    Independent clues multiply the odds by their likelihood ratios, in any order. What one source says twice is one clue: of
    the clues from one source only the one with the largest |dB| counts, the first where there are several.

    Parameters
    ----------
    prior: the belief before, from 0 to 1; a number or an array.
    if_true, if_false, found: as in `likelihood_ratio`, one entry for each clue.
    sources: where each clue comes from, such as a name; None where every clue has its own source.

    Returns
    -------
    `counted` and `decibels` have one entry for each clue, `beliefs` one more axis than the prior: the belief after each
    clue. A clue that does not count adds 0 dB.

    Raises
    ------
    ValueError: for a probability outside its range, and where there is not one source for each clue.

    Source: Bayes' rule; to count a source once is this course's, for clues that stand or fall together.
    """
    believed = probability("prior", prior)
    true, false = np.broadcast_arrays(*(np.atleast_1d(one) for one in _outcome(if_true, if_false, found)))
    with np.errstate(divide="ignore", invalid="ignore"):
        weights = 10 * np.log10(true / false)
    counted = np.ones(weights.shape, dtype=bool) if sources is None else _once(weights, sources)
    true, false = np.where(counted, true, 1.0), np.where(counted, false, 1.0)
    beliefs = _belief(believed[..., None], np.cumprod(true), np.cumprod(false))
    return Weighing(counted, np.where(counted, weights, 0.0), beliefs)


def clues_needed(prior: ArrayLike, target: ArrayLike, likelihood_ratio: ArrayLike) -> Array:
    """Return how many independent clues of one strength it takes to bring the belief to a target or beyond.

    The least whole n with odds(prior)·likelihood_ratio^n ≥ odds(target).

    Parameters
    ----------
    prior, target: the belief before, and the one wanted, from 0 to 1.
    likelihood_ratio: how many times likelier each clue is if the claim is true, from 1.
    All may be arrays that broadcast together; so is the result.

    Returns
    -------
    Whole numbers as floats: 0 where the prior is at the target already, infinity where no number is enough.

    Raises
    ------
    ValueError: for a value outside its range.
    """
    believed, wanted = probability("prior", prior), probability("target", target)
    each = within("likelihood_ratio", likelihood_ratio, 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        # The last digit of a logarithm must not ask for one clue more than is needed.
        needed = np.ceil(np.log(odds(wanted) / odds(believed)) / np.log(each) - 1e-9)
    return np.where(believed >= wanted, 0.0, needed)


def _outcome(if_true: ArrayLike, if_false: ArrayLike, found: ArrayLike) -> tuple[Array, Array]:
    """Return how likely what happened was, the clue found or missing, if the claim is true, and if it is false."""
    true, false = probability("if_true", if_true), probability("if_false", if_false)
    there = np.asarray(found, dtype=bool)
    return np.where(there, true, 1 - true), np.where(there, false, 1 - false)


def _belief(prior: Array, true: Array, false: Array) -> Array:
    with np.errstate(invalid="ignore"):
        return prior * true / (prior * true + (1 - prior) * false)


def _once(weights: Array, sources: Sequence[Hashable]) -> NDArray[np.bool_]:
    """Return which clues count: of each source the one that weighs most, either way."""
    if len(sources) != weights.size:
        raise ValueError(
            words(
                "Name one source for each clue: {clues} clues, {sources} sources.",
                clues=weights.size,
                sources=len(sources),
            )
        )
    strongest: dict[Hashable, int] = {}
    for here, source in enumerate(sources):
        before = strongest.setdefault(source, here)
        if abs(weights[here]) > abs(weights[before]):
            strongest[source] = here
    counted = np.zeros(weights.shape, dtype=bool)
    counted[list(strongest.values())] = True
    return counted
