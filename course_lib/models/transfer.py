"""Transfer and re-entry on a network: how far a mind that a workshop changed reaches those who decide, and how long it lasts.

Each node of the network has an opinion from 0 to 1, how far it accepts the workshop's idea. In each period it moves to a
mean of those it listens to, as far as it is open to them, and for the rest holds on to where it started (Friedkin and
Johnsen 1990); a network that holds on to nothing is DeGroot's (1974). To read the opinion as acceptance of an idea, and to
hold the weights fixed, are this course's assumptions.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from course_lib.models.bounds import Array, probability, whole, within
from course_lib.words import words

# How far from 1 a row of weights may add up, for rounding.
ROUNDING = 1e-9
SIDES = "A", "B"
# One of each to a side, after its participants. The names are keys: what a learner reads is a figure's to say.
ROLES = "advisers", "party", "public", "leader"


class Network(NamedTuple):
    """Who listens to whom: `names` of n nodes, `weights` n × n (row listens to column), `susceptibility` and `start` n."""

    names: tuple[str, ...]
    weights: Array
    susceptibility: Array
    start: Array


class Reach(NamedTuple):
    """How far an idea is accepted in the end by a `leader` and by the `public`, each from 0 to 1."""

    leader: Array
    public: Array


def path(weights: ArrayLike, susceptibility: ArrayLike, start: ArrayLike, periods: int) -> Array:
    """Return the opinions after 0, 1, … periods, of shape (periods + 1, …, n): the first axis is time.

    x(t+1) = S·W·x(t) + (I - S)·x(0), all nodes at once, S the diagonal matrix of the susceptibilities (Friedkin and
    Johnsen 1990). With every susceptibility 1 this is x(t+1) = W·x(t) (DeGroot 1974).

    Parameters
    ----------
    weights: W, of shape (…, n, n): how much the row's node listens to the column's, at least 0, each row adding up to 1.
    susceptibility: how open each node is to others, of shape (…, n) or a number for all: 0 holds on to its start, 1 lets go.
    start: opinions at the start, of shape (…, n), each from 0 to 1.
    periods: how many periods, at least 0.

    Raises
    ------
    ValueError: for a number outside its range, for weights that are not square or whose rows do not add up to 1, and for
        sizes that do not fit.
    """
    matrix, openness, begin = _checked(weights, susceptibility, start)
    held = (1 - openness) * begin
    opinions = [begin]
    for _ in range(whole("periods", periods, 0, 100_000)):
        opinions.append(openness * (matrix @ opinions[-1][..., None])[..., 0] + held)
    return np.stack(opinions)


def limit(weights: ArrayLike, susceptibility: ArrayLike, start: ArrayLike) -> Array:
    """Return the opinions that the periods of `path` lead to, of shape (…, n): x = (I - S·W)⁻¹·(I - S)·x(0).

    Friedkin and Johnsen (1990). There is one such limit where everybody who lets go of everything listens, perhaps through
    others, to somebody who holds on to something (Parsegov and others 2017); see `consensus` for a network that holds on
    to nothing.

    Parameters
    ----------
    weights, susceptibility, start: as in `path`.

    Raises
    ------
    ValueError: as in `path`, and where some nodes let go of everything and listen only to one another.
    """
    matrix, openness, begin = _checked(weights, susceptibility, start)
    return np.asarray(
        np.linalg.solve(_system(matrix, openness), ((1 - openness) * begin)[..., None])[..., 0], dtype=float
    )


def influence(weights: ArrayLike, susceptibility: ArrayLike) -> Array:
    """Return how much each start counts in each end, of shape (…, n, n): the row's limit is a mean of the columns' starts.

    V = (I - S·W)⁻¹·(I - S), so that `limit` is V·x(0); the rows of V add up to 1 (Friedkin and Johnsen 1990).

    Parameters
    ----------
    weights, susceptibility: as in `path`.

    Raises
    ------
    ValueError: as in `limit`.
    """
    matrix, openness, _ = _checked(weights, susceptibility, 0.0)
    return np.asarray(
        np.linalg.solve(_system(matrix, openness), (1 - openness)[..., None] * np.eye(matrix.shape[-1])), dtype=float
    )


def consensus(weights: ArrayLike, start: ArrayLike) -> Array:
    """Return the one opinion on which a network that holds on to nothing agrees in the end, of shape (…): DeGroot (1974).

    x(t+1) = W·x(t). The rows of W, W², W⁴, … draw together; each then is how much every start counts in what all agree on.

    Parameters
    ----------
    weights, start: as in `path`.

    Raises
    ------
    ValueError: as in `path`, and where the nodes never agree: two groups deaf to each other, or opinions that go round.
    """
    power, _, begin = _checked(weights, 1.0, start)
    # 2⁶⁰ periods: who has not agreed by then does not agree.
    for _ in range(60):
        power = power @ power
        power = power / power.sum(axis=-1, keepdims=True)
    if (np.ptp(power, axis=-2) > ROUNDING).any():
        raise ValueError(words("With these weights the opinions never come together, so there is no consensus."))
    agreed: Array = (power[..., 0, :] * begin).sum(axis=-1)
    return agreed


def two_node_consensus(
    first_listens: ArrayLike, second_listens: ArrayLike, first: ArrayLike, second: ArrayLike
) -> Array:
    """Return where two who let go of everything meet: (b·first + a·second) / (a + b), DeGroot (1974) for n = 2.

    Who listens less moves the other more.

    Parameters
    ----------
    first_listens: a, the weight that the first puts on the second, from 0 to 1; the rest it puts on itself.
    second_listens: b, the weight that the second puts on the first, from 0 to 1.
    first, second: their opinions at the start, from 0 to 1. All of these may be arrays.

    Raises
    ------
    ValueError: for a number outside its range, and where they never meet: both deaf, or both trading places for ever.
    """
    one, other = probability("first_listens", first_listens), probability("second_listens", second_listens)
    if (abs(1 - one - other) >= 1).any():
        raise ValueError(words("With these weights the opinions never come together, so there is no consensus."))
    met: Array = (other * probability("first", first) + one * probability("second", second)) / (one + other)
    return met


def leader_and_public(
    participant_belief: ArrayLike,
    leader_susceptibility: ArrayLike,
    adviser_weight: ArrayLike,
    public_susceptibility: ArrayLike,
) -> Reach:
    """Return how far a leader and the public accept in the end what one adviser came home with.

    The leader listens to the adviser, who stays as convinced as before, and to the public; the public listens to the
    leader; both start from 0. Leader = s·a·p / (1 - s·m·(1 - a)), public = m·leader: the limit of Friedkin and Johnsen
    (1990) for these three nodes. A public that follows its leader amplifies the adviser; a deaf one caps the leader.

    Parameters
    ----------
    participant_belief: p, how far the adviser accepts the idea, from 0 to 1.
    leader_susceptibility: s, how open the leader is, from 0 to 1.
    adviser_weight: a, the weight of the adviser with the leader, from 0 to 1; the rest is the public's.
    public_susceptibility: m, how open the public is to the leader, from 0 to 1. All of these may be arrays.

    Raises
    ------
    ValueError: for a number outside its range.
    """
    belief, weight = (
        probability("participant_belief", participant_belief),
        probability("adviser_weight", adviser_weight),
    )
    leader = probability("leader_susceptibility", leader_susceptibility)
    public = probability("public_susceptibility", public_susceptibility)
    rest = 1 - leader * public * (1 - weight)
    # Where it is 0, leader and public let go of everything and hear only each other: they stay at 0, where both started.
    reached: Array = leader * weight * belief / np.where(rest == 0, 1.0, rest)
    return Reach(reached, public * reached)


def retained(
    participant_belief: ArrayLike,
    participant_susceptibility: ArrayLike,
    home_weight: ArrayLike,
    periods: ArrayLike = np.inf,
) -> Array:
    """Return what is left of a changed mind after some periods at home, among people who did not change.

    All who went to the workshop came back with the same belief b; each listens with weight h to a home that stays at 0 and
    with 1 - h to fellow alumni. p(T) = p* + (b - p*)·(s·(1 - h))^T, where p* = (1 - s)·b / (1 - s·(1 - h)) is what is left
    in the end: the path of Friedkin and Johnsen (1990) for these nodes.

    Parameters
    ----------
    participant_belief: b, how far they accepted the idea when they left the workshop, from 0 to 1.
    participant_susceptibility: s, how open they are to those around them, from 0 to 1.
    home_weight: h, the weight of home against fellow alumni, from 0 to 1.
    periods: T, how many periods since, at least 0; without it, what is left in the end. All of these may be arrays.

    Raises
    ------
    ValueError: for a number outside its range.
    """
    belief = probability("participant_belief", participant_belief)
    openness, home = (
        probability("participant_susceptibility", participant_susceptibility),
        probability("home_weight", home_weight),
    )
    echo = openness * (1 - home)
    # Where it is 1, nobody hears home at all, and the belief stays what it was.
    end = np.where(echo == 1, belief, (1 - openness) * belief / np.where(echo == 1, 1.0, 1 - echo))
    left: Array = end + (belief - end) * echo ** within("periods", periods, 0)
    return left


def insider_value(insiderness: ArrayLike, access_matters: ArrayLike = 1.0, room_matters: ArrayLike = 1.0) -> Array:
    """Return what a participant is worth for transfer, from 0 to 1: access times room to change, i^α·(1 - i)^β.

    That a workshop's two aims, to learn and to carry what was learnt to those who decide, ask for different conditions and
    so pull apart is Kelman's (1990); to put it in one number, and the power form, are this course's.

    Parameters
    ----------
    insiderness: i, from 0 (a stranger to those who decide) to 1 (one of them, bound by office).
    access_matters: α, how sharply worth falls with distance from those who decide, from 0.1 to 10.
    room_matters: β, how sharply worth falls with lack of room to change, from 0.1 to 10. All of these may be arrays.

    Raises
    ------
    ValueError: for a number outside its range.
    """
    inside = probability("insiderness", insiderness)
    value: Array = inside ** _exponent("access_matters", access_matters) * (1 - inside) ** _exponent(
        "room_matters", room_matters
    )
    return value


def best_insiderness(access_matters: ArrayLike = 1.0, room_matters: ArrayLike = 1.0) -> Array:
    """Return the insiderness at which `insider_value` is greatest: α / (α + β), always between outsider and official.

    Parameters
    ----------
    access_matters, room_matters: as in `insider_value`.

    Raises
    ------
    ValueError: for a number outside its range.
    """
    access, room = _exponent("access_matters", access_matters), _exponent("room_matters", room_matters)
    best: Array = access / (access + room)
    return best


def advised(leader_susceptibility: ArrayLike, changed: ArrayLike, advisers: ArrayLike) -> Array:
    """Return how far a leader moves when some of many equal advisers have changed: s·n/N, all else staying at 0.

    Parameters
    ----------
    leader_susceptibility: s, how open the leader is to advisers, from 0 to 1.
    changed: n, how many advisers accept the idea, from 0 to all of them.
    advisers: N, how many advisers there are, at least 1. All of these may be arrays.

    Raises
    ------
    ValueError: for a number outside its range.
    """
    moved: Array = probability("leader_susceptibility", leader_susceptibility) * _share(changed, advisers)
    return moved


def advised_past_a_threshold(
    leader_susceptibility: ArrayLike, changed: ArrayLike, advisers: ArrayLike, threshold: ArrayLike
) -> Array:
    """Return how far a leader moves who does not stir until enough advisers agree: 0 below the threshold, s from it on.

    What a costly or contested idea may need is confirmation from many sides (Centola and Macy 2007): a few changed
    advisers then do nothing, where in `advised` each counts.

    Parameters
    ----------
    leader_susceptibility, changed, advisers: as in `advised`.
    threshold: the share of advisers from which the leader moves, from 0 to 1. All of these may be arrays.

    Raises
    ------
    ValueError: for a number outside its range.
    """
    openness, share = probability("leader_susceptibility", leader_susceptibility), _share(changed, advisers)
    return np.where(share >= probability("threshold", threshold), openness, 0.0)


def two_sides(
    insiderness: ArrayLike = 0.5,
    participants: ArrayLike = 5,
    home_weight: ArrayLike = 0.5,
    leader_susceptibility: ArrayLike = 0.7,
    public_susceptibility: ArrayLike = 0.7,
    *,
    adviser_weight: ArrayLike = 0.6,
    publicity: ArrayLike = 0.1,
    other_voices: ArrayLike = 3,
    participant_susceptibility: ArrayLike = 0.8,
    adviser_susceptibility: ArrayLike = 0.9,
    party_susceptibility: ArrayLike = 0.5,
) -> Network:
    """Return a small network of two sides, each with participants, advisers, a party, a public and its press, and a leader.

    A participant comes home with 1 - insiderness, the room there was to change, and listens to home (its party and its
    public, half each) and to all the other participants, its own side's and the other's. Advisers give participants
    insiderness · n / (n + other_voices) of their attention, and the rest to party and leader. The leader listens to the
    advisers, and for the rest to party and public; the public to what participants publish, and for the rest to party and
    leader; the party to leader and public. All but the participants start from 0. The layout is this course's.

    Every parameter is a number for both sides or two of them, (side A's, side B's): unequal sides make unequal transfer.

    Parameters
    ----------
    insiderness: how near participants stand to those who decide, from 0 to 1.
    participants: how many of a side took part, from 1 to 50.
    home_weight: the weight of home against fellow participants, from 0 to 1.
    leader_susceptibility: how open the leader is, from 0 to 1.
    public_susceptibility: how open the public is, from 0 to 1.
    adviser_weight: the weight of the advisers with the leader, from 0 to 1.
    publicity: the weight of what participants publish with the public, from 0 to 1.
    other_voices: how many others the advisers would hear as gladly as a participant of full insiderness, from 1 to 100.
    participant_susceptibility, adviser_susceptibility, party_susceptibility: how open these are, from 0 to 1.

    Returns
    -------
    The network, with names such as "A participant 1" and "B leader", for `path`, `limit` and `influence`.

    Raises
    ------
    ValueError: for a number outside its range, and for more than two of them.
    """
    counts = [whole("participants", one, 1, 50) for one in _both("participants", participants)]
    voices = within("other_voices", _both("other_voices", other_voices), 1, 100)
    inside, home, leader, public, advice, press, taking_part, advising, partisan = (
        probability(name, _both(name, value))
        for name, value in (
            ("insiderness", insiderness),
            ("home_weight", home_weight),
            ("leader_susceptibility", leader_susceptibility),
            ("public_susceptibility", public_susceptibility),
            ("adviser_weight", adviser_weight),
            ("publicity", publicity),
            ("participant_susceptibility", participant_susceptibility),
            ("adviser_susceptibility", adviser_susceptibility),
            ("party_susceptibility", party_susceptibility),
        )
    )
    names = tuple(
        f"{side} {role}"
        for side, count in zip(SIDES, counts, strict=True)
        for role in (*(f"participant {number}" for number in range(1, count + 1)), *ROLES)
    )
    alumni = [index for index, name in enumerate(names) if " participant " in name]
    weights, susceptibility, start = np.zeros((len(names), len(names))), np.zeros(len(names)), np.zeros(len(names))
    for side, count in enumerate(counts):
        own = [index for index in alumni if names[index][0] == SIDES[side]]
        advisers, party, people, head = (names.index(f"{SIDES[side]} {role}") for role in ROLES)
        for index in own:
            weights[index, alumni] = (1 - home[side]) / (len(alumni) - 1)
            weights[index, index] = 0
            weights[index, [party, people]] = home[side] / 2
        heard = inside[side] * count / (count + voices[side])
        weights[advisers, own], weights[advisers, [party, head]] = heard / count, (1 - heard) / 2
        weights[party, [people, head]] = 1 / 2
        weights[people, own], weights[people, [party, head]] = press[side] / count, (1 - press[side]) / 2
        weights[head, advisers], weights[head, [party, people]] = advice[side], (1 - advice[side]) / 2
        start[own] = 1 - inside[side]
        susceptibility[own] = taking_part[side]
        susceptibility[[advisers, party, people, head]] = advising[side], partisan[side], public[side], leader[side]
    return Network(names, weights, susceptibility, start)


def _checked(weights: ArrayLike, susceptibility: ArrayLike, start: ArrayLike) -> tuple[Array, Array, Array]:
    """Return weights (…, n, n), susceptibilities and starts (…, n), all of one leading shape."""
    matrix = within("weights", weights, 0.0)
    openness, begin = probability("susceptibility", susceptibility), probability("start", start)
    if matrix.ndim < 2 or matrix.shape[-1] != matrix.shape[-2]:
        raise ValueError(words("“weights” must be a square table: a row and a column for each node."))
    totals = matrix.sum(axis=-1)
    wrong = np.argwhere(abs(totals - 1) > ROUNDING)
    if len(wrong):
        total = f"{totals[tuple(wrong[0])]:g}"
        row = int(wrong[0][-1]) + 1
        raise ValueError(
            words("Row {row} of “weights” adds up to {total}, and must add up to 1.", row=row, total=total)
        )
    try:
        shape = np.broadcast_shapes(matrix.shape[:-1], openness.shape, begin.shape)
    except ValueError:
        shape = ()
    if shape[-1:] != matrix.shape[-1:]:
        raise ValueError(
            words("“susceptibility” and “start” must have one number for each of {n} nodes.", n=matrix.shape[-1])
        )
    nodes = shape[-1:]
    return (
        np.broadcast_to(matrix, shape + nodes),
        np.broadcast_to(openness, shape),
        np.broadcast_to(begin, shape),
    )


def _system(matrix: Array, openness: Array) -> Array:
    """Return I - S·W, if it can be solved: if everybody is tied to somebody who holds on to something."""
    held = openness < 1
    for _ in range(matrix.shape[-1]):
        held = held | ((matrix > 0) & held[..., None, :]).any(axis=-1)
    if not held.all():
        which = int(np.argwhere(~held)[0][-1]) + 1
        raise ValueError(
            words(
                "Node {which} lets go of everything and listens only to others who do: what they come to does not"
                " follow from what anybody holds on to. Make one of them less open, or let one listen further.",
                which=which,
            )
        )
    system: Array = np.eye(matrix.shape[-1]) - openness[..., None] * matrix
    return system


def _exponent(name: str, value: ArrayLike) -> Array:
    return within(name, value, 0.1, 10.0)


def _share(changed: ArrayLike, advisers: ArrayLike) -> Array:
    """Return n/N, if n is a number of these advisers."""
    all_of_them = within("advisers", advisers, 1)
    some = within("changed", changed, 0, float(np.max(all_of_them)))
    if (some > all_of_them).any():
        raise ValueError(words("More advisers have changed than there are."))
    share: Array = some / all_of_them
    return share


def _both(name: str, value: ArrayLike) -> Any:
    """Return what a parameter is for either side, from one number or two."""
    array = within(name, value)
    if array.shape not in ((), (1,), (2,)):
        raise ValueError(words("“{name}” takes one number for both sides, or two, one for each.", name=name))
    return np.broadcast_to(array, (2,))
