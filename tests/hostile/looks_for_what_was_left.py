"""Looks for files that an earlier student left."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "graded"
CODE = """\
import os
folders = ('/tmp', '/dev/shm', os.path.expanduser('~'), '.')
found = [one for one in folders if os.path.exists(os.path.join(one, 'left-behind'))]
assert found
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
