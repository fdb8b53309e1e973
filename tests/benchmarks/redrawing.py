"""How fast explorers answer, and what they send: `python -m tests.benchmarks.redrawing [--slow]`.

In a real Chromium, from key press to redrawn chart (or, without a chart, to changed content), for every explorer and for
a bare slider with a bare `FigureWidget`, in turns within one run. Then the same with a catalogue of 1,000 cases; then the
bytes that cross from the kernel to the page; and with `--slow` the time to the first chart on a line of 1.5 Mbit/s and
300 ms. Prints tables; ratios come from one run.

What is asked: median at most 1.3 times and 95th percentile at most 1.5 times the bare widget's; with 1,000 cases the
median at most doubles; Plotly's code crosses once, and each further explorer costs under 200 KB.
"""

from __future__ import annotations

import asyncio
import os
import platform
import statistics
import sys
import tempfile
import threading
import time
from collections import defaultdict
from pathlib import Path

from playwright.sync_api import Locator, sync_playwright

from tests.browser import gallery
from tests.browser.lab import Lab, started
from tests.machine import chromium

ROUNDS, PRESSES = 6, 5
BARE = """import ipywidgets, plotly.graph_objects as go
figure = go.FigureWidget([go.Scatter(x=list(range(60)), y=list(range(60)), mode="markers")])
slider = ipywidgets.IntSlider(50, 0, 1000)
def move(change):
    with figure.batch_update():
        figure.data[0].y = [(change["new"] * x) % 60 for x in range(60)]
slider.observe(move, "value")
ipywidgets.VBox([slider, figure])"""
# Which control is worked with which key, in turn.
WORKED = {
    "axes": [("[data-name=case]", "ArrowDown"), ("[data-name=case]", "ArrowUp")],
    "timeline": [("[data-name=case]", "ArrowDown"), ("[data-name=case]", "ArrowUp")],
    "events": [("[data-name=case]", "ArrowDown"), ("[data-name=case]", "ArrowUp")],
    "map": [("[data-name=case]", "ArrowDown"), ("[data-name=case]", "ArrowUp")],
    "case": [("[data-name=case]", "ArrowDown"), ("[data-name=case]", "ArrowUp")],
    "compare": [("[data-name=third]", "ArrowDown"), ("[data-name=third]", "ArrowUp")],
    "network": [("[data-name=case]", "ArrowDown"), ("[data-name=case]", "ArrowUp")],
    "placing": [("[data-name=forward]", "Enter"), ("[data-name=back]", "Enter")],
    "glossary": [("[data-name=find]", "Enter")],
    "looking back": [("[data-name=show] >> nth=0", "ArrowDown"), ("[data-name=show] >> nth=1", "ArrowUp")],
}
OVER_CASES = ("axes", "timeline", "events", "map", "case", "compare", "network")
# From the key press to the first answer: a chart that was drawn again, or a panel whose content was.
ARM = """([panel, chart]) => { window.answered = new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error('no answer in 20 s')), 20000);
    let start = null;
    document.addEventListener('keydown', () => { start = performance.now(); }, { capture: true, once: true });
    const done = () => { if (start !== null) { watcher?.disconnect(); resolve(performance.now() - start); } };
    let watcher = null;
    if (chart && !panel.classList.contains('course-panel')) {
        const drawn = () => { chart.removeListener('plotly_afterplot', drawn); done(); };
        chart.on('plotly_afterplot', drawn);
    } else {
        watcher = new MutationObserver(done);
        watcher.observe(chart || panel, { attributes: true, attributeFilter: ['data-serial'] });
    }
}); }"""
SLOW_BITS, SLOW_LATENCY = 1_500_000, 0.3


def synthetic(count: int) -> str:
    """Return the first cell that makes a catalogue of some number of cases out of the course's own."""
    return (
        "from course_lib import Case, Catalogue, load_cases\n"
        "own = list(load_cases())\n"
        f"cases = Catalogue([Case({{**own[n % len(own)].raw, 'id': f'S{{n:04}}'}}) for n in range({count})])"
    )


def press(lab: Lab, panel: Locator, control: Locator, key: str) -> float:
    """Press a key on a control and return the milliseconds until the answer was drawn."""
    control.focus()
    chart = panel.locator(".js-plotly-plot:visible")
    handle = chart.first.element_handle() if chart.count() else None
    lab.page.evaluate(ARM, [panel.element_handle(), handle])
    lab.page.keyboard.press(key)
    took: float = lab.page.evaluate("window.answered")
    lab.page.wait_for_timeout(40)
    return took


def timed(lab: Lab, names: list[str], bare: Locator | None, rounds: int = ROUNDS) -> dict[str, list[float]]:
    """Work every explorer in turns, and return the milliseconds of each press."""
    times: dict[str, list[float]] = defaultdict(list)
    panels = dict(zip(names, lab.page.locator(".course-panel").all(), strict=True))
    for _ in range(rounds):
        if bare:
            slider = bare.locator(".noUi-handle, [role=slider]").first
            times["bare"] += [press(lab, bare, slider, "ArrowRight") for _ in range(PRESSES)]
        for name, panel in panels.items():
            for n in range(PRESSES + 1):
                where, key = WORKED[name][n % len(WORKED[name])]
                times[name].append(press(lab, panel, panel.locator(where), key))
    return times


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def run(lab: Lab, notebook: str, names: list[str], bare: bool) -> dict[str, list[float]]:
    lab.open(notebook)
    lab.run_all()
    box = lab.page.locator(".jupyter-widgets.widget-vbox").first if bare else None
    if box:
        box.locator(".js-plotly-plot").wait_for()
    timed(lab, names, box, rounds=1)  # to warm up
    return timed(lab, names, box)


def table(times: dict[str, list[float]], base: dict[str, list[float]] | None = None) -> None:
    print(f"{'what':14} {'presses':>7} {'median ms':>10} {'95 % ms':>9} {'median ratio':>13} {'95 % ratio':>11}")
    for name, values in times.items():
        to = (base or times)[name if base else "bare"]
        middle, high = statistics.median(values), percentile(values, 0.95)
        ratios = middle / statistics.median(to), high / percentile(to, 0.95)
        print(f"{name:14} {len(values):7} {middle:10.0f} {high:9.0f} {ratios[0]:13.2f} {ratios[1]:11.2f}")


class SlowLine:
    """A port that leads to another, with as many bits a second and as much delay as a slow line."""

    def __init__(self, port: int) -> None:
        self.to, self.port, self.loop = port, 0, asyncio.new_event_loop()
        ready = threading.Event()
        self.thread = threading.Thread(target=self._serve, args=[ready], daemon=True)
        self.thread.start()
        ready.wait()

    def _serve(self, ready: threading.Event) -> None:
        asyncio.set_event_loop(self.loop)
        server = self.loop.run_until_complete(asyncio.start_server(self._connected, "127.0.0.1", 0))
        self.port = server.sockets[0].getsockname()[1]
        self.free = {"down": 0.0, "up": 0.0}
        ready.set()
        self.loop.run_forever()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        other_reader, other_writer = await asyncio.open_connection("127.0.0.1", self.to)
        await asyncio.gather(self._carry(reader, other_writer, "up"), self._carry(other_reader, writer, "down"))

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, way: str) -> None:
        """Carry bytes one way: all connections share the line's width, and each byte comes later by the delay."""
        arrivals: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue(64)

        async def deliver() -> None:
            while True:
                due, data = await arrivals.get()
                await asyncio.sleep(max(0.0, due - time.monotonic()))
                if not data:
                    writer.close()
                    return
                writer.write(data)
                await writer.drain()

        delivering = asyncio.create_task(deliver())
        data = b"x"
        while data:
            data = await reader.read(16_384)
            self.free[way] = max(time.monotonic(), self.free[way]) + 8 * len(data) / SLOW_BITS
            await asyncio.sleep(max(0.0, self.free[way] - time.monotonic()))
            await arrivals.put((time.monotonic() + SLOW_LATENCY / 2, data))
        await delivering


def first_chart(lab: Lab, notebook: str) -> float:
    """Return the seconds from *Run All Cells* to the first chart."""
    lab.open(notebook)
    start = time.perf_counter()
    lab.menu("Run", "Run All Cells")
    lab.page.locator(".js-plotly-plot .plot").first.wait_for(state="attached", timeout=240_000)
    return time.perf_counter() - start


def main() -> None:
    print(f"{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} cores\n")
    folder = Path(tempfile.mkdtemp())
    own = {name: gallery.EXPLORERS[name] for name in WORKED}
    gallery.write(folder / "notebooks" / "00_start_here.ipynb", {"bare": BARE, **own})
    for count in (50, 1000):
        many = {
            name: call.replace("()", "(cases=cases)").replace('")', '", cases=cases)').replace('"C19", ', '"S0001", ')
            for name, call in own.items()
            if name in OVER_CASES
        }
        gallery.write(folder / "notebooks" / f"{count}.ipynb", many, synthetic(count))
    gallery.write(folder / "notebooks" / "first.ipynb", {"axes": gallery.EXPLORERS["axes"]})
    gallery.write(folder / "notebooks" / "bare.ipynb", {"bare": BARE})
    calls = ("axes", "timeline", "map", "case", "compare", "network")
    gallery.write(folder / "notebooks" / "bytes.ipynb", {name: gallery.EXPLORERS[name] for name in calls})
    environment = {"COURSE_JOURNAL": str(folder / "journal.sqlite3")}
    as_root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with started(folder, env=environment) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--disable-gpu", *as_root])
        print("From key press to redrawn chart; ratios to the bare slider and FigureWidget\n")
        table(run(Lab.at(browser, address), "notebooks/00_start_here.ipynb", list(WORKED), bare=True))
        print("\nWith 1,000 cases; ratios to 50 of the same\n")
        fifty = run(Lab.at(browser, address), "notebooks/50.ipynb", list(OVER_CASES), bare=False)
        table(run(Lab.at(browser, address), "notebooks/1000.ipynb", list(OVER_CASES), bare=False), fifty)

        print("\nKilobytes from the kernel to the page, by cell\n")
        lab = Lab.at(browser, address)
        heard = [0]
        lab.page.on("websocket", lambda ws: ws.on("framereceived", lambda f: heard.__setitem__(0, heard[0] + len(f))))
        lab.open("notebooks/bytes.ipynb")
        lab.page.locator(".jp-CodeCell").first.click()
        for name in ("import", *calls):
            before = heard[0]
            lab.page.keyboard.press("Shift+Enter")
            lab.page.wait_for_timeout(4000)
            print(f"{name:14} {(heard[0] - before) / 1000:9.0f}")

        if "--slow" in sys.argv:
            line = SlowLine(int(address.split(":")[2].split("/")[0]))
            slow = address.replace(address.split(":")[2].split("/")[0], str(line.port), 1)
            print("\nSeconds from *Run All Cells* to the first chart at 1.5 Mbit/s and 300 ms\n")
            for name in ("first", "bare"):
                lab = Lab.at(browser, slow)
                lab.page.set_default_timeout(300_000)
                print(f"{name:14} {first_chart(lab, f'notebooks/{name}.ipynb'):9.1f}", flush=True)
        browser.close()


if __name__ == "__main__":
    main()
