"""Chains: five links multiply, the weakest is where more helps, and a second way adds less than its own chance."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_lib.grading.answers import limits
from course_lib.marking.chains import ASKED, drawn_chain, mark_chain, say_chain, show_chain

LEARNERS = [f"s{n}" for n in range(100)]


@pytest.mark.parametrize("me", LEARNERS[:40])
def test_the_question_has_an_answer_for_everybody(me: str) -> None:
    chain = drawn_chain(me)
    chances = [chance for _, chance in chain.links.values()]
    assert len(set(chances)) == 5
    assert chain.through() == pytest.approx(math.prod(chances))
    assert chain.links[chain.best()][1] == min(chances)
    assert max(chain.through(), chain.other) < chain.two_ways() < chain.through() + chain.other
    assert mark_chain(limits.chain(me), chain, points=4) == 4


def test_each_answer_earns_a_point() -> None:
    chain, right = drawn_chain("amira"), limits.chain("amira")
    for name in ASKED:
        assert mark_chain({name: right[name]}, chain, points=4) == 1
        assert mark_chain({**right, name: "?"}, chain, points=4) == 3


def test_adding_chances_up_earns_nothing() -> None:
    for me in LEARNERS:
        chain = drawn_chain(me)
        added = sum(chance for _, chance in chain.links.values())
        assert mark_chain({"through": added, "two_ways": chain.through() + chain.other}, chain, points=4) in (0, 1)


@given(st.dictionaries(st.sampled_from([*ASKED]), st.text("0,.5 %-?aB") | st.floats()) | st.none())
def test_nothing_that_is_handed_in_stops_the_marking(handed_in: Any) -> None:
    assert 0 <= mark_chain(handed_in, drawn_chain("amira"), points=4) <= 4
    say_chain(handed_in)


def test_a_learner_is_told_what_to_look_at(capsys: pytest.CaptureFixture[str]) -> None:
    right = limits.chain("amira")
    say_chain({**right, "through": 3.4})
    assert "they are multiplied" in capsys.readouterr().out
    say_chain({**right, "best": "Z"})
    assert "best should be the letter of a link." in capsys.readouterr().out
    show_chain("amira")
    assert "A second way" in capsys.readouterr().out
