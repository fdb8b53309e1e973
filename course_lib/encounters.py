"""Encounters that never happened: short stories to place on the axes, and the facts from which a rule judges.

The catalogue's cases cannot be used for practice twice, because their codes stand in them. These are invented.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from course_lib import vocabulary
from course_lib.catalogue import COMPILED, read_compiled
from course_lib.words import words

# What each fact of an encounter can be.
MANDATE = ("both", "one", "none")
HOST = ("government", "private")
LEVEL = ("influential", "community")


@dataclass(frozen=True, slots=True)
class Encounter:
    """The facts of an encounter, as far as a definition needs them.

    Parameters
    ----------
    about_conflict: whether the conflict is what they meet about.
    mandate: on how many sides the people in the room speak for their side: "both", "one" or "none".
    officials_attend: whether serving officials are there in a personal capacity, beside private people.
    host: who called them together: a "government" or somebody "private".
    level: who they are: "influential" people or members of a "community".
    hidden: whether the encounter is kept from the public.

    Raises
    ------
    ValueError: for a mandate, host or level that is none of these.
    """

    about_conflict: bool = True
    mandate: str = "none"
    officials_attend: bool = False
    host: str = "private"
    level: str = "influential"
    hidden: bool = False

    def __post_init__(self) -> None:
        for name, choices in (("mandate", MANDATE), ("host", HOST), ("level", LEVEL)):
            if getattr(self, name) not in choices:
                raise ValueError(
                    words(
                        "“{value}” is not a {name}. Choose from: {known}.",
                        value=getattr(self, name),
                        name=name,
                        known=", ".join(choices),
                    )
                )


class Place(NamedTuple):
    """A place on the two axes, each in steps from 0 to 4; made by `place`.

    `problem` says which word is no step, where one is not; such a place is right nowhere.
    """

    officiality: int
    secrecy: int
    problem: str = ""

    def __repr__(self) -> str:
        if self.problem:
            return f"Place({self.problem})"
        people, known = list(vocabulary.OFFICIALITY)[self.officiality], list(vocabulary.SECRECY)[self.secrecy]
        return f'place("{people}", "{known}")'


def place(officiality: str, secrecy: str) -> Place:
    """Return a place on the two axes.

    Parameters
    ----------
    officiality: for whom the people in the room speak: private, connected, personal, one_mandated or mandated.
    secrecy: who could know at the time: staged, announced, quiet, discreet or secret.

    A word that is none of these is named in the place's `problem`, and costs the other places of an answer nothing.
    """
    steps, problems = [], []
    for axis, word, codes in (
        ("officiality", officiality, list(vocabulary.OFFICIALITY)),
        ("secrecy", secrecy, list(vocabulary.SECRECY)),
    ):
        said = str(word).strip().casefold()
        if said not in codes:
            problems.append(
                words("“{value}” is not a step of {axis}: {known}", value=word, axis=axis, known=", ".join(codes))
            )
        steps.append(codes.index(said) if said in codes else -1)
    return Place(steps[0], steps[1], "; ".join(problems))


def encounters() -> list[dict[str, str]]:
    """Return the invented encounters that exercises draw from, each with its `id` and `story`."""
    found: list[dict[str, str]] = read_compiled(COMPILED / "encounters.json")
    return found
