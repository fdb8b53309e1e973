"""Holds everything but the notebook."""

from pathlib import Path
from typing import Any

EARNS: dict[str, float] = {}
STATE = "failed"


def submit(notebook: Any, folder: Path) -> None:
    (folder / "essay.txt").write_text("In words.")
