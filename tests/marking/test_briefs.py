"""Briefs: five facts that one world can hold, each with a way that is open, and a design that fits them."""

from __future__ import annotations

from typing import Any

import pytest

from course_lib import studio
from course_lib.grading.answers import capstone
from course_lib.marking.briefs import CLASHES, FACTS, drawn_brief, mark_brief, say_brief, show_brief, show_ways

LEARNERS = [f"s{n}" for n in range(300)]


def test_every_fact_leaves_a_way_of_its_choice_open_and_rules_others_out() -> None:
    allowed = capstone.allowed()
    assert allowed.keys() == {fact for facts in FACTS.values() for fact in facts}
    for choice, facts in FACTS.items():
        ways = {one["id"] for one in studio.part("choices", choice)["options"]}
        for fact in facts:
            assert set(allowed[fact]) < ways
        assert {allowed[fact][0] for fact in facts} == ways  # no way is right for nobody


def test_no_brief_holds_two_facts_that_clash() -> None:
    for me in LEARNERS:
        facts = list(drawn_brief(me).facts.values())
        assert len(facts) == 5
        assert not {(one, other) for one in facts for other in facts} & CLASHES


@pytest.mark.parametrize("me", LEARNERS[:40])
def test_a_design_that_fits_earns_everything(me: str) -> None:
    assert mark_brief(capstone.run(me), drawn_brief(me), capstone.allowed(), points=6) == 6


def test_a_fact_that_is_not_met_costs_its_point() -> None:
    brief, mine, allowed = drawn_brief("amira"), capstone.run("amira"), capstone.allowed()
    for choice, fact in brief.facts.items():
        other = next(one["id"] for one in studio.part("choices", choice)["options"] if one["id"] not in allowed[fact])
        assert mark_brief(studio.Run(mine.design.but(choice, other), brief.seed), brief, allowed, points=6) == 5


def test_the_first_ways_of_all_choices_are_no_answer() -> None:
    earned = [
        mark_brief(studio.Run(studio.Design(drawn_brief(me).setting)), drawn_brief(me), capstone.allowed(), points=6)
        for me in LEARNERS
    ]
    assert sum(earned) / len(earned) < 3


@pytest.mark.parametrize("handed_in", [None, "?", {}, 5])
def test_what_is_no_run_earns_nothing_and_is_named(handed_in: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert mark_brief(handed_in, drawn_brief("amira"), capstone.allowed(), points=6) == 0
    say_brief("amira", handed_in)
    assert "my_run should be a run" in capsys.readouterr().out


def test_a_learner_is_told_the_setting_the_seed_and_that_it_was_not_played(capsys: pytest.CaptureFixture[str]) -> None:
    brief = drawn_brief("amira")
    other = next(one["id"] for one in studio.content()["settings"] if one["id"] != brief.setting)
    say_brief("amira", studio.Run(studio.Design(other), 1 + brief.seed % 9))
    said = capsys.readouterr().out
    assert f"Your setting is “{brief.setting}”." in said
    assert f"Your seed is {brief.seed}" in said
    assert "No decision is taken yet" in said
    show_brief("amira")
    show_ways()
    assert "“who”: Who is invited" in capsys.readouterr().out
