"""The student edition: what is in it, and what must not be, in its files, in its history and as it is installed."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

from course_lib.grading import assignments, edition
from tests.machine import ROOT


@pytest.fixture(scope="module")
def student_edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("edition") / "course"
    edition.write(ROOT, folder)
    return folder


def test_it_has_lessons_library_and_released_assignments(student_edition: Path) -> None:
    lessons = {file.name for file in edition._lessons(ROOT)}
    assert lessons <= {file.name for file in (ROOT / "notebooks").glob("*.ipynb")}
    assert "00_start_here.ipynb" in lessons
    assert {file.name for file in (student_edition / "notebooks").iterdir()} == lessons
    assert (student_edition / "assignments" / "concept" / "concept.ipynb").exists()
    assert (student_edition / "assignments" / "concept" / "rubric.md").exists()
    for name in (
        "README.md",
        "start.py",
        "requirements.lock",
        ".binder/postBuild",
        "course_lib/cli.py",
        "CITATION.cff",
    ):
        assert (student_edition / name).exists(), name


@pytest.mark.parametrize("repository", [True, False])
def test_a_notebook_of_the_instructors_own_is_left_out_where_git_can_tell(tmp_path: Path, repository: bool) -> None:
    (tmp_path / "notebooks" / ".ipynb_checkpoints").mkdir(parents=True)
    for name in ("01_lesson.ipynb", "my_marks.ipynb", ".ipynb_checkpoints/01_lesson-checkpoint.ipynb"):
        (tmp_path / "notebooks" / name).write_text("{}")
    if repository:
        for arguments in (["init", "--quiet"], ["add", "notebooks/01_lesson.ipynb"]):
            subprocess.run(["git", "-C", str(tmp_path), *arguments], check=True)
    expected = ["01_lesson.ipynb"] if repository else ["01_lesson.ipynb", "my_marks.ipynb"]
    assert [file.name for file in edition._lessons(tmp_path)] == expected


def test_it_has_no_sources_no_grading_and_no_tests(student_edition: Path) -> None:
    for name in (
        "assignments/source",
        "assignments/nbgrader_config.py",
        "course_lib/grading",
        "tests",
        "requirements-dev.lock",
    ):
        assert not (student_edition / name).exists(), name


def test_no_solution_and_no_hidden_test_is_in_its_files(student_edition: Path) -> None:
    assert assignments.leaks(student_edition, assignments.secrets(ROOT / "assignments")) == []


def test_none_is_in_its_history_either(student_edition: Path, tmp_path: Path) -> None:
    git = ["git", "-C", str(student_edition)]
    assert subprocess.run([*git, "log", "--oneline"], capture_output=True, text=True).stdout.count("\n") == 1
    assert subprocess.run([*git, "status", "--porcelain"], capture_output=True, text=True).stdout == ""
    objects = [file for file in (student_edition / ".git" / "objects").rglob("*") if len(file.name) == 38]
    assert objects
    for file in objects:
        (tmp_path / file.name).write_bytes(zlib.decompress(file.read_bytes()))
    assert assignments.leaks(tmp_path, assignments.secrets(ROOT / "assignments")) == []


def test_none_is_in_the_package_as_it_is_built(student_edition: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "flit_core.wheel", "--outdir", str(tmp_path), str(student_edition)]
    subprocess.run(command, check=True, capture_output=True, text=True)
    (wheel,) = tmp_path.glob("*.whl")
    shutil.unpack_archive(wheel, tmp_path / "installed", "zip")
    assert (tmp_path / "installed" / "course_lib" / "data" / "compiled" / "cases.json").exists()
    assert not (tmp_path / "installed" / "course_lib" / "grading").exists()
    assert assignments.leaks(tmp_path / "installed", assignments.secrets(ROOT / "assignments")) == []


def test_what_an_instructor_answered_in_a_lesson_stays_theirs(tmp_path: Path) -> None:
    shutil.copytree(ROOT, tmp_path / "full", ignore=shutil.ignore_patterns(".venv", ".git", ".*_cache"))
    lesson = tmp_path / "full" / "notebooks" / "00_start_here.ipynb"
    output = '"outputs": [{"output_type": "stream", "name": "stdout", "text": "my private opinion"}]'
    lesson.write_text(lesson.read_text(encoding="utf-8").replace('"outputs": []', output), encoding="utf-8")
    edition.write(tmp_path / "full", tmp_path / "edition")
    assert "my private opinion" not in (tmp_path / "edition" / "notebooks" / lesson.name).read_text(encoding="utf-8")


def test_a_leak_stops_it_and_nothing_is_written(tmp_path: Path) -> None:
    shutil.copytree(ROOT, tmp_path / "full", ignore=shutil.ignore_patterns(".venv", ".git", ".*_cache"))
    secret = sorted(assignments.secrets(ROOT / "assignments"))[0]
    (tmp_path / "full" / "course_lib" / "data" / "notes.txt").write_text(f"remember: {secret}", encoding="utf-8")
    with pytest.raises(assignments.GradingProblem, match=r"notes\.txt"):
        edition.write(tmp_path / "full", tmp_path / "edition")
    assert not (tmp_path / "edition").exists()


def test_a_folder_in_use_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(ValueError, match="is not empty"):
        edition.write(ROOT, tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["mine.txt"]


def test_its_help_lists_what_a_student_can_use(student_edition: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from course_lib.cli import main; main()", "--help"],
        cwd=student_edition, capture_output=True, text=True, env={"PYTHONPATH": str(student_edition), "PATH": ""},
    )  # fmt: skip
    commands = [line.split()[0] for line in done.stdout.partition("Commands:")[2].splitlines() if line[:3].strip()]
    assert commands == ["check", "export-data", "handouts", "journal", "submit"]


def test_it_says_that_instructors_work_elsewhere(student_edition: Path) -> None:
    for command in (["instructor"], ["student-edition", "x"]):
        done = subprocess.run(
            [sys.executable, "-c", "from course_lib.cli import main; main()", *command],
            cwd=student_edition, capture_output=True, text=True, env={"PYTHONPATH": str(student_edition), "PATH": ""},
        )  # fmt: skip
        assert done.returncode == 1
        assert "This is the student edition" in done.stderr
