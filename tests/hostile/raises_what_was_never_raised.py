"""Raises errors whose name, text and traceback are not what they should be."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "graded"
CODE = """\
class Kind(type):
    __name__ = property(lambda self: 1 / 0)
class Odd(Exception, metaclass=Kind):
    __module__ = 5
    def __str__(self): return 5
    def __getattribute__(self, name): raise RecursionError
raise Odd from Odd()
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
