"""Forks until nothing more can be forked."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "graded"
CODE = """\
import os, time
count = 0
try:
    while count < 500:
        if os.fork() == 0:
            time.sleep(3)
            os._exit(0)
        count += 1
except OSError as error:
    print(count, error)
assert count < 100
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
