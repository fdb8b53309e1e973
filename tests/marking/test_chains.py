"""Chains: five links multiply, the weakest is where more helps, and a second way adds less than its own chance."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_lib.grading.answers import limits
from course_lib.marking.chains import ASKED, TOLERANCES, drawn_chain, say_chain, show_chain

LEARNERS = [f"s{n}" for n in range(100)]


@pytest.mark.parametrize("me", LEARNERS[:40])
def test_the_question_has_an_answer_for_everybody(me: str) -> None:
    chain, right = drawn_chain(me), limits.chain(me)
    chances = {letter: chance for letter, (_, chance) in chain.links.items()}
    assert len(set(chances.values())) == 5
    assert right["through"] == pytest.approx(math.prod(chances.values()), abs=1e-4)
    assert chances[right["best"]] == min(chances.values())
    assert right["raised"] > right["through"] + 2 * TOLERANCES["raised"]
    assert max(right["through"], chain.other) < right["two_ways"] < right["through"] + chain.other
    assert right.keys() == ASKED.keys()


@given(st.dictionaries(st.sampled_from([*ASKED]), st.text("0,.5 %-?aB") | st.floats()) | st.none())
def test_nothing_that_is_handed_in_stops_the_help(handed_in: Any) -> None:
    say_chain(handed_in)


def test_a_learner_is_told_what_to_look_at(capsys: pytest.CaptureFixture[str]) -> None:
    right = limits.chain("amira")
    say_chain({**right, "through": 3.4})
    assert "they are multiplied" in capsys.readouterr().out
    say_chain({**right, "best": "Z"})
    assert "best should be one of: A, B, C, D, E." in capsys.readouterr().out
    show_chain("amira")
    assert "A second way" in capsys.readouterr().out
