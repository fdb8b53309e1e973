"""A chain from a private room to an effect: its chance, its weakest link, and what a second way is worth."""

from __future__ import annotations

from textwrap import fill
from typing import Any, NamedTuple

from course_lib.marking.draws import lettered, mixed, one_of
from course_lib.marking.numbers import close, say_choices, say_numbers, show_asked
from course_lib.words import mark, words

TOLERANCES = {"through": 0.005, "raised": 0.005, "two_ways": 0.005}
LINKS = (
    mark("the participants come to see the matter in a new way"),
    mark("one of them takes it home and does not drop it"),
    mark("somebody who decides hears of it"),
    mark("those who decide take it into the official talks"),
    mark("it is still there when the agreement is carried out"),
)
# What is asked: the name of each answer, and what it is.
ASKED = {
    "through": mark("the chance that all five links hold"),
    "best": mark("the letter of the link where ten points more raise that chance most"),
    "raised": mark("the chance that all hold, once that link has ten points more"),
    "two_ways": mark(
        "the chance that at least one of two such chains holds, where they have nothing to do with each other"
    ),
}


class Chain(NamedTuple):
    """Five links by letter, each with what it is and its chance if those before it held; and the chance of a second way."""

    links: dict[str, tuple[str, float]]
    other: float


def drawn_chain(me: Any) -> Chain:
    """Return the chain of a learner: five different chances, so that one link is the weakest."""
    chances = mixed(me, "chain", (0.4, 0.5, 0.6, 0.7, 0.8, 0.9))[: len(LINKS)]
    return Chain(lettered(zip(LINKS, chances, strict=True)), one_of(me, "other chain", (0.05, 0.1, 0.15)))


def show_chain(me: Any) -> None:
    """Print the chain of a learner, and what is asked of it."""
    chain = drawn_chain(me)
    for letter, (what, chance) in chain.links.items():
        print(
            words("{letter}. {what}: {chance}, if those before it held", letter=letter, what=words(what), chance=chance)
        )
    print(
        fill(
            words("A second way, by other people and another door, has a chance of {other} in all.", other=chain.other),
            96,
        )
    )
    show_asked(ASKED)


def say_chain(handed_in: Any) -> None:
    """Say which answers are missing, and what to look at again."""
    if not say_numbers(handed_in, {name: words(what) for name, what in ASKED.items() if name != "best"}):
        return
    if not say_choices(handed_in, {"best": tuple("ABCDE")}):
        return
    if not close(handed_in["through"], 0.25, 0.25):
        print(words("through is less than the chance of any one link: all five have to hold, so they are multiplied."))
    elif not close(handed_in["raised"], 0.5, 0.5) or not close(handed_in["two_ways"], 0.5, 0.5):
        print(words("A chance lies between 0 and 1."))
    else:
        print(words("All four are there. Is raised above through? And is two_ways less than both chances added up?"))
