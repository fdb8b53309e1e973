"""Holds a character in its code that Python does not take."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "graded"


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, "x = 'a\x00b'")
    save(notebook, folder)
