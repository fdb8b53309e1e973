"""Announces an answer of many gigabytes to whoever listens."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "look"
CODE = """\
import os, struct
for descriptor in range(3, 64):
    try:
        os.write(descriptor, struct.pack('!Q', 2**40) + b'x' * 1000)
    except OSError:
        pass
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
