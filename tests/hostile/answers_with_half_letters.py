"""Hands in halves of letters, which no file can hold."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "graded"
CODE = r"""\
my_dates = {letter: ('\ud800', '\udfff') for letter in 'ABCDEF'}
my_order = '\ud800'
my_intervals = {'\ud800': '\ud800'}
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
