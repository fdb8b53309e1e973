"""Has IPython call it before and after every cell to come."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "graded"
CODE = """\
shell = get_ipython()
def full(*given):
    shell.user_ns.update(my_order='A', say_order=lambda *given: 4.0, mark_order=lambda *given, **named: 4.0)
    shell.outputs[:] = [{'output_type': 'execute_result', 'data': {'text/plain': '4.0'}, 'metadata': {},
        'execution_count': 1}]
for event in ('pre_execute', 'pre_run_cell', 'post_execute', 'post_run_cell'):
    shell.events.register(event, full)
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
