"""Gives a test's label to an answer, and an answer's to a test."""

from pathlib import Path
from typing import Any

from tests.hostile import cell, save

EARNS: dict[str, float] = {}
STATE = "graded"


def submit(notebook: Any, folder: Path) -> None:
    test, own = cell(notebook, "order-test"), cell(notebook, "order-answer")
    test.metadata, own.metadata = own.metadata, test.metadata
    own.source = "4.0"
    save(notebook, folder)
