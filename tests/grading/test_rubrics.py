"""Rubrics: one file, the same words in the notebook."""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat
import pytest

from course_lib.grading import rubrics
from course_lib.grading.assignments import names
from tests.machine import ROOT

COURSE = ROOT / "assignments"


def test_every_assignments_notebook_has_its_rubric_as_it_is() -> None:
    for file, text in rubrics.written(COURSE).items():
        assert file.read_text(encoding="utf-8") == text, f"run `course build`: {file}"


@pytest.mark.parametrize("name", names(COURSE))
def test_every_written_part_stands_under_a_criterion_of_its_own(name: str) -> None:
    cells = nbformat.read(COURSE / "source" / name / f"{name}.ipynb", as_version=4).cells
    known = rubrics.criteria((COURSE / "source" / name / "rubric.md").read_text(encoding="utf-8"))
    written = [n for n, cell in enumerate(cells) if cell.cell_type == "markdown" and "nbgrader" in cell.metadata]
    above = [cells[n - 1].source.splitlines()[0].lstrip("# ") for n in written]
    assert sorted(above) == sorted(known)
    assert all(cells[n].metadata.nbgrader.points == 3 for n in written)


@pytest.mark.parametrize("name", names(COURSE))
def test_each_level_has_what_to_look_for_and_a_sample_sentence(name: str) -> None:
    for heading, table in rubrics.criteria((COURSE / "source" / name / "rubric.md").read_text("utf-8")).items():
        rows = [[part.strip() for part in row.strip("|").split("|")] for row in table.splitlines()[2:]]
        assert [row[0] for row in rows] == ["0", "1", "2", "3"], heading
        assert all(len(row) == 3 and row[1] and row[2].startswith("*") for row in rows), heading


def test_a_criterion_that_is_not_there_is_named(tmp_path: Path) -> None:
    shutil.copytree(COURSE / "source", tmp_path / "source")
    (tmp_path / "source" / "concept" / "rubric.md").write_text("# Rubric\n\n## Style\n\ntext\n", encoding="utf-8")
    with pytest.raises(ValueError, match="has no criterion “Definition”; it has: Style"):
        rubrics.written(tmp_path)
