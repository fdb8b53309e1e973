"""Makes a link to a file of the system and reads it."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "graded"
CODE = """\
import os
os.symlink('/etc/passwd', 'mine.txt')
print(open('mine.txt').read())
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
