"""Has its own process say four million empty lists in one message."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "look"
CODE = """\
import struct
import gc
server = next(one for one in gc.get_objects() if type(one).__name__ == '_Cells')
warm = type(server).serve.__globals__
from course_lib.batch import wire
def say(to, message):
    data = b'{"outputs": [' + b'[],' * 4_000_000 + b'[]]}'
    to.sendall(struct.pack('!Q', len(data)) + data)
    warm['send'] = wire.send
warm['send'] = say
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
