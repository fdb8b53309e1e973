"""Answers with bytes that are no text, and with text that is no message."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "look"
CODE = """\
import itertools, struct
import gc
server = next(one for one in gc.get_objects() if type(one).__name__ == '_Cells')
warm = type(server).serve.__globals__
noise = itertools.cycle([bytes(range(256)), b'', b'nul', b'"', b'1e999999', b'[1]', b'{"outputs": 5}', b'9' * 9999])
def say(to, message):
    data = next(noise)
    to.sendall(struct.pack('!Q', len(data)) + data)
warm['send'] = say
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
