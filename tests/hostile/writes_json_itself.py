"""Replaces what writes JSON in its own process."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "graded"
CODE = """\
import json
json.dumps = lambda *given, **named: '{"outputs": [], "values": {"my_order": ["A"], "my_dates": [{"t": "list"}]}}'
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
