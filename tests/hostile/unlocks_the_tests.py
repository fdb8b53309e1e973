"""Says that its tests are answers, so that nobody overwrites them."""

from pathlib import Path
from typing import Any

from tests.hostile import cell, save

EARNS: dict[str, float] = {}
STATE = "graded"


def submit(notebook: Any, folder: Path) -> None:
    for name in ("column-test", "order-test"):
        cell(notebook, name).source = "6.0"
        cell(notebook, name).metadata.nbgrader.update(locked=False, solution=True, grade=True)
    save(notebook, folder)
