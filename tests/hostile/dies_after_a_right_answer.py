"""Ends Python after a right answer and before another: what was right stays right."""

from pathlib import Path
from typing import Any

from course_lib.grading.answers import history
from tests.hostile import answer, mallory, save

EARNS: dict[str, float] = {"order-test": 4.0, "column-test": 6.0}
STATE = "look"


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, f"my_dates = {history.column('mallory')!r}")
    answer(notebook, "order-answer", f"my_order = {history.order('mallory')!r}")
    answer(notebook, "intervals-answer", "import os\nos._exit(1)")
    save(notebook, folder)
