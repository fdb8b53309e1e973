"""Opens files until no more can be opened, and keeps them."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "graded"
CODE = """\
held = []
try:
    while len(held) < 5000:
        held.append(open('/dev/null'))
except OSError as error:
    pass
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
