"""Makes text of a test, and code of a written answer."""

from pathlib import Path
from typing import Any

from tests.hostile import cell, save

EARNS: dict[str, float] = {}
STATE = "graded"


def submit(notebook: Any, folder: Path) -> None:
    test, text = cell(notebook, "order-test"), cell(notebook, "trace-chain")
    test["cell_type"], text["cell_type"] = "markdown", "code"
    text.update(outputs=test.pop("outputs"), execution_count=test.pop("execution_count"))
    save(notebook, folder)
