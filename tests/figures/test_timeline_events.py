"""The events of one case on three lines: chart, words and table number them alike, and none hides another."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest

from course_lib import load_cases, vocabulary
from course_lib.catalogue import Case, Catalogue
from course_lib.dates import span, when
from course_lib.figures import timeline
from tests.figures import handmade
from tests.figures.handmade import event

CASES = load_cases()
EACH = pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])


def events_of(case: Case) -> tuple[dict[str, Any], Catalogue]:
    return {**timeline.START, "show": "events", "case": case.id}, Catalogue([case])


def numbered(figure: dict[str, Any]) -> dict[int, tuple[str, list[str], float]]:
    """Return, for the number of each event of a chart, the name of its line, its day or two days, and its height."""
    found: dict[int, tuple[str, list[str], float]] = {}
    for trace in figure["data"]:
        number = 0
        for x, y, text in zip(trace["x"], trace["y"], trace["text"], strict=True):
            if text.strip():
                assert int(text) not in found, f"{text} stands twice"
                number = int(text)
                found[number] = (trace["name"], [], y)
            if x is not None:
                found[number][1].append(x)
    return found


# ---------------------------------------------------------------- chart, words and table


@EACH
def test_every_event_is_drawn_once_on_its_line_at_its_days(case: Case) -> None:
    figure = timeline.figure(*events_of(case))
    handmade.assert_plotly_draws(figure)
    assert handmade.outside(figure) == []
    drawn = numbered(figure)
    assert sorted(drawn) == list(range(1, len(case.events) + 1))
    labels = dict(zip(figure["layout"]["yaxis"]["tickvals"], figure["layout"]["yaxis"]["ticktext"], strict=True))
    for n, one in enumerate(case.events, start=1):
        name, days, height = drawn[n]
        assert name == vocabulary.LINE[one.line or ""] == labels[int(height)]
        ends = [span(end) for end in (one.date or "").split("/")]
        assert len(days) == len(ends)
        assert all(a.isoformat() <= at <= b.isoformat() for at, (a, b) in zip(days, ends, strict=True))


@EACH
def test_chart_words_and_table_number_the_events_alike(case: Case) -> None:
    chosen = events_of(case)
    drawn, rows = numbered(timeline.figure(*chosen)), timeline.table(*chosen)["rows"]
    said = timeline.describe(*chosen).splitlines()[-len(case.events) :]
    for row, line, one in zip(rows, said, case.events, strict=True):
        n, date, of, text, standing = row
        assert (drawn[n][0], date, text, standing) == (
            of, when(one.date, one.about), one.text, vocabulary.STATUS[one.status]
        )  # fmt: skip
        assert line == f"{n}. {date}, {of}: {text}"


@EACH
def test_no_event_is_numbered_after_one_that_surely_came_later(case: Case) -> None:
    starts = [span((one.date or "").split("/")[0]) for one in case.events]
    assert all(first <= last for (first, _), (_, last) in combinations(starts, 2))


MARK = 0.01  # the share of a chart's width that a mark takes up: 10 of 1000 pixels


def hidden(case: Case) -> list[tuple[int, int]]:
    """Return the numbers of each two events whose marks lie on one another."""
    figure = timeline.figure(*events_of(case))
    left, right = (span(end)[0] for end in figure["layout"]["xaxis"]["range"])
    places = {n: (span(days[0])[0], height) for n, (_, days, height) in numbered(figure).items()}
    return [
        (a, b)
        for a, b in combinations(places, 2)
        if places[a][1] == places[b][1] and abs((places[a][0] - places[b][0]).days) < MARK * (right - left).days
    ]


@EACH
def test_no_event_hides_another(case: Case) -> None:
    assert hidden(case) == []


@pytest.mark.parametrize(
    "dates", [["1992", "1992-07-01"], ["1992-12-16"] * 3, ["1992-12-16"] * 4], ids=["year and day", "three", "four"]
)
def test_what_is_drawn_at_one_day_stands_above_one_another(dates: list[str]) -> None:
    apart = [event(n, date) for n, date in enumerate(["1991-01-01", *dates, "1994-01-01"], start=1)]
    assert hidden(handmade.case(statements=apart)) == []


# ---------------------------------------------------------------- what came first


def came_first(case: Case) -> tuple[int, int] | None:
    """Return the least and the most days from the first unofficial to the first official event; None without either."""
    days = {line: [span(e.date or "") for e in case.events if e.line == line] for line in ("unofficial", "official")}
    if not all(days.values()):
        return None
    (quiet, at_last), (official, at_latest) = (
        (min(first for first, _ in of), min(last for _, last in of)) for of in days.values()
    )
    return (official - at_last).days, (at_latest - quiet).days


def said_first(least: int, most: int) -> str:
    """Return how the words should begin, where the first official event came so many days later."""
    if least <= 0 <= most:
        return "As exactly as they are dated, it cannot be said"
    near, far = sorted((abs(least), abs(most)))
    days = f"{near} to {far} days" if near < far else f"{near} day" if near == 1 else f"{near} days"
    one, other = ("unofficial", "official") if least > 0 else ("official", "unofficial")
    return f"The first {one} event on record came {days} before the first {other} one."


@EACH
def test_the_words_say_what_came_first_as_exactly_as_the_record_does(case: Case) -> None:
    days, said = came_first(case), timeline.describe(*events_of(case)).replace("came about ", "came ")
    assert said.startswith(said_first(*days) if days else "1. ")


@pytest.mark.parametrize(
    ("dates", "said"),
    [
        (
            ["1990-05-01", "1990-05-02"],
            "The first unofficial event on record came 1 day before the first official one.",
        ),
        (
            ["1990-05-08", "1990-05-01"],
            "The first official event on record came 7 days before the first unofficial one.",
        ),
        (["1990-05", "1990-06-10"], "The first unofficial event on record came 10 to 40 days before"),
        (["1990-05", "1990-05-10"], "As exactly as they are dated, it cannot be said"),
        (["1990-05-01", "1990-05-01"], "As exactly as they are dated, it cannot be said"),
    ],
)
def test_what_came_first_is_said_of_dates_of_any_precision(dates: list[str], said: str) -> None:
    told = [event(n, date, line) for n, (date, line) in enumerate(zip(dates, ("unofficial", "official"), strict=True))]
    assert timeline.describe(*events_of(handmade.case(statements=told))).startswith(said)


def test_an_event_that_is_dated_about_is_not_said_to_be_some_days_before_exactly() -> None:
    told = [event(1, "1990-05-01", about=True), event(2, "1990-05-31", "official")]
    assert "about" in timeline.describe(*events_of(handmade.case(statements=told))).splitlines()[0]


def test_a_case_without_events_has_no_chart_and_a_sentence_that_says_so() -> None:
    [told] = handmade.case().raw["statements"]
    chosen = events_of(handmade.case(statements=[{**told, "field": "limit"}]))
    assert timeline.figure(*chosen) is None
    assert handmade.plain(timeline.describe(*chosen))
    assert timeline.table(*chosen)["rows"] == []
