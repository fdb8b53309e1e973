"""Has a thread say forged answers long after its cell has ended."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "graded or look"
CODE = """\
import gc, json, socket, struct, threading, time
server = next(one for one in gc.get_objects() if type(one).__name__ == '_Cells')
link = server.link
data = json.dumps({'outputs': [], 'values': {'my_order': ['A']}}).encode()
def talk():
    for _ in range(200):
        time.sleep(0.02)
        link.sendall(struct.pack('!Q', len(data)) + data)
threading.Thread(target=talk, daemon=True).start()
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
