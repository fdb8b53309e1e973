"""Asks for every right, namespace and owner that the system knows."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "graded"
CODE = """\
import ctypes, os
library = ctypes.CDLL(None, use_errno=True)
for ask in (lambda: os.setresuid(0, 0, 0), lambda: os.setgroups([0]), lambda: os.chown('/tmp', 0, 0),
    lambda: os.chroot('/tmp'),
            lambda: os.chmod('/usr/bin/env', 0o4777), lambda: os.mknod('/tmp/disk', 0o60666, os.makedev(8, 0))):
    try:
        print('granted', ask())
    except OSError as error:
        print(error)
print([library.unshare(1 << n) for n in (17, 26, 27, 28, 29, 30)], library.prctl(38, 0, 0, 0, 0), library.reboot(0))
for name in os.listdir('/proc/1/ns'):
    print(name, library.setns(os.open(f'/proc/1/ns/{name}', os.O_RDONLY), 0))
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
