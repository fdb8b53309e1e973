"""Says what a run did: in words a person can act on, as JSON, and who would move by marking again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path

from course_lib.batch.check import Plan
from course_lib.batch.record import Record
from course_lib.words import number_of, words


def summary(records: Iterable[Record], unchanged: int, plans: Mapping[str, Plan]) -> list[str]:
    """Return the lines that whoever marked the class reads.

    Parameters
    ----------
    records: of the submissions that were marked in this run.
    unchanged: how many were left as they were.
    plans: the assignment's, by notebook.
    """
    records = list(records)
    lines = []
    for record in records:
        if record.state != "graded":
            head = words("failed") if record.state == "failed" else words("needs a person")
            lines.append(f"{record.student}: {head}. " + " ".join(record.why))
        elif record.repairs:
            lines.append(f"{record.student}: {words('mended')}. " + " ".join(dict.fromkeys(record.repairs)))
    beside = [name for plan in plans.values() for name, test in plan.tests.items() if test.beside]
    if beside:
        said = "These tests ran in the students' own processes, as what they name cannot cross: {tests}."
        lines.append(words(said, tests=", ".join(beside)))
    waiting = sum(None in record.points.values() for record in records)
    if waiting:
        said = "Written answers wait for a person in {count} of them: `course instructor` opens the formgrader."
        lines.append(words(said, count=waiting))
    count = {state: sum(record.state == state for record in records) for state in ("graded", "look", "failed")}
    said = "{all} submitted = {graded} graded + {look} need a person + {failed} failed"
    lines.append(
        words(said, all=len(records), graded=count["graded"], look=count["look"], failed=count["failed"]) + "."
    )
    if unchanged:
        one, many = (
            "{count} more was marked before and did not change.",
            "{count} more were marked before and did not change.",
        )
        lines.append(number_of(unchanged, one, many))
    return lines


def write(file: Path, records: Iterable[Record]) -> None:
    """Write what came of each submission as JSON, whole or not at all."""
    found = [{**asdict(record), "score": record.score} for record in records]
    whole = file.with_name(f".{file.name}.part")
    whole.write_text(json.dumps(found, ensure_ascii=False, indent=1), encoding="utf-8")
    whole.replace(file)


def moves(before: Mapping[str, Record], after: Iterable[Record]) -> dict[str, str]:
    """Return who would move, and by how much, in a sentence each.

    Parameters
    ----------
    before: the records that are there, by student.
    after: the records of a run that is not written yet.
    """
    found = {}
    for new in after:
        old = before.get(new.student)
        if new.state == "failed":
            found[new.student] = words(
                "cannot be marked: {why} Its earlier result would be kept.", why=" ".join(new.why)
            )
            continue
        if old is None or old.state == "failed":
            found[new.student] = words("new, {points} points", points=f"{new.score:g}")
            continue
        cells = [
            f"{cell} {_points(old.points.get(cell))} → {_points(value)}"
            for cell, value in new.points.items()
            if value != old.points.get(cell)
        ]
        if cells:
            gone = round(
                sum(value or 0 for value in new.points.values()) - sum(value or 0 for value in old.points.values()), 2
            )
            found[new.student] = f"{gone:+g} ({'; '.join(cells)})"
    return found


def _points(value: float | None) -> str:
    return words("open") if value is None else f"{value:g}"
