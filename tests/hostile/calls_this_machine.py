"""Talks to servers on this machine."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "graded"
CODE = """\
import socket
for port in (22, 80, 5432, 8786, 8888):
    socket.create_connection(('127.0.0.1', port), timeout=1)
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
