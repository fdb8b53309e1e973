"""What the course asks is kept before anything is shown."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from course_lib import ask, check_setup, load_claims, my_journal, opinions, predict, write
from course_lib.catalogue import load_questions
from course_lib.explorers.kit import Panel, as_text
from course_lib.journal import Journal

QUESTIONS = load_questions()


def of_kind(kind: str) -> list[str]:
    return [question_id for question_id, question in QUESTIONS.items() if question["kind"] == kind]


def known_to_the_page(panel: Panel) -> str:
    """Return everything that has crossed to the page, as text."""
    parts = ["form", "lists", "state", "told", "figure", "table", "cards", "more", "page"]
    return json.dumps(panel.get_state(parts), ensure_ascii=False)


def as_crossed(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)[1:-1]


def keep_prediction(panel: Panel, **numbers: float) -> str:
    for name, number in numbers.items():
        panel.change(name, number)
    return as_text(panel.change("keep"))


@pytest.fixture
def unusable(tmp_path: Path) -> Journal:
    (tmp_path / "a file").write_text("")
    return Journal(tmp_path / "a file" / "journal.sqlite3")


# ---------------------------------------------------------------- predictions


@pytest.mark.parametrize("question_id", of_kind("chance"))
def test_a_chance_is_kept_and_only_then_the_record_is_shown(question_id: str) -> None:
    panel, reveal = predict(question_id), QUESTIONS[question_id]["reveal"]
    assert QUESTIONS[question_id]["prompt"] in as_text(panel.view)
    panel.change("chance", 30)
    assert as_crossed(reveal) not in known_to_the_page(panel)
    assert Journal().read(question_id) is None
    said = keep_prediction(panel)
    assert Journal().read(question_id) == {"chance": 30}
    assert "You said 30 %." in said
    assert reveal in said
    assert panel.controls == []


@pytest.mark.parametrize("question_id", of_kind("number"))
def test_a_number_and_its_range_are_kept_and_only_then_the_record_is_shown(question_id: str) -> None:
    panel, question = predict(question_id), QUESTIONS[question_id]
    low, high = question["low"], question["high"]
    for name, number in {"best": low, "low": low, "high": high}.items():
        panel.change(name, number)
    assert as_crossed(question["reveal"]) not in known_to_the_page(panel)
    said = keep_prediction(panel)
    assert Journal().read(question_id) == {"best": low, "low": low, "high": high}
    assert question["reveal"] in said
    assert "It lies inside your range." in said


def test_a_range_that_misses_is_said_to_miss() -> None:
    said = keep_prediction(predict("00-P1"), best=1, low=0, high=2)
    assert "You said 1, and 0 to 2. It lies outside your range." in said


def test_the_record_stays_hidden_where_the_prediction_cannot_be_kept(unusable: Journal) -> None:
    panel = predict("01-P1", unusable)
    with pytest.raises(ValueError, match="cannot be used"):
        panel.change("keep")
    assert as_crossed(QUESTIONS["01-P1"]["reveal"]) not in known_to_the_page(panel)
    assert "cannot be used" in panel.view["problem"]


def test_the_first_prediction_stays_the_first() -> None:
    panel, again = predict("01-P1"), predict("01-P1")
    keep_prediction(panel, chance=30)
    keep_prediction(again, chance=90)
    keep_prediction(predict("01-P1"), chance=10)
    assert [entry.value for entry in Journal().history("01-P1")] == [{"chance": 30}]
    assert "You said 30 %." in as_text(again.view)
    assert "You said 30 %." in as_text(predict("01-P1").view)


@pytest.mark.parametrize(("best", "low", "high"), [(5, 6, 9), (5, 1, 4), (5, 9, 1)])
def test_a_number_out_of_order_is_refused_in_a_sentence_and_not_kept(best: int, low: int, high: int) -> None:
    panel = predict("00-P1")
    with pytest.raises(ValueError, match="Your best guess should lie between") as raised:
        keep_prediction(panel, best=best, low=low, high=high)
    assert panel.view["problem"] == str(raised.value)
    assert Journal().history() == []
    assert as_crossed(QUESTIONS["00-P1"]["reveal"]) not in known_to_the_page(panel)


@pytest.mark.parametrize("number", [None, -1, 101, float("nan"), float("inf"), "five", True])
def test_a_number_that_is_missing_or_impossible_is_refused_and_not_kept(number: Any) -> None:
    for panel, most, others in (
        (predict("01-P1"), 100, {"chance": number}),
        (predict("00-P1"), 17, {"best": number, "low": 0, "high": 17}),
    ):
        with pytest.raises(ValueError, match=rf"Please give a number from 0 to {most} in every field\."):
            keep_prediction(panel, **others)
    assert Journal().history() == []


def test_after_a_refusal_a_good_number_is_kept() -> None:
    panel = predict("00-P1")
    with pytest.raises(ValueError, match="Your best guess"):
        keep_prediction(panel, best=9, low=10, high=12)
    keep_prediction(panel, low=8)
    assert panel.view["problem"] is None
    assert Journal().read("00-P1") == {"best": 9, "low": 8, "high": 12}


def test_predictions_of_two_learners_are_kept_apart(tmp_path: Path) -> None:
    keep_prediction(predict("01-P1", Journal(tmp_path / "one")), chance=30)
    assert Journal(tmp_path / "one").read("01-P1") == {"chance": 30}
    assert Journal().history() == []


@pytest.mark.parametrize("question", [predict, ask])
def test_an_unknown_question_is_named_with_those_there_are(question: Any) -> None:
    with pytest.raises(ValueError, match=r"There is no question “01-X9” here\. There are: 0.*\.$"):
        question("01-X9")


def test_a_question_of_another_kind_is_not_offered() -> None:
    with pytest.raises(ValueError, match="There is no question “01-Q1”"):
        predict("01-Q1")
    with pytest.raises(ValueError, match="There is no question “01-P1”"):
        ask("01-P1")


# ---------------------------------------------------------------- questions with a few answers


@pytest.mark.parametrize("question_id", of_kind("choice"))
def test_each_answer_gets_its_own_feedback_and_is_kept(question_id: str) -> None:
    panel, options = ask(question_id), QUESTIONS[question_id]["options"]
    for n, option in enumerate(options):
        assert as_crossed(option["feedback"]) not in known_to_the_page(panel)
        panel.change("answer", str(n))
        said = as_text(panel.change("check"))
        assert option["feedback"] in said
        assert ("Right." in said) == option["right"]
    assert [entry.value["answer"] for entry in Journal().history(question_id)] == list(range(len(options)))


@pytest.mark.parametrize("question_id", of_kind("choice"))
def test_the_answers_stand_in_the_same_order_when_the_cell_is_run_again(question_id: str) -> None:
    first = ask(question_id).controls[0]["options"]
    assert ask(question_id).controls[0]["options"] == first
    assert {option["value"]: option["label"] for option in first} == {
        str(n): option["text"] for n, option in enumerate(QUESTIONS[question_id]["options"])
    }


def test_the_order_of_the_answers_differs_between_learners(tmp_path: Path) -> None:
    orders = [ask("01-Q1", Journal(tmp_path / str(n))).controls[0]["options"] for n in range(20)]
    assert any(order != orders[0] for order in orders)


def test_an_answer_given_before_is_chosen_and_answered_again() -> None:
    panel = ask("01-Q1")
    panel.change("answer", "2")
    said = panel.change("check")["words"]
    assert (ask("01-Q1").state["answer"], ask("01-Q1").view["words"]) == ("2", said)


def test_choosing_another_answer_hides_the_feedback_of_the_last() -> None:
    panel = ask("01-Q1")
    panel.change("answer", "2")
    panel.change("check")
    assert panel.change("answer", "0")["words"] == "Answered before; check again if you like."


def test_checking_without_an_answer_is_refused_in_a_sentence() -> None:
    panel = ask("01-Q1")
    with pytest.raises(ValueError, match=r"Choose one of the answers first\."):
        panel.change("check")
    assert panel.view["problem"] == "Choose one of the answers first."
    assert Journal().history() == []


# ---------------------------------------------------------------- opinions on the claims


def test_opinions_are_kept_one_by_one_and_reveal_no_verdict() -> None:
    panel = opinions()
    secrets = [
        claim[part] for claim in load_claims() for part in ("record", "correction", "reservation") if claim[part]
    ]
    for claim in load_claims():
        assert claim["claim"] in as_text(panel.view)
        panel.change("holds", "no")
        panel.change("confidence", 60)
        panel.change("keep")
        crossed = known_to_the_page(panel)
        assert [secret for secret in secrets if as_crossed(secret) in crossed] == []
    assert {entry.key: entry.value for entry in Journal().history()} == {
        claim["id"]: {"holds": False, "confidence": 60} for claim in load_claims()
    }
    assert "You said: it needs correcting, 60 % sure." in as_text(panel.view)
    assert "All 17 opinions are kept" in panel.view["heading"]


def test_an_opinion_can_be_kept_once() -> None:
    panel = opinions()
    for holds in ("yes", "no"):
        panel.change("here", 0)
        panel.change("holds", holds)
        panel.change("keep")
    assert [entry.value["holds"] for entry in Journal().history("claim-01")] == [True]


def test_opinions_go_on_where_they_were_left() -> None:
    panel = opinions()
    panel.change("holds", "yes")
    panel.change("keep")
    assert load_claims()[1]["claim"] in as_text(opinions().view)


def test_one_can_look_back_and_forward_no_further_than_the_claims() -> None:
    panel = opinions()
    assert panel.change("back")["heading"].startswith("Claim 1 of 17")
    for _ in range(20):
        panel.change("forward")
    assert panel.view["heading"].startswith("Claim 17 of 17")
    assert panel.change("back")["heading"].startswith("Claim 16 of 17")
    assert Journal().history() == []


def test_an_opinion_that_is_not_chosen_is_not_kept() -> None:
    panel = opinions()
    with pytest.raises(ValueError, match=r"Choose one of the two first\."):
        panel.change("keep")
    assert Journal().history() == []


# ---------------------------------------------------------------- writing


def test_what_is_written_is_kept_in_every_version_and_shown_again() -> None:
    panel = write("00-belief", "What do you believe?")
    assert panel.view["words"] == "Not kept yet."
    for text in ("Secret means unofficial.", "It does not."):
        panel.change("text", text)
        assert panel.change("keep")["words"] == "Kept."
    assert panel.change("text", "It")["words"] == "Changed since it was kept."
    assert [entry.value["text"] for entry in Journal().history("00-belief")] == [
        "Secret means unofficial.",
        "It does not.",
    ]
    assert write("00-belief", "What do you believe?").state["text"] == "It does not."


@pytest.mark.parametrize("nothing", ["", "  \n", None])
def test_nothing_written_is_nothing_to_keep(nothing: str | None) -> None:
    panel = write("00-belief", "What do you believe?")
    panel.change("text", nothing)
    with pytest.raises(ValueError, match="There is nothing to keep yet"):
        panel.change("keep")
    assert Journal().history() == []


# ---------------------------------------------------------------- the journal in a learner's hands


def test_a_journal_can_be_downloaded_and_brought_back(tmp_path: Path) -> None:
    keep_prediction(predict("01-P1"), chance=30)
    Journal().write("00-belief", {"text": "سرّي لا يعني غير رسمي"})
    file = my_journal().view["file"]
    elsewhere = Journal(tmp_path / "elsewhere")
    panel = my_journal(elsewhere)
    assert "It holds 0 answers." in panel.view["words"]
    said = panel.change("bring", file["text"])["words"]
    assert "2 answers were added." in said
    assert "It holds 2 answers." in said
    assert elsewhere.history() == Journal().history()
    assert "0 answers were added." in panel.change("bring", file["text"])["words"]


def test_a_file_that_is_no_copy_is_refused_in_a_sentence() -> None:
    panel = my_journal()
    with pytest.raises(ValueError, match="not a copy of a journal"):
        panel.change("bring", "my shopping list")
    assert "not a copy of a journal" in panel.view["problem"]


def test_a_journal_says_where_it_is_kept(journal_path: Path) -> None:
    assert str(journal_path) in my_journal().view["words"]


def test_the_check_of_the_set_up_hears_the_button() -> None:
    panel = check_setup()
    assert "press the button" in panel.view["words"]
    assert "your press was heard" in panel.change("press")["words"]
