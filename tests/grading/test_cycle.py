"""The whole cycle on stock nbgrader: release, hand in, autograde, feed back; scores as expected to the point."""

from __future__ import annotations

import json

import pytest

from course_lib.grading.assignments import leaks, nbgrader, secrets
from tests.grading.classroom import Classroom
from tests.machine import ROOT

FULL = {"places-test": 8, "rule-test": 8, "conditions-test": 4}


def marks(classroom: Classroom, student: str) -> dict[str, float | None]:
    return classroom.scores("concept")[student]


def test_the_reference_earns_every_point_a_program_gives(concept_class: Classroom) -> None:
    assert {name: marks(concept_class, "reference")[name] for name in FULL} == FULL


def test_a_blank_earns_nothing_and_waits_for_nobody(concept_class: Classroom) -> None:
    assert marks(concept_class, "blank") == {**dict.fromkeys(FULL, 0), "border-answer": 0}


def test_a_part_of_the_answer_earns_a_part_of_the_points(concept_class: Classroom) -> None:
    partly = marks(concept_class, "partly")
    assert partly["places-test"] == 3.5
    assert partly["rule-test"] == pytest.approx(8 * (13 - 4) / (15 - 4), abs=0.01)
    # All five that should be picked, and four of the nine others with them.
    assert partly["conditions-test"] == pytest.approx(4 * (1 + 5 / 9 - 1), abs=0.01)


def test_an_answer_that_python_cannot_read_costs_its_own_points_only(concept_class: Classroom) -> None:
    broken = marks(concept_class, "broken")
    assert broken["rule-test"] == 0
    assert {name: broken[name] for name in ("places-test", "conditions-test")} == {
        "places-test": 8,
        "conditions-test": 4,
    }


def test_deleted_test_cells_are_put_back(concept_class: Classroom) -> None:
    assert {name: marks(concept_class, "deleted")[name] for name in FULL} == FULL


def test_every_marked_cell_follows_one_that_nbgrader_can_find_it_by(concept_class: Classroom) -> None:
    # nbgrader puts a deleted cell back behind the answer or test before it, and stops where a locked cell is in between.
    before = "answer"
    for cell in concept_class.released("concept").cells:
        mark = cell.metadata.get("nbgrader")
        if mark:
            assert before != "locked" or not mark.grade, f"{mark.grade_id} follows a locked cell"
            before = "answer" if mark.grade or mark.solution else "locked"


def test_warnings_and_renamed_variables_cost_nothing(concept_class: Classroom) -> None:
    assert {name: marks(concept_class, "noisy")[name] for name in FULL} == FULL


def test_an_answer_that_is_the_same_for_everything_earns_next_to_nothing(concept_class: Classroom) -> None:
    constant = marks(concept_class, "constant")
    assert sum(constant[name] or 0 for name in FULL) < 0.2 * sum(FULL.values())


def test_an_answer_that_ends_the_program_costs_its_own_points_only(concept_class: Classroom) -> None:
    assert {name: marks(concept_class, "endless")[name] for name in FULL} == {**FULL, "rule-test": 0}


def test_written_answers_wait_for_a_person(concept_class: Classroom) -> None:
    scores = concept_class.scores("concept")
    waiting = {student for student, grades in scores.items() if grades["border-answer"] is None}
    assert waiting == {"reference", "broken", "deleted", "noisy", "constant", "endless"}


def test_a_release_holds_no_solution_and_no_hidden_test(concept_class: Classroom) -> None:
    hidden = secrets(ROOT / "assignments")
    assert len(hidden) > 20
    assert leaks(concept_class.folder / "release", hidden) == []
    assert leaks(concept_class.folder / "source", hidden) != []


def test_a_release_tells_what_it_is_marked_by(concept_class: Classroom) -> None:
    released = concept_class.folder / "release" / "concept"
    assert (released / "rubric.md").exists()
    said = json.dumps(concept_class.released("concept"))
    for points in ("8 points", "4 points", "12 points"):
        assert points in said


def test_feedback_is_made_for_everybody(concept_class: Classroom) -> None:
    nbgrader(concept_class.folder, "generate_feedback", "concept", "--force")
    for student in concept_class.scores("concept"):
        page = (concept_class.folder / "feedback" / student / "concept" / "concept.html").read_text(encoding="utf-8")
        assert "places-test" in page
