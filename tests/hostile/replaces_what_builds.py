"""Replaces what Python imports, opens and prints with."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "look"
CODE = """\
import builtins
def none(*given, **named):
    raise SystemExit
builtins.print = builtins.open = builtins.__import__ = builtins.abs = builtins.len = none
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
