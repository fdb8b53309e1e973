"""Looks through every folder for answers, hidden tests and gradebooks."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "graded"
CODE = """\
import os
found = []
for folder, inner, files in os.walk('/', topdown=True):
    inner[:] = [one for one in inner if folder != '/' or one not in ('proc', 'sys', 'dev', 'usr', 'lib')]
    found += [one for one in files if one == 'gradebook.db' or one.endswith('.yaml') and 'keys' in folder]
print(found)
assert found
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
