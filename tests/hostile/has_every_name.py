"""Puts in place of its names a dictionary in which every name is bound."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "graded"
CODE = """\
class Every(dict):
    def __contains__(self, name): return True
    def __missing__(self, name): return 'A'
get_ipython().user_ns = Every(get_ipython().user_ns)
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
