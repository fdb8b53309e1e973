"""Lessons open in Notebook too, for those who are used to one document in a window."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from tests.browser.lab import Lab

# What Notebook 7 itself complains of when it opens any file, a bare one too.
ITS_OWN = "Cannot read properties of undefined (reading 'schema')"


def test_a_lesson_runs_in_notebook_as_it_does_in_lab(browser: Browser, course_address: str) -> None:
    lab = Lab.at(browser, course_address)
    lab.page.goto(lab.url("notebooks/notebooks/02_why_go_unofficial.ipynb"))
    expect(lab.page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]").first).to_be_attached()
    lab.run_all()
    assert lab.page.locator(".course-panel").count() > 5
    assert lab.failed_cells() == []
    assert [error for error in lab.errors if error != ITS_OWN] == []
    assert lab.outside == set()
    lab.page.context.close()
