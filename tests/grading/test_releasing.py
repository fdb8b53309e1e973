"""Releases: only what marks fairly and hides its answers, and nothing is written over."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

import nbformat
import pytest
import yaml
from nbgrader.api import Gradebook

from course_lib.grading.assignments import GradingProblem, release_into
from course_lib.grading.late import due_sentence
from course_lib.grading.releasing import release
from tests.machine import ROOT

KEPT = shutil.ignore_patterns("release", "submitted", "autograded", "feedback", "*.db", "kept")


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    course = tmp_path_factory.mktemp("releases") / "assignments"
    shutil.copytree(ROOT / "assignments", course, ignore=KEPT)
    due = datetime.datetime(2027, 1, 15, 12, tzinfo=datetime.UTC)
    release(course, "concept", due=due)
    return course


def test_a_release_is_in_the_gradebook_with_the_time_it_is_due(released: Path) -> None:
    with Gradebook(f"sqlite:///{released / 'gradebook.db'}") as book:
        assert book.find_assignment("concept").duedate == datetime.datetime(2027, 1, 15, 12)
        assert book.find_assignment("concept").max_score == 48


def test_a_release_says_when_it_is_due(released: Path) -> None:
    told = nbformat.read(released / "release" / "concept" / "concept.ipynb", as_version=4).cells[0].source
    assert due_sentence("2027-01-15T12:00:00+00:00") in told
    (released.parent / "edition").mkdir()
    made = release_into(released, released.parent / "edition", ["concept", "history"])
    assert "2027-01-15T" not in told and "{due}" not in told
    concept, history = (nbformat.read(made / name / f"{name}.ipynb", as_version=4) for name in ("concept", "history"))
    assert concept.cells[0].source == told
    assert "Your instructor says when." in history.cells[0].source


def test_a_release_knows_which_cells_it_has(released: Path) -> None:
    notebook = nbformat.read(released / "release" / "concept" / "concept.ipynb", as_version=4)
    assert {"me", "places-answer", "places-test", "border-change"} <= set(notebook.metadata.course["cells"])


def test_a_release_that_is_there_is_not_written_over_and_with_force_it_is_kept(released: Path) -> None:
    old = released / "release" / "concept" / "mine.txt"
    old.write_text("mine", encoding="utf-8")
    with pytest.raises(ValueError, match="concept is released already"):
        release(released, "concept")
    assert old.exists()
    release(released, "concept", force=True)
    assert not old.exists()
    assert [file.read_text(encoding="utf-8") for file in (released / "kept").rglob("mine.txt")] == ["mine"]


def test_what_does_not_mark_fairly_is_not_released(tmp_path: Path) -> None:
    course = tmp_path / "assignments"
    shutil.copytree(ROOT / "assignments", course, ignore=KEPT)
    good = "from course_lib.grading.answers import concept, shared\n"
    answers = {
        "places-answer": good + "my_places = concept.places(me)",
        "situations-answer": good + "my_verdicts = shared.verdicts('concept', me)",
    }
    (course / "attacks" / "concept.yaml").write_text(yaml.safe_dump([{"name": "too good", "answers": answers}]))
    with pytest.raises(GradingProblem, match="The attack “too good”"):
        release(course, "concept")
    assert not (course / "release").exists()
    assert not (course / "gradebook.db").exists()


def test_an_unknown_assignment_is_named(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "assignments" / "source", tmp_path / "source")
    with pytest.raises(ValueError, match=r"There is no assignment “koncept”\. There are: "):
        release(tmp_path, "koncept")
