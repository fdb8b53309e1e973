"""Start JupyterLab for a student or for an instructor, and say where it is.

Each role has a folder of Jupyter settings in `jupyter/`: a student's hides nbgrader's instructor panels and leaves its
formgrader pages out of the server. They go before a person's own settings and change none of them.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from course_lib.words import words

SETTINGS = Path(__file__).parent / "jupyter"
FIRST_LESSON = "notebooks/00_start_here.ipynb"


class ServerProblem(RuntimeError):
    """Why the server did not start, in a plain sentence."""


def course_folder(start: Path | None = None) -> Path:
    """Return the folder of the course: the nearest one above `start` (or here) with its lessons, or the package's.

    Raises
    ------
    ServerProblem: where there is none.
    """
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents, Path(__file__).resolve().parent.parent):
        if (folder / FIRST_LESSON).exists():
            return folder
    raise ServerProblem(words("The lessons are not here: go to the folder that holds `notebooks` and run this again."))


def environment(role: str) -> dict[str, str]:
    """Return the environment variables under which a role's Jupyter runs."""
    before = os.environ.get("JUPYTER_CONFIG_PATH")
    return {
        **os.environ,
        "JUPYTER_CONFIG_PATH": os.pathsep.join([str(SETTINGS / role), *([before] if before else [])]),
        # Kernels and nbgrader call `python`, `jupyter` and `alembic` by name: those of this environment.
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]),
    }


def command(root: Path, page: str, browser: bool, port: int | None = None) -> list[str]:
    """Return the command that starts JupyterLab for a folder and opens a page of it."""
    options = [
        f"--ServerApp.root_dir={root}",
        "--ServerApp.ip=127.0.0.1",
        f"--LabApp.default_url={page}",
        "--ServerApp.answer_yes=True",  # Ctrl-C stops at once, without a question
        *(["--ServerApp.allow_root=True"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []),
        *([] if browser else ["--no-browser"]),
        *([f"--ServerApp.port={port}"] if port else []),
    ]
    return [sys.executable, "-m", "jupyterlab", *options]


def has_desktop() -> bool:
    """Say whether a browser window can be opened here (a text browser in a terminal does not count)."""
    return sys.platform in ("win32", "darwin") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def run(role: str, root: Path, page: str, browser: bool | None = None, port: int | None = None) -> int:
    """Start JupyterLab, print its address, and wait until it is stopped; return its exit code.

    Parameters
    ----------
    role: "student" or "instructor".
    root: the folder to show.
    page: the address of the first page, such as `/lab/tree/notebooks/00_start_here.ipynb`.
    browser: whether to open one; without it, where there is a desktop.
    port: the port to try first; the next free one is taken where it is in use.

    Raises
    ------
    ServerProblem: where it does not start; its log's last lines are in the message.
    """
    browser = has_desktop() if browser is None else browser
    with tempfile.NamedTemporaryFile("w+", prefix="course-", suffix=".log", encoding="utf-8", errors="replace") as log:
        server = subprocess.Popen(
            command(root, page, browser, port), cwd=root, env=environment(role), stdout=log, stderr=log,
            stdin=subprocess.DEVNULL,
        )  # fmt: skip
        # Ctrl-C, or a plain kill, closes the server too, wherever the signal came from; then this ends as well.
        stopped: list[int] = []

        def stop(number: int, _: object) -> None:
            stopped.append(number)
            server.terminate()

        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, stop)
        address = _address(server)
        if address is None and stopped:
            return 0
        if address is None:
            log.seek(0)
            raise ServerProblem(words("JupyterLab did not start. It said:") + "\n" + log.read()[-2000:])
        print(words("The course is open at this address (Ctrl-C here closes it):"))
        print(f"\n    {address[0].rstrip('/')}{page}?token={address[1]}\n", flush=True)
        code = server.wait()
        print(words("The course is closed. What you kept in your journal is safe."))
        return 0 if code in (0, -signal.SIGINT, -signal.SIGTERM) else code


def _address(server: subprocess.Popen[bytes], patience: float = 90) -> tuple[str, str] | None:
    """Wait until the server has said where it is; return its address and token, or None if it stopped."""
    from jupyter_server.serverapp import list_running_servers

    end = time.monotonic() + patience
    while time.monotonic() < end and server.poll() is None:
        for info in list_running_servers():
            # On Windows the interpreter of an environment is a small program that starts the real one.
            if info["pid"] == server.pid or (sys.platform == "win32" and _is_child(info["pid"], server.pid)):
                return str(info["url"]), str(info["token"])
        time.sleep(0.2)
    server.terminate()
    return None


def _is_child(pid: int, parent: int) -> bool:
    import psutil

    return psutil.pid_exists(pid) and psutil.Process(pid).ppid() == parent
