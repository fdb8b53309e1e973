"""One case end to end: its people, its dated events, its way to officials, rival readings, limits, and what all rests on.

A state holds `case`, `part` ("all" or the part of the case whose statements are wanted) and `status` (a list of codes).
"""

from __future__ import annotations

from typing import Any

from course_lib import vocabulary
from course_lib.catalogue import Case, Catalogue, Statement
from course_lib.dates import between
from course_lib.figures import drawing, timeline
from course_lib.figures.drawing import Figure, State, Table
from course_lib.words import mark as _
from course_lib.words import number_of, words

START: dict[str, Any] = {"case": "C19", "part": "all", "status": list(vocabulary.STATUS)}


# Which way something went, said in full: beside a chart whose lines lie above one another, "up" would be read there.
WAYS = {
    "up": _("from the talks to officials"),
    "down": _("from officials to the talks, or from the talks to the public"),
    "sideways": _("from one unofficial group to another"),
}


def statements(state: State, cases: Catalogue) -> list[Statement]:
    """Return the statements that a state asks for, events in the order of time.

    Raises
    ------
    ValueError: for an unknown case, part or standing.
    """
    case = cases[state["case"]]
    drawing.one_of("part", state["part"], ["all", *vocabulary.PART])
    for status in state["status"]:
        drawing.one_of("status", status, vocabulary.STATUS)
    wanted = case.events if state["part"] == "event" else case.statements
    return [s for s in wanted if s.status in state["status"] and state["part"] in ("all", s.field)]


def figure(state: State, cases: Catalogue) -> Figure | None:
    """Return the case's dated events on three lines; see `statements` for what it raises."""
    statements(state, cases)
    return timeline.figure({**timeline.START, "show": "events", "case": state["case"]}, cases)


def describe(state: State, cases: Catalogue) -> str:
    """Return the case in words; see `statements` for what it raises."""
    kept = statements(state, cases)
    case = cases[state["case"]]
    outcome = case.raw["outcome"]
    count = {code: sum(s.status == code for s in case.statements) for code in vocabulary.STATUS}
    lines = [
        words(
            "{dates}. Parties: {parties}.",
            dates=between(case.raw["start"], case.raw["end"]),
            parties="; ".join(case.raw["parties"]),
        ),
        *(_phase(case, n) for n in range(len(case.phases))),
        words("What it was for: {functions}.", functions=_coded(case, "functions", "name", vocabulary.FUNCTION)),
        words("How it reached officials: {ways}.", ways=_transfer(case)),
        words(
            "Outcome, a teaching judgement: {label}. {why}",
            label=words(vocabulary.OUTCOME[outcome["code"]]),
            why=outcome["why"],
        ),
        words(
            "{shown} of {total} statements are listed below. All in all: {listed}. For {opened}, somebody opened a source.",
            shown=len(kept),
            total=len(case.statements),
            listed=", ".join(f"{n} {words(vocabulary.STATUS[code])}" for code, n in count.items()),
            opened=sum(s.checked == "opened" for s in case.statements),
        ),
    ]
    rivals = sum(s.field == "rival" for s in case.statements)
    limits = sum(s.field == "limit" for s in case.statements)
    lines.append(
        number_of(rivals, "{count} rival reading", "{count} rival readings")
        + ", "
        + number_of(limits, "{count} limit.", "{count} limits.")
    )
    return "\n".join(lines)


def _phase(case: Case, n: int) -> str:
    phase = case.phases[n]
    return words(
        "Phase {n}: {label}, {dates}. {track}; {officiality}; {secrecy}.",
        n=n + 1,
        label=phase.label,
        dates=between(phase.start, phase.end),
        track=words(vocabulary.TRACK[phase.track]),
        officiality=words(vocabulary.OFFICIALITY[phase.officiality]),
        secrecy=words(vocabulary.SECRECY[phase.secrecy]),
    )


def _coded(case: Case, part: str, name: str, codes: dict[str, str]) -> str:
    listed = ", ".join(words(codes[one[name]]) for one in case.raw[part])
    return listed or words("nothing documented")


def _transfer(case: Case) -> str:
    listed = [
        words("{carrier}, {direction}", carrier=words(vocabulary.CARRIER[one["carrier"]]),
              direction=words(WAYS[one["direction"]]))
        for one in case.raw["transfer"]
    ]  # fmt: skip
    return "; ".join(listed) or words("nothing documented")


def table(state: State, cases: Catalogue) -> Table:
    """Return the case's people and bodies, with the statements that name them; see `statements` for what it raises."""
    statements(state, cases)
    raw = cases[state["case"]].raw
    bodies = [(one, words(role)) for part, role in _BODIES.items() for one in raw[part]]
    return {
        "caption": words("People and bodies"),
        "columns": [words("Name"), words("Side"), words("Kind"), words("Role"), words("Statements")],
        "rows": [
            [one["name"], one["side"], words(vocabulary.KIND[one["kind"]]), words(vocabulary.ROLE[one["role"]]),
             ", ".join(one["because"])]
            for one in raw["actors"]
        ] + [
            [one["name"], "", words(vocabulary.KIND[one["kind"]]), role, ", ".join(one["because"])]
            for one, role in bodies
        ],
    }  # fmt: skip


_BODIES = {"conveners": vocabulary.ROLE["convener"], "funders": vocabulary.KIND["funding"]}
