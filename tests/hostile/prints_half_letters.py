"""Prints and displays halves of letters, which no file can hold."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "graded"
CODE = r"""\
from IPython.display import Markdown, display
print('\ud800')
display(Markdown('\udfff'))
raise ValueError('\udcff')
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
