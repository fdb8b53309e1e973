"""README's two commands, and the file behind them."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.machine import ROOT
from tests.test_house import pins


@pytest.fixture
def start() -> ModuleType:
    spec = importlib.util.spec_from_file_location("start", ROOT / "start.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_readme_gives_the_two_commands_on_its_first_screen() -> None:
    first_screen = (ROOT / "README.md").read_text(encoding="utf-8")[:1800]
    for command in ("`python3 start.py`", "`py start.py`", "`python3 start.py test`"):
        assert command in first_screen


def test_ci_runs_readmes_test_command() -> None:
    assert (ROOT / ".ci" / "run").read_text(encoding="utf-8").rstrip().endswith("python3 start.py test")


def test_every_link_of_readme_leads_somewhere() -> None:
    for page in ("README.md", "CONTRIBUTING.md"):
        for target in re.findall(r"\]\(([^):#]+)\)", (ROOT / page).read_text(encoding="utf-8")):
            assert (ROOT / target).exists(), f"{page}: {target}"


def test_a_python_that_is_too_old_gets_a_sentence(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start, "OLDEST", (3, 98))
    monkeypatch.setattr(start, "NEWEST", (3, 99))
    with pytest.raises(start.CannotStart, match=r"needs Python .* this is 3\.\d+\. Install one"):
        start.suitable_python()


def test_start_is_written_in_words_that_an_old_python_reads() -> None:
    import ast

    ast.parse((ROOT / "start.py").read_text(encoding="utf-8"), feature_version=(3, 8))


def test_a_changed_lock_is_noticed(start: ModuleType, tmp_path: Path) -> None:
    lock = tmp_path / "requirements.lock"
    lock.write_text("one==1\n")
    before = start.fingerprint(lock, sys.executable)
    lock.write_text("one==2\n")
    assert start.fingerprint(lock, sys.executable) != before


def test_an_environment_of_this_python_is_known_from_another(start: ModuleType, tmp_path: Path) -> None:
    assert start.version_of(sys.executable) == start.version_of(sys._base_executable)  # type: ignore[attr-defined]
    assert start.version_of(str(tmp_path / "python")) is None


def test_an_edition_without_tests_says_so(tmp_path: Path) -> None:
    (tmp_path / "start.py").write_bytes((ROOT / "start.py").read_bytes())
    done = subprocess.run([sys.executable, "start.py", "test"], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.startswith("course: This edition of the course has no tests")


def test_a_students_environment_stays_under_450_megabytes() -> None:
    total = 0
    for name, _, _ in pins("requirements.lock"):
        try:
            files = importlib.metadata.files(name) or []
        except importlib.metadata.PackageNotFoundError:
            continue  # pinned for another system
        located = (Path(str(file.locate())) for file in files if "__pycache__" not in str(file))
        total += sum(path.stat().st_size for path in located if path.is_file())
    # As `du -sm --apparent-size --exclude=__pycache__` counts.
    assert 100 < total / 2**20 < 450, f"{total / 2**20:.0f} MB"
