"""Hands in numbers that are none, and one with a million digits."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "graded"
CODE = """\
my_evidence = dict(A=float('nan'), B=float('inf'), C=-0.0, D=10**1_000_000, after_first=float('nan'), after_all=True)
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
