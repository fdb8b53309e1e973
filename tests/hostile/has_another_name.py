"""Has a number after its name, as a browser writes it."""

from pathlib import Path
from typing import Any

from tests.hostile import save

EARNS: dict[str, float] = {}
STATE = "graded"


def submit(notebook: Any, folder: Path) -> None:
    save(notebook, folder, "history (1).ipynb")
