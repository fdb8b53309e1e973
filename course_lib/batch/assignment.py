"""An assignment as it is marked: read once from nbgrader's course directory, its settings and its gradebook."""

from __future__ import annotations

import functools
import hashlib
import json
from dataclasses import dataclass, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import nbformat
from nbgrader.api import MissingEntry
from nbgrader.converters import Autograde
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import AssignLatePenalties, ClearHiddenTests
from nbgrader.utils import is_ignored

from course_lib.batch import cage, execute, gradebook, record
from course_lib.batch.check import Plan, is_test, plan
from course_lib.batch.sanitise import Master
from course_lib.grading.assignments import is_there, open_gradebook, settings_of
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

    @functools.cached_property
    def converter(self) -> Autograde:
        """nbgrader's own way of marking, for what is asked of it: its steps, and how files are to be written."""
        return Autograde(coursedir=self.folders, config=self.settings)

    @functools.cached_property
    def fingerprint(self) -> bytes:
        """What tells the assignment, as it is marked, from any other."""
        parts = hashlib.sha256()
        for name, made in self.plans.items():
            parts.update(made.digest.encode())
            parts.update(json.dumps([vars(cell) for cell in self.masters[name].cells], sort_keys=True).encode())
        settings = self.course / "nbgrader_config.py"
        parts.update(settings.read_bytes() if settings.exists() else b"")
        return parts.digest()

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
    settings = settings_of(course)
    folders = CourseDirectory(config=settings)
    folders.root = str(course)
    if not is_there(folders.db_url):
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
    return replace(bare, plans={known: _plan(bare, known, files) for known in sources})


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


def _plan(assignment: Assignment, name: str, files: dict[str, str]) -> Plan:
    """Return a notebook's plan, with what the instructor's own answers say of its tests.

    Which tests must run beside a student's code is for them to say, never for a submission. Found out once for a plan.
    """
    source = assignment.sources[name]
    released = {cell.name: cell.released for cell in assignment.masters[name].cells}
    made = plan(source, released, files)
    kept = record.folder_of(assignment.course, assignment.name) / "plans.json"
    known: dict[str, dict[str, Any]] = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
    if (digest := made.digest) not in known:
        beside, sample = _tried(source, made)
        if beside:
            beside -= _tried(source, plan(source, released, files, beside))[0]
        known = {digest: {"beside": sorted(beside), "sample": sample}, **dict(list(known.items())[-20:])}
        kept.parent.mkdir(parents=True, exist_ok=True)
        whole = kept.with_suffix(".part")
        whole.write_text(json.dumps(known), encoding="utf-8")
        whole.replace(kept)
    found = plan(source, released, files, known[digest]["beside"])
    return replace(found, sample=known[digest]["sample"])


def _tried(source: Any, made: Plan) -> tuple[set[str], dict[str, dict[str, Any]]]:
    """Return the tests in which the instructor's own answers do not get every point, and what else was given to tests."""
    notebook = nbformat.from_dict(json.loads(json.dumps(source)))
    ran = execute.execute(execute.Job(made, code_of(notebook), {}, cage.Limits(), caged=False))
    execute.close_all()
    outputs_into(notebook, ran)
    points = gradebook.points_of(notebook)
    tests = [cell.metadata.nbgrader for cell in notebook.cells if is_test(cell)]
    failed = {mark.grade_id for mark in tests if (points[mark.grade_id] or 0) < float(mark.points)}
    asked = {
        name: given for name, given in ran.given.items() if name not in failed and '"call"' not in json.dumps(given)
    }
    return failed, asked


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
        cell.outputs = [nbformat.NotebookNode(one) for one in outputs]
        for one in cell.outputs:
            if one.output_type == "execute_result":
                one.execution_count = n
    if isinstance(ran.widgets, dict):
        # As plain data: nobody but a browser reads it.
        dict.__setitem__(notebook.metadata, "widgets", {"application/vnd.jupyter.widget-state+json": ran.widgets})
