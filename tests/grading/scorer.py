"""Score the five program-marked exercises of the notebook "The concept".

Written only from what the released notebook states to students, without sight of the hidden tests.

Readings chosen where the text is silent:
- a missing, malformed or unknown answer earns nothing; words and letters must match exactly;
- a number in quotation marks counts as no number, and neither do nan and infinity;
- tolerances are inclusive, and measured from `right` as it is given (no rounding first);
- `gains` is compared like a chance (0.01) if the right value is a number, else for equality;
- a share of an empty set is 1; picked ids outside the catalogue are ignored;
- points are rounded once, at the end, with Python's `round`.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Sequence, Set
from typing import Any

PLACES_POINTS = 8.0
RULE_POINTS = 6.0
SEARCH_POINTS = 4.0
SITUATIONS_POINTS = 12.0

# key -> (points, tolerance)
DISPUTE: dict[str, tuple[float, float]] = {
    "public_width": (2.0, 0.01),
    "closes_at": (2.0, 0.01),
    "moved_width": (1.0, 0.01),
    "gains": (1.0, 0.01),
}
_EPSILON = 1e-9  # so that 0.01 off in decimals is not lost to floating point


def _index(word: Any, steps: Sequence[str]) -> int | None:
    return steps.index(word) if isinstance(word, str) and word in steps else None


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def places(
    handed_in: Mapping[str, Sequence[str] | None],
    right: Mapping[str, Sequence[str]],
    officiality: Sequence[str],
    secrecy: Sequence[str],
) -> float:
    """Exercise 1: the right place earns the whole share, one step on one axis beside it half."""
    if not right:
        return 0.0
    earned = 0.0
    for letter, wanted in right.items():
        given = handed_in.get(letter)
        if isinstance(given, str) or not isinstance(given, Sequence) or len(given) != 2:
            continue
        steps = 0
        for word, target, axis in zip(given, wanted, (officiality, secrecy), strict=True):
            position = _index(word, axis)
            if position is None:
                break
            steps += abs(position - axis.index(target))
        else:
            earned += {0: 1.0, 1: 0.5}.get(steps, 0.0)
    return round(PLACES_POINTS * earned / len(right), 2)


def rule(kinds_right: Mapping[str, bool]) -> float:
    """Exercise 2: one point for each of the six kinds decided rightly throughout."""
    return round(min(RULE_POINTS, float(sum(1 for ok in kinds_right.values() if ok))), 2)


def search(picked: Set[Hashable], wanted: Set[Hashable], all_cases: Set[Hashable]) -> float:
    """Exercise 3: 4 * max(0, found share + spared share - 1)."""
    others = all_cases - wanted
    found = len(wanted & picked) / len(wanted) if wanted else 1.0
    spared = len(others - picked) / len(others) if others else 1.0
    return round(SEARCH_POINTS * max(0.0, found + spared - 1.0), 2)


def dispute(handed_in: Mapping[str, Any], right: Mapping[str, Any]) -> float:
    """Exercise 4: two points each for public_width and closes_at, one each for the others."""
    earned = 0.0
    for key, (points, tolerance) in DISPUTE.items():
        if key not in handed_in or key not in right:
            continue
        given, target = handed_in[key], right[key]
        if _is_number(target):
            ok = _is_number(given) and abs(given - target) <= tolerance + _EPSILON
        else:
            ok = type(given) is type(target) and given == target
        earned += points if ok else 0.0
    return round(earned, 2)


def situations(
    handed_in: Mapping[str, str],
    right: Mapping[str, str],
    options: Mapping[str, int],
) -> float:
    """Exercise 5: nothing up to what guessing gets, from there the same for each right answer."""
    guessed = sum(1.0 / options[letter] for letter in right)
    room = len(right) - guessed
    if room <= 0:
        return 0.0
    hits = sum(1 for letter, answer in right.items() if handed_in.get(letter) == answer)
    return round(SITUATIONS_POINTS * max(0.0, hits - guessed) / room, 2)
