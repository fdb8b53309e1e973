"""Sends every signal through every door that it can find, and to groups it may belong to."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "graded"
CODE = """\
import os, signal
def kill(process, kind):
    if os.environ.get('NBGRADER_EXECUTION'):
        try:
            os.kill(process, kind)
        except OSError as error:
            print(process, error)
for process in (-1, -os.getppid(), -2, -3, *range(2, 200)):
    for kind in (signal.SIGKILL, signal.SIGHUP, signal.SIGQUIT):
        kill(process, kind)
kill(os.getpid(), signal.SIGKILL)
os.kill(os.getpid(), signal.SIGTERM) if os.environ.get('NBGRADER_EXECUTION') else None
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
