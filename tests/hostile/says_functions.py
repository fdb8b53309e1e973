"""Has its own process say that its answers are the grader's own functions."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "graded"
CODE = """\
from course_lib.batch import crossing
said = {'t': 'call', 'v': 0, 'name': 'mark_column', 'doc': 'x' * 100_000}
both = {'t': 'list', 'v': [said, said]}
crossing.encode = lambda value, keep=None, depth=0: {'t': 'dict', 'v': [[letter, both] for letter in 'ABCDEF']}
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
