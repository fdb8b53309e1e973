"""Looks into every open descriptor for what others said there."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "graded"
CODE = """\
import os, socket
for descriptor in range(3, 64):
    try:
        print(os.readlink(f'/proc/self/fd/{descriptor}'))
        peer = socket.socket(fileno=os.dup(descriptor))
        print(peer.family, peer.getpeername(), peer.recv(100, socket.MSG_PEEK | socket.MSG_DONTWAIT))
    except OSError as error:
        print(error)
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
