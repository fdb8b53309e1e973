"""Takes memory in files that have no name and that no process holds as its own."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "look"
CODE = """\
import os, time
for n in range(30):
    held = os.memfd_create(str(n))
    for _ in range(100):
        os.write(held, bytes(1_000_000))
time.sleep(1)
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
