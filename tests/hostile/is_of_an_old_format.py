"""Is in the format of ten years ago."""

import warnings
from pathlib import Path
from typing import Any

import nbformat

EARNS: dict[str, float] = {}
STATE = "graded"


def submit(notebook: Any, folder: Path) -> None:
    file = folder / "history.ipynb"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        file.write_text(nbformat.writes(nbformat.convert(notebook, 3), version=3))
