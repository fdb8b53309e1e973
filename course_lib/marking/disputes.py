"""Disputes for the win-set model: when a quiet channel has a deal that public talks have not, and when a leak closes it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from course_lib.marking.draws import one_of
from course_lib.marking.numbers import close, say_numbers
from course_lib.models import winsets
from course_lib.words import mark, words

TOLERANCE = 0.02
# What is asked: the name of each answer, and what it is.
ASKED = {
    "public_width": mark("how wide the zone of agreement is while the public watches"),
    "closes_at": mark("the chance of a leak at which the quiet channel has no deal left"),
    "moved_width": mark("how wide the zone is in the quiet channel after the change at home"),
    "gains": mark("which side the middle of the zone has moved towards, A or B"),
}
# How the points are shared out, in this order.
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

    def width(self, leak: float, changed: bool = False) -> float:
        """Return the width of the zone at a chance of a leak, before or after one home has hardened."""
        return float(self._zone(leak, changed).width)

    def closes_at(self) -> float:
        """Return the chance of a leak at which no deal is left."""
        _, quiet = winsets.limits(
            self.edge_a, self.edge_b, self.position_a, self.position_b, self.audience_cost, scandal=0
        )
        return float(quiet)

    def _zone(self, leak: float, changed: bool) -> winsets.Zone:
        edge_a = self.edge_a + (self.by if changed and self.harder == "A" else 0)
        edge_b = self.edge_b - (self.by if changed and self.harder == "B" else 0)
        return winsets.zone(edge_a, edge_b, self.position_a, self.position_b, self.audience_cost, leak)


def drawn_dispute(me: Any) -> Dispute:
    """Return the dispute of a learner: no deal in public, one in a quiet channel, until a leak is too likely."""
    edge_a = one_of(me, "dispute a", (0.32, 0.36, 0.40, 0.44))
    overlap = one_of(me, "dispute overlap", (0.14, 0.18, 0.22, 0.26))
    cost = one_of(me, "dispute cost", (0.5, 0.6, 0.75, 0.9))
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
    for name, what in ASKED.items():
        print(f"  {name}: {words(what)}")


def say_dispute(handed_in: Any) -> None:
    """Say which answers are missing, and what to look at again."""
    numbers = {name: words(what) for name, what in ASKED.items() if name != "gains"}
    if not say_numbers(handed_in, numbers):
        return
    if str(handed_in.get("gains")).strip().upper() not in ("A", "B"):
        print(words("gains should be “A” or “B”."))
    elif not close(handed_in["public_width"], -1, 1):
        print(words("public_width is positive. In public every step back from a position is seen: is leak=1 in it?"))
    else:
        print(words("All four are there. To check closes_at, put it in as leak: the width should come out as 0."))


def mark_dispute(handed_in: Any, dispute: Dispute, points: float) -> float:
    """Return the points for what a learner found out about a dispute, each answer on its own.

    Parameters
    ----------
    handed_in: the answers by name, see `ASKED`.
    dispute: the learner's dispute.
    points: what four right answers earn; they share it as `SHARES` says.
    """
    if not isinstance(handed_in, Mapping):
        return 0.0
    right = {
        "public_width": close(handed_in.get("public_width"), dispute.width(1), TOLERANCE),
        "closes_at": close(handed_in.get("closes_at"), dispute.closes_at(), TOLERANCE),
        "moved_width": close(handed_in.get("moved_width"), dispute.width(dispute.leak, changed=True), TOLERANCE / 2),
        # A side whose home will take less gets more: the paradox of weakness (Schelling).
        "gains": str(handed_in.get("gains")).strip().upper() == dispute.harder,
    }
    return round(points * sum(SHARES[name] for name, one in right.items() if one) / sum(SHARES.values()), 2)
