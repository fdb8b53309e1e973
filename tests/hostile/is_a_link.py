"""Is a link to a file of the system."""

from pathlib import Path
from typing import Any

EARNS: dict[str, float] = {}
STATE = "failed"


def submit(notebook: Any, folder: Path) -> None:
    (folder / "history.ipynb").symlink_to("/etc/passwd")
