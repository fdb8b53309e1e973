"""Explorer: officiality and secrecy as two axes, with every case's statements and sources a click away."""

from __future__ import annotations

from typing import Any

from course_lib import vocabulary
from course_lib.catalogue import Catalogue
from course_lib.explorers.kit import Panel, State, options
from course_lib.explorers.over_cases import Controls, cases_to_choose, explorer
from course_lib.figures import axes as chart
from course_lib.words import words


def axes(cases: Catalogue | None = None, **start: Any) -> Panel:
    """Show the cases on two axes: for whom the people in the room speak, and who could know.

    Parameters
    ----------
    cases: the cases to show; without it, all of the course's.
    start: what to start with: `case` (an id), `sense` ("both", "attendance" or "third_party"), `region`, `track`.

    Raises
    ------
    ValueError: where there is no case, and for a start that cannot be shown.
    """
    return explorer(chart, _controls, cases, start)


def _controls(_: State, cases: Catalogue) -> Controls:
    senses = {"both": words("both senses"), **vocabulary.SENSE}
    return [
        {"type": "select", "name": "case", "label": words("Case"), "options": cases_to_choose(cases)},
        {"type": "select", "name": "sense", "label": words("What counts as Track 1.5"), "options": options(senses)},
        {"type": "select", "name": "region", "label": words("Region"),
         "options": options(vocabulary.REGION, every=words("all regions"))},
        {"type": "select", "name": "track", "label": words("Track"),
         "options": options(vocabulary.TRACK, every=words("all tracks"))},
        {"type": "checks", "name": "status", "label": words("Statements to list below"),
         "options": options(vocabulary.STATUS)},
    ]  # fmt: skip
