"""Does an assignment mark fairly? Its reference, blanks, mutants and attacks are run, and what is wrong is said.

The reference answer must earn every point that a program gives, a blank none. A *mutant* is the reference with one answer
made wrong in a plausible way: it must lose points in its own question and nowhere else, so that each check is known to
check. An *attack* is work that nobody did, such as the same answer throughout or a neighbour's: it must stay far from a
pass. Mutants and attacks are the assignment's own, in `mutants/NAME.yaml` and `attacks/NAME.yaml`.

Nothing here runs a student's code.
"""

from __future__ import annotations

import ast
import contextlib
import io
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import yaml

from course_lib.grading.assignments import GradingProblem
from course_lib.words import words

# Learners for whom everything is tried: questions are drawn from their names.
LEARNERS = ("reference", "amira.haddad", "李雷", "o'neill@example.org", "ana", "ben")
# What an attack may earn at most, as a share of the points that a program gives.
ATTACK = 0.4
# In how many ways each question must be known to be losable.
MUTANTS = 3
_SOLUTION = re.compile(r"[ \t]*### BEGIN SOLUTION\n(.*?)[ \t]*### END SOLUTION\n?", re.DOTALL)
_STUB = "pass  # nothing was written here\n"


@dataclass(frozen=True)
class Cell:
    """A code cell of an assignment's source: its id, its source, the points of a test, and whether it is an answer.

    One that nbgrader does not know is there to be tried out, and no mark hangs on it.
    """

    id: str
    source: str
    points: float | None
    answer: bool
    known: bool

    def solved(self) -> str:
        """Return the cell with the reference answer in it."""
        return _SOLUTION.sub(r"\1", self.source)

    def blank(self) -> str:
        """Return the cell as a learner finds it."""
        return _SOLUTION.sub(lambda match: re.match(r"[ \t]*", match[1])[0] + _STUB, self.source)  # type: ignore[index]


def code_cells(course: Path, name: str) -> list[Cell]:
    """Return the code cells of an assignment's source, in order.

    Raises
    ------
    ValueError: where there is no such assignment.
    """
    file = course / "source" / name / f"{name}.ipynb"
    if not file.exists():
        known = ", ".join(sorted(one.parent.name for one in (course / "source").glob("*/*.ipynb")))
        raise ValueError(words("There is no assignment “{name}”. There are: {known}.", name=name, known=known))
    found = []
    for cell in nbformat.read(file, as_version=4).cells:
        mark = cell.metadata.get("nbgrader", {})
        if cell.cell_type == "code":
            points = float(mark["points"]) if mark.get("grade") else None
            answer = bool(mark.get("solution"))
            found.append(Cell(mark.get("grade_id", cell.id), cell.source, points, answer, "grade_id" in mark))
    return found


def marked(
    cells: Sequence[Cell], answers: Mapping[str, str], after: Mapping[str, str] | None = None
) -> dict[str, float]:
    """Run an assignment from the top and return the points of each test, as nbgrader counts them.

    Parameters
    ----------
    cells: the assignment's code cells.
    answers: what stands in each answer cell, by id; the others hold the reference.
    after: code to run after a cell, by its id.
    """
    return _run(cells, answers, after or {})[0]


def answers_of(cells: Sequence[Cell], learner: str) -> dict[str, Any]:
    """Return what a learner should hand in, by the names of the notebook (`my_…`); a GradingProblem where that fails."""
    _, space, errors = _run(cells, {"me": f"me = {learner!r}"}, {})
    if errors:
        where, error = next(iter(errors.items()))
        raise GradingProblem(words("The reference fails in {cell}: {why}", cell=where, why=error))
    return {name: value for name, value in space.items() if name.startswith("my_")}


def _run(
    cells: Sequence[Cell], answers: Mapping[str, str], after: Mapping[str, str]
) -> tuple[dict[str, float], dict[str, Any], dict[str, str]]:
    """Return the points of each test, the variables at the end, and what went wrong in which cell."""
    space: dict[str, Any] = {"__name__": "__main__"}
    points: dict[str, float] = {}
    errors: dict[str, str] = {}
    with _as_nbgrader():
        for cell in cells:
            value, error = _value(answers.get(cell.id, cell.solved()), space)
            if error:
                errors[cell.id] = error
            if cell.points is not None:
                # nbgrader: an error or a word on stderr is 0, a number is so many points, anything else is all of them.
                number = isinstance(value, int | float) and not isinstance(value, bool)
                points[cell.id] = 0.0 if error else float(value) if number else cell.points
            if cell.id in after:
                _value(after[cell.id], space)
    return points, space, errors


@contextlib.contextmanager
def _as_nbgrader() -> Iterator[None]:
    """Say for a while, as nbgrader does, that a notebook is run for marks: then nothing is handed in from within it."""
    before = os.environ.get("NBGRADER_EXECUTION")
    os.environ["NBGRADER_EXECUTION"] = "autograde"
    try:
        yield
    finally:
        if before is None:
            del os.environ["NBGRADER_EXECUTION"]
        else:
            os.environ["NBGRADER_EXECUTION"] = before


def _value(source: str, space: dict[str, Any]) -> tuple[Any, str]:
    """Run the source of a cell and return the value of its last expression, and what went wrong, if anything did."""
    said = io.StringIO()
    try:
        tree = ast.parse(source)
        last = tree.body[-1] if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        tree.body = tree.body[:-1] if last else tree.body
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(said):
            exec(compile(tree, "cell", "exec"), space)  # noqa: S102 our own source
            value = eval(compile(ast.Expression(last.value), "cell", "eval"), space) if last else None  # noqa: S307
    except Exception as error:
        return None, f"{type(error).__name__}: {error}"
    return value, said.getvalue()


@dataclass(frozen=True)
class Mutant:
    """A reference answer made wrong: the question that should notice, what was done, the cell it follows, the code."""

    question: str
    name: str
    after: str
    code: str


def mutants(course: Path, name: str) -> list[Mutant]:
    """Return the mutants of an assignment."""
    return [Mutant(**one) for one in _read(course / "mutants" / f"{name}.yaml")]


def attacks(course: Path, name: str) -> dict[str, dict[str, str]]:
    """Return the attacks on an assignment: what each writes into which answer cell, by what it is called.

    Blank answers and a neighbour's come by themselves.
    """
    return {one["name"]: one["answers"] for one in _read(course / "attacks" / f"{name}.yaml")}


def _read(file: Path) -> list[dict[str, Any]]:
    if not file.exists():
        raise ValueError(words("{file} is missing: an assignment needs it to be released.", file=file))
    found: list[dict[str, Any]] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return found


def problems(course: Path, name: str, learners: Sequence[str] = LEARNERS) -> Iterator[str]:
    """Yield a sentence for everything that is wrong with how an assignment marks.

    Parameters
    ----------
    course: the course directory.
    name: the assignment.
    learners: the names for which it is tried.
    """
    cells = code_cells(course, name)
    needed = [cell for cell in cells if cell.known]
    full = {cell.id: cell.points for cell in cells if cell.points is not None}
    known = mutants(course, name)
    for question in full:
        count = sum(mutant.question == question for mutant in known)
        if count < MUTANTS:
            yield words(
                "{question} has {count} mutants; it needs {least}.", question=question, count=count, least=MUTANTS
            )
    for mutant in known:
        if mutant.question not in full:
            yield words(
                "The mutant “{name}” is of {question}, which is no test.", name=mutant.name, question=mutant.question
            )
    for learner in learners:
        me = {"me": f"me = {learner!r}"}
        blank = {cell.id: cell.blank() for cell in cells if cell.answer}
        reference, _, errors = _run(cells, me, {})
        found = [(words("reference"), errors), (words("blank"), _run(cells, {**blank, **me}, {})[2])]
        for who, stopped in found:
            for where, why in stopped.items():
                said = "With the {who} of {learner} the cell {cell} stops: {why}"
                yield words(said, who=who, learner=learner, cell=where, why=why)
        # From here on it goes by what is marked: the cells to try things out in only take time.
        for question, points in full.items():
            if reference[question] != points:
                said = "The reference of {learner} earns {got} of {points} in {question}."
                yield words(said, learner=learner, got=reference[question], points=points, question=question)
        for question, got in marked(needed, {**blank, **me}).items():
            if got:
                yield words(
                    "A blank of {learner} earns {got} in {question}.", learner=learner, got=got, question=question
                )
        for mutant in known:
            got_by = marked(needed, me, {mutant.after: mutant.code})
            lost = [question for question in full if got_by[question] < reference[question]]
            if lost != [mutant.question]:
                said = "The mutant “{name}” of {question} loses points of {learner} in: {lost}."
                where = ", ".join(lost) or words("nothing")
                yield words(said, name=mutant.name, question=mutant.question, learner=learner, lost=where)
        tried = {**_common(needed, learner, learners), **attacks(course, name)}
        yield from _attacked(needed, full, tried, learner)


def _common(cells: Sequence[Cell], learner: str, learners: Sequence[str]) -> dict[str, dict[str, str]]:
    """Return the attacks that every assignment must stand: nothing written, and each neighbour's answers."""
    found = {words("blank"): {cell.id: cell.blank() for cell in cells if cell.answer}}
    for other in learners:
        if other != learner:
            # The neighbour's questions are asked, and answered, before the own name is put in again.
            theirs = {
                cell.id: f"_mine, me = me, {other!r}\n{cell.solved()}\nme = _mine"
                for cell in cells
                if cell.answer and cell.id != "me"
            }
            found[words("what {name} handed in", name=other)] = theirs
    return found


def _attacked(
    cells: Sequence[Cell], full: Mapping[str, float], known: Mapping[str, Mapping[str, str]], learner: str
) -> Iterator[str]:
    most = ATTACK * sum(full.values())
    blank = {cell.id: cell.blank() for cell in cells if cell.answer}
    for name, answers in known.items():
        got = sum(marked(cells, {**blank, **answers, "me": f"me = {learner!r}"}).values())
        if got >= most:
            said = "The attack “{name}” earns {learner} {got} points; {most} and more are too many."
            yield words(said, name=name, learner=learner, got=round(got, 2), most=round(most, 2))
