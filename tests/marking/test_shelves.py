"""Shelves: a printed share leads back to the true one, and unseen failures bring a share of the catalogue down."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_lib.grading.answers import limits
from course_lib.marking.shelves import ASKED, SHELVES, counts, drawn_shelf, mark_shelf, say_shelf, show_shelf
from course_lib.models.selection import share_of_successes

LEARNERS = [f"s{n}" for n in range(200)]


@pytest.mark.parametrize("me", LEARNERS[:60])
def test_the_question_has_an_answer_for_everybody(me: str) -> None:
    shelf = drawn_shelf(me)
    again = share_of_successes(shelf.true_share(), shelf.success_published, shelf.failure_published)
    assert float(again) == pytest.approx(shelf.printed)
    assert shelf.true_share() < shelf.printed - 0.02
    successes, picked = counts(shelf.one)
    assert successes / (picked + shelf.unseen()) <= shelf.target < successes / (picked + shelf.unseen() - 1)
    assert shelf.unseen() > 0
    assert mark_shelf(limits.shelf(me), shelf, points=6) == 6


def test_each_rule_picks_cases_of_both_kinds() -> None:
    for rule in SHELVES:
        successes, picked = counts(rule)
        assert 0 < successes < picked


def test_each_answer_earns_on_its_own() -> None:
    shelf, right = drawn_shelf("amira"), limits.shelf("amira")
    for name, worth in (("true_share", 2), ("share_one", 1), ("share_other", 1), ("unseen", 2)):
        assert mark_shelf({name: right[name]}, shelf, points=6) == worth
        assert mark_shelf({**right, name: "?"}, shelf, points=6) == 6 - worth
    assert mark_shelf({**right, "true_share": f"{right['true_share']:.0%}"}, shelf, points=6) == 6


@given(st.dictionaries(st.sampled_from([*ASKED]), st.text("0,.5 %-?aB") | st.floats()) | st.none())
def test_nothing_that_is_handed_in_stops_the_marking(handed_in: Any) -> None:
    assert 0 <= mark_shelf(handed_in, drawn_shelf("amira"), points=6) <= 6
    say_shelf(handed_in)


def test_a_learner_is_told_what_to_look_at(capsys: pytest.CaptureFixture[str]) -> None:
    right = limits.shelf("amira")
    say_shelf({**right, "true_share": 40})
    assert "A share lies between 0 and 1" in capsys.readouterr().out
    say_shelf({**right, "unseen": 2.5})
    assert "unseen is a whole number" in capsys.readouterr().out
    show_shelf("amira")
    assert "A handbook counts" in capsys.readouterr().out
