"""Displays data that is nested almost as deeply as can be read."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "graded"
CODE = """\
from IPython.display import display
deep = {}
for _ in range(220):
    deep = {'a': deep}
display({'text/plain': 'x', 'application/json': deep}, metadata=deep, raw=True)
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
