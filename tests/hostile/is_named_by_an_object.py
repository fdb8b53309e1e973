"""Gives for its name an object that has another name each time."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "graded"
CODE = """\
import itertools
class Anybody(str):
    names = itertools.count()
    def __str__(self): return f'student{next(self.names):04}'
    __repr__ = casefold = __str__
me = Anybody('reference')
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
