"""Replaces what IPython shows and formats results with."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "graded"
CODE = """\
import sys
shell = get_ipython()
result = ({'text/plain': '6.0'}, {})
shell.display_formatter.format = lambda *given, **named: result
shell.display_formatter.formatters['text/plain'].for_type(float, lambda value, printer, cycle: printer.text('6.0'))
shell.displayhook.compute_format_data = lambda value: result
shell.display_pub.publish = lambda *given, **named: None
sys.displayhook = lambda value: None
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
