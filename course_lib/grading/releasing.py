"""Release: from an assignment's source to what students get, after it was shown to mark fairly and to hide its answers."""

from __future__ import annotations

import datetime
import shutil
import tempfile
from pathlib import Path

from nbgrader.preprocessors import NbGraderPreprocessor
from tqdm import tqdm

from course_lib.grading import assignments, selftest
from course_lib.words import number_of, words


class ListCells(NbGraderPreprocessor):
    """Writes into a release which cells it has, so that a learner can be told what is missing before they hand in."""

    def preprocess(self, nb, resources):  # type: ignore[no-untyped-def]
        ids = [cell.metadata.nbgrader.grade_id for cell in nb.cells if "nbgrader" in cell.metadata]
        nb.metadata["course"] = {**nb.metadata.get("course", {}), "cells": ids}
        return nb, resources


def release(course: Path, name: str, force: bool = False, due: datetime.datetime | None = None) -> Path:
    """Generate the student version of an assignment, and put it into the gradebook.

    Parameters
    ----------
    course: the course directory.
    name: the assignment.
    force: whether to release again what is released already; the earlier release is kept aside.
    due: until when it is to be handed in, with a time zone; without it, what the gradebook says is left alone.

    Returns
    -------
    The folder of the release.

    Raises
    ------
    ValueError: for an assignment that is not there, or that is released already and `force` is not given.
    GradingProblem: where it does not mark fairly, or where the release would show an answer. Then nothing was changed.
    """
    selftest.code_cells(course, name)  # whether it is there
    target = course / "release" / name
    if target.exists() and not force:
        said = "{name} is released already, in {folder}. Add --force to release it again; this release is kept aside."
        raise ValueError(words(said, name=name, folder=target))
    steps = (
        (words("self-test"), lambda: _tested(course, name)),
        (words("search for leaks"), lambda: _searched(course, name)),
        (words("release"), lambda: _generated(course, name, due)),
    )
    with tqdm(steps, desc=words("release {name}", name=name), unit=words("step"), disable=None) as bar:
        for step, do in bar:
            bar.set_postfix_str(step)
            do()
    return target


def kept_aside(course: Path, folder: Path) -> Path | None:
    """Move a folder of the course directory aside, under its name and the time, and return where it is now."""
    if not folder.exists():
        return None
    stamp = datetime.datetime.now().strftime("%Y-%m-%d-%H%M%S")
    aside = course / "kept" / f"{stamp}-{folder.parent.name}-{folder.name}"
    aside.parent.mkdir(exist_ok=True)
    folder.rename(aside)
    return aside


def _tested(course: Path, name: str) -> None:
    found = list(selftest.problems(course, name))
    if found:
        count = number_of(len(found), "{count} thing is wrong", "{count} things are wrong")
        said = words("{name} was not released, because it does not mark fairly: {count}.", name=name, count=count)
        raise assignments.GradingProblem("\n".join([said, *found]))


def _searched(course: Path, name: str) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        made = assignments.release_into(course, Path(scratch), [name])
        found = assignments.leaks(made, assignments.secrets(course))
    if found:
        said = words("Nothing was released, because students would read this:")
        raise assignments.GradingProblem("\n".join([said, *found]))


def _generated(course: Path, name: str, due: datetime.datetime | None) -> None:
    target = course / "release" / name
    aside = kept_aside(course, target)
    try:
        told = assignments.due_option(due or assignments.due_of(course, name))
        assignments.nbgrader(course, "generate_assignment", name, *told)
    except assignments.GradingProblem:
        if aside:
            shutil.rmtree(target, ignore_errors=True)
            aside.rename(target)
        raise
    if due:
        with assignments.open_gradebook(assignments.address_of(course)) as book:
            book.update_or_create_assignment(name, duedate=due.astimezone(datetime.UTC).replace(tzinfo=None))
