"""Guest lists for the transfer model: what a change of participants does, and what is left of a changed mind."""

from __future__ import annotations

from textwrap import fill
from typing import Any, NamedTuple

from course_lib.marking.draws import mixed, one_of
from course_lib.marking.numbers import say_choices, say_numbers, show_asked
from course_lib.models import transfer
from course_lib.words import mark, words

# What is left is given to two decimals, how far a leader goes to three.
TOLERANCES = {"left": 0.01, "left_meeting": 0.01, "leader_x": 0.002, "leader_y": 0.002}
# Leaders who listen, and few other voices: so that what guests do can be read off. The rest is as the model has it.
OPEN = {"leader_susceptibility": 0.9, "adviser_weight": 0.8, "other_voices": 1}
ASKED = {
    "left": mark("what is left of the participants' belief after these months at home"),
    "left_meeting": mark("what is left after the same months if they keep meeting"),
    "leader_x": mark("how far the leader of side A accepts the idea in the end, with guest list X"),
    "leader_y": mark("the same with guest list Y"),
    "list": mark("which list brings the idea further, X or Y"),
    "weaker": mark("with list X, and unequal homes: whose leader accepts less, A's or B's"),
}


class Guests(NamedTuple):
    """The numbers of a workshop: a belief, openness, months, the weight of home, two guest lists, and unequal homes."""

    belief: float
    openness: float
    months: int
    home: float
    home_meeting: float
    x: tuple[float, int]  # insiderness, and how many of each side
    y: tuple[float, int]
    homes: tuple[float, float]  # of side A and side B


def leaders(**numbers: Any) -> dict[str, float]:
    """Return how far the leader of each side accepts an idea in the end.

    Parameters
    ----------
    numbers: those of `transfer.two_sides`; a number for both sides, or two for side A and side B. Leaders are open (`OPEN`).

    Raises
    ------
    ValueError: for a number outside its range.
    """
    network = transfer.two_sides(**{**OPEN, **numbers})
    ends = transfer.limit(network.weights, network.susceptibility, network.start)
    return {side: round(float(ends[network.names.index(f"{side} leader")]), 3) for side in transfer.SIDES}


def drawn_guests(me: Any) -> Guests:
    """Return the workshop of a learner. Of the lists one is of few insiders or outsiders, the other nearer to the middle."""
    home, meeting = one_of(me, "homes", ((0.6, 0.2), (0.7, 0.3), (0.8, 0.4), (0.7, 0.2)))
    lists = [
        one_of(me, "edge", ((0.9, 4), (0.1, 6), (0.9, 6), (0.15, 4))),
        one_of(me, "middle", ((0.5, 5), (0.6, 4), (0.4, 6), (0.5, 8))),
    ]
    x, y = mixed(me, "lists", lists)
    return Guests(
        belief=one_of(me, "belief", (0.6, 0.7, 0.8, 0.9)),
        openness=one_of(me, "openness", (0.7, 0.8, 0.85)),
        months=one_of(me, "months", (3, 4, 6)),
        home=home,
        home_meeting=meeting,
        x=x,
        y=y,
        homes=one_of(me, "unequal", ((0.9, 0.3), (0.3, 0.9), (0.8, 0.2), (0.2, 0.8))),
    )


def show_guests(me: Any) -> None:
    """Print the workshop of a learner, and what is asked of it."""
    one = drawn_guests(me)
    said = (
        "After a workshop the participants believe in an idea at {belief}; they are open to others at {openness}. At "
        "home they live for {months} months among people who did not change, and home weighs {home} against their "
        "fellow participants; if they keep meeting it weighs {home_meeting}."
    )
    numbers = one._asdict()
    print(
        fill(
            words(said, **{name: numbers[name] for name in ("belief", "openness", "months", "home", "home_meeting")}),
            96,
        )
    )
    said = "Guest list {name}: {many} from each side, of insiderness {inside}."
    for name, (inside, many) in (("X", one.x), ("Y", one.y)):
        print(words(said, name=name, many=many, inside=inside))
    said = "Unequal homes: home weighs {a} on side A and {b} on side B."
    print(words(said, a=one.homes[0], b=one.homes[1]))
    show_asked(ASKED)


def say_guests(handed_in: Any) -> None:
    """Say which answers are missing, and what to look at again."""
    if not say_numbers(
        handed_in, {name: words(what) for name, what in ASKED.items() if name not in ("list", "weaker")}
    ):
        return
    if say_choices(handed_in, {"list": ("X", "Y"), "weaker": ("A", "B")}):
        print(
            words(
                "All six are there. Which of them surprised you? For weaker, read the two leaders with unequal homes."
            )
        )
