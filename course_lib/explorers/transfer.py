"""Explorer: how far a mind that a workshop changed reaches those who decide, and what home takes back."""

from __future__ import annotations

from typing import Any

from course_lib.explorers.kit import Panel
from course_lib.explorers.over_models import explorer
from course_lib.figures import transfer as chart


def transfer(**start: Any) -> Panel:
    """Move participants, advisers and leaders of two sides, and see what reaches those who decide.

    Parameters
    ----------
    start: what to start with: `show` ("network", "year", "insiders" or "advisers") and any number of the model, such as
        `home_weight`.

    Raises
    ------
    ValueError: for a start that there is not, and for a number that the model refuses.
    """
    return explorer(chart, start)
