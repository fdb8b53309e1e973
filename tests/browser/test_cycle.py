"""A whole term's cycle on stock nbgrader: release, thirty submissions, marks, a written answer in the formgrader, feedback,
grades. The points are those of a scorer that was written from the released notebook, without sight of the hidden tests."""

from __future__ import annotations

import random
import shutil
import zipfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, expect

from course_lib import vocabulary
from course_lib.grading import feedback, grades, releasing
from course_lib.grading.answers import concept, shared
from course_lib.grading.assignments import nbgrader, open_gradebook
from course_lib.marking.searches import every_phase
from tests.browser.lab import Lab, started
from tests.classes import WRITTEN
from tests.grading import scorer
from tests.grading.classroom import Classroom
from tests.machine import ROOT

CLASS = [f"student{n:02}" for n in range(30)]
PEOPLE, KNOWN = list(vocabulary.OFFICIALITY), list(vocabulary.SECRECY)
# A rule line by line, which kinds of meeting each line decides, and which kinds go wrong where it is left out.
LINES = {
    'if not meeting.about_conflict: return "contact"': {"another purpose"},
    'if meeting.mandate == "both" and meeting.host == "government": return "1"': {"called by a government"},
    'if meeting.mandate == "both": return "1.5"': {"called by somebody private"},
    'if meeting.officials_attend: return "1.5"': {"in a personal capacity"},
    'if meeting.level == "community": return "3"': {"a community"},
    'return "2"': {"of influence"},
}
KINDS = set().union(*LINES.values())


def submission(me: str, luck: random.Random) -> tuple[dict[str, str], dict[str, float]]:
    """Return the answers of a student of some quality, and what the scorer gives for each exercise."""
    quality = luck.choice([0.0, 0.3, 0.6, 0.8, 0.95, 1.0])

    def well() -> bool:
        return luck.random() < quality

    def place(one: Any) -> tuple[str, str]:
        if well():
            return PEOPLE[one[0]], KNOWN[one[1]]
        if luck.random() < 0.5:
            return PEOPLE[one[0] - 1 if one[0] else 1], KNOWN[one[1]]
        return luck.choice(PEOPLE), luck.choice(KNOWN)

    placed = {letter: place(one) for letter, one in concept.places(me).items() if luck.random() < 0.5 + quality}
    places = ", ".join(f"{letter!r}: place({one!r}, {other!r})" for letter, (one, other) in placed.items())
    # The line on purpose and the last one cannot be left out without others going wrong as well, so they stay.
    kept = [line for n, line in enumerate(LINES) if n in (0, 5) or well()]
    lost = set().union(*(LINES[line] for line in LINES if line not in kept), set())
    if LINES.keys() - set(kept) >= {list(LINES)[1]} and list(LINES)[2] not in kept:
        lost |= LINES[list(LINES)[1]] | LINES[list(LINES)[2]]
    searched = {name: value for name, value in concept.search(me).items() if well()}
    found = {name: value for name, value in concept.dispute(me).items() if well()}
    found = {name: value if well() else "?" for name, value in found.items()}
    right, options = shared.verdicts("concept", me), shared.options("concept", me)
    verdicts = {letter: one if well() else luck.choice("ABCD") for letter, one in right.items()}
    texts = {part: f"Some words of {me}." for part in WRITTEN if quality}
    answers = {
        "me": f"me = {me!r}",
        "places-answer": f"my_places = {{{places}}}",
        "rule-answer": "def my_track(meeting):\n    " + "\n    ".join(kept),
        "search-answer": f"my_conditions = {searched!r}",
        "dispute-answer": f"my_findings = {found!r}",
        "situations-answer": f"my_verdicts = {verdicts!r}",
        **texts,
    }
    cases = every_phase()
    every = {case.id for case in cases}
    picked, wanted = (
        {case.id for case in cases.filter(**one)} if one else set() for one in (searched, concept.search(me))
    )
    steps = {letter: (PEOPLE[one[0]], KNOWN[one[1]]) for letter, one in concept.places(me).items()}
    points = {
        "places-test": scorer.places(placed, steps, PEOPLE, KNOWN),
        "rule-test": scorer.rule({kind: kind not in lost for kind in KINDS}),
        "search-test": scorer.search(picked, wanted, every),
        "dispute-test": scorer.dispute(found, concept.dispute(me)),
        "situations-test": scorer.situations(verdicts, right, options),
        **{part: 0.0 for part in WRITTEN if part not in texts},
    }
    return answers, points


def test_a_class_of_thirty_from_release_to_grades(browser: Browser, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks")
    classroom = Classroom(tmp_path / "assignments")
    for folder in ("mutants", "attacks"):
        shutil.copytree(ROOT / "assignments" / folder, classroom.folder / folder)
    releasing.release(classroom.folder, "concept")
    luck = random.Random(11)
    expected = {}
    for me in CLASS:
        answers, expected[me] = submission(me, luck)
        classroom.submit("concept", me, answers)
    classroom.autograde("concept")
    scores = classroom.scores("concept")
    by_program = {me: {name: scores[me][name] for name in expected[me]} for me in CLASS}
    assert by_program == expected
    assert len({sum(one.values()) for one in expected.values()}) > 15  # a class of mixed quality
    # A person gives two points for a written answer.
    with started(tmp_path, "instructor") as address:
        lab = Lab.at(browser, address)
        page = lab.page
        page.goto(address)
        page.wait_for_selector("#jp-main-dock-panel")
        page.goto(lab.url("formgrader/gradebook/concept/concept"))
        expect(page.locator("tbody tr")).to_have_count(len(CLASS))
        page.locator("tbody tr a").first.click()
        box = page.locator("input.score").last
        expect(box).to_be_visible()
        with page.expect_response(lambda said: "/api/grade/" in said.url and said.request.method == "PUT") as kept:
            box.fill("2")
            box.press("Tab")
        assert kept.value.ok
        page.context.close()
    after = classroom.scores("concept")
    given = [me for me in CLASS if after[me]["border-change"] == 2]
    assert len(given) == 1
    nbgrader(classroom.folder, "generate_feedback", "concept", "--force")
    count, without = feedback.pack(classroom.folder, "concept", tmp_path / "feedback.zip")
    assert (count, sorted(without)) == (len(CLASS), CLASS)
    with zipfile.ZipFile(tmp_path / "feedback.zip") as archive:
        pages = [archive.read(name).decode() for name in archive.namelist()]
    assert all("places-test" in one and "mark_places" not in one for one in pages)
    with open_gradebook(f"sqlite:///{classroom.folder / 'gradebook.db'}") as book:
        rows = grades.table(grades.grades(book, "concept"), "concept", "csv")
    totals = {row[0]: float(row[-2]) for row in rows[1:]}
    sums = {me: round(sum(expected[me].values()) + 2 * (me in given), 2) for me in CLASS}
    assert totals == sums
