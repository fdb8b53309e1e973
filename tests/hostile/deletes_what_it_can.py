"""Deletes every file that it may."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "graded"
CODE = """\
import os, shutil
for folder in ('/root', '/home', '/usr/share/python3', '/tmp'):
    if os.environ.get('NBGRADER_EXECUTION') and os.path.ismount('/tmp'):
        shutil.rmtree(folder, ignore_errors=True)
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
