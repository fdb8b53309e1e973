"""Looks through all frames and objects for what the grader knows."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "graded"
CODE = """\
import gc, sys
found = [one for one in gc.get_objects() if isinstance(one, str) and 'BEGIN HIDDEN' in one]
frame = sys._getframe()
while frame:
    found += [str(value) for value in frame.f_locals.values() if 'mark_column(' in str(value)[:5000]]
    frame = frame.f_back
assert found
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
