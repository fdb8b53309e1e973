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
    gallery.write(folder / "notebooks" / "00_start_here.ipynb")
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
        if kind == "TEXTAREA":
            opened.page.keyboard.type("track")
            assert "track" in box.input_value()
            continue
        before = panel.get_attribute("data-serial") or ""
        opened.page.keyboard.press(KEYS[kind])
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
            assert folded.locator("table tr, li").count() > 0


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
    lab.open("notebooks/00_start_here.ipynb")
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
