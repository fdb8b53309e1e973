"""Late work: one policy, applied and told."""

from __future__ import annotations

import time
from pathlib import Path

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbgrader.api import Gradebook

from course_lib.grading.assignments import nbgrader
from course_lib.grading.late import due_sentence, penalty, sentence
from tests.grading import tiny

HOUR, DAY = 3600, 86_400


@pytest.mark.parametrize(
    ("seconds", "lost"),
    [(0, 0), (HOUR, 0), (HOUR + 1, 1), (DAY, 1), (DAY + 1, 2), (4.5 * DAY, 5), (5 * DAY, 5), (400 * DAY, 5)],
)
def test_each_day_begun_costs_until_the_floor(seconds: float, lost: float) -> None:
    assert penalty(10, seconds, 60, 10, 50) == lost


@given(st.floats(0, 100), st.floats(0, 1e8), st.floats(0, 1e4), st.floats(0, 100), st.floats(0, 100))
def test_a_penalty_stays_within_the_score_and_never_falls_with_time(
    score: float, seconds: float, grace: float, percent: float, floor: float
) -> None:
    lost = penalty(score, seconds, grace, percent, floor)
    assert 0 <= lost <= score + 0.005
    assert penalty(score, seconds + DAY, grace, percent, floor) >= lost


def test_the_policy_reads_as_a_sentence() -> None:
    assert sentence(60, 10, 50) == (
        "Up to 60 minutes late costs nothing. After that, each day begun since the time it was due costs 10 % of the "
        "points earned; 50 % of them stay, however late it is."
    )
    assert sentence(0, 10, 50).startswith("Each day begun")
    assert sentence(60, 0, 50) == "Late work loses nothing."


@pytest.mark.parametrize(
    ("zone", "said"),
    [("UTC", "2027-01-15, 22:30 (UTC+00:00)."), ("Asia/Kolkata", "2027-01-16, 04:00 (UTC+05:30).")],
)
def test_the_day_it_is_due_is_told_in_the_instructors_own_time(
    zone: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        assert due_sentence("2027-01-15T22:30:00+00:00") == said
    finally:
        monkeypatch.undo()
        time.tzset()
    assert due_sentence("") == "Your instructor says when."


def test_what_a_release_tells_is_what_the_gradebook_takes_off(tmp_path: Path) -> None:
    folder = tiny.course(tmp_path / "course")
    told = nbformat.read(folder / "release" / "tiny" / "tiny.ipynb", as_version=4).cells[0].source
    assert sentence(60, 10, 50) in told
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as book:
        book.update_or_create_assignment("tiny", duedate="2026-01-10 12:00:00")
    for student, when in (("intime", "2026-01-10 12:30:00"), ("late", "2026-01-12 13:00:00")):
        tiny.submit(folder, student, tiny.handed_in(folder), when)
    nbgrader(folder, "autograde", "tiny")
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as book:
        lost = {one.student.id: one.late_submission_penalty for one in book.assignment_submissions("tiny")}
    assert lost == {"intime": 0, "late": 1.2}
