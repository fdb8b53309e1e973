"""Runs one submission: its cells in the cage, the tests outside it, in the order of the notebook.

A pure function of plain data (`Job`) to plain data (`Ran`), so that it can be done here or on another machine. What it needs
to do so, two warm processes, is made when it is first needed and kept.
"""

from __future__ import annotations

import atexit
import base64
import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import course_lib
from course_lib.batch import cage
from course_lib.batch.check import Plan, Test
from course_lib.batch.wire import GoneError, SlowError, receive, send
from course_lib.words import words

# What starting a warm process may take, and what a process that was told to stop has left, in seconds.
_START, _GRACE = 180, 3
# So many cells may end their process before the rest is given up.
_DEATHS = 8
# How an error is called that is not of a cell's own making.
_STOPPED = "Stopped"
# Of so many assignments warm processes are kept.
_KEPT = 4
# So often warm processes may be lost under one submission before it is given up.
_LOST = 3


@dataclass(frozen=True)
class Job:
    """A submission to run.

    Parameters
    ----------
    plan: the assignment's.
    cells: the notebook's code cells in order, each its id (empty for one that nbgrader does not know) and its source.
    files: what lies beside the notebook, as base64 by name.
    limits: what it may take.
    caged: whether in a cage.
    """

    plan: Plan
    cells: tuple[tuple[str, str], ...]
    files: dict[str, str]
    limits: cage.Limits
    caged: bool = True


@dataclass
class Ran:
    """What came of it.

    Parameters
    ----------
    outputs: of each code cell, in order.
    deaths: ids or numbers of cells that ended their process or took too long, and why.
    beside: ids of tests that ran in the student's process.
    widgets: the state of the notebook's widgets.
    given: what the tests were given, by their ids.
    """

    outputs: list[list[dict[str, Any]]]
    deaths: dict[str, str] = field(default_factory=dict)
    beside: list[str] = field(default_factory=list)
    widgets: Any = None
    given: dict[str, dict[str, Any]] = field(default_factory=dict)


class _LostError(Exception):
    """A warm process is gone."""


class _TestError(GoneError):
    """The process that tests did not come to an end with an answer."""


class _DeathError(Exception):
    """A student's process is gone, or was stopped, in a cell: which, why, and what came of those before it."""


class _Warm:
    """A line to a warm process: a way to fork a child of it, and to end that child. One child at a time on a line."""

    def __init__(self, control: socket.socket) -> None:
        self.control = control

    def line(self) -> _Warm:
        """Return another line to a process that is as warm, for a child beside the first."""
        ours, theirs = socket.socketpair()
        with theirs, _found():
            socket.send_fds(self.control, [b"l"], [theirs.fileno()])
        return _Warm(ours)

    def child(self) -> socket.socket:
        """Fork a child, and return the link to it."""
        link, theirs = socket.socketpair()
        with theirs, _found():
            socket.send_fds(self.control, [b"s"], [theirs.fileno()])
        return link

    def interrupt(self) -> None:
        """Have the child stop what it does, as Ctrl-C would."""
        self.control.sendall(b"i")

    def end(self, link: socket.socket) -> str:
        """End the child with all that it started, and return why it was ended from within, if it was."""
        link.close()
        with _found():
            self.control.sendall(b"k")
            said: dict[str, Any] = receive(self.control, _START)
        return str(said["ended"])


@contextlib.contextmanager
def _found() -> Iterator[None]:
    """Say that a warm process is gone where it cannot be reached."""
    try:
        yield
    except (OSError, GoneError, SlowError) as error:
        raise _LostError(type(error).__name__) from error


class _Process(_Warm):
    """A warm process of one's own, and the first line to it."""

    def __init__(self, order: dict[str, Any], limits: cage.Limits, caged: bool, folder: str) -> None:
        control, theirs = socket.socketpair()
        super().__init__(control)
        arguments = ["-m", "course_lib.batch.warm"]
        if caged:
            command, surroundings = cage.command(arguments, theirs.fileno()), {}
        else:
            command = [sys.executable, *arguments, str(theirs.fileno())]
            surroundings = {**cage.surroundings(Path(course_lib.__file__).parent.parent), "HOME": folder}
        self.process = subprocess.Popen(
            command, pass_fds=[theirs.fileno()], env=surroundings, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True,
        )  # fmt: skip
        theirs.close()
        self._last = ""
        threading.Thread(target=self._listen, daemon=True).start()
        with contextlib.suppress(GoneError):  # said by `ready`
            send(self.control, {**order, "caged": caged, "limits": asdict(limits)})

    def ready(self) -> None:
        """Wait until it is warm.

        Raises
        ------
        RuntimeError: where it does not start, with its last words.
        """
        try:
            receive(self.control, _START)
        except (GoneError, SlowError) as error:
            self.process.kill()
            self.process.wait()
            time.sleep(0.1)
            said = words("The process that marks did not start: {why}", why=self._last or type(error).__name__)
            raise RuntimeError(said) from error

    def _listen(self) -> None:
        for line in self.process.stderr or ():
            self._last = line.decode("utf-8", "replace").strip()[:300] or self._last

    def close(self) -> None:
        """End the process, and with it every child of it and every line's process."""
        self.control.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(_GRACE)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


class Workplace:
    """The two warm processes of an assignment: one for students' cells, one for tests."""

    def __init__(self, plan: Plan, limits: cage.Limits, caged: bool) -> None:
        self._folder = tempfile.mkdtemp(prefix="tests-")
        for name, data in plan.files.items():
            file = Path(self._folder, name)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(base64.b64decode(data))
        trusted = [*plan.trusted, *dict.fromkeys(plan.imported.values())]
        samples = [{"source": plan.tests[name].source, "values": given} for name, given in plan.sample.items()]
        first = {"cells": list(plan.warm), "samples": None, "folder": "" if caged else self._folder}
        second = {"cells": trusted, "samples": samples, "folder": self._folder}
        self.lines: list[_Warm] = []
        self.cells = _Process(first, limits, caged, self._folder)
        self.tests = _Process(second, limits, False, self._folder)
        try:
            self.cells.ready()
            self.tests.ready()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """End both processes and remove what they needed."""
        for line in self.lines:
            line.control.close()
        self.cells.close()
        self.tests.close()
        shutil.rmtree(self._folder, ignore_errors=True)


_places: dict[Any, Workplace] = {}
_lines = threading.local()
_turn = threading.Lock()


def lines(plan: Plan, limits: cage.Limits, caged: bool) -> tuple[_Warm, _Warm]:
    """Return this thread's lines to the two warm processes of an assignment, which are started when they are first needed."""
    key = (plan.digest, limits, caged)
    with _turn:
        if key not in _places:
            while len(_places) >= _KEPT:  # of a machine that is lent out, each assignment would leave its own
                _places.pop(next(iter(_places))).close()
            _places[key] = Workplace(plan, limits, caged)
        place = _places[key]
        if getattr(_lines, "place", None) is not place:
            _lines.place, _lines.pair = place, (place.cells.line(), place.tests.line())
            place.lines += _lines.pair
    found: tuple[_Warm, _Warm] = _lines.pair
    return found


def _forget() -> None:
    """Let this thread's warm processes go, so that new ones are started."""
    with _turn:
        for key, place in list(_places.items()):
            if place is getattr(_lines, "place", None):
                del _places[key]
                place.close()


@atexit.register
def close_all() -> None:
    """End all warm processes."""
    with _turn:
        while _places:
            _places.popitem()[1].close()


def execute(job: Job) -> Ran:
    """Run a submission and return what came of it.

    Raises
    ------
    RuntimeError: where there is no process in which it could run; that is not the submission's doing.
    """
    until = time.monotonic() + job.limits.whole
    deaths: dict[int, str] = {}
    before = Ran([])
    lost = 0
    while True:
        waited = time.monotonic()
        try:
            warm = lines(job.plan, job.limits, job.caged)
            until += time.monotonic() - waited  # that they had to be started is not the submission's doing
            return _through(job, warm, until, deaths)
        except _LostError as error:
            # The system may end a process when it runs short; a new one is as good.
            lost += 1
            _forget()
            if lost > _LOST:
                raise RuntimeError(
                    words("The process that marks was ended again and again: {why}", why=error)
                ) from error
        except _DeathError as death:
            where, why, ran = death.args
            if time.monotonic() > until:
                return _cut_short(ran, before, job, why)
            before = ran
            deaths[where] = why
            if len(deaths) > _DEATHS:
                deaths |= {n: why for n in range(len(job.cells)) if n > where}


def _cut_short(ran: Ran, before: Ran, job: Job, why: str) -> Ran:
    """Return what came before the time was over, be it of an earlier time through; for the rest there is none."""
    ran.outputs += before.outputs[len(ran.outputs) :]
    ran.deaths = {**before.deaths, **ran.deaths}
    for n, (known, _) in list(enumerate(job.cells))[len(ran.outputs) :]:
        ran.outputs.append([_stopped(why)])
        ran.deaths[known or str(n + 1)] = why
    return ran


def _through(job: Job, warm: tuple[_Warm, _Warm], until: float, deaths: dict[int, str]) -> Ran:
    """Go through the cells once, leaving out those in which a process died before."""
    ran = Ran([])
    with contextlib.ExitStack() as stack:
        cells = warm[0].child()
        reasons: list[str] = []
        stack.callback(lambda: reasons.append(warm[0].end(cells)))
        tests = warm[1].child()
        stack.callback(lambda: warm[1].end(tests))
        student = _Student(cells, warm[0], job.limits, until)
        student.furnish({**job.plan.files, **job.files})
        for n, (known, source) in enumerate(job.cells):
            if n in deaths:
                ran.outputs.append([_stopped(deaths[n])])
                ran.deaths[known or str(n + 1)] = deaths[n]
                continue
            test = job.plan.tests.get(known)
            try:
                if test is None or test.beside:
                    found = student.ask({"do": "run", "source": source}).get("outputs")
                    ran.beside += [known] if test else []
                else:
                    given = _given(test, job.plan, student)
                    found = _checked(test, job.plan, given, student, tests, until)
                    if not job.caged:
                        ran.given[known] = given
            except (GoneError, SlowError) as error:
                stack.close()
                why = _why(error, reasons[0] if reasons else "", time.monotonic() > until)
                raise _DeathError(n, why, ran) from error
            ran.outputs.append(_clean(found, forgiving=test is not None))
            if any(one.get("ename") == _STOPPED for one in ran.outputs[-1]):
                ran.deaths[known or str(n + 1)] = words("it took too long")
        with contextlib.suppress(GoneError, SlowError):
            ran.widgets = student.ask({"do": "widgets"}).get("widgets")
    return ran


class _Student:
    """The process with a student's notebook in it, which is asked one thing at a time and not trusted in anything."""

    def __init__(self, link: socket.socket, warm: _Warm, limits: cage.Limits, until: float) -> None:
        self._link, self._warm, self._limits, self._until = link, warm, limits, until

    def furnish(self, files: dict[str, str]) -> None:
        """Put files into its folder, before any code of the student's runs."""
        with _found():
            self._link.settimeout(_START)
            send(self._link, {"do": "files", "files": files})
            receive(self._link, _START)

    def ask(self, order: dict[str, Any]) -> dict[str, Any]:
        """Return the answer to an order; what takes too long is interrupted first, and then given up."""
        seconds = max(0.01, min(self._limits.cell, self._until - time.monotonic()))
        self._link.settimeout(seconds)
        send(self._link, order)
        try:
            said = receive(self._link, seconds)
        except SlowError:
            self._warm.interrupt()
            said = receive(self._link, _GRACE)
            if isinstance(said, dict) and isinstance(said.get("outputs"), list):
                said["outputs"].append(_stopped(words("it took more than {seconds} seconds", seconds=f"{seconds:g}")))
        if not isinstance(said, dict):
            raise GoneError("no answer")
        return said


def _given(test: Test, plan: Plan, student: _Student) -> dict[str, Any]:
    """Return what a test needs of the student's notebook, as it crossed."""
    if test.public:
        student.ask({"do": "run", "source": test.public})
    values = student.ask({"do": "values", "names": list(test.needs)}).get("values")
    if not isinstance(values, dict):
        raise GoneError("no values")
    # A name that the instructor imports is made anew from there; the student's module does not cross, only that it is there.
    return {
        name: None if name in plan.imported else values[name][0]
        for name in test.needs
        if isinstance(values.get(name), list) and len(values[name]) == 1
    }


def _checked(
    test: Test, plan: Plan, given: dict[str, Any], student: _Student, tests: socket.socket, until: float
) -> Any:
    """Run a test on what the student's notebook holds, and return its outputs."""
    absent = [name for name in test.needs if name in plan.imported and name not in given]
    source = "".join(f"globals().pop({name!r}, None)\n" for name in absent) + test.source if absent else test.source
    given = {name: value for name, value in given.items() if name not in plan.imported}
    said = _test(tests, {"source": source, "values": given}, until)
    while "call" in said:
        order = {"do": "call", "function": said["call"], "given": said["given"], "named": said["named"]}
        answer = student.ask(order)
        known: dict[str, Any] = {
            key: answer[key] for key in ("returned", "given", "raised", "printed") if key in answer
        }
        if not ("returned" in known or isinstance(known.get("raised"), dict)):
            raise GoneError("no answer")
        said = _test(tests, known, until)
    return said["outputs"]


def _test(tests: socket.socket, order: dict[str, Any], until: float) -> dict[str, Any]:
    """Tell the process that tests something, and return what it says: outputs, or a function to call."""
    try:
        tests.settimeout(_GRACE)
        send(tests, order)
        said: dict[str, Any] = receive(tests, max(1.0, until - time.monotonic()) + _GRACE)
    except (GoneError, SlowError) as error:
        # An answer so odd that the test itself did not come to an end.
        raise _TestError from error
    return said


def _why(error: Exception, reason: str, over: bool) -> str:
    if reason == "memory":
        return words("it took more memory than is allowed")
    if over:
        return words("the time for the whole notebook was over")
    if isinstance(error, _TestError):
        return words("the test could not deal with this answer")
    if isinstance(error, SlowError):
        return words("it took too long")
    return words("it ended Python")


def _stopped(why: str) -> dict[str, Any]:
    said = words("This cell was stopped: {why}.", why=why)
    return {"output_type": "error", "ename": _STOPPED, "evalue": said, "traceback": [said]}


_SHAPES: dict[str, dict[str, type | tuple[type, ...]]] = {
    "stream": {"name": str, "text": str},
    "error": {"ename": str, "evalue": str, "traceback": list},
    "display_data": {"data": dict, "metadata": dict},
    "execute_result": {"data": dict, "metadata": dict, "execution_count": (int, type(None))},
}


def _clean(outputs: Any, forgiving: bool) -> list[dict[str, Any]]:
    """Return outputs as a notebook can hold them: what a student's process makes up is left out.

    Parameters
    ----------
    outputs: what came.
    forgiving: whether a word on stderr is no failure: a right answer may warn.
    """
    found = []
    for one in outputs if isinstance(outputs, list) else []:
        kind = one.get("output_type") if isinstance(one, dict) else None
        shape = _SHAPES.get(kind) if isinstance(kind, str) else None
        if shape is None or not all(isinstance(one.get(name), type_) for name, type_ in shape.items()):
            continue
        made = {"output_type": one["output_type"], **{name: one.get(name) for name in shape}}
        if made["output_type"] == "error":
            made["traceback"] = [str(line) for line in made["traceback"]]
        if made["output_type"] == "stream" and (forgiving or made["name"] not in ("stdout", "stderr")):
            made["name"] = "stdout"
        found.append(made)
    return found


def files_of(folder: Path, without: Callable[[Path], bool], most: int) -> dict[str, str]:
    """Return the files of a folder as base64 by name. Links are not followed: they may lead out of it.

    Parameters
    ----------
    folder: where they lie.
    without: which of them are left out.
    most: how many bytes they may have together; what comes after is left out.
    """
    found, size = {}, 0
    for file in sorted(folder.rglob("*")):
        if file.is_symlink() or not file.is_file() or without(file):
            continue
        size += file.stat().st_size
        if size > most:
            break
        found[file.relative_to(folder).as_posix()] = base64.b64encode(file.read_bytes()).decode()
    return found
