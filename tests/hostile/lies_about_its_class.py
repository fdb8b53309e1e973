"""Hands in objects that say that they are of another class."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "graded"
CODE = """\
class Lies:
    __class__ = dict
    def get(self, key, default=None): return self
    def __str__(self): return '2018-06-12'
    def __float__(self): return 0.5
my_dates = my_evidence = my_verdicts = my_intervals = Lies()
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
