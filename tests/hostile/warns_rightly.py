"""Is right, and warns while it is: a word on stderr costs nothing."""

from pathlib import Path
from typing import Any

from course_lib.grading.answers import history
from tests.hostile import answer, mallory, save

EARNS: dict[str, float] = {"order-test": 4.0}
STATE = "graded"


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, "import sys, warnings\nwarnings.warn('mind')\nprint('and a word', file=sys.stderr)")
    answer(notebook, "order-answer", f"import warnings\nmy_order = {history.order('mallory')!r}\nwarnings.warn('mind')")
    save(notebook, folder)
