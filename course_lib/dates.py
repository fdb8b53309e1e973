"""Dates as the record gives them: a day, a month, a year, or an interval of two; as words, and as the days they span."""

from __future__ import annotations

import calendar
import datetime
import re

from course_lib.words import words


def when(date: str | None, about: bool = False) -> str:
    """Return an ISO date or interval as a person writes it: "6 April 1971", "about 1998 – 1999"; "" for None."""
    if date is None:
        return ""
    months = (
        words("January"), words("February"), words("March"), words("April"), words("May"), words("June"), words("July"),
        words("August"), words("September"), words("October"), words("November"), words("December"),
    )  # fmt: skip

    def written(one: str) -> str:
        year, *rest = one.split("-")
        return " ".join([*(str(int(day)) for day in rest[1:]), *(months[int(month) - 1] for month in rest[:1]), year])

    said = " – ".join(written(one) for one in date.split("/"))
    return words("about {date}", date=said) if about else said


def between(start: str, end: str) -> str:
    """Return a stretch of time as a person writes it: "May 1993 – 20 August 1993", or one date where both are the same."""
    return when(start) if start == end else f"{when(start)} – {when(end)}"


def span(date: str) -> tuple[datetime.date, datetime.date]:
    """Return the first and the last day that a date can mean: of `1971-04`, 1 and 30 April 1971.

    Parameters
    ----------
    date: an ISO 8601 year, month or day, or two of them with a stroke between.

    Raises
    ------
    ValueError: for what is no such date.
    """
    one = r"\d{4}(-\d\d(-\d\d)?)?"
    if not re.fullmatch(rf"{one}(/{one})?", date):
        raise ValueError(words("“{date}” is no date; write 1971, 1971-04 or 1971-04-06.", date=date))
    first, last = date.split("/")[0], date.split("/")[-1]
    year, *rest = (int(part) for part in last.split("-"))
    month = rest[0] if rest else 12
    day = rest[1] if len(rest) > 1 else calendar.monthrange(year, month)[1]
    ends = datetime.date.fromisoformat((first + "-01-01")[:10]), datetime.date(year, month, day)
    if ends[0] > ends[1]:
        raise ValueError(words("“{date}” ends before it begins.", date=date))
    return ends
