"""Explorer: how long a process stays secret and unharmed, and what its circle and its answer to opponents change."""

from __future__ import annotations

from typing import Any

from course_lib.explorers.kit import Panel
from course_lib.explorers.over_models import explorer
from course_lib.figures import spoilers as chart


def spoilers(**start: Any) -> Panel:
    """Move a circle, its leaks, its opponents and the trust in a partner, and see what lasts.

    Parameters
    ----------
    start: what to start with: `show` ("circle", "size", "attack", "types" or "fate") and any number of the model, such as
        `leak_rate`.

    Raises
    ------
    ValueError: for a start that there is not, and for a number that the model refuses.
    """
    return explorer(chart, start)
