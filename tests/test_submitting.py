"""Handing in: what is missing, what stops, and the one file."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
import pytest
from nbformat import v4
from nbgrader.utils import compute_checksum

from course_lib import submitting

RELEASED = ("me", "answer", "test")


def assignment(folder: Path, **sources: str | None) -> Path:
    """Write a released assignment with some of its cells written in; None deletes a cell."""
    plain = {"me": 'me = "?"', "answer": "my_answer = 0", "test": "print(my_answer)"}
    cells = []
    for name, source in plain.items():
        cell = v4.new_code_cell(source, id=name)
        cell.metadata["nbgrader"] = {
            "grade_id": name, "grade": name == "test", "solution": name != "test", "locked": name == "test", "points": 1,
        }  # fmt: skip
        cell.metadata["nbgrader"]["checksum"] = compute_checksum(cell)
        if sources.get(name, "") is not None:
            cell.source = sources.get(name) or source
            cells.append(cell)
    notebook = v4.new_notebook(cells=cells)
    notebook.metadata = nbformat.from_dict(
        {"course": {"cells": list(RELEASED)}, "kernelspec": {"name": "python3", "display_name": "Python 3"}}
    )
    folder.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, folder / "tiny.ipynb")
    return folder / "tiny.ipynb"


def test_a_whole_notebook_becomes_one_file(tmp_path: Path) -> None:
    file = assignment(tmp_path, me='me = "amira"', answer="my_answer = 5")
    target, said = submitting.submit(file)
    assert said == []
    assert target == tmp_path / "hand_in" / "tiny.ipynb"
    assert target.read_bytes() and nbformat.read(target, as_version=4) == nbformat.read(file, as_version=4)


def test_what_is_not_answered_is_said_and_can_be_handed_in(tmp_path: Path) -> None:
    target, said = submitting.submit(assignment(tmp_path, me='me = "amira"'))
    assert target is not None
    assert said == ["Not answered yet: answer."]


@pytest.mark.parametrize("line", ['me = "?"', 'me = ""', 'me = amira"', "me = amira", "# me"])
def test_without_a_name_that_can_be_read_nothing_is_made(tmp_path: Path, line: str) -> None:
    target, said = submitting.submit(assignment(tmp_path, me=line, answer="my_answer = 5"))
    assert target is None
    assert [one.partition(",")[0] for one in said] == ["Your user name is missing in the first answer"]
    assert not (tmp_path / "hand_in").exists()


def test_a_cell_that_stops_is_named_with_its_reason(tmp_path: Path) -> None:
    target, said = submitting.submit(assignment(tmp_path, me='me = "amira"', answer="my_answer = 1 / 0"))
    assert target is not None
    assert any("The cell answer stops with “ZeroDivisionError: division by zero”" in one for one in said)


def test_a_deleted_cell_is_named_and_nothing_is_made(tmp_path: Path) -> None:
    target, said = submitting.submit(assignment(tmp_path, test=None))
    assert target is None
    assert any("These cells were deleted: test." in one for one in said)
    assert not (tmp_path / "hand_in").exists()


def test_a_doubled_cell_is_named(tmp_path: Path) -> None:
    file = assignment(tmp_path)
    notebook = json.loads(file.read_text(encoding="utf-8"))
    notebook["cells"].append({**notebook["cells"][0], "id": "copy"})
    file.write_text(json.dumps(notebook), encoding="utf-8")
    target, said = submitting.submit(file)
    assert target is None
    assert any("stand there twice: me." in one for one in said)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"cells": 5}', "<<<<<<< HEAD"])
def test_a_file_that_is_no_notebook_is_said_to_be_none(tmp_path: Path, text: str) -> None:
    file = tmp_path / "tiny.ipynb"
    file.write_text(text, encoding="utf-8")
    target, said = submitting.submit(file)
    assert target is None
    assert "tiny.ipynb is not a whole notebook" in said[0] or "is not one of the course's assignments" in said[0]


def test_handing_in_again_replaces_the_file_whole(tmp_path: Path) -> None:
    submitting.submit(assignment(tmp_path, me='me = "amira"'))
    submitting.submit(assignment(tmp_path, me='me = "amira"', answer="my_answer = 7"))
    assert "my_answer = 7" in (tmp_path / "hand_in" / "tiny.ipynb").read_text(encoding="utf-8")
    assert [file.name for file in (tmp_path / "hand_in").iterdir()] == ["tiny.ipynb"]


def test_an_assignment_is_found_by_its_name(tmp_path: Path) -> None:
    assignment(tmp_path / "assignments" / "tiny")
    assert submitting.assignment(tmp_path, "tiny").name == "tiny.ipynb"
    with pytest.raises(ValueError, match=r"There is no assignment “tine”\. There are: tiny\."):
        submitting.assignment(tmp_path, "tine")


def test_while_it_is_marked_nothing_is_handed_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    submitting.hand_in("tiny")
    assert capsys.readouterr().out == ""


def test_from_within_the_notebook_the_file_is_shown_to_download(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assignment(tmp_path, me='me = "amira"', answer="my_answer = 5")
    monkeypatch.chdir(tmp_path)
    submitting.hand_in("tiny")
    said = capsys.readouterr().out
    assert "Hand in this file:" in said
    assert "On Binder, download it before you close the page" in said
