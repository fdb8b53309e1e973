"""Lets itself have a second, and takes longer."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "look"
CODE = """\
import resource
resource.setrlimit(resource.RLIMIT_CPU, (1, 1))
for n in range(10**9):
    pass
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
