"""Explorer: where people met, and whose they were."""

from __future__ import annotations

from typing import Any

from course_lib import vocabulary
from course_lib.catalogue import Catalogue
from course_lib.explorers.kit import Panel, State, options
from course_lib.explorers.over_cases import Controls, cases_to_choose, explorer
from course_lib.figures import map as chart
from course_lib.words import words


def map(cases: Catalogue | None = None, **start: Any) -> Panel:
    """Show the places where people met, on a map without borders.

    Parameters
    ----------
    cases: the cases to show; without it, all of the course's.
    start: what to start with: `case` (an id), `party` (a party's name or "all"), `region`.

    Raises
    ------
    ValueError: where there is no case, and for a start that cannot be shown.
    """
    return explorer(chart, _controls, cases, start, fixed=[chart.land()])


def _controls(_: State, cases: Catalogue) -> Controls:
    every = [{"value": "all", "label": words("all parties")}]
    return [
        {"type": "select", "name": "case", "label": words("Case"), "options": cases_to_choose(cases)},
        {"type": "select", "name": "party", "label": words("Party"),
         "options": every + [{"value": party, "label": party} for party in chart.parties(cases)]},
        {"type": "select", "name": "region", "label": words("Region of the conflict"),
         "options": options(vocabulary.REGION, every=words("all regions"))},
    ]  # fmt: skip
