"""Hands in objects, classes and modules of the library itself."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "graded"
CODE = """\
import course_lib
from course_lib.catalogue import load_cases
from course_lib.marking import events
my_dates = load_cases()
my_order = events.statements()
my_intervals, my_evidence, my_verdicts = course_lib, events.Statement, events.IN_PRINT
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
