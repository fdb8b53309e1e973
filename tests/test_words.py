"""The library's sentences, in the learner's language."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from course_lib import words as module
from course_lib.words import direction, language, number_of, words


@pytest.fixture
def arabic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Make Arabic the learner's language, with a translation of two sentences."""
    catalog = Catalog(locale="ar")
    catalog.add("There is no case “{case}”.", "لا توجد حالة «{case}».")
    catalog.add(
        ("{count} case", "{count} cases"),
        ("لا حالات", "حالة واحدة", "حالتان", "{count} حالات", "{count} حالة", "{count} حالة"),
    )
    folder = tmp_path / "ar" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "course.mo").open("wb") as file:
        write_mo(file, catalog)
    monkeypatch.setattr(module, "LOCALE", tmp_path)
    monkeypatch.setenv("COURSE_LANGUAGE", "ar")
    module._translation.cache_clear()
    yield
    module._translation.cache_clear()


@pytest.mark.parametrize(
    ("setting", "code", "runs"),
    [
        (None, "en", "ltr"),
        ("", "en", "ltr"),
        ("en", "en", "ltr"),
        ("de_DE.UTF-8", "de", "ltr"),
        ("ar", "ar", "rtl"),
        ("ar_LB", "ar", "rtl"),
        ("he", "he", "rtl"),
    ],
)
def test_the_language_and_its_direction_come_from_the_environment(
    monkeypatch: pytest.MonkeyPatch, setting: str | None, code: str, runs: str
) -> None:
    monkeypatch.delenv("COURSE_LANGUAGE", raising=False)
    if setting is not None:
        monkeypatch.setenv("COURSE_LANGUAGE", setting)
    assert (language(), direction()) == (code, runs)


def test_names_in_a_sentence_are_filled_in() -> None:
    assert words("There is no case “{case}”.", case="{C99}") == "There is no case “{C99}”."


def test_a_sentence_without_values_is_left_as_it_stands() -> None:
    assert words("Braces {stay} here.") == "Braces {stay} here."


@pytest.mark.parametrize(("count", "said"), [(0, "0 cases"), (1, "1 case"), (2, "2 cases"), (11, "11 cases")])
def test_a_number_has_the_form_that_suits_it(count: int, said: str) -> None:
    assert number_of(count, "{count} case", "{count} cases") == said


@pytest.mark.usefixtures("arabic")
def test_a_translated_sentence_is_shown_in_the_learners_language() -> None:
    assert words("There is no case “{case}”.", case="C99") == "لا توجد حالة «C99»."


@pytest.mark.usefixtures("arabic")
def test_a_sentence_not_yet_translated_is_shown_in_english() -> None:
    assert words("Nothing of this sentence is translated.") == "Nothing of this sentence is translated."


@pytest.mark.usefixtures("arabic")
@pytest.mark.parametrize(
    ("count", "said"), [(0, "لا حالات"), (1, "حالة واحدة"), (2, "حالتان"), (3, "3 حالات"), (11, "11 حالة")]
)
def test_arabic_has_its_own_forms_of_number(count: int, said: str) -> None:
    assert number_of(count, "{count} case", "{count} cases") == said


def test_a_language_without_a_translation_is_shown_in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COURSE_LANGUAGE", "fa")
    assert words("Download") == "Download"
