"""Collecting: every file of a bulk download is accounted for."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from course_lib.grading.collecting import collect, signature
from tests.grading import tiny

STUDENTS = [
    {"id": "1001", "lms_id": "1001", "first_name": "Amira", "last_name": "Haddad"},
    {"id": "layla", "lms_id": "77", "first_name": "ليلى", "last_name": "حداد"},
    {"id": "bo.berg", "lms_id": "", "first_name": "Bo", "last_name": "Berg"},
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tiny.course(tmp_path / "course")


def archive(folder: Path, **files: bytes) -> Path:
    """Write an archive; the names of files are given with `__` for what a keyword cannot hold."""
    return packed(folder, files)


def packed(folder: Path, files: dict[str, bytes]) -> Path:
    target = folder.parent / "download.zip"
    with zipfile.ZipFile(target, "w") as opened:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, (2026, 1, 10, 12, 30, 0))
            opened.writestr(entry, content)
    return target


def placed(folder: Path) -> set[str]:
    return {file.parent.parent.name for file in (folder / "submitted").glob("*/tiny/tiny.ipynb")}


def test_everything_in_a_download_of_canvas_is_on_one_list(folder: Path) -> None:
    first, second = tiny.handed_in(folder, "amira", q=1), tiny.handed_in(folder, "amira", q=2)
    found = collect(folder, "tiny", packed(folder, {
        "haddadamira_1001_501_tiny.ipynb": first,
        "haddadamira_LATE_1001_502_tiny-1.ipynb": second,
        "nobodyknown_9_503_tiny.ipynb": first,
        "haddadamira_1001_504_essay.docx": b"text",
    }), STUDENTS)  # fmt: skip
    assert (found.placed, found.late) == (["1001"], ["1001"])
    assert found.doubled == ["haddadamira_1001_501_tiny.ipynb (1001)"]
    assert len(found.unmatched) == 2
    assert found.files == 4
    assert (folder / "submitted" / "1001" / "tiny" / "tiny.ipynb").read_bytes() == second
    kept = folder / "downloaded" / "tiny" / "unmatched"
    assert {file.name for file in kept.iterdir()} == {"nobodyknown_9_503_tiny.ipynb", "haddadamira_1001_504_essay.docx"}


def test_moodles_folders_are_matched_by_number_or_full_name(folder: Path) -> None:
    found = collect(folder, "tiny", packed(folder, {
        "ليلى حداد_77_assignsubmission_file_/tiny.ipynb": tiny.handed_in(folder, "layla"),
        "Bo Berg_4242_assignsubmission_file/Tiny (2).ipynb": tiny.handed_in(folder, "bo"),
    }), STUDENTS)  # fmt: skip
    assert sorted(found.placed) == ["bo.berg", "layla"]
    assert placed(folder) == {"bo.berg", "layla"}
    origins = json.loads((folder / "downloaded" / "tiny" / "origins.json").read_text(encoding="utf-8"))
    assert origins["bo.berg"] == "Bo Berg_4242_assignsubmission_file/Tiny (2).ipynb"


def test_collecting_again_changes_nothing_and_what_differs_is_not_written_over(folder: Path) -> None:
    old = packed(folder, {"haddadamira_1001_501_tiny.ipynb": tiny.handed_in(folder, "amira", q=1)})
    collect(folder, "tiny", old, STUDENTS)
    assert collect(folder, "tiny", old, STUDENTS).same == ["1001"]
    new = packed(folder, {"haddadamira_1001_502_tiny.ipynb": tiny.handed_in(folder, "amira", q=2)})
    with pytest.raises(ValueError, match="1 submissions differ from what was collected before: 1001"):
        collect(folder, "tiny", new, STUDENTS)
    forced = collect(folder, "tiny", new, STUDENTS, force=True)
    assert forced.placed == ["1001"]
    assert b"my_q = 2" in (folder / "submitted" / "1001" / "tiny" / "tiny.ipynb").read_bytes()
    (aside,) = forced.kept
    assert b"my_q = 1" in (Path(aside) / "tiny.ipynb").read_bytes()


def test_no_time_is_taken_from_an_archive_which_says_when_it_was_downloaded(folder: Path) -> None:
    collect(folder, "tiny", packed(folder, {"haddadamira_1001_501_tiny.ipynb": tiny.handed_in(folder)}), STUDENTS)
    assert not (folder / "submitted" / "1001" / "tiny" / "timestamp.txt").exists()


def test_what_a_mac_adds_when_it_packs_again_is_no_notebook(folder: Path) -> None:
    found = collect(folder, "tiny", packed(folder, {
        "haddadamira_1001_501_tiny.ipynb": tiny.handed_in(folder, "amira"),
        "__MACOSX/._haddadamira_1001_501_tiny.ipynb": b"\x00\x05\x16\x07",
    }), STUDENTS)  # fmt: skip
    assert found.placed == ["1001"]
    assert b"amira" in (folder / "submitted" / "1001" / "tiny" / "tiny.ipynb").read_bytes()
    assert len(found.unmatched) == 1


def test_a_number_of_moodles_is_nobodys_id(folder: Path) -> None:
    # Moodle draws it for each assignment, so it may be another student's number by chance.
    class_ = [*STUDENTS, {"id": "cai", "lms_id": "77", "first_name": "Cai", "last_name": "Dahl"}]
    found = collect(folder, "tiny", packed(folder, {
        "Cai Dahl_1001_assignsubmission_file/work/tiny.ipynb": tiny.handed_in(folder, "cai"),
    }), class_)  # fmt: skip
    assert found.placed == ["cai"]


def test_the_same_signature_twice_is_listed_and_neither_is_dropped(folder: Path) -> None:
    same = tiny.handed_in(folder, "amira")
    found = collect(folder, "tiny", packed(folder, {
        "haddadamira_1001_501_tiny.ipynb": same,
        "Bo Berg_1_assignsubmission_file_/tiny.ipynb": same,
        "ليلى حداد_77_assignsubmission_file_/tiny.ipynb": tiny.handed_in(folder),
    }), STUDENTS)  # fmt: skip
    assert found.copies == ["1001, bo.berg (“amira”)"]
    assert found.unnamed == ["layla"]
    assert len(found.placed) == 3


@pytest.mark.parametrize("path", ["../../evil.ipynb", "/etc/evil.ipynb", "a/../../evil.ipynb", "C:\\evil.ipynb"])
def test_a_path_that_leads_out_of_the_archive_stops_everything(folder: Path, path: str) -> None:
    fine = tiny.handed_in(folder, "amira")
    with pytest.raises(ValueError, match="holds paths that lead out of it"):
        collect(folder, "tiny", packed(folder, {path: b"x", "haddadamira_1001_501_tiny.ipynb": fine}), STUDENTS)
    assert placed(folder) == set()


def test_what_is_no_archive_or_no_assignment_is_said(folder: Path) -> None:
    file = folder / "notes.zip"
    file.write_text("notes")
    with pytest.raises(ValueError, match="is not a ZIP archive"):
        collect(folder, "tiny", file, STUDENTS)
    with pytest.raises(ValueError, match="There is no assignment “tine”"):
        collect(folder, "tine", file, STUDENTS)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"cells": [5]}', b'{"cells": []}'])
def test_a_signature_is_read_without_running_anything(content: bytes, tmp_path: Path) -> None:
    assert signature(content) == ""
    cell = {"metadata": {"nbgrader": {"grade_id": "me"}}, "source": ['me = "?"\n', "me = 'Amira  H'\n", "boom()"]}
    assert signature(json.dumps({"cells": [cell]}).encode()) == "amira h"
