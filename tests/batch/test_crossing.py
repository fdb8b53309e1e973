"""Answers cross as plain data: what arrives is equal and of the same kind, and nothing of a student's making comes along."""

from __future__ import annotations

import datetime
import decimal
import fractions
import json
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_lib.batch.crossing import CannotCrossError, Uncrossable, decode, encode
from course_lib.encounters import Encounter, place

KEYS = st.one_of(st.none(), st.booleans(), st.integers(), st.text(), st.floats(allow_nan=False), st.dates())
VALUES = st.recursive(
    st.one_of(
        KEYS, st.binary(), st.decimals(allow_nan=False), st.fractions(), st.timedeltas(), st.datetimes(), st.times(),
        st.complex_numbers(allow_nan=False), st.builds(range, st.integers(-9, 9), st.integers(-9, 9)),
    ),
    lambda inner: st.one_of(
        st.lists(inner), st.tuples(inner, inner), st.dictionaries(KEYS, inner), st.sets(KEYS), st.frozensets(KEYS)
    ),
    max_leaves=20,
)  # fmt: skip


def crossed(value: Any) -> Any:
    return decode(json.loads(json.dumps(encode(value))))


@given(VALUES)
def test_a_plain_value_arrives_as_it_was(value: Any) -> None:
    arrived = crossed(value)
    assert arrived == value
    assert type(arrived) is type(value)


@pytest.mark.parametrize(
    "value",
    [
        np.arange(6).reshape(2, 3), np.array([1.5, np.nan]), np.array(["a", "bc"]), np.array([True]),
        np.array([datetime.date(2001, 1, 1), None], dtype=object), np.array(["2001-01-01"], dtype="datetime64[D]"),
    ],
)  # fmt: skip
def test_an_array_arrives_as_it_was(value: Any) -> None:
    arrived = crossed(value)
    assert arrived.dtype == value.dtype
    assert arrived.shape == value.shape
    np.testing.assert_array_equal(arrived, value)


def test_a_table_arrives_as_it_was() -> None:
    table = pd.DataFrame({"case": ["C01", "C02"], "year": [1971, 1993], "share": [0.5, np.nan]}, index=["a", "b"])
    pd.testing.assert_frame_equal(crossed(table), table)
    pd.testing.assert_series_equal(crossed(table["share"]), table["share"])
    assert type(crossed(np.float64(0.5))) is np.float64


def test_a_librarys_data_class_arrives_as_one() -> None:
    assert crossed(Encounter(mandate="both")) == Encounter(mandate="both")
    assert crossed(place("private", "secret")) == place("private", "secret")


def test_what_a_class_says_of_itself_does_not_arrive() -> None:
    class Agrees(str):
        def __eq__(self, other: object) -> bool:
            return True

        __hash__ = str.__hash__

    arrived = crossed([Agrees("C")])
    assert type(arrived[0]) is str
    assert arrived != ["A"]


@pytest.mark.parametrize("value", [object(), (n for n in "ab"), json, lambda: 1, type("Own", (), {})()])
def test_what_is_no_plain_data_does_not_cross(value: Any) -> None:
    with pytest.raises(CannotCrossError):
        encode(value)


def test_a_function_crosses_as_a_number_under_which_it_is_called() -> None:
    kept: list[Any] = []

    def keep(function: Any) -> int:
        kept.append(function)
        return len(kept) - 1

    data = json.loads(json.dumps(encode(abs, keep)))
    assert decode(data, lambda number, name, doc: (number, name))[:2] == (0, "abs")
    assert kept == [abs]


@pytest.mark.parametrize(
    "forged",
    [
        {"t": "made", "class": "subprocess:Popen", "v": {"args": ["true"]}},
        {"t": "made", "class": "__main__:Own", "v": {}},
        {"t": "made", "class": "antigravity:Own", "v": {}},
        {"t": "module", "v": "os"},
        {"t": "call", "v": 0, "name": "f", "doc": ""},
        {"t": "array", "type": "O", "shape": [1], "v": "AAAAAAAAAAA="},
        {"t": "list"},
        [1, 2],
        {"v": 1},
    ],
)
def test_what_was_made_up_is_refused(forged: Any) -> None:
    with pytest.raises(CannotCrossError):
        decode(forged)


def test_what_could_not_cross_equals_nothing() -> None:
    nothing = decode({"t": "uncrossable", "v": "Figure"})
    assert isinstance(nothing, Uncrossable)
    assert nothing != "A"
    assert "Figure" in repr(nothing)


def test_numbers_are_kept_to_the_last_digit() -> None:
    for value in (10**400, decimal.Decimal("0.1"), fractions.Fraction(1, 3), 0.1 + 0.2):
        assert crossed(value) == value
