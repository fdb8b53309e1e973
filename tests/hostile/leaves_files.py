"""Leaves files where the next student's code would find or run them."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "graded"
CODE = """\
import os, site, sys
for folder in ('/tmp', '/dev/shm', os.path.expanduser('~'), '.', '/', *sys.path, site.getusersitepackages()):
    for name in ('left-behind', 'sitecustomize.py', 'left.pth'):
        try:
            open(os.path.join(folder or '.', name), 'w').write('raise SystemExit')
        except OSError:
            pass
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
