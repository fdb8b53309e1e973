"""Cases side by side, and conditions across cases: which were there where something reached officials, and where not.

A state holds `cases` (two to four ids) for `table`; `conditions` takes cases and needs no state.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from course_lib import vocabulary
from course_lib.catalogue import Case, Catalogue
from course_lib.dates import between
from course_lib.figures import drawing
from course_lib.figures.drawing import Figure, State, Table
from course_lib.words import mark as _
from course_lib.words import number_of, words

NONE = "none"
START: dict[str, Any] = {"first": "C24", "second": "C30", "third": NONE, "fourth": NONE, "show": "sides"}
SLOTS = ("first", "second", "third", "fourth")
SHOW = {"sides": _("the chosen cases, dimension by dimension"), "conditions": _("conditions across all cases")}


def chosen(state: State, cases: Catalogue) -> list[Case]:
    """Return the cases that a state puts side by side.

    Raises
    ------
    ValueError: for an unknown case, one chosen twice, and fewer than two.
    """
    drawing.one_of("show", state["show"], SHOW)
    ids = [state[slot] for slot in SLOTS if state[slot] != NONE]
    found = [cases[case_id] for case_id in ids]
    if len(set(ids)) < len(ids):
        raise ValueError(words("A case stands here twice; choose another in its place."))
    if len(found) < 2:
        raise ValueError(words("Choose at least two cases to compare."))
    return found


def _listed(codes: dict[str, str], values: Sequence[str]) -> list[str]:
    return [words(codes[value]) for value in codes if value in values]


# What cases are compared by: the name of each dimension, and what a case has there.
DIMENSIONS: dict[str, Callable[[Case], list[str]]] = {
    _("Years"): lambda case: [between(case.raw["start"], case.raw["end"])],
    _("Parties"): lambda case: case.raw["parties"],
    _("Conflict"): lambda case: [words(vocabulary.CONFLICT[case.raw["conflict"]])],
    _("Region"): lambda case: [words(vocabulary.REGION[case.raw["region"]])],
    _("Fields"): lambda case: _listed(vocabulary.FIELD, case.raw["fields"]),
    _("Kinds of people"): lambda case: _listed(vocabulary.KIND, [actor["kind"] for actor in case.raw["actors"]]),
    _("Conveners"): lambda case: [body["name"] for body in case.raw["conveners"]],
    _("Funders"): lambda case: [body["name"] for body in case.raw["funders"]],
    _("Tracks"): lambda case: _listed(vocabulary.TRACK, [phase.track for phase in case.phases]),
    _("Officiality"): lambda case: _listed(vocabulary.OFFICIALITY, [phase.officiality for phase in case.phases]),
    _("Secrecy"): lambda case: _listed(vocabulary.SECRECY, [phase.secrecy for phase in case.phases]),
    _("What it was for"): lambda case: _listed(vocabulary.FUNCTION, [one["name"] for one in case.raw["functions"]]),
    _("How it reached officials"): lambda case: _listed(vocabulary.CARRIER, [one["carrier"] for one in case.raw["transfer"]]),
    _("Outcome (a teaching judgement)"): lambda case: [words(vocabulary.OUTCOME[case.raw["outcome"]["code"]])],
}  # fmt: skip


def _unofficial(case: Case, *secrecy: str) -> bool:
    return any(phase.secrecy in secrecy for phase in case.phases if phase.officiality != "mandated")


# Outcomes in which something reached officials, and in which nothing did or harm was done.
REACHED, MISSED = ("transferred", "collapsed"), ("stalled", "failed", "backfired")
# The chart has a mark for each of these groups; the table keeps the outcomes apart.
GROUPS = (
    (_("something reached officials ({count})"), REACHED, drawing.OUTCOME_MARKS["transferred"]),
    (_("an effect is claimed, and disputed ({count})"), ("disputed",), drawing.OUTCOME_MARKS["disputed"]),
    (_("stalled, no effect, or harm ({count})"), MISSED, drawing.OUTCOME_MARKS["failed"]),
)
# What can be there or not, as far as the codes say.
CONDITIONS: dict[str, Callable[[Case], bool]] = {
    _("unofficial contact kept from the public"): lambda case: _unofficial(case, "discreet", "secret"),
    _("unofficial contact in public"): lambda case: _unofficial(case, "staged", "announced"),
    _("officials there in a personal capacity"): lambda case: any(
        phase.officiality == "personal" for phase in case.phases
    ),
    _("one side with a mandate"): lambda case: any(phase.officiality == "one_mandated" for phase in case.phases),
    _("officials of both sides in a later or parallel phase"): lambda case: any(
        phase.officiality == "mandated" for phase in case.phases
    ),
    _("an outside convener"): lambda case: bool(case.raw["conveners"]),
    _("a government among the funders"): lambda case: any(body["kind"] == "government" for body in case.raw["funders"]),
    _("religious people or bodies"): lambda case: "religion" in case.raw["fields"],
    _("women's networks"): lambda case: "women" in case.raw["fields"],
    _("messages carried"): lambda case: any(one["name"] == "carry_messages" for one in case.raw["functions"]),
    _("people who went on to officials"): lambda case: any(one["carrier"] == "people" for one in case.raw["transfer"]),
    _("texts that went on to officials"): lambda case: any(one["carrier"] == "texts" for one in case.raw["transfer"]),
}


def figure(state: State, cases: Catalogue) -> Figure | None:
    """Return the chart of conditions across all cases; None where the chosen cases stand side by side in a table."""
    chosen(state, cases)
    if state["show"] == "sides":
        return None
    rows, total = _shares(cases)
    data = []
    for n, (name, codes, (shape, colour)) in enumerate(GROUPS):
        of = sum(total[code] for code in codes)
        if not of:
            continue
        counts = [sum(row[code] for code in codes) for _, row in rows]
        data.append(
            {
                "type": "scatter",
                "mode": "markers",
                "name": words(name, count=of),
                "x": [100 * count / of for count in counts],
                # A little below one another, so that none hides another where they are equally common.
                "y": [round(0.22 * (1 - n) - row, 2) for row in range(len(rows))],
                "hovertext": [words("{count} of {total}", count=count, total=of) for count in counts],
                "hoverinfo": "text",
                "marker": {"symbol": shape, "color": colour, "size": 12},
                "showlegend": True,
            }
        )
    return {
        "data": data,
        "layout": drawing.layout(
            words("How common was it, by outcome?"),
            160 + 46 * len(rows),
            margin={"l": 10, "r": 10, "t": 110, "b": 40},
            xaxis=drawing.axis(words("Per cent of the cases of each group"), range=[-4, 104]),
            yaxis=drawing.axis(
                tickmode="array",
                tickvals=[-row for row in range(len(rows))],
                ticktext=[drawing.broken(words(name), 34) for name, _ in rows],
                range=[-len(rows) + 0.5, 0.5],
                showgrid=False,
            ),
            # Every other condition on a band of its own.
            shapes=[
                {"type": "rect", "xref": "paper", "x0": 0, "x1": 1, "y0": -row - 0.5, "y1": -row + 0.5, "layer": "below",
                 "fillcolor": drawing.GREY, "opacity": 0.15, "line": {"width": 0}}
                for row in range(0, len(rows), 2)
            ],
        ),
    }  # fmt: skip


def _shares(cases: Catalogue) -> tuple[list[tuple[str, dict[str, int]]], dict[str, int]]:
    """Return, for each condition, in how many cases of each outcome it was there; and how many cases each has."""
    by_outcome: dict[str, list[Case]] = {code: [] for code in vocabulary.OUTCOME}
    for case in cases:
        by_outcome[case.raw["outcome"]["code"]].append(case)
    rows = [
        (name, {code: sum(there(case) for case in of) for code, of in by_outcome.items()})
        for name, there in CONDITIONS.items()
    ]
    return rows, {code: len(of) for code, of in by_outcome.items()}


def describe(state: State, cases: Catalogue) -> str:
    """Return what the comparison shows, in words; see `chosen` for what it raises."""
    found = chosen(state, cases)
    if state["show"] == "conditions":
        rows, total = _shares(cases)
        everywhere = [words(name) for name, counts in rows if _as_often(counts, total)]
        lines = [vocabulary.no_success_rate()]
        if not all(sum(total[code] for code in group) for group in (REACHED, MISSED)):
            lines.append(words("These cases hold no two kinds of outcome to compare."))
        elif everywhere:
            said = words("At least as common where no effect or harm followed as where something reached officials: {names}.",
                         names="; ".join(everywhere))  # fmt: skip
            lines.append(said)
        else:
            lines.append(
                words(
                    "No condition here is as common where no effect or harm followed as where something reached officials."
                )
            )
        lines.append(
            words("What successes and failures share cannot by itself explain the difference; it may still be needed.")
        )
        return "\n".join(lines)
    alike = {name: _alike(of, found) for name, of in DIMENSIONS.items()}
    same, unknown = ([words(name) for name, one in alike.items() if one is this] for this in (True, None))
    lines = [" / ".join(f"{case.id} {case.name}" for case in found)]
    count = len(DIMENSIONS) - len(same) - len(unknown)
    lines.append(number_of(count, "They differ in {count} dimension.", "They differ in {count} dimensions."))
    lines.append(words("Alike: {names}.", names=", ".join(same)) if same else words("They are alike in none."))
    if unknown:
        lines.append(words("Nothing documented for any of them: {names}.", names=", ".join(unknown)))
    return "\n".join(lines)


def _alike(of: Callable[[Case], list[str]], found: list[Case]) -> bool | None:
    """Say whether cases are alike in a dimension, in whatever order a case lists what it has there.

    None where nothing is documented for any: that two records are silent says nothing about two cases.
    """
    there = {frozenset(of(case)) for case in found}
    return None if there == {frozenset()} else len(there) == 1


def _as_often(counts: dict[str, int], total: dict[str, int]) -> bool:
    """Say whether a condition is at least as common in cases without an effect, or with harm, as in those with one."""
    (had, reached), (lacked, missed) = (
        (sum(counts[code] for code in group), sum(total[code] for code in group)) for group in (REACHED, MISSED)
    )
    return bool(reached and missed and had and lacked / missed >= had / reached)


def table(state: State, cases: Catalogue) -> Table:
    """Return the comparison as a table; rows in which the cases differ are marked, and say so."""
    found = chosen(state, cases)
    if state["show"] == "conditions":
        rows, total = _shares(cases)
        there = [code for code in vocabulary.OUTCOME if total[code]]
        return {
            "caption": words("Conditions by outcome code: cases with it, of all with that code"),
            "columns": [words("Condition"), *(words(vocabulary.OUTCOME[code]) for code in there)],
            "rows": [
                [words(name), *(words("{count} of {total}", count=counts[code], total=total[code]) for code in there)]
                for name, counts in rows
            ],
        }
    lines = [["; ".join(of(case)) or words("none documented") for case in found] for of in DIMENSIONS.values()]
    alike = [_alike(of, found) for of in DIMENSIONS.values()]
    verdict = {True: words("the same"), False: words("different"), None: words("nothing to compare")}
    return {
        "heading": words("Side by side"),
        "caption": words("Side by side"),
        "columns": [words("Dimension"), *(f"{case.id} {case.name}" for case in found), words("Same or different")],
        "rows": [
            [words(name), *line, verdict[same]] for name, line, same in zip(DIMENSIONS, lines, alike, strict=True)
        ],
        "marked": [n for n, same in enumerate(alike) if same is False],
        "open": True,
    }
