"""Has every error to come handled by code of its own, which ends without one."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "graded"
CODE = """\
shell = get_ipython()
shell.set_custom_exc((BaseException,), lambda *given, **named: None)
shell.showtraceback = shell._showtraceback = lambda *given, **named: print(6.0)
raise KeyboardInterrupt
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
