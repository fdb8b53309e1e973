"""Explorer: one case end to end, statement by statement, and what is left when the weaker ones are put aside."""

from __future__ import annotations

from typing import Any

from course_lib import vocabulary
from course_lib.catalogue import Catalogue
from course_lib.explorers.kit import Panel, State, View, options
from course_lib.explorers.over_cases import Controls, cards_of, cases_to_choose, explorer
from course_lib.figures import casefile as chart
from course_lib.words import words


def case(case: str = chart.START["case"], cases: Catalogue | None = None, **start: Any) -> Panel:
    """Show a case's events, people, way to officials, rival readings and limits, each with its sources.

    Parameters
    ----------
    case: the id of the case to start with, such as `C11`.
    cases: the cases to choose from; without it, all of the course's.
    start: what else to start with: `part` ("all" or a part of a case), `status` (a list of codes).

    Raises
    ------
    ValueError: for an unknown case, and for a start that cannot be shown.
    """
    return explorer(chart, _controls, cases, {"case": case, **start}, _statements)


def _statements(state: State, cases: Catalogue) -> View:
    return {
        "heading": cases[state["case"]].name,
        "cards": cards_of(chart.statements(state, cases)),
    }


def _controls(_: State, cases: Catalogue) -> Controls:
    return [
        {"type": "select", "name": "case", "label": words("Case"), "options": cases_to_choose(cases)},
        {"type": "select", "name": "part", "label": words("Which part"),
         "options": options(vocabulary.PART, every=words("all of it"))},
        {"type": "checks", "name": "status", "label": words("Show statements that are"),
         "options": options(vocabulary.STATUS)},
    ]  # fmt: skip
