"""Puts another program in place of its own Python."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "look"
CODE = """\
import os
os.execv('/bin/sh', ['sh', '-c', 'sleep 2; echo 6.0'])
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
