"""Explorer: what a library of successes hides, which conflicts are tried, and what a correction can do about it."""

from __future__ import annotations

from typing import Any

from course_lib.explorers.kit import Panel, options
from course_lib.explorers.over_models import explorer
from course_lib.figures import selection as chart
from course_lib.words import words


def selection(**start: Any) -> Panel:
    """Move what is written up and which conflicts are tried, and see what a reader can still conclude.

    Parameters
    ----------
    start: what to start with: `show` ("library", "tried" or "estimates"), `known` (a list: "hardness_known" for the choice,
        "occasion_known" for the correction) and any other number of the model, such as `failure_published`.

    Raises
    ------
    ValueError: for a start that there is not, and for a number that the model refuses.
    """
    known = {"type": "checks", "name": "known", "label": words("What is known"), "options": options(chart.KNOWN)}
    return explorer(chart, start, more=[known])
