"""How fast the library loads: `python tests/benchmarks/loading.py`. Prints a table; ratios come from one run.

What is aimed at: `load_cases()` under 50 ms for 50 cases; importing the course and building its first explorer in at
most half the time of importing ipywidgets and plotly and building one bare FigureWidget.
"""

from __future__ import annotations

import json
import platform
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

RUNS = 7
BARE = "import ipywidgets, plotly.graph_objects; plotly.graph_objects.FigureWidget()"
OURS = "import course_lib; course_lib.explore.axes()"


def in_a_fresh_python(code: str, before: str = "") -> float:
    """Return the milliseconds that some code takes in a Python that has imported nothing, the median of several."""
    timed = f"import time\n{before}\nstart = time.perf_counter()\n{code}\nprint(1000 * (time.perf_counter() - start))"
    times = [
        float(subprocess.run([sys.executable, "-c", timed], capture_output=True, text=True, check=True).stdout)
        for _ in range(RUNS)
    ]
    return statistics.median(times)


def copies(count: int, folder: Path) -> Path:
    """Write a catalogue of some number of cases, made of the course's own, and return its file."""
    from course_lib.catalogue import COMPILED

    own = json.loads((COMPILED / "cases.json").read_text(encoding="utf-8"))
    cases = [{**own[n % len(own)], "id": f"S{n:04}"} for n in range(count)]
    file = folder / f"{count}.json"
    file.write_text(json.dumps(cases), encoding="utf-8")
    return file


def main() -> None:
    print(
        f"{platform.platform()}, Python {platform.python_version()}, medians of {RUNS} runs, each in a fresh Python\n"
    )
    print(f"{'what':60} {'ms':>9} {'ratio':>7}")
    bare = in_a_fresh_python(BARE)
    ours = in_a_fresh_python(OURS)
    print(f"{'ipywidgets and plotly imported, one bare FigureWidget':60} {bare:9.1f} {1:7.2f}")
    print(f"{'the course imported, its first explorer built':60} {ours:9.1f} {ours / bare:7.2f}")
    with tempfile.TemporaryDirectory() as scratch:
        base = None
        for count in (50, 200, 1000):
            file = copies(count, Path(scratch))
            before = f"from course_lib import load_cases; file = {str(file)!r}"
            took = in_a_fresh_python("load_cases(file)", before)
            base = base or took
            print(f"{f'load_cases() of {count} cases':60} {took:9.1f} {took / base:7.2f}")


if __name__ == "__main__":
    main()
