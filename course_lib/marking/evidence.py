"""Four pieces of evidence for an invented claim: which test each one is, and what they leave of a belief."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from course_lib.marking.draws import lettered, mixed, one_of
from course_lib.marking.numbers import say_numbers, word
from course_lib.words import mark, words

TOLERANCES = {"after_first": 0.01, "after_all": 0.01}
# From which factor on a clue tells, as in the explorer of lesson 07.
TELLING = 5
KINDS = {"hoop": "hoop", "smoking_gun": "smoking gun", "straw_in_the_wind": "straw", "doubly_decisive": "decisive"}
_LIKELY: dict[str, tuple[tuple[float, float], ...]] = {
    "hoop": ((0.95, 0.50), (0.96, 0.60), (0.97, 0.70)),
    "smoking_gun": ((0.40, 0.04), (0.30, 0.05), (0.50, 0.05)),
    "straw_in_the_wind": ((0.60, 0.40), (0.55, 0.35), (0.70, 0.50)),
    "doubly_decisive": ((0.95, 0.05), (0.92, 0.08), (0.90, 0.06)),
}
_CLUES = {
    "hoop": mark("the minister's diary shows that somebody from the workshop saw him before the step"),
    "smoking_gun": mark("a draft in the minister's hand copies a sentence of the workshop's note, with its misprint"),
    "straw_in_the_wind": mark("two newspapers wrote that the workshop was spoken of in the ministry"),
    "doubly_decisive": mark(
        "the cabinet's minutes, complete for that week, say where the idea came from: the workshop"
    ),
}
# How the points are shared out.
SHARES = {**dict.fromkeys("ABCD", 0.75), "after_first": 1.0, "after_all": 2.0}


class Clue(NamedTuple):
    """A clue: what it would be, how likely it is if the claim is true and if it is false, and whether it was found."""

    what: str
    if_true: float
    if_false: float
    found: bool


def drawn_evidence(me: Any) -> tuple[float, dict[str, Clue]]:
    """Return a learner's belief before the evidence, and the clues by letter: one of each kind, two of them found."""
    prior = one_of(me, "prior", (0.2, 0.25, 0.3, 0.35, 0.4))
    found = mixed(me, "found", list(_CLUES))[: len(_CLUES) // 2]
    clues = [
        Clue(_CLUES[kind], *one_of(me, f"likely {kind}", _LIKELY[kind]), kind in found)
        for kind in mixed(me, "kinds", _LIKELY)
    ]
    return prior, lettered(clues)


def show_evidence(me: Any) -> None:
    """Print the claim, the belief before the evidence, and the clues."""
    prior, clues = drawn_evidence(me)
    said = "The claim: an idea from a workshop of Arden and Belmar moved a minister. Before you look, your belief is {prior}."
    print(words(said, prior=f"{prior:g}"))
    for letter, clue in clues.items():
        looked = words("found") if clue.found else words("looked for, and not found")
        said = "{letter}. {what}: {true} likely if the claim is true, {false} if it is false; {looked}."
        print(
            words(said, letter=letter, what=words(clue.what), true=f"{clue.if_true:g}", false=f"{clue.if_false:g}",
                  looked=looked)
        )  # fmt: skip


def say_evidence(handed_in: Any) -> None:
    """Say which answers are missing, and what to look at again."""
    asked = {
        "after_first": words("your belief after clue A alone"),
        "after_all": words("your belief after all four clues"),
    }
    complete = say_numbers(handed_in, asked)
    if not isinstance(handed_in, Mapping):
        return
    wrong = [letter for letter in "ABCD" if word(handed_in.get(letter)) not in KINDS.values()]
    if wrong:
        known = ", ".join(KINDS.values())
        print(words("Say of {letters} which test it is: {known}.", letters=", ".join(wrong), known=known))
    if complete and not wrong:
        print(
            words("All is there. Was each belief the starting point of the next, and is found=False where nothing was?")
        )
