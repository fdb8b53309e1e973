"""The class list: from a learning platform's table of students into nbgrader's gradebook.

A student's id in the gradebook is what names their folder and what bulk downloads can be matched by: in Canvas the numeric
`ID`, in Moodle the address before its @, or the user name where the table has it.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, field
from pathlib import Path

from course_lib.grading.assignments import open_gradebook
from course_lib.words import words

# Canvas puts rows into its gradebook that are nobody.
_NOBODY = ("points possible", "student, test", "test student")


@dataclass(frozen=True)
class Student:
    """A student of a class list: the id in the gradebook, names and address, and the platform's own id."""

    id: str
    first_name: str
    last_name: str
    email: str | None = None
    lms_id: str | None = None


@dataclass
class Imported:
    """What an import did: ids of students by what became of them, and rows that could not be used, with their reason."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)


def read(text: str) -> tuple[list[Student], list[str]]:
    """Return the students of a table, and a sentence for each row that is of no use.

    Parameters
    ----------
    text: the table as Canvas or Moodle exports it, with commas, semicolons or tabs.

    Raises
    ------
    ValueError: where its headings are neither Canvas's nor Moodle's.
    """
    text = text.removeprefix("\ufeff")
    for separator in ",;\t":
        rows = list(csv.reader(io.StringIO(text), delimiter=separator))
        headings = [one.strip().casefold() for one in rows[0]] if rows else []
        columns = _canvas(headings) or _moodle(headings)
        if columns:
            break
    else:
        said = (
            "The headings of this table are {found}. Export the gradebook from Canvas (Student, ID, …) or the participants "
            "from Moodle (First name, Last name, Email address, …), in English, as CSV."
        )
        raise ValueError(words(said, found=", ".join(rows[0]) if rows else words("missing")))
    students: list[Student] = []
    unused: list[str] = []
    for number, row in enumerate(rows[1:], 2):
        cells = {name: row[place].strip() if place < len(row) else "" for name, place in columns.items()}
        name = cells.get("name") or ", ".join(filter(None, (cells.get("last"), cells.get("first"))))
        if not any(cells.values()) or name.casefold() in _NOBODY:
            continue
        student = _student(cells)
        if student is None:
            unused.append(
                words("Row {number} has no id or no name: {row}", number=number, row=separator.join(row)[:80])
            )
        elif student.id in {one.id for one in students}:
            unused.append(words("Row {number} repeats {id}.", number=number, id=student.id))
        else:
            students.append(student)
    return students, unused


def _canvas(headings: list[str]) -> dict[str, int] | None:
    """Return where Canvas's columns are; None where the headings are not its."""
    if "id" not in headings:
        return None
    if "student" in headings:
        found = {"name": headings.index("student")}
    elif {"lastname", "firstname"} <= set(headings):
        found = {"last": headings.index("lastname"), "first": headings.index("firstname")}
    else:
        return None
    found["id"] = headings.index("id")
    if "sis login id" in headings:
        found["login"] = headings.index("sis login id")
    return found


def _moodle(headings: list[str]) -> dict[str, int] | None:
    """Return where Moodle's columns are; None where the headings are not its."""
    known = {
        "first": ("first name",), "last": ("last name", "surname"), "email": ("email address", "email"),
        "login": ("username",), "number": ("id number",),
    }  # fmt: skip
    found = {
        name: next(headings.index(one) for one in several if one in headings)
        for name, several in known.items()
        if any(one in headings for one in several)
    }
    return found if {"first", "last"} <= found.keys() and {"email", "login"} & found.keys() else None


def _student(cells: dict[str, str]) -> Student | None:
    if "id" in cells:
        last, _, first = (
            (part.strip() for part in cells["name"].partition(","))
            if "name" in cells
            else (cells["last"], "", cells["first"])
        )
        email = cells.get("login") if "@" in cells.get("login", "") else None
        return Student(_folder(cells["id"]), first, last, email, cells["id"]) if cells["id"] and last else None
    login = cells.get("login") or cells.get("email", "").partition("@")[0]
    if not login or not (cells["first"] or cells["last"]):
        return None
    return Student(
        _folder(login), cells["first"], cells["last"], cells.get("email") or None, cells.get("number") or None
    )


def _folder(said: str) -> str:
    """Return an id that can name a folder on every system: nbgrader finds submissions by it."""
    return re.sub(r"[^\w.@-]+", "_", said.strip()).strip(".")


def import_into(gradebook: str, file: Path) -> Imported:
    """Write the students of a table into a gradebook. Nobody is taken out of it.

    Parameters
    ----------
    gradebook: the address of the gradebook's database.
    file: the table.

    Raises
    ------
    ValueError: where the table is none of Canvas or Moodle, or is not text in UTF-8.
    """
    try:
        students, unused = read(file.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ValueError(words("{file} is not a table in UTF-8; export it again as CSV.", file=file.name)) from error
    done = Imported(unused=unused)
    with open_gradebook(gradebook) as book:
        before = {one.id: one for one in book.students}
        for student in students:
            new = {
                "first_name": student.first_name, "last_name": student.last_name,
                "email": student.email, "lms_user_id": student.lms_id,
            }  # fmt: skip
            old = before.get(student.id)
            if old is None:
                done.added.append(student.id)
            elif any(getattr(old, name) != value for name, value in new.items()):
                done.changed.append(student.id)
            else:
                done.same.append(student.id)
                continue
            book.update_or_create_student(student.id, **new)
        done.left = sorted(before.keys() - {student.id for student in students})
    return done
