"""How long a lesson takes to show its first explorer: `python -m tests.benchmarks.opening [ROUNDS]`.

In a real Chromium, from asking for the page of a notebook to the first chart of an explorer on the screen, the start of
its kernel included; beside it a bare notebook whose one cell shows a bare `FigureWidget`. Each is opened in a page and
with a kernel of its own, in turns within one run, and everything on it is run as soon as the page has its kernel.

What is asked: no lesson takes longer than the bare notebook.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import statistics
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser import gallery
from tests.browser.lab import Lab, started
from tests.machine import ROOT, chromium

BARE = "import plotly.graph_objects as go\ngo.FigureWidget([go.Scatter(x=[1, 2, 3], y=[3, 1, 2])])"
# A chart that has been drawn; in a lesson it stands in a panel.
DRAWN = ".js-plotly-plot .main-svg .scatterlayer, .js-plotly-plot .main-svg .barlayer"


def opened(browser: Browser, address: str, notebook: str, drawn: str) -> float:
    """Return the seconds from asking for a notebook's page to the first chart on it, in a fresh page and kernel."""
    lab = Lab.at(browser, address)
    start = time.perf_counter()
    lab.open(notebook)
    lab.menu("Run", "Run All Cells")
    lab.page.locator(drawn).first.wait_for(state="visible", timeout=120_000)
    took = time.perf_counter() - start
    lab.page.context.close()
    end_kernels(lab)
    return took


def end_kernels(lab: Lab) -> None:
    """Stop every kernel of the server, so that the next notebook finds the machine as this one did."""
    sessions = json.load(urllib.request.urlopen(lab.url("api/sessions")))
    for session in sessions:
        urllib.request.urlopen(urllib.request.Request(lab.url(f"api/sessions/{session['id']}"), method="DELETE"))


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    folder = Path(tempfile.mkdtemp())
    shutil.copytree(ROOT / "notebooks", folder / "notebooks", ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    gallery.write(folder / "notebooks" / "bare.ipynb", {"bare": BARE})
    lessons = sorted(file.stem for file in (ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb"))
    in_a_panel = ", ".join(f".course-panel {one.strip()}" for one in DRAWN.split(","))
    print(f"{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} cores, medians of {rounds}\n")
    print(f"{'notebook':28} {'seconds':>8} {'bare, in turn':>14} {'ratio':>6}")
    as_root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with (
        started(folder, env={"COURSE_JOURNAL": str(folder / "journal.sqlite3")}) as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--disable-gpu", *as_root])
        opened(browser, address, "notebooks/bare.ipynb", DRAWN)  # to warm up
        for lesson in lessons:
            ours, bare = [], []
            for _ in range(rounds):
                bare.append(opened(browser, address, "notebooks/bare.ipynb", DRAWN))
                ours.append(opened(browser, address, f"notebooks/{lesson}.ipynb", in_a_panel))
            middle, beside = statistics.median(ours), statistics.median(bare)
            print(f"{lesson:28} {middle:8.2f} {beside:14.2f} {middle / beside:6.2f}", flush=True)
        browser.close()


if __name__ == "__main__":
    main()
