"""Hands in objects of classes of its own that are named like the library's."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "graded"
CODE = """\
import dataclasses, sys
@dataclasses.dataclass(eq=False)
class Statement:
    id: str = 'E02'
    def __eq__(self, other): return True
    __hash__ = None
Statement.__module__ = 'course_lib.catalogue'
sys.modules['course_lib.catalogue'].Statement = Statement
my_dates = {letter: (Statement(), Statement()) for letter in 'ABCDEF'}
my_order = Statement()
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
