"""Classes of students whose answers are plain Python, as students write them, right in parts."""

from __future__ import annotations

import random
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import nbformat

from course_lib.grading import selftest
from course_lib.grading.assignments import open_gradebook
from tests.grading.classroom import Classroom

# How much of an answer a student has; a class is a mixture of these.
QUALITIES = (0.0, 0.4, 0.7, 0.9, 1.0)
WARNS = "import sys, warnings\nwarnings.warn('mind')\nprint('and a word', file=sys.stderr)\n"


def mixed(folder: Path, name: str, count: int, seed: int = 7) -> Classroom:
    """Return a classroom in which so many students have handed in an assignment."""
    classroom = Classroom(folder)
    classroom.release(name)
    cells = selftest.code_cells(folder, name)
    luck = random.Random(seed)
    for n in range(count):
        student = f"student{n:04}"
        classroom.submit(name, student, answers(cells, student, luck))
    return classroom


def answers(cells: Any, student: str, luck: random.Random) -> dict[str, str]:
    """Return what a student of some quality wrote, by cell."""
    right = selftest.answers_of(cells, student)
    quality = luck.choice(QUALITIES)
    found = {"me": f"me = {student!r}"}
    for cell in cells:
        if not cell.answer or cell.id == "me":
            continue
        for variable, value in right.items():
            if f"{variable} =" in cell.source:
                kept = {k: v for k, v in value.items() if luck.random() < quality} if isinstance(value, dict) else value
                if isinstance(value, dict) or luck.random() < quality:
                    found[cell.id] = (WARNS if luck.random() < 0.1 else "") + f"{variable} = {written(kept)}"
            elif f"def {variable}(" in cell.source and luck.random() < quality:
                found[cell.id] = cell.solved()
    return found


def written(value: Any) -> str:
    """Return a value as a student writes it."""
    said = repr(value)
    return f"studio.{said.replace('Design(', 'studio.Design(')}" if said.startswith("Run(") else said


def texts(classroom: Classroom, name: str, student: str, text: str) -> None:
    """Write something into every written answer of a submission."""
    file = classroom.folder / "submitted" / student / name / f"{name}.ipynb"
    notebook = nbformat.read(file, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and cell.metadata.get("nbgrader", {}).get("solution"):
            cell.source = text
    nbformat.write(notebook, file)


def marks(folder: Path, name: str) -> dict[str, dict[str, Any]]:
    """Return all that a gradebook says of an assignment's marks, by student."""
    with open_gradebook(f"sqlite:///{folder / 'gradebook.db'}") as book:
        return of_book(book, name)


def of_book(book: Any, name: str) -> dict[str, dict[str, Any]]:
    """Return all that an open gradebook says of an assignment's marks, by student."""
    return {
        one.student.id: {
            **{
                f"{page.name}/{grade.name}": (grade.auto_score, grade.needs_manual_grade)
                for page in one.notebooks
                for grade in page.grades
            },
            **{f"{page.name}: late": page.late_submission_penalty or 0 for page in one.notebooks},
            **{f"{page.name}: {said.name}": said.auto_comment for page in one.notebooks for said in page.comments},
        }
        for one in book.assignment_submissions(name)
    }


def copy(classroom: Path, to: Path) -> Path:
    """Return a copy of a course directory, its gradebook with it."""
    shutil.copytree(classroom, to)
    with sqlite3.connect(to / "gradebook.db") as book:
        book.execute("pragma integrity_check")
    return to
