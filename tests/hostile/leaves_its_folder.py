"""Goes away from its folder and removes it."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "graded"
CODE = """\
import os, shutil
here = os.getcwd()
if os.environ.get('NBGRADER_EXECUTION') and os.path.exists('history.ipynb'):
    shutil.rmtree(here, ignore_errors=True)
os.chdir('/')
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
