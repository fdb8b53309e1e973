"""Stops its own process, so that it neither answers nor ends."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "look"
CODE = """\
import os, signal
if os.environ.get('NBGRADER_EXECUTION'):
    signal.raise_signal(signal.SIGTSTP)
    os.kill(os.getpid(), signal.SIGSTOP)
    while True:
        pass
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
