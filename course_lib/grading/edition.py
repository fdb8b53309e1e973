"""The student edition: what an instructor publishes for a class. Lessons, library and released assignments; no solution."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from pathlib import Path

import nbformat
from tqdm import tqdm

from course_lib import lessons
from course_lib.grading import assignments
from course_lib.words import words

FILES = (
    ".binder", ".gitignore", "CITATION.cff", "LICENSE", "LICENSE-CONTENT", "pyproject.toml", "requirements.lock", "start.py",
)  # fmt: skip
README = Path(__file__).parent / "student_readme.md"
_IGNORED = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints", "grading", "batch")


# Where Binder begins, and the badge that leads there.
_BINDER = "https://mybinder.org/v2/gh/{repo}/HEAD?urlpath=lab/tree/notebooks/00_start_here.ipynb"
_BADGE = "[![Open the course in Binder](https://mybinder.org/badge_logo.svg)]({link})"


def write(course: Path, folder: Path, repo: str | None = None) -> list[str]:
    """Write the student edition of a course into a folder, as a fresh repository without history.

    Parameters
    ----------
    course: the folder of the full course.
    folder: where to write it; must not exist or be empty.
    repo: the OWNER/NAME under which it will be published on GitHub; its README then has a link to Binder.

    Returns
    -------
    The names of the released assignments.

    Raises
    ------
    ValueError: where the folder holds something already, or `repo` is not of the form OWNER/NAME.
    GradingProblem: where an assignment cannot be released, or a solution or hidden test would be published. Then nothing
        was written.
    """
    if repo is not None and not re.fullmatch(r"[\w.-]+/[\w.-]+", repo):
        raise ValueError(words("“{repo}” is not of the form OWNER/NAME, such as my-faculty/track-two.", repo=repo))
    folder = folder.absolute()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ValueError(words("{folder} is not empty; name a folder that does not exist yet.", folder=folder))
    if shutil.which("git") is None:
        raise ValueError(words("git is missing; install it, then run this again."))
    folder.parent.mkdir(parents=True, exist_ok=True)
    chosen = assignments.names(course / "assignments")
    # Written beside its place and moved there when it is whole.
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".edition-") as scratch:
        made, release = Path(scratch) / "edition", Path(scratch) / "release"
        made.mkdir()
        release.mkdir()
        steps = (
            (words("files"), lambda: _copy(course, made, repo)),
            (words("assignments"), lambda: _release(course, release, made, chosen)),
            (words("search for leaks"), lambda: _search(course, made)),
            (words("repository"), lambda: _commit(made)),
        )
        with tqdm(steps, desc=words("student edition"), unit=words("step"), disable=None) as bar:
            for name, step in bar:
                bar.set_postfix_str(name)
                step()
        if folder.exists():
            folder.rmdir()
        made.rename(folder)
    return chosen


def _copy(course: Path, made: Path, repo: str | None) -> None:
    for name in FILES:
        source = course / name
        if source.is_dir():
            shutil.copytree(source, made / name)
        else:
            shutil.copy2(source, made / name)
    shutil.copytree(course / "course_lib", made / "course_lib", ignore=_IGNORED)
    said = README.read_text(encoding="utf-8")
    if repo:
        title, _, rest = said.partition("\n")
        said = f"{title}\n\n{_BADGE.format(link=_BINDER.format(repo=repo))}\n{rest}"
    (made / "README.md").write_text(said, encoding="utf-8", newline="\n")
    (made / "notebooks").mkdir()
    for file in _lessons(course):
        # An instructor may have run a lesson: what they answered is theirs.
        text = lessons.as_stored(nbformat.read(file, as_version=4))
        (made / "notebooks" / file.name).write_text(text, encoding="utf-8", newline="\n")


def _lessons(course: Path) -> list[Path]:
    """Return the lessons: what git keeps of the folder, so that an instructor's own notebooks beside them stay theirs.

    Where the course is no repository, as when it was downloaded, all of them.
    """
    every = sorted((course / "notebooks").glob("*.ipynb"))
    if not (course / ".git").exists():
        return every
    kept = _git(course, "ls-files", "-z", "notebooks").split("\0")
    return [file for file in every if file.relative_to(course).as_posix() in kept]


def _release(course: Path, scratch: Path, made: Path, chosen: list[str]) -> None:
    released = assignments.release_into(course / "assignments", scratch, chosen)
    for name in chosen:
        shutil.copytree(released / name, made / "assignments" / name)


def _search(course: Path, made: Path) -> None:
    found = assignments.leaks(made, assignments.secrets(course / "assignments"))
    if found:
        raise assignments.GradingProblem(
            words("Nothing was written, because students would read this:") + "\n" + "\n".join(found)
        )


def _commit(made: Path) -> None:
    """Make the folder a repository with one commit, which no machine's own git settings can change."""
    author = [
        "-c",
        "user.name=Track II course",
        "-c",
        "user.email=course@example.invalid",
        "-c",
        "commit.gpgsign=false",
    ]
    # In the student edition the assignments are what is published, so nothing of them is ignored.
    ignored = (made / ".gitignore").read_text(encoding="utf-8").partition("# What nbgrader makes")[0]
    (made / ".gitignore").write_text(ignored.rstrip() + "\n", encoding="utf-8", newline="\n")
    for arguments in (
        ["init", "--quiet", "--initial-branch=main"],
        ["add", "--all"],
        [*author, "commit", "--quiet", "--no-verify", "--message", "The course, student edition"],
    ):
        _git(made, *arguments)


def _git(folder: Path, *arguments: str) -> str:
    """Return what a git command says in a folder; a GradingProblem says what went wrong."""
    done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, encoding="utf-8", errors="replace")
    if done.returncode:
        raise assignments.GradingProblem(words("git did not do its part:") + " " + done.stderr.strip())
    return done.stdout
