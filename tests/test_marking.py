"""How exercises are marked: fairly to slips, unmoved by tricks."""

from __future__ import annotations

from typing import Any

import pytest

from course_lib import Catalogue, Encounter, place
from course_lib.marking import (
    invented_case,
    mark_conditions,
    mark_places,
    mark_rule,
    say_conditions,
    say_places,
    say_rule,
)

KEY = {"A": place("mandated", "secret"), "B": place("private", "staged")}
UNSEEN = [(Encounter(), "2"), (Encounter(level="community"), "3"), (Encounter(about_conflict=False), "contact")]


def right(meeting: Encounter) -> str:
    if not meeting.about_conflict:
        return "contact"
    return "3" if meeting.level == "community" else "2"


def test_a_right_place_earns_its_share_and_one_a_step_beside_it_half() -> None:
    assert mark_places(dict(KEY), KEY, points=8) == 8
    assert mark_places({**KEY, "B": place("private", "announced")}, KEY, points=8) == 6
    assert mark_places({**KEY, "B": place("connected", "announced")}, KEY, points=8) == 4


def test_capitals_and_spaces_cost_nothing() -> None:
    assert place(" Mandated", "SECRET ") == place("mandated", "secret")


def test_one_bad_word_costs_only_its_own_place(capsys: pytest.CaptureFixture[str]) -> None:
    handed_in = {**KEY, "B": place("private", "hushed")}
    assert mark_places(handed_in, KEY, points=8) == 4
    say_places(handed_in, KEY)
    assert "B: “hushed” is not a step of secrecy: staged, announced" in capsys.readouterr().out


@pytest.mark.parametrize("handed_in", [None, {}, [], "A", 5, {"A": "mandated"}, {"A": (4, 4), "B": (0, 0)}])
def test_what_is_no_place_earns_nothing(handed_in: Any) -> None:
    assert mark_places(handed_in, KEY, points=8) == 0
    say_places(handed_in, KEY)


def test_a_rule_earns_what_it_gets_right_beyond_one_fixed_answer() -> None:
    assert mark_rule(right, UNSEEN, points=8) == 8
    for fixed in ("1", "1.5", "2", "3", "contact", "nonsense", None):
        assert mark_rule(lambda meeting, fixed=fixed: fixed, UNSEEN, points=8) == 0


@pytest.mark.parametrize("form", [lambda said: said.upper(), lambda said: f" {said} "])
def test_the_form_of_a_right_answer_costs_nothing(form: Any) -> None:
    assert mark_rule(lambda meeting: form(right(meeting)), UNSEEN, points=8) == 8


def test_a_number_is_as_good_as_its_text() -> None:
    unseen = [(Encounter(), "2"), (Encounter(mandate="both"), "1.5"), (Encounter(level="community"), "3")]
    numbers = {"none": 2, "both": 1.5}
    assert mark_rule(lambda m: 3.0 if m.level == "community" else numbers[m.mandate], unseen, points=8) == 8


class EqualToAll(str):
    """A text that says it equals everything."""

    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = str.__hash__


def test_an_answer_that_claims_to_equal_everything_earns_nothing() -> None:
    assert mark_rule(lambda meeting: EqualToAll("x"), UNSEEN, points=8) == 0


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (lambda meeting: None, "your rule gives no answer"),
        (lambda meeting: false, "Python does not know “false”"),  # type: ignore[name-defined]  # noqa: F821
        (lambda meeting: meeting.mandat, "A meeting has no fact “mandat”"),
        (lambda meeting: "Track 1", "which is none of 1, 1.5, 2, 3, contact"),
        (lambda meeting: 1 / 0, "your rule stops with ZeroDivisionError"),
        (lambda meeting: "1", "Which of its facts decides? about_conflict True"),
        (lambda meeting: "2", "Generals: 2, yes."),
    ],
)
def test_a_rule_is_told_what_to_look_at(rule: Any, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    say_rule(rule, [("Generals", Encounter(), ["2"])])
    assert said in capsys.readouterr().out


def test_what_a_rule_prints_or_warns_of_stays_out_of_the_notebook(capfd: pytest.CaptureFixture[str]) -> None:
    def noisy(meeting: Encounter) -> str:
        import sys
        import warnings

        warnings.warn("noise", stacklevel=1)
        print("noise", file=sys.stderr)
        print("noise")
        return right(meeting)

    assert mark_rule(noisy, UNSEEN, points=8) == 8
    out, err = capfd.readouterr()
    assert (out, err) == ("", "")


def cases() -> Catalogue:
    def phase(officiality: str, secrecy: str) -> dict[str, str]:
        return {"track": "1", "officiality": officiality, "secrecy": secrecy}

    return Catalogue(
        [
            invented_case("C91", phase("mandated", "secret")),
            invented_case("C92", phase("mandated", "staged"), phase("private", "secret")),
            invented_case("C93", phase("private", "staged")),
        ]
    )


def test_conditions_earn_by_what_they_pick_and_what_they_spare() -> None:
    def earned(**conditions: Any) -> float:
        return mark_conditions(conditions, cases(), ["C91"], points=4)

    assert earned(officiality="mandated", secrecy="secret") == 4
    assert earned(officiality="mandated") == 2
    assert earned(track="1") == 0
    assert earned() == 0
    assert earned(officiality="royal") == 0
    assert earned(colour="red") == 0


@pytest.mark.parametrize("handed_in", [None, 5, ["a"], {"officiality": "royal"}, {1: 2}])
def test_conditions_that_cannot_be_used_are_named(handed_in: Any, capsys: pytest.CaptureFixture[str]) -> None:
    say_conditions(handed_in, cases())
    assert "These conditions cannot be used." in capsys.readouterr().out
    assert mark_conditions(handed_in, cases(), ["C91"], points=4) == 0
