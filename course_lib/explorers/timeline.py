"""Explorer: when the cases happened, and in one case, what came first: the unofficial events or the official ones."""

from __future__ import annotations

from typing import Any

from course_lib import vocabulary
from course_lib.catalogue import Catalogue
from course_lib.explorers.kit import Panel, State, options
from course_lib.explorers.over_cases import Controls, cases_to_choose, explorer
from course_lib.figures import timeline as chart
from course_lib.words import words


def timeline(cases: Catalogue | None = None, **start: Any) -> Panel:
    """Show the cases along the years, or the events of one case, unofficial against official.

    Parameters
    ----------
    cases: the cases to show; without it, all of the course's.
    start: what to start with: `show` ("cases" or "events"), `case` (an id), `era`, `region`, `field`, `outcome`.

    Raises
    ------
    ValueError: where there is no case, and for a start that cannot be shown.
    """
    return explorer(chart, _controls, cases, start)


def _controls(state: State, cases: Catalogue) -> Controls:
    show = {"type": "radio", "name": "show", "label": words("What to show"), "options": options(chart.SHOW)}
    case = {"type": "select", "name": "case", "label": words("Case"), "options": cases_to_choose(cases)}
    if state["show"] == "events":
        return [show, case]
    return [
        show, case,
        {"type": "select", "name": "era", "label": words("Years"),
         "options": options({era: era for era in chart.ERAS}, every=words("all years"))},
        {"type": "select", "name": "region", "label": words("Region"),
         "options": options(vocabulary.REGION, every=words("all regions"))},
        {"type": "select", "name": "field", "label": words("Field"),
         "options": options(vocabulary.FIELD, every=words("all fields"))},
        {"type": "select", "name": "outcome", "label": words("Outcome"),
         "options": options(vocabulary.OUTCOME, every=words("all outcomes"))},
    ]  # fmt: skip
