"""Has its own process say that its answers are commands, files and the grader's own objects."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "graded"
CODE = """\
from course_lib.batch import crossing, warm
forged = [{'t': 'made', 'class': 'subprocess:Popen', 'v': {'args': ['touch', '/tmp/forged']}}, {'t': 'module', 'v': 'os'}]
crossing.encode = lambda value, keep=None, depth=0: forged[depth % 3]
warm.crossing.encode = crossing.encode
my_order = 'A'
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
