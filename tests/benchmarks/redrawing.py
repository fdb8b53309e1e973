"""How fast explorers answer, and what they send: `python -m tests.benchmarks.redrawing [--slow]`.

In a real Chromium, from key press to redrawn panel, chart included, on a walk along the cases, for every explorer and for
a bare slider with a bare `FigureWidget`, in turns within one run. Then the same with a catalogue of 1,000 cases; then the
bytes that cross from the kernel to the page; and with `--slow` the time to the first chart on a line of 1.5 Mbit/s and
300 ms. Prints tables; ratios come from one run.

What is asked: median at most 1.3 times and 95th percentile at most 1.5 times the bare widget's; with 1,000 cases the
median at most doubles; Plotly's code crosses once, and each further explorer costs under 200 KB.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import os
import platform
import statistics
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import ElementHandle, sync_playwright

from tests.browser import gallery
from tests.browser.lab import Lab, started
from tests.machine import chromium

ROUNDS, PRESSES = 6, 10
CASES = 15
BARE = """import ipywidgets, plotly.graph_objects as go
figure = go.FigureWidget([go.Scatter(x=list(range(60)), y=list(range(60)), mode="markers")])
slider = ipywidgets.IntSlider(50, 0, 1000)
def move(change):
    with figure.batch_update():
        figure.data[0].y = [(change["new"] * x) % 60 for x in range(60)]
slider.observe(move, "value")
ipywidgets.VBox([slider, figure])"""


def along(control: str) -> list[tuple[str, str]]:
    """Return the presses that walk along the cases of a control and back."""
    where = f"[data-name={control}]"
    return [(where, "ArrowDown")] * CASES + [(where, "ArrowUp")] * CASES


# The explorers of models: their first slider is moved down and up.
MODELS = ("winsets", "readiness", "room", "transfer", "spoilers", "selection", "process_tracing")
# Which control is worked with which key, in turn.
WORKED = {
    "axes": along("case"),
    "timeline": along("case"),
    "events": along("case"),
    "map": along("case"),
    "case": along("case"),
    "compare": along("third"),
    "network": along("case"),
    "placing": [("[data-name=forward]", "Enter"), ("[data-name=back]", "Enter")],
    **{name: [("input[type=range] >> nth=0", f"Arrow{way}") for way in ("Left", "Right")] for name in MODELS},
    "studio": [("[data-name=who]", "ArrowDown"), ("[data-name=who]", "ArrowUp")],
    "glossary": [("[data-name=find]", "Enter")],
    "looking back": [("[data-name=show] >> nth=0", "ArrowDown"), ("[data-name=show] >> nth=1", "ArrowUp")],
}
OVER_CASES = ("axes", "timeline", "events", "map", "case", "compare", "network")
# From the key press to the answer: the bare chart was drawn again, or all of a panel was, its chart included.
ARM = """panel => { window.answered = new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error('no answer in 20 s')), 20000);
    let start = null;
    document.addEventListener('keydown', () => { start = performance.now(); }, { capture: true, once: true });
    const done = () => { if (start !== null) { watcher.disconnect(); resolve(performance.now() - start); } };
    const chart = panel.querySelector('.js-plotly-plot'), before = panel.dataset.serial;
    const watcher = new MutationObserver(() => {
        const drawn = !chart || chart.parentElement.hidden || chart.dataset.serial === panel.dataset.serial;
        if (drawn && panel.dataset.serial !== before) done();
    });
    if (!before) {
        const drawn = () => { chart.removeListener('plotly_afterplot', drawn); done(); };
        return chart.on('plotly_afterplot', drawn);
    }
    watcher.observe(panel, { attributes: true, attributeFilter: ['data-serial'], subtree: true });
}); }"""
SLOW_BITS, SLOW_LATENCY = 1_500_000, 0.3


def synthetic(count: int) -> str:
    """Return the first cell that makes a catalogue of some number of cases out of the course's own."""
    return (
        "from course_lib import Case, Catalogue, load_cases\n"
        "own = list(load_cases())\n"
        f"cases = Catalogue([Case({{**own[n % len(own)].raw, 'id': f'S{{n:04}}'}}) for n in range({count})])"
    )


def press(lab: Lab, panel: ElementHandle, key: str) -> float:
    """Press a key where the focus is and return the milliseconds until the answer was drawn."""
    panel.evaluate(ARM)
    lab.page.keyboard.press(key)
    took: float = lab.page.evaluate("window.answered")
    lab.page.wait_for_timeout(40)
    return took


Presses = Iterator[tuple[str, str]]


def timed(
    lab: Lab, worked: dict[str, tuple[ElementHandle, Presses]], presses: int, rounds: int
) -> dict[str, list[float]]:
    """Work every panel in turns, and return the milliseconds of each press."""
    times: dict[str, list[float]] = defaultdict(list)
    for _ in range(rounds):
        for name, (panel, steps) in worked.items():
            at = None
            for where, key in itertools.islice(steps, presses):
                if where != at:
                    panel.wait_for_selector(where).focus()
                at = where if key.startswith("Arrow") and "nth" not in where else None
                times[name].append(press(lab, panel, key))
    return times


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def run(lab: Lab, notebook: str, names: list[str], bare: bool) -> dict[str, list[float]]:
    lab.open(notebook)
    lab.run_all()
    worked: dict[str, tuple[ElementHandle, Presses]] = {}
    if bare:
        box = lab.page.wait_for_selector(".jupyter-widgets.widget-vbox:has(.js-plotly-plot)")
        worked["bare"] = (box, itertools.repeat((".noUi-handle, [role=slider]", "ArrowRight")))
    panels = lab.page.locator(".course-panel").element_handles()
    worked |= {name: (panel, itertools.cycle(WORKED[name])) for name, panel in zip(names, panels, strict=True)}
    timed(lab, worked, presses=3, rounds=1)  # to warm up
    return timed(lab, worked, PRESSES, ROUNDS)


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
        with contextlib.suppress(ConnectionError):  # a page that is closed hangs up
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
    lab.page.locator(".js-plotly-plot .scatterlayer .trace").first.wait_for(state="attached", timeout=240_000)
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
            lab.page.wait_for_timeout(3000)
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
