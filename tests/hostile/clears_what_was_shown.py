"""Clears and rewrites what earlier cells have shown."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "graded"
CODE = """\
from IPython.display import clear_output, display, update_display
handle = display(0, display_id='points')
clear_output()
get_ipython().outputs.append({'output_type': 'execute_result', 'data': {'text/plain': '6.0'}, 'metadata': {}})
update_display(6.0, display_id='points')
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
