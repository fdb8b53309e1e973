"""Whether this machine is ready to grade a class: the gradebook, and the sandbox for students' code."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from course_lib.checks import Check
from course_lib.grading.assignments import GradingProblem, address_of, is_there, names, nbgrader, open_gradebook
from course_lib.words import words


def instructor_checks(course: Path) -> Iterator[Check]:
    """Yield the checks that grading needs beyond a student's."""
    yield gradebook(course)
    yield sandbox()


def gradebook(course: Path) -> Check:
    """Check that the class's gradebook opens, or that one could be made, without changing it."""
    name = words("gradebook")
    address = address_of(course)
    file = shown(address)
    found = ", ".join(names(course))
    try:
        if not is_there(address):
            with tempfile.TemporaryDirectory() as scratch:
                nbgrader(Path(scratch), "db", "upgrade")
            return Check(
                name, True, words("none yet; it is made with the first release (assignments: {names})", names=found)
            )
        with open_gradebook(address) as book:
            students, released = len(book.students), len(book.assignments)
    except (GradingProblem, Exception) as error:
        advice = words("Move {file} away (grades given by hand are in it) and restore your copy of it.", file=file)
        return Check(name, False, f"{str(error).strip().splitlines()[0]} {advice}")
    return Check(
        name,
        True,
        words("{students} students, {released} assignments in {file}", students=students, released=released, file=file),
    )


def shown(address: str) -> str:
    """Return a gradebook's address as it may be printed: a file's path, a server's address without a password."""
    from sqlalchemy.engine import make_url

    found = make_url(address)
    return found.database or address if found.drivername == "sqlite" else found.render_as_string(hide_password=True)


def sandbox() -> Check:
    """Check that a student's code can be run without the network and without the rest of the disk."""
    name = words("sandbox")
    program = shutil.which("bwrap")
    if program is None:
        if sys.platform.startswith("linux"):
            return Check(name, False, words("bubblewrap is missing; install the package `bubblewrap` of your system."))
        return Check(name, False, words("There is no sandbox on this system; grade in a Linux container or in WSL 2."))
    tried = subprocess.run(
        [program, "--unshare-all", "--ro-bind", "/", "/", "--dev", "/dev", "true"],
        capture_output=True, encoding="utf-8", errors="replace",
    )  # fmt: skip
    if tried.returncode:
        return Check(name, False, words("bubblewrap does not work here: {why}", why=tried.stderr.strip()))
    return Check(name, True, words("bubblewrap works here; `course grade` uses it, nbgrader by itself does not"))
