"""Binder: what repo2docker would do with the student edition, and the same steps rehearsed in a clean environment."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from packaging.utils import canonicalize_name
from playwright.sync_api import Browser, expect

from course_lib.grading import edition
from tests.browser.lab import Lab
from tests.machine import ROOT, missing
from tests.test_house import pins

# `start.py test` keeps the packages it installed, so that they can be installed again without the network.
WHEELS = Path(sys.prefix) / "wheels"


@pytest.fixture(scope="module")
def student_edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("binder") / "course"
    edition.write(ROOT, folder)
    return folder


def test_repo2docker_pins_python_and_installs_from_the_lock(student_edition: Path) -> None:
    command = [str(Path(sys.executable).parent / "jupyter-repo2docker"), "--no-build", "--debug", str(student_edition)]
    done = subprocess.run(command, capture_output=True, text=True)
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    pinned = (student_edition / ".binder" / "runtime.txt").read_text().strip().removeprefix("python-")
    assert f"Building conda environment for python={pinned}" in said
    steps = [
        'pip install --no-cache-dir -r ".binder/requirements.txt"',
        "RUN ./.binder/postBuild",
        'ENV R2D_ENTRYPOINT="${REPO_DIR}/.binder/start"',
    ]
    assert [said.index(step) for step in steps] == sorted(said.index(step) for step in steps)
    # The whole edition, and with it the lock, is there before pip reads the list that names it.
    copied = re.search(r"COPY --chown=\d+:\d+ src/ \$\{REPO_DIR\}/", said)
    assert copied and copied.start() < said.index(steps[0])
    assert (student_edition / ".binder" / "requirements.txt").read_text().split() == ["-r", "../requirements.lock"]


def test_the_same_steps_in_a_clean_environment_open_the_first_lesson(
    student_edition: Path, tmp_path: Path, browser: Browser
) -> None:
    if not WHEELS.is_dir():
        missing("the folder of packages that `start.py test` keeps")
    clean = tmp_path / "env"
    subprocess.run([sys._base_executable, "-m", "venv", str(clean)], check=True)  # type: ignore[attr-defined]
    bin_ = clean / "bin"
    env = {
        "PATH": os.pathsep.join([str(bin_), os.environ["PATH"]]),
        "HOME": str(tmp_path / "home"),
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": str(WHEELS),
    }
    (tmp_path / "home").mkdir()

    def step(*command: str) -> str:
        done = subprocess.run(command, cwd=student_edition, env=env, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
        return done.stdout

    step("pip", "install", "--no-cache-dir", "-r", ".binder/requirements.txt")
    step("./.binder/postBuild")
    # Nothing but the lock, the course and pip's own tools.
    found = {
        canonicalize_name(re.split("==| @ ", line)[0]) for line in step("pip", "list", "--format=freeze").splitlines()
    }
    assert found - {name for name, _, _ in pins("requirements.lock")} - {"course-lib", "pip", "setuptools"} == set()
    assert "ok  kernel" in step("course", "check")

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    as_root = ["--allow-root"] if os.geteuid() == 0 else []
    command = [
        "./.binder/start",
        "jupyter",
        "notebook",
        "--ip",
        "127.0.0.1",
        f"--port={port}",
        "--no-browser",
        *as_root,
    ]
    with (tmp_path / "log").open("w") as log:
        server = subprocess.Popen(
            command, cwd=student_edition, env={**env, "JUPYTER_TOKEN": "rehearsal"}, stdout=log, stderr=log
        )
    try:
        for _ in range(120):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/api")
                break
            except OSError:
                assert server.poll() is None, (tmp_path / "log").read_text()[-2000:]
                time.sleep(0.5)
        lab = Lab.at(browser, f"http://127.0.0.1:{port}/lab?token=rehearsal")
        lab.page.goto(f"http://127.0.0.1:{port}/?token=rehearsal")
        expect(lab.page.locator(".jp-Notebook h1").first).to_contain_text("00 · Start here")
        assert re.search(r"/lab/tree/notebooks/00_start_here\.ipynb", lab.page.url) or lab.page.url.endswith(
            "/lab/tree/notebooks"
        )
        expect(lab.page.locator("#jp-main-statusbar")).to_contain_text("| Idle")
        lab.run_all()
        assert lab.failed_cells() == []
        lab.panel("Press me").get_by_role("button").click()
        expect(lab.panel("Press me")).to_contain_text("your press was heard")
        expect(lab.page.get_by_text("Create Assignment")).to_have_count(0)
        assert lab.page.request.get(lab.url("formgrader")).status == 404
        assert (lab.errors, lab.outside) == ([], set())
        lab.page.context.close()
    finally:
        server.terminate()
        server.wait(30)
