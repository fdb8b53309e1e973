"""Ends a cell with an object that fails, and never ends, when it is shown."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "look"
CODE = """\
class Odd:
    def _repr_html_(self):
        while True:
            pass
Odd()
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
