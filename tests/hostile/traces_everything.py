"""Watches every line that is run after it."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "graded"
CODE = """\
import sys
sys.settrace(lambda frame, event, given: None)
sys.setprofile(lambda frame, event, given: None)
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
