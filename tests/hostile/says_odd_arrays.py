"""Has its own process say arrays, tables and dates that contradict themselves."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "graded"
CODE = """\
from course_lib.batch import crossing
odd = [{'t': 'array', 'type': '<f8', 'shape': [10**15], 'v': ''}, {'t': 'array', 'type': 'O', 'shape': [1],
    'v': 'AAAAAAAAAAA='}]
odd += [{'t': 'objects', 'shape': [-1, 0], 'v': [1]}, {'t': 'frame', 'columns': 1, 'index': 2, 'v': [3]},
    {'t': 'scalar', 'v': {}}]
odd += [{'t': 'stamp', 'v': '9' * 999}, {'t': 'complex', 'v': 'nan'}, {'t': 'set', 'v': [{'t': 'list', 'v': []}]},
    {'t': [], 'v': 1}]
odd += [{'t': 'timedelta', 'v': [10**18]}, {'t': 'bytes', 'v': '='}, {'v': 1}, {'t': 'dict', 'v': [[1]]}, {}]
left = odd * 99
crossing.encode = lambda value, keep=None, depth=0: left.pop()
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
