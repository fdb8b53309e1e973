"""Has lost all of nbgrader's labels."""

from pathlib import Path
from typing import Any

from tests.hostile import save

EARNS: dict[str, float] = {}
STATE = "graded"


def submit(notebook: Any, folder: Path) -> None:
    for one in notebook.cells:
        one.metadata.pop("nbgrader", None)
    save(notebook, folder)
