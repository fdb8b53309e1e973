"""Hangs up on whoever asks it, and lives on."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "look"
CODE = """\
import gc, socket
server = next(one for one in gc.get_objects() if type(one).__name__ == '_Cells')
server.link.shutdown(socket.SHUT_RDWR)
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
