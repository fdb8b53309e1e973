"""Has its own process say outputs that no notebook can hold."""

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
odd = [5, None, [], {'output_type': 'x'}, {'output_type': 'stream', 'name': 'stdout', 'text': 5}]
odd += [{'output_type': 'stream', 'name': 'x', 'text': 'x'}, {'output_type': 'error', 'ename': '', 'evalue': '',
    'traceback': [{}]}]
odd += [{'output_type': 'display_data', 'data': {'text/plain': 5, 'image/png': {}, '': None}, 'metadata': {'x': [[]]}}]
odd += [{'output_type': 'execute_result', 'data': {'text/plain': [1]}, 'metadata': {}, 'execution_count': 10**30}]
warm['send'] = lambda to, message: wire.send(to, {**message, 'outputs': odd, 'widgets': {'state': 5, 'x': odd}})
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
