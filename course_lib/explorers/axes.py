"""Explorer: officiality and secrecy as two axes, with every case's statements and sources a click away."""

from __future__ import annotations

from course_lib import vocabulary
from course_lib.catalogue import Catalogue, load_cases
from course_lib.explorers.kit import Panel, State, View, options, statement_card
from course_lib.figures import axes
from course_lib.words import number_of, words


def explore_axes(cases: Catalogue | None = None) -> Panel:
    """Show the cases on two axes: for whom the people in the room speak, and who could know.

    Parameters
    ----------
    cases: the cases to show; without it, all of the course's.
    """
    catalogue = cases if cases is not None else load_cases()

    def view_of(state: State) -> View:
        picked = catalogue[state["case"]]
        statements = [s for s in picked.statements if s.status in state["status"]]
        return {
            "figure": axes.figure(state, catalogue),
            "words": axes.describe(state, catalogue),
            "table": axes.table(state, catalogue),
            "cards_heading": f"{picked.id} {picked.name}: "
            + number_of(len(statements), "{count} statement", "{count} statements"),
            "cards": [statement_card(statement) for statement in statements],
            "pick": "case",
        }

    start = {**axes.START, "status": list(vocabulary.STATUS)}
    if start["case"] not in catalogue:
        start["case"] = catalogue.first().id
    senses = {"both": words("both senses"), **vocabulary.SENSE}
    controls = [
        {"type": "select", "name": "case", "label": words("Case"),
         "options": [{"value": case.id, "label": f"{case.id} {case.name}"} for case in catalogue]},
        {"type": "select", "name": "sense", "label": words("What counts as Track 1.5"), "options": options(senses)},
        {"type": "select", "name": "region", "label": words("Region"),
         "options": options(vocabulary.REGION, every=words("all regions"))},
        {"type": "select", "name": "track", "label": words("Track"),
         "options": options(vocabulary.TRACK, every=words("all tracks"))},
        {"type": "checks", "name": "status", "label": words("Statements to list below"),
         "options": options(vocabulary.STATUS)},
    ]  # fmt: skip
    return Panel(controls, start, view_of)
