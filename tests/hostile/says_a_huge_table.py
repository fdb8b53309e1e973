"""Has its own process say that its answer is a table of a billion rows."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "look"
CODE = """\
from course_lib.batch import crossing
index = {'t': 'range', 'v': [0, 10**9, 1]}
said = {'t': 'series', 'type': 'float64', 'index': index, 'name': None, 'v': 1.0}
crossing.encode = lambda value, keep=None, depth=0: said
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
