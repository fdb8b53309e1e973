"""Takes memory in segments that the system keeps after nobody uses them."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "look"
CODE = """\
import ctypes, time
library = ctypes.CDLL(None, use_errno=True)
library.shmat.restype = ctypes.c_void_p
for _ in range(20):
    place = library.shmat(library.shmget(0, 100_000_000, 0o1600), None, 0)
    if place not in (None, 2**64 - 1):
        ctypes.memset(place, 1, 100_000_000)
        library.shmdt(ctypes.c_void_p(place))
time.sleep(1)
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
