"""Whether this machine is ready: what `course check` and lesson 00 look at, one plain line each."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from subprocess import DEVNULL

from course_lib.journal import Journal
from course_lib.words import words


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at: its name, whether it is as it should be, and what to do or what was found."""

    name: str
    ok: bool
    said: str

    def __str__(self) -> str:
        return f"{'ok' if self.ok else '!!'}  {self.name}: {self.said}"


def versions() -> Check:
    """Check that Python and every package the course needs are there in a version it can use."""
    from packaging.requirements import Requirement

    name = words("versions")
    again = words("Run `python3 start.py` in the course's folder again; it mends this.")
    wrong = []
    every = [Requirement(line) for line in metadata.requires("course-lib") or []]
    # What an extra asks for is nobody's need but those who installed it.
    needed = [need for need in every if need.marker is None or need.marker.evaluate({"extra": ""})]
    for need in needed:
        try:
            found = metadata.version(need.name)
        except metadata.PackageNotFoundError:
            wrong.append(words("{package} is missing", package=need.name))
            continue
        if not need.specifier.contains(found, prereleases=True):
            wrong.append(
                words(
                    "{package} is {found} and should be {range}", package=need.name, found=found, range=need.specifier
                )
            )
    if wrong:
        return Check(name, False, "; ".join(wrong) + ". " + again)
    return Check(
        name,
        True,
        words("Python {python}, course {course}, {count} packages as they should be",
              python=".".join(map(str, sys.version_info[:3])), course=metadata.version("course-lib"), count=len(needed)),
    )  # fmt: skip


def kernel_and_widget() -> Iterator[Check]:
    """Start a real kernel, run a lesson's first line in it, and move a control as a page would."""
    from jupyter_client.manager import start_new_kernel

    code = (
        "import sys, course_lib\n"
        "from course_lib.explorers.kit import Panel\n"
        "box = [{'type': 'number', 'name': 'n', 'label': 'n'}]\n"
        "panel = Panel(box, {'n': 1}, lambda state: {'words': 'heard ' + str(state['n'])})\n"
        "print(sys.prefix, panel.model_id, sep='|')\n"
    )
    name, widget = words("kernel"), words("widget")
    try:
        manager, client = start_new_kernel(kernel_name="python3", startup_timeout=60, stdout=DEVNULL, stderr=DEVNULL)
    except Exception as error:
        yield Check(
            name, False, words("The notebook kernel does not start ({why}). Run `python3 start.py` again.", why=error)
        )
        return
    try:
        said: list[str] = []

        def listen(message: dict) -> None:  # type: ignore[type-arg]
            content = message["content"]
            said.append(content.get("text", "") or "\n".join(content.get("traceback", [])))

        reply = client.execute_interactive(code, timeout=60, output_hook=listen)
        if reply["content"]["status"] != "ok":
            yield Check(name, False, words("The kernel cannot load the course: {why}", why="".join(said)[-500:]))
            return
        prefix, model = next(text for text in said if "|" in text).strip().split("|")
        if Path(prefix).resolve() != Path(sys.prefix).resolve():
            yield Check(
                name,
                False,
                words(
                    "The kernel runs in {other}, not in {this}: another `python3` kernel is in the way.",
                    other=prefix,
                    this=sys.prefix,
                ),
            )
            return
        yield Check(name, True, words("starts and loads the course"))

        event = {"kind": "event", "name": "n", "state": {"n": 2}}
        message = client.session.msg("comm_msg", {"comm_id": model, "data": {"method": "custom", "content": event}})
        client.shell_channel.send(message)
        while True:
            answer = client.get_iopub_msg(timeout=20)
            told = answer["content"].get("data", {}).get("state", {}).get("told", {})
            if answer["msg_type"] == "comm_msg" and told.get("words") == "heard 2":
                yield Check(widget, True, words("a control was moved and its answer came back"))
                return
    except Exception as error:
        yield Check(
            widget,
            False,
            words(
                "A control was moved and no answer came ({why}). Run `python3 start.py` again.",
                why=type(error).__name__,
            ),
        )
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def journal() -> Check:
    """Check that the learner's journal can be written, and say where it is."""
    own = Journal()
    name = words("journal")
    try:
        own.make_ready()
    except ValueError as error:
        advice = words("Set COURSE_JOURNAL to a file that you may write, and run this again.")
        return Check(name, False, f"{error} {advice}")
    return Check(name, True, words("kept in {path}", path=own.path))


def folder() -> Check:
    """Check that lessons can be saved where they are."""
    from course_lib.server import ServerProblem, course_folder

    name = words("lessons")
    try:
        notebooks = course_folder() / "notebooks"
    except ServerProblem as problem:
        return Check(name, False, str(problem))
    if not os.access(notebooks, os.W_OK):
        return Check(
            name, False, words("{path} cannot be written: copy the course to a folder of your own.", path=notebooks)
        )
    return Check(name, True, words("in {path}, which can be written", path=notebooks))


def student_checks() -> Iterator[Check]:
    """Yield every check of a student's machine, one after another."""
    yield versions()
    yield from kernel_and_widget()
    yield journal()
    yield folder()


def report(checks: Iterator[Check], show: Callable[[str], None] = print) -> bool:
    """Show each check as it is done; return whether all were as they should be."""
    good = True
    for check in checks:
        show(str(check))
        good = good and check.ok
    return good
