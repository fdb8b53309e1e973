"""Dates as exact as the record gives them: what they can mean, how far apart they can be, how they read."""

from __future__ import annotations

import datetime
from datetime import date as day

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_lib import load_cases
from course_lib.dates import span, when

quickly = settings(max_examples=40, deadline=None)
DAYS = st.dates(min_value=day(1700, 1, 1), max_value=day(2100, 12, 31))
PRECISIONS = st.sampled_from([4, 7, 10])  # characters of an ISO date: a year, a month, a day


# ---------------------------------------------------------------- the days that a date can mean


@pytest.mark.parametrize(
    ("date", "first", "last"),
    [
        ("1971", day(1971, 1, 1), day(1971, 12, 31)),
        ("1971-04", day(1971, 4, 1), day(1971, 4, 30)),
        ("1971-12", day(1971, 12, 1), day(1971, 12, 31)),
        ("1971-02", day(1971, 2, 1), day(1971, 2, 28)),
        ("1972-02", day(1972, 2, 1), day(1972, 2, 29)),
        ("1900-02", day(1900, 2, 1), day(1900, 2, 28)),
        ("2000-02", day(2000, 2, 1), day(2000, 2, 29)),
        ("1971-04-06", day(1971, 4, 6), day(1971, 4, 6)),
        ("1971-04-10/1971-04-17", day(1971, 4, 10), day(1971, 4, 17)),
        ("2003-06/2004-02", day(2003, 6, 1), day(2004, 2, 29)),
        ("1998/1999", day(1998, 1, 1), day(1999, 12, 31)),
    ],
)
def test_a_date_spans_the_days_that_it_can_mean(date: str, first: day, last: day) -> None:
    assert span(date) == (first, last)


@quickly
@given(DAYS)
def test_a_day_spans_itself(one: day) -> None:
    assert span(one.isoformat()) == (one, one)


@quickly
@given(DAYS)
def test_a_month_ends_where_the_next_begins(one: day) -> None:
    first, last = span(one.isoformat()[:7])
    after = last + datetime.timedelta(days=1)
    assert (first.year, first.month, first.day) == (one.year, one.month, 1)
    assert (after.year * 12 + after.month, after.day) == (one.year * 12 + one.month + 1, 1)


@quickly
@given(st.integers(min_value=1000, max_value=9998))
def test_a_year_has_a_day_more_where_it_is_a_leap_year(year: int) -> None:
    first, last = span(str(year))
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    assert (last - first).days + 1 == 365 + leap


@pytest.mark.parametrize(
    "date",
    ["", "spring 1971", "1971-13", "1971-02-29", "1971-4", "71", "1971-", "1971/", "/1971", "1971-04-06-09",
     "1971/1972/1973", "1971-04-06x/1972", "1971/72", "1971-04-06/1971-4-7", "1972/1971"],
)  # fmt: skip
def test_what_is_no_date_is_refused(date: str) -> None:
    with pytest.raises(ValueError):
        span(date)


def test_every_dated_statement_of_the_catalogue_spans_days() -> None:
    for case in load_cases():
        for statement in case.statements:
            if statement.date:
                first, last = span(statement.date)
                assert first <= last, statement.id


# ---------------------------------------------------------------- as a person writes it


@pytest.mark.parametrize(
    ("date", "about", "said"),
    [
        (None, False, ""),
        ("1971", False, "1971"),
        ("1971-04", False, "April 1971"),
        ("1971-04-06", False, "6 April 1971"),
        ("1971-04-06", True, "about 6 April 1971"),
        ("1998/1999", True, "about 1998 – 1999"),
        ("1971-04-10/1971-05-17", False, "10 April 1971 – 17 May 1971"),
    ],
)
def test_a_date_reads_as_a_person_writes_it(date: str | None, about: bool, said: str) -> None:
    assert when(date, about) == said


@quickly
@given(DAYS)
def test_a_day_of_any_month_reads_in_words(one: day) -> None:
    assert when(one.isoformat()) == f"{one.day} {one:%B} {one.year}"
