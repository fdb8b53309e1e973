"""Holds the marks of a merge that went wrong."""

from pathlib import Path
from typing import Any

from tests.hostile import save

EARNS: dict[str, float] = {}
STATE = "look"


def submit(notebook: Any, folder: Path) -> None:
    save(notebook, folder)
    file = folder / "history.ipynb"
    lines = file.read_text().splitlines()
    n = next(n for n, line in enumerate(lines) if '"cell_type": "markdown"' in line)
    lines[n : n + 1] = ["<<<<<<< mine", lines[n], "=======", lines[n], ">>>>>>> theirs"]
    file.write_text("\n".join(lines))
