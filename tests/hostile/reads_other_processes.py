"""Reads the memory and the environment of every process that it sees but its own."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "graded"
CODE = """\
import os
seen = [one for one in os.listdir('/proc') if one.isdigit() and int(one) != os.getpid()]
for one in seen:
    print(open(f'/proc/{one}/environ', 'rb').read(), os.listdir(f'/proc/{one}/fd'))
print(open('/proc/%d/mem' % os.getppid(), 'rb'))
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
