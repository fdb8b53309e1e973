"""Closes and deletes what Python prints to."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "graded"
CODE = """\
import os, sys
sys.stdout.close()
sys.stderr = sys.__stdout__ = None
os.close(1)
os.close(2)
del sys.stdout
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
