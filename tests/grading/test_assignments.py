"""Where a class's gradebook is, nbgrader's settings say; and until when an assignment is handed in, the gradebook."""

from __future__ import annotations

import datetime
from pathlib import Path

from course_lib.grading.assignments import address_of, due_of, is_there, nbgrader, open_gradebook
from course_lib.grading.readiness import shown
from course_lib.grading.roster import import_into
from tests.grading import tiny


def test_the_gradebook_is_where_nbgraders_settings_say(tmp_path: Path) -> None:
    course = tiny.course(tmp_path / "course", release=False)
    assert address_of(course) == f"sqlite:///{course / 'gradebook.db'}"
    elsewhere = f"sqlite:///{tmp_path / 'elsewhere.db'}"
    with (course / "nbgrader_config.py").open("a") as settings:
        settings.write(f"\nc.CourseDirectory.db_url = {elsewhere!r}\n")
    assert address_of(course) == elsewhere
    assert not is_there(elsewhere)
    assert due_of(course, "tiny") is None
    nbgrader(course, "generate_assignment", "tiny")
    assert is_there(elsewhere)
    assert not (course / "gradebook.db").exists()
    (tmp_path / "class.csv").write_text("Student,ID,SIS Login ID,Section\nAmira Haddad,7,amira,1\n")
    assert import_into(address_of(course), tmp_path / "class.csv").added == ["7"]
    with open_gradebook(elsewhere) as book:
        book.update_or_create_assignment("tiny", duedate="2027-01-10 12:00:00")
    assert due_of(course, "tiny") == datetime.datetime(2027, 1, 10, 12, tzinfo=datetime.UTC)


def test_an_address_is_printed_without_its_password() -> None:
    assert shown("sqlite:////srv/gradebook.db") == "/srv/gradebook.db"
    assert "secret" not in shown("postgresql+psycopg://grader:secret@host/grades")
    assert "host/grades" in shown("postgresql+psycopg://grader:secret@host/grades")
