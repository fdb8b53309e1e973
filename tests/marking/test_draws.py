"""Draws: the same for the same name, others for others, and no trap in how a name is written."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_lib.marking.draws import identity, lettered, mixed, one_of, say_me

NAMES = st.text(st.characters(max_codepoint=500), min_size=1).filter(identity)


@given(NAMES, st.lists(st.integers(), unique=True))
def test_a_draw_keeps_everything_and_is_the_same_every_time(name: str, things: list[int]) -> None:
    drawn = mixed(name, "x", things)
    assert sorted(drawn) == sorted(things)
    assert drawn == mixed(name, "x", list(reversed(things)))


@given(NAMES)
def test_how_a_name_is_written_changes_nothing(name: str) -> None:
    for form in (name.upper().lower(), f"  {name} "):
        if identity(form) == identity(name):
            assert mixed(form, "x", range(20)) == mixed(name, "x", range(20))
    assert identity("Amira  HADDAD ") == identity("amira haddad")


def test_other_names_and_other_exercises_draw_otherwise() -> None:
    orders = {tuple(mixed(f"s{n}", "x", range(8))) for n in range(200)}
    assert len(orders) > 195
    assert mixed("s1", "x", range(8)) != mixed("s1", "y", range(8))


def test_each_thing_is_drawn_about_equally_often() -> None:
    counts = [sum(one_of(f"s{n}", "x", range(5)) == thing for n in range(2000)) for thing in range(5)]
    assert min(counts) > 300 and max(counts) < 500


def test_letters_begin_with_a() -> None:
    assert lettered("xyz") == {"A": "x", "B": "y", "C": "z"}


@pytest.mark.parametrize("nobody", ["?", "", "  ", None, " ? "])
def test_nobody_is_asked_for_a_name(nobody: object, capsys: pytest.CaptureFixture[str]) -> None:
    say_me(nobody)
    assert "Write your user name" in capsys.readouterr().out
    say_me("amira")
    assert "drawn for “amira”" in capsys.readouterr().out


def test_a_thing_added_to_a_pool_changes_little() -> None:
    before, after = mixed("s1", "x", range(20)), mixed("s1", "x", range(21))
    assert [thing for thing in after if thing != 20] == before
    assert all(len(pair) == 2 for pair in itertools.pairwise(before))
