"""What a parameter may be: a number outside its range is answered with a sentence that names it, the value, the range."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course_lib.words import words

Array = NDArray[np.float64]


def within(name: str, value: ArrayLike, low: ArrayLike = -np.inf, high: ArrayLike = np.inf) -> Array:
    """Return a parameter as an array of floats, if all of it lies in its range, ends included.

    Parameters
    ----------
    name: what the parameter is called, for the sentence.
    value: a number or an array of numbers, of any shape.
    low, high: the ends of the range, in the parameter's own unit; arrays where each value has ends of its own.

    Raises
    ------
    ValueError: for the first value outside the range, and for what is no number.
    """
    try:
        array = np.asarray(value, dtype=float)
    except (TypeError, ValueError):
        raise ValueError(words("“{name}” is {value}, which is no number.", name=name, value=value)) from None
    outside = ~((array >= low) & (array <= high))
    if outside.any():
        first = np.unravel_index(outside.argmax(), outside.shape)
        ends = (float(np.broadcast_to(of, outside.shape)[first]) for of in (array, low, high))
        raise ValueError(_outside(name, *ends))
    return array


def probability(name: str, value: ArrayLike) -> Array:
    """Return a parameter as an array of floats, if all of it lies between 0 and 1; see `within` for what it raises."""
    return within(name, value, 0.0, 1.0)


def whole(name: str, value: Any, low: int, high: int) -> int:
    """Return a parameter as a whole number, if it is one within its range, ends included.

    Raises
    ------
    ValueError: for a value outside the range, and for what is no whole number.
    """
    number = float(within(name, value, low, high))
    if number != int(number):
        raise ValueError(words("“{name}” is {value}, and must be a whole number.", name=name, value=value))
    return int(number)


def _outside(name: str, value: float, low: float, high: float) -> str:
    said = {"name": name, "value": f"{value:g}", "low": f"{low:g}", "high": f"{high:g}"}
    if np.isinf(high):
        return words("“{name}” is {value}, and must be at least {low}.", **said)
    if np.isinf(low):
        return words("“{name}” is {value}, and must be at most {high}.", **said)
    return words("“{name}” is {value}, and must lie between {low} and {high}.", **said)
