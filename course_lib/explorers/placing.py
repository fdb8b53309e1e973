"""Explorer: which track is this? Encounters from the catalogue without their names, to be placed on the two axes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from course_lib import vocabulary
from course_lib.catalogue import Catalogue, Phase, load_cases, load_codebook, load_vignettes
from course_lib.explorers.kit import Panel, State, View, options, statement_card
from course_lib.figures import placing as chart
from course_lib.journal import Journal
from course_lib.words import mark as _
from course_lib.words import words


def placing(start: str | None = None, journal: Journal | None = None, cases: Catalogue | None = None) -> Panel:
    """Tell of encounters without names; the learner places each on the two axes, with a reason, before it is named.

    What was placed is kept in the journal first, and cannot be changed after the answer was seen.

    Parameters
    ----------
    start: the vignette to start with, such as `V01`; without it, the first that was not placed yet.
    journal: where to keep the places; without it, the learner's own.
    cases: the catalogue that the vignettes are drawn from; without it, the course's own.

    Raises
    ------
    ValueError: for a vignette that is not there.
    """
    kept_in = journal or Journal()
    catalogue = cases if cases is not None else load_cases()
    vignettes = load_vignettes()
    ids = [one["id"] for one in vignettes]
    if start is not None and start not in ids:
        known = ", ".join(ids)
        raise ValueError(words("There is no vignette “{vignette}”. There are: {known}.", vignette=start, known=known))
    waiting = [n for n, one in enumerate(ids) if kept_in.first(one) is None]
    here = ids.index(start) if start else (waiting or [0])[0]

    def on_event(name: str, state: State) -> State:
        at = state["here"]
        if name == "keep" and kept_in.first(ids[at]) is None:
            kept_in.write(ids[at], _checked(state))
        step = {"forward": 1, "back": -1}.get(name, 0)
        return {"here": max(0, min(len(ids) - 1, at + step)), **EMPTY} if step else state

    def view_of(state: State) -> View:
        at = state["here"]
        said = kept_in.first(ids[at])
        ways = [_BACK] if at else []
        ways += [_FORWARD] if at + 1 < len(ids) else []
        view: View = {
            "heading": words("Encounter {n} of {total}", n=at + 1, total=len(ids)),
            "prompt": vignettes[at]["story"],
        }
        buttons = [{**one, "label": words(one["label"])} for one in ways]
        if said is None:
            return {**view, "controls": _form() + buttons}
        phase = _phase(vignettes[at], catalogue)
        return {**view, **_answer(said, phase, catalogue), "controls": buttons}

    return Panel([], {"here": here, **EMPTY}, view_of, on_event)


EMPTY: dict[str, Any] = {"officiality": None, "secrecy": None, "reason": ""}
_BACK = {"type": "button", "name": "back", "label": _("Back")}
_FORWARD = {"type": "button", "name": "forward", "label": _("Next encounter")}


def _form() -> list[dict[str, Any]]:
    return [
        {"type": "radio", "name": "officiality", "label": words("For whom do the people in the room speak?"),
         "options": options(vocabulary.OFFICIALITY)},
        {"type": "radio", "name": "secrecy", "label": words("Who could know at the time?"),
         "options": options(vocabulary.SECRECY)},
        {"type": "text", "name": "reason", "label": words("What in the story decides it? (a few words)")},
        {"type": "button", "name": "keep", "label": words("Place it and show me")},
    ]  # fmt: skip


def _checked(state: State) -> dict[str, str]:
    """Return a place with its reason; a ValueError says what is missing."""
    if state["officiality"] is None or state["secrecy"] is None:
        raise ValueError(words("Choose a step on both axes first."))
    reason = (state["reason"] or "").strip()
    if not reason:
        raise ValueError(words("Say in a few words what in the story decides it, then press the button again."))
    return {"officiality": state["officiality"], "secrecy": state["secrecy"], "reason": reason}


def _phase(vignette: Mapping[str, str], cases: Catalogue) -> Phase:
    return next(phase for phase in cases[vignette["case"]].phases if phase.label == vignette["phase"])


def _answer(said: Mapping[str, str], phase: Phase, cases: Catalogue) -> View:
    """Return what the record says of a place: for each axis that is off, the rule of the step that was chosen too."""
    rules = load_codebook()
    state = {
        "yours": (said["officiality"], said["secrecy"]),
        "record": (phase.officiality, phase.secrecy),
    }
    lines = [words("You gave as your reason: {reason}", reason=said["reason"]), chart.describe(state)]
    for axis, off in chart.steps(state).items():
        if off:
            lines.append(
                words(
                    "“{yours}” would need this: {rule} “{record}” needs this: {other}",
                    yours=words(chart.AXES[axis][said[axis]]),
                    rule=rules[axis, said[axis]]["rule"],
                    record=words(chart.AXES[axis][getattr(phase, axis)]),
                    other=rules[axis, getattr(phase, axis)]["rule"],
                )
            )
    case = cases[phase.case]
    lines.append(words("It was: {case}, {phase}. {why}", case=case.name, phase=phase.label, why=phase.why))
    lines.append(words("The track that this makes it: {track}.", track=words(vocabulary.TRACK[phase.track])))
    return {
        "words": "\n".join(lines),
        "figure": chart.figure(state),
        "table": chart.table(state),
        "cards_heading": words("What this rests on"),
        "cards": [statement_card(statement) for statement in case.statements if statement.id in phase.because],
    }
