"""Calls sockets that have no place on the disk, and the system's own."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "graded"
CODE = """\
import socket
names = [line.split()[-1] for line in open('/proc/net/unix').readlines()[1:] if '@' in line or '/' in line]
for name in [*names, '@/tmp/.X11-unix/X0', '@/tmp/dbus-x', '/run/docker.sock', '/var/run/postgresql/.s.PGSQL.5432',
    '/dev/log']:
    try:
        socket.socket(socket.AF_UNIX).connect(name.replace('@', chr(0), 1) if name[0] == '@' else name)
        print('called', name)
    except OSError as error:
        print(error)
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
