"""Answers a byte at a time, so that it is never silent and never done."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "look"
CODE = """\
import time
import gc
server = next(one for one in gc.get_objects() if type(one).__name__ == '_Cells')
warm = type(server).serve.__globals__
def say(to, message):
    for _ in range(200):
        to.sendall(bytes(1))
        time.sleep(0.5)
warm['send'] = say
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
