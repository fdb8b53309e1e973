"""A course directory with an assignment of one question and one written answer, for tests of what is around marking."""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat
from nbformat import v4

from course_lib.grading.assignments import nbgrader
from tests.machine import ROOT


def _marks(name: str, **marks: object) -> dict[str, object]:
    plain = {"grade": False, "solution": False, "locked": False, "task": False, "schema_version": 3}
    return {"nbgrader": {**plain, "grade_id": name, **marks}}


def course(folder: Path, *, release: bool = True) -> Path:
    """Write the course directory, with the course's own settings, and release its assignment `tiny`."""
    source = folder / "source" / "tiny"
    source.mkdir(parents=True)
    shutil.copy(ROOT / "assignments" / "nbgrader_config.py", folder)
    cells = [
        v4.new_markdown_cell("# Tiny\n\n**Due.** {due} {late policy}"),
        v4.new_code_cell('me = "?"', metadata=_marks("me", solution=True)),
        v4.new_code_cell("my_q = 0", metadata=_marks("q", solution=True)),
        v4.new_code_cell(
            "### BEGIN HIDDEN TESTS\nassert my_q == 2, 'the secret is two'\n### END HIDDEN TESTS",
            metadata=_marks("q-test", grade=True, locked=True, points=4),
        ),
        v4.new_markdown_cell(
            "### BEGIN SOLUTION\nwords\n### END SOLUTION", metadata=_marks("text", grade=True, solution=True, points=3)
        ),
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(v4.new_notebook(cells=cells, metadata={"kernelspec": kernel}), source / "tiny.ipynb")
    if release:
        nbgrader(folder, "generate_assignment", "tiny")
    return folder


def handed_in(folder: Path, me: str = "", q: int = 2, text: str = "") -> bytes:
    """Return a notebook as a student hands it in."""
    notebook = nbformat.read(folder / "release" / "tiny" / "tiny.ipynb", as_version=4)
    answers = {"me": f'me = "{me}"' if me else "", "q": f"my_q = {q}", "text": text}
    for cell in notebook.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        cell.source = answers.get(name) or cell.source
    return nbformat.writes(notebook, version=4).encode()


def submit(folder: Path, student: str, content: bytes, timestamp: str = "") -> None:
    """Place a notebook as nbgrader expects it."""
    place = folder / "submitted" / student / "tiny"
    place.mkdir(parents=True)
    (place / "tiny.ipynb").write_bytes(content)
    if timestamp:
        (place / "timestamp.txt").write_text(timestamp)
