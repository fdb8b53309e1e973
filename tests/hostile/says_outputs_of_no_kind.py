"""Has its own process say outputs whose kind is a list."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "graded"
CODE = """\
import gc
server = next(one for one in gc.get_objects() if type(one).__name__ == '_Cells')
warm = type(server).serve.__globals__
from course_lib.batch import wire
warm['send'] = lambda to, message: wire.send(to, {**message, 'outputs': [{'output_type': []}, {'output_type': {}}]})
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
