"""Announces an answer, and says less than it announced."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "look"
CODE = """\
import struct, time
import gc
server = next(one for one in gc.get_objects() if type(one).__name__ == '_Cells')
warm = type(server).serve.__globals__
def say(to, message):
    to.sendall(struct.pack('!Q', 1000) + b'{')
    time.sleep(60)
warm['send'] = say
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
