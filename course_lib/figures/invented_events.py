"""Four invented courses of events, and what each of them does to the readiness of two sides, month by month.

Each changes one thing alone, so that it can be seen what that one thing does. None of them retells a case.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from course_lib.figures.drawing import State
from course_lib.models import readiness as model
from course_lib.words import mark as _

MONTHS = 36
COURSES = {
    "stalemate": _("A stalemate that slowly hurts"),
    "shock": _("A shock that hits both sides"),
    "pressure": _("Pressure from outside, which ends"),
    "workshops": _("A series of workshops, and nothing else"),
}
HAPPENS = {
    "stalemate": _(
        "What happens is invented: going on costs more from month to month and the hope of winning fades, on side A "
        "until month 24, on side B until month 30. Optimism stays as it is."
    ),
    "shock": _(
        "What happens is invented: in month 9 a shock makes going on dear for both sides and takes most of their "
        "hope of winning. From month 13 on it wears off, faster on side B. Optimism stays as it is."
    ),
    "pressure": _(
        "What happens is invented: third parties press side A from month 6 to month 20, and side B from month 9 to "
        "month 26. Nothing else changes."
    ),
    "workshops": _(
        "What happens is invented: from month 6 to month 30 a workshop every four months raises trust and shows more "
        "of a way out, more on side A than on side B. Motivation stays as it is."
    ),
}
# What the events can change, in the order of the model's functions: motivation's three, then optimism's two.
_CHANGES = ("cost", "chance_of_winning", "pressure", "trust", "way_out")


class Course(NamedTuple):
    """What a course of events does: motivation, optimism and readiness of each side by month, and joint readiness.

    `window` is the first and the last month in which both sides are ready, if there is any: what rises in these courses
    falls at most once, so there are never two windows.
    """

    motivation: dict[str, list[float]]
    optimism: dict[str, list[float]]
    readiness: dict[str, list[float]]
    joint: list[float]
    window: tuple[int, int] | None


def run(state: State, more_optimism: float = 0.0) -> Course:
    """Return what the course of events of a state does to both sides.

    Parameters
    ----------
    state: `course`, `reading`, `threshold`, and where both sides begin: `cost`, `chance_of_winning`, `trust`,
        `way_out`, `trust_weight`; and `pressure`, where some is put on.
    more_optimism: what is added to the optimism of both sides in every month.

    Raises
    ------
    ValueError: for a number that the model refuses.
    """
    # Refused as they were set, not as the events have changed them.
    model.motivation(*(state[name] for name in _CHANGES[:3]))
    model.optimism(state["trust"], state["way_out"], state["trust_weight"])
    wants, hopes, degrees = {}, {}, {}
    for side, events in _EVENTS[state["course"]].items():
        share = {name: events.get(name, _STILL) for name in _CHANGES}
        cost, trust, way_out = (
            [state[name] + (1 - state[name]) * of for of in share[name]] for name in ("cost", "trust", "way_out")
        )
        chance = [state["chance_of_winning"] * (1 - of) for of in share["chance_of_winning"]]
        wants[side] = model.motivation(cost, chance, [state["pressure"] * of for of in share["pressure"]])
        hopes[side] = (model.optimism(trust, way_out, state["trust_weight"]) + more_optimism).clip(0, 1)
        degrees[side] = model.readiness(wants[side], hopes[side], state["reading"])
    found = model.windows(wants["A"], hopes["A"], wants["B"], hopes["B"], state["threshold"], state["reading"])
    motivation, optimism, readiness = ({side: of[side].tolist() for side in of} for of in (wants, hopes, degrees))
    window = next(((first, last) for first, last in found.spans.tolist()), None)
    return Course(motivation, optimism, readiness, found.joint.tolist(), window)


def _ramp(*knots: tuple[int, float]) -> tuple[float, ...]:
    """Return a share for each month: straight from one (month, share) to the next, level before and after."""
    shares = []
    for month in range(MONTHS + 1):
        earlier = max((knot for knot in knots if knot[0] <= month), default=knots[0])
        later = min((knot for knot in knots if knot[0] >= month), default=knots[-1])
        way = (month - earlier[0]) / (later[0] - earlier[0]) if later[0] > earlier[0] else 0.0
        shares.append(earlier[1] + way * (later[1] - earlier[1]))
    return tuple(shares)


def _series(gain: float, months: Iterable[int]) -> tuple[float, ...]:
    """Return a share for each month: each of the meetings adds the same part of what is still missing."""
    held = list(months)
    return tuple(1 - (1 - gain) ** sum(month <= now for month in held) for now in range(MONTHS + 1))


_STILL = _ramp((0, 0))
_WORKSHOPS = range(6, 31, 4)
# By side: how far the cost has risen to all that can be borne, the chance of winning has fallen to none, and trust and
# the way out have risen to full, each from where the sliders put it; and how much of the pressure is on.
_EVENTS: dict[str, dict[str, dict[str, tuple[float, ...]]]] = {
    "stalemate": {
        "A": dict.fromkeys(("cost", "chance_of_winning"), _ramp((0, 0), (24, 0.9))),
        "B": dict.fromkeys(("cost", "chance_of_winning"), _ramp((0, 0), (30, 0.85))),
    },
    "shock": {
        "A": dict.fromkeys(("cost", "chance_of_winning"), _ramp((8, 0), (9, 0.9), (12, 0.9), (30, 0.1))),
        "B": dict.fromkeys(("cost", "chance_of_winning"), _ramp((8, 0), (9, 0.9), (12, 0.9), (24, 0.1))),
    },
    "pressure": {
        "A": {"pressure": _ramp((5, 0), (6, 1), (20, 1), (21, 0))},
        "B": {"pressure": _ramp((8, 0), (9, 1), (26, 1), (27, 0))},
    },
    "workshops": {
        "A": dict.fromkeys(("trust", "way_out"), _series(0.2, _WORKSHOPS)),
        "B": dict.fromkeys(("trust", "way_out"), _series(0.14, _WORKSHOPS)),
    },
}
