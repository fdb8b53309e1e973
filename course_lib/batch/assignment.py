"""An assignment as it is marked: read once from nbgrader's course directory, its settings and its gradebook."""

from __future__ import annotations

import contextlib
import json
from dataclasses import dataclass, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import nbformat
from nbgrader.api import MissingEntry
from nbgrader.apps.baseapp import NbGrader
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import AssignLatePenalties, ClearHiddenTests
from nbgrader.utils import is_ignored

from course_lib.batch import cage, execute, record
from course_lib.batch.check import Plan, is_test, plan
from course_lib.batch.sanitise import Master
from course_lib.grading.assignments import open_gradebook
from course_lib.words import words

# How much may lie beside a notebook, in bytes.
BESIDE = 64 * 1024 * 1024


@dataclass(frozen=True)
class Assignment:
    """What is needed to mark an assignment.

    Parameters
    ----------
    name: of the assignment.
    folders: nbgrader's course directory.
    settings: nbgrader's configuration.
    masters, plans: of each notebook, by its name.
    sources: the instructor's notebooks, by name.
    """

    name: str
    folders: CourseDirectory
    settings: Any
    masters: dict[str, Master]
    plans: dict[str, Plan]
    sources: dict[str, Any]

    @property
    def course(self) -> Path:
        """The course directory."""
        return Path(self.folders.root)

    def submissions(self) -> dict[str, Path]:
        """Return the folder of each student's submission."""
        found = {}
        pattern = self.folders.format_path(self.folders.submitted_directory, "{student}", self.name)
        before, _, after = pattern.partition("{student}")
        if Path(before).is_dir():
            for folder in sorted(Path(before).iterdir()):
                inner = Path(f"{folder}{after}")
                if inner.is_dir() and not folder.name.startswith("."):
                    found[folder.name] = inner
        return found

    def target(self, student: str) -> Path:
        """Return where a student's marked notebooks lie."""
        return Path(self.folders.format_path(self.folders.autograded_directory, student, self.name))

    def late(self) -> Any:
        """Return nbgrader's plugin for late work, as it is configured."""
        step = AssignLatePenalties(config=self.settings)
        step.init_plugin()
        return step.plugin_inst

    def ignored(self, file: Path) -> bool:
        """Return whether a file beside a notebook is of no interest."""
        return file.suffix == ".ipynb" or any(
            is_ignored(str(one), self.folders.ignore) for one in (file, *file.parents)
        )


def load(course: Path, name: str) -> Assignment:
    """Read an assignment.

    Raises
    ------
    ValueError: where there is no gradebook, or it does not know the assignment.
    """
    settings = _settings(course)
    folders = CourseDirectory(config=settings)
    folders.root = str(course)
    if folders.db_url.startswith("sqlite:///") and not Path(folders.db_url.removeprefix("sqlite:///")).exists():
        said = "There is no gradebook in {folder} yet; it is made by `course release {name}`."
        raise ValueError(words(said, folder=course, name=name))
    step = ClearHiddenTests(config=settings)
    with open_gradebook(folders.db_url) as book:
        try:
            found = book.find_assignment(name)
        except MissingEntry:
            known = ", ".join(sorted(one.name for one in book.assignments)) or words("none")
            said = "The gradebook knows no assignment “{name}”; it knows: {known}. `course release {name}` adds it."
            raise ValueError(words(said, name=name, known=known)) from None
        raw = {notebook.name: _cells(notebook, step) for notebook in found.notebooks}
        kernels = {one.name: json.loads(one.kernelspec) if one.kernelspec else None for one in found.notebooks}
    folder = Path(folders.format_path(folders.source_directory, ".", name))
    sources = {known: _source(folder / f"{known}.ipynb", cells) for known, cells in raw.items()}
    masters = {}
    for known, cells in raw.items():
        ids = [cell.metadata.get("nbgrader", {}).get("grade_id") for cell in sources[known].cells]
        ordered = sorted(cells, key=lambda cell: ids.index(cell.name) if cell.name in ids else len(ids))
        masters[known] = Master(known, kernels[known], tuple(ordered))
    bare = Assignment(name, folders, settings, masters, {}, sources)
    files = execute.files_of(folder, bare.ignored, BESIDE) if folder.is_dir() else {}
    plans = {known: plan(source, files) for known, source in sources.items()}
    return replace(bare, plans={known: _with_beside(bare, known, one, files) for known, one in plans.items()})


def _settings(course: Path) -> Any:
    """Return nbgrader's configuration, as nbgrader would read it in the course directory."""
    app = NbGrader()
    with contextlib.chdir(course):
        app.load_config_file()
    return app.config


def _cells(notebook: Any, hidden: ClearHiddenTests) -> list[SimpleNamespace]:
    points = {cell.name: float(cell.max_score) for cell in (*notebook.grade_cells, *notebook.task_cells)}
    solutions = {cell.name for cell in notebook.solution_cells}
    tasks = {cell.name for cell in notebook.task_cells}
    found = []
    for cell in notebook.source_cells:
        released = SimpleNamespace(source=cell.source)
        hidden._remove_hidden_test_region(released)
        found.append(SimpleNamespace(
            name=cell.name, cell_type=cell.cell_type, source=cell.source, checksum=cell.checksum, locked=cell.locked,
            points=points.get(cell.name), solution=cell.name in solutions, task=cell.name in tasks, released=released.source,
        ))  # fmt: skip
    return found


def _source(file: Path, cells: list[SimpleNamespace]) -> Any:
    """Return the instructor's notebook, its locked cells as they were released; what the gradebook holds where it is gone."""
    known = {cell.name: cell for cell in cells}
    if not file.exists():
        make = {"code": nbformat.v4.new_code_cell, "markdown": nbformat.v4.new_markdown_cell}
        return nbformat.v4.new_notebook(cells=[
            make[cell.cell_type](cell.source, metadata={"nbgrader": {
                "grade_id": cell.name, "grade": cell.points is not None, "solution": cell.solution, "locked": cell.locked,
                "points": cell.points or 0, "task": cell.task,
            }})
            for cell in cells
        ])  # fmt: skip
    found = nbformat.read(file, as_version=4)
    for cell in found.cells:
        kept = known.get(cell.metadata.get("nbgrader", {}).get("grade_id"))
        if kept is not None and kept.locked:
            cell.source = kept.source
    return found


def _with_beside(assignment: Assignment, name: str, made: Plan, files: dict[str, str]) -> Plan:
    """Return a plan that knows which tests must run beside the student's code, because the reference answer says so.

    It is for the instructor's own notebook to say what cannot cross, never for a submission. Found out once for a plan.
    """
    kept = record.folder_of(assignment.course, assignment.name) / "plans.json"
    known: dict[str, list[str]] = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
    if (digest := made.digest()) not in known:
        source = assignment.sources[name]
        failed = _failed(source, made)
        if failed:
            failed -= _failed(source, plan(source, files, failed))
        known = {digest: sorted(failed), **dict(list(known.items())[-20:])}
        kept.parent.mkdir(parents=True, exist_ok=True)
        whole = kept.with_suffix(".part")
        whole.write_text(json.dumps(known, indent=1), encoding="utf-8")
        whole.replace(kept)
    return plan(source, files, known[digest]) if (source := assignment.sources[name]) and known[digest] else made


def _failed(source: Any, made: Plan) -> set[str]:
    """Return the tests in which the instructor's own answers do not get every point."""
    notebook = nbformat.from_dict(json.loads(json.dumps(source)))
    job = execute.Job(made, code_of(notebook), {}, cage.Limits(), caged=False)
    outputs_into(notebook, execute.execute(job))
    execute.close()
    points = record.points_of(notebook)
    return {
        cell.metadata.nbgrader.grade_id
        for cell in notebook.cells
        if is_test(cell) and (points[cell.metadata.nbgrader.grade_id] or 0) < float(cell.metadata.nbgrader.points)
    }


def code_of(notebook: Any) -> tuple[tuple[str, str], ...]:
    """Return the id and the source of each code cell of a notebook."""
    return tuple(
        (str(cell.metadata.get("nbgrader", {}).get("grade_id", "")), cell.source)
        for cell in notebook.cells
        if cell.cell_type == "code"
    )


def outputs_into(notebook: Any, ran: execute.Ran) -> None:
    """Put what a run gave into the notebook."""
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for n, (cell, outputs) in enumerate(zip(cells, ran.outputs, strict=True), 1):
        cell.execution_count = n
        cell.outputs = [nbformat.from_dict(one) for one in outputs]
        for one in cell.outputs:
            if one.output_type == "execute_result":
                one.execution_count = n
    if isinstance(ran.widgets, dict):
        notebook.metadata["widgets"] = {"application/vnd.jupyter.widget-state+json": nbformat.from_dict(ran.widgets)}
