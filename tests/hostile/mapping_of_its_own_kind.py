"""Hands in a mapping of a class of its own that has an answer to every question."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "graded"
CODE = """\
from collections.abc import Mapping
class Knows(Mapping):
    def __getitem__(self, key): return self
    def get(self, key, default=None): return self
    def __iter__(self): return iter('ABCDEF')
    def __len__(self): return 6
my_dates = my_intervals = my_evidence = my_verdicts = Knows()
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
