"""Writes what came of a submission: its folder of marked notebooks, and a record of the run.

The new folder is made beside the old one and swapped in once the gradebook has its points, so that a run that is killed
leaves each submission as it was or as it should be. A run leaves a record last; what has none is done again.
"""

from __future__ import annotations

import contextlib
import ctypes
import datetime
import json
import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

_EXCHANGE, _HERE = 2, -100


@dataclass
class Record:
    """What a run leaves of one submission.

    Parameters
    ----------
    student: whose.
    state: "graded", "look" (graded, and a person should look) or "failed".
    why: what to look at, or why it failed, a sentence each.
    repairs: what was mended, a sentence each.
    points: of each cell with points; None waits for a person.
    penalty: points lost by being late.
    digest: of the submission and the assignment, to know whether either changed.
    """

    student: str
    state: str
    why: list[str] = field(default_factory=list)
    repairs: list[str] = field(default_factory=list)
    points: dict[str, float | None] = field(default_factory=dict)
    penalty: float = 0.0
    digest: str = ""

    @property
    def score(self) -> float:
        """The points that a program gave, without what was lost by being late."""
        return round(sum(one or 0 for one in self.points.values()) - self.penalty, 2)


def folder_of(course: Path, name: str) -> Path:
    """Return where the records of an assignment lie."""
    return course / "records" / name


def read(course: Path, name: str) -> dict[str, Record]:
    """Return the records of an assignment, by student."""
    found = {}
    for file in sorted(folder_of(course, name).glob("*.json")):
        with contextlib.suppress(ValueError, TypeError):  # one that was cut off is as good as none
            record = Record(**json.loads(file.read_text(encoding="utf-8")))
            found[record.student] = record
    return found


def write(course: Path, name: str, record: Record) -> None:
    """Write a record, whole or not at all."""
    folder = folder_of(course, name)
    folder.mkdir(parents=True, exist_ok=True)
    whole = folder / f".{record.student}.part"
    whole.write_bytes(json.dumps(asdict(record), ensure_ascii=False, indent=1).encode("utf-8", "replace"))
    whole.replace(folder / f"{record.student}.json")


def log(course: Path, name: str, entry: dict[str, Any]) -> None:
    """Add a line to the log of an assignment's marks, which is never written over."""
    folder = folder_of(course, name)
    folder.mkdir(parents=True, exist_ok=True)
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    with (folder / "log.jsonl").open("a", encoding="utf-8", errors="replace") as lines:
        lines.write(json.dumps({"at": now, **entry}, ensure_ascii=False) + "\n")


def text_of(notebook: Any) -> bytes:
    """Return a notebook as its file holds it, a line a cell. Half a letter, which no file can hold, becomes a question mark.

    nbformat's own way copies and checks it as a whole, and takes longer than to run it.
    """
    cells = ",\n".join(json.dumps(cell, ensure_ascii=False) for cell in notebook.cells)
    rest = json.dumps({key: value for key, value in notebook.items() if key != "cells"}, ensure_ascii=False)
    return f'{{"cells": [\n{cells}\n],\n{rest[1:]}\n'.encode("utf-8", "replace")


@contextlib.contextmanager
def new_folder(target: Path, mode: int) -> Iterator[Path]:
    """Give a folder to write into, and put it in a folder's place when it is whole; what was there before is removed.

    Parameters
    ----------
    target: the folder to replace.
    mode: the permissions of its files.
    """
    made = target.with_name(f".{target.name}.new")
    _remove(made)
    made.mkdir(parents=True)
    try:
        yield made
    except BaseException:
        _remove(made)
        raise
    for file in made.rglob("*"):
        if file.is_file():
            file.chmod(mode)
    if not target.exists():
        made.rename(target)
        return
    _exchange(made, target)
    _remove(made)


def recover(target: Path) -> None:
    """Mend what a run left that was killed between two names of a folder."""
    old = target.with_name(f".{target.name}.old")
    if old.exists() and not target.exists():
        old.rename(target)
    _remove(old)


def _remove(folder: Path) -> None:
    if folder.exists():
        for inner in folder.rglob("*"):
            if inner.is_dir():
                inner.chmod(0o755)
        shutil.rmtree(folder)


def _exchange(one: Path, other: Path) -> None:
    """Exchange two folders, where the system can at once."""
    if sys.platform == "linux":
        rename = getattr(ctypes.CDLL(None), "renameat2", None)
        if rename is not None and rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0:
            return
    old = other.with_name(f".{other.name}.old")
    _remove(old)
    other.rename(old)
    one.rename(other)
    _remove(old)
