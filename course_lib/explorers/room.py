"""Explorer: how much trust meetings build, what a broken promise costs, and what a gesture can prove."""

from __future__ import annotations

from typing import Any

from course_lib.explorers.kit import Panel
from course_lib.explorers.over_models import explorer
from course_lib.figures import room as chart


def room(**start: Any) -> Panel:
    """Move what happens in a room and between its meetings, and see what it does to trust.

    Parameters
    ----------
    start: what to start with: `show` ("conditions", "promise", "noise" or "gesture") and any number of the model, such
        as `asymmetry`.

    Raises
    ------
    ValueError: for a start that there is not, and for a number that the model refuses.
    """
    return explorer(chart, start)
