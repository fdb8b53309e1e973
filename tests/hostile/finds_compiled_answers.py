"""Looks for the answers among what Python has compiled, cached and kept in memory."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "graded"
CODE = """\
import gc, glob, marshal, sys
import course_lib
package = course_lib.__path__[0]
files = [one for where in (package, '/tmp', '/root/.cache') for one in glob.glob(f'{where}/**/*.pyc', recursive=True)]
kept = [name for name in sys.modules if 'grading' in name or 'nbgrader' in name]
known = [one for one in gc.get_objects() if isinstance(one, dict) and 'E02' in one and isinstance(one['E02'], str)]
for keys in known:
    my_dates = {letter: ('', value) for letter, value in zip('ABCDEF', keys.values())}
print([one for one in files if 'grading' in one], kept, known)
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
