"""Searches: conditions that should pick, from any catalogue, the cases that a sentence speaks of, and leave the others."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from textwrap import fill
from typing import Any

from course_lib import vocabulary
from course_lib.catalogue import Case, Catalogue, load_cases
from course_lib.marking.draws import one_of
from course_lib.words import mark, words

# Whom a learner may be asked to search for, and who could know; each pair of them is a search.
PEOPLE = (
    mark("people on both sides had a mandate"),
    mark("the people were private and nobody had sent them"),
    mark("one side alone had a mandate"),
    mark("officials came, for themselves"),
    mark("the people were connected to an office, and held none"),
)
KNOWN = (
    mark("the contact was kept from the public (discreet or secret)"),
    mark("the contact was open (staged or announced)"),
    mark("the contact was no secret and not announced as an event (quiet)"),
)


def drawn_search(me: Any) -> tuple[int, int]:
    """Return the places in `PEOPLE` and in `KNOWN` of what a learner is asked to search for."""
    return one_of(me, "people", range(len(PEOPLE))), one_of(me, "known", range(len(KNOWN)))


def show_search(me: Any) -> None:
    """Print the sentence that a learner checks, and what the search should pick."""
    people, known = drawn_search(me)
    said = words(
        "Somebody writes that there is no case with a phase in which {people}, and {known}. Show which cases stand against "
        "that: pick every one that has such a phase.",
        people=words(PEOPLE[people]), known=words(KNOWN[known]),
    )  # fmt: skip
    print(fill(said, 96))


def say_search(handed_in: Any) -> None:
    """Say which of the course's cases a set of conditions picks."""
    try:
        picked = load_cases().filter(**handed_in)
    except (TypeError, ValueError) as error:
        print(words("These conditions cannot be used. {why}", why=error))
        return
    print(words("Your conditions pick: {names}.", names=", ".join(case.id for case in picked) or words("no case")))


def mark_search(handed_in: Any, right: Mapping[str, Any], points: float) -> float:
    """Return the points for conditions, tried on a catalogue of invented cases.

    Cases wrongly picked and cases wrongly left cost the same share, so that picking all or none earns nothing.

    Parameters
    ----------
    handed_in: the learner's conditions, as `Catalogue.filter` takes them.
    right: the conditions that pick what should be picked.
    points: what conditions without a mistake earn.
    """
    unseen = every_phase()
    try:
        picked = {case.id for case in unseen.filter(**handed_in)} if handed_in else set()
    except (TypeError, ValueError):
        return 0.0
    wanted = {case.id for case in unseen.filter(**right)}
    others = {case.id for case in unseen} - wanted
    found, spared = len(picked & wanted) / len(wanted), len(others - picked) / len(others)
    return round(points * max(0.0, found + spared - 1), 2)


def every_phase() -> Catalogue:
    """Return invented cases: one for each pair of people and publicity, on each track, and some of two phases.

    In those of two phases what is searched for may hold in none of them and yet in both together.
    """
    pairs = list(itertools.product(vocabulary.OFFICIALITY, vocabulary.SECRECY))
    made = [[(pair, track)] for pair in pairs for track in ("1", "2")]
    made += [[(one, "1"), (other, "2")] for one, other in itertools.combinations(pairs[::3], 2)]
    return Catalogue([_invented(f"X{n:03}", phases) for n, phases in enumerate(made)])


def _invented(case_id: str, phases: Sequence[tuple[tuple[str, str], str]]) -> Case:
    """Return a case that never happened, with nothing but its phases."""
    nothing: dict[str, Any] = {"label": "", "why": "", "sense": None, "because": [], "start": "2000", "end": "2001"}
    whole = [{**nothing, "track": track, "officiality": pair[0], "secrecy": pair[1]} for pair, track in phases]
    return Case(
        {
            "id": case_id, "name": case_id, "start": "2000", "end": "2001", "region": "Global", "fields": [],
            "conflict": "interstate", "parties": ["Arden", "Belmar"], "phases": whole, "functions": [],
            "outcome": {"code": "stalled"}, "statements": [],
        }
    )  # fmt: skip
