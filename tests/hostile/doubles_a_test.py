"""Holds a test twice, the second one easier."""

import copy
from pathlib import Path
from typing import Any

from tests.hostile import cell, save

EARNS: dict[str, float] = {}
STATE = "graded"


def submit(notebook: Any, folder: Path) -> None:
    twin = copy.deepcopy(cell(notebook, "order-test"))
    twin.source, twin["id"] = "4.0", "twin"
    notebook.cells.append(twin)
    save(notebook, folder)
