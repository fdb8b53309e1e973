"""Writes points into nbgrader's gradebook: its tables and its rules, each submission in one transaction.

nbgrader's own way commits three times a submission, and reads whole objects to change a number in each.
"""

from __future__ import annotations

import datetime
from typing import Any

from nbgrader import api
from nbgrader.utils import compute_checksum, determine_grade, is_grade, is_solution, is_task
from sqlalchemy import and_, bindparam, case, insert, literal, select, update

_ASSIGNMENT, _NOTEBOOK, _CELL = api.Assignment.__table__, api.Notebook.__table__, api.BaseCell.__table__
_STUDENT, _SUBMISSION = api.Student.__table__, api.SubmittedAssignment.__table__
_PAGE, _GRADE, _COMMENT = api.SubmittedNotebook.__table__, api.Grade.__table__, api.Comment.__table__


def points_of(notebook: Any) -> dict[str, float | None]:
    """Return the points of each cell of a notebook that was run, as nbgrader counts them; None waits for a person."""
    found: dict[str, float | None] = {}
    for cell in notebook.cells:
        if is_grade(cell):
            points, _ = determine_grade(cell)
            found[cell.metadata.nbgrader.grade_id] = None if points is None else float(points)
    return found


class Ledger:
    """An assignment in an open gradebook.

    Parameters
    ----------
    book: nbgrader's gradebook, open.
    name: the assignment's, which the gradebook knows.
    late: nbgrader's plugin for late work, or None.
    """

    def __init__(self, book: Any, name: str, late: Any) -> None:
        self._book, self._name, self._late = book, name, late
        db = book.db
        self._id, self._due = db.execute(select(_ASSIGNMENT.c.id, _ASSIGNMENT.c.duedate).filter_by(name=name)).one()
        self._notebooks = dict(
            db.execute(select(_NOTEBOOK.c.name, _NOTEBOOK.c.id).filter_by(assignment_id=self._id)).all()
        )
        self._grades: dict[str, dict[str, str]] = {}
        self._comments: dict[str, dict[str, str]] = {}
        for known, id_ in self._notebooks.items():
            rows = db.execute(select(_CELL.c.id, _CELL.c.name, _CELL.c.type).filter_by(notebook_id=id_)).all()
            self._grades[known] = {name: cell for cell, name, kind in rows if kind in ("GradeCell", "TaskCell")}
            self._comments[known] = {name: cell for cell, name, kind in rows if kind in ("SolutionCell", "TaskCell")}
        db.rollback()

    def save(self, student: str, when: datetime.datetime | None, notebooks: dict[str, Any]) -> float:
        """Write a submission's points, and return what it lost by being late.

        Parameters
        ----------
        student: whose.
        when: it was handed in; None where nobody knows.
        notebooks: what was run, by name. One of the assignment's that is not among them earns nothing.
        """
        db = self._book.db
        try:
            submission = self._submission(student, when)
            pages = dict(db.execute(select(_PAGE.c.notebook_id, _PAGE.c.id).filter_by(assignment_id=submission)).all())
            for known, id_ in self._notebooks.items():
                self._page(known, self._whole(known, submission, pages.get(id_)), notebooks.get(known))
            lost = self._penalty(submission, student)
            db.commit()
        except BaseException:
            db.rollback()
            raise
        return lost

    def _submission(self, student: str, when: datetime.datetime | None) -> str:
        """Return a submission's id, which is made where there is none."""
        db = self._book.db
        at = {} if when is None else {"timestamp": when}
        known: str | None = db.scalar(select(_SUBMISSION.c.id).filter_by(assignment_id=self._id, student_id=student))
        if known is None:
            if db.scalar(select(_STUDENT.c.id).filter_by(id=student)) is None:
                db.execute(insert(_STUDENT).values(id=student))
            known = str(api.new_uuid())
            db.execute(insert(_SUBMISSION).values(id=known, assignment_id=self._id, student_id=student, **at))
        elif at:
            db.execute(update(_SUBMISSION).where(_SUBMISSION.c.id == known).values(**at))
        return known

    def _whole(self, known: str, submission: str, page: str | None) -> str:
        """Make what the gradebook lacks of a notebook that was handed in, all of it or for new cells, and return its id."""
        db, there = self._book.db, page
        if page is None:
            page = str(api.new_uuid())
            db.execute(insert(_PAGE).values(id=page, assignment_id=submission, notebook_id=self._notebooks[known]))
        for table, cells in ((_GRADE, self._grades[known]), (_COMMENT, self._comments[known])):
            had = set(db.scalars(select(table.c.cell_id).filter_by(notebook_id=page))) if there else set()
            if rows := [{"notebook_id": page, "cell_id": cell} for cell in cells.values() if cell not in had]:
                db.execute(insert(table), rows)
        return page

    def _page(self, known: str, page: str, notebook: Any) -> None:
        """Write what came of a notebook; None is one that was not handed in."""
        grades = self._grades[known]
        points = points_of(notebook) if notebook is not None else dict.fromkeys(grades, 0.0)
        # A person's mark stands, and the person is asked to look again.
        look = and_(_GRADE.c.manual_score.is_not(None), literal(notebook is not None))
        self._update(
            update(_GRADE).where(_GRADE.c.notebook_id == page).values(
                auto_score=bindparam("points"), needs_manual_grade=case((look, True), else_=bindparam("open"))
            ),
            _GRADE, [
                {"cell": grades[cell], "points": one, "open": one is None} for cell, one in points.items() if cell in grades
            ],
        )  # fmt: skip
        if notebook is None:
            return
        comments = self._comments[known]
        answers = [cell for cell in notebook.cells if is_solution(cell) or is_task(cell)]
        said = {cell.metadata.nbgrader.grade_id: _comment(cell) for cell in answers}
        self._update(
            update(_COMMENT).where(_COMMENT.c.notebook_id == page).values(auto_comment=bindparam("said")),
            _COMMENT, [{"cell": comments[cell], "said": one} for cell, one in said.items() if cell in comments],
        )  # fmt: skip

    def _update(self, statement: Any, table: Any, rows: list[dict[str, Any]]) -> None:
        if rows:
            # By the connection: a session's own way looks for objects to keep up to date, and there are none.
            self._book.db.connection().execute(statement.where(table.c.cell_id == bindparam("cell")), rows)

    def _penalty(self, submission: str, student: str) -> float:
        """Write what a submission loses by being late, and return it."""
        db = self._book.db
        db.execute(update(_PAGE).where(_PAGE.c.assignment_id == submission).values(late_submission_penalty=None))
        when = db.scalar(select(_SUBMISSION.c.timestamp).filter_by(id=submission))
        if self._late is None or when is None or self._due is None or when <= self._due:
            return 0.0
        # What was just written is read anew: the database itself computes the scores.
        db.expire_all()
        found = self._book.find_submission(self._name, student)
        lost = 0.0
        if found.total_seconds_late > 0:  # with an extension of the student's own
            for page in found.notebooks:
                cost = self._late.late_submission_penalty(student, page.score, found.total_seconds_late)
                if cost is not None:
                    page.late_submission_penalty = min(max(cost, 0), page.score)
                    lost += page.late_submission_penalty
        return lost


def _comment(cell: Any) -> str | None:
    """Return what nbgrader says by itself of an answer: that it is none."""
    same = cell.metadata.nbgrader.get("checksum") == compute_checksum(cell)
    return "No response." if same and not is_task(cell) else None
