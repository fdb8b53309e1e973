"""A real JupyterLab, started by `course` itself, in a real browser."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect

PROMPTS = "[...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')].map(p => p.textContent)"
# Each output that is a widget holds a panel that has been drawn.
PANELS_DRAWN = """() => [...document.querySelectorAll('.jp-OutputArea-output[data-mime-type*="widget-view"]')]
    .every(output => output.querySelector('.course-panel[data-serial]'))"""
WHERE_ALL_STANDS = """() => JSON.stringify([
    [...document.querySelectorAll('.course-panel')].map(panel => Math.round(panel.getBoundingClientRect().top)),
    document.activeElement?.className])"""
STILL = 8  # looks, a tenth of a second apart, in which nothing may have moved
WAIT = 60_000  # milliseconds; a machine that does other things is slow


@contextmanager
def started(folder: Path, *arguments: str, env: dict[str, str] | None = None) -> Iterator[str]:
    """Run a `course` command that opens JupyterLab, in a folder; yield the address that it prints."""
    command = [sys.executable, "-m", "course_lib.cli", *arguments, "--no-browser"]
    # JupyterLab opens what was open last, from a person's own settings: here it starts with none.
    home = Path(tempfile.mkdtemp(prefix="lab-"))
    names = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTERLAB_SETTINGS_DIR", "JUPYTERLAB_WORKSPACES_DIR")
    own = {name: str(home / name.lower()) for name in names}
    process = subprocess.Popen(
        command,
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, **own, **(env or {})},
        text=True,
    )
    assert process.stdout
    said = []
    try:
        for line in process.stdout:
            said.append(line)
            address = re.search(r"http://127\.0\.0\.1:\d+/\S+", line)
            if address:
                yield address[0]
                break
        else:
            raise AssertionError(f"{' '.join(command)} printed no address:\n{''.join(said)}")
    finally:
        process.send_signal(signal.SIGINT)
        code = process.wait(30)
        shutil.rmtree(home, ignore_errors=True)
    assert code == 0, f"Ctrl-C should end {' '.join(arguments) or 'course'} with 0, and it ended with {code}"


@dataclass
class Lab:
    """A page of JupyterLab, and what went wrong on it."""

    page: Page
    address: str
    errors: list[str] = field(default_factory=list)
    outside: set[str] = field(default_factory=set)

    @classmethod
    def at(cls, browser: Browser, address: str, **context: object) -> Lab:
        page = browser.new_context(viewport={"width": 1200, "height": 1000}, **context).new_page()  # type: ignore[arg-type]
        page.set_default_timeout(WAIT)
        expect.set_options(timeout=WAIT)
        lab = cls(page, address)
        local = ("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:")
        page.on("console", lambda m: lab.errors.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: lab.errors.append(str(error)))
        page.on("request", lambda r: None if r.url.startswith(local) else lab.outside.add(r.url))
        return lab

    def url(self, path: str) -> str:
        """Return the address of a path on this server, with its token."""
        host, token = re.match(r"(http://[^/]+)/.*?(\?token=\w+)", self.address).groups()  # type: ignore[union-attr]
        return f"{host}/{path.lstrip('/')}{token}"

    def open(self, path: str | None = None) -> Lab:
        """Open a notebook, or the page that `course` opens, and wait for its kernel."""
        self.page.goto(self.url(f"doc/tree/{path}") if path else self.address)
        self.page.wait_for_selector(".jp-Notebook .jp-Cell")
        expect(self.page.locator("#jp-main-statusbar")).to_contain_text("| Idle")
        return self

    def theme(self, name: str) -> None:
        """Choose one of JupyterLab's themes, from its own menu."""
        self.page.click(".lm-MenuBar-itemLabel:text-is('Settings')")
        self.page.hover(".lm-Menu-itemLabel:text-is('Theme')")
        self.page.click(f".lm-Menu-itemLabel:text-is('{name}')")
        self.page.wait_for_selector(f"body[data-jp-theme-name='{name}']", state="attached")

    def menu(self, name: str, entry: str) -> None:
        """Choose an entry of a menu."""
        self.page.click(f".lm-MenuBar-itemLabel:text-is('{name}')")
        self.page.click(f".lm-Menu-itemLabel:text-is('{entry}')")

    def run_all(self) -> None:
        """Run every cell and wait until the last is done."""
        self.menu("Run", "Run All Cells")
        self._finished()

    def restart_and_run_all(self) -> None:
        """Restart the kernel, as a learner would, and run every cell."""
        self.menu("Run", "Restart Kernel and Run All Cells…")
        self.page.click(".jp-Dialog-button.jp-mod-accept")
        # Numbers of the run before still stand there until the new one has begun.
        self.page.wait_for_function(f"{PROMPTS}.some(p => !/\\[\\d+\\]/.test(p))")
        self._finished()

    def _finished(self) -> None:
        self.page.wait_for_function(f"{PROMPTS}.length && {PROMPTS}.every(p => /\\[\\d+\\]/.test(p))")
        self.settle()

    def settle(self) -> None:
        """Wait until every panel is drawn and nothing on the page moves, as a person does before pressing anything.

        Panels arrive after the number of their cell, and push down what stands below; JupyterLab takes the focus to
        the last cell that ran.
        """
        self.page.wait_for_function(PANELS_DRAWN)
        seen, still = None, 0
        while still < STILL:
            now = self.page.evaluate(WHERE_ALL_STANDS)
            still = still + 1 if now == seen else 0
            seen = now
            self.page.wait_for_timeout(100)

    def panel(self, heading_or_label: str) -> Locator:
        """Return the panel that holds some text."""
        return self.page.locator(".course-panel", has_text=heading_or_label).first

    def failed_cells(self) -> list[str]:
        """Return what stands on stderr or as an error under any cell."""
        kinds = ("application/vnd.jupyter.stderr", "application/vnd.jupyter.error")
        selector = ", ".join(f'.jp-OutputArea-output[data-mime-type="{kind}"]' for kind in kinds)
        return self.page.locator(selector).all_inner_texts()
