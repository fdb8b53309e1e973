"""Reads what a neighbour handed in."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "graded"
CODE = """\
from pathlib import Path
print([one.read_text() for one in Path('../..').glob('*/history/*.ipynb')] or no_neighbour)
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
