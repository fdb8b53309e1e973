"""Hands in a mapping that would answer as it is asked."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "graded"
CODE = """\
class Any(dict):
    def get(self, key, default=None): return self
    def __getitem__(self, key): return self
    def __missing__(self, key): return self
my_dates = my_evidence = my_verdicts = Any()
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
