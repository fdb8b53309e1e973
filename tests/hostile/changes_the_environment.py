"""Changes the environment in which tests might be run."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "graded"
CODE = """\
import os, sys
os.environ.update(PYTHONPATH='.', PYTHONSTARTUP='evil.py', NBGRADER_EXECUTION='')
sys.path.insert(0, '.')
sys.modules['course_lib.marking.events'] = None
open('course_lib.py', 'w').write('raise SystemExit')
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
