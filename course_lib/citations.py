"""Citations and bibliographies, author and date, through citeproc-py (CSL style "Cite Them Right", Harvard).

`data/references.json` holds every work the course cites as CSL-JSON.
"""

from __future__ import annotations

import functools
import hashlib
import importlib.metadata
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from string import ascii_lowercase
from typing import Any

from course_lib.catalogue import load_references
from course_lib.words import words

REFERENCES = Path(__file__).parent / "data" / "references.json"
STYLE = "harvard-cite-them-right"
# What was rendered: label and entry by an item's fingerprint.
Known = dict[str, tuple[str, str]]


@functools.cache
def _works() -> dict[str, Any]:
    """Return every work by key, with the letter that tells it from others of the same author and year."""
    letters = {key: compiled["letter"] for key, compiled in load_references().items()}
    items = json.loads(REFERENCES.read_text(encoding="utf-8"))
    return {item["id"]: {**item, "year-suffix": letters.get(item["id"], "")} for item in items}


def _library(items: Iterable[dict[str, Any]], markup: str) -> Any:
    from citeproc import CitationStylesBibliography, CitationStylesStyle, formatter
    from citeproc.source.json import CiteProcJSON

    style = CitationStylesStyle(STYLE, validate=False)
    return CitationStylesBibliography(style, CiteProcJSON(list(items)), getattr(formatter, markup))


def _item(key: str, locator: str | None) -> Any:
    """Return citeproc's item for a key and a place in it: pages by CSL's own rule, any other place in its own words."""
    from citeproc import CitationItem, Locator

    pages = re.fullmatch(r"pp?\. ([0-9ivxlc]+(?:[-–, ]+[0-9ivxlc]+)*)", locator or "")
    if pages:
        return CitationItem(key, locator=Locator("page", pages[1].replace("-", "–")))
    return CitationItem(key, suffix=f", {locator}") if locator else CitationItem(key)


def cite(key: str, locator: str | None = None) -> str:
    """Return a citation in the text, such as "Waage, 2005, p. 6".

    Parameters
    ----------
    key: a key of `references.json`.
    locator: the place in the work: "p. 6", "pp. 6-8", or in words: "document 118".

    Raises
    ------
    ValueError: for a key that is not there.
    """
    return cite_all([(key, locator)])[0]


def cite_all(places: list[tuple[str, str | None]]) -> list[str]:
    """Return the citation of each place, of which (key, locator) is the pair; see `cite`."""
    from citeproc import Citation

    works = _works()
    for key, _ in places:
        if key not in works:
            raise ValueError(words("There is no reference “{key}” in references.json.", key=key))
    library = _library({key: works[key] for key, _ in places}.values(), "plain")
    citations = [Citation([_item(key, locator)]) for key, locator in places]
    for citation in citations:
        library.register(citation)
    return [_without_brackets(library.cite(citation, lambda _: None)) for citation in citations]


def _without_brackets(citation: Any) -> str:
    """Return a citation without the brackets that the style sets: where it stands, the sentence has its own."""
    return str(citation).removeprefix("(").removesuffix(")")


def bibliography(keys: Iterable[str], markup: str = "plain") -> list[str]:
    """Return the full reference of each key, in the style's alphabetical order.

    Parameters
    ----------
    keys: keys of `references.json`.
    markup: "plain", "html" or "rst".

    Raises
    ------
    ValueError: for a key that is not there.
    """
    works = _works()
    wanted = list(dict.fromkeys(keys))
    for key in wanted:
        if key not in works:
            raise ValueError(words("There is no reference “{key}” in references.json.", key=key))
    entries = _entries([works[key] for key in wanted], markup)
    return sorted(entries.values(), key=_in_order)


def _in_order(entry: str) -> str:
    """Return what an entry is sorted by: its letters, without their accents."""
    letters = unicodedata.normalize("NFKD", re.sub(r"<.*?>", "", entry))
    return re.sub(r"\W|[\u0300-\u036f]", "", letters).casefold()


def _entries(items: list[dict[str, Any]], markup: str = "plain") -> dict[str, str]:
    """Return the reference of each item by its id."""
    from citeproc import Citation, CitationItem

    library = _library(items, markup)
    for item in items:
        library.register(Citation([CitationItem(item["id"])]))
    return {key: str(entry) for key, entry in zip(library.keys, library.bibliography(), strict=True)}


def rendered(items: list[dict[str, Any]], known: Known | None = None) -> dict[str, dict[str, str]]:
    """Return for each reference its label in the text, its full entry, its address, and its letter, for lessons to show.

    Works of the same author and year get the letters a, b, c in the order of the bibliography, the same in all of the
    course, so that "Reuters, 2013b" is one work wherever it stands.

    Parameters
    ----------
    items: the references, as CSL-JSON.
    known: what was rendered before, by an item's fingerprint; what is rendered anew is added to it.
    """
    known = {} if known is None else known
    plain = _shown(items, known)
    alike: dict[str, list[str]] = {}
    for key, (label, _entry) in sorted(plain.items(), key=lambda pair: _in_order(pair[1][1])):
        alike.setdefault(label, []).append(key)
    letters = {
        key: ascii_lowercase[n] if len(keys) > 1 else "" for keys in alike.values() for n, key in enumerate(keys)
    }
    lettered = [{**item, "year-suffix": letters[item["id"]]} for item in items if letters[item["id"]]]
    shown = {**plain, **_shown(lettered, known)}
    return {
        item["id"]: {
            "label": shown[item["id"]][0],
            "entry": shown[item["id"]][1],
            "url": f"https://doi.org/{item['DOI']}" if "DOI" in item else item.get("URL", ""),
            "letter": letters[item["id"]],
        }
        for item in items
    }


def _shown(items: list[dict[str, Any]], known: Known) -> dict[str, tuple[str, str]]:
    """Return the label and the entry of each item by its id: each depends on nothing but the item itself."""
    prints = {item["id"]: fingerprint(item) for item in items}
    new = [item for item in items if prints[item["id"]] not in known]
    labels, entries = (_labels(new), _entries(new)) if new else ({}, {})
    known.update({prints[key]: (labels[key], entries[key]) for key in labels})
    return {key: known[found] for key, found in prints.items()}


def fingerprint(item: Mapping[str, Any]) -> str:
    """Return what the rendering of an item depends on, as one short string."""
    content = [importlib.metadata.version("citeproc-py"), STYLE, item]
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


# CSL's kinds of work as BibTeX names them, and what it calls the body behind each; what is not here is `misc`.
_BIBTEX = {
    "article-journal": "article", "article-magazine": "article", "article-newspaper": "article", "book": "book",
    "chapter": "incollection", "report": "techreport", "thesis": "phdthesis",
}  # fmt: skip
_CONTAINER = {"article": "journal", "incollection": "booktitle"}
_PUBLISHER = {"techreport": "institution", "phdthesis": "school", "mastersthesis": "school"}


def bibtex() -> str:
    """Return every reference of the course as BibTeX, in UTF-8, by the same keys."""
    from pybtex.database import BibliographyData, Entry
    from pybtex.database.output.bibtex import Writer

    class ReadByMachines(Writer):
        """Escapes for LaTeX what a person reads; an address is read letter by letter, and stays as it is."""

        def _write_field(self, stream: Any, type: str, value: str) -> None:
            if type in ("url", "doi"):
                stream.write(f",\n    {type} = {{{value}}}")
            else:
                super()._write_field(stream, type, value)

    def person(name: dict[str, str]) -> str:
        if "literal" in name:
            return "{" + name["literal"] + "}"
        given = name.get("given", "")
        return (
            f"{name['family']}, {{{given}}}"
            if "," in given
            else f"{name['family']}, {given}"
            if given
            else ("{" + name["family"] + "}")
        )

    entries = {}
    for key, item in sorted(_works().items()):
        kind = _BIBTEX.get(item["type"], "misc")
        if kind == "phdthesis" and not re.search(r"ph\.?d|doctor", item.get("genre", "phd"), re.IGNORECASE):
            kind = "mastersthesis"
        year, *rest = (item.get("issued") or {}).get("date-parts", [[""]])[0]
        fields = {
            "author": " and ".join(person(name) for name in item.get("author", [])),
            "editor": " and ".join(person(name) for name in item.get("editor", [])),
            "title": "{" + item["title"] + "}",
            _CONTAINER.get(kind, "howpublished"): item.get("container-title"),
            _PUBLISHER.get(kind, "publisher"): item.get("publisher"),
            "address": item.get("publisher-place"),
            "series": item.get("collection-title"),
            "edition": item.get("edition"),
            "year": year,
            "date": "-".join(f"{part:02}" if n else str(part) for n, part in enumerate([year, *rest])) if rest else "",
            "volume": item.get("volume"),
            "number": item.get("issue") or item.get("number"),
            "pages": str(item.get("page") or "").replace("-", "--"),
            "doi": item.get("DOI"),
            "isbn": item.get("ISBN"),
            "url": item.get("URL"),
            "note": item.get("note"),
        }
        entries[key] = Entry(kind, [(name, str(value)) for name, value in fields.items() if value])
    text: str = ReadByMachines(encoding="utf-8").to_string(BibliographyData(entries))
    return text


def _labels(items: list[dict[str, Any]]) -> dict[str, str]:
    """Return the author and year of each item by its id."""
    from citeproc import Citation, CitationItem

    library = _library(items, "plain")
    citations = {item["id"]: Citation([CitationItem(item["id"])]) for item in items}
    for citation in citations.values():
        library.register(citation)
    return {key: _without_brackets(library.cite(citation, lambda _: None)) for key, citation in citations.items()}
