"""The house itself: style, types, which room may know which, spelling, locks, and the strings to translate."""

from __future__ import annotations

import itertools
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.machine import ROOT

PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = ("requirements.lock", "requirements-dev.lock")
TOOLS = Path(sys.executable).parent


def pins(lock: str) -> list[tuple[str, str, str]]:
    """Return name, version and marker of every package that a lock pins."""
    found = re.findall(r"(?m)^([A-Za-z0-9._-]+)==(\S+?)(?: ; (.+?))? \\$", (ROOT / lock).read_text(encoding="utf-8"))
    return [(canonicalize_name(name), version, marker) for name, version, marker in found]


def tracked() -> list[str]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [name for name in listed.splitlines() if (ROOT / name).is_file()]


@pytest.mark.parametrize(
    "command",
    [
        ["ruff", "check", "."],
        ["ruff", "format", "--check", "."],
        ["mypy"],
        ["lint-imports"],
        ["codespell", "--check-filenames"],
    ],
    ids=" ".join,
)
def test_a_check_of_the_code_passes(command: list[str]) -> None:
    done = subprocess.run([str(TOOLS / command[0]), *command[1:]], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("lock", LOCKS)
def test_every_direct_dependency_is_pinned_within_its_range(lock: str) -> None:
    groups = PROJECT["dependency-groups"]
    direct = PROJECT["project"]["dependencies"] + groups["build"]
    if lock == "requirements-dev.lock":
        direct += groups["dev"]
    for line in direct:
        need = Requirement(line)
        versions = [version for name, version, _ in pins(lock) if name == canonicalize_name(need.name)]
        assert versions, f"{need.name} is not in {lock}"
        assert all(need.specifier.contains(version) for version in versions), f"{line} against {versions} in {lock}"


def test_the_build_backend_is_the_locked_one() -> None:
    assert PROJECT["build-system"]["requires"] == PROJECT["dependency-groups"]["build"]


def test_tests_run_with_the_versions_that_students_have() -> None:
    # A tool may need a package on more systems than the course does.
    students, tests = ({pin[:2] for pin in pins(lock)} for lock in LOCKS)
    assert students <= tests


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_has_hashes_and_names_no_registry(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "://" not in text
    entries = re.split(r"(?m)^(?=[A-Za-z0-9])", text)
    assert all("--hash=sha256:" in entry for entry in entries if "==" in entry)


def test_every_dependency_has_a_word_on_why() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    block = text[text.index("\ndependencies = [") : text.index("[project.scripts]")]
    lines = block.splitlines()[2:]
    for above, line in itertools.pairwise(lines):
        if line.strip().startswith('"'):
            assert above.strip().startswith("#"), f"no word on why stands above {line.strip()}"


def test_the_template_of_strings_is_current() -> None:
    keywords = {"words": None, "mark": None, "_": None, "number_of": (2, 3)}
    extracted = {message for _, _, message, _, _ in extract_from_dir(str(ROOT / "course_lib"), keywords=keywords)}
    with (ROOT / "course_lib" / "locale" / "course.pot").open(encoding="utf-8") as file:
        template = {message.id for message in read_po(file) if message.id}
    assert template == extracted, "run the pybabel command of CONTRIBUTING.md"


def test_no_file_is_large_and_no_notebook_holds_outputs() -> None:
    for name in tracked():
        assert (ROOT / name).stat().st_size < 1_000_000, f"{name} is over 1 MB"
    for name in tracked():
        if name.endswith(".ipynb"):
            text = (ROOT / name).read_text(encoding="utf-8")
            assert not re.search(r'"outputs": \[\s*\{', text), f"{name} holds outputs"
            assert not re.search(r'"execution_count": \d', text), f"{name} holds execution counts"


def test_only_the_folders_of_the_house_stand_at_the_root() -> None:
    visible = {Path(name).parts[0] for name in tracked() if "/" in name and not name.startswith(".")}
    assert visible == {"assignments", "course_lib", "notebooks", "tests"}
