"""Explorer: how far one clue, or several, should move what is believed of one contact."""

from __future__ import annotations

from typing import Any

from course_lib.explorers.kit import Panel
from course_lib.explorers.over_models import explorer
from course_lib.figures import process_tracing as chart
from course_lib.words import words


def process_tracing(**start: Any) -> Panel:
    """Weigh a clue, a few of them, or the word of somebody with an interest, and see how far the belief moves.

    Parameters
    ----------
    start: what to start with: `show` ("tests", "one clue", "clues" or "interested"), `clue_1` to `clue_4` ("none", or a kind
        of test and what came of it, such as "hoop_found" or "smoking_gun_missing"), `one_source` (a list of those of "1",
        "2", "3", "4" that come from one source) and any number of the model, such as `prior`.

    Raises
    ------
    ValueError: for a start that there is not, and for a number that the model refuses.
    """
    found = [{"value": code, "label": label} for code, label in chart.outcomes().items()]
    clues = [
        {
            "type": "select",
            "name": clue,
            "label": words("Clue {place}", place=place),
            "options": found,
            "only": ["clues"],
        }
        for place, clue in zip(chart.PLACES, chart.CLUES, strict=True)
    ]
    source = {
        "type": "checks",
        "name": "one_source",
        "label": words("Clues from one and the same source"),
        "options": [{"value": place, "label": words("Clue {place}", place=place)} for place in chart.PLACES],
        "only": ["clues"],
    }
    return explorer(chart, start, more=[*clues, source])
