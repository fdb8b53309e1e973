"""Every explorer in a real JupyterLab: by keyboard alone, in both themes, and with as few bytes as a slow line bears."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, expect

from tests.browser import gallery
from tests.browser.lab import Lab, started

NAMES = list(gallery.EXPLORERS)
KILOBYTE = 1000


@pytest.fixture(scope="module")
def address(browser: Browser) -> Iterator[str]:
    folder = Path(tempfile.mkdtemp(prefix="gallery-"))
    for name in ("00_start_here", "cell_by_cell"):  # JupyterLab saves a notebook after two minutes, with what it shows
        gallery.write(folder / "notebooks" / f"{name}.ipynb")
    with started(folder, env={"COURSE_JOURNAL": str(folder / "journal.sqlite3")}) as found:
        yield found


@pytest.fixture(scope="module")
def opened(browser: Browser, address: str) -> Iterator[Lab]:
    """The gallery with every explorer drawn; what goes wrong on the page fails the test that sees it."""
    lab = Lab.at(browser, address)
    lab.open("notebooks/00_start_here.ipynb")
    lab.run_all()
    yield lab
    lab.page.context.close()


@pytest.fixture(autouse=True)
def nothing_went_wrong(opened: Lab) -> Iterator[None]:
    yield
    wrong = [*opened.errors, *opened.outside, *opened.failed_cells()]
    opened.errors.clear()  # the page is shared: each test answers for its own
    opened.outside.clear()
    assert wrong == []


def panel_of(lab: Lab, name: str) -> Locator:
    return lab.page.locator(".course-panel").nth(NAMES.index(name))


def answered(panel: Locator, before: str) -> None:
    """Wait until the panel has answered the last change."""
    expect(panel).not_to_have_attribute("data-serial", before)


def test_every_explorer_is_drawn(opened: Lab) -> None:
    expect(opened.page.locator(".course-panel")).to_have_count(len(NAMES))
    for name in NAMES:
        assert (panel_of(opened, name).text_content() or "").strip()


# What is pressed on each kind of control.
KEYS = {"SELECT": "ArrowDown", "radio": "ArrowDown", "checkbox": "Space", "range": "ArrowRight", "BUTTON": "Enter"}

TYPED = {"TEXTAREA": "track", "text": "track", "number": "5"}


@pytest.mark.parametrize("name", NAMES)
def test_every_control_is_reached_and_worked_by_keyboard(opened: Lab, name: str) -> None:
    panel = panel_of(opened, name)
    controls = panel.locator(".course-controls [data-name]")
    seen = set()
    first = controls.first
    first.focus()
    for _ in range(controls.count()):
        focused = opened.page.evaluate("document.activeElement.dataset.name + ' ' + document.activeElement.type")
        seen.add(focused.split()[0])
        opened.page.keyboard.press("Tab")
    offered = set(controls.evaluate_all("all => all.map(e => e.dataset.name)"))
    assert offered <= seen
    for control in sorted(offered):
        if not panel.locator(f"[data-name={control}]").count():
            continue  # another control's change has put others in its place
        chosen = panel.locator(f"[data-name={control}][type=radio]:checked")
        box = chosen if chosen.count() else panel.locator(f"[data-name={control}]").first
        kind = box.evaluate("e => ['SELECT', 'BUTTON', 'TEXTAREA'].includes(e.tagName) ? e.tagName : e.type")
        box.focus()
        assert box.evaluate("e => e.matches(':focus-visible')")
        outline = box.evaluate("e => getComputedStyle(e).outlineStyle")
        assert outline == "solid", f"the focus on {control} cannot be seen"
        if kind in TYPED:
            opened.page.keyboard.type(TYPED[kind])
            assert TYPED[kind] in box.input_value()
            continue
        before = panel.get_attribute("data-serial") or ""
        at_its_end = kind == "range" and box.evaluate("e => e.value === e.max")
        opened.page.keyboard.press("ArrowLeft" if at_its_end else KEYS[kind])
        answered(panel, before)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_folded_is_opened_by_keyboard(opened: Lab, name: str) -> None:
    panel = panel_of(opened, name)
    for summary in panel.locator(":scope > div > details > summary").all():
        folded = summary.locator("..")
        was = folded.evaluate("e => e.open")
        summary.focus()
        opened.page.keyboard.press("Enter")
        expect(folded).to_have_js_property("open", not was)
        if not was:
            expect(folded.locator("table tr, li").first).to_be_attached()


def test_enter_in_the_box_of_the_glossary_searches(opened: Lab) -> None:
    panel = panel_of(opened, "glossary")
    panel.locator("[data-name=wanted]").fill("back channel")
    panel.locator("[data-name=wanted]").press("Enter")
    expect(panel).to_contain_text("1 term.")
    panel.locator("[data-name=wanted]").fill("zzzz")
    panel.locator("[data-name=wanted]").press("Enter")
    expect(panel).to_contain_text("No term holds “zzzz”")
    expect(panel.locator("li")).to_have_count(0)


def test_a_refused_choice_takes_away_what_stood_there_until_something_can_be_shown_again(opened: Lab) -> None:
    panel = panel_of(opened, "map")
    whole = [panel.locator(part) for part in (".course-figure", "[aria-live=polite]", "details >> nth=0")]
    panel.locator("[data-name=party]").select_option("Peru")
    panel.locator("[data-name=region]").select_option("Europe")
    expect(panel.get_by_role("alert")).to_contain_text("No case has this party in this region")
    for part in whole:
        expect(part).to_be_hidden()
    panel.locator("[data-name=region]").select_option("all")
    expect(panel.get_by_role("alert")).to_be_hidden()
    for part in whole:
        expect(part).to_be_visible()


def test_a_slider_says_its_value_as_it_is_shown_and_what_it_stands_for(opened: Lab) -> None:
    slider = panel_of(opened, "winsets").locator("input[type=range]").first
    slider.focus()
    opened.page.keyboard.press("ArrowRight")
    shown = panel_of(opened, "winsets").locator("output").first
    assert slider.get_attribute("aria-valuetext") == shown.inner_text() != ""
    described = slider.get_attribute("aria-describedby")
    assert opened.page.locator(f"[id='{described}']").inner_text().endswith((".", "…"))


def test_a_control_that_another_one_changes_keeps_the_focus_and_its_place(opened: Lab) -> None:
    panel = panel_of(opened, "network")
    panel.locator("[data-name=case]").focus()
    before = panel.get_attribute("data-serial") or ""
    opened.page.keyboard.press("ArrowDown")
    answered(panel, before)
    assert opened.page.evaluate("document.activeElement.dataset.name") == "case"
    assert panel.locator("[data-name=without]").input_value() == "nobody"


def test_what_was_written_about_one_encounter_does_not_stand_under_the_next(opened: Lab) -> None:
    panel = panel_of(opened, "placing")
    if panel.locator("[data-name=back]").count():  # another test may have gone on before
        panel.locator("[data-name=back]").click()
        expect(panel).to_contain_text("Encounter 1 of")
    reason = panel.locator("[data-name=reason]")
    reason.fill("because nobody knew")
    panel.locator("[data-name=keep]").click()
    expect(panel.get_by_role("alert")).to_contain_text("Choose a step on both axes first")
    expect(reason).to_have_value("because nobody knew")
    panel.locator("[data-name=forward]").click()
    expect(panel).to_contain_text("Encounter 2 of")
    expect(reason).to_have_value("")


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_no_explorer_breaks_an_accessibility_rule(opened: Lab, theme: str) -> None:
    opened.theme(theme)
    # What is folded is looked at too; of long lists the first of each will do.
    opened.page.evaluate("document.querySelectorAll('.course-panel > div > details').forEach(d => { d.open = true; })")
    opened.page.wait_for_timeout(500)
    found = Axe().run(opened.page, context=".course-panel").response["violations"]
    grave = [
        (v["id"], [node["html"][:120] for node in v["nodes"]]) for v in found if v["impact"] in ("serious", "critical")
    ]
    assert grave == []


@pytest.mark.parametrize("theme", ["JupyterLab Dark", "JupyterLab Light"])
def test_a_chart_takes_its_colours_from_the_theme(opened: Lab, theme: str) -> None:
    opened.theme(theme)
    chart = panel_of(opened, "timeline").locator(".js-plotly-plot")
    title = chart.locator(".gtitle")

    def contrast() -> float:
        """Return how far the title's lightness lies from the page's."""
        ink, page = (
            sum(int(n) for n in re.findall(r"\d+", colour)[:3])
            for colour in (
                title.evaluate("e => getComputedStyle(e).fill"),
                chart.evaluate("e => getComputedStyle(e.closest('.course-panel')).backgroundColor"),
            )
        )
        return abs(ink - page)

    expect(title).to_be_visible()
    opened.page.wait_for_timeout(500)  # the chart follows the theme in its own time
    assert contrast() > 300


def test_plotly_crosses_once_and_each_further_explorer_costs_little(browser: Browser, address: str) -> None:
    lab = Lab.at(browser, address)
    heard = [0]
    lab.page.on(
        "websocket", lambda ws: ws.on("framereceived", lambda frame: heard.__setitem__(0, heard[0] + len(frame)))
    )
    lab.open("notebooks/cell_by_cell.ipynb")
    lab.page.locator(".jp-CodeCell").first.click()
    costs = []
    for number in range(1 + len(NAMES)):
        before = heard[0]
        lab.page.keyboard.press("Shift+Enter")
        expect(lab.page.locator(".course-panel")).to_have_count(number)
        if number:
            panel = lab.page.locator(".course-panel").nth(number - 1)
            expect(panel).to_have_attribute("data-serial", re.compile(r"\d+"))
            if number == 1:
                expect(panel.locator(".js-plotly-plot")).to_be_visible()
        lab.page.wait_for_timeout(700)
        costs.append(heard[0] - before)
    lab.page.context.close()
    assert 1_000 * KILOBYTE < costs[1] < 2_000 * KILOBYTE
    assert all(cost < 200 * KILOBYTE for cost in costs[2:]), costs
