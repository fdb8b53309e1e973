"""Holds bytes that are no text."""

from pathlib import Path
from typing import Any

from tests.hostile import save

EARNS: dict[str, float] = {}
STATE = "graded"


def submit(notebook: Any, folder: Path) -> None:
    save(notebook, folder)
    file = folder / "history.ipynb"
    file.write_bytes(file.read_bytes().replace(b"Handing", b"H\xffnding", 1).replace(b"history", b"h\xfestory", 1))
