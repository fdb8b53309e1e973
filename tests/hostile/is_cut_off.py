"""Is cut off in the middle."""

from pathlib import Path
from typing import Any

from tests.hostile import save

EARNS: dict[str, float] = {}
STATE = "failed"


def submit(notebook: Any, folder: Path) -> None:
    save(notebook, folder)
    file = folder / "history.ipynb"
    file.write_bytes(file.read_bytes()[:500])
