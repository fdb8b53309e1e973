"""The explorers by name: `explore.timeline()`, `explore.map()` and so on. Each is loaded when it is first used."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from course_lib.explorers.axes import axes
    from course_lib.explorers.case import case
    from course_lib.explorers.compare import compare
    from course_lib.explorers.map import map
    from course_lib.explorers.network import network
    from course_lib.explorers.placing import placing
    from course_lib.explorers.process_tracing import process_tracing
    from course_lib.explorers.readiness import readiness
    from course_lib.explorers.room import room
    from course_lib.explorers.selection import selection
    from course_lib.explorers.spoilers import spoilers
    from course_lib.explorers.studio import studio
    from course_lib.explorers.timeline import timeline
    from course_lib.explorers.transfer import transfer
    from course_lib.explorers.winsets import winsets

__all__ = [
    "axes", "case", "compare", "map", "network", "placing", "process_tracing", "readiness",
    "room", "selection", "spoilers", "studio", "timeline", "transfer", "winsets",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"There is no explorer “{name}”; there are: {', '.join(__all__)}")
    return getattr(importlib.import_module(f"course_lib.explorers.{name}"), name)


def __dir__() -> list[str]:
    return __all__
