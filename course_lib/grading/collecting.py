"""Collecting: a learning platform's bulk download, put where nbgrader looks for submissions, and an account of every file.

What is in an archive ends on exactly one list: placed, doubled (a newer attempt was placed), unchanged (placed before), or
unmatched (kept, with a reason). Nothing is dropped, and nothing is written over without being asked for.
"""

from __future__ import annotations

import json
import re
import shutil
import unicodedata
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from course_lib.grading.assignments import nbgrader
from course_lib.grading.feedback import ORIGINS
from course_lib.grading.releasing import kept_aside
from course_lib.marking.draws import written_name
from course_lib.words import words

# What Canvas calls a file: the name without spaces, perhaps LATE, the person's number, the attempt's, the file's own name.
_CANVAS = re.compile(r"(?P<name>[^_/]+?)_(?P<late>LATE_)?(?P<id>\d+)_(?P<attempt>\d+)_(?P<file>[^/]+)$")
# What Moodle calls a folder or the head of a file: the full name, a participant's number.
_MOODLE = re.compile(r"(?P<name>[^/]+?)_(?P<id>\d+)_assignsubmission_file(?:_?/(?:[^/]+/)*|_)(?P<file>[^/]+)$")
# What a browser or a platform adds to the name of a second copy.
_COPY = re.compile(r"(?:[-_ ]?\(?\d+\)?|-Copy\d*)$")


# A time as archives write it: year, month, day, hour, minute, second, of the machine that made them.
When = tuple[int, int, int, int, int, int]


@dataclass
class Collected:
    """What became of each file of an archive: students and names of files, by what was done."""

    placed: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    unmatched: list[str] = field(default_factory=list)
    late: list[str] = field(default_factory=list)
    unnamed: list[str] = field(default_factory=list)
    copies: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)

    @property
    def files(self) -> int:
        """How many files are accounted for."""
        return len(self.placed) + len(self.same) + len(self.doubled) + len(self.unmatched)


@dataclass(frozen=True)
class _Found:
    """A file of an archive and whose it is, with the attempt's number where the platform gives one."""

    inside: str
    student: str
    late: bool
    attempt: int
    when: When


def collect(
    course: Path, name: str, archive: Path, students: Iterable[Mapping[str, str]], *, force: bool = False
) -> Collected:
    """Place a bulk download's notebooks as `submitted/STUDENT/NAME/NAME.ipynb`, through nbgrader's `zip_collect`.

    Parameters
    ----------
    course: the course directory.
    name: the assignment.
    archive: the platform's ZIP.
    students: the class, each with `id`, `lms_id`, `first_name` and `last_name`.
    force: whether to replace what was placed before and differs; it is kept aside.

    Returns
    -------
    An account of every file.

    Raises
    ------
    ValueError: where the archive is none, or holds a path that leads out of it, or the assignment is not there, or what
        was placed before differs and `force` is not given.
    """
    if not (course / "source" / name).is_dir():
        raise ValueError(words("There is no assignment “{name}”.", name=name))
    if not zipfile.is_zipfile(archive):
        raise ValueError(words("{file} is not a ZIP archive; download all submissions again.", file=archive))
    done = Collected()
    where = course / "downloaded" / name
    with zipfile.ZipFile(archive) as opened:
        entries = [one for one in opened.infolist() if not one.is_dir()]
        bad = [one.filename for one in entries if _leads_out(one)]
        if bad:
            said = "{file} holds paths that lead out of it, so nothing was taken from it: {paths}."
            raise ValueError(words(said, file=archive.name, paths=", ".join(bad)))
        by_student = _sorted_out(entries, list(students), name, done)
        chosen = {student: several[-1] for student, several in by_student.items()}
        contents = {student: opened.read(one.inside) for student, one in chosen.items()}
        differ = [
            student for student, content in contents.items()
            if (placed := _place(course, student, name)).exists() and placed.read_bytes() != content
        ]  # fmt: skip
        if differ and not force:
            said = (
                "{count} submissions differ from what was collected before: {students}. Nothing was changed; add --force "
                "to replace them (the old ones are kept aside)."
            )
            raise ValueError(words(said, count=len(differ), students=", ".join(sorted(differ))))
        for one in done.unmatched:
            inside = one.partition(": ")[0]
            target = where / "unmatched" / inside
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(opened.read(inside))
    for student, several in by_student.items():
        done.doubled += [f"{one.inside} ({student})" for one in several[:-1]]
        if several[-1].late:
            done.late.append(student)
        placed = _place(course, student, name)
        if placed.exists() and student not in differ:
            done.same.append(student)
        else:
            done.placed.append(student)
    done.kept = [str(kept_aside(course, _place(course, student, name).parent)) for student in sorted(differ)]
    _through_nbgrader(course, name, where, {one: contents[one] for one in done.placed})
    _remember(where, {student: one.inside for student, one in chosen.items()})
    _signatures(contents, done)
    return done


def _leads_out(entry: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(entry.filename.replace("\\", "/"))
    link = (entry.external_attr >> 16) & 0o170000 == 0o120000
    return link or path.is_absolute() or ".." in path.parts or ":" in path.parts[0]


def _sorted_out(
    entries: list[zipfile.ZipInfo], students: list[Mapping[str, str]], name: str, done: Collected
) -> dict[str, list[_Found]]:
    """Return each student's files in the order of their attempts; what is nobody's goes on the list of the unmatched."""
    by_student: dict[str, list[_Found]] = defaultdict(list)
    for entry in entries:
        inside = entry.filename
        match = _CANVAS.search(PurePosixPath(inside).name) or _MOODLE.search(inside)
        student = _whose(match, inside, students)
        stem = PurePosixPath(match["file"] if match else inside).stem
        if not inside.casefold().endswith(".ipynb") or PurePosixPath(inside).name.startswith("._"):
            done.unmatched.append(f"{inside}: " + words("not a notebook"))
        elif student is None:
            done.unmatched.append(f"{inside}: " + words("no student of the class list fits this name"))
        elif _COPY.sub("", stem).casefold() != name.casefold() and stem.casefold() != name.casefold():
            done.unmatched.append(f"{inside}: " + words("not named {name}.ipynb", name=name))
        else:
            canvas = bool(match) and "attempt" in match.groupdict()  # type: ignore[union-attr]
            attempt = int(match["attempt"]) if match and canvas else 0
            late = bool(match and canvas and match["late"])
            by_student[student].append(_Found(inside, student, late, attempt, entry.date_time))
    for several in by_student.values():
        several.sort(key=lambda one: (one.attempt, one.when, one.inside))
    return by_student


def _whose(match: re.Match[str] | None, inside: str, students: list[Mapping[str, str]]) -> str | None:
    """Return the id of the student whose file it is, where exactly one fits: by number, by full name, or by folder."""

    def squeezed(said: str) -> str:
        return re.sub(r"[\W_]+", "", unicodedata.normalize("NFC", said)).casefold()

    if match is None:
        folder = PurePosixPath(inside).parts[0]
        fits = [one["id"] for one in students if one["id"] == folder]
    else:
        # The number of Canvas is the person's. Moodle's is drawn anew for each assignment: it is nobody's ID number.
        canvas = "attempt" in match.groupdict()
        fits = [one["id"] for one in students if canvas and match["id"] in (one["id"], one["lms_id"])]
        if not fits:
            called = squeezed(match["name"])
            fits = [
                one["id"] for one in students
                if called in (squeezed(one["first_name"] + one["last_name"]), squeezed(one["last_name"] + one["first_name"]))
            ]  # fmt: skip
    return fits[0] if len(fits) == 1 else None


def _place(course: Path, student: str, name: str) -> Path:
    return course / "submitted" / student / name / f"{name}.ipynb"


def _through_nbgrader(course: Path, name: str, where: Path, files: Mapping[str, bytes]) -> None:
    """Hand files to nbgrader's `zip_collect` under names that say whose they are.

    No time goes with them: what stands in the archives of Canvas and Moodle is when they were downloaded.
    """
    if not files:
        return
    for folder in ("archive", "extracted"):
        shutil.rmtree(where / folder, ignore_errors=True)
    (where / "archive").mkdir(parents=True)
    for student, content in files.items():
        (where / "archive" / f"{student}@@{name}.ipynb").write_bytes(content)
    pattern = r".*[/\\](?P<student_id>.+)@@(?P<file_id>.+)\.ipynb"
    nbgrader(course, "zip_collect", name, f"--FileNameCollectorPlugin.named_regexp={pattern}")


def _remember(where: Path, known: Mapping[str, str]) -> None:
    """Keep under which name the platform knows each submission, so that feedback can go back under it."""
    where.mkdir(parents=True, exist_ok=True)
    file = where / ORIGINS
    before = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    file.write_text(json.dumps({**before, **known}, ensure_ascii=False, indent=1), encoding="utf-8")


def _signatures(contents: Mapping[str, bytes], done: Collected) -> None:
    """List files that carry no name of a learner, and files that carry the same: one of them is a copy."""
    signed: dict[str, list[str]] = defaultdict(list)
    for student, content in contents.items():
        me = signature(content)
        if me:
            signed[me].append(student)
        else:
            done.unnamed.append(student)
    done.copies = [f"{', '.join(sorted(several))} (“{me}”)" for me, several in signed.items() if len(several) > 1]


def signature(content: bytes) -> str:
    """Return the name for which a notebook's questions were drawn, read without running anything; "" where there is none."""
    try:
        cells = json.loads(content)["cells"]
        source = "".join(
            next(cell["source"] for cell in cells if cell["metadata"].get("nbgrader", {}).get("grade_id") == "me")
        )
    except (ValueError, KeyError, TypeError, AttributeError, StopIteration):
        return ""  # whatever it is, no name can be read in it
    return written_name(source)
