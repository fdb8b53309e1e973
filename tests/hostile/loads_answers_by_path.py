"""Loads the answers from wherever a file of that name may lie, and hands them in."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "graded"
CODE = """\
import os, runpy, sys
import course_lib
here = os.path.dirname(course_lib.__path__[0])
for place in [*sys.path, here, f'/proc/1/root{here}', f'/proc/self/root{here}', '/proc/1/cwd', '../../..']:
    file = f'{place}/course_lib/grading/answers/history.py'
    if os.path.exists(file):
        found = runpy.run_path(file)
        my_dates, my_order, my_intervals = found['column'](me), found['order'](me), found['intervals'](me)
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
