"""Explorer: cases side by side, and which conditions were there where something reached officials and where not."""

from __future__ import annotations

import functools
from typing import Any

from course_lib.catalogue import Catalogue
from course_lib.explorers.kit import Panel, State, View, options
from course_lib.explorers.over_cases import Controls, cards_of, cases_to_choose, explorer
from course_lib.figures import compare as chart
from course_lib.words import words


def compare(*case_ids: str, cases: Catalogue | None = None, **start: Any) -> Panel:
    """Put two to four cases side by side, dimension by dimension, or count conditions across all cases.

    Parameters
    ----------
    case_ids: the ids of two to four cases to start with; without them, the two Aceh talks.
    cases: the cases to choose from; without it, all of the course's.
    start: what else to start with: `show` ("sides" or "conditions").

    Raises
    ------
    ValueError: for an unknown case, for fewer than two or more than four, and for one that is given twice.
    """
    if case_ids and not 2 <= len(case_ids) <= len(chart.SLOTS):
        raise ValueError(words("Compare two to four cases, and {count} were given.", count=len(case_ids)))
    if not case_ids and cases is not None:
        case_ids = tuple(case.id for case in cases)[:2]
    ids = (*case_ids, *[chart.NONE] * (len(chart.SLOTS) - len(case_ids)))
    slots = dict(zip(chart.SLOTS, ids, strict=True)) if case_ids else {}
    return explorer(chart, _controls, cases, {**slots, **start}, _rivals)


def _rivals(state: State, cases: Catalogue) -> View:
    """Return what is disputed about the chosen cases: an outcome code is not the last word on any of them."""
    found = chart.chosen(state, cases) if state["show"] == "sides" else []
    rivals = [statement for case in found for statement in case.statements if statement.field in ("rival", "limit")]
    heading = words("Rival readings and limits of these cases: {count}", count=len(rivals)) if found else None
    return {"cards_heading": heading, "cards": functools.partial(cards_of, rivals) if rivals else []}


def _controls(state: State, cases: Catalogue) -> Controls:
    show = {"type": "radio", "name": "show", "label": words("What to show"), "options": options(chart.SHOW)}
    if state["show"] == "conditions":
        return [show]
    labels = (words("First case"), words("Second case"), words("Third case"), words("Fourth case"))
    none = [{"value": chart.NONE, "label": words("none")}]
    return [
        show,
        *(
            {
                "type": "select",
                "name": slot,
                "label": label,
                "options": [*(none if n > 1 else ()), *cases_to_choose(cases)],
            }
            for n, (slot, label) in enumerate(zip(chart.SLOTS, labels, strict=True))
        ),
    ]
