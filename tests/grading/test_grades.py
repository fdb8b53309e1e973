"""Grades as tables that platforms take in, out of a real gradebook."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from course_lib.grading.assignments import nbgrader
from course_lib.grading.grades import Grade, export, table
from tests.grading import tiny


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tiny.course(tmp_path_factory.mktemp("grades") / "course")
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as book:
        book.update_or_create_student(
            "1", first_name='Seán "Jack"', last_name="O'Neill, jr", email="o@x.org", lms_user_id="501"
        )
        book.update_or_create_student("2", first_name="=1+1", last_name="Absent", email="a@b.c")
        book.update_or_create_student("3", first_name="Waits", last_name="Long", email="l@x.org")
    tiny.submit(folder, "1", tiny.handed_in(folder, "1"))
    tiny.submit(folder, "3", tiny.handed_in(folder, "3", text="An answer."))
    nbgrader(folder, "autograde", "tiny")
    return folder


def rows(folder: Path, target: Path, form: str, **more: bool) -> list[list[str]]:
    export(f"sqlite:///{folder / 'gradebook.db'}", "tiny", form, target, partial=True, **more)
    with target.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_names_with_commas_and_quotes_survive_and_who_handed_in_nothing_is_left_out(
    graded: Path, tmp_path: Path
) -> None:
    table = rows(graded, tmp_path / "c.csv", "canvas")
    assert table[0] == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "tiny"]
    assert table[1] == ["Points Possible", "", "", "", "", "7"]
    assert sorted(table[2:], key=lambda row: row[1]) == sorted(
        [
            ['O\'Neill, jr, Seán "Jack"', "501", "", "o@x.org", "", "4"],
            ["Long, Waits", "3", "", "l@x.org", "", "4"],
        ],
        key=lambda row: row[1],
    )


def test_moodle_gets_its_own_columns_and_no_formula(graded: Path, tmp_path: Path) -> None:
    table = rows(graded, tmp_path / "m.csv", "moodle", missing_as_zero=True)
    # Not everybody has an ID number, so nobody is looked up by one.
    assert table[0] == ["Email address", "First name", "Last name", "tiny"]
    assert ["a@b.c", "'=1+1", "Absent", "0"] in table


def test_moodle_gets_nothing_by_which_somebody_else_would_be_found() -> None:
    known = Grade("1", "Ann", "Abel", "a@x.org", "77", 4, 0, 7, False)
    unknown = Grade("2", "Bo", "Berg", "", "", 3, 0, 7, False)
    assert table([known], "tiny", "moodle")[0][:2] == ["Email address", "ID number"]
    with pytest.raises(ValueError, match="has no address: 2"):
        table([known, unknown], "tiny", "moodle")


def test_a_plain_table_tells_points_penalty_and_total(graded: Path, tmp_path: Path) -> None:
    table = rows(graded, tmp_path / "p.csv", "csv")
    assert table[0] == ["student", "last name", "first name", "email", "score", "late penalty", "total", "out of"]
    assert next(row for row in table if row[0] == "1")[4:] == ["4", "0", "4", "7"]


def test_answers_that_wait_for_a_person_are_not_exported_as_marks(graded: Path, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="Answers of 1 still wait for a person: 3"):
        export(f"sqlite:///{graded / 'gradebook.db'}", "tiny", "csv", tmp_path / "x.csv")
    assert not list(tmp_path.iterdir())


def test_nothing_is_written_over_and_unknown_names_are_said(graded: Path, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("mine")
    book = f"sqlite:///{graded / 'gradebook.db'}"
    with pytest.raises(ValueError, match=r"x\.csv is there already"):
        export(book, "tiny", "csv", tmp_path / "x.csv", partial=True)
    with pytest.raises(ValueError, match="The gradebook has no assignment “tine”; it has: tiny"):
        export(book, "tine", "csv", tmp_path / "y.csv")
    with pytest.raises(ValueError, match="“xls” is no format"):
        export(book, "tiny", "xls", tmp_path / "y.csv")


def test_nbgraders_own_export_writes_the_same_table(graded: Path, tmp_path: Path) -> None:
    target = tmp_path / "n.csv"
    nbgrader(
        graded, "export", "--exporter=course_lib.grading.grades.PlatformExport", f"--to={target}",
        "--PlatformExport.form=moodle",
    )  # fmt: skip
    assert target.read_text(encoding="utf-8").splitlines()[0].endswith(",tiny")
