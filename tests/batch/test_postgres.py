"""The gradebook may be a PostgreSQL database, through nbgrader's own setting: a real server, started here on a free port."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from course_lib.batch import assignment, cage, run
from course_lib.grading.assignments import nbgrader, open_gradebook
from tests.batch import classes
from tests.grading import tiny
from tests.machine import missing


def programs() -> Path:
    """Return the folder of PostgreSQL's server programs, which Debian keeps off the PATH."""
    on_path = shutil.which("postgres")
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin")) or ([Path(on_path).parent] if on_path else [])
    if not folders or not all((folders[-1] / name).exists() for name in ("initdb", "postgres", "pg_isready")):
        missing("PostgreSQL's server (Debian's package postgresql)")
    return folders[-1]


@pytest.fixture
def address() -> Iterator[str]:
    """Start a server with an empty database, and give its address."""
    folder = Path(tempfile.mkdtemp(prefix="postgres-"))
    # The server refuses to be root.
    nobody: dict[str, Any] = {"user": 65534, "group": 65534, "extra_groups": []} if os.geteuid() == 0 else {}
    if nobody:
        os.chown(folder, 65534, 65534)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "cwd": folder, **nobody}
    bin_, data = programs(), folder / "data"
    subprocess.run([bin_ / "initdb", "-D", data, "-U", "grader", "-A", "trust", "--no-sync"], check=True, **quiet)
    server = subprocess.Popen(
        [bin_ / "postgres", "-D", data, "-p", port, "-k", folder, "-h", "127.0.0.1", "-F"],
        stderr=subprocess.DEVNULL,
        **quiet,
    )
    ready = [bin_ / "pg_isready", "-h", "127.0.0.1", "-p", port]
    until = time.monotonic() + 60
    while subprocess.run(ready, stdout=subprocess.DEVNULL).returncode:
        assert server.poll() is None, "the server did not start"
        assert time.monotonic() < until, "the server did not answer"
        time.sleep(0.2)
    subprocess.run([bin_ / "createdb", "-h", "127.0.0.1", "-p", port, "-U", "grader", "grades"], check=True)
    yield f"postgresql+psycopg://grader@127.0.0.1:{port}/grades"
    server.terminate()
    server.wait()
    shutil.rmtree(folder)


def test_marks_in_postgresql_are_the_marks_in_sqlite(address: str, tmp_path: Path) -> None:
    if why := cage.problem():
        missing(why)
    marks = []
    for name, setting in (("sqlite", ""), ("postgres", f'\nc.CourseDirectory.db_url = "{address}"\n')):
        folder = tiny.course(tmp_path / name, release=False)
        settings = folder / "nbgrader_config.py"
        settings.write_text(settings.read_text() + setting)
        nbgrader(folder, "generate_assignment", "tiny")
        for n in range(4):
            tiny.submit(folder, f"s{n}", tiny.handed_in(folder, q=n, text="words" if n == 1 else ""))
        loaded = assignment.load(folder, "tiny")
        run.grade(loaded, run.changed(loaded, run.Options()), run.Options())
        with open_gradebook(loaded.folders.db_url) as book:
            marks.append(classes.of_book(book, "tiny"))
    assert marks[0] == marks[1]
    assert not (tmp_path / "postgres" / "gradebook.db").exists()
