"""Handing in: is a notebook whole, does it run, what is not answered yet; and one file to hand in.

A learner calls `hand_in` from the last cell of an assignment, or types `course submit NAME`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from course_lib.marking.draws import written_name
from course_lib.words import words

# Seconds that a cell may take when it is tried.
PATIENCE = 60
# Set while a notebook is run from the top, so that its last cell does not run it again.
_RUNNING = "COURSE_HANDING_IN"


def assignment(course: Path, name: str) -> Path:
    """Return the notebook of an assignment that a learner works on.

    Raises
    ------
    ValueError: where there is none of this name.
    """
    places = [course / "assignments" / name, course / "assignments" / "release" / name]
    for folder in places:
        if (folder / f"{name}.ipynb").exists():
            return folder / f"{name}.ipynb"
    known = sorted(
        {file.stem for place in places for file in place.parent.glob("*/*.ipynb") if file.stem == file.parent.name}
    )
    if known:
        raise ValueError(
            words("There is no assignment “{name}”. There are: {known}.", name=name, known=", ".join(known))
        )
    raise ValueError(words("There is no assignment “{name}” in this folder.", name=name))


def submit(file: Path) -> tuple[Path | None, list[str]]:
    """Check a notebook, run it from the top, and write the one file to hand in beside it.

    Parameters
    ----------
    file: the notebook.

    Returns
    -------
    The file to hand in, in the folder `hand_in`, and a sentence for each thing to look at. Where the notebook is not whole
    or has no name in it there is no file.
    """
    import nbformat  # here, because it takes longer to load than all else that an assignment's first cell needs

    try:
        notebook = nbformat.read(file, as_version=4)
    except Exception as error:  # whatever nbformat makes of a file that is none
        said = "{file} is not a whole notebook ({why}). Take the last copy that opens, or a fresh one, and paste your work."
        return None, [words(said, file=file.name, why=type(error).__name__)]
    missing = [*_missing(notebook), *_unnamed(notebook)]
    if missing:
        return None, missing
    found = list(_unanswered(notebook))
    run = nbformat.from_dict(json.loads(json.dumps(notebook)))
    found += _runs(run, file.parent)
    target = file.parent / "hand_in" / file.name
    target.parent.mkdir(exist_ok=True)
    whole = target.with_suffix(".part")
    nbformat.write(notebook, whole)
    whole.replace(target)
    return target, found


def hand_in(name: str) -> None:
    """Check the notebook of an assignment from within it, and show a link to the file to hand in."""
    # While it is marked, and while it is tried from the top, nothing is handed in.
    if os.environ.get(_RUNNING) or os.environ.get("NBGRADER_EXECUTION"):
        return
    from IPython.display import FileLink, display

    done = subprocess.run(
        [sys.executable, "-m", "course_lib.cli", "submit", name, "--file", str(Path.cwd() / f"{name}.ipynb")],
        capture_output=True, encoding="utf-8", errors="replace",
    )  # fmt: skip
    print((done.stdout + done.stderr).strip())
    target = Path("hand_in") / f"{name}.ipynb"
    if done.returncode == 0 and target.exists():
        display(FileLink(str(target), result_html_prefix=words("Download the file to hand in:") + " "))
        print(words("On Binder, download it before you close the page: it is lost with the session."))


def _missing(notebook: Any) -> Iterator[str]:
    """Yield a sentence for what a notebook has lost since it was released."""
    there = [cell.metadata.get("nbgrader", {}).get("grade_id") for cell in notebook.cells]
    released = notebook.metadata.get("course", {}).get("cells")
    if released is None:
        yield words(
            "This notebook is not one of the course's assignments, or has lost its metadata; take a fresh copy."
        )
        return
    lost = [one for one in released if one not in there]
    twice = sorted({one for one in there if one and there.count(one) > 1})
    if lost:
        said = (
            "These cells were deleted: {cells}. Edit > Undo Delete Cells brings them back; otherwise take a fresh copy."
        )
        yield words(said, cells=", ".join(lost))
    if twice:
        yield words(
            "These cells stand there twice: {cells}. Delete the copy that you do not need.", cells=", ".join(twice)
        )


def _unnamed(notebook: Any) -> Iterator[str]:
    """Yield a sentence where a notebook of drawn questions does not say whose they are: it would earn nothing."""
    mine = [cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade_id") == "me"]
    if mine and not any(written_name(cell.source) for cell in mine):
        said = (
            "Your user name is missing in the first answer, or does not stand between two quotation marks. Questions are "
            "drawn from it: without it nothing can be marked."
        )
        yield words(said)


def _unanswered(notebook: Any) -> Iterator[str]:
    """Yield a sentence for what is not answered; that is no reason not to hand in."""
    from nbgrader.utils import compute_checksum

    left = [
        cell.metadata.nbgrader.grade_id
        for cell in notebook.cells
        if cell.metadata.get("nbgrader", {}).get("solution")
        and cell.metadata.nbgrader.get("checksum") == compute_checksum(cell)
    ]
    if left:
        yield words("Not answered yet: {cells}.", cells=", ".join(left))


def _runs(notebook: Any, folder: Path) -> Iterator[str]:
    """Run a notebook from the top and yield a sentence for each cell that stops."""
    from nbclient import NotebookClient

    client = NotebookClient(
        notebook,
        timeout=PATIENCE,
        interrupt_on_timeout=True,
        allow_errors=True,
        # A kernel's remarks on how it is reached are not for a learner to read.
        extra_arguments=["--log-level=40"],
        resources={"metadata": {"path": str(folder)}},
    )
    client.execute(env={**os.environ, _RUNNING: "1"})
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                where = cell.metadata.get("nbgrader", {}).get("grade_id", cell.source.splitlines()[0][:40])
                said = "The cell {cell} stops with “{why}” when all is run from the top (Run > Restart Kernel and Run All)."
                yield words(said, cell=where, why=f"{output.ename}: {output.evalue}".splitlines()[0][:160])
