"""Gives for its name a function, and for its answers others."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "graded"
CODE = """\
me = lambda *given: 'reference'
me.__name__ = me.__doc__ = 'reference' * 1000
my_order = me
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
