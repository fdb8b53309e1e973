"""Is two notebooks, of which neither has the right name."""

from pathlib import Path
from typing import Any

from tests.hostile import save

EARNS: dict[str, float] = {}
STATE = "failed"


def submit(notebook: Any, folder: Path) -> None:
    save(notebook, folder, "one.ipynb")
    save(notebook, folder, "two.ipynb")
