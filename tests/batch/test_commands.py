"""`course grade` and `course regrade`, as whoever marks a class types them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from course_lib import cli, server
from course_lib.batch import cage
from tests.grading import tiny
from tests.machine import ROOT, missing


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "notebooks").mkdir()
    (tmp_path / server.FIRST_LESSON).write_bytes((ROOT / server.FIRST_LESSON).read_bytes())
    monkeypatch.chdir(tmp_path)
    return tiny.course(tmp_path / "assignments")


@pytest.fixture
def caged() -> None:
    if why := cage.problem():
        missing(why)


def said(*words: str, **options: str) -> Result:
    return CliRunner().invoke(cli.main, list(words), **options)  # type: ignore[arg-type]


def test_it_marks_a_class_and_writes_a_report(course: Path, caged: None) -> None:
    for student, q in (("ana", 2), ("ben", 1)):
        tiny.submit(course, student, tiny.handed_in(course, q=q))
    done = said("grade", "tiny", "--json", "report.json")
    assert done.exit_code == 0, done.output
    assert "2 submitted = 2 graded + 0 need a person + 0 failed." in done.output
    assert [one["score"] for one in json.loads(Path("report.json").read_text())] == [4, 0]
    again = said("grade", "tiny")
    assert "2 more were marked before and did not change." in again.output


def test_regrading_asks_before_it_writes_and_leaves_a_log(course: Path, caged: None) -> None:
    tiny.submit(course, "ana", tiny.handed_in(course, q=1))
    said("grade", "tiny")
    assert "Nothing has changed" in said("regrade", "tiny").output
    (course / "submitted" / "ana" / "tiny" / "tiny.ipynb").write_bytes(tiny.handed_in(course, q=2))
    refused = said("regrade", "tiny", input="n\n")
    assert "ana: +4 (q-test 0 → 4)" in refused.output
    assert "Nothing was written." in refused.output
    log = course / "records" / "tiny" / "log.jsonl"
    assert not log.exists()
    assert "Written." in said("regrade", "tiny", "--yes").output
    entry = json.loads(log.read_text().splitlines()[-1])
    assert (entry["student"], entry["before"]["q-test"], entry["after"]["q-test"]) == ("ana", 0, 4)


def test_one_students_submission_alone(course: Path, caged: None) -> None:
    for student in ("ana", "ben"):
        tiny.submit(course, student, tiny.handed_in(course))
    assert "1 submitted = 1 graded" in said("grade", "tiny", "--student", "ben").output
    assert "Nothing was submitted by: eve." in said("grade", "tiny", "--student", "eve").output


def test_mistakes_get_a_sentence(course: Path, caged: None) -> None:
    assert "Nobody has submitted tiny yet" in said("grade", "tiny").output
    unknown = said("grade", "tinny")
    assert unknown.exit_code != 0
    assert "it knows: tiny" in unknown.output
    (course / "gradebook.db").unlink()
    gone = said("grade", "tiny")
    assert gone.exit_code != 0
    assert "There is no gradebook" in gone.output


def test_without_a_cage_it_refuses_and_says_what_to_install(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tiny.submit(course, "ana", tiny.handed_in(course))
    monkeypatch.setattr(cage.shutil, "which", lambda name: None)
    refused = said("grade", "tiny")
    assert refused.exit_code != 0
    assert "apt install bubblewrap" in refused.output
    bare = said("grade", "tiny", "--no-sandbox")
    assert "Warning: students' code runs with your rights." in bare.output
    assert "1 submitted = 1 graded" in bare.output


def test_ctrl_c_stops_cleanly_and_the_next_run_goes_on(course: Path, caged: None) -> None:
    for n in range(12):
        slow = tiny.handed_in(course, me="ana\\nimport time; time.sleep(1) #")
        tiny.submit(course, f"s{n:02}", slow.replace(b'me = \\"ana\\\\nimport', b'me = \\"ana\\"\\nimport'))
    running = subprocess.Popen(
        [sys.executable, "-m", "course_lib.cli", "grade", "tiny", "--jobs", "1"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    until = time.monotonic() + 90
    while not list((course / "records").glob("tiny/s*.json")):
        assert time.monotonic() < until
        time.sleep(0.1)
    os.killpg(running.pid, signal.SIGINT)
    output, errors = running.communicate(timeout=60)
    assert running.returncode == 130, errors
    assert "Run it again to go on." in errors
    assert "Traceback" not in errors
    assert " submitted = " in output
    assert "marked before and did not change." in said("grade", "tiny").output
