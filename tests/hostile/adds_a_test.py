"""Adds a test of its own making, with points."""

import copy
from pathlib import Path
from typing import Any

from tests.hostile import cell, save

EARNS: dict[str, float] = {}
STATE = "graded"


def submit(notebook: Any, folder: Path) -> None:
    twin = copy.deepcopy(cell(notebook, "order-test"))
    twin.source, twin["id"] = "100.0", "bonus"
    twin.metadata.nbgrader.update(grade_id="bonus-test", points=100)
    notebook.cells.append(twin)
    save(notebook, folder)
