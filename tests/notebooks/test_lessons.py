"""Every lesson: its shape, its citations, and that it runs from top to bottom without the network."""

from __future__ import annotations

import datetime
import functools
import json
import math
import re
import shutil
import subprocess
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import nbformat
import pytest

from course_lib import lessons, studio
from course_lib.catalogue import load_cases, load_claims, load_model, load_questions, load_references
from course_lib.models import process, room, selection, winsets
from tests.machine import ROOT, without_network

LESSONS = sorted((ROOT / "notebooks").glob(lessons.PATTERN))
ASSIGNMENTS = {"concept", "history", "limits", "capstone"}
HEADINGS = [
    "You will be able to", "Predict", "Explore", "Explain", "Limits", "Check yourself", "In this lesson you",
    "Go further", "Next", "Sources",
]  # fmt: skip

each_lesson = pytest.mark.parametrize("lesson", LESSONS, ids=lambda path: path.stem)


@functools.cache
def as_they_should_be() -> dict[str, str]:
    """Return the text of every lesson and of the page of contents as `course build` would write it."""
    return lessons.written(ROOT / "notebooks")


def cells(lesson: Path, kind: str) -> list[Any]:
    return [cell for cell in nbformat.read(lesson, as_version=4).cells if cell.cell_type == kind]


def text(lesson: Path) -> str:
    return "\n\n".join(cell.source for cell in cells(lesson, "markdown"))


@each_lesson
def test_a_lesson_has_its_parts_in_order(lesson: Path) -> None:
    found = re.findall(r"(?m)^## (.+)$", text(lesson))
    assert found == HEADINGS
    assert re.search(r"\*\*Time:?\*\*", text(lesson))
    assert re.search(r"\*\*Know first:?\*\*", text(lesson))
    assert re.match(rf"# {lesson.stem[:2]} · ", text(lesson))


@each_lesson
def test_each_outcome_is_explored_practised_and_assessed(lesson: Path) -> None:
    facts = lessons.about(nbformat.read(lesson, as_version=4))
    outcomes = range(1, 1 + len(facts["outcomes"]))
    assert 3 <= len(outcomes) <= 5
    tags = {tag for cell in cells(lesson, "markdown") for tag in cell.metadata.get("tags", [])}
    assert {f"explores-{n}" for n in outcomes} == {tag for tag in tags if tag.startswith("explores-")}
    asked = [question for question in load_questions().values() if question["lesson"] == lesson.stem[:2]]
    assert {question["outcome"] for question in asked if question["kind"] == "choice"} - {None} == set(outcomes)
    for outcome in facts["outcomes"]:
        assert outcome["assessed"] and set(outcome["assessed"]) <= ASSIGNMENTS


@each_lesson
def test_what_a_lesson_says_of_itself_is_said_once(lesson: Path) -> None:
    facts = lessons.about(nbformat.read(lesson, as_version=4))
    assert facts["lesson"] == lesson.stem[:2]
    assert text(lesson).startswith(f"# {facts['lesson']} · {facts['title']}\n")
    assert f"**Time** about {facts['minutes']} minutes" in text(lesson)


def test_the_way_leads_from_the_first_lesson_to_the_last_and_every_lesson_to_the_contents() -> None:
    for before, after in pairwise(LESSONS):
        assert f"({after.name})" in text(before).split("## Next")[1]
        assert f"({before.name})" in text(after).split("## Next")[1]
    for lesson in LESSONS:
        assert f"[all lessons]({lessons.CONTENTS})" in text(lesson)


def test_the_page_of_contents_is_current_and_lists_every_lesson_with_its_outcomes() -> None:
    stored = (ROOT / "notebooks" / lessons.CONTENTS).read_text(encoding="utf-8")
    assert stored == as_they_should_be()[lessons.CONTENTS], "run `course build`"
    page = text(ROOT / "notebooks" / lessons.CONTENTS)
    for lesson in LESSONS:
        facts = lessons.about(nbformat.read(lesson, as_version=4))
        assert f"[{facts['lesson']} · {facts['title']}]({lesson.name})" in page
        assert all(outcome["text"] in page for outcome in facts["outcomes"])


@each_lesson
def test_the_front_page_lists_the_lesson(lesson: Path) -> None:
    facts = lessons.about(nbformat.read(lesson, as_version=4))
    front = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"[{facts['lesson']} {facts['title']}](notebooks/{lesson.name})" in front


@each_lesson
def test_a_lesson_takes_about_an_hour_to_read_and_do(lesson: Path) -> None:
    told = text(lesson).split("## Sources")[0]
    told = re.sub(r"\[[^\]]*\]\(#Sources[^)]*\)", "", told)
    assert 700 <= len(told.split()) <= 3200


@each_lesson
def test_a_prediction_comes_before_what_could_be_read_from_the_explorer(lesson: Path) -> None:
    code = [cell.source for cell in cells(lesson, "code")]
    predicted = next(n for n, source in enumerate(code) if "predict(" in source)
    explored = next(n for n, source in enumerate(code) if re.search(r"explore\.\w+\(", source))
    assert predicted < explored


@each_lesson
def test_a_code_cell_is_a_call_or_two(lesson: Path) -> None:
    for cell in cells(lesson, "code"):
        assert len(cell.source.splitlines()) <= 10
        assert not re.search(r"\b(plotly|ipywidgets|matplotlib)\b", cell.source)
    assert cells(lesson, "code")[0].source.startswith("from course_lib import ")


@each_lesson
def test_the_questions_asked_are_those_of_the_lesson(lesson: Path) -> None:
    number = lesson.stem[:2]
    asked = re.findall(r'(?:ask|predict)\("(.+?)"\)', "\n".join(cell.source for cell in cells(lesson, "code")))
    written = [name for name, question in load_questions().items() if question["lesson"] == number]
    assert sorted(asked) == sorted(written)


@each_lesson
def test_what_explain_and_limits_state_is_cited(lesson: Path) -> None:
    # A cell that states only what the course itself means or asks says so with the tag "ours".
    part = ""
    for cell in cells(lesson, "markdown"):
        heading = re.match(r"## (.+)", cell.source)
        part = heading[1] if heading else part
        if part not in ("Explain", "Limits") or cell.source.startswith("*Time so far"):
            continue
        words_in_it = len(cell.source.split())
        ours = "ours" in cell.metadata.get("tags", [])
        assert bool(lessons.CITATION.search(cell.source)) != ours or words_in_it < 6, cell.source


@each_lesson
def test_every_citation_has_its_entry_and_every_link_its_page(lesson: Path) -> None:
    known = load_references()
    notebook = nbformat.read(lesson, as_version=4)
    cited = lessons.cited(notebook)
    assert cited
    assert set(cited) <= set(known)
    for target in re.findall(r"\]\(([^)#\s]+\.ipynb)\)", text(lesson)):
        assert (lesson.parent / target).exists(), target


@each_lesson
def test_a_lesson_is_stored_as_it_was_written(lesson: Path) -> None:
    stored = lesson.read_text(encoding="utf-8")
    notebook = nbformat.reads(stored, as_version=4)
    nbformat.validate(notebook)
    assert as_they_should_be()[lesson.name] == stored, "run `course build`"
    ids = [cell["id"] for cell in json.loads(stored)["cells"]]
    assert len(ids) == len(set(ids))


@each_lesson
def test_a_lesson_runs_top_to_bottom_without_the_network(lesson: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks", ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    command = [sys.executable, "-m", "nbconvert", "--to", "notebook", "--execute", "--inplace", lesson.name]
    done = subprocess.run(
        [*without_network(), *command], cwd=tmp_path / "notebooks", capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr[-3000:]
    for cell in cells(tmp_path / "notebooks" / lesson.name, "code"):
        for output in cell.outputs:
            assert output.output_type != "error"
            assert output.get("name") != "stderr", output
        if not cell.source.startswith("from ") or "\n" in cell.source:
            # Without a page to draw on, the words are there all the same.
            assert cell.outputs[0].data["text/plain"].strip()


def test_what_the_practice_prediction_reveals_is_what_the_claims_say() -> None:
    count = Counter(claim["verdict"] for claim in load_claims())
    question = load_questions()["00-P1"]
    assert question["truth"] == count["right"]
    assert question["high"] == count.total() == 17
    words = {1: "one", 3: "three", 4: "four", 9: "nine"}
    for verdict in ("imprecise", "contested", "wrong"):
        assert f"{words[count[verdict]]} {verdict}" in question["reveal"]
    assert question["reveal"].lower().startswith(words[count["right"]])


def test_the_share_of_cases_older_than_the_word_is_what_the_catalogue_says() -> None:
    cases = load_cases()
    older = sum(case.start < 1981 for case in cases)
    question = load_questions()["05-P1"]
    assert question["truth"] == round(100 * older / len(cases))
    assert f"{question['truth']:.0f} per cent" in question["reveal"]


def test_the_number_of_cases_on_the_border_of_the_tracks_is_what_the_catalogue_says() -> None:
    question = load_questions()["03-P1"]
    assert question["truth"] == len(load_cases().filter(track="1.5"))
    assert question["high"] == len(load_cases())
    assert f"{len(load_cases())} cases" in question["prompt"]


def test_the_months_until_the_mechanism_was_used_are_what_the_catalogue_dates_say() -> None:
    case = load_cases()["C35"]
    adopted, used = (
        next(event for event in case.events if event.date == date) for date in ("2016-03-23", "2017-10-13")
    )
    days = (datetime.date.fromisoformat(used.date) - datetime.date.fromisoformat(adopted.date)).days
    assert load_questions()["09-P1"]["truth"] == round(days / 30.44)


def test_what_lesson_02_says_of_the_model_is_what_the_model_says() -> None:
    start = {one["name"]: one["start"] for one in load_model("winsets")["coefficients"]}
    talks = {name: start[name] for name in ("edge_a", "edge_b", "position_a", "position_b", "audience_cost")}
    public = winsets.zone(**talks, leak=1)
    question = load_questions()["02-P1"]
    assert question["truth"] == max(0, round(100 * float(public.width))) == 0
    said = text(ROOT / "notebooks" / "02_why_go_unofficial.ipynb") + question["reveal"]
    for zone in (winsets.zone(**{**talks, "audience_cost": 0.2}, leak=1), winsets.zone(**talks, leak=0.1, scandal=0.1)):
        for end in (zone.low, zone.high):
            assert f"{100 * float(end):.3g}" in said
    for end in (public.low, public.high, -public.width):
        assert f"{100 * float(end):.3g}" in said
    bears = [round(100 * float(winsets.limits(**talks, scandal=scandal)[1])) for scandal in (0, 0.1)]
    assert "a leak of up to {} in 100 instead of {}".format(*bears) in said


def test_what_lesson_13_says_of_the_studio_is_what_the_studio_says() -> None:
    question = load_questions()["13-P1"]
    share = studio.anyway(studio.Run(studio.Design("tajikistan")))
    assert question["truth"] == round(100 * share["ratified"])
    assert f"{100 * share['ratified']:.2f} in 100" in question["reveal"]
    assert 0.85 < share["never_opened"] < 0.95  # nine futures of ten
    lesson = ROOT / "notebooks" / "13_design_studio.ipynb"
    [shown] = [cell.source for cell in cells(lesson, "code") if "studio(run=" in cell.source]
    run: studio.Run = eval(shown.removeprefix("explore.studio(run=").rstrip().removesuffix(")"), {"studio": studio})  # noqa: S307
    assert studio.ending(run) == "ratified" and not studio.play(run)[-1].exposed[0]
    won = process.funnel(studio.futures_of(run.design, studio.played(run), run.seed))
    can = sum(one.can_rank for one in studio.ranked(run)[1:])
    numbers = {2: "two", 4: "four", 5: "five", 9: "nine"}
    said = text(lesson)
    assert f"{100 * won['ratified']:.0f} in 100 end in an accepted deal" in said
    assert f"{100 * studio.anyway(run)['ratified']:.0f} in 100 if nobody does anything" in said
    assert f"in {100 * won['exposed']:.0f} in 100 the talks come out" in said
    assert f"ranks {numbers[can]} plans below it and cannot rank {numbers[9 - can]}" in said


def test_what_lesson_04_says_of_trust_is_what_the_model_says() -> None:
    start = {one["name"]: one["start"] for one in load_model("room")["coefficients"]}
    gains = [room.contact_gain(*[level] * 4, start["base_gain"], start["conditions_gain"]) for level in (0, 1)]
    none, all_four = (float(room.trust_after_sessions(start["trust"], gain, 6)) for gain in gains)
    said = text(ROOT / "notebooks" / "04_inside_the_room.ipynb")
    assert (
        f"raised trust from {start['trust']:g} to {none:.2f} with none of them and to {all_four:.2f} with all four"
        in said
    )


def test_the_chain_of_lesson_10_is_five_links_of_seventy_per_cent() -> None:
    assert load_questions()["10-P1"]["truth"] == pytest.approx(100 * 0.7**5, abs=0.05)


def test_the_shelf_of_lesson_12_is_filled_as_the_model_fills_it() -> None:
    assert load_questions()["12-P1"]["truth"] == round(100 * float(selection.share_of_successes(0.2, 0.9, 0.1)))


def test_the_perfect_readers_of_lesson_14_are_as_many_as_chance_makes_them() -> None:
    def share(right: int) -> float:
        return math.comb(10, right) * 0.8**right * 0.2 ** (10 - right)

    question = load_questions()["14-P1"]
    assert question["truth"] == round(100 * share(8))
    few = round(100 * sum(share(right) for right in range(7)))
    told = f"About {100 * share(7):.0f} get seven, {100 * share(9):.0f} get nine, {100 * share(10):.0f} get all ten, "
    assert f"{told}and {few} get six" in question["reveal"].replace("\n", " ")


def test_without_the_network_there_is_no_network() -> None:
    code = "import socket; s = socket.socket(); s.settimeout(3); s.connect(('192.0.2.1', 80))"
    done = subprocess.run([*without_network(), sys.executable, "-c", code], capture_output=True, text=True)
    assert "unreachable" in done.stderr
