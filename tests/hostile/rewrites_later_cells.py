"""Has IPython put a number in place of every cell to come."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "graded"
CODE = """\
get_ipython().input_transformers_cleanup.append(lambda lines: ['6.0'])
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
