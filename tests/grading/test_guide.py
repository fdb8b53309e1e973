"""The instructor's guide: every lesson is in it, its plans add up, and what it names is there."""

from __future__ import annotations

import itertools
import re

import pytest

from course_lib.catalogue import load_cases, load_questions
from course_lib.grading.assignments import names
from tests.machine import ROOT

GUIDE = (ROOT / "assignments" / "instructor_guide.md").read_text(encoding="utf-8")
LESSONS = dict(re.findall(r"^### (\d\d) · .*?\n(.*?)(?=^##)", GUIDE, re.MULTILINE | re.DOTALL))


def test_every_lesson_is_in_it() -> None:
    assert sorted(LESSONS) == [file.name[:2] for file in sorted((ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb"))]


@pytest.mark.parametrize("lesson", LESSONS)
def test_each_has_what_somebody_needs_who_teaches_it_on_monday(lesson: str) -> None:
    text = LESSONS[lesson]
    for part in (
        "**Timing.**",
        "**What learners usually get wrong, and why**",
        "**Discussion questions**",
        "**If it fails.**",
    ):
        assert part in text
    assert " ".join(text.split()).count("*A good answer holds:*") >= 3


@pytest.mark.parametrize("lesson", LESSONS)
def test_its_plans_fill_their_time_without_a_gap(lesson: str) -> None:
    for minutes in (50, 90):
        plan = LESSONS[lesson].partition(f"| minutes | in {minutes} minutes |")[2].partition("\n\n")[0]
        times = [(int(one), int(other)) for one, other in re.findall(r"^\| (\d+)–(\d+) \|", plan, re.MULTILINE)]
        assert times[0][0] == 0 and times[-1][1] == minutes
        assert all(before[1] == after[0] for before, after in itertools.pairwise(times))


def test_the_statements_and_questions_that_it_names_are_there() -> None:
    known = {statement.id for case in load_cases() for statement in case.statements}
    cited = set(re.findall(r"\b[CN]\d\d-\d\d\b", GUIDE))
    assert len(cited) > 150
    assert cited <= known
    assert set(re.findall(r"`(\d\d-[QP]\d)`", GUIDE)) <= load_questions().keys()


@pytest.mark.parametrize("name", names(ROOT / "assignments"))
def test_every_assignment_has_three_whole_answers_marked_by_every_criterion(name: str) -> None:
    scheme = GUIDE.partition(f"### `{name}`:")[2].partition("\n## ")[0].partition("\n### ")[0]
    rubric = (ROOT / "assignments" / "source" / name / "rubric.md").read_text(encoding="utf-8")
    criteria = rubric.count("\n## ")
    answers = re.findall(
        r"\*\*(Weak|Sound|Strong) \((\d+) of (\d+)\)\.\*\*\n\n(.*?)\n\n(\| criterion.*?)\n\n", scheme, re.DOTALL
    )
    assert [answer[0] for answer in answers] == ["Weak", "Sound", "Strong"]
    for _, earned, most, text, table in answers:
        points = [int(one) for one in re.findall(r"^\|[^|]+\| (\d) \|", table, re.MULTILINE)]
        assert len(points) == criteria
        assert (sum(points), 3 * criteria) == (int(earned), int(most))
        assert "Limit:" in text
    assert all(re.search(r"[CN]\d\d-\d\d", answer[3]) for answer in answers)
