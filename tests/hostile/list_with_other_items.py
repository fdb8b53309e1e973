"""Hands in lists and tuples that hold something else whenever they are looked at."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "graded"
CODE = """\
class Turns(list):
    def __iter__(self): return iter('ABCDEFG')
    def __getitem__(self, place): return self
    def __len__(self): return 2
    def __contains__(self, other): return True
    def index(self, other): return 'ABCDEFG'.index(other)
class Pair(tuple):
    _fields = ('A', 'B')
    __iter__, __getitem__ = Turns.__iter__, Turns.__getitem__
my_order, my_dates = Turns(), dict.fromkeys('ABCDEF', Pair())
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
