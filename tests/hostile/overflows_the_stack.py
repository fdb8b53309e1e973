"""Has Python go so deep in C that the system ends it."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "look"
CODE = """\
import sys
deep = []
for _ in range(1_000_000):
    deep = [deep]
sys.setrecursionlimit(10**9)
repr(deep)
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
