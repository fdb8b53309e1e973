"""Witnesses: every sentence has cases on both sides, and one case is one witness."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_lib.grading.answers import capstone
from course_lib.marking.witnesses import SENTENCES, mark_witnesses, say_witnesses, show_sentences

LEARNERS = [f"s{n}" for n in range(200)]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_every_sentence_has_two_cases_on_either_side_and_none_on_both(sentence: str) -> None:
    said, against = capstone.witnesses(sentence)
    assert len(said) > 1 and len(against) > 1
    assert not said & against


@pytest.mark.parametrize("me", LEARNERS)
def test_the_question_has_an_answer_for_everybody(me: str) -> None:
    assert mark_witnesses(capstone.cases(me), capstone.sides(me), points=4) == 4


def test_sides_matter_and_one_case_counts_once() -> None:
    right, sides = capstone.cases("amira"), capstone.sides("amira")
    turned = {letter: pair[::-1] for letter, pair in right.items()}
    assert mark_witnesses(turned, sides, points=4) < 2
    same = {letter: (right["A"][0], "?") for letter in right}
    assert mark_witnesses(same, sides, points=4) == 1


def test_the_same_cases_for_everybody_earn_little() -> None:
    earned = [
        mark_witnesses({"A": ("C15", "C08"), "B": ("C19", "N06")}, capstone.sides(me), points=4) for me in LEARNERS
    ]
    assert sum(earned) / len(earned) < 1.6


@settings(max_examples=30)
@given(st.dictionaries(st.sampled_from("AB"), st.tuples(st.text(), st.text()) | st.text()) | st.none())
def test_nothing_that_is_handed_in_stops_the_marking(handed_in: Any) -> None:
    assert 0 <= mark_witnesses(handed_in, capstone.sides("amira"), points=4) <= 4
    say_witnesses("amira", handed_in)


def test_a_learner_is_told_what_to_look_at(capsys: pytest.CaptureFixture[str]) -> None:
    say_witnesses("amira", {"A": ("C99", "?")})
    said = capsys.readouterr().out
    assert "A: the catalogue has no case C99." in said
    assert "A: no case against yet." in said
    show_sentences("amira")
    assert capsys.readouterr().out.count("Its cases:") == 2
