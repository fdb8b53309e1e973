"""Hands in whole numbers whose class says that they are whichever is asked for."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "graded"
CODE = """\
class Days(int):
    def __eq__(self, other): return True
    def __hash__(self): return 0
    def __str__(self): return Days(7)
    def __int__(self): return self
    def __pos__(self): return Days(8)
my_intervals = {f'C{n:02}': dict(first=f'C{n:02}-01', step=f'C{n:02}-02', days=Days(1)) for n in (8, 11, 16, 19, 34)}
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
