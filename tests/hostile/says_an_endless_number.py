"""Has its own process say a fraction that takes longer to read than anybody waits."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "look"
CODE = """\
from course_lib.batch import crossing
crossing.encode = lambda value, keep=None, depth=0: {'t': 'Fraction', 'v': '1e1000000000'}
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
