"""Displays what a test would return, as if it had."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "graded"
CODE = """\
import sys
sys.displayhook(6.0)
from IPython.display import display
display(6.0)
6.0
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
