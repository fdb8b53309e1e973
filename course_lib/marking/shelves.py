"""Shelves of published cases: what a share of successes on one says, and how many unseen failures would change it."""

from __future__ import annotations

from textwrap import fill
from typing import Any, NamedTuple

from course_lib.marking.draws import mixed, one_of
from course_lib.marking.numbers import close, number, say_numbers, show_asked
from course_lib.words import mark, words

# Shares are given to two decimals; a count is right or wrong.
TOLERANCES = {"true_share": 0.01, "share_one": 0.01, "share_other": 0.01, "unseen": 0.0}
# How the points are shared out.
SHARES = {"true_share": 2, "share_one": 1, "share_other": 1, "unseen": 2}
# Rules by which somebody might choose cases from the catalogue, each with its conditions.
SHELVES: dict[str, tuple[str, dict[str, Any]]] = {
    "internal": (mark("conflicts inside one state"), {"conflict": "internal"}),
    "interstate": (mark("conflicts between states"), {"conflict": "interstate"}),
    "announced": (mark("cases with a phase that was announced"), {"secrecy": "announced"}),
    "secret": (mark("cases with a phase that was secret"), {"secrecy": "secret"}),
    "personal": (mark("cases with officials in a personal capacity"), {"officiality": "personal"}),
    "africa": (mark("cases in Africa"), {"region": "Africa"}),
    "middle_east": (mark("cases in the Middle East and North Africa"), {"region": "Middle East and North Africa"}),
    "southeast_asia": (mark("cases in Southeast Asia"), {"region": "Southeast Asia"}),
}
ASKED = {
    "true_share": mark("the share of successes among all efforts, written up or not"),
    "share_one": mark("the share of “transferred” in the catalogue by the first rule"),
    "share_other": mark("the same by the other rule"),
    "unseen": mark("how many failures that nobody wrote up would do it"),
}


class Shelf(NamedTuple):
    """A share that is printed and how likely each ending is written up; two rules of choice; and a target for a share."""

    printed: float
    success_published: float
    failure_published: float
    one: str
    other: str
    target: float


def drawn_shelf(me: Any) -> Shelf:
    """Return the shelf of a learner."""
    one, other = mixed(me, "shelves", SHELVES)[:2]
    return Shelf(
        printed=one_of(me, "printed share", (0.7, 0.75, 0.8, 0.85, 0.9)),
        success_published=one_of(me, "success published", (0.5, 0.6, 0.8)),
        failure_published=one_of(me, "failure published", (0.1, 0.15, 0.2)),
        one=one,
        other=other,
        target=one_of(me, "target", (0.05, 0.08, 0.1)),
    )


def show_shelf(me: Any) -> None:
    """Print the shelf of a learner, and what is asked of it."""
    shelf = drawn_shelf(me)
    print(
        fill(
            words(
                "A handbook counts {printed} successes. Of all efforts, a success is written up with a chance of {success}, "
                "a failure with a chance of {failure}.",
                printed=f"{shelf.printed:.0%}", success=shelf.success_published, failure=shelf.failure_published,
            ), 96,
        )
    )  # fmt: skip
    for said, rule in ((words("First rule"), shelf.one), (words("Other rule"), shelf.other)):
        print(f"{said}: {words(SHELVES[rule][0])}, {SHELVES[rule][1]}")
    print(words("unseen is asked for the first rule, and a share of {target} or less.", target=f"{shelf.target:.0%}"))
    show_asked(ASKED)


def say_shelf(handed_in: Any) -> None:
    """Say which answers are missing, and what to look at again."""
    if not say_numbers(handed_in, {name: words(what) for name, what in ASKED.items()}):
        return
    unseen = number(handed_in["unseen"])
    shares = (handed_in[name] for name in ASKED if name != "unseen")
    if not all(close(share, 0.5, 0.5) for share in shares):
        print(words("A share lies between 0 and 1, or between 0 % and 100 %."))
    elif unseen is None or unseen < 1 or unseen % 1:
        print(words("unseen is a whole number: how many failures more?"))
    else:
        print(words("All four are there. Put true_share into the line above: does the printed share come out again?"))
