"""A class in a folder of its own: assignments released, submissions handed in, all with the real nbgrader."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import nbformat

from course_lib.grading.assignments import nbgrader
from tests.machine import ROOT

_SOLUTION = re.compile(r"[ \t]*### (BEGIN|END) SOLUTION\n?")
_HIDDEN = re.compile(r"### BEGIN HIDDEN TESTS\n.*?### END HIDDEN TESTS\n?", re.DOTALL)


class Classroom:
    """An nbgrader course directory with the course's own sources and settings."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True)
        shutil.copytree(ROOT / "assignments" / "source", folder / "source")
        shutil.copy(ROOT / "assignments" / "nbgrader_config.py", folder)

    def release(self, name: str) -> Any:
        """Generate an assignment and return its released notebook."""
        nbgrader(self.folder, "generate_assignment", name)
        return self.released(name)

    def released(self, name: str) -> Any:
        return nbformat.read(self.folder / "release" / name / f"{name}.ipynb", as_version=4)

    def autograded(self, name: str, student: str) -> Any:
        return nbformat.read(self.folder / "autograded" / student / name / f"{name}.ipynb", as_version=4)

    def solutions(self, name: str) -> dict[str, str]:
        """Return the reference answer of each answer cell by its id."""
        source = nbformat.read(self.folder / "source" / name / f"{name}.ipynb", as_version=4)
        return {
            cell.metadata.nbgrader.grade_id: _SOLUTION.sub("", cell.source).rstrip()
            for cell in source.cells
            if cell.metadata.get("nbgrader", {}).get("solution")
        }

    def submit(self, name: str, student: str, answers: dict[str, str], drop: tuple[str, ...] = ()) -> None:
        """Hand in the release with some answers filled in; `drop` names cells that the student deleted."""
        notebook = self.released(name)
        for cell in notebook.cells:
            cell.source = answers.get(cell["id"], cell.source)
        notebook.cells = [cell for cell in notebook.cells if cell["id"] not in drop]
        folder = self.folder / "submitted" / student / name
        folder.mkdir(parents=True)
        nbformat.write(notebook, folder / f"{name}.ipynb")

    def autograde(self, name: str) -> None:
        nbgrader(self.folder, "autograde", name)

    def scores(self, name: str) -> dict[str, dict[str, float | None]]:
        """Return each student's score of each graded cell, read back from the gradebook; None waits for a person."""
        from nbgrader.api import Gradebook

        with Gradebook(f"sqlite:///{self.folder / 'gradebook.db'}") as book:
            return {
                submission.student.id: {
                    grade.name: None if grade.needs_manual_grade else grade.score
                    for notebook in submission.notebooks
                    for grade in notebook.grades
                }
                for submission in book.assignment_submissions(name)
            }
