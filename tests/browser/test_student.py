"""A student, in JupyterLab, in Chromium."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from course_lib import lessons
from course_lib.journal import Journal
from tests.browser.lab import Lab
from tests.machine import ROOT

LESSONS = sorted(file.name for file in (ROOT / "notebooks").glob(lessons.PATTERN))


def test_the_printed_address_opens_the_first_lesson(lab: Lab) -> None:
    lab.open()
    expect(lab.page.locator(".jp-Notebook h1").first).to_contain_text("00 · Start here")


def test_a_student_sees_no_instructor_panels_and_no_news(lab: Lab) -> None:
    lab.open()
    for words in ("Nbgrader", "Formgrader", "Create Assignment", "Validate", "Would you like to get notified"):
        expect(lab.page.get_by_text(words)).to_have_count(0)


def test_a_student_finds_no_formgrader(lab: Lab) -> None:
    for path in ("formgrader", "formgrader/manage_assignments", "formgrader/gradebook"):
        assert lab.page.request.get(lab.url(path)).status == 404


@pytest.mark.parametrize("lesson", LESSONS)
def test_every_lesson_runs_without_a_failed_cell(lab: Lab, lesson: str) -> None:
    lab.open(f"notebooks/{lesson}")
    lab.run_all()
    assert lab.failed_cells() == []
    assert lab.page.locator(".course-panel").count() > 0


def test_a_control_is_moved_by_keyboard_and_the_chart_follows(lab: Lab) -> None:
    lab.open("notebooks/01_what_is_a_track.ipynb")
    lab.run_all()
    panel = lab.panel("What counts as Track 1.5")
    chart = panel.locator(".js-plotly-plot")
    expect(chart).to_be_visible()
    before = panel.locator(".js-plotly-plot .legend .traces").count()
    sense = panel.get_by_label("What counts as Track 1.5")
    sense.focus()
    lab.page.keyboard.press("ArrowDown")
    expect(panel.locator(".course-words").last).not_to_contain_text("Track 1.5: between the tracks, 6")
    lab.page.keyboard.press("ArrowUp")
    track = panel.get_by_label("Track", exact=True)
    track.focus()
    lab.page.keyboard.press("End")  # the last one: contacts only
    expect(panel.locator(".course-words").last).to_contain_text("Contact")
    lab.page.wait_for_function(
        "([panel, before]) => panel.querySelectorAll('.js-plotly-plot .legend .traces').length < before",
        arg=[panel.element_handle(), before],
    )


def test_a_case_is_chosen_by_clicking_its_point_and_its_sources_are_a_click_away(lab: Lab) -> None:
    lab.open("notebooks/01_what_is_a_track.ipynb")
    lab.run_all()
    panel = lab.panel("What counts as Track 1.5")
    expect(panel.get_by_label("Case", exact=True)).to_have_value("C17")
    # The last trace is that of contacts, and ping-pong comes first in it.
    point = panel.locator(".js-plotly-plot .scatterlayer .trace").last.locator(".points path").first
    point.scroll_into_view_if_needed()
    case = panel.get_by_label("Case", exact=True)
    for _ in range(10):  # the page may still move while what stands above it is drawn
        box = point.bounding_box()
        assert box
        lab.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=5)
        lab.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        lab.page.wait_for_timeout(500)
        if case.input_value() == "C11":
            break
    expect(case).to_have_value("C11")
    summary = panel.get_by_text("C11 Ping-pong diplomacy: ")
    summary.click()
    first = panel.locator(".course-cards > li").first
    first.locator("summary").click()
    expect(first.locator("ul li").first).to_contain_text("opened")


def test_a_prediction_is_kept_before_the_reveal_and_is_back_after_a_restart(lab: Lab) -> None:
    lab.open("notebooks/01_what_is_a_track.ipynb")
    lab.run_all()
    panel = lab.panel("met secretly in Oman")
    expect(panel).not_to_contain_text("a back channel")
    slider = panel.get_by_label("How likely, from 0 to 100?")
    slider.focus()
    for _ in range(20):
        lab.page.keyboard.press("ArrowRight")
    assert slider.input_value() == "70"
    panel.get_by_role("button").press("Enter")
    expect(panel).to_contain_text("You said 70 %")
    expect(panel).to_contain_text("a back channel")
    lab.restart_and_run_all()
    expect(lab.panel("met secretly in Oman")).to_contain_text("You said 70 %")


def test_a_wrong_answer_says_what_misled(lab: Lab) -> None:
    lab.open("notebooks/01_what_is_a_track.ipynb")
    lab.run_all()
    panel = lab.panel("held talks in Beijing")
    panel.get_by_label("Track II, since the visit was hidden from the public").check()
    panel.get_by_role("button", name="Check my answer").click()
    expect(panel).to_contain_text("Not this one. You read secrecy as a sign of unofficial standing.")


def test_an_incomplete_answer_gets_one_sentence_and_no_traceback(lab: Lab) -> None:
    lab.open("notebooks/00_start_here.ipynb")
    lab.run_all()
    panel = lab.panel("Best guess")
    panel.get_by_role("button").click()
    expect(panel.get_by_role("alert")).to_have_text("Please give a number from 0 to 17 in every field.")


def test_what_is_typed_quickly_is_kept_as_it_was_typed(lab: Lab) -> None:
    lab.open("notebooks/00_start_here.ipynb")
    lab.run_all()
    panel = lab.panel("Best guess")
    panel.get_by_label("Best guess").focus()
    for number in ("12", "10", "15"):
        lab.page.keyboard.type(number, delay=60)
        lab.page.keyboard.press("Tab")
    lab.page.keyboard.press("Enter")
    expect(panel).to_contain_text("You said 12, and 10 to 15.")
    box = lab.panel("well calibrated").get_by_role("textbox")
    box.focus()
    lab.page.keyboard.type("one line")
    lab.page.keyboard.press("Enter")
    lab.page.keyboard.type("another")
    assert box.input_value() == "one line\nanother"
    lab.panel("well calibrated").get_by_role("button").click()
    expect(lab.panel("well calibrated")).to_contain_text("Kept.")


def test_a_button_pressed_twice_keeps_one_opinion(lab: Lab, course_copy: Path) -> None:
    lab.open("notebooks/00_start_here.ipynb")
    lab.run_all()
    panel = lab.panel("How sure are you?")
    before = panel.locator("h4").text_content() or ""
    panel.get_by_label("It holds as it stands here").check()
    panel.get_by_role("button", name="Keep my opinion and go on").dblclick()
    expect(panel.locator("h4")).not_to_have_text(before)
    lab.page.wait_for_timeout(1500)
    expect(panel.get_by_label("It holds as it stands here")).not_to_be_checked()
    journal = Journal(course_copy / "journal.sqlite3").history()
    assert len({entry.key for entry in journal if entry.key.startswith("claim-")}) == int(before.split()[1])


def test_a_panel_whose_kernel_was_restarted_says_what_to_do(lab: Lab) -> None:
    lab.open("notebooks/01_what_is_a_track.ipynb")
    lab.run_all()
    panel = lab.panel("held talks in Beijing")
    lab.menu("Kernel", "Restart Kernel…")
    lab.page.click(".jp-Dialog-button.jp-mod-accept")
    expect(lab.page.locator("#jp-main-statusbar")).to_contain_text("| Idle")
    panel.get_by_label("Track 1.5, since it was half-way").check()
    panel.get_by_role("button", name="Check my answer").click()
    expect(panel.get_by_role("alert")).to_contain_text("run the first code cell of this lesson")
    lab.errors.clear()  # JupyterLab's widget manager says on the console that the kernel is another


def test_a_lesson_that_was_run_is_saved_as_it_was_written(lab: Lab, course_copy: Path) -> None:
    lab.open("notebooks/01_what_is_a_track.ipynb")
    lab.run_all()
    with lab.page.expect_response(lambda answer: answer.request.method == "PUT") as saved:
        lab.menu("File", "Save Notebook")
    assert saved.value.ok
    name = "notebooks/01_what_is_a_track.ipynb"
    run, written = (json.loads((folder / name).read_text(encoding="utf-8"))["cells"] for folder in (course_copy, ROOT))
    assert [cell.get("outputs") for cell in run] == [cell.get("outputs") for cell in written]


def test_the_explorer_fits_a_narrow_window(lab: Lab) -> None:
    lab.page.set_viewport_size({"width": 640, "height": 900})
    lab.open("notebooks/01_what_is_a_track.ipynb")
    lab.run_all()
    panel = lab.panel("What counts as Track 1.5")
    expect(panel.locator(".js-plotly-plot")).to_be_visible()
    expect(panel.locator(".xtick text").first).to_have_text("private")
    right = panel.evaluate("e => e.getBoundingClientRect().right")
    for box in panel.locator("select, .js-plotly-plot .main-svg").all():
        assert box.evaluate("e => e.getBoundingClientRect().right") <= right + 1


def test_the_journal_can_be_downloaded_and_brought_back(lab: Lab, tmp_path: Path) -> None:
    lab.open("notebooks/00_start_here.ipynb")
    lab.run_all()
    claim = lab.panel("How sure are you?")
    before = claim.locator("h4").text_content() or ""
    claim.get_by_label("It needs correcting").check()
    claim.get_by_role("button", name="Keep my opinion and go on").click()
    expect(claim.locator("h4")).not_to_have_text(before)
    lab.restart_and_run_all()
    panel = lab.panel("Download a copy of my journal")
    with lab.page.expect_download() as download:
        panel.get_by_role("button", name="Download a copy of my journal").click()
    copy = tmp_path / "copy.json"
    download.value.save_as(copy)
    content = json.loads(copy.read_text(encoding="utf-8"))
    assert "claim-01" in {entry["key"] for entry in content["entries"]}
    content["entries"].append({"id": "elsewhere", "key": "from-binder", "value": 1, "at": "2026-01-01T00:00:00+00:00"})
    copy.write_text(json.dumps(content), encoding="utf-8")
    panel.get_by_label("Bring back a copy").set_input_files(copy)
    expect(panel).to_contain_text("1 answer was added.")


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
@pytest.mark.parametrize("lesson", LESSONS)
def test_no_panel_breaks_an_accessibility_rule(lab: Lab, lesson: str, theme: str) -> None:
    lab.open(f"notebooks/{lesson}")
    lab.page.evaluate(
        """theme => { const dark = theme.endsWith('Dark');
             document.body.dataset.jpThemeName = theme; document.body.dataset.jpThemeLight = String(!dark); }""",
        theme,
    )
    lab.run_all()
    if lesson.startswith("01"):
        expect(lab.page.locator(".js-plotly-plot").first).to_be_visible()
    found = Axe().run(lab.page, context=".course-panel").response["violations"]
    grave = [
        (v["id"], [node["html"][:120] for node in v["nodes"]]) for v in found if v["impact"] in ("serious", "critical")
    ]
    assert grave == []
