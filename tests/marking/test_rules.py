"""A definition as a rule: tried on kinds of encounters, each worth the same."""

from __future__ import annotations

from typing import Any

import pytest

from course_lib import Encounter
from course_lib.marking.rules import mark_rule, say_rule

KINDS = {"people": [Encounter(), Encounter(hidden=True)], "villages": [Encounter(level="community")],
         "concerts": [Encounter(about_conflict=False)]}  # fmt: skip
TRACKS = {"people": "2", "villages": "3", "concerts": "contact"}


def right(meeting: Encounter) -> str:
    if not meeting.about_conflict:
        return "contact"
    return "3" if meeting.level == "community" else "2"


def marked(rule: Any) -> float:
    return mark_rule(rule, KINDS, TRACKS, points=6)


def test_each_kind_that_is_decided_rightly_throughout_earns_its_share() -> None:
    assert marked(right) == 6
    assert marked(lambda m: "2" if m.level == "community" else right(m)) == 4
    assert marked(lambda m: "1" if m.hidden else right(m)) == 4
    for fixed in ("2", "3", "contact"):
        assert marked(lambda meeting, fixed=fixed: fixed) == 2
    for fixed in ("1", "1.5", "nonsense", None):
        assert marked(lambda meeting, fixed=fixed: fixed) == 0


@pytest.mark.parametrize("form", [lambda said: said.upper(), lambda said: f" {said} "])
def test_the_form_of_a_right_answer_costs_nothing(form: Any) -> None:
    assert marked(lambda meeting: form(right(meeting))) == 6


def test_a_number_is_as_good_as_its_text() -> None:
    numbers = {"2": 2, "3": 3.0, "contact": "contact"}
    assert marked(lambda meeting: numbers[right(meeting)]) == 6


class EqualToAll(str):
    """A text that says it equals everything."""

    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = str.__hash__


@pytest.mark.parametrize("rule", [None, 5, "2", {}, lambda: "2", lambda meeting: EqualToAll("x")])
def test_what_is_no_rule_earns_nothing(rule: Any) -> None:
    assert marked(rule) == 0


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

    assert marked(noisy) == 6
    assert capfd.readouterr() == ("", "")
