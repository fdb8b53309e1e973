"""The `course` command: what it says, and how it ends."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from click.testing import CliRunner

from course_lib.cli import main
from course_lib.journal import Journal
from tests.browser.lab import started
from tests.machine import ROOT


def course(*arguments: str, folder: Path = ROOT, **env: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "course_lib.cli", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, env={**os.environ, **env}, timeout=120)


@pytest.mark.parametrize(
    "command",
    [
        "",
        "check",
        "instructor",
        "student-edition",
        "build",
        "export-data",
        "journal",
        "journal where",
        "journal export",
        "journal import",
    ],
)
def test_every_command_has_help(command: str) -> None:
    done = course(*command.split(), "--help")
    assert done.returncode == 0
    assert "Usage: course" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["fly"], "No such command"),
        (["--port", "80"], "80 is not in the range"),
        (["student-edition"], "Missing argument"),
        (["student-edition", "course_lib"], "is not empty"),
        (["export-data"], "Missing argument"),
        (["export-data", "course_lib"], "course_lib is not empty; name a new folder, or add --force."),
        (["export-data", "README.md"], "is a file"),
        (["journal", "import", "nowhere.json"], "does not exist"),
        (["journal", "import", "README.md"], "not a copy of a journal"),
        (["journal", "export", "README.md"], "is there already"),
    ],
)
def test_bad_input_gets_one_plain_sentence_and_an_exit_code(arguments: list[str], said: str) -> None:
    done = course(*arguments)
    assert done.returncode != 0
    assert said in done.stderr
    assert "Traceback" not in done.stdout + done.stderr


def test_check_says_ok_line_by_line(tmp_path: Path) -> None:
    done = course("check")
    assert done.returncode == 0, done.stdout + done.stderr
    lines = done.stdout.splitlines()
    assert [line.split(": ")[0].removeprefix("ok  ") for line in lines] == [
        "versions", "kernel", "widget", "journal", "lessons",
    ]  # fmt: skip
    assert done.stderr == ""


def test_check_fails_and_says_what_to_do_where_the_journal_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = course("check", COURSE_JOURNAL=str(tmp_path / "file" / "journal"))
    assert done.returncode == 1
    assert "!!  journal: " in done.stdout
    assert "Set COURSE_JOURNAL to a file that you may write" in done.stdout


def test_check_adds_nothing_to_the_journal() -> None:
    course("check")
    assert Journal().history() == []


def test_an_instructors_check_adds_gradebook_and_sandbox() -> None:
    done = course("instructor", "--check")
    names = [line.split(": ")[0][4:] for line in done.stdout.splitlines()]
    assert names[-2:] == ["gradebook", "sandbox"]
    assert (done.returncode == 0) == (shutil.which("bwrap") is not None)


def test_a_broken_gradebook_is_named(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks")
    shutil.copytree(ROOT / "assignments" / "source", tmp_path / "assignments" / "source")
    (tmp_path / "assignments" / "gradebook.db").write_text("no database")
    done = course("instructor", "--check", folder=tmp_path)
    assert done.returncode == 1
    assert "!!  gradebook: " in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def test_the_journal_goes_out_and_comes_back(tmp_path: Path) -> None:
    Journal().write("01-P1", {"chance": 70})
    assert "1 answer" in course("journal", "where").stdout
    copy = tmp_path / "copy.json"
    assert course("journal", "export", str(copy)).returncode == 0
    other = str(tmp_path / "other.sqlite3")
    assert "1 answer was added" in course("journal", "import", str(copy), COURSE_JOURNAL=other).stdout
    assert Journal(other).read("01-P1") == {"chance": 70}


def test_the_catalogue_is_exported_once_and_again_only_by_force(tmp_path: Path) -> None:
    folder = tmp_path / "two deep" / "cases"
    done = course("export-data", str(folder))
    files = {file.name: file.read_bytes() for file in folder.iterdir()}
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"{len(files)} files are in {folder}.\n"
    assert {"datapackage.json", "cases.csv", "statements.csv", "CODEBOOK.md", "references.bib"} <= files.keys()
    (folder / "cases.csv").write_text("mine")
    again = course("export-data", str(folder))
    assert again.returncode == 1
    assert again.stderr == f"course: {folder} is not empty; name a new folder, or add --force.\n"
    assert (folder / "cases.csv").read_text() == "mine"
    assert course("export-data", "--force", str(folder)).returncode == 0
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == files


def test_the_server_listens_to_this_machine_only_and_asks_for_its_token(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks")
    with started(tmp_path) as address:
        base = address.split("/lab")[0]
        status = json.load(urllib.request.urlopen(f"{base}/api"))
        assert "version" in status
        with pytest.raises(urllib.error.HTTPError, match="403"):
            urllib.request.urlopen(f"{base}/api/contents")
        port = int(base.rsplit(":", 1)[1])
        for family, _, _, _, where in socket.getaddrinfo(socket.gethostname(), port, type=socket.SOCK_STREAM):
            if not where[0].startswith(("127.", "::1")):
                with socket.socket(family) as outside:
                    assert outside.connect_ex(where) != 0


def test_a_second_course_takes_another_port(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks")
    with started(tmp_path) as one, started(tmp_path) as two:
        assert one.split("/lab")[0] != two.split("/lab")[0]


def test_a_plain_kill_closes_the_server_too(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks")
    command = [sys.executable, "-m", "course_lib.cli", "--no-browser"]
    process = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    address = next(line for line in process.stdout if "http://" in line).strip()
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 0
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(address, timeout=3)


def test_a_day_that_has_passed_is_no_day_to_hand_in() -> None:
    done = CliRunner().invoke(main, ["release", "concept", "--due", "2020-02-01 18:00"])
    assert done.exit_code != 0
    assert "2020-02-01 18:00 has passed" in done.output
