"""Holds two thousand cells of its own."""

from pathlib import Path
from typing import Any

from tests.hostile import before, save

EARNS: dict[str, float] = {}
STATE = "graded"


def submit(notebook: Any, folder: Path) -> None:
    for n in range(2000):
        before(notebook, "order-answer", f"n = {n}")
    save(notebook, folder)
