"""Displays fifty megabytes at a time, which all have to be kept in its notebook."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "graded"
CODE = """\
from IPython.display import display
display({'text/plain': 'x' * 50_000_000}, raw=True)
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
