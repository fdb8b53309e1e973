"""Transfer and re-entry: what reaches those who decide, what home takes back, who to invite, how many advisers it takes.

A state holds `show` and every number of the model (`course_lib/data/models/transfer.yaml`).
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable
from typing import Any, NamedTuple

from course_lib.catalogue import load_model
from course_lib.figures import drawing
from course_lib.figures.curves import Curves, said, span, starts
from course_lib.figures.drawing import Figure, State, Table
from course_lib.models import transfer as model
from course_lib.words import mark as _
from course_lib.words import number_of, words

MODEL = "transfer"
SHOW = {
    "network": _("The network: what reaches those who decide, on either side"),
    "year": _("The year after: what is left of a changed mind"),
    "insiders": _("The insiders: access against room to change"),
    "advisers": _("The advisers: one by one, or past a threshold"),
}
START: dict[str, Any] = {"show": "network", **starts(MODEL)}
# The numbers in which the two sides may differ, each of them `…_a` and `…_b` in a state, and those that they share.
_DIFFERS = ("insiderness", "participants", "leader_susceptibility")
_SHARED = (
    "home_weight", "public_susceptibility", "adviser_weight", "publicity", "other_voices", "participant_susceptibility",
    "adviser_susceptibility", "party_susceptibility",
)  # fmt: skip
_OF_SIDES = tuple(f"{name}_{side.lower()}" for name in _DIFFERS for side in model.SIDES)
_MOVED = {
    "network": (*_OF_SIDES, "publicity"),
    "year": ("participant_belief", "participant_susceptibility", "home_weight", "periods"),
    "insiders": ("insiderness", "access_matters", "room_matters"),
    "advisers": ("leader_susceptibility", "changed", "advisers", "threshold"),
}
_SLIDERS = {one["name"]: one for one in load_model(MODEL)["coefficients"]}
# Beside the learner's own weight of home: hardly any, and nearly nothing else.
LIGHT, HEAVY = 0.1, 0.9
YEAR = 12


def moved(state: State) -> tuple[str, ...]:
    """Return the numbers that the chart of a state depends on.

    Raises
    ------
    ValueError: for a chart that there is not.
    """
    drawing.one_of(words("chart"), state["show"], SHOW)
    return _MOVED[state["show"]]


def figure(state: State) -> Figure:
    """Return the chart of a state.

    Raises
    ------
    ValueError: for a chart that there is not, and for a number that the model refuses.
    """
    moved(state)
    return _network_figure(state) if state["show"] == "network" else _chart(state).figure()


def table(state: State) -> Table:
    """Return the chart of a state as a table; see `figure` for what it raises."""
    moved(state)
    return _network_table(state) if state["show"] == "network" else _chart(state).table()


def describe(state: State) -> str:
    """Return what the chart shows, and what would turn it round, in words; see `figure` for what it raises."""
    moved(state)
    return {"network": _say_network, "year": _say_year, "insiders": _say_insiders, "advisers": _say_advisers}[
        state["show"]
    ](state)


# ---------------------------------------------------------------- the network

_ROLES = ("participants", *model.ROLES)
_CALLED = {
    "participants": _("participants"), "advisers": _("advisers"), "party": _("party"), "public": _("press and public"),
    "leader": _("leader"),
}  # fmt: skip
# Where each stands on side B, how it is drawn, and on which side of it its name stands; side A is the mirror image.
_PLACES = {
    "participants": (0.7, 0.0, "circle", "top"),
    "advisers": (1.9, 1.0, "diamond", "top"),
    "party": (1.9, 0.0, "triangle-up", "top right"),
    "public": (1.9, -1.0, "square", "bottom"),
    "leader": (2.9, 0.0, "star", "middle right"),
}
# How far two arrows between the same two keep apart.
_APART = 0.045
_LITTLE, _MUCH = 0.2, 0.5


class _Net(NamedTuple):
    """The network with the participants of a side, who are all alike, as one node."""

    weights: Any
    susceptibility: Any
    start: Any


class _Trial(NamedTuple):
    """What each node would come to if a slider were moved to a value."""

    name: str
    value: float
    ends: list[float]


_NODES = tuple(f"{side} {role}" for side in model.SIDES for role in _ROLES)
# A's and B's place among these nodes.
_PARTICIPANTS, _PEOPLE, _LEADERS = (
    (_NODES.index(f"A {role}"), _NODES.index(f"B {role}")) for role in ("participants", "public", "leader")
)
_NUMBERS = (*_OF_SIDES, *_SHARED)


def _net(state: State) -> _Net:
    return _built(tuple(state[name] for name in _NUMBERS))


@functools.lru_cache(maxsize=256)
def _built(numbers: tuple[Any, ...]) -> _Net:
    """Return the network of these numbers; chart, words and table ask for the same one."""
    given: dict[str, Any] = dict(zip(_NUMBERS, numbers, strict=True))
    pairs = {name: tuple(given[f"{name}_{side.lower()}"] for side in model.SIDES) for name in _DIFFERS}
    full = model.two_sides(**pairs, **{name: given[name] for name in _SHARED})
    together, first = _groups(full.names)
    return _Net((full.weights @ together)[first], full.susceptibility[first], full.start[first])


@functools.lru_cache(maxsize=256)
def _groups(names: tuple[str, ...]) -> tuple[list[list[float]], list[int]]:
    """Return to which node each one belongs (a row of 0 and one 1), and the first of each node."""
    group = [f"{name[0]} participants" if " participant " in name else name for name in names]
    return [[float(one == node) for node in _NODES] for one in group], [group.index(node) for node in _NODES]


def _ends(state: State) -> list[float]:
    """Return how far each node accepts the idea in the end."""
    return model.limit(*_net(state)).tolist()


def _tried(state: State) -> list[_Trial]:
    """Return every value of every slider with what each node would come to, all else as it is."""
    trials: list[tuple[str, float]] = []
    nets: list[_Net] = []
    for name in _MOVED["network"]:
        slider, now = _SLIDERS[name], state[name]
        steps = round((slider["high"] - slider["low"]) / slider["step"])
        values = [round(slider["low"] + n * slider["step"], 6) for n in range(steps + 1)]
        trials += [(name, value) for value in values]
        if name.startswith("participants"):
            nets += [_net({**state, name: value}) for value in values]
            continue
        # All but a count enter weights, susceptibilities and starts in a straight line: two networks give the rest.
        far = max((slider["low"], slider["high"]), key=lambda end: abs(end - now))
        here, there = _net(state), _net({**state, name: far})
        for share in ((value - now) / (far - now) for value in values):
            nets.append(_Net(*((a + (b - a) * share).clip(0, 1) for a, b in zip(here, there, strict=True))))
    found = model.limit(*([getattr(net, part) for net in nets] for part in _Net._fields)).tolist()
    return [_Trial(*trial, ends) for trial, ends in zip(trials, found, strict=True)]


def _weaker(ends: list[float], of: tuple[int, int] = _LEADERS) -> int | None:
    """Return the side of whom less reaches one of them (0 for A, 1 for B), or None if they read the same."""
    a, b = (ends[node] for node in of)
    return None if said(a) == said(b) else int(b < a)


def _network_figure(state: State) -> Figure:
    net, ends = _net(state), _ends(state)
    places = [
        (x * sign, y, symbol, (where.replace("right", "left") if sign < 0 else where) + " center" * (" " not in where))
        for sign in (-1, 1)
        for x, y, symbol, where in _PLACES.values()
    ]
    heard = net.weights.tolist()
    arrows: dict[str, list[tuple[int, int]]] = {
        words("hears a little (less than {much})", much=said(_LITTLE)): [],
        words("hears more"): [],
        words("hears most (at least {much})", much=said(_MUCH)): [],
    }
    for hearer, row in enumerate(heard):
        for other, weight in enumerate(row):
            if hearer != other and weight:
                bucket = (weight >= _LITTLE) + (weight >= _MUCH)
                list(arrows.values())[bucket].append((other, hearer))
    data: list[Figure] = []
    for width, (name, pairs) in zip((1, 2.5, 4.5), arrows.items(), strict=True):
        points = [point for pair in pairs for point in _arrow(places, pair, both=heard[pair[0]][pair[1]] > 0)]
        data.append(
            {
                "type": "scatter",
                "mode": "lines+markers",
                "name": name,
                "x": [x for x, _ in points],
                "y": [y for _, y in points],
                "line": {"color": drawing.GREY, "width": width},
                "marker": {
                    "symbol": "arrow", "angleref": "previous", "color": drawing.GREY, "line": {"width": 0},
                    "size": [0, 8 + 2 * width, 0, 0] * len(pairs),
                },
                "hoverinfo": "skip",
                "showlegend": True,
            }
        )  # fmt: skip
    for side, colour in zip((0, 1), (drawing.BLUE, drawing.VERMILION), strict=True):
        nodes = range(side * len(_ROLES), (side + 1) * len(_ROLES))
        data.append(
            {
                "type": "scatter",
                "mode": "markers+text",
                "name": words("side {side}", side=model.SIDES[side]),
                "x": [places[n][0] for n in nodes],
                "y": [places[n][1] for n in nodes],
                "text": [f"{_who(state, n)}<br>{said(ends[n])}" for n in nodes],
                "textposition": [places[n][3] for n in nodes],
                "hovertext": [f"{_who(state, n)}: {said(ends[n])}" for n in nodes],
                "hoverinfo": "text",
                "marker": {
                    "symbol": [places[n][2] for n in nodes],
                    "color": colour,
                    "size": [round(8 + 36 * math.sqrt(ends[n]), 1) for n in nodes],
                    "opacity": 1,
                },
                "showlegend": False,
            }
        )
    return {
        "data": data,
        "layout": drawing.layout(
            words("How far each accepts the idea in the end"),
            440,
            margin={"l": 10, "r": 10, "t": 75, "b": 45},
            xaxis=drawing.axis(
                words("An arrow runs from who is heard to who hears"), automargin=False, range=[-3.7, 3.7],
                tickvals=[-1.9, 1.9], ticktext=[f"<b>{words('side {side}', side=side)}</b>" for side in model.SIDES],
                showgrid=False,
            ),
            yaxis=drawing.axis(automargin=False, showticklabels=False, showgrid=False, range=[-1.65, 1.65]),
            # In the legend too a line is as wide as in the chart.
            legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "xanchor": "left", "itemsizing": "trace"},
        ),
    }  # fmt: skip


def _arrow(
    places: list[tuple[float, float, str, str]], pair: tuple[int, int], both: bool
) -> list[tuple[float | None, float | None]]:
    """Return the start, the middle, where the arrow's head is, and the end of a line, and the gap after it."""
    (x0, y0), (x1, y1) = (places[n][:2] for n in pair)
    length = math.hypot(x1 - x0, y1 - y0)
    aside = _APART / length if both else 0
    dx, dy = -(y1 - y0) * aside, (x1 - x0) * aside
    ends = [(round(x0 + dx + (x1 - x0) * t, 4), round(y0 + dy + (y1 - y0) * t, 4)) for t in (0, 0.6, 1)]
    return [*ends, (None, None)]


def _who(state: State, node: int) -> str:
    """Return what a node is called; of the participants, how many they are."""
    side, role = _NODES[node].split()
    if role == "participants":
        return number_of(int(state[f"participants_{side.lower()}"]), "{count} participant", "{count} participants")
    return words(_CALLED[role])


def _network_table(state: State) -> Table:
    net, ends = _net(state), _ends(state)
    heard, start = net.weights.tolist(), net.start.tolist()
    return {
        "caption": words("How far each accepts the idea in the end"),
        "columns": [words("Side"), words("Who"), words("At the start"), words("In the end"), words("Listens to")],
        "rows": [
            [
                name[0],
                _who(state, node),
                said(start[node]),
                said(ends[node]),
                ", ".join(
                    f"{_heard(node, other)} {said(weight)}" for other, weight in enumerate(heard[node]) if weight
                ),
            ]
            for node, name in enumerate(_NODES)
        ],
    }


def _heard(node: int, other: int) -> str:
    """Return what a node calls another that it hears."""
    if node == other:
        return words("fellow participants")
    side, role = _NODES[other].split()
    return words(_CALLED[role]) if side == _NODES[node][0] else words("{side}'s participants", side=side)


def _say_network(state: State) -> str:
    start, ends = _net(state).start.tolist(), _ends(state)
    lines = [
        words(
            "In the end {side}'s leader accepts {leader} of the idea, and {side}'s public {public}.",
            side=side, leader=said(ends[leader]), public=said(ends[public]),
        )
        for side, leader, public in zip(model.SIDES, _LEADERS, _PEOPLE, strict=True)
    ]  # fmt: skip
    a, b = _PARTICIPANTS
    lines.append(
        words(
            "The participants came home with {a} on side A and {b} on side B, and among those around them come to {later_a} "
            "and {later_b}.",
            a=said(start[a]), b=said(start[b]), later_a=said(ends[a]), later_b=said(ends[b]),
        )
    )  # fmt: skip
    weaker = _weaker(ends)
    return "\n".join([*lines, *(_say_alike(state) if weaker is None else _say_weaker(state, ends, weaker))])


def _say_alike(state: State) -> list[str]:
    a, b = _LEADERS
    lines = [words("As much reaches one leader as the other: neither side's transfer is the weaker.")]
    widest = max(_tried(state), key=lambda trial: abs(trial.ends[a] - trial.ends[b]))
    if _weaker(widest.ends) is None:
        return [*lines, words("What would turn this round: no single slider here.")]
    lines.append(
        words(
            "What would turn this round: “{label}”, moved to {value}, would part them most of all sliders here; {a} would "
            "then reach A's leader, and {b} B's.",
            label=_SLIDERS[widest.name]["label"], value=said(widest.value), a=said(widest.ends[a]), b=said(widest.ends[b]),
        )
    )  # fmt: skip
    return lines


def _say_weaker(state: State, ends: list[float], weaker: int) -> list[str]:
    side, other = model.SIDES[weaker], model.SIDES[1 - weaker]
    leader = _LEADERS[weaker]
    lines = [
        words(
            "Side {side}'s transfer is the weaker: less reaches its leader, although more reaches its public.",
            side=side,
        )
        if _weaker(ends, _PEOPLE) == 1 - weaker
        else words("Side {side}'s transfer is the weaker: less reaches its leader.", side=side)
    ]
    trials = _tried(state)
    # Of what does the same, the shortest way.
    best = max(trials, key=lambda trial: (round(trial.ends[leader], 9), -_way(state, trial)))
    if said(best.ends[leader]) == said(ends[leader]):
        lines.append(words("No single slider here would raise it."))
    else:
        lines.append(
            words(
                "Each slider tried by itself, the one that would raise it most is “{label}”: moved to {value}, it would "
                "bring {side}'s leader from {now} to {there}.",
                label=_SLIDERS[best.name]["label"], value=said(best.value), side=side, now=said(ends[leader]),
                there=said(best.ends[leader]),
            )
        )  # fmt: skip
    other_way = [trial for trial in trials if _weaker(trial.ends) == 1 - weaker]
    if not other_way:
        lines.append(
            words("What would turn this round: no single slider here makes side {other}'s the weaker.", other=other)
        )
        return lines
    nearest = min(other_way, key=lambda trial: _way(state, trial))
    lines.append(
        words(
            "What would turn this round: “{label}”, moved to {value}, is the shortest way to make side {other}'s the weaker.",
            label=_SLIDERS[nearest.name]["label"], value=said(nearest.value), other=other,
        )
    )  # fmt: skip
    return lines


def _way(state: State, trial: _Trial) -> float:
    """Return how far a trial moves its slider, as a share of the slider's length."""
    slider = _SLIDERS[trial.name]
    return float(abs(trial.value - state[trial.name]) / (slider["high"] - slider["low"]))


# ---------------------------------------------------------------- curves


def _chart(state: State) -> Curves:
    of: dict[str, Callable[[State], Curves]] = {"year": _year, "insiders": _insiders, "advisers": _advisers}
    return of[state["show"]](state)


def _left(state: State, home: float, months: Any = math.inf) -> Any:
    return model.retained(state["participant_belief"], state["participant_susceptibility"], home, months)


def _year(state: State) -> Curves:
    months = [float(n) for n in range(YEAR + 1)]
    home = state["home_weight"]
    _left(state, home, state["periods"])  # refuses a time that there is not
    return Curves(
        words("What is left of a changed mind at home"),
        words("Months at home, with one round of talk in each"),
        words("How far the idea is still accepted"),
        months,
        {
            words("your weight of home"): _left(state, home, months).tolist(),
            words("your weight of home, in the end"): [float(_left(state, home))] * len(months),
            words("home weighs {weight}", weight=said(LIGHT)): _left(state, LIGHT, months).tolist(),
            words("home weighs {weight}", weight=said(HEAVY)): _left(state, HEAVY, months).tolist(),
        },
        here=state["periods"],
        whole=True,
    )


def _say_year(state: State) -> str:
    belief, openness, home = (state[n] for n in ("participant_belief", "participant_susceptibility", "home_weight"))
    end = float(_left(state, home))
    lines = [
        number_of(int(state["periods"]), "After {count} month at home", "After {count} months at home")
        + " "
        + words(
            "{now} is left of the {belief} that a participant came home with, and in the end {end}.",
            belief=said(belief), now=said(float(_left(state, home, state["periods"]))), end=said(end),
        ),
        words(
            "Where home weighs {light}, {more} is left in the end; where it weighs {heavy}, {less}.",
            light=said(LIGHT), heavy=said(HEAVY), more=said(float(_left(state, LIGHT))),
            less=said(float(_left(state, HEAVY))),
        ),
    ]  # fmt: skip
    if belief == 0:
        return "\n".join(
            [*lines, words("What would turn this round: a participant who comes home with anything at all.")]
        )
    if math.isclose(end, belief, abs_tol=1e-12):
        lines.append(words("Nothing is lost: either nobody hears home, or the participant listens to nobody."))
        lines.append(words("What would turn this round: a participant who is open, and a home that is heard."))
    elif openness <= 0.5:
        lines.append(words("At least half of it stays, whatever home weighs."))
        lines.append(
            words("What would turn this round: at this weight of home, an openness of more than {openness}.",
                  openness=said(1 / (1 + home)))
        )  # fmt: skip
    else:
        # Where (1 - s) / (1 - s·(1 - h)) is one half.
        even = (1 - openness) / openness
        if math.isclose(home, even):
            lines.append(
                words("That is just half of it. What would turn this round: any less weight of home, or more.")
            )
        elif home < even:
            lines.append(words("That is more than half of it. What would turn this round: a home that weighs more than "
                               "{even}.", even=said(even)))  # fmt: skip
        else:
            lines.append(words("That is less than half of it. What would turn this round: a home that weighs less than "
                               "{even}.", even=said(even)))  # fmt: skip
    return "\n".join(lines)


def _insiders(state: State) -> Curves:
    near = span(0, 1)
    access, room = state["access_matters"], state["room_matters"]
    model.insider_value(state["insiderness"], access, room)  # refuses a nearness that there is not
    return Curves(
        words("Whom to invite: access against room to change"),
        words("Nearness of participants to those who decide"),
        words("From none (0) to all (1)"),
        near,
        {
            words("worth for transfer: access times room"): model.insider_value(near, access, room).tolist(),
            words("access"): [x**access for x in near],
            words("room to change"): [(1 - x) ** room for x in near],
        },
        here=state["insiderness"],
        marks={words("best"): float(model.best_insiderness(access, room))},
    )


def _say_insiders(state: State) -> str:
    near, access, room = (state[name] for name in ("insiderness", "access_matters", "room_matters"))
    worth, best = float(model.insider_value(near, access, room)), float(model.best_insiderness(access, room))
    lines = [
        words(
            "A participant at {near} has {access} of the access and {room} of the room to change, and so is worth {worth} "
            "for transfer.",
            near=said(near), access=said(near**access), room=said((1 - near) ** room), worth=said(worth),
        ),
        words("The best participant stands at {best}, and is worth {worth}.", best=said(best),
              worth=said(float(model.insider_value(best, access, room)))),
    ]  # fmt: skip
    if near in (0, 1):
        lines.append(
            words("What would turn this round: nothing but access that does not matter at all.")
            if near == 0
            else words("What would turn this round: nothing but room to change that does not matter at all.")
        )
    elif math.isclose(near, best):
        lines.append(
            words("What would turn this round: if access mattered more than {ratio} times as much as room, somebody nearer "
                  "would be better; if less, somebody further off.", ratio=said(access / room))
        )  # fmt: skip
    else:
        lines.append(
            words("What would turn this round: if access mattered {even} times as much as room, and not {ratio} times, this "
                  "participant would be the best.", even=said(near / (1 - near)), ratio=said(access / room))
        )  # fmt: skip
    return "\n".join(lines)


def _moved_by(state: State, changed: Any) -> tuple[Any, Any]:
    """Return how far the leader moves where each adviser counts, and where it takes a share of them."""
    open_to, everybody = state["leader_susceptibility"], state["advisers"]
    return (
        model.advised(open_to, changed, everybody),
        model.advised_past_a_threshold(open_to, changed, everybody, state["threshold"]),
    )


def _needed(state: State) -> int:
    """Return how many advisers the threshold takes."""
    everybody = int(state["advisers"])
    past = model.advised_past_a_threshold(1, list(range(everybody + 1)), everybody, state["threshold"])
    return int(past.argmax())


def _advisers(state: State) -> Curves:
    if state["changed"] > state["advisers"]:
        raise ValueError(words("More advisers have changed than there are."))
    counts = [float(n) for n in range(int(state["advisers"]) + 1)]
    _moved_by(state, state["changed"])  # refuses a number that there is not
    each, past = _moved_by(state, counts)
    return Curves(
        words("What changed advisers do to a leader"),
        words("Advisers who have changed"),
        words("How far the leader accepts the idea"),
        counts,
        {words("each of them counts"): each.tolist(), words("it takes a share of them"): past.tolist()},
        here=state["changed"],
        marks={words("enough"): float(_needed(state))},
        x_range=(0, _SLIDERS["advisers"]["high"]),
        whole=True,
    )


def _say_advisers(state: State) -> str:
    _advisers(state)  # refuses more changed advisers than there are
    changed, everybody, needed = (int(n) for n in (state["changed"], state["advisers"], _needed(state)))
    each, past = (float(of) for of in _moved_by(state, changed))
    lines = [
        words("{changed} of {all} advisers have changed. Where each of them counts, the leader comes to {each}; where it "
              "takes a share of {share}, which is {needed} of them, to {past}.",
              changed=changed, all=everybody, each=said(each), share=said(state["threshold"]), needed=needed,
              past=said(past))
    ]  # fmt: skip
    if state["leader_susceptibility"] == 0:
        lines.append(words("What would turn this round: a leader who listens at all."))
    elif changed < needed < everybody:
        counted, waited = (float(of) for of in _moved_by(state, needed))
        lines.append(
            words("What would turn this round: once {needed} have changed, the leader who waits for enough of them goes "
                  "further ({waited}) than the one with whom each counts ({counted}).",
                  needed=needed, counted=said(counted), waited=said(waited))
        )  # fmt: skip
    elif changed < needed:
        lines.append(
            words("What would turn this round: nothing short of all of them, and then both leaders come to {all}.",
                  all=said(state["leader_susceptibility"]))
        )  # fmt: skip
    else:
        lines.append(
            words("What would turn this round: while fewer than {needed} have changed, the leader who waits for enough of "
                  "them does not move at all.", needed=needed)
        )  # fmt: skip
    return "\n".join(lines)
