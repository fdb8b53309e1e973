"""Citations and bibliographies, author and date."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from course_lib import bibliography, cite
from course_lib.catalogue import load_references
from course_lib.citations import REFERENCES, cite_all, rendered

WORKS = {item["id"]: item for item in json.loads(REFERENCES.read_text(encoding="utf-8"))}
COMPILED = load_references()


def work(key: str, **fields: Any) -> dict[str, Any]:
    issued = {"date-parts": [[2020]]}
    return {"id": key, "type": "book", "title": "A Title", "publisher": "A Press", "issued": issued, **fields}


# ---------------------------------------------------------------- in the text


@pytest.mark.parametrize(
    ("locator", "expected"),
    [
        (None, "Waage, 2005"),
        ("p. 6", "Waage, 2005, p. 6"),
        ("p. xii", "Waage, 2005, p. xii"),
        ("pp. 6-8", "Waage, 2005, pp. 6–8"),
        ("pp. 6–8", "Waage, 2005, pp. 6–8"),
        ("p. 119, abstract", "Waage, 2005, p. 119, abstract"),
        ("p. 6, note 3", "Waage, 2005, p. 6, note 3"),
        ("document 118", "Waage, 2005, document 118"),
        ("opening paragraphs", "Waage, 2005, opening paragraphs"),
        ("note (b)", "Waage, 2005, note (b)"),
    ],
)
def test_a_citation_names_author_year_and_place(locator: str | None, expected: str) -> None:
    assert cite("waage-2005", locator) == expected


def test_several_citations_come_in_the_order_asked() -> None:
    places: list[tuple[str, str | None]] = [("waage-2005", "p. 6"), ("montville-1991", None), ("waage-2005", None)]
    assert cite_all(places) == [cite(*place) for place in places]


def test_an_unknown_key_is_named() -> None:
    sentence = r"There is no reference “waage-1905” in references\.json\."
    with pytest.raises(ValueError, match=sentence):
        cite("waage-1905")
    with pytest.raises(ValueError, match=sentence):
        bibliography(["waage-2005", "waage-1905"])


def test_no_two_works_have_the_same_label() -> None:
    labels = [reference["label"] for reference in COMPILED.values()]
    assert [label for label in labels if labels.count(label) > 1] == []


@pytest.mark.parametrize("key", ["waage-2005", "aaa-2001", "al-khaqani-nd"])
def test_a_work_is_cited_as_it_is_labelled_everywhere(key: str) -> None:
    assert cite(key) == COMPILED[key]["label"]
    assert bibliography([key]) == [COMPILED[key]["entry"]]


def test_works_of_one_author_and_year_have_letters_in_the_order_of_the_bibliography() -> None:
    in_order = {entry: place for place, entry in enumerate(bibliography(WORKS))}
    lettered: dict[str, list[tuple[int, str]]] = {}
    for reference in COMPILED.values():
        if reference["letter"]:
            author_and_year = reference["label"].removesuffix(reference["letter"])
            lettered.setdefault(author_and_year, []).append((in_order[reference["entry"]], reference["letter"]))
    assert lettered
    for group in lettered.values():
        assert [letter for _, letter in sorted(group)] == list("abcdefghij"[: len(group)])


# ---------------------------------------------------------------- the full reference


def is_whole(key: str) -> bool:
    """Say whether an entry holds its title, ends as a sentence, and shows no seam where a part is missing."""
    entry, label = COMPILED[key]["entry"], COMPILED[key]["label"]
    seam = re.search(r"  | [.,;](?! )|(?<!\.)\.\.(?!\.)|, ,|\bNone\b", entry)
    return bool(label) and WORKS[key]["title"].casefold() in entry.casefold() and entry.endswith(".") and not seam


def test_every_reference_of_the_course_renders_to_a_whole_entry() -> None:
    assert COMPILED.keys() == WORKS.keys()
    assert [COMPILED[key]["entry"] for key in WORKS if not is_whole(key)] == []


def test_a_bibliography_holds_each_work_once_in_alphabetical_order() -> None:
    entries = bibliography(["waage-2005", "montville-1991", "waage-2005", "agha-et-al-2003"])
    assert [entry.split(",")[0] for entry in entries] == ["Agha", "Montville", "Waage"]


def test_a_name_with_an_accent_stands_among_its_letter() -> None:
    surnames = [re.split(r"\W", entry)[0] for entry in bibliography(["waage-2005", "agha-et-al-2003", "cuhadar-2009"])]
    assert surnames == ["Agha", "Çuhadar", "Waage"]


def test_a_bibliography_has_the_same_order_and_words_in_html() -> None:
    keys = ["waage-2005", "montville-1991", "agha-et-al-2003"]
    in_html = bibliography(keys, "html")
    assert "<i>Journal of Palestine Studies</i>" in in_html[-1]
    assert [re.sub(r"</?i>", "", entry) for entry in in_html] == bibliography(keys)
    assert not any("<" in entry for entry in bibliography(keys))


def test_a_bibliography_of_nothing_is_empty() -> None:
    assert bibliography([]) == []


def test_the_address_of_a_work_is_its_doi_or_else_its_url() -> None:
    works = [
        work("both-2020", DOI="10.1525/jps.2005", URL="https://example.org/a"),
        work("url-2020", URL="https://example.org/b"),
        work("neither-2020"),
    ]
    assert [reference["url"] for reference in rendered(works).values()] == [
        "https://doi.org/10.1525/jps.2005",
        "https://example.org/b",
        "",
    ]


@pytest.mark.parametrize("name", ["محمد كريم الخاقاني", "王毅", "Gotō Kōji"])
def test_a_name_that_is_given_whole_is_kept_whole(name: str) -> None:
    reference = rendered([work("one-2020", author=[{"family": name}])])["one-2020"]
    assert reference["label"] == f"{name}, 2020"
    assert reference["entry"].startswith(f"{name} (2020) ")


def test_a_body_keeps_the_brackets_of_its_name() -> None:
    reference = rendered([work("one-2020", author=[{"literal": "(Re)Union (Berlin)"}])])["one-2020"]
    assert reference["label"] == "(Re)Union (Berlin), 2020"
