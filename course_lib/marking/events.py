"""Dated events of the catalogue: a column whose dates are to be mended, and an order to be found.

The right date is the catalogue's own; the learner's part is to find it, and to say where it stands.
"""

from __future__ import annotations

import datetime
import functools
from collections.abc import Mapping, Sequence
from textwrap import fill
from typing import Any

from course_lib.catalogue import Case, Catalogue, Statement, load_cases
from course_lib.dates import when
from course_lib.marking.draws import lettered, mixed, one_of
from course_lib.words import mark, words

IN_COLUMN, IN_ORDER = 6, 7
# An event as a column would put it, and three dates of which one is printed and one is right. The right one is as often the
# first as the last; the others are mostly those of other events of the same case, so that a date alone tells little.
IN_PRINT: dict[str, tuple[str, tuple[str, str, str]]] = {
    "E02": (
        mark("Nixon asked President Yahya Khan of Pakistan to take a message to Beijing."),
        ("1970-10-25", "1970-12-09", "1971-01-11"),
    ),
    "E04": (
        mark("Romania's ambassador handed Kissinger a message from Zhou."),
        ("1970-10-25", "1970-12-09", "1971-01-11"),
    ),
    "E05": (
        mark("The United States let its last passport restriction on travel to China lapse."),
        ("1971-02-01", "1971-03-15", "1971-04-04"),
    ),
    "E07": (
        mark("Pakistan's ambassador brought the White House a new message from Zhou."),
        ("1971-04-14", "1971-04-21", "1971-04-27"),
    ),
    "E09": (
        mark("The United States and China established diplomatic relations."),
        ("1979-01-01", "1979-01-31", "1980-01-01"),
    ),
    "E11": (
        mark("The Director of National Intelligence brought two detained Americans home from North Korea."),
        ("2014-01-08", "2014-11-08", "2016-07-10"),
    ),
    "E13": (
        mark("North Korean diplomats told envoy Yun in New York that a prisoner was in a coma."),
        ("2017-06-06", "2017-06-13", "2017-06-23"),
    ),
    "E15": (
        mark("Trump and Kim signed a joint statement in Singapore."),
        ("2017-06-13", "2018-03-08", "2018-06-12"),
    ),
    "E17": (
        mark("Two Israeli academics met representatives of the PLO in Norway for the first time."),
        ("1992-11-27", "1993-01-19", "1993-01-20"),
    ),
    "E19": (
        mark("The Declaration of Principles was signed at the White House."),
        ("1993-08-30", "1993-09-13", "1994-09-13"),
    ),
    "E20": (
        mark("Seven parties and a human rights league signed the Rome Platform on Algeria."),
        ("1995-01-13", "1995-01-15", "1995-01-18"),
    ),
    "E22": (
        mark("The tsunami devastated Aceh."),
        ("2004-12-26", "2005-01-29", "2005-08-15"),
    ),
    "E24": (
        mark("The Council for Security Cooperation in the Asia Pacific was set up."),
        ("1993-06-08", "1993-12-16", "1994-07-25"),
    ),
    "E26": (
        mark("A newspaper printed a leaked paper on the Derry link."),
        ("1993-05-10", "1993-11-28", "1993-11-29"),
    ),
}
# Events to put in order; when each was stands in the catalogue.
TO_ORDER: dict[str, str] = {
    "E01": mark("In Bucharest Nixon told Ceaușescu that he would welcome Romania's help with China."),
    "E03": mark("Zhou Enlai's reply about an envoy reached the White House through Pakistan."),
    "E06": mark("Zhou received the visiting table tennis teams in the Great Hall of the People."),
    "E08": mark("Nixon met Mao in Beijing."),
    "E10": mark("Dennis Rodman sang for Kim Jong Un in an arena in Pyongyang."),
    "E12": mark("North Korea said that it was closing the New York channel."),
    "E14": mark("South Korea's adviser announced at the White House that Trump had agreed to meet Kim."),
    "E16": mark("The Knesset repealed the ban on contact with the PLO."),
    "E18": mark("The Declaration of Principles was initialled in a guest house in Oslo."),
    "E21": mark("Algeria's government rejected the Rome plan as foreign intervention."),
    "E23": mark("The Memorandum of Understanding on Aceh was signed in Helsinki."),
    "E25": mark("Foreign ministers held the first ASEAN Regional Forum."),
}


@functools.cache
def statements() -> dict[str, Statement]:
    """Return every statement of the catalogue by its id."""
    return {statement.id: statement for case in _cases() for statement in case.statements}


@functools.cache
def _cases() -> Catalogue:
    return load_cases()


def drawn_column(me: Any) -> dict[str, tuple[str, str]]:
    """Return, by letter, the event of each sentence of a learner's column and the date printed in it."""
    drawn = lettered(mixed(me, "column", IN_PRINT)[:IN_COLUMN])
    return {letter: (one, one_of(me, f"printed {one}", IN_PRINT[one][1])) for letter, one in drawn.items()}


def show_column(me: Any) -> None:
    """Print the sentences of a learner's column."""
    for letter, (one, printed) in drawn_column(me).items():
        print(fill(f"{letter}. {when(printed)}: {words(IN_PRINT[one][0])}", 96))


def say_column(me: Any, handed_in: Any) -> None:
    """Say which sentences have no date or no statement yet, and which statements do not exist or carry another date."""
    known = statements()
    if not isinstance(handed_in, Mapping):
        print(words("Your dates should stand between { and }, as in the example above."))
        return
    for letter in drawn_column(me):
        date, cited = _read(handed_in.get(letter))
        if not date or not cited:
            print(words("{letter}: not answered yet.", letter=letter))
        elif cited not in known:
            print(words("{letter}: the catalogue has no statement {id}.", letter=letter, id=cited))
        elif known[cited].date != date:
            said = "{letter}: you write {date}, and {id} is dated {other}. Which do you mean?"
            print(words(said, letter=letter, date=date, id=cited, other=known[cited].date or words("not at all")))
        else:
            print(words("{letter}: {id} is dated so. Is it about this event?", letter=letter, id=cited))


def mark_column(handed_in: Any, right: Mapping[str, str], points: float) -> float:
    """Return the points for mended dates: half of each sentence's share for the date, half for a statement that carries it.

    Parameters
    ----------
    handed_in: by letter a date (2018-06-12) and the id of a statement.
    right: the statement behind each sentence. Another statement of the same case with the same date is as good.
    points: the points of the whole column.
    """
    known = statements()
    if not isinstance(handed_in, Mapping):
        return 0.0
    earned = 0
    for letter, one in right.items():
        date, cited = _read(handed_in.get(letter))
        good = known[one]
        earned += date == good.date
        earned += cited in known and (known[cited].case, known[cited].date) == (good.case, good.date)
    return round(points * earned / (2 * len(right)), 2)


def drawn_order(me: Any) -> dict[str, str]:
    """Return, by letter, the events that a learner puts in order; none of them is in the column."""
    return lettered(mixed(me, "order", TO_ORDER)[:IN_ORDER])


def show_order(me: Any) -> None:
    """Print the events that a learner puts in order, without their dates."""
    for letter, one in drawn_order(me).items():
        print(fill(f"{letter}. {words(TO_ORDER[one])}", 96))


def say_order(me: Any, handed_in: Any) -> None:
    """Say which events are not in the order yet, or stand there twice."""
    letters, given = list(drawn_order(me)), _letters(handed_in)
    missing = [letter for letter in letters if letter not in given]
    twice = sorted({letter for letter in given if given.count(letter) > 1})
    if missing:
        print(words("Not in your order yet: {letters}.", letters=", ".join(missing)))
    if twice:
        print(words("In your order twice: {letters}.", letters=", ".join(twice)))
    if not missing and not twice:
        print(
            words("All {count} are in order. Set the timeline to a case to see its events by date.", count=len(letters))
        )


def mark_order(handed_in: Any, right: Sequence[str], points: float) -> float:
    """Return the points for an order: the share of pairs that stand the right way round, beyond the half that luck gets.

    Parameters
    ----------
    handed_in: the letters, earliest first, as "CABD" or a list.
    right: the letters in their order.
    points: what the right order earns.
    """
    given = _letters(handed_in)
    if sorted(given) != sorted(right):
        return 0.0
    pairs = [(one, other) for n, one in enumerate(right) for other in right[n + 1 :]]
    kept = sum(given.index(one) < given.index(other) for one, other in pairs)
    return round(points * max(0.0, 2 * kept / len(pairs) - 1), 2)


# Cases with a first unofficial contact and an official step that the catalogue dates to the day.
INTERVALS = ("C08", "C11", "C16", "C19", "C34")
ASKED = ("first", "step", "days")


def drawn_intervals(me: Any) -> list[Case]:
    """Return the two cases of which a learner counts the days."""
    cases = _cases()
    return [cases[one] for one in mixed(me, "intervals", INTERVALS)[:2]]


def show_intervals(me: Any) -> None:
    """Print the two cases of which a learner counts the days."""
    for case in drawn_intervals(me):
        print(f"{case.id}: {case.name}")


def say_intervals(me: Any, handed_in: Any) -> None:
    """Say what is missing, and where days and dates do not agree."""
    known = statements()
    for case in drawn_intervals(me):
        one = handed_in.get(case.id) if isinstance(handed_in, Mapping) else None
        first, step, days = _interval(one)
        bad = [said for said in (first, step) if said not in known or known[said].case != case.id]
        if not isinstance(one, Mapping) or not (first and step):
            print(words("{case}: not answered yet.", case=case.id))
        elif bad:
            print(words("{case}: no statement of this case: {ids}.", case=case.id, ids=", ".join(map(str, bad))))
        elif _first_day(known[first]) is None or _first_day(known[step]) is None:
            print(words("{case}: choose statements that are dated to the day.", case=case.id))
        elif days != days_between(known[first], known[step]):
            said = "{case}: between {first} and {step} there are not {days} days. Which day do you count from?"
            print(words(said, case=case.id, first=known[first].date, step=known[step].date, days=days))
        else:
            print(words("{case}: the days agree with your two dates. Could you defend both?", case=case.id))


def mark_intervals(handed_in: Any, right: Mapping[str, Mapping[str, Sequence[str]]], points: float) -> float:
    """Return the points for intervals: for each case a third for the contact, the step, and days that agree with both.

    Parameters
    ----------
    handed_in: by case a `first` and a `step`, ids of statements, and the `days` between.
    right: by case the statements that will do as `first` and as `step`.
    points: the points of all together.
    """
    known = statements()
    earned = 0
    for case, accepted in right.items():
        first, step, days = _interval(handed_in.get(case) if isinstance(handed_in, Mapping) else None)
        earned += first in accepted["first"]
        earned += step in accepted["step"]
        both = [known.get(one) for one in (first, step)]
        if all(one is not None and one.case == case for one in both):
            between = days_between(*both)  # type: ignore[arg-type]
            earned += between is not None and between > 0 and days == between
    return round(points * earned / (len(ASKED) * len(right)), 2)


def _interval(said: Any) -> tuple[str, str, int | None]:
    """Return the two ids and the days of an answer as far as they can be read."""
    if not isinstance(said, Mapping):
        return "", "", None
    days = said.get("days")
    try:
        whole = int(str(days).strip().removesuffix("days").strip())
    except ValueError:
        whole = None
    first, step = (_id(said.get(name)) for name in ("first", "step"))
    return first, step, whole


def days_between(first: Statement, step: Statement) -> int | None:
    """Return the days between the first days of two statements."""
    start, end = _first_day(first), _first_day(step)
    return None if start is None or end is None else (end - start).days


def _first_day(statement: Statement) -> datetime.date | None:
    """Return the first day that a statement is dated to; None where it has no day."""
    try:
        return datetime.date.fromisoformat((statement.date or "").partition("/")[0])
    except ValueError:
        return None


def _read(said: Any) -> tuple[str, str]:
    """Return the date and the id of an answer, as plain text."""
    if not isinstance(said, Sequence) or isinstance(said, str) or len(said) != 2:
        return "", ""
    date = str(said[0]).strip()
    return ("" if date == "?" else date), _id(said[1])


def _id(said: Any) -> str:
    text = str(said).strip().upper()
    return "" if text in ("?", "NONE") else text


def _letters(said: Any) -> list[str]:
    """Return the letters of an order, however they are written."""
    if isinstance(said, str):
        return [letter for letter in said.upper() if letter.isalpha()]
    return [str(one).strip().upper() for one in said] if isinstance(said, list | tuple) else []
