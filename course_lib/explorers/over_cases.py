"""What every explorer of the cases does alike, so that an explorer is mostly its question.

A chart is a module of `figures` with `START`, `figure(state, cases)`, `describe(state, cases)` and `table(state, cases)`.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Protocol

from course_lib.catalogue import Catalogue, Statement, load_cases
from course_lib.explorers.kit import Panel, State, View, statement_card
from course_lib.words import number_of, words

Controls = Sequence[Mapping[str, Any]]


class Chart(Protocol):
    """A question put to the cases, as pure functions of a state."""

    START: dict[str, Any]

    def figure(self, state: State, cases: Catalogue, /) -> dict[str, Any] | None: ...
    def describe(self, state: State, cases: Catalogue, /) -> str: ...
    def table(self, state: State, cases: Catalogue, /) -> dict[str, Any]: ...


@functools.lru_cache(maxsize=8)
def cases_to_choose(cases: Catalogue) -> list[dict[str, str]]:
    """Return the cases as the options of a control; the same list for the same cases."""
    return [{"value": case.id, "label": f"{case.id} {case.name}"} for case in cases]


@functools.cache
def course_cases() -> Catalogue:
    """Return the course's cases, read from their file once in a kernel."""
    return load_cases()


def statements_of_picked(state: State, cases: Catalogue) -> View:
    """Return the statements of the case that is picked out, with their sources, folded under its name.

    Where the state has a `status`, only those of these standings.
    """
    picked = cases[state["case"]]
    listed = [s for s in picked.statements if "status" not in state or s.status in state["status"]]
    count = number_of(len(listed), "{count} statement", "{count} statements")
    return {
        "cards_heading": f"{picked.id} {picked.name}: {count}",
        "cards": functools.partial(cards_of, listed) if listed else [],
        "pick": "case",
    }


def cards_of(statements: Iterable[Statement]) -> list[dict[str, Any]]:
    """Return statements as cards, in their order."""
    return [statement_card(statement) for statement in statements]


def explorer(
    chart: Chart,
    controls: Callable[[State, Catalogue], Controls],
    cases: Catalogue | None,
    start: Mapping[str, Any],
    below: Callable[[State, Catalogue], View] = statements_of_picked,
    fixed: Sequence[Mapping[str, Any]] = (),
    on_event: Callable[[str, State], State] | None = None,
) -> Panel:
    """Join a chart to its controls.

    Parameters
    ----------
    chart: the question: `START`, `figure`, `describe`, `table`.
    controls: the controls for a state.
    cases: the cases to explore; None for all of the course's.
    start: what to start with in place of the chart's own.
    below: what else the view of a state holds: statements with their sources.
    fixed: traces that cross to the page once.
    on_event: what else a change of a control brings with it.

    Raises
    ------
    ValueError: where there is no case, and for a start that the chart does not know or cannot show.
    """
    catalogue = cases if cases is not None else course_cases()
    if not isinstance(catalogue, Catalogue):
        raise ValueError(words("“{value}” is no catalogue; write case=… to start with a case.", value=catalogue))
    first = catalogue.first().id
    state = dict(chart.START)
    for name in start:
        if name not in state:
            known = ", ".join(state)
            raise ValueError(words("This explorer has no “{name}”; it has: {known}.", name=name, known=known))
    if "case" in state and state["case"] not in catalogue:
        state["case"] = first
    state.update(start)

    def view_of(state: State) -> View:
        figure, table = chart.figure(state, catalogue), functools.partial(chart.table, state, catalogue)
        return {
            "figure": figure,
            "words": chart.describe(state, catalogue),
            # Beside a chart the table waits, folded; where there is none it is what is shown.
            "table": table if figure else table(),
            "controls": controls(state, catalogue),
            **below(state, catalogue),
        }

    return Panel([], state, view_of, on_event, fixed)
