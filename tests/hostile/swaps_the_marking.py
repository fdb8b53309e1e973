"""Replaces what marks, and what compares, in its own process."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "look"
CODE = """\
import builtins
import course_lib.marking.events as events
import course_lib.marking.numbers as numbers
import course_lib.marking.situations as situations
for module in (events, numbers, situations):
    for name in dir(module):
        if name.startswith(('mark_', 'say_', 'close', 'word')):
            setattr(module, name, lambda *given, **named: 6.0)
builtins.round = lambda *given: 6.0
builtins.isinstance = lambda *given: True
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
