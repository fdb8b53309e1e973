"""Marks a class of 200 mixed submissions of *history* with `course grade`, and with nbgrader as installed and as tuned.

    python -m tests.benchmarks.grading [--students 200] [--flat]

All on the same tree, in one run: wall and processor time with start-up, the peak memory of all processes together, and both
tables of marks compared. The floor is the same cells in one warm process, with nothing around them. `--flat` asks besides
what a submission costs in a class of 50 and of 1,000.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import psutil

from course_lib.batch import assignment
from course_lib.batch.kernel import Kernel
from course_lib.batch.sanitise import sanitise
from tests.batch import classes
from tests.machine import ROOT

NAME = "history"
COURSE = [sys.executable, "-m", "course_lib.cli", "grade", NAME]
NBGRADER = [sys.executable, "-m", "nbgrader", "autograde", NAME]
SETTINGS = "c = get_config()\nc.CourseDirectory.course_id = 'track-two'\n"


def peak(process: psutil.Process, seen: list[float], over: threading.Event) -> None:
    """Look at the memory of a process and all beneath it, shared pages counted once, until it is over."""
    while not over.wait(0.3):
        held = 0.0
        for one in [process, *process.children(recursive=True)]:
            try:
                held += one.memory_full_info().pss
            except psutil.Error:
                continue  # it has just ended
        seen.append(held)


def timed(commands: list[list[str]], folder: Path, memory: bool = False) -> tuple[float, float, float]:
    """Run commands side by side, and return wall seconds, processor seconds, and the peak of memory in MiB."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    running = [
        subprocess.Popen(one, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for one in commands
    ]
    seen, over = [0.0], threading.Event()
    if memory:
        threading.Thread(target=peak, args=(psutil.Process(running[0].pid), seen, over), daemon=True).start()
    for one in running:
        if one.wait():
            raise SystemExit(f"{one.args} failed")
    over.set()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - start, spent, max(seen) / 2**20


def floor(folder: Path) -> float:
    """Return the seconds that the same cells take in one warm process, one submission after another."""
    loaded = assignment.load(folder, NAME)
    kernel = Kernel(1_000_000)
    notebooks = [
        sanitise((one / f"{NAME}.ipynb").read_bytes(), loaded.masters[NAME]).notebook
        for one in loaded.submissions().values()
    ]
    for source in loaded.plans[NAME].warm:
        kernel.run(source)
    start = time.perf_counter()
    for notebook in notebooks:
        kernel.clear()
        for cell in notebook.cells:
            if cell.cell_type == "code":
                kernel.run(cell.source)
    return time.perf_counter() - start


def course_in(folder: Path, classroom: Path) -> Path:
    """Return a copy of a class in a folder of the course's shape."""
    shutil.copytree(ROOT / "notebooks", folder / "notebooks")
    return classes.copy(classroom, folder / "assignments")


def main() -> None:
    """Run it and print the tables."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--students", type=int, default=200)
    asked.add_argument("--flat", action="store_true")
    options = asked.parse_args()
    os.environ["NBGRADER_EXECUTION"] = "autograde"  # for the floor, as everywhere
    with tempfile.TemporaryDirectory() as scratch:
        base = Path(scratch)
        made = classes.mixed(base / "class", NAME, options.students).folder
        # `course release` finds out once what an assignment's tests need, and leaves it for every class that is marked by it.
        start = time.perf_counter()
        assignment.load(made, NAME)
        print(f"when it is released, once: {time.perf_counter() - start:.1f} s")
        rows = {}
        ours = course_in(base / "ours", made)
        rows["course grade"] = timed([COURSE], ours, memory=True)
        rows["floor"] = (floor(classes.copy(made, base / "floor")), 0.0, 0.0)
        tuned = classes.copy(made, base / "tuned")
        halves = ("student*[02468]", "student*[13579]")
        # Two at a time, as its own options allow: a gradebook may be busy for the other half meanwhile.
        config = (tuned / "nbgrader_config.py").read_text()
        rows["nbgrader, tuned"] = timed([[*NBGRADER, f"--student={half}"] for half in halves], tuned)
        stock = classes.copy(made, base / "stock")
        late = [line for line in config.splitlines() if "Policy" in line or "Late" in line]
        (stock / "nbgrader_config.py").write_text(SETTINGS + "\n".join(late) + "\n")
        rows["nbgrader, as installed"] = timed([NBGRADER], stock)
        marks = {name: classes.marks(one, NAME) for name, one in (("ours", ours), ("tuned", tuned), ("stock", stock))}
        machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
        print(f"{options.students} submissions of {NAME}; {machine}")
        print(f"{'':24}{'wall s':>9}{'CPU s':>9}{'MiB':>7}{'wall ratio':>12}{'CPU ratio':>11}")
        wall, spent, _ = rows["course grade"]
        for name, (seconds, processor, held) in rows.items():
            print(f"{name:24}{seconds:9.1f}{processor:9.1f}{held:7.0f}{seconds / wall:12.2f}{processor / spent:11.2f}")
        print(f"of the floor: {wall / rows['floor'][0]:.2f}")
        same = {name: marks["ours"] == marks[name] for name in ("stock", "tuned")}
        print(f"the same marks as nbgrader as installed: {same['stock']}; tuned: {same['tuned']}")
        if options.flat:
            for count in (50, 1000):
                few = course_in(base / f"of{count}", classes.mixed(base / f"class{count}", NAME, count).folder)
                seconds, _, held = timed([COURSE], few / "..", memory=True)
                print(f"{count:5} submissions: {1000 * seconds / count:.0f} ms each, {held:.0f} MiB")


if __name__ == "__main__":
    main()
