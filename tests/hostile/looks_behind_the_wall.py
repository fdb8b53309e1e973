"""Mounts the library's folder elsewhere, to see what lies beneath its walls."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "graded"
CODE = """\
import ctypes, os
import course_lib
library, package = ctypes.CDLL(None, use_errno=True), course_lib.__path__[0].encode()
library.unshare(0x10000000 | 0x20000)
os.makedirs('/tmp/behind')
for flags in (4096, 4096 | 16384, 8192):
    library.mount(package, b'/tmp/behind', None, flags, None)
    for wall in (b'/tmp/behind/grading', package + b'/grading'):
        library.umount2(wall, 2)
        library.umount2(wall, 0)
assert any(os.path.exists(one + '/grading/answers') for one in ('/tmp/behind', package.decode()))
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
