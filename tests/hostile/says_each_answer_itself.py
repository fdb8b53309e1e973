"""Has its own process answer everything with results of its own making."""

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
result = {'output_type': 'execute_result', 'data': {'text/plain': '6.0'}, 'metadata': {}, 'execution_count': 1}
values = {name: ['A', 'B'] for name in ('me', 'my_dates', 'my_order', 'my_intervals', 'my_evidence', 'my_verdicts')}
warm['send'] = lambda to, message: wire.send(to, {'outputs': [result], 'values': values, 'given': values, 'widgets': result})
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
