"""Libraries: the correction is plainly needed in some, plainly not in others, and the two estimates are told apart."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_lib.grading.answers import limits
from course_lib.marking.libraries import (
    ASKED,
    LIBRARIES,
    TOLERANCE,
    drawn_library,
    mark_library,
    say_library,
    show_library,
)
from course_lib.models import selection

LEARNERS = [f"s{n}" for n in range(120)]


def test_what_the_correction_says_is_plain_in_every_library() -> None:
    drawn = [drawn_library(me) for me in LEARNERS]
    assert {library.look for library in drawn} == set(LIBRARIES)
    for library in drawn:
        found = selection.corrected(library.efforts, occasion_known=True)
        distance = abs(found.coefficients[2]) / found.standard_errors[2]
        assert distance < 1.2 if library.look == "same" else distance > 4
        naive = selection.naive(library.efforts).coefficients[0]
        assert abs(naive - found.coefficients[0]) > 2 * TOLERANCE
        if library.look != "same":
            assert (naive > found.coefficients[0]) == (library.look == "higher")


@pytest.mark.parametrize("me", LEARNERS[:20])
def test_the_question_has_an_answer_for_everybody(me: str) -> None:
    assert mark_library(limits.library(me), drawn_library(me), points=4) == 4


def test_each_answer_earns_a_point() -> None:
    library, right = drawn_library("amira"), limits.library("amira")
    for name in ASKED:
        assert mark_library({name: right[name]}, library, points=4) == 1
        assert mark_library({**right, name: "?"}, library, points=4) == 3


@given(st.dictionaries(st.sampled_from([*ASKED]), st.text("0,.5 %-?aB") | st.floats()) | st.none())
def test_nothing_that_is_handed_in_stops_the_marking(handed_in: Any) -> None:
    assert 0 <= mark_library(handed_in, drawn_library("amira"), points=4) <= 4
    say_library(handed_in)


def test_a_learner_is_told_what_to_look_at(capsys: pytest.CaptureFixture[str]) -> None:
    right = limits.library("amira")
    say_library({**right, "look": "better"})
    assert "look should be “higher”, “lower” or “same”." in capsys.readouterr().out
    show_library("amira")
    assert "Your library knows of 600 efforts." in capsys.readouterr().out
