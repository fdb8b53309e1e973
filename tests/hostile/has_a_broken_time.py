"""Was handed in at a time that is none."""

from pathlib import Path
from typing import Any

from tests.hostile import save

EARNS: dict[str, float] = {}
STATE = "look"


def submit(notebook: Any, folder: Path) -> None:
    save(notebook, folder)
    (folder / "timestamp.txt").write_text("last Tuesday")
