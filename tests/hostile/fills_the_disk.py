"""Writes five hundred megabytes."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "graded"
CODE = """\
with open('large', 'wb') as file:
    for _ in range(500):
        file.write(bytes(1_000_000))
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
