"""What a learner should hand in: of a report and of tests it hangs on their own run, and on no other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from course_lib.grading.answers import capstone

MINE = capstone.run("amira")


@pytest.mark.parametrize("run", [replace(MINE, seed=MINE.seed % 999_999 + 1), replace(MINE, decisions=()), "?", None])
def test_a_run_that_is_not_the_learners_own_has_nothing_right_about_it(run: object) -> None:
    assert capstone.numbers("amira", run) == {}
    assert capstone.plans("amira", run) == []
    assert capstone.letters("amira", run) == {}


def test_another_design_with_the_learners_seed_is_reported_on_as_it_is() -> None:
    other = replace(MINE, design=MINE.design.but("place", "house" if MINE.design.ways["place"] != "house" else "home"))
    assert capstone.numbers("amira", other) != capstone.numbers("amira", MINE)
