"""Explorer: one case, statement by statement, and what is left of its story when the weaker statements are put aside."""

from __future__ import annotations

from course_lib import vocabulary
from course_lib.catalogue import Catalogue, load_cases
from course_lib.explorers.kit import Panel, State, View, options, statement_card
from course_lib.words import words


def explore_evidence(cases: Catalogue | None = None, start: str | None = None) -> Panel:
    """Show the statements of a case by their standing, each with its sources.

    Parameters
    ----------
    cases: the cases to choose from; without it, all of the course's.
    start: the id of the case to open with; without it, the first.

    Raises
    ------
    ValueError: for a case to start with that is not there.
    """
    catalogue = cases if cases is not None else load_cases()
    first = catalogue[start].id if start else catalogue.first().id

    def view_of(state: State) -> View:
        case = catalogue[state["case"]]
        kept = [s for s in case.statements if s.status in state["status"]]
        count = {code: sum(s.status == code for s in case.statements) for code in vocabulary.STATUS}
        listed = ", ".join(f"{n} {words(vocabulary.STATUS[code])}" for code, n in count.items())
        return {
            "heading": case.name,
            "words": words(
                "{shown} of {total} statements are shown. All in all: {listed}. For {opened}, somebody opened a source.",
                shown=len(kept),
                total=len(case.statements),
                listed=listed,
                opened=sum(s.checked == "opened" for s in case.statements),
            ),
            "cards": [statement_card(statement) for statement in kept],
        }

    controls = [
        {"type": "select", "name": "case", "label": words("Case"),
         "options": [{"value": case.id, "label": f"{case.id} {case.name}"} for case in catalogue]},
        {"type": "checks", "name": "status", "label": words("Show statements that are"),
         "options": options(vocabulary.STATUS)},
    ]  # fmt: skip
    return Panel(controls, {"case": first, "status": list(vocabulary.STATUS)}, view_of)
