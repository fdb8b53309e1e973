"""Registers: a test is tried in good worlds and in poor ones, and some can never fail."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_lib.grading.answers import capstone
from course_lib.marking.registers import ASKED, TESTS, drawn_tests, mark_tests, say_tests, show_tests, tried

MINE = capstone.run("amira")
RIGHT = capstone.tests("amira", MINE)
LETTERS = capstone.letters("amira", MINE)


@pytest.mark.parametrize("me", ["amira", "李雷", *(f"s{n}" for n in range(10))])
def test_the_question_has_an_answer_for_everybody(me: str) -> None:
    mine = capstone.run(me)
    assert mark_tests(capstone.tests(me, mine), capstone.letters(me, mine), points=6) == 6


def test_a_convener_who_praises_the_talks_praises_them_in_every_world() -> None:
    found = tried(MINE)
    assert found.keys() == TESTS.keys()
    assert found["worth"] == (0, 0)
    # What is asked for later fails less often, in either kind of world.
    assert found["talks_soon"].poor >= found["talks_year"].poor >= found["talks_late"].poor
    assert found["talks_soon"].good >= found["talks_year"].good >= found["talks_late"].good
    assert found["talks_late"].poor >= found["talks_late"].good


def test_each_answer_earns_on_its_own_and_letters_too_many_cost() -> None:
    for name, worth in (("register", 3), ("cannot_fail", 1.5), ("fails_anyway", 1.5)):
        assert mark_tests({name: RIGHT[name]}, LETTERS, points=6) == worth
        assert mark_tests({**RIGHT, name: "?"}, LETTERS, points=6) == 6 - worth
    everything = dict.fromkeys(ASKED, "ABCDEFGH")
    assert mark_tests(everything, LETTERS, points=6) < 2


def test_where_no_letters_are_right_nothing_is_earned() -> None:
    assert mark_tests(RIGHT, {}, points=6) == 0


def test_neighbours_have_other_letters() -> None:
    letters = [{test: letter for letter, test in drawn_tests(f"s{n}").items()}["worth"] for n in range(200)]
    assert max(letters.count(letter) for letter in set(letters)) < 50


@settings(max_examples=50)
@given(st.dictionaries(st.sampled_from([*ASKED]), st.text() | st.floats() | st.lists(st.text())) | st.none())
def test_nothing_that_is_handed_in_stops_the_marking(handed_in: Any) -> None:
    assert 0 <= mark_tests(handed_in, LETTERS, points=6) <= 6
    say_tests(handed_in)


def test_a_learner_is_told_what_to_look_at(capsys: pytest.CaptureFixture[str]) -> None:
    say_tests({**RIGHT, "register": "AB", "cannot_fail": "Z"})
    said = capsys.readouterr().out
    assert "register is one letter" in said
    assert "cannot_fail: no test has the letter Z." in said
    show_tests("amira", "?")
    assert "Write your run in exercise 1 first." in capsys.readouterr().out
    show_tests("amira", MINE)
    assert capsys.readouterr().out.count("of the poor worlds and") == len(TESTS)
