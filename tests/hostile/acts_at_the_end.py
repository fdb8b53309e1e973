"""Leaves something to do for when its Python ends."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "graded"
CODE = """\
import atexit, threading, time
atexit.register(lambda: open('/tmp/at-the-end', 'w').write('x'))
threading.Thread(target=lambda: (time.sleep(2), open('/tmp/later', 'w').write('x')), daemon=True).start()
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
