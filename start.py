#!/usr/bin/env python3
"""Open the course, or run its tests, on a machine that has only Python, pip and git.

    python3 start.py               open the course (on Windows: py start.py)
    python3 start.py test          run all tests
    python3 start.py ANYTHING      the same as `course ANYTHING`, for instance: instructor, check, --help

The first run makes the folder's own environment in .venv, from the lock file; later runs only look whether it is
still the right one. Nothing is installed outside this folder. Only Python's standard library is used here, in words
that an old Python understands too, because this file runs before anything is installed.
"""

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import sysconfig
from collections import deque
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
READY = VENV / "course-ready"
# The test of a fresh installation needs the packages a second time, without the network: they are kept here.
WHEELS = VENV / "wheels"
OLDEST, NEWEST = (3, 11), (3, 14)


class CannotStart(Exception):
    """What stopped us, in a sentence that says what to do."""


def suitable_python():
    """Return the path of a Python that the course runs on: this one, or another on this machine."""
    if OLDEST <= sys.version_info[:2] <= NEWEST:
        return sys.executable
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        found = shutil.which("python3.{}".format(minor))
        if found:
            return found
    raise CannotStart(
        "The course needs Python 3.11, 3.12, 3.13 or 3.14, and this is {}.{}. Install one from python.org, "
        "then run this again.".format(*sys.version_info[:2])
    )


def version_of(python):
    """Return which Python a program is and where it comes from, or None if it does not run."""
    ask = "import sys; print(sys.version_info[:3], sys.base_prefix)"
    try:
        return subprocess.check_output([python, "-c", ask], stderr=subprocess.DEVNULL)
    except (OSError, subprocess.CalledProcessError):
        return None


def fingerprint(lock, python):
    """Return what the environment depends on, as one string: when it changes, the environment is mended."""
    digest = hashlib.sha256()
    for part in (lock, ROOT / "pyproject.toml"):
        digest.update(part.read_bytes())
    return "{} {} {} {}".format(lock.name, digest.hexdigest(), python, sysconfig.get_platform())


def is_ready(wanted):
    """Say whether the environment was made from these files. An environment for tests also serves the course."""
    if not (READY.exists() and PYTHON.exists()):
        return False
    return wanted in READY.read_text(encoding="utf-8").splitlines()


def pip(python, arguments, total=None):
    """Run pip on the environment, counting packages as they come; on failure show its last lines."""
    env = dict(os.environ, PIP_USER="0", PIP_ROOT_USER_ACTION="ignore", PIP_DISABLE_PIP_VERSION_CHECK="1")
    command = [python, "-m", "pip", "--python", str(PYTHON), *arguments]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=env, encoding="utf-8", errors="replace"
    )
    last, seen = deque(maxlen=15), 0
    for line in process.stdout:
        last.append(line)
        if total and line.startswith("Collecting "):
            seen += 1
            step = "\r  {} of about {} packages".format(min(seen, total), total)
            if sys.stdout.isatty() or seen % 25 == 0:
                print(step, end="" if sys.stdout.isatty() else "\n", flush=True)
        elif total and line.startswith("Installing collected packages"):
            above = "\n" if sys.stdout.isatty() else ""
            print(above + "  putting them in place (about half a minute) ...", flush=True)
    if process.wait():
        sys.stderr.write("".join(last))
        raise CannotStart(
            "pip could not install the course. Its last lines stand above; most often the network was away: "
            "check it and run this again. (pip must be version 22.3 or newer.)"
        )


def set_up(lock, python, for_tests):
    """Make or mend the environment, and leave the mark that says from which files."""
    print("Setting up the course in {} (once, a few minutes) ...".format(VENV), flush=True)
    if subprocess.call([python, "-m", "pip", "--version"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL):
        raise CannotStart(
            "This Python ({}) has no pip. Install it (on Debian and Ubuntu: sudo apt install python3-pip), "
            "then run this again.".format(python)
        )
    READY.unlink(missing_ok=True)
    # An environment of another Python cannot be mended; and without pip inside, because some systems ship Python
    # without the part that would put it there.
    clear = [] if version_of(str(PYTHON)) == version_of(python) else ["--clear"]
    if subprocess.call([python, "-m", "venv", "--without-pip", *clear, str(VENV)]):
        raise CannotStart("Python could not make an environment in {}: is the folder writable?".format(VENV))
    total = sum(line[0].isalpha() and "==" in line for line in lock.read_text(encoding="utf-8").splitlines() if line)
    wanted = ["--require-hashes", "--only-binary", ":all:", "-r", str(lock)]
    if for_tests:
        pip(python, ["download", "--dest", str(WHEELS), *wanted], total)
        print("  putting them in place (about half a minute) ...", flush=True)
        pip(python, ["install", "--no-index", "--find-links", str(WHEELS), *wanted])
    else:
        pip(python, ["install", *wanted], total)
    pip(python, ["install", "--no-deps", "--no-build-isolation", "--no-index", "--editable", str(ROOT)])
    marks = [fingerprint(lock, python)]
    if for_tests:
        marks.append(fingerprint(ROOT / "requirements.lock", python))
    READY.write_text("\n".join(marks), encoding="utf-8")


def main(arguments):
    for_tests = arguments[:1] == ["test"]
    lock = ROOT / ("requirements-dev.lock" if for_tests else "requirements.lock")
    if not lock.exists():
        raise CannotStart("This edition of the course has no tests; start it without a word after start.py.")
    python = suitable_python()
    if not is_ready(fingerprint(lock, python)):
        set_up(lock, python, for_tests)
    # As an activated environment would have it: nbgrader calls `alembic`, and kernels call `python`, by name.
    os.environ["PATH"] = str(BIN) + os.pathsep + os.environ.get("PATH", "")
    os.environ["VIRTUAL_ENV"] = str(VENV)
    os.chdir(str(ROOT))
    if for_tests:
        command = [str(PYTHON), "-m", "pytest", *arguments[1:]]
    else:
        command = [str(PYTHON), "-m", "course_lib.cli", *arguments]
        # What the course's sentences tell a person to type is what they have typed.
        os.environ["COURSE_COMMAND"] = "py start.py" if os.name == "nt" else "python3 start.py"
    # Ctrl-C reaches the program that runs, which stops cleanly; a plain kill is passed on to it. This one waits.
    program = subprocess.Popen(command)
    signal.signal(signal.SIGINT, lambda *_: None)
    signal.signal(signal.SIGTERM, lambda *_: program.terminate())
    return program.wait()


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except CannotStart as problem:
        sys.exit("course: {}".format(problem))
    except KeyboardInterrupt:
        sys.exit("\ncourse: stopped.")
