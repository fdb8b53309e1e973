"""Stops and interrupts whoever is around it, without killing."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "graded"
CODE = """\
import os, signal
for process in range(2, 2000):
    for kind in (signal.SIGSTOP, signal.SIGINT, signal.SIGTERM):
        try:
            os.kill(process, kind)
        except OSError:
            pass
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
