"""Has its own process say that its answers are objects of the grader's libraries."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "graded"
CODE = """\
from course_lib.batch import crossing
names = ['course_lib.batch.cage:Limits', 'course_lib.batch.check:Plan', 'os:_wrap_close', 'builtins:eval', '__main__:_Tests',
         'course_lib.catalogue:Statement', 'types:SimpleNamespace', 'sys:modules.os.system', 'unittest.mock:ANY',
             'x:' + '.' * 9000]
made = [{'t': 'made', 'class': name, 'v': {'cell': 6.0}} for name in names]
crossing.encode = lambda value, keep=None, depth=0: {'t': 'dict', 'v': [[n, one] for n, one in enumerate(made)]}
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
