"""Has a shell and other programs print points."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "graded"
CODE = """\
!echo 6.0; echo 6.0 >&2
get_ipython().system('echo 6.0')
import subprocess, sys
subprocess.run([sys.executable, '-c', 'print(6.0)'])
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
