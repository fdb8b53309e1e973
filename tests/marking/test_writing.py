"""What stands in a written answer: counted, never judged."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from course_lib.marking.writing import say_writing, structure

CASES, STATEMENTS, KEYS = {"C19", "C20"}, {"C19-07"}, {"kelman-1996", "washington-post-2017-06-13"}


def test_cases_statements_and_sources_are_found_and_what_is_not_there_is_named() -> None:
    found = structure(
        "In C19 (C19-07; kelman-1996) they met. C99 and C19-77 do not exist, nor does nobody-2001.",
        CASES, STATEMENTS, KEYS,
    )  # fmt: skip
    assert found.cases == ("C19",)
    assert found.statements == ("C19-07",)
    assert found.sources == ("kelman-1996",)
    assert found.unknown == ("C99", "C19-77", "nobody-2001")


def test_words_limits_and_counter_examples_are_counted() -> None:
    found = structure("Against: C20 was open. Limit: one case. limit: no more.", CASES, STATEMENTS, KEYS)
    assert (found.length, found.limits, found.against) == (10, 2, 1)


def test_a_quoted_name_of_nothing_is_no_find() -> None:
    found = structure("Nothing here, not even in 1996 or a well-known 1993-05-21.", CASES, STATEMENTS, KEYS)
    assert (found.cases, found.statements, found.sources, found.unknown) == ((), (), (), ())


def notebook(folder: Path, name: str, text: str, cell: str = "answer") -> Path:
    file = folder / name
    cells = [{"cell_type": "markdown", "metadata": {"nbgrader": {"grade_id": cell}}, "source": [text]}]
    file.write_text(json.dumps({"cells": cells}), encoding="utf-8")
    return file


def test_the_notebook_is_read_as_it_was_last_saved(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = notebook(tmp_path, "concept.ipynb", "one two C20")
    os.utime(old, (1, 1))
    notebook(tmp_path, "concept-Copy1.ipynb", "one two three C19")
    (tmp_path / "broken.ipynb").write_text("{")
    notebook(tmp_path, "other.ipynb", "something else", cell="other")
    say_writing("answer", shortest=3, longest=9, folder=tmp_path)
    said = capsys.readouterr().out
    assert "words: 4 (asked for: 3 to 9)" in said
    assert "cases named: C19" in said


def test_without_a_saved_notebook_one_is_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    say_writing("answer", shortest=3, longest=9, folder=tmp_path)
    assert "Save the notebook" in capsys.readouterr().out
