"""An instructor, in JupyterLab and the formgrader, in Chromium."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import nbformat
from playwright.sync_api import Browser, expect

from course_lib.grading.assignments import nbgrader
from tests.browser.lab import Lab, started
from tests.grading import tiny
from tests.grading.classroom import Classroom
from tests.machine import ROOT


def test_a_written_answer_is_graded_by_clicking(browser: Browser, concept_class: Classroom, tmp_path: Path) -> None:
    # A course folder as an instructor has it, with the class's own gradebook.
    shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks")
    shutil.copytree(concept_class.folder, tmp_path / "assignments")
    graded = Classroom.__new__(Classroom)
    graded.folder = tmp_path / "assignments"
    before = graded.scores("concept")["reference"]
    assert before["border-change"] is None
    with started(tmp_path, "instructor") as address:
        lab = Lab.at(browser, address)
        page = lab.page
        page.goto(address)
        page.wait_for_selector("#jp-main-dock-panel")
        page.goto(lab.url("formgrader/gradebook/concept/concept"))
        expect(page.locator("tbody tr")).to_have_count(len(graded.scores("concept")))
        # Submissions are shown without names; some have all points that a program gives.
        page.locator("tbody tr", has=page.locator("td", has_text=re.compile(r"^\s*36 / 36\s*$"))).first.locator(
            "a"
        ).first.click()
        box = page.locator("input.score").last
        expect(box).to_be_visible()
        with page.expect_response(
            lambda answer: "/api/grade/" in answer.url and answer.request.method == "PUT"
        ) as kept:
            box.fill("2")
            box.press("Tab")
        assert kept.value.ok
        page.context.close()
        # nbgrader's own page asks for a script that typesets mathematics, and works where it does not come.
        assert {url for url in lab.outside if "mathjax" not in url} == set()
    scored = [grades for grades in graded.scores("concept").values() if grades["border-change"] == 2]
    assert [(grades["places-test"], grades["rule-test"], grades["border-case"]) for grades in scored] == [(8, 6, None)]


def test_an_instructor_sees_nbgraders_panels(browser: Browser, concept_class: Classroom, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks")
    shutil.copytree(concept_class.folder, tmp_path / "assignments")
    with started(tmp_path, "instructor") as address:
        lab = Lab.at(browser, address)
        lab.page.goto(address)
        lab.menu("Nbgrader", "Formgrader")
        frame = lab.page.frame_locator("iframe[src*='formgrader']")
        expect(frame.get_by_role("link", name="concept", exact=True).first).to_be_visible()
        lab.page.context.close()
        assert lab.outside == set()


def test_what_a_student_shows_does_nothing_in_the_graders_browser(browser: Browser, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks")
    folder = tiny.course(tmp_path / "assignments")
    script = "document.title = 'taken over'"
    harm = f'<b>in bold</b> <script>{script}</script> <img src="nowhere" onerror="{script}">'
    shown = f"from IPython.display import HTML, Javascript, display\ndisplay(HTML({harm!r}), Javascript({script!r}))"
    notebook = nbformat.reads(tiny.handed_in(folder, text=f"In words. {harm}"), as_version=4)
    next(cell for cell in notebook.cells if cell.source.startswith("my_q")).source += f"\n{shown}"
    tiny.submit(folder, "mallory", nbformat.writes(notebook).encode())
    nbgrader(folder, "autograde", "tiny")
    with started(tmp_path, "instructor") as address:
        lab = Lab.at(browser, address)
        lab.page.goto(address)
        lab.page.goto(lab.url("formgrader/gradebook/tiny/tiny"))
        lab.page.locator("tbody tr a").first.click()
        expect(lab.page.locator("input.score").last).to_be_visible()
        expect(lab.page.locator("b", has_text="in bold").first).to_be_visible()
        lab.page.wait_for_timeout(1000)
        assert lab.page.title() == "tiny"
        lab.page.context.close()
    # Nor in the student's own, or that of whoever the page is sent on to.
    nbgrader(folder, "generate_feedback", "tiny")
    page = browser.new_page()
    page.goto((folder / "feedback" / "mallory" / "tiny" / "tiny.html").as_uri())
    expect(page.locator("b", has_text="in bold")).to_have_count(2)
    page.wait_for_timeout(1000)
    assert page.title() == "tiny"
    page.close()
