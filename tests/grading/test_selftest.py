"""The self-test: it finds what does not mark fairly, and the course's own assignments pass it."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from nbformat import v4, writes

from course_lib.grading import selftest
from course_lib.grading.assignments import GradingProblem, names
from tests.machine import ROOT

COURSE = ROOT / "assignments"


@pytest.mark.parametrize("name", names(COURSE))
def test_each_assignment_marks_fairly(name: str) -> None:
    assert list(selftest.problems(COURSE, name)) == []


@pytest.mark.parametrize("name", names(COURSE))
def test_what_a_learner_should_hand_in_can_be_printed(name: str) -> None:
    cells = selftest.code_cells(COURSE, name)
    one, other = (selftest.answers_of(cells, learner) for learner in ("amira", "李雷"))
    assert one.keys() == other.keys()
    assert one != other


MUTANT = {"question": "q-test", "after": "q", "code": "my_q = 0"}


def assignment(folder: Path, check: str, reference: str = "my_q = 2", copies: int = 3) -> Path:
    """Write an assignment of one question, with mutants that answer 0, and an attack that answers 1."""

    def code(name: str, source: str, **marks: object) -> object:
        return v4.new_code_cell(source, id=name, metadata={"nbgrader": {"grade_id": name, **marks}})

    cells = [
        code("me", 'me = "?"', solution=True),
        code("q", f'my_q = "?"\n### BEGIN SOLUTION\n{reference}\n### END SOLUTION', solution=True),
        code("q-test", check, grade=True, points=4),
    ]
    source = folder / "source" / "tiny"
    source.mkdir(parents=True)
    (source / "tiny.ipynb").write_text(writes(v4.new_notebook(cells=cells)), encoding="utf-8")
    for kind, content in (
        ("mutants", [{**MUTANT, "name": f"zero {n}"} for n in range(copies)]),
        ("attacks", [{"name": "ones", "answers": {"q": "my_q = 1"}}]),
    ):
        (folder / kind).mkdir()
        (folder / kind / "tiny.yaml").write_text(yaml.safe_dump(content), encoding="utf-8")
    return folder


def found(folder: Path) -> str:
    # Nothing is drawn here, so a neighbour's answers are right: that attack is left out by having one learner.
    return "\n".join(selftest.problems(folder, "tiny", learners=("amira",)))


def test_a_fair_question_passes(tmp_path: Path) -> None:
    assert found(assignment(tmp_path, "4 * (my_q == 2)")) == ""


@pytest.mark.parametrize(
    ("check", "reference", "copies", "said"),
    [
        ("4 * (my_q == 2)", "my_q = 3", 3, "The reference of amira earns 0.0 of 4.0 in q-test."),
        ("4 * (my_q == 2)", "my_q = 2", 2, "q-test has 2 mutants; it needs 3."),
        ("4", "my_q = 2", 3, "A blank of amira earns 4.0 in q-test."),
        ("4", "my_q = 2", 3, "The mutant “zero 0” of q-test loses points of amira in: nothing."),
        ("4 * (my_q in (1, 2))", "my_q = 2", 3, "The attack “ones” earns amira 4.0 points; 1.6 and more are too many."),
        ("import sys; print('!', file=sys.stderr); 4", "my_q = 2", 3, "The reference of amira earns 0.0 of 4.0"),
    ],
)
def test_what_is_unfair_is_said(tmp_path: Path, check: str, reference: str, copies: int, said: str) -> None:
    assert said in found(assignment(tmp_path, check, reference, copies))


def test_a_question_that_is_the_same_for_everybody_is_given_away_by_a_neighbour(tmp_path: Path) -> None:
    folder = assignment(tmp_path, "4 * (my_q == 2)")
    problems = "\n".join(selftest.problems(folder, "tiny", learners=("amira", "ben")))
    assert "The attack “what ben handed in” earns amira 4.0 points" in problems


def test_a_reference_that_fails_is_named(tmp_path: Path) -> None:
    folder = assignment(tmp_path, "4 * (my_q == 2)", reference="my_q = nothing")
    with pytest.raises(GradingProblem, match="The reference fails in q: NameError"):
        selftest.answers_of(selftest.code_cells(folder, "tiny"), "amira")


def test_an_assignment_without_mutants_is_not_passed(tmp_path: Path) -> None:
    folder = assignment(tmp_path, "4 * (my_q == 2)")
    (folder / "mutants" / "tiny.yaml").unlink()
    with pytest.raises(ValueError, match=r"tiny\.yaml is missing"):
        list(selftest.problems(folder, "tiny"))
    with pytest.raises(ValueError, match="There is no assignment “huge”"):
        list(selftest.problems(folder, "huge"))
