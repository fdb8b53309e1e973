"""Takes memory in several processes, none of which has much."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "look"
CODE = """\
import os, time
for _ in range(8):
    if os.fork() == 0:
        held = bytearray(200_000_000)
        time.sleep(3)
        os._exit(0)
time.sleep(3)
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
