"""Has a link to a file of the system beside it."""

from pathlib import Path
from typing import Any

from tests.hostile import save

EARNS: dict[str, float] = {}
STATE = "graded"


def submit(notebook: Any, folder: Path) -> None:
    save(notebook, folder)
    (folder / "data.txt").symlink_to("/etc/passwd")
