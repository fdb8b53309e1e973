"""The journal keeps what it said it kept."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_lib.journal import KIND_OF_COPY, Journal

ROOT = Path(__file__).parents[1]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
quickly = settings(max_examples=40, deadline=None)


@contextmanager
def new_journal() -> Iterator[Journal]:
    with tempfile.TemporaryDirectory() as folder:
        yield Journal(Path(folder) / "journal.sqlite3")


def facts(journal: Journal) -> list[tuple[str, str, str, str]]:
    return [(entry.id, entry.key, json.dumps(entry.value), entry.at) for entry in journal.history()]


def start(script: str, *arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", script, *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)


# ---------------------------------------------------------------- keeping and reading


@quickly
@given(st.text(), JSON)
def test_any_answer_is_read_as_it_was_written(key: str, value: Any) -> None:
    with new_journal() as journal:
        journal.write(key, value)
        assert json.dumps(journal.read(key)) == json.dumps(value)


@quickly
@given(st.lists(st.tuples(st.sampled_from(["01-P1", "01-Q1", ""]), JSON), max_size=6))
def test_a_copy_brings_back_everything_as_it_was(answers: list[tuple[str, Any]]) -> None:
    with new_journal() as journal, new_journal() as other:
        for key, value in answers:
            journal.write(key, value)
        assert other.bring_back(journal.copy()) == len(answers)
        assert facts(other) == facts(journal)


def test_the_latest_the_first_and_all_answers_can_be_read() -> None:
    journal = Journal()
    for value in (70, 20, 30):
        journal.write("01-P1", value)
    journal.write("other", "else")
    assert (journal.first("01-P1"), journal.read("01-P1")) == (70, 30)
    assert [entry.value for entry in journal.history("01-P1")] == [70, 20, 30]
    assert [entry.value for entry in journal.history()] == [70, 20, 30, "else"]


def test_what_was_never_answered_is_read_as_something_else() -> None:
    assert Journal().read("01-P1") is None
    assert Journal().read("01-P1", otherwise=50) == 50
    assert Journal().first("01-P1", otherwise=50) == 50


def test_an_answer_of_nothing_is_an_answer() -> None:
    Journal().write("01-P1", None)
    assert Journal().read("01-P1", otherwise=50) is None


def test_reading_makes_no_file(journal_path: Path) -> None:
    assert Journal().history() == []
    assert not journal_path.exists()


def test_the_journal_is_kept_where_the_environment_says(journal_path: Path) -> None:
    Journal().write("01-P1", 70)
    assert Journal().path == journal_path
    assert Journal(journal_path).read("01-P1") == 70


def test_without_that_it_is_kept_among_a_persons_own_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COURSE_JOURNAL")
    assert Journal().path.name == "journal.sqlite3"
    assert Journal().path.parent.name == "track-two-course"


def test_its_folder_is_made_when_something_is_first_written(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "new" / "folder" / "journal.sqlite3")
    journal.write("01-P1", 70)
    assert journal.read("01-P1") == 70


# ---------------------------------------------------------------- copies


def test_bringing_back_adds_only_what_is_new(tmp_path: Path) -> None:
    journal, other = Journal(tmp_path / "one"), Journal(tmp_path / "other")
    journal.write("01-P1", 70)
    other.bring_back(journal.copy())
    journal.write("01-P2", 80)
    other.write("01-P3", 90)
    assert other.bring_back(journal.copy()) == 1
    assert other.bring_back(journal.copy()) == 0
    assert {entry.key: entry.value for entry in other.history()} == {"01-P1": 70, "01-P2": 80, "01-P3": 90}


def test_an_earlier_prediction_that_is_brought_back_is_the_first_again(tmp_path: Path) -> None:
    before, after = Journal(tmp_path / "before"), Journal(tmp_path / "after")
    before.write("01-P1", 70)
    after.write("01-P1", 0)
    after.bring_back(before.copy())
    assert (after.first("01-P1"), after.read("01-P1")) == (70, 0)


GOOD = {"id": "a" * 32, "key": "01-P1", "value": 70, "at": "2026-01-01T00:00:00.000000+00:00"}


def copy_of(*entries: Any) -> str:
    return json.dumps({"kind": KIND_OF_COPY, "version": 1, "entries": entries})


GARBAGE = {
    "nothing": "",
    "no JSON": "not JSON",
    "a list": "[]",
    "null": "null",
    "no kind": "{}",
    "another kind": json.dumps({"kind": "something else", "entries": [GOOD]}),
    "no entries": json.dumps({"kind": KIND_OF_COPY}),
    "entries no list": json.dumps({"kind": KIND_OF_COPY, "entries": 5}),
    "an entry without value": copy_of(GOOD, {"id": "b", "key": "01-P1", "at": "2026"}),
    "an entry that is text": copy_of(GOOD, "text"),
    "cut off": copy_of(GOOD)[:-2],
    "nested without end": "[" * 100_000,
}


@pytest.mark.parametrize("garbage", GARBAGE.values(), ids=GARBAGE)
def test_what_is_no_copy_is_refused_and_changes_nothing(garbage: str) -> None:
    journal = Journal()
    journal.write("01-P1", 20)
    before = facts(journal)
    with pytest.raises(ValueError, match="This file is not a copy of a journal"):
        journal.bring_back(garbage)
    assert facts(journal) == before


def test_the_same_good_entry_alone_is_taken() -> None:
    assert Journal().bring_back(copy_of(GOOD)) == 1
    assert Journal().read("01-P1") == 70


# ---------------------------------------------------------------- places that cannot be used


def test_an_unwritable_place_is_named_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "a file").write_text("")
    journal = Journal(tmp_path / "a file" / "journal.sqlite3")
    for use in (lambda: journal.write("01-P1", 70), lambda: journal.bring_back(copy_of(GOOD))):
        with pytest.raises(ValueError, match=r"Your journal at .*a file.journal\.sqlite3 cannot be used: .*[^.]\.$"):
            use()


def test_a_file_that_is_no_journal_is_named_and_left_alone(journal_path: Path) -> None:
    journal_path.write_text("my shopping list, which is longer than a hundred bytes " * 4)
    before = journal_path.read_bytes()
    for use in (Journal().history, lambda: Journal().write("01-P1", 70)):
        with pytest.raises(ValueError, match=r"Your journal at .* cannot be used: .*\.$"):
            use()
    assert journal_path.read_bytes() == before


# ---------------------------------------------------------------- two at once, and a kill in the middle

FIFTY = """
import sys
from course_lib.journal import Journal
for n in range(50):
    Journal(sys.argv[1]).write(sys.argv[2], n)
"""
WITHOUT_END = """
import sys
from course_lib.journal import Journal
n = 0
while True:
    Journal(sys.argv[1]).write(sys.argv[2], n)
    print(n, flush=True)
    n += 1
"""


def test_two_lessons_that_write_at_once_lose_nothing(journal_path: Path) -> None:
    writers = [start(FIFTY, journal_path, key) for key in ("one", "other")]
    assert [writer.communicate()[1] or writer.returncode for writer in writers] == [0, 0]
    for key in ("one", "other"):
        assert [entry.value for entry in Journal().history(key)] == list(range(50))


def test_a_kill_in_the_middle_loses_nothing_that_was_said_to_be_kept(journal_path: Path) -> None:
    for key in ("first", "second", "third"):
        writer = start(WITHOUT_END, journal_path, key)
        assert writer.stdout
        said = [writer.stdout.readline() for _ in range(15)]
        writer.kill()
        said += writer.stdout.readlines()
        writer.stdout.close()
        writer.wait()
        kept = [entry.value for entry in Journal().history(key)]
        said_to_be_kept = [int(line) for line in said if line.endswith("\n")]
        assert kept[: len(said_to_be_kept)] == said_to_be_kept == list(range(len(said_to_be_kept)))
    Journal().write("after", "still usable")
    assert Journal().read("after") == "still usable"
