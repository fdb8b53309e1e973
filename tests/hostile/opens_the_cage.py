"""Asks the system to take the cage's walls away."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "graded"
CODE = """\
import ctypes
library = ctypes.CDLL(None, use_errno=True)
walls = [line.split()[1] for line in open('/proc/mounts') if 'grading' in line]
for wall in walls:
    library.umount2(wall.encode(), 2)
library.unshare(0x10000000 | 0x20000)
for wall in walls:
    library.umount2(wall.encode(), 2)
library.mount(b'none', b'/', None, 32 | 4096, None)
import os
assert any(os.listdir(wall) for wall in walls)
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
