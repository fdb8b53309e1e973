"""Kills every process whose number it can guess."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "graded"
CODE = """\
import os, signal
for process in range(2, 40000):
    try:
        os.kill(process, signal.SIGKILL)
    except OSError:
        pass
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
