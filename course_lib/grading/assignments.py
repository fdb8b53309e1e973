"""Assignments as nbgrader keeps them: which there are, how one is released, and what of it no student may see."""

from __future__ import annotations

import contextlib
import datetime
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import nbformat

from course_lib.words import words

# nbgrader's own marks around what a release leaves out.
_HIDDEN = re.compile(r"### BEGIN (SOLUTION|HIDDEN TESTS)\n(.*?)### END \1", re.DOTALL)
KEYS = Path(__file__).parent / "keys"
# A line shorter than this could stand in a lesson by chance.
_TELLING = 24
# Nor does a line of a key that holds codes or ids alone, which cases have too; the reasons beside them tell.
_PLAIN = re.compile(r"\w+: (\S+|\[.*\])$")
# What a hidden test takes from a module that students have anyway says nothing of what is right.
_HAD = re.compile(r"from course_lib\.(?!grading)[\w.]+ import ")


class GradingProblem(RuntimeError):
    """What nbgrader could not do, with its last words."""


def names(course: Path) -> list[str]:
    """Return the names of the assignments of a course directory."""
    return sorted(folder.name for folder in (course / "source").iterdir() if any(folder.glob("*.ipynb")))


def path_of_python() -> str:
    """Return a PATH with the programs of the Python that runs this: nbgrader calls `alembic` by name."""
    return os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])


def settings_of(course: Path) -> Any:
    """Return nbgrader's configuration, as nbgrader would read it in a course directory."""
    from nbgrader.apps.baseapp import NbGrader

    app = NbGrader()
    with contextlib.chdir(course):
        app.load_config_file()
    return app.config


def address_of(course: Path) -> str:
    """Return the address of a course directory's gradebook: `db_url` of nbgrader's configuration."""
    from nbgrader.coursedir import CourseDirectory

    folders = CourseDirectory(config=settings_of(course))
    folders.root = str(course)
    return str(folders.db_url)


def is_there(address: str) -> bool:
    """Return whether the gradebook at an address was made already. A server's is there, or says itself that it is not."""
    prefix = "sqlite:///"
    return not address.startswith(prefix) or Path(address.removeprefix(prefix)).exists()


def due_of(course: Path, name: str) -> datetime.datetime | None:
    """Return until when an assignment is to be handed in, by the gradebook; None where it does not say."""
    address = address_of(course)
    if not is_there(address):
        return None
    with open_gradebook(address) as book:
        found = [one.duedate for one in book.assignments if one.name == name]
    return found[0].replace(tzinfo=datetime.UTC) if found and found[0] else None


def due_option(due: datetime.datetime | None) -> list[str]:
    """Return what tells nbgrader's `generate_assignment` which day to write into an assignment."""
    return [f"--TellPolicy.due={due.astimezone(datetime.UTC).isoformat()}"] if due else []


def open_gradebook(address: str) -> Any:
    """Open the gradebook at a database's address; one that is not there yet is made.

    Returns
    -------
    nbgrader's `Gradebook`, to be used in a `with`.
    """
    from nbgrader.api import Gradebook

    os.environ["PATH"] = path_of_python()
    return Gradebook(address)


def nbgrader(course: Path, *arguments: str) -> str:
    """Run nbgrader in a course directory and return what it said.

    Raises
    ------
    GradingProblem: where it fails; the message ends with what it said last.
    """
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments], cwd=course, env={**os.environ, "PATH": path_of_python()},
        capture_output=True, encoding="utf-8", errors="replace",
    )  # fmt: skip
    said = done.stdout + done.stderr
    if done.returncode:
        raise GradingProblem(words("nbgrader could not do this:") + f" nbgrader {' '.join(arguments)}\n{said[-1500:]}")
    return said


def release_into(course: Path, scratch: Path, chosen: Iterable[str]) -> Path:
    """Generate the student version of assignments without touching the course's own gradebook.

    Parameters
    ----------
    course: the course directory; only read.
    scratch: an empty folder to work in.
    chosen: names of assignments.

    Returns
    -------
    The folder that holds a folder an assignment.
    """
    shutil.copytree(course / "source", scratch / "source", ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    shutil.copy(course / "nbgrader_config.py", scratch)
    # The address of a gradebook elsewhere would stand in the copied settings, too.
    here = f"--CourseDirectory.db_url=sqlite:///{scratch / 'gradebook.db'}"
    for name in chosen:
        nbgrader(scratch, "generate_assignment", name, here, *due_option(due_of(course, name)))
    return scratch / "release"


def secrets(course: Path) -> set[str]:
    """Return what no student may read: lines of solutions and hidden tests that stand nowhere else in an assignment's
    source, and lines of keys."""
    keys = "\n".join(file.read_text(encoding="utf-8") for file in KEYS.glob("*.yaml"))
    found = {
        line.strip() for line in keys.splitlines() if len(line.strip()) >= _TELLING and not _PLAIN.match(line.strip())
    }
    for file in (course / "source").rglob("*.ipynb"):
        cells = [cell.source for cell in nbformat.read(file, as_version=4).cells]
        hidden = "\n".join(match[2] for source in cells for match in _HIDDEN.finditer(source))
        shown = "\n".join(_HIDDEN.sub("", source) for source in cells)
        found |= {
            line.strip()
            for line in hidden.splitlines()
            if len(line.strip()) >= _TELLING and line.strip() not in shown and not _HAD.match(line.strip())
        }
    return found


def leaks(folder: Path, hidden: Iterable[str]) -> list[str]:
    """Return where, in the files of a folder, nbgrader's marks or a hidden line can be read; a line for each."""
    # JSON, which notebooks are, writes quotation marks in its own way.
    patterns = {line: [line.encode(), line.replace('"', '\\"').encode()] for line in hidden}
    patterns["### BEGIN"] = [b"### BEGIN SOLUTION", b"### BEGIN HIDDEN"]
    found = []
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        content = file.read_bytes()
        found += [
            f"{file.relative_to(folder)}: {line}"
            for line, forms in patterns.items()
            if any(f in content for f in forms)
        ]
    return found
