"""Is JSON, and no notebook."""

from pathlib import Path
from typing import Any

EARNS: dict[str, float] = {}
STATE = "failed"


def submit(notebook: Any, folder: Path) -> None:
    (folder / "history.ipynb").write_text('{"grade": 36}')
