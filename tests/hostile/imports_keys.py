"""Reads the keys of the exercises from the library's folder."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "graded"
CODE = """\
import course_lib
from pathlib import Path
print([file.read_text() for file in Path(course_lib.__file__).parent.rglob('keys/*.yaml')] or no_keys)
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
