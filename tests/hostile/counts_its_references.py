"""Gives memory back that others still use."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "look"
CODE = """\
import ctypes
for name in (None, True, 'me', dict, type):
    for _ in range(100_000):
        ctypes.pythonapi.Py_DecRef(ctypes.py_object(name))
[None for _ in range(1_000_000)], {n: dict(a=n) for n in range(100_000)}
ctypes.memset(id(dict), 0, 400)
dict(a=1)
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
