"""Gives the names that tests call other meanings."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "graded"
CODE = """\
say_column = say_order = say_intervals = say_evidence = say_verdicts = lambda *given: 6.0
mark_column = mark_order = mark_intervals = mark_answers = mark_verdicts = say_me
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
