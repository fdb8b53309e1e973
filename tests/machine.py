"""What a test needs of the machine, beyond Python: where it is missing a test says so, and in CI it fails."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest

ROOT = Path(__file__).resolve().parent.parent


def missing(what: str) -> NoReturn:
    """Skip the test, or fail it where COURSE_TESTS_NEED_ALL is set, as it is in CI."""
    if os.environ.get("COURSE_TESTS_NEED_ALL"):
        pytest.fail(f"{what} is not on this machine, and COURSE_TESTS_NEED_ALL is set")
    pytest.skip(f"{what} is not on this machine")


def chromium() -> str:
    """Return the path of the system's Chromium (or Chrome)."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        found = shutil.which(name)
        if found:
            return found
    missing("Chromium")


def without_network() -> list[str]:
    """Return the words to put before a command so that it runs with no network but its own loopback."""
    bwrap = shutil.which("bwrap")
    if bwrap is None:
        missing("bubblewrap, which takes the network away from a command,")
    return [bwrap, "--dev-bind", "/", "/", "--unshare-net", "--die-with-parent"]
