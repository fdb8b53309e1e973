"""When it happened: the cases along the years, and the events of one case, unofficial against official.

A state holds `show` ("cases" or "events"), `era`, `region`, `field` and `outcome` ("all" or a code), and `case` (the case
that is picked out, or whose events are shown).
"""

from __future__ import annotations

import datetime
from typing import Any

from course_lib import vocabulary
from course_lib.catalogue import Case, Catalogue, Statement
from course_lib.dates import span, when
from course_lib.figures import drawing
from course_lib.figures.drawing import Figure, State, Table
from course_lib.words import mark as _
from course_lib.words import number_of, words

SHOW = {"cases": _("all cases along the years"), "events": _("one case, event by event")}
# Stretches of years without names: what to call them is for a lesson to argue.
ERAS = {
    "to 1945": (1790, 1945),
    "1946 to 1969": (1946, 1969),
    "1970 to 1989": (1970, 1989),
    "1990 to 2000": (1990, 2000),
    "from 2001": (2001, 2030),
}
START: dict[str, Any] = {
    "show": "cases", "era": "all", "region": "all", "field": "all", "outcome": "all", "case": "C11",
}  # fmt: skip
LANES = {"unofficial": 2, "official": 1, "context": 0}
LANE_MARKS = {
    "unofficial": ("circle", drawing.GREEN),
    "official": ("square", drawing.BLUE),
    "context": ("diamond-open", drawing.GREY),
}


def shown(state: State, cases: Catalogue) -> list[Case]:
    """Return the cases that a state shows, the earliest first.

    Raises
    ------
    ValueError: for a code that there is not, an unknown case, and where nothing is left to show.
    """
    drawing.one_of("show", state["show"], SHOW)
    drawing.one_of("era", state["era"], ["all", *ERAS])
    for name, codes in (("region", vocabulary.REGION), ("field", vocabulary.FIELD), ("outcome", vocabulary.OUTCOME)):
        drawing.one_of(name, state[name], ["all", *codes])
    picked = cases[state["case"]]
    if state["show"] == "events":
        return [picked]
    first, last = ERAS.get(state["era"], (0, 9999))
    chosen = [
        case
        for case in cases
        if state["region"] in ("all", case.raw["region"])
        and (state["field"] == "all" or state["field"] in case.raw["fields"])
        and state["outcome"] in ("all", case.raw["outcome"]["code"])
        and case.start <= last
        and case.end >= first
    ]
    if not chosen:
        raise ValueError(words("No case meets all of this; choose “all” somewhere."))
    return sorted(chosen, key=lambda case: (case.raw["start"], case.id))


def _middle(date: str) -> datetime.date:
    """Return the middle of the days that a date can mean."""
    first, last = span(date)
    return first + (last - first) / 2


def _year(date: str) -> float:
    """Return a date as a number of years."""
    middle = _middle(date)
    return round(middle.year + (middle.timetuple().tm_yday - 1) / 366, 3)


def figure(state: State, cases: Catalogue) -> Figure | None:
    """Return the chart of a state, None for a case without dated events; see `shown` for what it raises."""
    chosen = shown(state, cases)
    return _events(chosen[0]) if state["show"] == "events" else _cases(chosen[: drawing.MOST], state)


def _cases(chosen: list[Case], state: State) -> Figure:
    data = []
    rows = {case.id: -row for row, case in enumerate(chosen)}
    years = [year for case in chosen for year in (_year(case.raw["start"]), _year(case.raw["end"]))]
    first, last = ERAS[state["era"]] if state["era"] != "all" else (min(years), max(years))

    def ends(case: Case) -> tuple[float, float]:
        """Return where a case begins and ends on the chart: what goes on beyond it ends, with a mark, at its edge."""
        return max(_year(case.raw["start"]), first), min(_year(case.raw["end"]), last)

    for code, (shape, colour) in drawing.OUTCOME_MARKS.items():
        of = [case for case in chosen if case.raw["outcome"]["code"] == code]
        data.append(
            {
                "type": "scatter",
                "mode": "lines+markers",
                "name": words(vocabulary.OUTCOME[code]),
                "x": [x for case in of for x in (*ends(case), None)],
                "y": [y for case in of for y in (rows[case.id], rows[case.id], None)],
                "customdata": [case.id for case in of for _ in range(3)],
                "hovertext": [f"{case.name}, {_years(case)}" for case in of for _ in range(3)],
                "hoverinfo": "text",
                "marker": {
                    "symbol": shape,
                    "color": colour,
                    "opacity": 1,
                    "size": 9,
                },
                "line": {"color": colour, "width": 4},
                "showlegend": True,
            }
        )
    borders = [era[0] for era in ERAS.values()][1:]
    return {
        "data": data,
        "layout": drawing.layout(
            words("When the cases happened"),
            max(320, 170 + 17 * len(chosen)),
            margin={"l": 300, "r": 10, "t": 150, "b": 40},
            xaxis=drawing.axis(words("Year"), range=[first - 1, last + 1]),
            yaxis=drawing.axis(
                automargin=False,
                tickmode="array",
                tickvals=list(rows.values()),
                ticktext=[drawing.shortened(f"{case.id} {case.name}", 40) for case in chosen],
                range=[-len(chosen) + 0.3, 0.7],
                showgrid=False,
            ),
            # A dotted line where a stretch of years begins that can be chosen above.
            shapes=[
                {"type": "line", "yref": "paper", "x0": year, "x1": year, "y0": 0, "y1": 1,
                 "line": {"dash": "dot", "width": 1, "color": drawing.GREY}}
                for year in borders if first < year < last
            ] + [drawing.ring(x, rows[case.id], radius=8) for case in chosen if case.id == state["case"] for x in ends(case)],
            meta={"short": {"yaxis": [case.id for case in chosen]}, "narrow": {"l": 50}},
        ),
    }  # fmt: skip


# Events closer together than this share of the chart's width stand on steps above one another.
CLOSE = 0.025


def _steps(events: list[Statement], width: float) -> list[int]:
    """Return a step for each event of a line, so that none stands on another: the lowest that is free there."""
    taken: list[datetime.date] = []
    steps = []
    for event in events:
        first, last = (_middle(end) for end in (_ends(event)[0], _ends(event)[-1]))
        free = (n for n, until in enumerate(taken) if (first - until).days > CLOSE * width)
        step = next(free, len(taken))
        taken[step : step + 1] = [last]
        steps.append(step)
    return steps


def _events(case: Case) -> Figure | None:
    if not case.events:
        return None
    numbers = {event.id: n for n, event in enumerate(case.events, start=1)}
    days = [day for event in case.events for day in span(event.date or "")]
    width = max((max(days) - min(days)).days, 30)
    data = []
    for line, lane in LANES.items():
        shape, colour = LANE_MARKS[line]
        events = sorted((one for one in case.events if one.line == line), key=lambda one: _middle(_ends(one)[0]))
        steps = _steps(events, width)
        rise = min(0.26, 0.72 / max(steps, default=1)) if any(steps) else 0
        xs: list[str | None] = []
        ys: list[float | None] = []
        texts: list[str] = []
        hovers: list[str] = []
        for event, step in zip(events, steps, strict=True):
            ends = [_middle(end).isoformat() for end in _ends(event)]
            xs += [*ends, None]
            ys += [*(round(lane + rise * step, 3) for _ in ends), None]
            # A point whose text is empty loses its text for good, also when the next case gives it one.
            texts += [str(numbers[event.id]), *(" " for _ in ends)]
            hovers += [drawing.broken(f"{when(event.date)}: {event.text}", 60) for _ in (*ends, None)]
        data.append(
            {
                "type": "scatter",
                "mode": "lines+markers+text",
                "name": words(vocabulary.LINE[line]),
                "x": xs,
                "y": ys,
                "text": texts,
                "textposition": "top center",
                "hovertext": hovers,
                "hoverinfo": "text",
                "marker": {"symbol": shape, "color": colour, "size": 9},
                # Nothing may be left out of the line: numbers hang on its points.
                "line": {"color": colour, "width": 3, "simplify": False},
                "showlegend": bool(xs),
            }
        )
    pad = datetime.timedelta(days=width * 0.04)
    return {
        "data": data,
        "layout": drawing.layout(
            f"{case.name}: {words('what came first?')}",
            420,
            margin={"l": 80, "r": 10, "t": 80, "b": 40},
            xaxis=drawing.axis(
                automargin=False,
                type="date",
                range=[(min(days) - pad).isoformat(), (max(days) + pad).isoformat()],
                nticks=8,
            ),
            yaxis=drawing.axis(
                automargin=False,
                tickmode="array",
                tickvals=list(LANES.values()),
                ticktext=[words(vocabulary.LINE[line]) for line in LANES],
                range=[-0.3, 2.98],
            ),
        ),
    }


def _ends(event: Statement) -> list[str]:
    """Return the date of an event, or both ends of its interval."""
    return (event.date or "").split("/")


def _years(case: Case) -> str:
    return str(case.start) if case.start == case.end else f"{case.start}–{case.end}"


def describe(state: State, cases: Catalogue) -> str:
    """Return what the chart shows, in words; see `shown` for what it raises."""
    chosen = shown(state, cases)
    return _said_of_events(chosen[0]) if state["show"] == "events" else _said_of_cases(chosen, state, cases)


def _said_of_cases(chosen: list[Case], state: State, cases: Catalogue) -> str:
    codes = [case.raw["outcome"]["code"] for case in chosen]
    listed = "; ".join(f"{words(label)}, {codes.count(code)}" for code, label in vocabulary.OUTCOME.items())
    lines = [
        number_of(len(chosen), "{count} case is chosen", "{count} cases are chosen") + f": {listed}.",
        vocabulary.no_success_rate(),
    ]
    if len(chosen) > drawing.MOST:
        lines.insert(
            1, words("The chart shows the first {most}; choose a region or a field for fewer.", most=drawing.MOST)
        )
    if state["era"] != "all":
        lines.append(
            words("What began before these years or went on after them has its mark at the edge of the chart.")
        )
    picked = cases[state["case"]]
    if picked not in chosen:
        return "\n".join([*lines, words("{case} is not among them.", case=picked.name)])
    lines.append(
        words(
            "Picked out: {case}, {years}. {outcome}: {why}",
            case=picked.name,
            years=_years(picked),
            outcome=words(vocabulary.OUTCOME[picked.raw["outcome"]["code"]]).capitalize(),
            why=picked.raw["outcome"]["why"],
        )
    )
    return "\n".join(lines)


def _said_of_events(case: Case) -> str:
    if not case.events:
        return words("No dated event of {case} is on record.", case=case.name)
    lines = [
        f"{n}. {when(event.date, event.about)}, {words(vocabulary.LINE[event.line or 'context'])}: {event.text}"
        for n, event in enumerate(case.events, start=1)
    ]
    first = _what_came_first(case)
    return "\n".join(
        [f"{first} {words('What came first need not have caused what came after.')}", *lines] if first else lines
    )


def _what_came_first(case: Case) -> str:
    """Say which line's first event came first, and by how many days, as exactly as they are dated; "" if one has none."""
    bounds = {}
    for line in ("unofficial", "official"):
        events = [(*span(event.date or ""), event.about) for event in case.events if event.line == line]
        if not events:
            return ""
        # The first of them came no earlier than the earliest day that any can mean, and no later than the earliest by
        # which any must have happened.
        earliest, latest = min(event[0] for event in events), min(event[1] for event in events)
        roughly = any(about and (first == earliest or last == latest) for first, last, about in events)
        bounds[line] = (earliest, latest, roughly)
    (quiet, quiet_by, rough), (official, official_by, rough_too) = bounds["unofficial"], bounds["official"]
    least, most = (official - quiet_by).days, (official_by - quiet).days
    if least > 0:
        return words("The first unofficial event on record came {days} before the first official one.",
                     days=_days(least, most, rough or rough_too))  # fmt: skip
    if most < 0:
        return words("The first official event on record came {days} before the first unofficial one.",
                     days=_days(-most, -least, rough or rough_too))  # fmt: skip
    return words(
        "As exactly as they are dated, it cannot be said which came first: an unofficial event or an official one."
    )


def _days(least: int, most: int, about: bool) -> str:
    if least == most:
        said = number_of(least, "{count} day", "{count} days")
    else:
        said = words("{least} to {most} days", least=least, most=most)
    return words("about {date}", date=said) if about else said


def table(state: State, cases: Catalogue) -> Table:
    """Return the chart as a table; see `shown` for what it raises."""
    chosen = shown(state, cases)
    if state["show"] == "events":
        return {
            "caption": f"{chosen[0].name}: {words('dated events')}",
            "columns": [words("Number"), words("Date"), words("Line"), words("Event"), words("Standing")],
            "rows": [
                [n, when(event.date, event.about), words(vocabulary.LINE[event.line or "context"]), event.text,
                 words(vocabulary.STATUS[event.status])]
                for n, event in enumerate(chosen[0].events, start=1)
            ],
        }  # fmt: skip
    return {
        "caption": words("Cases by the year in which they began"),
        "columns": [words("Case"), words("From"), words("To"), words("Region"), words("Fields"), words("Outcome")],
        "rows": [
            [f"{case.id} {case.name}", when(case.raw["start"]), when(case.raw["end"]),
             words(vocabulary.REGION[case.raw["region"]]),
             ", ".join(words(vocabulary.FIELD[field]) for field in case.raw["fields"]),
             words(vocabulary.OUTCOME[case.raw["outcome"]["code"]])]
            for case in chosen[: drawing.MOST]
        ],
    }  # fmt: skip
