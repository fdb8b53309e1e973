"""Starts threads until nothing more can be started."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "graded"
CODE = """\
import threading, time
for _ in range(1000):
    threading.Thread(target=time.sleep, args=(3,), daemon=True).start()
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
