"""No hostile or broken submission gains a mark that it did not earn, reads or changes what is not its own, costs anybody
anything, or outlives the run; and the run ends."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import pytest

from course_lib.batch import assignment, cage, execute, record, report, run
from tests import hostile
from tests.batch import classes
from tests.machine import ROOT, missing

NAME = "history"
# Short, so that those who wait for ever do not make everybody wait.
LIMITS = cage.Limits(cell=5, whole=20, processes=48, memory=512)
NEIGHBOURS = 4
CORPUS = hostile.corpus()


@dataclass(frozen=True)
class Outcome:
    """What came of a class in which everybody but a few is hostile."""

    folder: Path
    records: dict[str, record.Record]
    before: dict[str, str]
    marks: dict[str, dict[str, Any]]
    alone: dict[str, dict[str, Any]]


def contents(folder: Path) -> dict[str, str]:
    """Return a digest of every file of a folder that no run may change."""
    return {
        str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
        for place in ("submitted", "source", "release")
        for file in sorted((folder / place).rglob("*"))
        if file.is_file() and not file.is_symlink()
    }


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    if why := cage.problem():
        missing(why)
    folder = tmp_path_factory.mktemp("hostile") / "course"
    classroom = classes.mixed(folder, NAME, NEIGHBOURS, seed=3)
    loaded = assignment.load(folder, NAME)
    options = run.Options(limits=LIMITS)
    run.grade(loaded, run.changed(loaded, options), options)
    alone = classes.marks(folder, NAME)
    shutil.rmtree(folder / "autograded")
    for name, module in CORPUS.items():
        place = folder / "submitted" / f"x-{name}" / NAME
        place.mkdir(parents=True)
        module.submit(nbformat.from_dict(classroom.released(NAME)), place)
    before = contents(folder)
    found = run.grade(loaded, run.changed(loaded, run.Options(limits=LIMITS, force=True)), options)
    execute.close_all()
    return Outcome(folder, {one.student: one for one in found}, before, classes.marks(folder, NAME), alone)


def test_the_corpus_is_large_and_says_what_each_tries() -> None:
    assert len(CORPUS) >= 40
    assert all((module.__doc__ or "").strip() for module in CORPUS.values())


@pytest.mark.parametrize("name", CORPUS)
def test_it_earns_what_it_earned_and_ends_in_its_state(name: str, outcome: Outcome) -> None:
    kept = outcome.records[f"x-{name}"]
    earned = {cell: points for cell, points in kept.points.items() if points}
    assert earned == getattr(CORPUS[name], "EARNS", {}), kept
    assert kept.state in CORPUS[name].STATE.split(" or "), kept


def test_the_instructors_guide_lists_each_and_how_it_ends() -> None:
    guide = (ROOT / "assignments" / "instructor_guide.md").read_text(encoding="utf-8")
    ends = {"graded": "graded", "look": "needs a person", "failed": "failed"}
    for name, module in CORPUS.items():
        said = (module.__doc__ or "").strip()
        earns = sum(getattr(module, "EARNS", {}).values())
        state = " or ".join(ends[one] for one in module.STATE.split(" or "))
        assert f"| `{name}` | {said} | {state} | {earns:g} |" in guide, name


def test_everybody_is_accounted_for(outcome: Outcome) -> None:
    assert len(outcome.records) == len(CORPUS) + NEIGHBOURS
    said = report.summary(outcome.records.values(), 0, assignment.load(outcome.folder, NAME).plans)[-1]
    assert said.startswith(f"{len(outcome.records)} submitted = ")


def test_no_neighbour_lost_or_gained_anything(outcome: Outcome) -> None:
    neighbours = {student: one for student, one in outcome.marks.items() if not student.startswith("x-")}
    assert neighbours == outcome.alone


def test_nothing_that_was_handed_in_or_released_was_changed(outcome: Outcome) -> None:
    assert contents(outcome.folder) == outcome.before


def test_no_process_survives(outcome: Outcome) -> None:
    listed = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True).stdout
    assert [line for line in listed.splitlines() if "course_lib.batch.warm" in line and sys.executable in line] == []


def test_no_file_of_the_system_stands_in_a_marked_notebook(outcome: Outcome) -> None:
    for file in outcome.folder.glob("autograded/x-*/*/*.ipynb"):
        for cell in nbformat.read(file, 4).cells:
            for output in cell.get("outputs", []):
                assert "root:x:0" not in str(output), file
