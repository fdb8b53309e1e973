"""Marks on stock nbgrader: hand in, autograde, feed back; scores as expected to the point."""

from __future__ import annotations

import json

from course_lib.grading.assignments import leaks, nbgrader, secrets
from tests.classes import WRITTEN
from tests.grading.classroom import Classroom
from tests.machine import ROOT

FULL = {"places-test": 8, "rule-test": 6, "search-test": 4, "dispute-test": 6, "situations-test": 12}


def marks(classroom: Classroom, student: str) -> dict[str, float | None]:
    return classroom.scores("concept")[student]


def by_program(classroom: Classroom, student: str) -> dict[str, float | None]:
    return {name: marks(classroom, student)[name] for name in FULL}


def test_the_reference_earns_every_point_a_program_gives(concept_class: Classroom) -> None:
    assert by_program(concept_class, "reference") == FULL


def test_a_blank_earns_nothing_and_waits_for_nobody(concept_class: Classroom) -> None:
    assert marks(concept_class, "blank") == {**dict.fromkeys(FULL, 0), **dict.fromkeys(WRITTEN, 0)}


def test_a_part_of_the_answer_earns_a_part_of_the_points(concept_class: Classroom) -> None:
    partly = marks(concept_class, "partly")
    assert partly["places-test"] == 3.5
    assert partly["rule-test"] == 5
    assert 0 < (partly["search-test"] or 0) < 4
    assert partly["dispute-test"] == 3
    # Sixteen situations of three or four options: eleven right, and guessing is taken off.
    assert 0 < (partly["situations-test"] or 0) < 12 * 11 / 16


def test_an_answer_that_python_cannot_read_costs_its_own_points_only(concept_class: Classroom) -> None:
    assert by_program(concept_class, "broken") == {**FULL, "rule-test": 0}


def test_deleted_test_cells_are_put_back(concept_class: Classroom) -> None:
    assert by_program(concept_class, "deleted") == FULL


def test_every_marked_cell_follows_one_that_nbgrader_can_find_it_by(concept_class: Classroom) -> None:
    # nbgrader puts a deleted cell back behind the answer or test before it, and stops where a locked cell is in between.
    before = "answer"
    for cell in concept_class.released("concept").cells:
        mark = cell.metadata.get("nbgrader")
        if mark:
            assert before != "locked" or not mark.grade, f"{mark.grade_id} follows a locked cell"
            before = "answer" if mark.grade or mark.solution else "locked"


def test_warnings_capitals_and_renamed_variables_cost_nothing(concept_class: Classroom) -> None:
    assert by_program(concept_class, "noisy") == FULL


def test_an_answer_that_is_the_same_for_everything_earns_next_to_nothing(concept_class: Classroom) -> None:
    assert sum(score or 0 for score in by_program(concept_class, "constant").values()) < 0.25 * sum(FULL.values())


def test_a_neighbours_answers_are_answers_to_other_questions(concept_class: Classroom) -> None:
    assert (marks(concept_class, "neighbour")["places-test"] or 0) < 4


def test_an_answer_that_ends_the_program_costs_its_own_points_only(concept_class: Classroom) -> None:
    assert by_program(concept_class, "endless") == {**FULL, "rule-test": 0}


def test_written_answers_wait_for_a_person(concept_class: Classroom) -> None:
    scores = concept_class.scores("concept")
    for part in WRITTEN:
        waiting = {student for student, grades in scores.items() if grades[part] is None}
        assert waiting == {"reference", "broken", "deleted", "noisy", "constant", "endless", "neighbour"}


def test_a_release_holds_no_solution_and_no_hidden_test(concept_class: Classroom) -> None:
    hidden = secrets(ROOT / "assignments")
    assert len(hidden) > 20
    assert leaks(concept_class.folder / "release", hidden) == []
    assert leaks(concept_class.folder / "source", hidden) != []


def test_a_release_tells_what_it_is_marked_by(concept_class: Classroom) -> None:
    released = concept_class.folder / "release" / "concept"
    assert (released / "rubric.md").exists()
    said = json.dumps(concept_class.released("concept"))
    for points in (*(f"({points} points" for points in FULL.values()), "(12 points, marked by a person)"):
        assert points in said


def test_what_stands_in_a_written_answer_is_counted_beside_it_for_the_person_who_marks_it(
    concept_class: Classroom,
) -> None:
    said = json.dumps(concept_class.autograded("concept", "reference"), ensure_ascii=False)
    assert "cases named: C19, C20" in said
    assert "limits marked “Limit:”: 1" in said


def test_feedback_is_made_for_everybody(concept_class: Classroom) -> None:
    nbgrader(concept_class.folder, "generate_feedback", "concept", "--force")
    for student in concept_class.scores("concept"):
        page = (concept_class.folder / "feedback" / student / "concept" / "concept.html").read_text(encoding="utf-8")
        assert "places-test" in page
        assert "each rules something out" in page  # the rubric's levels, as in every copy
