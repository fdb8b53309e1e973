"""The course's words: what lessons and exercises import by name. Each is loaded when it is first used."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from course_lib import explore
    from course_lib.asking import ask, check_setup, my_journal, opinions, predict, write
    from course_lib.catalogue import Case, Catalogue, Statement, load_cases, load_claims
    from course_lib.citations import bibliography, cite
    from course_lib.encounters import Encounter, place
    from course_lib.journal import Journal
    from course_lib.looking_back import look_back
    from course_lib.series import load_series
    from course_lib.terms import glossary

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
    "glossary": "terms",
    "Journal": "journal",
    "look_back": "looking_back",
    "load_series": "series",
}
__all__ = [
    "Case", "Catalogue", "Encounter", "Journal", "Statement", "ask", "bibliography", "check_setup", "cite",
    "explore", "glossary", "load_cases", "load_claims", "load_series", "look_back", "my_journal", "opinions", "place",
    "predict", "write",
]  # fmt: skip
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    if name == "explore":
        return importlib.import_module("course_lib.explore")
    if name not in _HOME:
        raise AttributeError(f"course_lib has no “{name}”; it has: {', '.join(__all__)}")
    value = getattr(importlib.import_module(f"course_lib.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
