"""Replaces what tells of which class a value is."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "look"
CODE = """\
import builtins
class Kind(type):
    def __call__(self, *given): return str
    def __instancecheck__(self, value): return True
class Every(metaclass=Kind): pass
builtins.type = Every
my_dates = my_order = object()
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
