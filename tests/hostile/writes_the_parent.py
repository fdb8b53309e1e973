"""Writes into the memory of the process that it was forked from."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "graded"
CODE = """\
import ctypes, os
library = ctypes.CDLL(None, use_errno=True)
for process in (os.getppid(), 1, 2, 3, 4, 5):
    if process != os.getpid():
        print(process, library.ptrace(16, process, 0, 0))
        open(f'/proc/{process}/mem', 'r+b')
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
