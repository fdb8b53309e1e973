"""Dated events: the catalogue has the right date of each, and a column, an order and an interval are marked by it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_lib.grading.answers import history
from course_lib.grading.keys import key
from course_lib.marking import events

LEARNERS = [f"s{n}" for n in range(100)]


def test_one_of_the_three_dates_of_each_event_is_that_of_its_statement() -> None:
    known, keys = events.statements(), key("events")
    assert keys.keys() == events.IN_PRINT.keys() | events.TO_ORDER.keys()
    assert not events.IN_PRINT.keys() & events.TO_ORDER.keys()
    for one, (_, dates) in events.IN_PRINT.items():
        assert len(set(dates)) == 3
        assert known[keys[one]].date in dates, one


def test_the_right_date_is_no_more_often_in_the_middle_than_at_an_end() -> None:
    known, keys = events.statements(), key("events")
    places = [sorted(dates).index(known[keys[one]].date or "") for one, (_, dates) in events.IN_PRINT.items()]
    assert all(places.count(place) <= 0.45 * len(places) for place in range(3))


def test_most_printed_dates_are_those_of_other_events_of_the_case() -> None:
    known, keys = events.statements(), key("events")
    wrong = [
        any(other.date == date and other.case == known[keys[one]].case for other in known.values())
        for one, (_, dates) in events.IN_PRINT.items()
        for date in dates
        if date != known[keys[one]].date
    ]
    assert sum(wrong) > 0.8 * len(wrong)


def test_every_interval_is_dated_to_the_day_and_runs_forward() -> None:
    known, keys = events.statements(), key("intervals")
    assert keys.keys() == set(events.INTERVALS)
    for case, accepted in keys.items():
        for first in accepted["first"]:
            for step in accepted["step"]:
                assert known[first].case == known[step].case == case
                assert (events.days_between(known[first], known[step]) or 0) > 0


@pytest.mark.parametrize("me", LEARNERS[:40])
def test_the_questions_have_answers_for_everybody(me: str) -> None:
    assert events.mark_column(history.column(me), history.behind(me), points=6) == 6
    assert events.mark_order(history.order(me), history.order(me), points=4) == 4
    assert events.mark_intervals(history.intervals(me), history.accepted(me), points=6) == 6


def test_a_date_and_a_statement_earn_half_each() -> None:
    right = history.column("amira")
    dates = {letter: (date, "C99-99") for letter, (date, _) in right.items()}
    cited = {letter: ("1900-01-01", one) for letter, (_, one) in right.items()}
    assert events.mark_column(dates, history.behind("amira"), points=6) == 3
    assert events.mark_column(cited, history.behind("amira"), points=6) == 3


def test_the_printed_dates_are_mostly_wrong() -> None:
    shares = [
        events.mark_column(
            {letter: (printed, "") for letter, (_, printed) in events.drawn_column(me).items()},
            history.behind(me), points=6,
        )
        for me in LEARNERS
    ]  # fmt: skip
    assert sum(shares) / len(shares) < 1.5  # a third of them, half a point each


def test_an_order_is_marked_by_its_pairs() -> None:
    right = history.order("amira")
    swapped = right[1] + right[0] + right[2:]
    assert events.mark_order(list(right.lower()), right, points=4) == 4
    assert events.mark_order(", ".join(right), right, points=4) == 4
    assert 3 < events.mark_order(swapped, right, points=4) < 4
    assert events.mark_order(right[::-1], right, points=4) == 0
    assert events.mark_order(right[:-1], right, points=4) == 0


def test_days_that_agree_with_other_dates_earn_their_own_point_only() -> None:
    right, accepted = history.intervals("amira"), history.accepted("amira")
    case = next(iter(right))
    off = {**right, case: {**right[case], "days": right[case]["days"] + 1}}
    assert events.mark_intervals(off, accepted, points=6) == 5
    known = events.statements()
    other = next(
        one for one in known.values()
        if one.case == case and one.id not in accepted[case]["step"]
        and (events.days_between(known[right[case]["first"]], one) or 0) > 0
    )  # fmt: skip
    days = events.days_between(known[right[case]["first"]], other)
    elsewhere = {**right, case: {**right[case], "step": other.id, "days": days}}
    assert events.mark_intervals(elsewhere, accepted, points=6) == 5


@settings(max_examples=30)
@given(st.recursive(st.none() | st.text() | st.floats(), lambda one: st.lists(one) | st.dictionaries(st.text(), one)))
def test_nothing_that_is_handed_in_stops_the_marking(handed_in: Any) -> None:
    assert 0 <= events.mark_column(handed_in, history.behind("amira"), points=6) <= 6
    assert 0 <= events.mark_order(handed_in, history.order("amira"), points=4) <= 4
    assert 0 <= events.mark_intervals(handed_in, history.accepted("amira"), points=6) <= 6
    events.say_column("amira", handed_in)
    events.say_order("amira", handed_in)
    events.say_intervals("amira", handed_in)


def test_a_learner_is_told_what_to_look_at(capsys: pytest.CaptureFixture[str]) -> None:
    right = history.column("amira")
    events.say_column("amira", {**right, "A": (right["A"][0], "C99-01"), "B": ("1900-01-01", right["B"][1])})
    said = capsys.readouterr().out
    assert "A: the catalogue has no statement C99-01." in said
    assert f"B: you write 1900-01-01, and {right['B'][1]} is dated {right['B'][0]}." in said
    intervals = history.intervals("amira")
    case = next(iter(intervals))
    events.say_intervals("amira", {**intervals, case: {**intervals[case], "days": 0}})
    assert "there are not 0 days" in capsys.readouterr().out
