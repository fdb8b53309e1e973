"""Looking back compares what was thought first with what the record says, and scores only what can be scored."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_lib import load_claims, look_back, looking_back, opinions, vocabulary
from course_lib.asking import ask, write
from course_lib.catalogue import load_questions, load_references
from course_lib.explorers.kit import as_text
from course_lib.journal import Journal

CLAIMS, QUESTIONS = load_claims(), load_questions()
CHOICE = next(name for name, question in QUESTIONS.items() if question["kind"] == "choice")
RANGE = next(name for name, question in QUESTIONS.items() if question["kind"] == "number")
RIGHT = next(n for n, option in enumerate(QUESTIONS[CHOICE]["options"]) if option["right"])
WRONG = next(n for n, option in enumerate(QUESTIONS[CHOICE]["options"]) if not option["right"])


def found_to_be(verdict: str) -> dict[str, Any]:
    """Return the first claim that was found to be so."""
    return next(claim for claim in CLAIMS if claim["verdict"] == verdict)


def keep(key: str, **value: Any) -> None:
    Journal().write(key, value)


def shown(show: str, journal: Journal | None = None) -> str:
    return as_text(look_back(journal).change("show", show))


def scored() -> list[tuple[str, float, bool]]:
    return [(one.text, one.said, one.so) for one in looking_back.forecasts(Journal())]


# ---------------------------------------------------------------- how sure, and how often right


@pytest.mark.parametrize(
    ("verdict", "holds", "so"),
    [
        ("right", True, True),
        ("right", False, False),
        ("imprecise", True, False),
        ("imprecise", False, True),
        ("wrong", True, False),
        ("wrong", False, True),
    ],
)
def test_an_opinion_was_so_where_the_record_agrees_with_it(verdict: str, holds: bool, so: bool) -> None:
    claim = found_to_be(verdict)
    keep(claim["id"], holds=holds, confidence=70)
    assert scored() == [(claim["claim"], 0.7, so)]
    assert f"1 opinion can be scored: you were right in {int(so)}, and 70 % sure" in shown("confidence")
    # (0.7 - 1)² where it was so, (0.7 - 0)² where it was not
    assert f"Brier score: {'0.09' if so else '0.49'}." in shown("confidence")


@pytest.mark.parametrize("holds", [True, False])
def test_a_contested_claim_is_not_scored(holds: bool) -> None:
    for claim in CLAIMS:
        if claim["verdict"] == "contested":
            keep(claim["id"], holds=holds, confidence=100)
    assert Journal().history()
    assert scored() == []
    assert "No opinion that can be scored is kept yet." in shown("confidence")


def test_of_all_claims_every_one_but_the_contested_is_scored() -> None:
    panel = opinions()
    for _ in CLAIMS:
        panel.change("holds", "yes")
        panel.change("confidence", 90)
        panel.change("keep")
    assert scored() == [
        (claim["claim"], 0.9, claim["verdict"] == "right") for claim in CLAIMS if claim["verdict"] != "contested"
    ]


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 100), st.sampled_from([0, 100]))
def test_a_chance_counts_for_what_it_made_likelier(chance: int, truth: int) -> None:
    question = {"id": "99-P1", "kind": "chance", "truth": truth, "prompt": "Will it?"}
    expected = {"no": (1 - chance / 100, truth == 0), "yes": (chance / 100, truth == 100)}[
        "yes" if chance >= 50 else "no"
    ]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(looking_back, "load_questions", lambda: {"99-P1": question})
        (forecast,) = looking_back.forecasts(Kept({"99-P1": {"chance": chance}}))
    assert (forecast.text, forecast.so) == ("Will it?", expected[1])
    assert forecast.said == pytest.approx(expected[0])


def test_a_chance_of_something_that_nobody_can_know_is_not_scored(monkeypatch: pytest.MonkeyPatch) -> None:
    question = {"id": "99-P1", "kind": "chance", "truth": 40, "prompt": "How many in a hundred?"}
    monkeypatch.setattr(looking_back, "load_questions", lambda: {"99-P1": question})
    keep("99-P1", chance=90)
    assert scored() == []


class Kept(Journal):
    """A journal that needs no file."""

    def __init__(self, answers: dict[str, Any]) -> None:
        self.answers = answers

    def first(self, key: str, otherwise: Any = None) -> Any:
        return self.answers.get(key, otherwise)


@pytest.mark.parametrize(
    ("below", "above", "held"),
    [(0, 0, 1), (1, 1, 1), (1, -1, 0), (-1, 1, 0)],
    ids=["on it", "around", "below", "above"],
)
def test_a_range_held_the_answer_or_did_not(below: int, above: int, held: int) -> None:
    truth = QUESTIONS[RANGE]["truth"]
    keep(RANGE, best=truth, low=truth - below, high=truth + above)
    assert f"Of 1 range that you were 80 % sure of, {held} held the answer." in shown("confidence")


@pytest.mark.parametrize(("answer", "right"), [(RIGHT, 1), (WRONG, 0)])
def test_a_question_was_answered_rightly_at_the_first_try_or_not(answer: int, right: int) -> None:
    panel = ask(CHOICE)
    for n in (answer, RIGHT, WRONG):
        panel.change("answer", str(n))
        panel.change("check")
    assert f"Of 1 question you answered {right} rightly at the first try." in shown("confidence")


def test_first_answers_count_and_not_later_ones() -> None:
    claim, truth = found_to_be("right"), QUESTIONS[RANGE]["truth"]
    for holds, confidence, low in ((False, 55, truth + 1), (True, 100, truth)):
        keep(claim["id"], holds=holds, confidence=confidence)
        keep(RANGE, best=truth + 1, low=low, high=truth + 1)
    assert scored() == [(claim["claim"], 0.55, False)]
    assert "Of 1 range that you were 80 % sure of, 0 held the answer." in shown("confidence")
    assert "You: it needs correcting, 55 % sure." in shown("claims")


def test_an_answer_to_a_question_that_no_longer_has_that_option_does_not_break_it() -> None:
    keep(CHOICE, answer=len(QUESTIONS[CHOICE]["options"]))
    keep("99-Q1", answer=0)
    keep("99-P1", chance=10)
    said = shown("confidence")
    assert "at the first try" not in said
    assert "No opinion that can be scored is kept yet." in said
    other = next(name for name, question in QUESTIONS.items() if question["kind"] == "choice" and name != CHOICE)
    keep(other, answer=0)
    assert "Of 1 question you answered" in shown("confidence")


def test_the_chart_and_its_table_show_each_opinion_that_is_scored() -> None:
    claim = found_to_be("wrong")
    keep(claim["id"], holds=False, confidence=80)
    view = look_back().view
    assert view["table"]["rows"] == [[claim["claim"], "80 %", "yes"]]
    points = view["figure"]["data"][-1]
    assert (points["x"], points["y"], points["text"]) == ([80.0], [100.0], ["1 of 1"])


# ---------------------------------------------------------------- the claims


@pytest.mark.parametrize("verdict", vocabulary.VERDICT)
def test_an_opinion_stands_beside_the_record_and_its_sources(verdict: str) -> None:
    claim = found_to_be(verdict)
    keep(claim["id"], holds=True, confidence=65)
    view = look_back().change("show", "claims")
    assert view["words"] == f"You kept an opinion on 1 of {len(CLAIMS)} claims."
    (card,) = view["cards"]
    assert (card["id"], card["mark"]) == (claim["id"], vocabulary.VERDICT[verdict])
    for said in (claim["claim"], "You: it holds as it stands here, 65 % sure.", claim["record"]):
        assert said in card["text"]
    assert [source["label"] for source in card["sources"]] == [
        load_references()[source["key"]]["label"] for source in claim["sources"]
    ]


def test_a_claim_without_an_opinion_keeps_its_record_to_itself() -> None:
    keep("claim-01", holds=True, confidence=65)
    crossed = json.dumps(look_back().change("show", "claims"), ensure_ascii=False)
    assert [
        claim["id"] for claim in CLAIMS[1:] if json.dumps(claim["record"], ensure_ascii=False)[1:-1] in crossed
    ] == []


# ---------------------------------------------------------------- what was written


def test_first_and_last_writing_are_shown_and_nothing_between() -> None:
    panel = write("00-belief", "What do you believe?")
    for text in ("Secret means unofficial.", "I am not sure.", "السرّي ليس غير رسمي."):
        panel.change("text", text)
        panel.change("keep")
    keep("13-memo", text="To the minister.")
    view = look_back().change("show", "writing")
    assert view["words"] == "You wrote on 2 questions."
    assert [(card["id"], card["mark"], card["text"]) for card in view["cards"]] == [
        ("00-belief", "first", "Secret means unofficial."),
        ("00-belief", "last", "السرّي ليس غير رسمي."),
        ("13-memo", "first", "To the minister."),
    ]


def test_writing_that_came_back_to_its_beginning_is_shown_once() -> None:
    for text in ("Yes.", "No.", "Yes."):
        keep("00-belief", text=text)
    view = look_back().change("show", "writing")
    assert view["words"] == "You wrote on 1 question."
    assert [card["text"] for card in view["cards"]] == ["Yes."]


def test_only_writing_is_taken_for_writing() -> None:
    keep("00-belief", text="Yes.")
    keep(CHOICE, answer=RIGHT)
    Journal().write("a list", ["text"])
    Journal().write("some words", "text")
    assert [card["id"] for card in look_back().change("show", "writing")["cards"]] == ["00-belief"]


# ---------------------------------------------------------------- an empty journal, and another's


@pytest.mark.parametrize(
    ("show", "said"),
    [
        ("confidence", "No opinion that can be scored is kept yet."),
        ("claims", f"You kept an opinion on 0 of {len(CLAIMS)} claims."),
        ("writing", "You wrote on 0 questions."),
    ],
)
def test_an_empty_journal_gets_a_sentence(show: str, said: str, journal_path: Path) -> None:
    view = look_back().change("show", show)
    assert view["words"] == said
    assert "figure" not in view
    assert not view.get("cards")
    assert not journal_path.exists()


def test_another_journal_can_be_looked_back_on(tmp_path: Path) -> None:
    theirs = Journal(tmp_path / "theirs")
    theirs.write("00-belief", {"text": "Theirs."})
    keep("00-belief", text="Mine.")
    assert "Theirs." in shown("writing", theirs)
    assert "Mine." not in shown("writing", theirs)
    assert "Mine." in shown("writing")


def test_looking_back_follows_what_is_kept_meanwhile_and_adds_nothing() -> None:
    panel = look_back()
    keep("00-belief", text="Later.")
    assert "Later." in as_text(panel.change("show", "writing"))
    assert len(Journal().history()) == 1


def test_something_that_cannot_be_shown_is_refused_in_a_sentence() -> None:
    with pytest.raises(ValueError, match=r"^“grades” is no .*\.$"):
        look_back().change("show", "grades")
