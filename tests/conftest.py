"""Every test keeps its own journal, so that none touches a person's."""

from __future__ import annotations

from pathlib import Path

import pytest

# Fixtures that tests of grading and of the browser share.
pytest_plugins = ["tests.classes"]


@pytest.fixture(autouse=True)
def journal_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "journal.sqlite3"
    monkeypatch.setenv("COURSE_JOURNAL", str(path))
    return path
