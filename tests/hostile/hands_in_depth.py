"""Hands in a list in a list, ten thousand times, and one that holds itself."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "graded"
CODE = """\
my_order = []
for _ in range(10000):
    my_order = [my_order]
my_dates = {}
my_dates['A'] = my_dates
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
