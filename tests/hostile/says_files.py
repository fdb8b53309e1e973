"""Sends open files along with every answer."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "graded"
CODE = """\
import json, os, socket, struct
import gc
server = next(one for one in gc.get_objects() if type(one).__name__ == '_Cells')
warm = type(server).serve.__globals__
held = [os.open('/dev/null', os.O_RDONLY) for _ in range(60)]
def say(to, message):
    data = json.dumps(message).encode()
    data = struct.pack('!Q', len(data)) + data
    to.sendall(data[socket.send_fds(to, [data], held):])
warm['send'] = say
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
