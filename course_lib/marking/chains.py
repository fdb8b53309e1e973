"""A chain from a private room to an effect: its chance, its weakest link, and what a second way is worth."""

from __future__ import annotations

import math
from collections.abc import Mapping
from textwrap import fill
from typing import Any, NamedTuple

from course_lib.marking.draws import lettered, mixed, one_of
from course_lib.marking.numbers import close, say_numbers
from course_lib.words import mark, words

TOLERANCE = 0.005
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

    def through(self, raised: str = "") -> float:
        """Return the chance that every link holds, one of them raised by ten points if it is named."""
        return math.prod(chance + 0.1 * (letter == raised) for letter, (_, chance) in self.links.items())

    def best(self) -> str:
        """Return the letter of the link where ten points more help most."""
        return max(self.links, key=self.through)

    def two_ways(self) -> float:
        """Return the chance that this chain or the second way holds, or both."""
        return 1 - (1 - self.through()) * (1 - self.other)


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
    for name, what in ASKED.items():
        print(f"  {name}: {words(what)}")


def say_chain(handed_in: Any) -> None:
    """Say which answers are missing, and what to look at again."""
    if not say_numbers(handed_in, {name: words(what) for name, what in ASKED.items() if name != "best"}):
        return
    if _letter(handed_in.get("best")) not in tuple("ABCDE"):
        print(words("best should be the letter of a link."))
    elif not close(handed_in["through"], 0.25, 0.25):
        print(words("through is less than the chance of any one link: all five have to hold, so they are multiplied."))
    elif not close(handed_in["raised"], 0.5, 0.5) or not close(handed_in["two_ways"], 0.5, 0.5):
        print(words("A chance lies between 0 and 1."))
    else:
        print(words("All four are there. Is raised above through? And is two_ways less than both chances added up?"))


def mark_chain(handed_in: Any, chain: Chain, points: float) -> float:
    """Return the points for a chain, a quarter for each answer.

    Parameters
    ----------
    handed_in: the answers by name, see `ASKED`.
    chain: the learner's chain.
    points: what four right answers earn.
    """
    if not isinstance(handed_in, Mapping):
        return 0.0
    right = (
        close(handed_in.get("through"), chain.through(), TOLERANCE),
        _letter(handed_in.get("best")) == chain.best(),
        close(handed_in.get("raised"), chain.through(chain.best()), TOLERANCE),
        close(handed_in.get("two_ways"), chain.two_ways(), TOLERANCE),
    )
    return round(points * sum(right) / len(right), 2)


def _letter(said: Any) -> str:
    return str(said).strip().upper()
