"""Feedback: what a learner gets back shows points, comments and rubric, and no hidden test; and one archive of it all."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

from nbgrader.preprocessors import ClearHiddenTests
from nbgrader.utils import is_grade

from course_lib.words import words

# Beside a collected download: under which name the platform knows each student's submission.
ORIGINS = "origins.json"


class HideTests(ClearHiddenTests):
    """Takes hidden tests out of a marked notebook, and out of what an error in them says."""

    def preprocess_cell(self, cell, resources, index):  # type: ignore[no-untyped-def]
        hidden = self._remove_hidden_test_region(cell)
        if cell.cell_type == "code" and (hidden or is_grade(cell)):
            for output in cell.outputs:
                if output.output_type == "error":
                    # A traceback shows the lines that failed.
                    output.traceback = [f"{output.ename}: {output.evalue}"]
        return cell, resources


def pack(course: Path, name: str, target: Path, force: bool = False) -> tuple[int, list[str]]:
    """Write every student's feedback on an assignment into one archive, under the names that the platform knows.

    Parameters
    ----------
    course: the course directory.
    name: the assignment.
    target: the archive to write.
    force: whether to write over one that is there; it is kept aside under `.old`.

    Returns
    -------
    How many are in it, and the students whose submission was not collected from a platform: theirs are under their own
    name.

    Raises
    ------
    ValueError: where there is no feedback, where some of it is missing or older than the marks, or where the archive is
        there already.
    """
    graded = sorted(folder.parent for folder in (course / "autograded").glob(f"*/{name}") if folder.is_dir())
    pages = {student.name: course / "feedback" / student.name / name / f"{name}.html" for student in graded}
    if not pages:
        raise ValueError(words("Nobody's {name} is graded yet; `course grade {name}` does that.", name=name))
    stale = [student for student, page in pages.items() if not page.exists() or _older(course, student, name, page)]
    if stale:
        said = "Feedback is missing or older than the marks of: {students}. Run `nbgrader generate_feedback {name} --force`."
        raise ValueError(words(said, students=", ".join(stale), name=name))
    if target.exists():
        if not force:
            raise ValueError(words("{file} is there already; choose another name, or add --force.", file=target))
        target.replace(target.with_name(target.name + ".old"))
    origins = _origins(course, name)
    whole = target.with_name(target.name + ".part")
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for student, page in pages.items():
            known = origins.get(student)
            # Moodle matches by the folder, Canvas by the name of the file that was handed in.
            inside = Path(known).with_suffix(".html").as_posix() if known else f"{student}/{name}.html"
            archive.write(page, inside)
    whole.replace(target)
    return len(pages), [student for student in pages if student not in origins]


def _older(course: Path, student: str, name: str, page: Path) -> bool:
    """Return whether a page was made before the marks it shows."""
    marked = course / "autograded" / student / name / f"{name}.ipynb"
    return marked.exists() and page.stat().st_mtime < marked.stat().st_mtime


def _origins(course: Path, name: str) -> dict[str, str]:
    file = course / "downloaded" / name / ORIGINS
    if not file.exists():
        return {}
    found: dict[str, str] = json.loads(file.read_text(encoding="utf-8"))
    return found
