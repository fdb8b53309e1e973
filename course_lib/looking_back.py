"""Looking back: what a learner thought at the start, what the record says, and how well their confidence matched.

Everything here is read from the journal; first answers count, because they were given before anything was shown.
"""

from __future__ import annotations

from typing import Any

from course_lib import vocabulary
from course_lib.catalogue import Source, load_claims, load_questions
from course_lib.explorers.kit import Panel, State, View, options, source_links
from course_lib.figures import calibration
from course_lib.figures.calibration import Forecast
from course_lib.journal import Journal
from course_lib.words import mark as _
from course_lib.words import number_of, words

SHOW = {
    "confidence": _("how sure I was, and how often I was right"),
    "claims": _("the op-ed's claims: what I thought, what the record says"),
    "writing": _("what I wrote, first and last"),
}


def forecasts(journal: Journal) -> list[Forecast]:
    """Return the opinions and chances in a journal that can be scored; contested claims cannot, and are left out."""
    found = []
    for claim in load_claims():
        said = journal.first(claim["id"])
        if said is None or claim["verdict"] == "contested":
            continue
        found.append(Forecast(claim["claim"], said["confidence"] / 100, said["holds"] == (claim["verdict"] == "right")))
    for question in load_questions().values():
        said = journal.first(question["id"]) if question["kind"] == "chance" else None
        if said and "chance" in said and question["truth"] in (0, 100):
            chance, so = said["chance"] / 100, question["truth"] == 100
            found.append(Forecast(question["prompt"], max(chance, 1 - chance), (chance >= 0.5) == so))
    return found


def look_back(journal: Journal | None = None) -> Panel:
    """Show what was thought, what was found, and how well confidence matched.

    Parameters
    ----------
    journal: the journal to look back on; without it, the learner's own.
    """
    kept_in = journal or Journal()
    controls = [{"type": "radio", "name": "show", "label": words("What to look back on"), "options": options(SHOW)}]
    views = {"confidence": _confidence, "claims": _claims, "writing": _writing}

    def view_of(state: State) -> View:
        if state["show"] not in views:
            raise ValueError(words("“{value}” is no {name} that can be shown.", value=state["show"], name="show"))
        return views[state["show"]](kept_in)

    return Panel(controls, {"show": "confidence"}, view_of)


def _confidence(journal: Journal) -> View:
    scored = forecasts(journal)
    lines = [calibration.describe(scored)]
    ranges = [
        (question, journal.first(name)) for name, question in load_questions().items() if question["kind"] == "number"
    ]
    # A journal may come from an edition in which the question was another one.
    inside = [said["low"] <= question["truth"] <= said["high"] for question, said in ranges if said and "low" in said]
    if inside:
        total = number_of(len(inside), "{count} range", "{count} ranges")
        lines.append(
            words("Of {total} that you were 80 % sure of, {inside} held the answer.", total=total, inside=sum(inside))
        )
    tries = [
        (question, journal.first(name)) for name, question in load_questions().items() if question["kind"] == "choice"
    ]
    first = [question["options"][said["answer"]]["right"] for question, said in tries
             if said and said.get("answer", 99) < len(question["options"])]  # fmt: skip
    if first:
        total = number_of(len(first), "{count} question", "{count} questions")
        lines.append(words("Of {total} you answered {right} rightly at the first try.", total=total, right=sum(first)))
    if not scored:
        return {"words": "\n".join(lines)}
    return {
        "words": "\n".join(lines),
        "figure": calibration.figure(scored),
        "table": calibration.table(scored),
    }


def _claims(journal: Journal) -> View:
    cards: list[dict[str, Any]] = []
    for claim in load_claims():
        said = journal.first(claim["id"])
        if said is None:
            continue
        yours = words("it holds as it stands here") if said["holds"] else words("it needs correcting")
        text = words(
            "{claim} You: {yours}, {confidence} % sure. The record: {record}",
            claim=claim["claim"],
            yours=yours,
            confidence=said["confidence"],
            record=claim["record"],
        )
        sources = [Source(**source) for source in claim["sources"]]
        verdict = words(vocabulary.VERDICT[claim["verdict"]])
        cards.append({"id": claim["id"], "mark": verdict, "text": text, "sources": source_links(sources)})
    total = len(load_claims())
    return {
        "words": words("You kept an opinion on {count} of {total} claims.", count=len(cards), total=total),
        "cards": cards,
    }


def _writing(journal: Journal) -> View:
    written: dict[str, list[str]] = {}
    for entry in journal.history():
        if isinstance(entry.value, dict) and set(entry.value) == {"text"}:
            written.setdefault(entry.key, []).append(entry.value["text"])
    cards = []
    for key, texts in written.items():
        cards.append({"id": key, "mark": words("first"), "text": texts[0]})
        if len(texts) > 1 and texts[-1] != texts[0]:
            cards.append({"id": key, "mark": words("last"), "text": texts[-1]})
    return {
        "words": number_of(len(written), "You wrote on {count} question.", "You wrote on {count} questions."),
        "cards": cards,
    }
