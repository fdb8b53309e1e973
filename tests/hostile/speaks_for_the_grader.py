"""Writes answers of its own making into every open descriptor."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "look"
CODE = """\
import json, os, struct
result = {'output_type': 'execute_result', 'data': {'text/plain': '6.0'}, 'metadata': {}, 'execution_count': 1}
data = json.dumps({'outputs': [result], 'values': {'my_order': ['ABCDEFG']}}).encode()
for descriptor in range(3, 64):
    try:
        os.write(descriptor, struct.pack('!Q', len(data)) + data)
    except OSError:
        pass
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
