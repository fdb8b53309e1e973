"""Takes memory in a file system that it mounts itself."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "graded"
CODE = """\
import ctypes, os, time
library = ctypes.CDLL(None, use_errno=True)
os.mkdir('/tmp/more')
library.unshare(0x10000000 | 0x20000)
mounted = library.mount(b'tmpfs', b'/tmp/more', b'tmpfs', 0, b'size=3g') == 0
for n in range(20):
    with open(f'/tmp/more/{n}', 'wb') as file:
        for _ in range(100):
            file.write(bytes(1_000_000))
time.sleep(1)
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
