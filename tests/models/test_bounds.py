"""A parameter outside its range is refused by its name, its value and its range."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_lib.models import bounds


@given(st.floats(0, 1))
def test_what_lies_in_the_range_passes_unchanged(value: float) -> None:
    assert float(bounds.probability("trust", value)) == value


@pytest.mark.parametrize(
    ("value", "low", "high", "said"),
    [
        (1.2, 0, 1, "“trust” is 1.2, and must lie between 0 and 1."),
        (-3, 0, np.inf, "“trust” is -3, and must be at least 0."),
        (3, -np.inf, 2, "“trust” is 3, and must be at most 2."),
        (float("nan"), 0, 1, "“trust” is nan, and must lie between 0 and 1."),
        ("much", 0, 1, "“trust” is much, which is no number."),
        (None, 0, 1, "“trust” is nan, and must lie between 0 and 1."),
        ([0.5, 2.0, 3.0], 0, 1, "“trust” is 2, and must lie between 0 and 1."),
        ([0.5, 0.1], [0.2, 0.3], 1, "“trust” is 0.1, and must lie between 0.3 and 1."),
    ],
)
def test_what_lies_outside_is_refused_in_a_sentence(value: object, low: object, high: object, said: str) -> None:
    with pytest.raises(ValueError) as refused:
        bounds.within("trust", value, low, high)  # type: ignore[arg-type]
    assert str(refused.value) == said


def test_a_count_must_be_whole() -> None:
    assert bounds.whole("people", 3.0, 1, 60) == 3
    with pytest.raises(ValueError, match=r"“people” is 2\.5, and must be a whole number\."):
        bounds.whole("people", 2.5, 1, 60)
    with pytest.raises(ValueError, match=r"“people” is 0, and must lie between 1 and 60\."):
        bounds.whole("people", 0, 1, 60)
