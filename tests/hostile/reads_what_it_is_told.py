"""Keeps every order that it is given, to find tests and answers in them."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "graded"
CODE = """\
import gc, json
server = next(one for one in gc.get_objects() if type(one).__name__ == '_Cells')
warm = type(server).serve.__globals__
from course_lib.batch import wire
def hear(source, *given):
    order = wire.receive(source, *given)
    if 'mark_' in json.dumps(order) or 'BEGIN HIDDEN' in json.dumps(order):
        get_ipython().user_ns.update(my_order='the grader told it the test')
        raise SystemExit
    return order
warm['receive'] = hear
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
