"""What a test needs of a student, and what is the instructor's own, is read off the instructor's notebook."""

from __future__ import annotations

from typing import Any

import nbformat
from nbformat import v4

from course_lib.batch.check import Plan, plan


def cell(source: str, name: str = "", **marks: Any) -> Any:
    mark = {"grade_id": name, "grade": False, "solution": False, "locked": False, "points": 1, **marks}
    return v4.new_code_cell(source, metadata={"nbgrader": mark} if name else {})


def made(*cells: Any) -> Plan:
    return plan(nbformat.from_dict(v4.new_notebook(cells=list(cells))), {"answer": "answer = None"}, {})


TEST = {"grade": True, "locked": True}


def test_a_test_needs_the_names_that_it_does_not_bind_itself() -> None:
    found = made(cell("total = 0\nfor n in answers:\n    total += n\nassert total == expected", "test", **TEST))
    needs = set(found.tests["test"].needs)
    assert {"answers", "expected"} <= needs
    assert "total" not in needs


def test_what_a_locked_cell_imports_or_defines_is_the_instructors_own() -> None:
    found = made(
        cell(
            "import math\nLIMIT = 3\ndef near(x): return math.isclose(x, LIMIT)\nshown = show(me)", "help", locked=True
        ),
        cell("assert near(answer) and answer < LIMIT and shown", "test", **TEST),
    )
    assert found.tests["test"].needs == ("answer", "shown")
    assert "show(me)" not in found.trusted[0]


def test_what_an_earlier_test_binds_is_not_asked_of_the_student() -> None:
    found = made(cell("mine = answer", "one", **TEST), cell("assert mine == 2", "two", **TEST))
    assert found.tests["two"].needs == ()


def test_a_students_process_gets_the_public_imports_of_a_test_and_nothing_hidden() -> None:
    source = (
        "import math\nassert answer\n### BEGIN HIDDEN TESTS\nimport secret\nassert answer == 2\n### END HIDDEN TESTS"
    )
    assert made(cell(source, "test", **TEST)).tests["test"].public == "import math"


def test_no_answer_and_no_test_is_run_beforehand() -> None:
    found = made(
        cell("answer = 2", "answer", solution=True), cell("print(answer)"), cell("assert answer == 2", "test", **TEST)
    )
    assert found.warm == ("answer = None", "print(answer)")


def test_a_test_that_reads_files_runs_where_the_students_files_are() -> None:
    assert made(cell("assert open('out.txt').read()", "test", **TEST)).tests["test"].beside


def test_magics_do_not_hide_the_rest_of_a_cell() -> None:
    found = made(cell("%matplotlib inline\nassert answer == 2", "test", **TEST))
    assert "answer" in found.tests["test"].needs
