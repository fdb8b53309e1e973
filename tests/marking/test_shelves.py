"""Shelves: a printed share leads back to the true one, and unseen failures bring a share of the catalogue down."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_lib.grading.answers import limits
from course_lib.marking.shelves import ASKED, SHARES, SHELVES, drawn_shelf, say_shelf, show_shelf
from course_lib.models.selection import share_of_successes

LEARNERS = [f"s{n}" for n in range(200)]


@pytest.mark.parametrize("me", LEARNERS[:60])
def test_the_question_has_an_answer_for_everybody(me: str) -> None:
    shelf, right = drawn_shelf(me), limits.shelf(me)
    again = share_of_successes(right["true_share"], shelf.success_published, shelf.failure_published)
    assert float(again) == pytest.approx(shelf.printed, abs=1e-3)
    assert right["true_share"] < shelf.printed - 0.02
    successes, picked = limits.counts(shelf.one)
    assert successes / (picked + right["unseen"]) <= shelf.target < successes / (picked + right["unseen"] - 1)
    assert right["unseen"] > 0
    assert right.keys() == ASKED.keys() == SHARES.keys()


def test_each_rule_picks_cases_of_both_kinds() -> None:
    for rule in SHELVES:
        successes, picked = limits.counts(rule)
        assert 0 < successes < picked


@given(st.dictionaries(st.sampled_from([*ASKED]), st.text("0,.5 %-?aB") | st.floats()) | st.none())
def test_nothing_that_is_handed_in_stops_the_help(handed_in: Any) -> None:
    say_shelf(handed_in)


def test_a_learner_is_told_what_to_look_at(capsys: pytest.CaptureFixture[str]) -> None:
    right = limits.shelf("amira")
    say_shelf({**right, "true_share": 40})
    assert "A share lies between 0 and 1" in capsys.readouterr().out
    say_shelf({**right, "unseen": 2.5})
    assert "unseen is a whole number" in capsys.readouterr().out
    show_shelf("amira")
    assert "A handbook counts" in capsys.readouterr().out
