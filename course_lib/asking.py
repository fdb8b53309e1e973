"""What the course asks of a learner, and keeps in the journal before it shows anything: predict, ask, opinions, write.

Each is one call in a lesson and returns a `Panel`. An answer is written to the journal first and only then answered, so
that what is kept is what was thought before the reveal.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

from course_lib.catalogue import Source, load_claims, load_questions
from course_lib.explorers.kit import Panel, State, View, source_links
from course_lib.journal import Journal
from course_lib.words import number_of, words


def _question(question_id: str, *kinds: str) -> dict[str, Any]:
    known = {name: one for name, one in load_questions().items() if one["kind"] in kinds}
    if question_id not in known:
        raise ValueError(
            words(
                "There is no question “{question}” here. There are: {known}.",
                question=question_id,
                known=", ".join(known),
            )
        )
    return known[question_id]


def _evidence(question: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the sources of a question's facts, as cards."""
    sources = [Source(**source) for source in question["because"]]
    return [{"text": words("What this rests on"), "sources": source_links(sources)}] if sources else []


def predict(question_id: str, journal: Journal | None = None) -> Panel:
    """Ask for a prediction, keep it, and only then show what the record says.

    Parameters
    ----------
    question_id: a question of kind `chance` (0 to 100) or `number` (best guess and an 80 % range), such as `01-P1`.
    journal: where to keep the answer; without it, the learner's own.

    Raises
    ------
    ValueError: for a question that is not there.
    """
    question = _question(question_id, "chance", "number")
    kept_in = journal or Journal()
    chance = question["kind"] == "chance"
    span = {"min": question["low"], "max": question["high"], "step": 1}
    keep = {"type": "button", "name": "keep", "label": words("Keep my prediction and show me")}
    controls: list[dict[str, Any]]
    if chance:
        controls = [
            {"type": "range", "name": "chance", "label": words("How likely, from 0 to 100?"), "unit": " %", **span},
            keep,
        ]
    else:
        controls = [
            {"type": "number", "name": "best", "label": words("Best guess"), **span},
            {"type": "number", "name": "low", "label": words("80 % sure it is at least"), **span},
            {"type": "number", "name": "high", "label": words("80 % sure it is at most"), **span},
            keep,
        ]

    def on_event(name: str, state: State) -> State:
        if name == "keep" and kept_in.first(question_id) is None:
            kept_in.write(question_id, _checked(question, state))
        return state

    def view_of(_: State) -> View:
        said = kept_in.first(question_id)
        if said is None:
            return {"prompt": question["prompt"], "controls": controls}
        if chance:
            yours = words("You said {chance} %.", chance=said["chance"])
        else:
            yours = words("You said {best}, and {low} to {high}.", **said)
            inside = said["low"] <= question["truth"] <= said["high"]
            yours += " " + (words("It lies inside your range.") if inside else words("It lies outside your range."))
        return {
            "prompt": question["prompt"],
            "words": f"{yours}\n\n{question['reveal']}",
            "cards": _evidence(question),
            "controls": [],
        }

    return Panel(controls, {"chance": 50, "best": None, "low": None, "high": None}, view_of, on_event)


def _checked(question: Mapping[str, Any], state: State) -> dict[str, float]:
    """Return what a prediction holds; a ValueError says what is missing or impossible."""
    if question["kind"] == "chance":
        return {"chance": _number(state["chance"], question)}
    best, low, high = (_number(state[name], question) for name in ("best", "low", "high"))
    if not low <= best <= high:
        raise ValueError(words("Your best guess should lie between your “at least” and your “at most”."))
    return {"best": best, "low": low, "high": high}


def _number(value: Any, question: Mapping[str, Any]) -> float:
    low, high = question["low"], question["high"]
    if not isinstance(value, (int, float)) or isinstance(value, bool) or not low <= value <= high:
        raise ValueError(words("Please give a number from {low:g} to {high:g} in every field.", low=low, high=high))
    return value


def ask(question_id: str, journal: Journal | None = None) -> Panel:
    """Ask a question with a few answers, and say of each answer what it saw or what misled.

    The answers stand in an order of the learner's own, which stays the same when the cell is run again. Every try is
    kept in the journal; the first one counts for looking back.

    Parameters
    ----------
    question_id: a question of kind `choice`, such as `01-Q1`.
    journal: where to keep the answers; without it, the learner's own.

    Raises
    ------
    ValueError: for a question that is not there.
    """
    question = _question(question_id, "choice")
    kept_in = journal or Journal()
    answers = list(enumerate(question["options"]))
    if not question["fixed_order"]:
        random.Random(f"{question_id} {kept_in.path}").shuffle(answers)
    controls = [
        {"type": "radio", "name": "answer", "label": question["prompt"],
         "options": [{"value": str(n), "label": option["text"]} for n, option in answers]},
        {"type": "button", "name": "check", "label": words("Check my answer")},
    ]  # fmt: skip

    def on_event(name: str, state: State) -> State:
        if name == "check":
            if state["answer"] is None:
                raise ValueError(words("Choose one of the answers first."))
            kept_in.write(question_id, {"answer": int(state["answer"])})
        return state

    def view_of(state: State) -> View:
        # A journal may come from an edition in which the question had other answers.
        tries = [e.value["answer"] for e in kept_in.history(question_id) if e.value["answer"] < len(answers)]
        if not tries or str(tries[-1]) != state["answer"]:
            return {"words": words("Answered before; check again if you like.") if tries else ""}
        chosen = question["options"][tries[-1]]
        verdict = words("Right.") if chosen["right"] else words("Not this one.")
        return {"words": f"{verdict} {chosen['feedback']}", "cards": _evidence(question) if chosen["right"] else []}

    last = kept_in.read(question_id)
    return Panel(controls, {"answer": str(last["answer"]) if last else None}, view_of, on_event)


def opinions(journal: Journal | None = None) -> Panel:
    """Ask, claim by claim of the op-ed, whether it holds and how sure the learner is; nothing is revealed here.

    An opinion can be kept once: what is compared in the last lesson is what was thought at the start.
    """
    kept_in = journal or Journal()
    claims = load_claims()
    back: dict[str, Any] = {"type": "button", "name": "back", "label": words("Back")}
    forward = {"type": "button", "name": "forward", "label": words("Next claim")}
    form: list[dict[str, Any]] = [
        {"type": "radio", "name": "holds", "label": words("Your opinion"),
         "options": [{"value": "yes", "label": words("It holds as it stands here")},
                     {"value": "no", "label": words("It needs correcting")}]},
        {"type": "range", "name": "confidence", "label": words("How sure are you? (50 is a coin toss)"),
         "min": 50, "max": 100, "step": 5, "unit": " %"},
        {"type": "button", "name": "keep", "label": words("Keep my opinion and go on")},
    ]  # fmt: skip

    def on_event(name: str, state: State) -> State:
        here = state["here"]
        if name == "keep":
            key = claims[here]["id"]
            if state["holds"] is None:
                raise ValueError(words("Choose one of the two first."))
            if kept_in.first(key) is None:
                kept_in.write(key, {"holds": state["holds"] == "yes", "confidence": state["confidence"]})
        step = {"keep": 1, "forward": 1, "back": -1}.get(name, 0)
        if not step:
            return state
        return {"here": max(0, min(len(claims) - 1, here + step)), "holds": None, "confidence": 75}

    def view_of(state: State) -> View:
        here = state["here"]
        claim = claims[here]
        kept = sum(kept_in.first(one["id"]) is not None for one in claims)
        progress = number_of(kept, "{count} opinion kept", "{count} opinions kept")
        said = kept_in.first(claim["id"])
        view = {
            "heading": words("Claim {n} of {total}", n=here + 1, total=len(claims)) + f" ({progress})",
            "prompt": claim["claim"],
        }
        ends = ([back] if here else []) + ([forward] if here + 1 < len(claims) else [])
        left = [str(n + 1) for n, one in enumerate(claims) if kept_in.first(one["id"]) is None]
        if not left:
            view["heading"] = words("All {total} opinions are kept: go on to the next cell", total=len(claims))
        elif here + 1 == len(claims):
            view["heading"] += ". " + words("Still open: {claims}", claims=", ".join(left))
        if said is None:
            return {**view, "controls": form + ends}
        opinion = words("it holds as it stands here") if said["holds"] else words("it needs correcting")
        view["words"] = words(
            "You said: {opinion}, {confidence} % sure. It is kept, and comes back in the last lesson.",
            opinion=opinion,
            confidence=said["confidence"],
        )
        return {**view, "controls": ends}

    first = next((n for n, claim in enumerate(claims) if kept_in.first(claim["id"]) is None), 0)
    return Panel(form, {"here": first, "holds": None, "confidence": 75}, view_of, on_event)


def write(key: str, prompt: str, journal: Journal | None = None) -> Panel:
    """Ask for a few sentences and keep them under a key; every version is kept, the latest is shown.

    Parameters
    ----------
    key: the name to keep it under, such as `00-belief`.
    prompt: what to write about.
    """
    kept_in = journal or Journal()
    controls = [
        {"type": "text", "name": "text", "label": prompt},
        {"type": "button", "name": "keep", "label": words("Keep what I wrote")},
    ]

    def on_event(name: str, state: State) -> State:
        if name == "keep":
            if not (state["text"] or "").strip():
                raise ValueError(words("There is nothing to keep yet: write a sentence first."))
            kept_in.write(key, {"text": state["text"]})
        return state

    def view_of(state: State) -> View:
        last = kept_in.read(key)
        if last is None:
            return {"words": words("Not kept yet.")}
        return {"words": words("Kept.") if last["text"] == state["text"] else words("Changed since it was kept.")}

    return Panel(controls, {"text": (kept_in.read(key) or {"text": ""})["text"]}, view_of, on_event)


def my_journal(journal: Journal | None = None) -> Panel:
    """Say where the journal is kept, give a copy of it to download, and bring a copy back."""
    kept_in = journal or Journal()
    controls = [
        {"type": "download", "name": "copy", "label": words("Download a copy of my journal")},
        {"type": "upload", "name": "bring", "label": words("Bring back a copy"), "accept": ".json"},
    ]

    def on_event(name: str, state: State) -> State:
        if name == "bring":
            added = kept_in.bring_back(state["bring"])
            return {"said": number_of(added, "{count} answer was added.", "{count} answers were added.")}
        return state

    def view_of(state: State) -> View:
        count = len(kept_in.history())
        lines = [
            words("Your journal is the file {path}.", path=kept_in.path),
            number_of(count, "It holds {count} answer.", "It holds {count} answers."),
            state.get("said", ""),
        ]
        return {
            "words": "\n".join(line for line in lines if line),
            "file": {"name": "my_journal.json", "text": kept_in.copy()},
        }

    return Panel(controls, {"said": ""}, view_of, on_event)


def check_setup() -> Panel:
    """Say whether this notebook, its kernel and its widgets work together, in plain words."""
    from course_lib import checks

    lines = [str(check) for check in (checks.versions(), checks.journal(), checks.folder())]
    controls = [{"type": "button", "name": "press", "label": words("Press me")}]

    def view_of(state: State) -> View:
        if state.get("press"):
            last = words("ok  page: your press was heard. Everything works.")
        else:
            last = words("..  page: press the button. If this line then changes, everything works.")
        return {"words": "\n".join([*lines, last])}

    return Panel(controls, {"press": False}, view_of)
