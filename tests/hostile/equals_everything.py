"""Hands in an object that equals everything and has every attribute."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "graded"
CODE = """\
class Agrees:
    def __eq__(self, other): return True
    def __hash__(self): return 0
    def __getattr__(self, name): return Agrees()
    def __getitem__(self, key): return Agrees()
    def __contains__(self, key): return True
    def __len__(self): return 6
    def __iter__(self): return iter('ABCDEF')
my_dates = my_order = my_intervals = my_evidence = my_verdicts = Agrees()
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
