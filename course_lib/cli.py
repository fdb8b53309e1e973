"""`course`: the one command of the package."""

from __future__ import annotations

import contextlib
import datetime
import functools
import importlib
import importlib.util
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from course_lib.words import command, number_of, words

# What the student edition has, which has no grading.
_STUDENTS = ("check", "export-data", "handouts", "journal", "submit")


class Course(click.Group):
    """The command group; whatever goes wrong ends in one plain sentence and an exit code, never in a traceback."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands that a person can use here."""
        every = super().list_commands(ctx)
        full = importlib.util.find_spec("course_lib.grading") is not None
        return [one for one in every if full or one in _STUDENTS]

    def main(self, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().main(*args, **{**kwargs, "prog_name": command()})
        except Exception as error:
            if os.environ.get("COURSE_DEBUG"):
                raise
            expected = isinstance(error, (ValueError, RuntimeError, OSError))
            said = str(error) if expected else f"{type(error).__name__}: {error}"
            if isinstance(error, OSError) and error.filename:
                said = f"{error.filename}: {error.strerror}"
            hint = "" if expected else " " + words("(Set COURSE_DEBUG=1 and run it again to see where.)")
            click.echo(f"{command()}: {said}{hint}", err=True)
            sys.exit(1)


def opens_jupyter(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of those that open JupyterLab."""
    browser = click.option(
        "--browser/--no-browser",
        default=None,
        help="Open a browser window or not; by default, where there is a desktop.",
    )
    port = click.option(
        "--port",
        type=click.IntRange(1024, 65535),
        help="The port to try first; the next free one is taken if it is in use.",
    )
    return browser(port(command))


def grading(module: str, room: str = "grading") -> Any:
    """Return a module of the full course's grading, which the student edition has not."""
    try:
        return importlib.import_module(f"course_lib.{room}.{module}")
    except ModuleNotFoundError as error:
        if not str(error.name).startswith(("course_lib.grading", "course_lib.batch")):
            raise
        raise click.ClickException(
            words("This is the student edition; instructors work in the full course.")
        ) from error


def batch(module: str) -> Any:
    """Return a module of what marks a class in one go, which the student edition has not either."""
    # jsonschema, which nbformat needs, builds a grammar of internationalised addresses where this package is there. It takes
    # longer than to load all the rest, and no notebook is held against it.
    with contextlib.ExitStack() as stack:
        if "rfc3987_syntax" not in sys.modules:
            sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]
            stack.callback(sys.modules.pop, "rfc3987_syntax")
        return grading(module, "batch")


def assignments_folder() -> Path:
    """Return the course directory, as nbgrader calls the folder of assignments."""
    from course_lib import server

    return server.course_folder() / "assignments"


def gradebook(new: bool = False) -> str:
    """Return the address of the class's gradebook, which may be `new`, or must be there."""
    rooms = grading("assignments")
    address = rooms.address_of(assignments_folder())
    if not new and not rooms.is_there(address):
        said = (
            "There is no gradebook in {folder} yet; it is made by `course roster import FILE` or `course release NAME`."
        )
        raise click.ClickException(words(said, folder=assignments_folder()))
    return str(address)


@click.group(cls=Course, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@opens_jupyter
@click.version_option(package_name="course-lib", prog_name="course")
@click.pass_context
def main(context: click.Context, browser: bool | None, port: int | None) -> None:
    """Open the course on Track II diplomacy in JupyterLab.

    Without a command it opens the first lesson and prints its address. Ctrl-C closes it.
    """
    if context.invoked_subcommand is None:
        from course_lib import server

        sys.exit(server.run("student", server.course_folder(), f"/lab/tree/{server.FIRST_LESSON}", browser, port))


@main.command()
def check() -> None:
    """Say whether this machine is ready, one line for each thing that matters."""
    from course_lib import checks

    if not checks.report(checks.student_checks()):
        sys.exit(1)


@main.command()
@click.option("--check", "only_check", is_flag=True, help="Look at everything an instructor needs, and start nothing.")
@opens_jupyter
def instructor(only_check: bool, browser: bool | None, port: int | None) -> None:
    """Open JupyterLab at the assignments, with nbgrader's panels and its formgrader."""
    from course_lib import checks, server

    readiness = grading("readiness")
    assignments = server.course_folder() / "assignments"
    if only_check:
        good = checks.report(checks.student_checks())
        if not (checks.report(readiness.instructor_checks(assignments)) and good):
            sys.exit(1)
        return
    sys.exit(server.run("instructor", assignments, "/lab", browser, port))


@main.command()
@click.argument("name")
@click.option(
    "--due",
    type=click.DateTime(["%Y-%m-%d %H:%M"]),
    metavar='"YYYY-MM-DD HH:MM"',
    help='Until when it is handed in, in your local time, such as "2027-02-01 18:00".',
)
@click.option("--force", is_flag=True, help="Release it again; the release that is there is kept aside.")
def release(name: str, due: datetime.datetime | None, force: bool) -> None:
    """Release the assignment NAME: test that it marks fairly and hides its answers, then write the student version."""
    releasing = grading("releasing")
    if due and due.astimezone() < datetime.datetime.now().astimezone():
        said = "{due} has passed, so all that is handed in would be late; name a later day."
        raise click.ClickException(words(said, due=due.strftime("%Y-%m-%d %H:%M")))
    folder = releasing.release(assignments_folder(), name, force, due.astimezone() if due else None)
    click.echo(words("{name} is released in {folder}, and in the gradebook.", name=name, folder=folder))
    if not batch("cage").problem():
        # What marking has to find out once about an assignment is found out now, and not while a class waits.
        batch("assignment").load(assignments_folder(), name)


@main.command()
@click.argument("name")
@click.argument("learner")
def answers(name: str, learner: str) -> None:
    """Print what the learner who signs as LEARNER should hand in for the assignment NAME: questions are drawn."""
    selftest = grading("selftest")
    cells = selftest.code_cells(assignments_folder(), name)
    for variable, value in selftest.answers_of(cells, learner).items():
        if not callable(value):
            click.echo(f"{variable} = {value!r}")


def caged(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options by which a class is marked."""
    option = functools.partial(click.option, show_default=True)
    for made in reversed((
        option("--jobs", type=click.IntRange(1), help="How many at a time; as many as there are cores, if not said."),
        option("--student", "students", multiple=True, help="Only this student's; can be given several times."),
        option("--memory", type=click.IntRange(64), default=1024, help="MiB that a submission may take."),
        option("--processes", type=click.IntRange(1), default=64, help="Processes at a time."),
        option("--cell-time", type=click.FloatRange(1), help="Seconds for a cell; Execute.timeout, if not said."),
        option("--time", "whole_time", type=click.FloatRange(1), default=300, help="Seconds for a notebook."),
        option("--output", type=click.IntRange(1000), default=1_000_000, help="Characters that a cell may print."),
        option("--scheduler", default="", help="The address of a dask cluster, such as tcp://host:8786."),
        option("--no-sandbox", is_flag=True, help="Run students' code with your own rights. Only where you trust it."),
    )):  # fmt: skip
        command = made(command)
    return command


def _options(name: str, asked: dict[str, Any], force: bool) -> tuple[Any, Any, list[str] | None]:
    """Return an assignment, how it is marked, and whose; or stop with a sentence where that cannot be."""
    assignment, cage, run = batch("assignment"), batch("cage"), batch("run")
    if asked["no_sandbox"]:
        if sys.platform == "win32":
            raise click.ClickException(cage.problem())
        click.echo(
            words("Warning: students' code runs with your rights. It can read and change all that you can."), err=True
        )
    elif problem := cage.problem():
        said = "{problem} With --no-sandbox it runs without a cage, which is for code that you trust."
        raise click.ClickException(words(said, problem=problem))
    found = assignment.load(assignments_folder(), name)
    limits = cage.Limits(
        memory=asked["memory"], processes=asked["processes"], whole=asked["whole_time"], output=asked["output"],
        cell=asked["cell_time"] or float(found.settings.Execute.get("timeout", 30) or 30),
    )  # fmt: skip
    unknown = [student for student in asked["students"] if student not in found.submissions()]
    if unknown:
        raise click.ClickException(words("Nothing was submitted by: {students}.", students=", ".join(unknown)))
    jobs = {"jobs": asked["jobs"]} if asked["jobs"] else {}
    made = run.Options(caged=not asked["no_sandbox"], limits=limits, scheduler=asked["scheduler"], force=force, **jobs)
    return found, made, list(asked["students"]) or None


@main.command()
@click.argument("name")
@caged
@click.option("--force", is_flag=True, help="Mark again what did not change.")
@click.option(
    "--json", "report_to", type=click.Path(dir_okay=False, path_type=Path), help="Write a report to this file."
)
def grade(name: str, force: bool, report_to: Path | None, **asked: Any) -> None:
    """Mark every submission of the assignment NAME: each in a cage, checked where no student's code runs.

    Marks go into nbgrader's gradebook and marked notebooks into its folder, so the formgrader, feedback and export go on from
    there. Whatever was marked before and did not change is left alone; after Ctrl-C, run it again and it goes on.
    """
    from tqdm import tqdm

    run, report = batch("run"), batch("report")
    found, options, students = _options(name, asked, force)
    whose = run.changed(found, options, students)
    every = [one for one in found.submissions() if students is None or one in students]
    if not every:
        raise click.ClickException(
            words("Nobody has submitted {name} yet; `course collect {name} ZIP` brings it in.", name=name)
        )
    records: list[Any] = []
    stopped = False
    with tqdm(total=len(whose), desc=words("marking {name}", name=name), unit=words("submission"), disable=None) as bar:

        def each(record: Any) -> None:
            records.append(record)
            bar.update()

        try:
            run.grade(found, whose, options, each)
        except KeyboardInterrupt:
            stopped = True
    for line in report.summary(records, len(every) - len(whose), found.plans):
        click.echo(line)
    if report_to:
        report.write(report_to, records)
    if stopped:
        left = len(whose) - len(records)
        click.echo(words("Stopped; {count} are not marked yet. Run it again to go on.", count=left), err=True)
        sys.exit(130)


@main.command()
@click.argument("name")
@caged
@click.option("--force", is_flag=True, help="Run again what did not change, too.")
@click.option("--yes", is_flag=True, help="Write without asking.")
def regrade(name: str, force: bool, yes: bool, **asked: Any) -> None:
    """Mark again what changed of the assignment NAME: show who moves and by how much, and write only after that.

    What is written is added to records/NAME/log.jsonl, which is never written over.
    """
    from tqdm import tqdm

    from course_lib.grading.assignments import open_gradebook

    run, report, record = batch("run"), batch("report"), batch("record")
    found, options, students = _options(name, asked, force)
    whose = run.changed(found, options, students)
    if not whose:
        click.echo(words("Nothing has changed since {name} was marked.", name=name))
        return
    before = record.read(found.course, name)
    ran = list(
        tqdm(run.marks(found, whose, options), total=len(whose), desc=words("marking {name}", name=name), disable=None)
    )
    moved = report.moves(before, [one.record for one in ran])
    for student, said in moved.items():
        click.echo(f"{student}: {said}")
    click.echo(words("{count} were marked again, {moved} of them would move.", count=len(ran), moved=len(moved)))
    if not yes and not click.confirm(words("Write this into the gradebook?")):
        click.echo(words("Nothing was written."))
        return
    with open_gradebook(found.folders.db_url) as book:
        ledger = batch("gradebook").Ledger(book, found.name, found.late())
        for one in ran:
            kept = run.write(found, ledger, one)
            old = before.get(kept.student)
            record.log(found.course, name, {
                "student": kept.student, "state": kept.state, "before": old.points if old else None, "after": kept.points,
            })  # fmt: skip
    click.echo(words("Written. What moved stands in {file}.", file=record.folder_of(found.course, name) / "log.jsonl"))


@main.group()
def roster() -> None:
    """The class list: who is in the gradebook."""


@roster.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def roster_import(file: Path) -> None:
    """Bring the class list FILE, as Canvas or Moodle exports it (CSV), into the gradebook. Nobody is taken out of it."""
    done = grading("roster").import_into(gradebook(new=True), file)
    for said, students in (
        (words("added"), done.added),
        (words("changed"), done.changed),
        (words("as before"), done.same),
        (words("in the gradebook and not in this list (kept)"), done.left),
    ):
        click.echo(
            f"{said}: {len(students)}" + (f" ({', '.join(students)})" if students and said != "as before" else "")
        )
    for row in done.unused:
        click.echo(f"- {row}")
    if done.unused and not (done.added or done.changed or done.same):
        sys.exit(1)


@main.command()
@click.argument("name")
@click.argument("archive", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help="Replace what was collected before and differs; it is kept aside.")
def collect(name: str, archive: Path, force: bool) -> None:
    """Place the bulk download ARCHIVE (ZIP) of a learning platform as submissions of the assignment NAME."""
    collecting = grading("collecting")
    with grading("assignments").open_gradebook(gradebook()) as book:
        students = [
            {
                "id": one.id,
                "lms_id": one.lms_user_id or "",
                "first_name": one.first_name or "",
                "last_name": one.last_name or "",
            }
            for one in book.students
        ]
    if not students:
        raise click.ClickException(words("The class list is empty; first type `course roster import FILE`."))
    done = collecting.collect(assignments_folder(), name, archive, students, force=force)
    counts = (
        (words("placed"), done.placed), (words("as collected before"), done.same),
        (words("further files of the same students"), done.doubled), (words("not placed"), done.unmatched),
    )  # fmt: skip
    added = " + ".join(f"{len(several)} {said}" for said, several in counts)
    click.echo(words("{count} files: {added}.", count=done.files, added=added))
    late = (
        "Marked late by the platform, which does not say how late; write the time, as 2027-02-01 18:30 UTC, into "
        "assignments/submitted/STUDENT/{name}/timestamp.txt, and the policy counts"
    )
    for heading, several in (
        (words("Not placed, kept in assignments/downloaded/{name}/unmatched", name=name), done.unmatched),
        (words("Further files of the same students, not placed"), done.doubled),
        (words(late, name=name), done.late),
        (words("Without a user name in the first answer: their questions are drawn for nobody"), done.unnamed),
        (words("Signed with the same name, so one is a copy of the other; look at them before you grade"), done.copies),
        (words("Replaced; the old ones are in"), done.kept),
    ):
        if several:
            click.echo(f"{heading}: {len(several)}")
            for one in several:
                click.echo(f"- {one}")


@main.group()
def feedback() -> None:
    """What goes back to students."""


@feedback.command("pack")
@click.argument("name")
@click.option(
    "--to", "target", type=click.Path(dir_okay=False, path_type=Path), help="The archive; by default NAME-feedback.zip."
)
@click.option("--force", is_flag=True, help="Write over an archive that is there; the old one is kept beside it.")
def feedback_pack(name: str, target: Path | None, force: bool) -> None:
    """Pack all feedback on the assignment NAME into one archive, to upload to the learning platform."""
    target = target or Path(f"{name}-feedback.zip")
    count, unknown = grading("feedback").pack(assignments_folder(), name, target, force)
    click.echo(number_of(count, "{count} page of feedback is in", "{count} pages of feedback are in") + f" {target}.")
    if unknown:
        said = "Under their own names, because they were not collected from a platform: {students}."
        click.echo(words(said, students=", ".join(unknown)))


@main.group()
def grades() -> None:
    """The class's grades."""


@grades.command("export")
@click.argument("name")
@click.option("--format", "form", type=click.Choice(["canvas", "moodle", "csv"]), default="csv", show_default=True)
@click.option(
    "--to", "target", type=click.Path(dir_okay=False, path_type=Path), help="The file; by default NAME-FORMAT.csv."
)
@click.option("--partial", is_flag=True, help="Also where answers still wait for a person.")
@click.option(
    "--missing-as-zero", is_flag=True, help="Write 0 where nothing was handed in; else such students are left out."
)
@click.option("--force", is_flag=True, help="Write over a file that is there.")
def grades_export(name: str, form: str, target: Path | None, partial: bool, missing_as_zero: bool, force: bool) -> None:
    """Write the grades of the assignment NAME into a table that a learning platform takes in."""
    target = target or Path(f"{name}-{form}.csv")
    count = grading("grades").export(
        gradebook(), name, form, target, partial=partial, missing_as_zero=missing_as_zero, force=force
    )
    click.echo(number_of(count, "{count} student is in", "{count} students are in") + f" {target}.")


@main.command()
@click.argument("name")
@click.option("--file", type=click.Path(dir_okay=False, path_type=Path), help="The notebook, where it lies elsewhere.")
def submit(name: str, file: Path | None) -> None:
    """Make the one file to hand in for the assignment NAME, after looking whether the notebook is whole and runs."""
    from course_lib import server, submitting

    target, found = submitting.submit(file or submitting.assignment(server.course_folder(), name))
    for one in found:
        click.echo(f"- {one}")
    if target is None:
        raise click.ClickException(words("Nothing was made to hand in. Mend this first, save, and try again."))
    if found:
        click.echo(words("You can hand it in all the same."))
    click.echo(words("Hand in this file: {file}", file=target))


@main.command("student-edition")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--repo", metavar="OWNER/NAME", help="Where it will be published on GitHub: its page gets a Binder link.")
def student_edition(folder: Path, repo: str | None) -> None:
    """Write the edition for a class into FOLDER: lessons, library and released assignments, and no solution.

    FOLDER must not exist or be empty. It becomes a fresh repository without history, ready to be published.
    """
    from course_lib import server

    released = grading("edition").write(server.course_folder(), folder, repo)
    click.echo(words("The student edition is in {folder}, with: {names}.", folder=folder, names=", ".join(released)))
    click.echo(words("Publish it as a repository of its own; its README says how a student starts."))


@main.group()
def journal() -> None:
    """Your journal: where it is, a copy of it, a copy brought back."""


@journal.command()
def where() -> None:
    """Say where the journal is kept and how many answers it holds."""
    from course_lib.journal import Journal

    own = Journal()
    count = len(own.history())
    click.echo(f"{own.path} " + number_of(count, "({count} answer)", "({count} answers)"))


@journal.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help="Write over a file that is there.")
def journal_export(file: Path, force: bool) -> None:
    """Write a copy of the journal to FILE."""
    from course_lib.journal import Journal

    if file.exists() and not force:
        raise click.ClickException(words("{file} is there already; choose another name, or add --force.", file=file))
    file.write_text(Journal().copy(), encoding="utf-8")
    click.echo(words("Your journal was copied to {file}.", file=file))


@journal.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def journal_import(file: Path) -> None:
    """Add what FILE, a copy of a journal, holds and yours does not."""
    from course_lib.journal import Journal

    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise click.ClickException(
            words("This file is not a copy of a journal; choose the one that you downloaded.")
        ) from error
    added = Journal().bring_back(text)
    click.echo(number_of(added, "{count} answer was added.", "{count} answers were added."))


@main.command("export-data")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help="Write over an earlier export that is there.")
def export_data(folder: Path, force: bool) -> None:
    """Write the catalogue into FOLDER as a Frictionless data package.

    It holds tables (CSV), their description (datapackage.json), the codebook, the licence and the references (BibTeX).
    """
    from course_lib import exporting

    written = exporting.write(folder, force)
    click.echo(number_of(len(written), "{count} file is in", "{count} files are in") + f" {folder}.")


@main.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help="Write over pages that are there.")
def handouts(folder: Path, force: bool) -> None:
    """Write the glossary and the bibliography into FOLDER, as pages to print from a browser."""
    from course_lib import handouts as pages

    for file in pages.write(folder, force):
        click.echo(words("written: {file}", file=file))


@main.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--players", type=int, default=16, show_default=True, help="For how many people, from 8 to 16.")
@click.option("--force", is_flag=True, help="Write over pages that are there.")
def role_play(folder: Path, players: int, force: bool) -> None:
    """For instructors: write a role-play for a class into FOLDER, as pages to print from a browser."""
    for file in grading("role_play").write(folder, players, force):
        click.echo(words("written: {file}", file=file))


@main.command()
@click.option("--check", "only_check", is_flag=True, help="Change nothing; say whether everything is up to date.")
def build(only_check: bool) -> None:
    """For authors: check the data files, and write what is derived from them.

    Cases, claims, questions and references become what lessons load; lessons get their citations and lists of sources.
    """
    from course_lib import authoring, lessons, server

    root = server.course_folder()
    if not only_check:
        changed = authoring.build(kept=root / ".cache" / "citations.json") + lessons.build(root / "notebooks")
        for file, text in _with_rubrics(root).items():
            if file.read_text(encoding="utf-8") != text:
                file.write_text(text, encoding="utf-8", newline="\n")
                changed.append(file)
        for file in changed:
            click.echo(words("written: {file}", file=os.path.relpath(file, root)))
        click.echo(words("Everything is up to date."))
        return
    expected = {authoring.DATA / "compiled" / name: text for name, text in authoring.compiled().items()}
    expected |= {root / "notebooks" / name: text for name, text in lessons.written(root / "notebooks").items()}
    expected |= _with_rubrics(root)
    stale = [
        file.name for file, text in expected.items() if not file.exists() or file.read_text(encoding="utf-8") != text
    ]
    if stale:
        raise click.ClickException(words("Run `course build`: not up to date are {names}.", names=", ".join(stale)))
    click.echo(words("Everything is up to date."))


def _with_rubrics(root: Path) -> dict[Path, str]:
    """Return the assignments' notebooks with their rubrics; the student edition has no sources."""
    if not (root / "assignments" / "source").exists():
        return {}
    found: dict[Path, str] = grading("rubrics").written(root / "assignments")
    return found


if __name__ == "__main__":
    main(prog_name="course")
