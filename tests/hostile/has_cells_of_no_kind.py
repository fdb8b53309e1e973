"""Holds cells without source, with a number for a source, and of no kind."""

import json
from pathlib import Path
from typing import Any

from tests.hostile import save

EARNS: dict[str, float] = {}
STATE = "graded"


def submit(notebook: Any, folder: Path) -> None:
    save(notebook, folder)
    file = folder / "history.ipynb"
    found = json.loads(file.read_text())
    found["cells"] += [{"cell_type": "code"}, {"cell_type": "code", "source": 5}, {"source": "x"}, 7, None]
    file.write_text(json.dumps(found))
