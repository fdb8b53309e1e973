"""Opens the gradebook where stock nbgrader has it."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "graded"
CODE = """\
import sqlite3
for path in ('../../../gradebook.db', '../../gradebook.db', 'gradebook.db'):
    book = sqlite3.connect(f'file:{path}?mode=ro', uri=True)
    print(book.execute('select source from source_cell').fetchall())
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
