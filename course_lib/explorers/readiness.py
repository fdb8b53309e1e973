"""Explorer: which side, and which of its two ingredients, keeps both from talking, and when that changes."""

from __future__ import annotations

from typing import Any

from course_lib.explorers.kit import Panel, options
from course_lib.explorers.over_models import explorer
from course_lib.figures import readiness as chart
from course_lib.figures.invented_events import COURSES
from course_lib.words import words


def readiness(**start: Any) -> Panel:
    """Move the motivation and optimism of two sides, or the events that move them, and see when both are ready.

    Parameters
    ----------
    start: what to start with: `show` ("square", "windows" or "coalition"), `reading` ("product", "minimum", "average"),
        `course` ("stalemate", "shock", "pressure" or "workshops") and any number of the model, such as `threshold`.

    Raises
    ------
    ValueError: for a start that there is not, and for a number that the model refuses.
    """
    reading = {
        "type": "radio",
        "name": "reading",
        "label": words("How motivation and optimism combine"),
        "options": options(chart.READINGS),
    }
    course = {
        "type": "select",
        "name": "course",
        "label": words("Course of events (all are invented)"),
        "options": options(COURSES),
        "only": ["windows"],
    }
    return explorer(chart, start, more=[reading, course])
