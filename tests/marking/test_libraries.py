"""Libraries: the correction is plainly needed in some, plainly not in others, and the two estimates are told apart."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_lib.grading.answers import limits
from course_lib.marking.libraries import ASKED, LOOKS, TOLERANCES, drawn_library, say_library, show_library
from course_lib.models import selection

LEARNERS = [f"s{n}" for n in range(120)]


def test_what_the_correction_says_is_plain_in_every_library() -> None:
    answers = {me: limits.library(me) for me in LEARNERS}
    assert {one["look"] for one in answers.values()} == set(LOOKS)
    for me, right in answers.items():
        found = selection.corrected(drawn_library(me), occasion_known=True)
        distance = abs(found.coefficients[2]) / found.standard_errors[2]
        assert distance < 1.2 if right["look"] == "same" else distance > 4
        gap = right["naive_level"] - right["corrected_level"]
        assert abs(gap) > 2 * TOLERANCES["naive_level"]
        if right["look"] != "same":
            assert (gap > 0) == (right["look"] == "higher")
        assert right.keys() == ASKED.keys()


@given(st.dictionaries(st.sampled_from([*ASKED]), st.text("0,.5 %-?aB") | st.floats()) | st.none())
def test_nothing_that_is_handed_in_stops_the_help(handed_in: Any) -> None:
    say_library(handed_in)


def test_a_learner_is_told_what_to_look_at(capsys: pytest.CaptureFixture[str]) -> None:
    say_library({**limits.library("amira"), "look": "better"})
    assert "look should be one of: higher, lower, same." in capsys.readouterr().out
    show_library("amira")
    assert "Your library knows of 600 efforts." in capsys.readouterr().out
