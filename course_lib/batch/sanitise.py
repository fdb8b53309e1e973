"""Mends a copy of what was handed in, and says what was mended: the submitted file itself is never changed.

What nbgrader does to a submission before it is run is done by nbgrader's own steps, with the assignment read once from the
gradebook instead of once for each cell. Around them stands what they stop at: copies, lost labels, old formats, marks of a
merge.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import nbformat
from nbgrader.api import MissingEntry
from nbgrader.nbgraderformat import MetadataValidator
from nbgrader.preprocessors import ClearOutput, NbGraderPreprocessor, OverwriteCells

from course_lib.words import words

# A notebook of more bytes than this was not written by hand.
MOST = 40 * 1024 * 1024
# Since which minor version of the format cells have names, and what a name may be.
_NAMED = 5
_NAME = re.compile(r"[a-zA-Z0-9_-]{1,64}")
_CONFLICT = re.compile(r"^<<<<<<<[^\n]*\n(.*?)^=======[^\n]*\n.*?^>>>>>>>[^\n]*\n?", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Master:
    """An assignment's notebook as the gradebook knows it: what a submission is held against.

    Parameters
    ----------
    name: of the notebook, without `.ipynb`.
    kernel: the kernel's entry in the notebook's metadata, or None.
    cells: each cell that nbgrader knows, in order: `name`, `cell_type`, `source`, `checksum`, `locked`, `points` (None for
        a cell without), `solution`, `task`, and `released`, its source as students got it.
    """

    name: str
    kernel: Any
    cells: tuple[SimpleNamespace, ...]

    def find_source_cell(self, name: str, *_: str) -> SimpleNamespace:
        """Return a cell by its name, as nbgrader's gradebook would."""
        for cell in self.cells:
            if cell.name == name:
                return cell
        raise MissingEntry(name)

    def find_graded_cell(self, name: str, *_: str) -> SimpleNamespace:
        """Return a cell that has points, as nbgrader's gradebook would."""
        cell = self.find_source_cell(name)
        if cell.points is None:
            raise MissingEntry(name)
        return SimpleNamespace(max_score=cell.points)


@dataclass
class Sane:
    """A submission's notebook after mending.

    Parameters
    ----------
    notebook: to be run; None where nothing can be.
    repairs: what was mended, a sentence each.
    look: what a person should look at, a sentence each.
    problem: why it cannot be run, in one sentence.
    """

    notebook: Any = None
    repairs: list[str] = field(default_factory=list)
    look: list[str] = field(default_factory=list)
    problem: str = ""


class _Overwrite(OverwriteCells):
    """nbgrader's step, with the assignment at hand and its changes kept as sentences."""

    def mend(self, notebook: Any, master: Master, sane: Sane) -> None:
        self.gradebook, self.notebook_id, self.assignment_id = master, master.name, ""
        self._sane = sane
        NbGraderPreprocessor.preprocess(self, notebook, {})

    def report_change(self, name: str, attr: str, old: Any, new: Any) -> None:
        # A test's checksum always differs: what was released has not all of it.
        if attr != "checksum":
            said = "Cell {cell}: its {what} was changed, and is as it was released again."
            self._sane.repairs.append(words(said, cell=name, what=attr))


def choose(folder: Path, names: Sequence[str], sane: Sane) -> dict[str, Path]:
    """Return which file of a submission is which of the assignment's notebooks.

    Parameters
    ----------
    folder: the submission's.
    names: the assignment's notebooks, without `.ipynb`.
    sane: is told what was mended, or what the problem is.
    """
    there = {file.stem: file for file in sorted(folder.glob("*.ipynb"))}
    for file in there.values():
        if file.is_symlink():
            sane.problem = words("{file} is a link to another file; hand in the notebook itself.", file=file.name)
            return {}
    found = {name: there[name] for name in names if name in there}
    missing = [name for name in names if name not in there]
    others = [file for stem, file in there.items() if stem not in names]
    if len(missing) == 1 and len(others) == 1:
        found[missing[0]] = others[0]
        said = "The file was named {file}; it was read as {name}."
        sane.repairs.append(words(said, file=others[0].name, name=missing[0] + ".ipynb"))
    elif missing and others:
        said = "{missing} is missing, and which of these it is cannot be told: {others}. Rename the right one."
        sane.problem = words(said, missing=", ".join(missing), others=", ".join(one.name for one in others))
    elif not found:
        sane.problem = words("There is no notebook in {folder}.", folder=folder.name)
    return found


def sanitise(data: bytes, master: Master) -> Sane:
    """Return a submitted notebook as it can be run for marks.

    Parameters
    ----------
    data: the file's content.
    master: the assignment's notebook.
    """
    sane = Sane()
    if len(data) > MOST:
        sane.problem = words(
            "The notebook has {size} MB; no notebook of this assignment can be so large.", size=len(data) >> 20
        )
        return sane
    try:
        notebook = _read(data, sane)
        if notebook is not None:
            _mend(notebook, master, sane)
            sane.notebook = notebook
    except Exception as error:  # whatever a file can hold that is nearly a notebook; it becomes one student's sentence
        sane.notebook = None
        sane.problem = words(
            "The file cannot be read as a notebook ({why}).", why=f"{type(error).__name__}: {str(error)[:160]}"
        )
    return sane


def _read(data: bytes, sane: Sane) -> Any:
    """Return the notebook in a file; None, with the problem said, where there is none."""
    text = data.decode("utf-8-sig", "replace")
    if "\ufffd" in text and b"\xef\xbf\xbd" not in data:
        sane.repairs.append(words("Some letters could not be read and stand as “\ufffd”."))
    if "<<<<<<<" in text:
        mended = _CONFLICT.sub(r"\1", text)
        if mended != text and _is_json(mended):
            text = mended
            sane.repairs.append(words("The file held the marks of a merge; the first of the two versions was kept."))
            sane.look.append(words("Two versions were merged badly: see which one was meant."))
    if not text.strip():
        sane.problem = words("The file is empty.")
        return None
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        sane.problem = words(
            "The file is not a whole notebook: it was cut off, or something else was saved under its name."
        )
        return None
    if not isinstance(found, dict) or not isinstance(found.get("nbformat"), int):
        sane.problem = words("The file is no notebook.")
        return None
    if isinstance(found.get("cells"), list):
        cells = [_cell(one) for one in found["cells"] if isinstance(one, dict)]
        if cells != found["cells"]:
            sane.repairs.append(words("Something among the cells was no cell, and was left out."))
            found["cells"] = cells
            text = json.dumps(found)
    if found["nbformat"] < nbformat.current_nbformat:
        sane.repairs.append(words("The notebook was in the old format {number}.", number=found["nbformat"]))
    if found["nbformat"] == nbformat.current_nbformat:
        notebook = nbformat.v4.to_notebook_json(found)
    else:
        notebook = nbformat.reads(text, as_version=4)
    if not isinstance(notebook.get("cells"), list):
        sane.problem = words("The notebook has no cells.")
        return None
    return notebook


def _cell(cell: dict[str, Any]) -> dict[str, Any]:
    """Return a cell as it was written, with a source that is one and a kind that there is."""
    whole = isinstance(cell.get("source"), (str, list)) and cell.get("cell_type") in ("code", "markdown", "raw")
    cell = cell if isinstance(cell.get("metadata"), dict) else {**cell, "metadata": {}}
    return cell if whole else {"source": "", "cell_type": "raw", "metadata": cell["metadata"]}


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _mend(notebook: Any, master: Master, sane: Sane) -> None:
    _whole(notebook)
    validator = MetadataValidator()
    for cell in notebook.cells:
        mark = cell.metadata.get("nbgrader")
        if mark is not None and not isinstance(mark, dict):
            del cell.metadata["nbgrader"]
            sane.repairs.append(words("A cell's label was broken."))
        elif mark is not None and mark.get("schema_version", 0) < validator.schema_version:
            validator.upgrade_cell_metadata(cell)
    ClearOutput().preprocess(notebook, {})
    if master.kernel is not None:
        if notebook.metadata.get("kernelspec", {}).get("name") not in (None, master.kernel.get("name")):
            sane.repairs.append(words("The notebook asked for another kernel than the assignment's."))
        notebook.metadata["kernelspec"] = nbformat.from_dict(master.kernel)
    _strangers(notebook, master, sane)
    _copies(notebook, master, sane)
    _unlabelled(notebook, master, sane)
    _changed(notebook, master, sane)
    _labels(notebook, master)
    _Overwrite().mend(notebook, master, sane)
    _missing(notebook, master, sane)


def _whole(notebook: Any) -> None:
    """Leave of a notebook and its cells what a notebook can hold."""
    minor = notebook.get("nbformat_minor")
    if type(minor) is not int or not 0 <= minor <= nbformat.current_nbformat_minor:
        notebook["nbformat_minor"] = nbformat.current_nbformat_minor
    named = notebook.nbformat_minor >= _NAMED
    seen: set[str] = set()
    for cell in notebook.cells:
        for key in set(cell) - {"cell_type", "metadata", "source", "id", "attachments"}:
            del cell[key]
        if not isinstance(cell.get("metadata"), dict):
            cell["metadata"] = nbformat.from_dict({})
        if cell.cell_type == "code":
            cell["outputs"], cell["execution_count"] = [], None
            cell.pop("attachments", None)
        known = cell.pop("id", None)
        if named:
            good = isinstance(known, str) and _NAME.fullmatch(known) and known not in seen
            cell["id"] = known if good else nbformat.v4.new_code_cell().id
            seen.add(cell["id"])
    for key in set(notebook) - {"cells", "metadata", "nbformat", "nbformat_minor"}:
        del notebook[key]
    try:
        nbformat.validate(notebook)
    except nbformat.ValidationError:
        notebook["metadata"] = nbformat.from_dict({})
        for cell in notebook.cells:
            cell["metadata"] = nbformat.from_dict(
                {key: cell.metadata[key] for key in cell.metadata if key == "nbgrader"}
            )


def _id(cell: Any) -> str:
    known = cell.metadata.get("nbgrader", {}).get("grade_id", "")
    return known if isinstance(known, str) else ""


def _strangers(notebook: Any, master: Master, sane: Sane) -> None:
    """Take the label off cells that are none of the assignment's, such as those of another one."""
    known = {cell.name for cell in master.cells}
    for cell in notebook.cells:
        if "nbgrader" in cell.metadata and _id(cell) not in known:
            if _id(cell):
                sane.repairs.append(words("Cell {cell} is none of this assignment's.", cell=_id(cell)))
            del cell.metadata["nbgrader"]


def _copies(notebook: Any, master: Master, sane: Sane) -> None:
    """Of cells that stand there several times, keep the label on the last that was worked on."""
    found: dict[str, list[Any]] = {}
    for cell in notebook.cells:
        found.setdefault(_id(cell), []).append(cell)
    for known, copies in found.items():
        if not known or len(copies) < 2:
            continue
        source = master.find_source_cell(known)
        worked = [cell for cell in copies if cell.source.strip() != source.released.strip()]
        kept = (copies if source.locked else worked or copies)[-1]
        for cell in copies:
            if cell is not kept:
                del cell.metadata["nbgrader"]
        sane.repairs.append(words("Cell {cell} stood there {count} times.", cell=known, count=len(copies)))
        if not source.locked and len({cell.source.strip() for cell in worked}) > 1:
            sane.look.append(words("Cell {cell} holds different answers; the last was marked.", cell=known))


def _unlabelled(notebook: Any, master: Master, sane: Sane) -> None:
    """Give back their labels to cells that lost them: by their text, or by standing alone between two that are known."""
    there = {_id(cell) for cell in notebook.cells}
    lost = [cell for cell in master.cells if cell.name not in there]
    bare = [cell for cell in notebook.cells if not _id(cell)]
    if not lost or not bare:
        return
    matcher = SequenceMatcher(
        None, [one.released.strip() for one in lost], [one.source.strip() for one in bare], autojunk=False
    )
    pairs = [(lost[a + n], bare[b + n]) for a, b, size in matcher.get_matching_blocks() for n in range(size)]
    for source, cell in pairs:
        _label(cell, source, sane)
    order = [cell.name for cell in master.cells]
    for n, cell in enumerate(notebook.cells):
        if _id(cell):
            continue
        before = next((_id(one) for one in reversed(notebook.cells[:n]) if _id(one)), None)
        after = next((_id(one) for one in notebook.cells[n + 1 :] if _id(one)), None)
        start = order.index(before) + 1 if before else 0
        end = order.index(after) if after else len(order)
        open_ = [one for one in master.cells[start:end] if one.name not in {_id(c) for c in notebook.cells}]
        alike = [one for one in open_ if one.cell_type == cell.cell_type and not one.locked]
        neighbours = [one for one in _between(notebook.cells, n) if one.cell_type == cell.cell_type]
        if len(alike) == 1 and len(neighbours) == 1 and cell.source.strip():
            _label(cell, alike[0], sane)
            sane.look.append(words("Cell {cell} was found by its place alone.", cell=alike[0].name))


def _between(cells: list[Any], n: int) -> list[Any]:
    """Return the run of unlabelled cells around one."""
    start, end = n, n
    while start and not _id(cells[start - 1]):
        start -= 1
    while end + 1 < len(cells) and not _id(cells[end + 1]):
        end += 1
    return cells[start : end + 1]


def _label(cell: Any, source: SimpleNamespace, sane: Sane) -> None:
    cell.metadata["nbgrader"] = nbformat.from_dict({"grade_id": source.name})
    sane.repairs.append(words("Cell {cell} had lost its label.", cell=source.name))


def _changed(notebook: Any, master: Master, sane: Sane) -> None:
    """Say which cells that are not to be changed were."""
    for cell in notebook.cells:
        if not _id(cell):
            continue
        source = master.find_source_cell(_id(cell))
        if source.locked and cell.source.strip() not in (source.released.strip(), source.source.strip()):
            sane.repairs.append(words("Cell {cell} was changed, and is as it was released again.", cell=source.name))


def _labels(notebook: Any, master: Master) -> None:
    """Write each label anew from the gradebook: whether a cell gives points is not for the submission to say."""
    for cell in notebook.cells:
        if not _id(cell):
            continue
        source = master.find_source_cell(_id(cell))
        mark = _mark(source, locked=cell.metadata.nbgrader.get("locked", source.locked))
        cell.metadata["nbgrader"] = nbformat.from_dict(mark)


def _mark(source: SimpleNamespace, locked: bool) -> dict[str, Any]:
    """Return a cell's label as nbgrader writes it."""
    points = {} if source.points is None else {"points": source.points}
    return {
        "grade_id": source.name,
        "schema_version": MetadataValidator.schema_version,
        "grade": source.points is not None and not source.task,
        "solution": source.solution,
        "locked": locked,
        "task": source.task,
        "cell_type": source.cell_type,
        "checksum": source.checksum,
        **points,
    }


def _missing(notebook: Any, master: Master, sane: Sane) -> None:
    """Put back cells that are needed and were deleted: what gives points, and what is locked."""
    step = _Overwrite()
    here = {_id(cell) for cell in notebook.cells}
    for n, source in enumerate(master.cells):
        if source.name in here or not (source.locked or source.points is not None):
            continue
        there = {_id(cell): place for place, cell in enumerate(notebook.cells)}
        if source.points is not None:
            cell = step.missing_cell_transform(source, source.points, is_solution=source.solution, is_task=source.task)
            # With the sentence before it, it would not be what was released, and an empty answer would pass for one.
            cell.source = source.source
        else:
            make = nbformat.v4.new_code_cell if source.cell_type == "code" else nbformat.v4.new_markdown_cell
            cell = make(source.source, metadata={"nbgrader": _mark(source, locked=True)})
        if not cell.get("id"):
            cell["id"] = nbformat.v4.new_code_cell().id
        before = [there[one.name] for one in master.cells[:n] if one.name in there]
        notebook.cells.insert(max(before) + 1 if before else 0, nbformat.from_dict(cell))
        sane.repairs.append(words("Cell {cell} was deleted, and was put back.", cell=source.name))
