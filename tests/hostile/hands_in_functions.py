"""Hands in functions where plain answers are asked for."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "graded"
CODE = """\
my_order = lambda *given: my_order
my_dates = my_verdicts = print
my_evidence = dict.fromkeys(('A', 'B', 'C', 'D', 'after_first', 'after_all'), abs)
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
