"""Gives itself and everybody full marks in the gradebook."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "graded"
CODE = """\
import sqlite3
book = sqlite3.connect('../../../gradebook.db')
book.execute('update grade set auto_score = 6')
book.commit()
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
