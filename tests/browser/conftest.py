from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.lab import Lab, started
from tests.machine import ROOT, chromium

# A browser that asks nobody but the page for anything.
SILENT = ("--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
          "--disable-sync", "--disable-quic")  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give a test that works a real browser a second try: a loaded machine can lose a key press that a person repeats.

    The report counts what was tried twice. What fails for a reason fails twice.
    """
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = chromium()
    as_root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=[*SILENT, *as_root])
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def course_copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The lessons in a folder of their own: JupyterLab saves what is run."""
    folder = tmp_path_factory.mktemp("course")
    shutil.copytree(ROOT / "notebooks", folder / "notebooks", ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    return folder


@pytest.fixture(scope="session")
def course_address(browser: Browser, course_copy: Path) -> Iterator[str]:
    """The address that `course` prints, while it runs."""
    with started(course_copy, env={"COURSE_JOURNAL": str(course_copy / "journal.sqlite3")}) as address:
        yield address


@pytest.fixture
def lab(browser: Browser, course_address: str) -> Iterator[Lab]:
    """A fresh page; when the test is over nothing may have gone wrong on it and nothing have left the machine."""
    opened = Lab.at(browser, course_address)
    yield opened
    opened.page.context.close()
    assert opened.errors == []
    assert opened.outside == set()
