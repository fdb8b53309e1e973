"""Disputes for the win-set model: when a quiet channel has a deal that public talks have not, and when a leak closes it."""

from __future__ import annotations

from typing import Any, NamedTuple

from course_lib.marking.draws import one_of
from course_lib.marking.numbers import close, say_choices, say_numbers, show_asked
from course_lib.words import mark, words

# Widths and chances are given to two decimals.
TOLERANCES = {"public_width": 0.01, "closes_at": 0.01, "moved_width": 0.01}
# What is asked: the name of each answer, and what it is.
ASKED = {
    "public_width": mark("how wide the zone of agreement is while the public watches"),
    "closes_at": mark("the chance of a leak at which the quiet channel has no deal left"),
    "moved_width": mark("how wide the zone is in the quiet channel after the change at home"),
    "gains": mark("which side the middle of the zone has moved towards, A or B"),
}
# How the points are shared out.
SHARES = {"public_width": 2, "closes_at": 2, "moved_width": 1, "gains": 1}


class Dispute(NamedTuple):
    """The numbers of a dispute: edges and public positions of A and B, audience cost, a leak, and a harder home."""

    edge_a: float
    edge_b: float
    position_a: float
    position_b: float
    audience_cost: float
    leak: float
    harder: str  # the side whose home hardens
    by: float  # how far its edge moves


def drawn_dispute(me: Any) -> Dispute:
    """Return the dispute of a learner: no deal in public, one in a quiet channel, until a leak is too likely."""
    edge_a = one_of(me, "dispute a", (0.32, 0.36, 0.40, 0.44))
    overlap = one_of(me, "dispute overlap", (0.14, 0.17, 0.2, 0.23, 0.26))
    cost = one_of(me, "dispute cost", (0.5, 0.56, 0.62, 0.7, 0.78, 0.9))
    harder = one_of(me, "dispute harder", ("A", "B"))
    by = one_of(me, "dispute by", (0.04, 0.06, 0.08))
    leak = one_of(me, "dispute leak", (0.05, 0.08, 0.12))
    ends = one_of(me, "dispute ends", ((0.90, 0.05), (0.95, 0.10), (0.92, 0.08)))
    return Dispute(edge_a, round(edge_a + overlap, 2), *ends, cost, leak, harder, by)


def show_dispute(me: Any) -> None:
    """Print the dispute of a learner, and what is asked of it."""
    dispute = drawn_dispute(me)
    said = (
        "On a line from 0 to 1 side A wants a high outcome and side B a low one. A's home would ratify {edge_a} or more, "
        "B's home {edge_b} or less. In public A has asked for {position_a} and B for {position_b}. The audience cost is "
        "{audience_cost} on both sides, and there is no scandal in talking. Then {harder}'s home hardens: its edge moves "
        "by {by} against the other side. Take the leak to be {leak} where a quiet channel is asked about."
    )
    print(words(said, **dispute._asdict()))
    show_asked(ASKED)


def say_dispute(handed_in: Any) -> None:
    """Say which answers are missing, and what to look at again."""
    numbers = {name: words(what) for name, what in ASKED.items() if name != "gains"}
    if not say_numbers(handed_in, numbers):
        return
    if not say_choices(handed_in, {"gains": ("A", "B")}):
        return
    if not close(handed_in["public_width"], -1, 1):
        print(words("public_width is positive. In public every step back from a position is seen: is leak=1 in it?"))
    else:
        print(words("All four are there. To check closes_at, put it in as leak: the width should come out as 0."))
