"""Hands in generators, iterators and files that never come to an end."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "graded"
CODE = """\
import itertools
my_order = itertools.cycle('ABCDEFG')
my_dates = (('1971-01-11', 'C01-01') for _ in itertools.count())
my_evidence = {'A': itertools.repeat('hoop'), 'after_all': open('/dev/zero')}
my_verdicts = map(str, itertools.count())
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
