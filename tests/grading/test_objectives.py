"""What lessons promise is assessed: every outcome in every assignment that the lesson names for it."""

from __future__ import annotations

import json

import nbformat
import pytest

from course_lib.catalogue import COMPILED
from course_lib.grading.assignments import names
from course_lib.grading.keys import key
from tests.machine import ROOT

SOURCES = ROOT / "assignments" / "source"
PROMISED = [
    (f"{course['lesson']}-{n}", assignment)
    for file in sorted((ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb"))
    for course in [json.loads(file.read_text(encoding="utf-8"))["metadata"]["course"]]
    for n, outcome in enumerate(course["outcomes"], 1)
    for assignment in outcome["assessed"]
]
SITUATIONS = json.loads((COMPILED / "situations.json").read_text(encoding="utf-8"))


def assessed(assignment: str) -> set[str]:
    """Return the outcomes that the marked cells of an assignment say they assess."""
    cells = nbformat.read(SOURCES / assignment / f"{assignment}.ipynb", as_version=4).cells
    return {one for cell in cells for one in cell.metadata.get("course", {}).get("assesses", [])}


@pytest.mark.parametrize(("outcome", "assignment"), PROMISED)
def test_an_outcome_is_assessed_where_its_lesson_says(outcome: str, assignment: str) -> None:
    assert outcome in assessed(assignment)


@pytest.mark.parametrize("assignment", names(ROOT / "assignments"))
def test_an_assignment_assesses_nothing_that_no_lesson_teaches(assignment: str) -> None:
    assert assessed(assignment) <= {outcome for outcome, _ in PROMISED}


@pytest.mark.parametrize("assignment", names(ROOT / "assignments"))
def test_every_answer_has_a_reference_that_a_release_leaves_out(assignment: str) -> None:
    cells = nbformat.read(SOURCES / assignment / f"{assignment}.ipynb", as_version=4).cells
    answers = [cell.source for cell in cells if cell.metadata.get("nbgrader", {}).get("solution")]
    assert len(answers) > 8
    # Without its marks nbgrader would empty the whole cell, the example with it.
    assert [one for one in answers if "### BEGIN SOLUTION" not in one] == []


@pytest.mark.parametrize("assignment", SITUATIONS)
def test_each_situation_has_variants_and_one_right_option(assignment: str) -> None:
    pool, keys = SITUATIONS[assignment], key(assignment)
    assert {one["id"] for one in pool} == keys.keys()
    by_outcome: dict[str, list[dict[str, object]]] = {}
    for one in pool:
        by_outcome.setdefault(one["id"][:-1], []).append(one)
        assert 0 <= keys[one["id"]]["right"] < len(one["options"]), one["id"]
        assert len(set(one["options"])) == len(one["options"]), one["id"]
    assert all(len(several) == 3 and len({o["outcome"] for o in several}) == 1 for several in by_outcome.values())
    assert {one["outcome"] for one in pool} <= assessed(assignment)


@pytest.mark.parametrize("assignment", SITUATIONS)
def test_neither_the_place_nor_the_length_of_an_option_says_that_it_is_right(assignment: str) -> None:
    pool, keys = SITUATIONS[assignment], key(assignment)
    places, ranks = [], []
    for one in pool:
        lengths = [len(option) for option in one["options"]]
        places.append(keys[one["id"]]["right"])
        ranks.append(sorted(lengths).index(lengths[places[-1]]))
    for found in (places, ranks):
        assert all(found.count(n) <= 0.45 * len(pool) for n in range(4))
