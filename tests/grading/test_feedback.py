"""Feedback: no hidden test in it, and one archive to send back."""

from __future__ import annotations

import json
import os
import zipfile
from pathlib import Path

import pytest

from course_lib.grading.assignments import nbgrader
from course_lib.grading.feedback import ORIGINS, pack
from tests.grading import tiny


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tiny.course(tmp_path_factory.mktemp("feedback") / "course")
    for student, q in (("amira", 2), ("ben", 1)):
        tiny.submit(folder, student, tiny.handed_in(folder, student, q=q, text="An answer."))
    nbgrader(folder, "autograde", "tiny")
    nbgrader(folder, "generate_feedback", "tiny")
    return folder


def test_no_hidden_test_is_in_feedback_nor_in_what_its_error_says(graded: Path) -> None:
    wrong = (graded / "feedback" / "ben" / "tiny" / "tiny.html").read_text(encoding="utf-8")
    assert "assert my_q" not in wrong
    assert "BEGIN HIDDEN" not in wrong
    assert "An answer." in wrong
    assert "AssertionError" in wrong


def test_feedback_goes_back_under_the_names_that_the_platform_knows(graded: Path, tmp_path: Path) -> None:
    origins = graded / "downloaded" / "tiny" / ORIGINS
    origins.parent.mkdir(parents=True)
    origins.write_text(json.dumps({"amira": "haddadamira_1001_501_tiny.ipynb"}), encoding="utf-8")
    target = tmp_path / "back.zip"
    assert pack(graded, "tiny", target) == (2, ["ben"])
    with zipfile.ZipFile(target) as opened:
        assert set(opened.namelist()) == {"haddadamira_1001_501_tiny.html", "ben/tiny.html"}
    with pytest.raises(ValueError, match=r"back\.zip is there already"):
        pack(graded, "tiny", target)
    pack(graded, "tiny", target, force=True)
    assert (tmp_path / "back.zip.old").exists()


def test_feedback_older_than_the_marks_is_not_packed(graded: Path, tmp_path: Path) -> None:
    page = graded / "feedback" / "ben" / "tiny" / "tiny.html"
    stamp = page.stat().st_mtime
    os.utime(page, (1, 1))
    with pytest.raises(ValueError, match="missing or older than the marks of: ben"):
        pack(graded, "tiny", tmp_path / "x.zip")
    os.utime(page, (stamp, stamp))
    with pytest.raises(ValueError, match="Nobody's tine is graded yet"):
        pack(graded, "tine", tmp_path / "x.zip")
