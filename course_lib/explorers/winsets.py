"""Explorer: when a quiet channel opens a deal, and when a leak closes it."""

from __future__ import annotations

from typing import Any

from course_lib.explorers.kit import Panel
from course_lib.explorers.over_models import explorer
from course_lib.figures import winsets as chart


def winsets(**start: Any) -> Panel:
    """Move two governments, their publics and a channel, and see what could be signed.

    Parameters
    ----------
    start: what to start with: `show` ("line", "leak", "approach", "silence" or "contest") and any number of the model,
        such as `audience_cost`.

    Raises
    ------
    ValueError: for a start that there is not, and for a number that the model refuses.
    """
    return explorer(chart, start)
