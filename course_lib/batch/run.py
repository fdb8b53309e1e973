"""Goes through a class: what changed is mended, run and recorded, one submission after another, several at a time."""

from __future__ import annotations

import concurrent.futures
import contextlib
import datetime
import hashlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.preprocessors import (
    AssignLatePenalties,
    CheckCellMetadata,
    ClearOutput,
    DeduplicateIds,
    Execute,
    OverwriteCells,
    OverwriteKernelspec,
    SaveAutoGrades,
)
from nbgrader.utils import parse_utc

from course_lib.batch import cage, execute, gradebook, record
from course_lib.batch.assignment import BESIDE, Assignment, code_of, outputs_into
from course_lib.batch.record import Record
from course_lib.batch.sanitise import Sane, choose, sanitise
from course_lib.grading.assignments import open_gradebook
from course_lib.words import words

# nbgrader's steps that are done here in another way. Labels need no second look: they were written from the gradebook.
_OURS = (
    Execute,
    SaveAutoGrades,
    AssignLatePenalties,
    ClearOutput,
    DeduplicateIds,
    OverwriteCells,
    OverwriteKernelspec,
    CheckCellMetadata,
)
_DEFAULT = 0o444


@dataclass(frozen=True)
class Options:
    """How a class is marked.

    Parameters
    ----------
    jobs: how many submissions at a time.
    caged: whether in a cage.
    limits: what each may take.
    scheduler: the address of a cluster's scheduler; empty for this machine.
    force: whether to mark again what did not change.
    """

    jobs: int = max(1, os.cpu_count() or 1)
    caged: bool = True
    limits: cage.Limits = field(default_factory=cage.Limits)
    scheduler: str = ""
    force: bool = False


@dataclass
class _Prepared:
    """A submission that is ready to be run."""

    student: str
    folder: Path
    digest: str
    when: datetime.datetime | None
    sanes: dict[str, Sane]
    jobs: dict[str, execute.Job]
    told: Sane

    @property
    def problem(self) -> str:
        return self.told.problem or next((one.problem for one in self.sanes.values() if one.problem), "")


@dataclass(frozen=True)
class Marked:
    """A submission that was run, and not yet written anywhere."""

    record: Record
    notebooks: dict[str, Any]
    when: datetime.datetime | None
    folder: Path


def changed(assignment: Assignment, options: Options, students: list[str] | None = None) -> list[str]:
    """Return whose submission is to be marked: it is new, it or the assignment changed, or it failed before."""
    before = record.read(assignment.course, assignment.name)
    found = []
    for student, folder in assignment.submissions().items():
        if students is not None and student not in students:
            continue
        kept = before.get(student)
        done = kept is not None and kept.state != "failed" and assignment.target(student).is_dir()
        if options.force or not done or kept is None or kept.digest != _digest(assignment, folder):
            found.append(student)
    return found


def marks(assignment: Assignment, students: list[str], options: Options) -> Iterator[Marked]:
    """Run submissions and yield what came of each as soon as it is there; nothing is written."""
    folders = assignment.submissions()
    waiting: dict[concurrent.futures.Future[dict[str, execute.Ran]], _Prepared] = {}
    with _executor(options) as executor:
        for student in students:
            try:
                ready = _prepare(assignment, student, folders[student], options)
            except Exception as error:  # one submission that nobody thought of costs nobody else anything
                yield _failed(student, folders[student], error)
                continue
            if ready.problem:
                yield Marked(
                    Record(student, "failed", [ready.problem], ready.told.repairs, digest=ready.digest),
                    {},
                    None,
                    ready.folder,
                )
                continue
            waiting[executor.submit(run_all, ready.jobs)] = ready
            # Not all at once: what waits is held in memory.
            while len(waiting) >= 2 * options.jobs:
                yield from _done(assignment, waiting)
        while waiting:
            yield from _done(assignment, waiting)


def run_all(jobs: dict[str, execute.Job]) -> dict[str, execute.Ran]:
    """Run a submission's notebooks; a pure function of plain data, here or on another machine."""
    return {name: execute.execute(job) for name, job in jobs.items()}


@contextlib.contextmanager
def _executor(options: Options) -> Iterator[concurrent.futures.Executor]:
    if options.scheduler:
        try:
            from distributed import Client
        except ImportError as error:
            said = "A cluster needs dask.distributed, which is not installed: pip install 'course-lib[cluster]'"
            raise ValueError(words(said)) from error
        try:
            client = Client(options.scheduler, timeout=15)
        except (OSError, TimeoutError, ValueError) as error:
            raise ValueError(words("No cluster answers at {address}.", address=options.scheduler)) from error
        with client:
            yield client.get_executor(pure=False, retries=3)
        return
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        try:
            yield pool
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
        finally:
            execute.close_all()


def _done(assignment: Assignment, waiting: dict[Any, _Prepared]) -> Iterator[Marked]:
    done, _ = concurrent.futures.wait(waiting, return_when=concurrent.futures.FIRST_COMPLETED)
    for one in done:
        ready = waiting.pop(one)
        try:
            yield _marked(assignment, ready, one.result())
        except Exception as error:  # as above
            yield _failed(ready.student, ready.folder, error)


def _failed(student: str, folder: Path, error: Exception) -> Marked:
    why = words("It could not be marked ({why}).", why=f"{type(error).__name__}: {error}")
    return Marked(Record(student, "failed", [why]), {}, None, folder)


def _marked(assignment: Assignment, ready: _Prepared, rans: dict[str, execute.Ran]) -> Marked:
    """Return a submission with what came of it in its notebooks."""
    notebooks = {}
    look, repairs = list(ready.told.look), list(ready.told.repairs)
    points: dict[str, float | None] = {}
    for name, ran in rans.items():
        sane = ready.sanes[name]
        notebook = sane.notebook
        outputs_into(notebook, ran)
        repairs += sane.repairs
        look += sane.look
        look += [words("Cell {cell} was stopped: {why}.", cell=cell, why=why) for cell, why in ran.deaths.items()]
        notebook = _further(assignment, "autograde_preprocessors", notebook)
        points |= (
            gradebook.points_of(notebook)
            if len(rans) == 1
            else {f"{name}/{k}": v for k, v in gradebook.points_of(notebook).items()}
        )
        notebooks[name] = notebook
    for name in assignment.masters:
        if name not in rans:
            look.append(words("{file} was not handed in, and earns nothing.", file=f"{name}.ipynb"))
    if repairs:
        _tell(next(iter(notebooks.values())), repairs)
    kept = Record(ready.student, "look" if look else "graded", look, repairs, points, 0.0, ready.digest)
    return Marked(kept, notebooks, ready.when, ready.folder)


def _further(assignment: Assignment, which: str, notebook: Any) -> Any:
    """Do the steps of nbgrader's that are switched on and not done here."""
    resources: dict[str, Any] = {"nbgrader": {}}
    for step in getattr(assignment.converter, which):
        kind = _imported(step) if isinstance(step, str) else step
        if issubclass(kind, _OURS):
            continue
        made = kind(config=assignment.settings)
        if made.enabled:
            notebook, resources = made.preprocess(notebook, resources)
    return notebook


def _imported(path: str) -> Any:
    import importlib

    module, _, name = path.rpartition(".")
    return getattr(importlib.import_module(module), name)


def _tell(notebook: Any, repairs: list[str]) -> None:
    """Say at the head of a marked notebook what was mended, so that its author reads it."""
    said = "\n".join(f"- {one}" for one in dict.fromkeys(repairs))
    cell = nbformat.v4.new_markdown_cell(f"**{words('Mended before it was marked:')}**\n\n{said}")
    if (notebook.nbformat, notebook.nbformat_minor) < (4, 5):
        del cell["id"]
    notebook.cells.insert(0, cell)


def _prepare(assignment: Assignment, student: str, folder: Path, options: Options) -> _Prepared:
    told = Sane()
    files = choose(folder, list(assignment.masters), told)
    when = _time(folder, told)
    beside = execute.files_of(folder, assignment.ignored, BESIDE)
    if any(one.is_symlink() for one in folder.rglob("*")):
        told.repairs.append(words("A link to another file was left out."))
    sanes, jobs = {}, {}
    for name, file in files.items():
        sanes[name] = sane = sanitise(file.read_bytes(), assignment.masters[name])
        if sane.notebook is not None:
            sane.notebook = _further(assignment, "sanitize_preprocessors", sane.notebook)
            # The notebook itself lies there, too: what a cell counts in a written answer it reads from the file.
            shown = {**beside, f"{name}.ipynb": _base64(_shown(sane.notebook, assignment, name))}
            cells = code_of(sane.notebook)
            jobs[name] = execute.Job(assignment.plans[name], cells, shown, options.limits, options.caged)
    return _Prepared(student, folder, _digest(assignment, folder), when, sanes, jobs, told)


def _shown(notebook: Any, assignment: Assignment, name: str) -> bytes:
    """Return a notebook's file without what no student may read: hidden tests came back into it when it was mended."""
    tests = assignment.plans[name].tests
    whole = {}
    for cell in notebook.cells:
        known = cell.metadata.get("nbgrader", {}).get("grade_id")
        if known in tests:
            whole[known], cell.source = cell.source, assignment.masters[name].find_source_cell(known).released
    saved = record.text_of(notebook)
    for cell in notebook.cells:
        known = cell.metadata.get("nbgrader", {}).get("grade_id")
        cell.source = whole.get(known, cell.source)
    return saved


def _base64(data: bytes) -> str:
    import base64

    return base64.b64encode(data).decode()


def _time(folder: Path, told: Sane) -> datetime.datetime | None:
    """Return when a submission was handed in, as nbgrader reads it."""
    file = folder / "timestamp.txt"
    if file.is_symlink() or not file.exists():
        return None
    try:
        text = file.read_text(encoding="utf-8").strip()
        return parse_utc(text) if text else None
    except (ValueError, OverflowError, OSError):
        told.repairs.append(words("The time at which it was handed in could not be read."))
        told.look.append(words("Whether it is late cannot be told: timestamp.txt holds no time."))
        return None


def _digest(assignment: Assignment, folder: Path) -> str:
    """Return what tells a submission and what it is marked by from any other."""
    parts = hashlib.sha256(assignment.fingerprint)
    for file in sorted(folder.rglob("*")):
        if file.is_file() and not file.is_symlink():
            parts.update(file.name.encode() + b"\0" + file.read_bytes())
    return parts.hexdigest()


def write(assignment: Assignment, ledger: gradebook.Ledger, marked: Marked) -> Record:
    """Write what came of a submission, and return its record. One that failed changes nothing but its record."""
    kept = marked.record
    target = assignment.target(kept.student)
    record.recover(target)
    if kept.state == "failed":
        if target.is_dir():
            kept.why.append(words("Its earlier result was kept."))
        record.write(assignment.course, assignment.name, kept)
        return kept
    mode = assignment.converter.permissions
    source = Path(assignment.folders.format_path(assignment.folders.source_directory, ".", assignment.name))
    excluded = assignment.converter.exclude_overwriting.get(assignment.name, [])
    with record.new_folder(target, int(str(mode), 8)) as made:
        for folder, without in ((marked.folder, []), (source, excluded)):
            for file in sorted(folder.rglob("*")) if folder.is_dir() else []:
                inside = file.relative_to(folder)
                if (
                    file.is_file()
                    and not file.is_symlink()
                    and not assignment.ignored(file)
                    and str(inside) not in without
                ):
                    (made / inside).parent.mkdir(parents=True, exist_ok=True)
                    (made / inside).write_bytes(file.read_bytes())
        for name, notebook in marked.notebooks.items():
            (made / f"{name}.ipynb").write_bytes(record.text_of(notebook))
        lost = ledger.save(kept.student, marked.when, marked.notebooks)
    kept.penalty = float(lost)
    record.write(assignment.course, assignment.name, kept)
    return kept


def grade(
    assignment: Assignment, students: list[str], options: Options, each: Callable[[Record], None] = lambda _: None
) -> list[Record]:
    """Mark submissions and write what came of each as soon as it is there.

    Parameters
    ----------
    assignment: what is marked.
    students: whose submissions.
    options: how.
    each: is told each record once it is written.
    """
    found = []
    with open_gradebook(assignment.folders.db_url) as book:
        ledger = gradebook.Ledger(book, assignment.name, assignment.late())
        for marked in marks(assignment, students, options):
            try:
                found.append(write(assignment, ledger, marked))
            except Exception as error:  # one that cannot be written costs nobody else anything, either
                failed = _failed(marked.record.student, marked.folder, error)
                found.append(write(assignment, ledger, failed))
            each(found[-1])
    return found
