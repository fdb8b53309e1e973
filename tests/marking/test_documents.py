"""Documents: a word and two numbers, and both have to say the same test."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_lib.grading.answers import limits
from course_lib.grading.keys import key
from course_lib.marking.documents import DOCUMENTS, drawn_documents, mark_documents, say_documents, show_documents

LEARNERS = [f"s{n}" for n in range(100)]


def test_every_document_has_a_key_and_each_kind_has_as_many() -> None:
    keys = key("documents")
    assert keys.keys() == DOCUMENTS.keys()
    assert len(set(Counter(one["kind"] for one in keys.values()).values())) == 1


@pytest.mark.parametrize("me", LEARNERS[:40])
def test_the_question_has_an_answer_for_everybody(me: str) -> None:
    assert mark_documents(limits.documents(me), limits.kinds(me), points=4) == 4


def test_the_word_and_the_numbers_earn_half_each() -> None:
    right, kinds = limits.documents("amira"), limits.kinds("amira")
    words_alone = {letter: (kind, "?", "?") for letter, (kind, _, _) in right.items()}
    numbers_alone = {letter: ("?", true, false) for letter, (_, true, false) in right.items()}
    assert mark_documents(words_alone, kinds, points=4) == 2
    assert mark_documents(numbers_alone, kinds, points=4) == 2


def test_one_answer_for_all_earns_a_part_only() -> None:
    kinds = {letter: kind for kind, letter in zip(("hoop", "straw", "straw", "decisive"), "ABCD", strict=True)}
    assert mark_documents(dict.fromkeys("ABCD", ("straw", 0.6, 0.5)), kinds, points=4) == 2


@given(
    st.dictionaries(
        st.sampled_from("ABCD"), st.tuples(st.text("hop strawdeci"), st.floats(), st.floats()) | st.text("ab")
    )
    | st.none()
)
def test_nothing_that_is_handed_in_stops_the_marking(handed_in: Any) -> None:
    assert 0 <= mark_documents(handed_in, limits.kinds("amira"), points=4) <= 4
    say_documents("amira", handed_in)


def test_numbers_that_say_another_test_are_pointed_at(capsys: pytest.CaptureFixture[str]) -> None:
    say_documents("amira", {"A": ("hoop", 0.3, 0.02), "B": ("proof", 1, 0), "C": ("straw", 0.6, 1.5)})
    said = capsys.readouterr().out
    assert "A: you say hoop, and by your two numbers it would be: smoking gun." in said
    assert "B: say which test it is" in said
    assert "C: give two chances between 0 and 1" in said
    show_documents("amira")
    assert len(drawn_documents("amira")) == 4
    assert capsys.readouterr().out.startswith("The claim:")
