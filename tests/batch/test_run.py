"""A class is marked as nbgrader marks it, whatever happens meanwhile, and what changed is shown before it is written."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import nbformat
import pytest

from course_lib.batch import assignment, cage, execute, gradebook, record, report, run
from course_lib.grading.assignments import nbgrader, open_gradebook
from tests.batch import classes
from tests.grading import tiny
from tests.machine import missing

ASSIGNMENTS = ("concept", "history", "limits", "capstone")


@pytest.fixture(autouse=True)
def caged() -> None:
    if why := cage.problem():
        missing(why)


def graded(folder: Path, name: str, **options: Any) -> dict[str, record.Record]:
    loaded = assignment.load(folder, name)
    chosen = run.Options(**options)
    return {one.student: one for one in run.grade(loaded, run.changed(loaded, chosen), chosen)}


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_honest_work_gets_the_marks_that_nbgrader_gives_cell_by_cell(name: str, tmp_path: Path) -> None:
    here = classes.mixed(tmp_path / "here", name, 6)
    classes.texts(here, name, "student0002", "Some words.")
    stock = classes.copy(here.folder, tmp_path / "stock")
    records = graded(here.folder, name)
    # One warned in a cell of its own; nothing else was to be looked at.
    assert {one.state for one in records.values()} == {"graded"}
    nbgrader(stock, "autograde", name)
    assert classes.marks(here.folder, name) == classes.marks(stock, name)
    assert not any(
        test.beside for plan in assignment.load(here.folder, name).plans.values() for test in plan.tests.values()
    )


def test_nbgraders_own_example_gets_the_marks_that_nbgrader_gives(tmp_path: Path) -> None:
    import nbgrader as package

    nbgrader(tmp_path, "quickstart", "course101")
    here = tmp_path / "course101"
    nbgrader(here, "generate_assignment", "ps1")
    examples = Path(package.__file__).parent / "docs" / "source" / "user_guide" / "submitted"
    for student in ("bitdiddle", "hacker"):
        shutil.copytree(examples / student / "ps1", here / "submitted" / student / "ps1")
    shutil.copytree(here / "release" / "ps1", here / "submitted" / "blank" / "ps1")
    stock = classes.copy(here, tmp_path / "stock")
    records = graded(here, "ps1")
    nbgrader(stock, "autograde", "ps1")
    assert classes.marks(here, "ps1") == classes.marks(stock, "ps1")
    loaded = assignment.load(here, "ps1")
    # Its test that deletes a student's function cannot be asked from elsewhere, and the report says so.
    said = "\n".join(report.summary(records.values(), 0, loaded.plans))
    assert "sum_of_squares_uses_squares" in said
    # Files beside the notebooks, and the outputs, are where nbgrader puts them.
    theirs, ours = (sorted(p.name for p in (f / "autograded" / "hacker" / "ps1").iterdir()) for f in (stock, here))
    assert ours == theirs
    pictures = [
        [
            out.get("data", {}).get("text/plain")
            for cell in page.cells
            if cell.cell_type == "code"
            for out in cell.outputs
        ]
        for page in (nbformat.read(f / "autograded" / "hacker" / "ps1" / "problem1.ipynb", 4) for f in (stock, here))
    ]
    assert pictures[0] == pictures[1]


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A class of eight with an assignment of one question: three right, three wrong, one late, one with words."""
    folder = tiny.course(tmp_path / "course")
    for n in range(8):
        tiny.submit(folder, f"s{n}", tiny.handed_in(folder, q=2 if n < 4 else 1, text="words" if n == 5 else ""))
    return folder


def points(folder: Path) -> dict[str, Any]:
    return {student: one["tiny/q-test"][0] for student, one in classes.marks(folder, "tiny").items()}


def test_a_second_run_leaves_alone_what_did_not_change(course: Path) -> None:
    assert len(graded(course, "tiny")) == 8
    assert graded(course, "tiny") == {}
    (course / "submitted" / "s5" / "tiny" / "tiny.ipynb").write_bytes(tiny.handed_in(course, q=2))
    assert list(graded(course, "tiny")) == ["s5"]
    assert points(course)["s5"] == 4


def test_late_work_loses_what_the_policy_says_as_with_nbgrader(course: Path, tmp_path: Path) -> None:
    nbgrader(course, "db", "assignment", "add", "tiny", "--duedate", "2026-01-05 12:00")
    (course / "submitted" / "s0" / "tiny" / "timestamp.txt").write_text("2026-01-07 11:00:00 UTC")
    stock = classes.copy(course, tmp_path / "stock")
    late = graded(course, "tiny")["s0"]
    nbgrader(stock, "autograde", "tiny")
    assert late.penalty == classes.marks(stock, "tiny")["s0"]["tiny: late"] > 0
    assert classes.marks(course, "tiny") == classes.marks(stock, "tiny")


def test_a_persons_mark_stands_and_is_to_be_looked_at_again(course: Path) -> None:
    graded(course, "tiny")
    with open_gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        grade = book.find_grade("text", "tiny", "tiny", "s5")
        grade.manual_score, grade.needs_manual_grade = 2.5, False
        book.db.commit()
    graded(course, "tiny", force=True)
    with open_gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        grade = book.find_grade("text", "tiny", "tiny", "s5")
        assert (grade.score, grade.needs_manual_grade) == (2.5, True)


def test_a_cell_that_came_later_gets_its_points_in_a_submission_that_was_marked_before(course: Path) -> None:
    graded(course, "tiny")
    before = classes.marks(course, "tiny")
    with open_gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        # As the gradebook is where a cell was added to an assignment that somebody had already handed in.
        for made in (book.find_grade("q-test", "tiny", "tiny", "s5"), book.find_comment("text", "tiny", "tiny", "s5")):
            book.db.delete(made)
        book.db.commit()
    assert classes.marks(course, "tiny") != before
    graded(course, "tiny", force=True)
    assert classes.marks(course, "tiny") == before


def test_what_cannot_be_written_is_said_of_one_and_costs_nobody_else_anything(
    course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = gradebook.Ledger.save

    def full(ledger: gradebook.Ledger, student: str, *given: Any) -> float:
        if student == "s5":
            raise OSError("no room")
        return real(ledger, student, *given)

    monkeypatch.setattr(gradebook.Ledger, "save", full)
    found = graded(course, "tiny")
    assert {student: one.why for student, one in found.items() if one.state == "failed"} == {
        "s5": ["It could not be marked (OSError: no room)."]
    }
    assert list((course / "autograded" / "s5").iterdir()) == []
    monkeypatch.undo()
    assert list(graded(course, "tiny")) == ["s5"]


def test_a_failed_run_keeps_the_earlier_result_and_the_submitted_file(course: Path) -> None:
    graded(course, "tiny")
    before = points(course), (course / "autograded" / "s0" / "tiny" / "tiny.ipynb").read_bytes()
    file = course / "submitted" / "s0" / "tiny" / "tiny.ipynb"
    file.write_bytes(file.read_bytes()[:200])
    failed = graded(course, "tiny")["s0"]
    assert failed.state == "failed"
    assert "not a whole notebook" in failed.why[0]
    assert "kept" in failed.why[1]
    assert (points(course), (course / "autograded" / "s0" / "tiny" / "tiny.ipynb").read_bytes()) == before
    assert len(file.read_bytes()) == 200


def test_every_submission_ends_in_one_state_and_the_last_line_adds_up(course: Path) -> None:
    (course / "submitted" / "s7" / "tiny" / "tiny.ipynb").write_bytes(b"")
    (course / "submitted" / "s6" / "tiny" / "timestamp.txt").write_text("yesterday, I think")
    records = graded(course, "tiny")
    said = report.summary(records.values(), 0, assignment.load(course, "tiny").plans)
    assert said[-1] == "8 submitted = 6 graded + 1 need a person + 1 failed."
    assert any("s7: failed" in line for line in said)
    open_ = sum(kept["tiny/text"] == (None, True) for kept in classes.marks(course, "tiny").values())
    assert said[-2].startswith(f"Written answers wait for a person in {open_} of them")
    assert any("timestamp.txt" in line for line in said)


def test_marks_are_the_same_with_one_worker_and_with_three(course: Path, tmp_path: Path) -> None:
    other = classes.copy(course, tmp_path / "other")
    graded(course, "tiny", jobs=1)
    graded(other, "tiny", jobs=3)
    assert classes.marks(course, "tiny") == classes.marks(other, "tiny")


def test_a_run_that_is_killed_at_any_moment_loses_nothing(course: Path, tmp_path: Path) -> None:
    """Twenty-five times a run is killed at a random moment, then run again to its end."""
    undisturbed = classes.copy(course, tmp_path / "undisturbed")
    graded(undisturbed, "tiny")
    right = classes.marks(undisturbed, "tiny")
    script = (
        "import sys; from pathlib import Path; from course_lib.batch import assignment, run\n"
        "if __name__ == '__main__':\n"
        "    loaded = assignment.load(Path(sys.argv[1]), 'tiny'); options = run.Options(jobs=2)\n"
        "    print('begin', flush=True)\n"
        "    run.grade(loaded, run.changed(loaded, options), options, lambda one: print(one.student, flush=True))\n"
    )
    luck = random.Random(25)
    killed = 0
    fresh = classes.copy(course, tmp_path / "fresh")
    for n in range(25):
        target = classes.copy(fresh, tmp_path / f"killed{n}")
        shutil.copytree(undisturbed / "records", target / "records", ignore=shutil.ignore_patterns("s*.json"))
        done = subprocess.Popen(
            [sys.executable, "-c", script, str(target)], stdout=subprocess.PIPE, text=True, start_new_session=True
        )
        assert done.stdout is not None
        done.stdout.readline()
        # From before the first submission to after the last.
        for _ in range(luck.randrange(9)):
            done.stdout.readline()
        time.sleep(luck.uniform(0, 0.15))
        os.killpg(done.pid, signal.SIGKILL)
        killed += done.wait() == -signal.SIGKILL
        graded(target, "tiny")
        assert classes.marks(target, "tiny") == right
        assert not list(target.glob("autograded/*/.*"))
        for student in right:
            marked = nbformat.read(target / "autograded" / student / "tiny" / "tiny.ipynb", 4)
            assert gradebook.points_of(marked)["q-test"] == right[student]["tiny/q-test"][0]
        shutil.rmtree(target)
    assert killed > 15  # most were caught at work


def test_regrading_says_who_moves_before_it_writes(course: Path) -> None:
    graded(course, "tiny")
    (course / "submitted" / "s5" / "tiny" / "tiny.ipynb").write_bytes(tiny.handed_in(course, q=2, text="words"))
    loaded = assignment.load(course, "tiny")
    whose = run.changed(loaded, run.Options())
    ran = list(run.marks(loaded, whose, run.Options()))
    moved = report.moves(record.read(course, "tiny"), [one.record for one in ran])
    assert moved == {"s5": "+4 (q-test 0 → 4)"}
    assert points(course)["s5"] == 0


def test_a_report_can_be_read_by_a_program(course: Path, tmp_path: Path) -> None:
    records = graded(course, "tiny")
    report.write(tmp_path / "report.json", records.values())
    found = json.loads((tmp_path / "report.json").read_text())
    assert {one["student"]: one["score"] for one in found} == {student: one.score for student, one in records.items()}


def test_no_process_is_left(course: Path) -> None:
    graded(course, "tiny")
    execute.close_all()
    listed = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True).stdout
    # Of this Python: another run of the tests on the machine has its own.
    mine = [line for line in listed.splitlines() if "course_lib.batch.warm" in line and sys.executable in line]
    assert mine == []
