"""The course's words: what lessons and exercises import by name. Each is loaded when it is first used."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from course_lib.asking import ask, check_setup, my_journal, opinions, predict, write
    from course_lib.catalogue import Case, Catalogue, Statement, load_cases, load_claims
    from course_lib.citations import bibliography, cite
    from course_lib.encounters import Encounter, place, stories
    from course_lib.explorers.axes import explore_axes
    from course_lib.explorers.evidence import explore_evidence
    from course_lib.journal import Journal

_HOME = {
    "ask": "asking",
    "check_setup": "asking",
    "my_journal": "asking",
    "opinions": "asking",
    "predict": "asking",
    "write": "asking",
    "Case": "catalogue",
    "Catalogue": "catalogue",
    "Statement": "catalogue",
    "load_cases": "catalogue",
    "load_claims": "catalogue",
    "bibliography": "citations",
    "cite": "citations",
    "Encounter": "encounters",
    "place": "encounters",
    "stories": "encounters",
    "explore_axes": "explorers.axes",
    "explore_evidence": "explorers.evidence",
    "Journal": "journal",
}
__all__ = [
    "Case", "Catalogue", "Encounter", "Journal", "Statement", "ask", "bibliography", "check_setup", "cite",
    "explore_axes", "explore_evidence", "load_cases", "load_claims", "my_journal", "opinions", "place", "predict",
    "stories", "write",
]  # fmt: skip
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"course_lib has no “{name}”; it has: {', '.join(__all__)}")
    value = getattr(importlib.import_module(f"course_lib.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
