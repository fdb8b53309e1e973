"""Sends an answer that is nested a hundred thousand times."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "look"
CODE = """\
import os, struct
data = b'[' * 100000
for descriptor in range(3, 64):
    try:
        os.write(descriptor, struct.pack('!Q', len(data)) + data)
    except OSError:
        pass
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
