"""Class lists of Canvas and Moodle, into a real gradebook."""

from __future__ import annotations

from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from course_lib.grading.roster import Student, import_into, read

CANVAS = (
    "\ufeffStudent,ID,SIS User ID,SIS Login ID,Section,Essay (12)\n"
    '"    Points Possible",,,,,10\n'
    '"Haddad, Amira",1001,u1,amira@example.org,A,9\n'
    '"O\'Neill, Seán ""Jack""",1002,u2,sean,A,\n'
    '"Student, Test",1003,,x,A,\n'
)
MOODLE = "First name;Surname;ID number;Email address\nليلى;حداد;77;layla@example.org\nBo;Berg;;bo.berg@example.org\n"


def test_canvas_and_its_rows_that_are_nobody_are_read() -> None:
    students, unused = read(CANVAS)
    assert students == [
        Student("1001", "Amira", "Haddad", "amira@example.org", "1001"),
        Student("1002", 'Seán "Jack"', "O'Neill", None, "1002"),
    ]
    assert unused == []


def test_moodle_is_read_with_semicolons_and_arabic_names() -> None:
    students, _ = read(MOODLE)
    assert students == [
        Student("layla", "ليلى", "حداد", "layla@example.org", "77"),
        Student("bo.berg", "Bo", "Berg", "bo.berg@example.org", None),
    ]


def test_a_user_name_goes_before_an_address() -> None:
    students, _ = read("Username\tFirst name\tLast name\tEmail address\nab/1\tA\tB\tx@y.z\n")
    assert [one.id for one in students] == ["ab_1"]


@pytest.mark.parametrize("text", ["", "name,mail\nA,b@c.d\n", "Prénom,Nom\nA,B\n"])
def test_another_table_is_refused_by_its_headings(text: str) -> None:
    with pytest.raises(ValueError, match="The headings of this table are"):
        read(text)


def test_rows_of_no_use_are_named_by_number() -> None:
    students, unused = read('Student,ID\n"A, B",1\n,2\n"C, D",\n"A, B",1\n\n')
    assert [one.id for one in students] == ["1"]
    assert [row[:5] for row in unused] == ["Row 3", "Row 4", "Row 5"]


def test_importing_twice_changes_nothing_and_nobody_is_taken_out(tmp_path: Path) -> None:
    book = f"sqlite:///{tmp_path / 'gradebook.db'}"
    file = tmp_path / "class.csv"
    file.write_text(CANVAS, encoding="utf-8")
    assert import_into(book, file).added == ["1001", "1002"]
    again = import_into(book, file)
    assert (again.added, again.changed, again.same) == ([], [], ["1001", "1002"])
    file.write_text('Student,ID\n"Haddad, Amira Noor",1001\n', encoding="utf-8")
    third = import_into(book, file)
    assert (third.changed, third.left) == (["1001"], ["1002"])
    with Gradebook(book) as opened:
        assert {one.id: one.first_name for one in opened.students} == {"1001": "Amira Noor", "1002": 'Seán "Jack"'}


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "class.csv").write_bytes(b"\xff\xfe\x00S")
    with pytest.raises(ValueError, match=r"class\.csv is not a table in UTF-8"):
        import_into(f"sqlite:///{tmp_path / 'gradebook.db'}", tmp_path / "class.csv")
