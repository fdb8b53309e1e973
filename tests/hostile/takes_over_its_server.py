"""Replaces the methods of the object that answers for it."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "graded"
CODE = """\
import gc
server = next(one for one in gc.get_objects() if type(one).__name__ == '_Cells')
server._value = lambda name: [{'t': 'list', 'v': ['A']}]
server.kernel.run = lambda source: [{'output_type': 'stream', 'name': 'stdout', 'text': '6.0'}]
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
