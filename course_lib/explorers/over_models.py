"""What every explorer of a model does alike, so that an explorer is mostly its question.

A chart is a module of `figures` with `MODEL` (its name), `START`, `figure(state)`, `describe(state)`, `table(state)` and
`moved(state)`: the numbers that the learner can move, by name. What it may show is in `SHOW`, where there is a choice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from course_lib.catalogue import Source, load_model
from course_lib.explorers.kit import Panel, State, View, options, source_links, statement_card
from course_lib.explorers.over_cases import course_cases
from course_lib.words import words


class Chart(Protocol):
    """A question put to a model, as pure functions of a state."""

    MODEL: str
    START: dict[str, Any]
    SHOW: dict[str, str]

    def figure(self, state: State, /) -> dict[str, Any] | None: ...
    def describe(self, state: State, /) -> str: ...
    def table(self, state: State, /) -> dict[str, Any]: ...
    def moved(self, state: State, /) -> Sequence[str]: ...


def explorer(chart: Chart, start: Mapping[str, Any], more: Sequence[Mapping[str, Any]] = ()) -> Panel:
    """Join a chart of a model to its controls.

    Parameters
    ----------
    chart: the question: `MODEL`, `START`, `SHOW`, `figure`, `describe`, `table`, `moved`.
    start: what to start with in place of the chart's own.
    more: controls beside the sliders; one with `only` stands beside those things to show alone.

    Raises
    ------
    ValueError: for a start that the chart does not know or cannot show.
    """
    rests_on = load_model(chart.MODEL)
    for name in start:
        if name not in chart.START:
            known = ", ".join(chart.START)
            raise ValueError(words("This explorer has no “{name}”; it has: {known}.", name=name, known=known))
    sliders = {one["name"]: _slider(one) for one in rests_on["coefficients"]}
    show = {"type": "radio", "name": "show", "label": words("What to show"), "options": options(chart.SHOW)}
    first = [show] if chart.SHOW else []
    below: dict[tuple[str, ...], list[dict[str, Any]]] = {}

    def view_of(state: State) -> View:
        said = chart.describe(state)  # refuses what cannot be shown, before anything is drawn
        moved = tuple(chart.moved(state))
        if moved not in below:
            below[moved] = _below(rests_on, moved)
        return {
            "heading": rests_on["question"],
            "figure": chart.figure(state),
            "words": said,
            "table": chart.table(state),
            "controls": [*first, *_beside(more, state.get("show")), *(sliders[name] for name in moved)],
            "more": below[moved],
        }

    return Panel([], {**chart.START, **start}, view_of)


def _beside(more: Sequence[Mapping[str, Any]], show: str | None) -> list[dict[str, Any]]:
    """Return the controls that stand beside what is shown."""
    there = (one for one in more if show in one.get("only", (show,)))
    return [{part: value for part, value in one.items() if part != "only"} for one in there]


def _slider(coefficient: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": "range",
        "name": coefficient["name"],
        "label": coefficient["label"],
        "help": coefficient["means"],
        "min": coefficient["low"],
        "max": coefficient["high"],
        "step": coefficient["step"],
    }


def _below(rests_on: Mapping[str, Any], moved: Sequence[str]) -> list[dict[str, Any]]:
    """Return what waits, folded, under a model: what would turn it round, what it rests on, where the record shows it."""
    numbers = [one for one in rests_on["coefficients"] if one["name"] in moved]
    return [
        {
            "heading": words("What would turn this round"),
            "cards": [_card(one["text"], one["sources"]) for one in rests_on["reversals"]],
        },
        {
            "heading": words("What these numbers and this model rest on"),
            "cards": [
                *(_card(f"{one['label']}: {one['why']}", one["sources"], one["basis"]) for one in numbers),
                *(_card(one["text"], one["sources"], one["basis"]) for one in rests_on["structure"]),
            ],
        },
        {"heading": words("Where the record shows the idea"), "cards": shown(rests_on["cases"])},
    ]


def _card(text: str, sources: Sequence[Mapping[str, str]], basis: str = "") -> dict[str, Any]:
    basis_said = {"sourced": words("from the literature"), "assumption": words("assumption")}
    return {
        "text": text,
        "mark": basis_said.get(basis, ""),
        "sources": source_links(Source(**source) for source in sources),
    }


def shown(cases: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return cases that show something as cards: each with the sources of the statements on which its text rests."""
    cards = []
    for one in cases:
        case = course_cases()[one["case"]]
        rests_on = [statement_card(s) for s in case.statements if s.id in one["because"]]
        sources = {(s["label"], s["locator"]): s for card in rests_on for s in card["sources"]}
        cards.append({"id": one["case"], "text": f"{case.name}: {one['text']}", "sources": list(sources.values())})
    return cards
