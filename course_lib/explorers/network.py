"""Explorer: who talked to whom; take a person or a link out, and see which side loses its way to the other."""

from __future__ import annotations

import functools
from typing import Any

from course_lib.catalogue import Catalogue
from course_lib.explorers.kit import Panel, State, View
from course_lib.explorers.over_cases import Controls, cards_of, cases_to_choose, explorer
from course_lib.figures import network as chart
from course_lib.words import words


def network(case: str | None = None, cases: Catalogue | None = None, **start: Any) -> Panel:
    """Show the people and bodies of a case and the links between them that statements document.

    Parameters
    ----------
    case: the id of the case to start with.
    cases: the cases to choose from; without it, all of the course's.
    start: what else to start with: `without` (a person or body of the case, or a link).

    Raises
    ------
    ValueError: for an unknown case, and for somebody who is not in its network.
    """
    return explorer(
        chart, _controls, cases, {**({"case": case} if case else {}), **start}, _links, on_event=_of_this_case
    )


def _of_this_case(name: str, state: State) -> State:
    """Bring everybody back when another case is chosen: who was taken out is not in it."""
    return {**state, "without": chart.NOBODY} if name == "case" else state


def _links(state: State, cases: Catalogue) -> View:
    """Return the statements that document the links, or those of the person or link that was taken out."""
    case = cases[state["case"]]
    ids = chart.documented(case, state["without"])
    return {
        "cards_heading": words("Statements behind these links: {count}", count=len(ids))
        if state["without"] == chart.NOBODY
        else words("Statements behind the links that were taken out: {count}", count=len(ids)),
        "cards": functools.partial(cards_of, [one for one in case.statements if one.id in ids]) if ids else [],
        "pick": "without",
    }


def _controls(state: State, cases: Catalogue) -> Controls:
    nobody = {"value": chart.NOBODY, "label": words("nobody")}
    return [
        {"type": "select", "name": "case", "label": words("Case"), "options": cases_to_choose(cases)},
        {"type": "select", "name": "without", "label": words("Take out"),
         "options": [nobody, *({"value": name, "label": name} for name in chart.choices(cases[state["case"]])[1:])]},
    ]  # fmt: skip
