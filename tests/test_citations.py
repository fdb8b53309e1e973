"""Citations and bibliographies, author and date."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pybtex.database import BibliographyData, Person, parse_string
from pybtex.richtext import Text

from course_lib import bibliography, citations, cite
from course_lib.catalogue import load_references
from course_lib.citations import REFERENCES, bibtex, cite_all, rendered

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


# ---------------------------------------------------------------- for reference managers


@pytest.fixture(scope="module")
def parsed() -> BibliographyData:
    """Return the course's BibTeX as pybtex reads it."""
    return parse_string(bibtex(), "bibtex")


def plain(latex: str) -> str:
    """Return what a reader sees of a field, without LaTeX's braces and escapes."""
    return str(Text.from_latex(latex))


def named(person: Person) -> tuple[str, str]:
    """Return a person's family name (or a body's name) and given names."""
    family = " ".join(person.prelast_names + person.last_names)
    given = " ".join(person.first_names + person.middle_names)
    return plain(family), plain(", ".join([given, *person.lineage_names]))


def through_bibtex(*works: dict[str, Any]) -> BibliographyData:
    """Return works as they come out of the BibTeX that the course makes of them."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(citations, "_works", lambda: {one["id"]: one for one in works})
        return parse_string(bibtex(), "bibtex")


# A work; its kind; its people; every field that it should have. Read off the works' own title pages.
IN_BIBTEX = {
    "waage-2005": (
        "article",
        {"author": [("Waage", "Hilde Henriksen")]},
        {
            "title": "Norway's Role in the Middle East Peace Talks: Between a Strong State and a Weak Belligerent",
            "journal": "Journal of Palestine Studies",
            "year": "2005",
            "volume": "34",
            "number": "4",
            "pages": "6--24",
            "doi": "10.1525/jps.2005.34.4.6",
        },
    ),
    "agha-et-al-2003": (
        "book",
        {"author": [("Agha", "Hussein"), ("Feldman", "Shai"), ("Khalidi", "Ahmad"), ("Schiff", "Zeev")]},
        {
            "title": "Track-II Diplomacy: Lessons from the Middle East",
            "publisher": "MIT Press",
            "address": "Cambridge, MA",
            "year": "2003",
            "isbn": "978-0-262-51180-3",
            "url": "https://mitp-web.mit.edu/books/track-ii-diplomacy",
        },
    ),
    "montville-1991": (
        "incollection",
        {
            "author": [("Montville", "Joseph V.")],
            "editor": [("Volkan", "Vamik D."), ("Montville", "Joseph V."), ("Julius", "Demetrios A.")],
        },
        {
            "title": "The Arrow and the Olive Branch: A Case for Track Two Diplomacy",
            "booktitle": "The Psychodynamics of International Relationships, vol. 2: Unofficial Diplomacy at Work",
            "publisher": "Lexington Books",
            "address": "Lexington, MA",
            "year": "1991",
            "note": "Chapter 9. First printed in John W. McDonald and Diane B. Bendahmane (eds), Conflict Resolution: Track "
            "Two Diplomacy, Foreign Service Institute, US Department of State, 1987.",
        },
    ),
}


@pytest.mark.parametrize("key", IN_BIBTEX)
def test_a_work_has_every_field_in_bibtex(parsed: BibliographyData, key: str) -> None:
    kind, people, fields = IN_BIBTEX[key]
    entry = parsed.entries[key]
    assert entry.type == kind
    assert {role: [named(person) for person in persons] for role, persons in entry.persons.items()} == people
    assert {name: plain(value) if name == "title" else value for name, value in entry.fields.items()} == fields


def test_every_work_is_in_bibtex_by_its_own_key(parsed: BibliographyData) -> None:
    assert sorted(parsed.entries) == sorted(WORKS)


@pytest.mark.parametrize("role", ["author", "editor"])
def test_everybody_who_wrote_or_edited_is_named_in_bibtex(parsed: BibliographyData, role: str) -> None:
    def of(item: dict[str, Any]) -> list[tuple[str, str]]:
        return [(name.get("literal") or name["family"], name.get("given", "")) for name in item.get(role, [])]

    there = {key: [named(person) for person in parsed.entries[key].persons.get(role, [])] for key in WORKS}
    assert {key: there[key] for key, item in WORKS.items() if there[key] != of(item)} == {}


def test_titles_publishers_and_years_are_in_bibtex_as_they_are(parsed: BibliographyData) -> None:
    for key, item in WORKS.items():
        fields = parsed.entries[key].fields
        said = [plain(value) for value in fields.values()]
        for name in ("title", "container-title", "publisher", "publisher-place"):
            assert name not in item or item[name] in said, (key, name)
        year = item.get("issued", {}).get("date-parts", [[""]])[0][0]
        assert fields.get("year", "") == str(year), key


@pytest.mark.parametrize("name", ["DOI", "URL"])
def test_an_address_in_bibtex_can_be_followed_as_it_stands(parsed: BibliographyData, name: str) -> None:
    # Reference managers and LaTeX's own \url take these fields letter by letter: an escape would be part of the address.
    there = {key: parsed.entries[key].fields.get(name.lower()) for key in WORKS}
    assert {key: there[key] for key, item in WORKS.items() if there[key] != item.get(name)} == {}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ({"family": "محمد كريم الخاقاني"}, ("محمد كريم الخاقاني", "")),
        ({"family": "王毅"}, ("王毅", "")),
        ({"family": "Çuhadar", "given": "Esra"}, ("Çuhadar", "Esra")),
        ({"family": "al-Khaqani", "given": "Mohammed Karim"}, ("al-Khaqani", "Mohammed Karim")),
        ({"family": "van der Merwe", "given": "Hendrik W."}, ("van der Merwe", "Hendrik W.")),
        ({"family": "García Durán", "given": "Mauricio"}, ("García Durán", "Mauricio")),
        ({"literal": "Peace and Reconciliation Council, Bangkok"}, ("Peace and Reconciliation Council, Bangkok", "")),
        ({"family": "Zangar", "given": "Moses M., Jr."}, ("Zangar", "Moses M., Jr.")),
        ({"literal": "Funk & Wagnalls"}, ("Funk & Wagnalls", "")),
    ],
)
def test_a_name_survives_bibtex(name: dict[str, str], expected: tuple[str, str]) -> None:
    # Two of them: a name must not run into the next.
    entry = through_bibtex(work("one-2020", author=[name, name])).entries["one-2020"]
    assert [named(person) for person in entry.persons["author"]] == [expected, expected]


@settings(max_examples=60, deadline=None)
@given(st.text('ab é محم王"’%&_#$=@~^–()[]', min_size=1, max_size=20).map(str.strip).filter(bool))
def test_any_title_survives_bibtex(title: str) -> None:
    entry = through_bibtex(work("one-2020", title=title)).entries["one-2020"]
    assert re.sub(r"\s+", " ", plain(entry.fields["title"])) == re.sub(r"\s+", " ", title)


@pytest.mark.parametrize(
    ("kind", "fields", "expected", "publisher"),
    [
        ("book", {}, "book", "publisher"),
        ("report", {}, "techreport", "institution"),
        ("thesis", {"genre": "Doctoral dissertation, in Chinese"}, "phdthesis", "school"),
        ("thesis", {"genre": "MA thesis"}, "mastersthesis", "school"),
        ("thesis", {"genre": "MSc thesis"}, "mastersthesis", "school"),
    ],
)
def test_bibtex_calls_a_work_what_it_is_and_its_publisher_what_styles_print(
    kind: str, fields: dict[str, str], expected: str, publisher: str
) -> None:
    entry = through_bibtex(work("one-2020", type=kind, **fields)).entries["one-2020"]
    assert entry.type == expected
    assert entry.fields.get(publisher) == "A Press"


def test_a_reference_that_was_rendered_before_is_not_rendered_again(monkeypatch: pytest.MonkeyPatch) -> None:
    works = [work(name, author=[{"family": "Waage"}]) for name in ("one-2020", "two-2020")]
    known: citations.Known = {}
    first = rendered(works, known)
    assert [first[name]["letter"] for name in first] == ["a", "b"]
    monkeypatch.setattr(citations, "_library", None)
    assert rendered(works, known) == first
    with pytest.raises(TypeError):
        rendered([*works, work("three-2020", author=[{"family": "Waage"}])], known)
