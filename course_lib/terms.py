"""The glossary: the field's terms and the course's words for method, in English and Arabic, with who coined them."""

from __future__ import annotations

from typing import Any

from course_lib.catalogue import Source, load_glossary
from course_lib.explorers.kit import Panel, State, View, source_links
from course_lib.words import number_of, words


def glossary(term: str = "") -> Panel:
    """Show the terms of the glossary; a few letters in English or Arabic find one.

    Parameters
    ----------
    term: what to look for to start with.
    """
    terms = load_glossary()
    named = {one["id"]: one["term"] for one in terms}

    def view_of(state: State) -> View:
        wanted = (state["wanted"] or "").strip().casefold()
        found = [one for one in terms if wanted in f"{one['term']} {one['term_ar']}".casefold()]
        if not found:
            raise ValueError(words("No term holds “{wanted}”; try fewer letters.", wanted=state["wanted"].strip()))
        return {
            "words": number_of(len(found), "{count} term.", "{count} terms."),
            "cards": [_card(one, named) for one in found],
        }

    controls: list[dict[str, Any]] = [
        {"type": "text", "single": True, "name": "wanted", "label": words("Find a term, in English or Arabic")},
        {"type": "button", "name": "find", "label": words("Find")},
    ]
    return Panel(controls, {"wanted": term}, view_of)


def _card(term: dict[str, Any], named: dict[str, str]) -> dict[str, Any]:
    first = [part for part in (term["originator"], term["year"]) if part]
    meaning = term["meaning"]
    if first:
        meaning = f"{meaning} ({', '.join(first)})"
    if term["see"]:
        meaning += " " + words("See: {terms}.", terms=", ".join(named[other] for other in term["see"]))
    return {
        "id": term["term"],
        "date": term["term_ar"],
        "text": meaning,
        "sources": source_links([Source(**source) for source in term["sources"]]),
    }
