"""Writes what came of a submission: nbgrader's gradebook, its folder of marked notebooks, and a record of the run.

The new folder is made beside the old one and swapped in, and the gradebook is changed in one step, so that a run that is
killed leaves each submission as it was or as it should be. A run leaves a record last; what has none is done again.
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

import nbformat
from nbgrader.utils import compute_checksum, determine_grade, is_grade, is_solution, is_task

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
    """Return a notebook as its file holds it. Half a letter, which no file can hold, becomes a question mark."""
    return nbformat.writes(notebook).encode("utf-8", "replace")


def points_of(notebook: Any) -> dict[str, float | None]:
    """Return the points of each cell of a notebook that was run, as nbgrader counts them; None waits for a person."""
    found: dict[str, float | None] = {}
    for cell in notebook.cells:
        if is_grade(cell):
            points, _ = determine_grade(cell)
            found[cell.metadata.nbgrader.grade_id] = None if points is None else float(points)
    return found


def save(
    book: Any,
    student: str,
    name: str,
    when: datetime.datetime | None,
    notebooks: dict[str, Any],
    expected: list[str],
    late: Any,
) -> float:
    """Write a submission's points into the gradebook in one step, and return what it lost by being late.

    Parameters
    ----------
    book: nbgrader's gradebook, open.
    student, name: whose, and of which assignment.
    when: it was handed in; None where nobody knows.
    notebooks: what was run, by name.
    expected: the assignment's notebooks. One that was not handed in earns nothing.
    late: nbgrader's plugin for late work, or None.
    """
    book.update_or_create_student(student)
    with book.db.no_autoflush:
        submission = book.update_or_create_submission(name, student, **({"timestamp": when} if when else {}))
    lost = 0.0
    try:
        for known in expected:
            kept = book.find_submission_notebook(known, name, student)
            if known not in notebooks:
                for grade in kept.grades:
                    grade.auto_score, grade.needs_manual_grade = 0, False
                continue
            grades = {grade.name: grade for grade in kept.grades}
            comments = {comment.name: comment for comment in kept.comments}
            points = points_of(notebooks[known])
            for cell in notebooks[known].cells:
                if is_grade(cell):
                    grade = grades[cell.metadata.nbgrader.grade_id]
                    grade.auto_score = points[grade.name]
                    # A person's mark stands, and the person is asked to look again.
                    grade.needs_manual_grade = grade.manual_score is not None or grade.auto_score is None
                if is_solution(cell) or is_task(cell):
                    same = cell.metadata.nbgrader.get("checksum") == compute_checksum(cell)
                    empty = same and not is_task(cell)
                    comments[cell.metadata.nbgrader.grade_id].auto_comment = "No response." if empty else None
            book.db.flush()
            book.db.refresh(kept)
            kept.late_submission_penalty = None
            if late is not None and submission.total_seconds_late > 0:
                cost = late.late_submission_penalty(student, kept.score, submission.total_seconds_late)
                if cost is not None:
                    kept.late_submission_penalty = min(max(cost, 0), kept.score)
                    lost += kept.late_submission_penalty
        book.db.commit()
    except BaseException:
        book.db.rollback()
        raise
    return lost


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
    yield made
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
