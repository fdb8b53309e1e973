"""Grades out of the gradebook, as a table that a learning platform takes in."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbgrader.api import MissingEntry
from nbgrader.plugins import ExportPlugin
from traitlets import Bool, Enum

from course_lib.grading.assignments import open_gradebook
from course_lib.words import words

FORMATS = ("canvas", "moodle", "csv")
# A spreadsheet takes a cell that begins with one of these for a formula, and runs it.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Grade:
    """What one student got for an assignment; None for a score where nothing was handed in."""

    id: str
    first_name: str
    last_name: str
    email: str
    lms_id: str
    score: float | None
    penalty: float
    most: float
    waits: bool

    @property
    def total(self) -> float | None:
        """The points after what late work costs."""
        return None if self.score is None else round(max(0.0, self.score - self.penalty), 2)


def grades(book: Any, name: str) -> list[Grade]:
    """Return the grade of every student of a gradebook for an assignment.

    Raises
    ------
    ValueError: where the gradebook has no such assignment.
    """
    try:
        assignment = book.find_assignment(name)
    except MissingEntry as error:
        known = ", ".join(one.name for one in book.assignments) or words("none")
        said = "The gradebook has no assignment “{name}”; it has: {known}."
        raise ValueError(words(said, name=name, known=known)) from error
    found = []
    for student in book.students:
        try:
            submission = book.find_submission(name, student.id)
        except MissingEntry:
            score, penalty, waits = None, 0.0, False
        else:
            score, penalty = submission.score, submission.late_submission_penalty or 0.0
            waits = submission.needs_manual_grade
        found.append(
            Grade(
                student.id, student.first_name or "", student.last_name or "", student.email or "",
                student.lms_user_id or "", score, penalty, assignment.max_score, waits,
            )
        )  # fmt: skip
    return found


def table(found: list[Grade], name: str, form: str, missing_as_zero: bool = False) -> list[list[str]]:
    """Return grades as the rows of a table, headings first.

    Parameters
    ----------
    found: the grades.
    name: the assignment.
    form: "canvas", "moodle" or "csv".
    missing_as_zero: whether nothing handed in is written as 0. Otherwise a platform's table leaves such a student out: an
        empty cell there takes an earlier grade away, or becomes 0.

    Raises
    ------
    ValueError: for Moodle, where neither an address nor an ID number is known of everybody.
    """
    most = f"{found[0].most:g}" if found else ""

    def points(one: Grade) -> str:
        return f"{one.total or 0:g}" if one.total is not None or missing_as_zero else ""

    if form != "csv" and not missing_as_zero:
        found = [one for one in found if one.total is not None]
    if form == "canvas":
        rows = [["Student", "ID", "SIS User ID", "SIS Login ID", "Section", name]]
        rows += [
            [_plain(f"{one.last_name}, {one.first_name}"), _number(one), "", one.email, "", points(one)]
            for one in found
        ]
        rows.insert(1, ["Points Possible", "", "", "", "", most])
        return rows
    if form == "moodle":
        # Moodle gives a row without the chosen identifier to the student of the row above.
        known = {
            heading: of
            for heading, of in (("Email address", lambda one: one.email), ("ID number", lambda one: one.lms_id))
            if all(of(one) for one in found)
        }
        if not known:
            without = ", ".join(one.id for one in found if not one.email)
            said = "Moodle finds a student by e-mail address or ID number; the class list has no address: {students}."
            raise ValueError(words(said, students=without))
        return [[*known, "First name", "Last name", name]] + [
            [*(of(one) for of in known.values()), _plain(one.first_name), _plain(one.last_name), points(one)]
            for one in found
        ]
    rows = [["student", "last name", "first name", "email", "score", "late penalty", "total", "out of"]]
    return rows + [
        [
            *map(_plain, (one.id, one.last_name, one.first_name, one.email)),
            "" if one.score is None else f"{one.score:g}", f"{one.penalty:g}", points(one), f"{one.most:g}",
        ]
        for one in found
    ]  # fmt: skip


def _number(one: Grade) -> str:
    """Return a student's number in Canvas, which reads the digits of whatever else stands there as somebody's number."""
    return next((known for known in (one.lms_id, one.id) if known.isdigit()), "")


def _plain(said: str) -> str:
    """Return a cell that no spreadsheet runs."""
    return f"'{said}" if said.startswith(_FORMULA) else said


def export(gradebook: str, name: str, form: str, target: Path, *, partial: bool = False, missing_as_zero: bool = False,
           force: bool = False) -> int:  # fmt: skip
    """Write the grades of an assignment into a table, and return how many students are in it.

    Parameters
    ----------
    gradebook: the address of the gradebook's database.
    name, form, missing_as_zero: see `table`.
    target: the file to write.
    partial: whether to write points of answers that still wait for a person as if they were whole.
    force: whether to write over a file that is there.

    Raises
    ------
    ValueError: for an unknown assignment or format, for answers that wait for a person, and for a file that is there.
    """
    if form not in FORMATS:
        raise ValueError(words("“{form}” is no format; choose from: {known}.", form=form, known=", ".join(FORMATS)))
    if target.exists() and not force:
        raise ValueError(words("{file} is there already; choose another name, or add --force.", file=target))
    whole = target.with_name(target.name + ".part")
    with open_gradebook(gradebook) as book:
        found = grades(book, name)
        _ready(found, partial)
        plugin = PlatformExport(form=form, missing_as_zero=missing_as_zero, to=str(whole), assignment=[name])
        plugin.export(book)
    whole.replace(target)
    return sum(one.total is not None for one in found) if form != "csv" and not missing_as_zero else len(found)


def _ready(found: list[Grade], partial: bool) -> None:
    waiting = [one.id for one in found if one.waits]
    if waiting and not partial:
        said = "Answers of {count} still wait for a person: {students}. Grade them, or add --partial."
        raise ValueError(words(said, count=len(waiting), students=", ".join(waiting)))


class PlatformExport(ExportPlugin):
    """nbgrader's plugin: `nbgrader export --exporter course_lib.grading.grades.PlatformExport --to FILE`."""

    form = Enum(FORMATS, default_value="csv", help="The table's form.").tag(config=True)
    missing_as_zero = Bool(False, help="Write 0 where nothing was handed in.").tag(config=True)

    def export(self, gradebook: Any) -> None:
        """Write the grades of the chosen assignments, or of all, one table after another."""
        with Path(self.to or "grades.csv").open("w", encoding="utf-8", newline="") as file:
            for rows in self._tables(gradebook):
                csv.writer(file).writerows(rows)

    def _tables(self, gradebook: Any) -> Iterator[list[list[str]]]:
        for assignment in gradebook.assignments:
            if not self.assignment or assignment.name in self.assignment:
                found = [
                    one for one in grades(gradebook, assignment.name) if not self.student or one.id in self.student
                ]
                yield table(found, assignment.name, self.form, self.missing_as_zero)
