"""The glossary: every term in two languages, explained, with its source, and found by a few letters of either."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_lib import glossary
from course_lib.catalogue import load_glossary, load_references
from course_lib.explorers.kit import as_text

TERMS = load_glossary()
NAMED = {term["id"]: term["term"] for term in TERMS}
quickly = settings(max_examples=40, deadline=None)


def found(letters: str | None) -> list[str]:
    """Return the English terms that a search shows, in their order."""
    panel = glossary()
    panel.change("wanted", letters)
    return [card["id"] for card in panel.change("find")["cards"]]


# ---------------------------------------------------------------- the terms


def test_there_are_enough_terms_to_read_the_field_with() -> None:
    assert len(TERMS) >= 60
    for name in ("term", "term_ar", "id"):
        assert len({term[name] for term in TERMS}) == len(TERMS)


@pytest.mark.parametrize("term", TERMS, ids=NAMED)
def test_a_term_has_english_arabic_meaning_and_source(term: dict[str, Any]) -> None:
    assert re.search(r"[A-Za-z]{2}", term["term"])
    assert re.search(r"[\u0621-\u064a]{2}", term["term_ar"])
    assert len(term["meaning"].split()) >= 5
    assert term["meaning"].endswith(".")
    assert term["sources"]


def test_every_source_of_a_term_is_a_work_that_the_course_cites() -> None:
    assert {source["key"] for term in TERMS for source in term["sources"]} <= load_references().keys()


def test_a_term_points_to_other_terms_and_each_of_them_is_there() -> None:
    for term in TERMS:
        assert set(term["see"]) <= NAMED.keys() - {term["id"]}
        assert len(set(term["see"])) == len(term["see"])


def test_the_terms_stand_in_the_order_of_the_alphabet() -> None:
    assert list(NAMED.values()) == sorted(NAMED.values(), key=str.casefold)


# ---------------------------------------------------------------- looking them up


def test_all_terms_are_shown_to_start_with() -> None:
    panel = glossary()
    assert [card["id"] for card in panel.view["cards"]] == list(NAMED.values())
    assert panel.view["words"] == f"{len(TERMS)} terms."


@quickly
@given(st.data())
def test_any_letters_of_a_term_find_it_and_only_terms_that_hold_them(data: st.DataObject) -> None:
    term = data.draw(st.sampled_from(TERMS))
    name = term[data.draw(st.sampled_from(["term", "term_ar"]))]
    start = data.draw(st.integers(0, len(name) - 1))
    letters = name[start : data.draw(st.integers(start + 1, len(name)))]
    shown = found(data.draw(st.sampled_from([letters, letters.upper(), f" {letters}\n"])))
    assert term["term"] in shown
    wanted = letters.strip().casefold()
    assert shown == [
        one["term"] for one in TERMS if wanted in one["term"].casefold() or wanted in one["term_ar"].casefold()
    ]


@pytest.mark.parametrize("letters", ["back ch", "BACK CH", "القناة الخلفية", "الخلفية"])
def test_a_back_channel_is_found_in_english_and_in_arabic(letters: str) -> None:
    assert "Back channel" in found(letters)
    assert [card["id"] for card in glossary(letters).view["cards"]] == found(letters)


@pytest.mark.parametrize("letters", ["", "  ", None])
def test_nothing_asked_for_shows_everything(letters: str | None) -> None:
    assert found(letters) == list(NAMED.values())


@pytest.mark.parametrize("letters", ["xyzzy", "ظظظ", ".*", "Track II\tdiplomacy?"])
def test_nothing_found_gets_a_sentence(letters: str) -> None:
    panel = glossary("Back")
    sentence = f"No term holds “{letters}”; try fewer letters."
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}$"):
        panel.change("wanted", letters)
    assert panel.view["problem"] == sentence
    assert panel.change("wanted", "Back")["problem"] is None
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}$"):
        glossary(letters)


def test_one_term_is_counted_as_one() -> None:
    names = [term["term"].casefold() for term in TERMS]
    only = next(name for name in names if sum(name in other for other in names) == 1)
    assert glossary(only).view["words"] == "1 term."


@pytest.mark.parametrize("term", TERMS, ids=NAMED)
def test_a_card_says_all_that_is_known_of_a_term(term: dict[str, Any]) -> None:
    card = next(card for card in glossary().view["cards"] if card["id"] == term["term"])
    assert card["date"] == term["term_ar"]
    assert term["meaning"] in card["text"]
    for part in (term["originator"], term["year"]):
        assert part is None or str(part) in card["text"].removeprefix(term["meaning"])
    for other in term["see"]:
        assert NAMED[other] in card["text"]
    cited = [load_references()[source["key"]]["label"] for source in term["sources"]]
    assert [source["label"] for source in card["sources"]] == cited
    assert "None" not in card["text"]


def test_terms_can_be_read_without_a_page() -> None:
    said = as_text(glossary("Back channel").view)
    assert "القناة الخلفية" in said
    assert "opened" in said
