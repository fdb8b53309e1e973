"""Hands in text whose class says that it equals everything."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "graded"
CODE = """\
class Agrees(str):
    def __eq__(self, other): return True
    def __hash__(self): return 0
    def casefold(self): return self
    def split(self, *given): return [self]
my_order = Agrees('A')
my_verdicts = {letter: Agrees('?') for letter in 'ABCDEFGHIJKLMNOPQRST'}
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
