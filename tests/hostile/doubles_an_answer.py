"""Holds an answer twice, and different ones."""

import copy
from pathlib import Path
from typing import Any

from tests.hostile import cell, save

EARNS: dict[str, float] = {}
STATE = "look"


def submit(notebook: Any, folder: Path) -> None:
    twin = copy.deepcopy(cell(notebook, "order-answer"))
    twin.source, twin["id"] = "my_order = 'A'", "twin"
    cell(notebook, "order-answer").source = "my_order = 'B'"
    notebook.cells.append(twin)
    save(notebook, folder)
