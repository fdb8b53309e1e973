"""Every test keeps its own journal, so that none touches a person's."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

# Fixtures that tests of grading and of the browser share.
pytest_plugins = ["tests.classes"]


@pytest.fixture(autouse=True)
def journal_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "journal.sqlite3"
    monkeypatch.setenv("COURSE_JOURNAL", str(path))
    return path


@pytest.fixture(autouse=True)
def widgets_are_let_go() -> Iterator[None]:
    """ipywidgets keeps every widget for as long as its kernel lives; a run of all tests is no kernel."""
    yield
    if "ipywidgets" in sys.modules:
        sys.modules["ipywidgets"].Widget.close_all()
