"""Win-sets and audience costs: the issue line, what a leak does, and what an approach, a silence or a contest tells.

A state holds `show` and every number of the model (`course_lib/data/models/winsets.yaml`).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from course_lib.figures import drawing
from course_lib.figures.curves import Bars, Curves, percent, said, span, starts
from course_lib.figures.drawing import Figure, State, Table
from course_lib.models import winsets as model
from course_lib.words import mark as _
from course_lib.words import words

MODEL = "winsets"
SHOW = {
    "line": _("The line: what could be signed, in public and in a quiet channel"),
    "leak": _("The leak: how likely the deal is signed and ratified"),
    "approach": _("The approach: what asking in secret tells"),
    "silence": _("The silence: what a kept secret tells"),
    "contest": _("The contest: who backs down in public"),
}
START: dict[str, Any] = {"show": "line", **starts(MODEL)}
_TALKS = ("edge_a", "edge_b", "position_a", "position_b", "audience_cost", "scandal")
_MOVED = {
    "line": ("edge_a", "edge_b", "position_a", "position_b", "audience_cost", "leak", "scandal"),
    "leak": ("edge_a", "edge_b", "position_a", "position_b", "audience_cost", "leak", "scandal", "uncertainty"),
    "approach": ("prior", "gain_serious", "gain_bluff", "exposure_cost", "leak"),
    "silence": ("prior", "tells", "rounds"),
    "contest": ("cost_a", "cost_b", "prize", "war"),
}


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
    return _line_figure(state) if state["show"] == "line" else _chart(state).figure()


def table(state: State) -> Table:
    """Return the chart of a state as a table; see `figure` for what it raises."""
    moved(state)
    return _line_table(state) if state["show"] == "line" else _chart(state).table()


def describe(state: State) -> str:
    """Return what the chart shows, and what would turn it round, in words; see `figure` for what it raises."""
    moved(state)
    return {
        "line": _say_line, "leak": _say_leak, "approach": _say_approach, "silence": _say_silence, "contest": _say_contest,
    }[state["show"]](state)  # fmt: skip


# ---------------------------------------------------------------- the line


def _zones(state: State) -> dict[str, tuple[float, float]]:
    """Return what could be signed, as both ends, by how the talks are held."""
    talks = {name: state[name] for name in _TALKS}
    unseen = model.zone(**{**talks, "scandal": 0}, leak=0)
    public = model.zone(**{**talks, "scandal": 0}, leak=1)
    quiet = model.zone(**talks, leak=state["leak"])
    return {
        words("if nobody saw"): (float(unseen.low), float(unseen.high)),
        words("in public"): (float(public.low), float(public.high)),
        words("in a quiet channel"): (float(quiet.low), float(quiet.high)),
    }


def _line_figure(state: State) -> Figure:
    zones = _zones(state)
    data: list[Figure] = []
    for name, colour, dash, mark in (
        (words("both could sign"), drawing.GREEN, "solid", "circle"),
        (words("gap: neither signs what the other would"), drawing.VERMILION, "dot", "x"),
    ):
        there = [
            (row, ends) for row, ends in enumerate(zones.values()) if (ends[0] <= ends[1]) == (colour == drawing.GREEN)
        ]
        data.append(
            {
                "type": "scatter",
                "mode": "lines+markers",
                "name": name,
                "x": [x for _, ends in there for x in (*(round(end, 6) for end in ends), None)],
                "y": [y for row, _ in there for y in (row, row, None)],
                "line": {"color": colour, "width": 8, "dash": dash},
                "marker": {"symbol": mark, "size": 12},
                "hovertemplate": "%{x:.3~g}<extra></extra>",
                "showlegend": True,
            }
        )
    for side, edge, position, symbol in (
        ("A", state["edge_a"], state["position_a"], "triangle-right"),
        ("B", state["edge_b"], state["position_b"], "triangle-left"),
    ):
        data.append(
            {
                "type": "scatter",
                "mode": "markers+text",
                "name": words("side {side}: what home would ratify, and what it says in public", side=side),
                "x": [edge, position],
                "y": [-0.7, -0.7],
                "text": [words("{side} ratifies", side=side), words("{side} says", side=side)],
                "textposition": "bottom center",
                "hovertemplate": "%{x:.3~g}<extra></extra>",
                "marker": {"symbol": [symbol, f"{symbol}-open"], "color": drawing.BLUE, "size": 14},
                "showlegend": False,
            }
        )
    return {
        "data": data,
        "layout": drawing.layout(
            words("What could be signed"),
            380,
            margin={"l": 120, "r": 20, "t": 90, "b": 55},
            xaxis=drawing.axis(
                words("the issue: B wants 0, A wants 1"), automargin=False, range=[-0.35, 1.35], tickvals=span(0, 1, 5)
            ),
            yaxis=drawing.axis(
                automargin=False, tickvals=list(range(len(zones))), ticktext=list(zones), range=[2.6, -1.2],
                showgrid=False,
            ),
        ),
    }  # fmt: skip


def _line_table(state: State) -> Table:
    return {
        "caption": words("What could be signed"),
        "columns": [words("How they talk"), words("From"), words("To"), words("Width"), words("Is there a deal?")],
        "rows": [
            [name, said(low), said(high), said(high - low), words("yes") if low <= high else words("no")]
            for name, (low, high) in _zones(state).items()
        ],
    }


def _say_line(state: State) -> str:
    unseen, public, quiet = _zones(state).values()
    price, leak = (float(of) for of in model.limits(**{name: state[name] for name in _TALKS}))
    if unseen[0] > unseen[1]:
        return words(
            "The win-sets do not overlap: A's home ratifies nothing below {a}, B's nothing above {b}. No channel, however "
            "quiet, finds a deal that is not there; only a change at home would.",
            a=said(state["edge_a"]), b=said(state["edge_b"]),
        )  # fmt: skip
    lines = []
    for ends, yes, no in (
        (public, _("In public there is a deal: anything from {low} to {high}."),
         _("In public there is none: being seen to step back costs more than any deal brings; {gap} is missing.")),
        (quiet, _("In the quiet channel there is a deal: anything from {low} to {high}, in the middle {middle}."),
         _("In the quiet channel there is none either; {gap} is missing.")),
    ):  # fmt: skip
        low, high = ends
        lines.append(
            words(
                yes if low <= high else no,
                low=said(low),
                high=said(high),
                middle=said((low + high) / 2),
                gap=said(low - high),
            )
        )
    lines.append(
        words("What would turn this round: talks in public bear an audience cost of up to {price}.", price=said(price))
        if math.isfinite(price)
        else words("Neither side would have to step back, so no audience cost ends the talks in public.")
    )
    lines.append(
        words("The quiet channel bears a chance of leaking of up to {leak}.", leak=said(leak))
        if leak <= 1
        else words("No chance of leaking, however high, ends the quiet channel here.")
    )
    return "\n".join(lines)


# ---------------------------------------------------------------- curves


def _chart(state: State) -> Curves | Bars:
    of: dict[str, Callable[[State], Curves | Bars]] = {
        "leak": _leak, "approach": _approach, "silence": _silence, "contest": _contest,
    }  # fmt: skip
    return of[state["show"]](state)


def _chance(state: State, leak: Any) -> Any:
    """Return how likely a deal is signed and then ratified at each chance of leaking."""
    zone = model.zone(**{name: state[name] for name in _TALKS}, leak=leak)
    return model.ratified(zone.width, state["uncertainty"])


def _leak(state: State) -> Curves:
    x = span(0, 1)
    limit = float(model.limits(**{name: state[name] for name in _TALKS})[1])
    return Curves(
        words("A deal, signed and ratified"),
        words("How likely the channel is to leak"),
        words("Probability"),
        x,
        {words("signed and ratified"): _chance(state, x).tolist()},
        here=state["leak"],
        marks={words("no deal beyond here"): limit},
    )


def _say_leak(state: State) -> str:
    limit = float(model.limits(**{name: state[name] for name in _TALKS})[1])
    now, dark = (float(_chance(state, leak)) for leak in (state["leak"], 0))
    lines = [
        words("At a chance of {leak} that the channel leaks, a deal is signed and ratified with a probability of {now}; "
              "if it could not leak, {dark}.", leak=said(state["leak"]), now=percent(now), dark=percent(dark))
    ]  # fmt: skip
    if dark == 0:
        lines.append(words("The win-sets do not overlap, so there is nothing to sign."))
    elif limit <= 1:
        lines.append(words("What would turn this round: beyond {limit} nothing is left to sign.", limit=said(limit)))
    else:
        lines.append(words("No chance of leaking, however high, takes the whole deal away here."))
    if now:
        lines.append(
            words("What is lost before that is lost at home: each side may be wrong about its own by up to {unsure}.",
                  unsure=said(state["uncertainty"]))
        )  # fmt: skip
    return "\n".join(lines)


def _belief(state: State, leak: Any) -> Any:
    return model.approach(state["prior"], state["gain_serious"], state["gain_bluff"], state["exposure_cost"], leak)


def _approach(state: State) -> Curves:
    x = span(0, 1)
    marks = {}
    if state["exposure_cost"] > 0:
        marks = {
            words("bluffers stop"): state["gain_bluff"] / state["exposure_cost"],
            words("all stop"): state["gain_serious"] / state["exposure_cost"],
        }
    return Curves(
        words("What is believed after a secret approach"),
        words("How likely the approach is to be exposed"),
        words("Belief that the side means it"),
        x,
        {words("after an approach"): _belief(state, x).belief.tolist(),
         words("beforehand"): [state["prior"]] * len(x)},
        here=state["leak"],
        marks=marks,
    )  # fmt: skip


def _say_approach(state: State) -> str:
    found = _belief(state, state["leak"])
    serious, bluffing = bool(found.serious), bool(found.bluffing)
    if serious and bluffing:
        first = words(
            "A side that means it and a side that bluffs would both ask, so asking tells nothing: the belief stays at "
            "{prior}. What would turn this round: a risk that a bluffer would not take.",
            prior=said(state["prior"]),
        )
    elif serious:
        first = words(
            "Only a side that means it would take this risk, so asking proves it: from {prior} to {now}. What would turn "
            "this round: less risk, and bluffers ask too; more, and nobody does.",
            prior=said(state["prior"]), now=said(float(found.belief)),
        )  # fmt: skip
    elif bluffing:
        first = words(
            "Here an approach is worth more to a bluffer than to a side that means it: whoever asks is a bluffer."
        )
    else:
        first = words(
            "The risk is higher than an approach is worth to anybody: nobody asks. What would turn this round: a smaller "
            "risk, or a lower price of being exposed."
        )
    return first + "\n" + words("A channel without any risk is cheap talk; one with too much is no channel.")


def _trust(state: State, rounds: Any) -> Any:
    return model.silence(state["prior"], state["tells"], rounds)


def _silence(state: State) -> Curves:
    x = [float(n) for n in range(21)]
    return Curves(
        words("What a kept secret tells"),
        words("Rounds of which nothing came out"),
        words("Belief that the other side can be trusted"),
        x,
        {words("trust"): _trust(state, x).tolist()},
        here=state["rounds"],
        whole=True,
    )


def _say_silence(state: State) -> str:
    now = float(_trust(state, state["rounds"]))
    lines = [
        words("After {rounds} quiet rounds the belief that the other side can be trusted has moved from {prior} to {now}.",
              rounds=said(state["rounds"]), prior=said(state["prior"]), now=said(now))
    ]  # fmt: skip
    lines.append(
        words("What would turn this round: if an untrustworthy side never talked either, silence would tell nothing.")
        if state["tells"]
        else words("An untrustworthy side would not talk either, so silence tells nothing.")
    )
    return "\n".join(lines)


def _contest(state: State) -> Bars:
    found = model.standoff(state["cost_a"], state["cost_b"], state["prize"], state["war"])
    return Bars(
        words("How a contest in public ends"),
        [words("A public contest")],
        {
            words("A backs down"): [float(found.backs_down_a)],
            words("B backs down"): [float(found.backs_down_b)],
            words("neither: war"): [float(found.war)],
        },
        words("Probability"),
    )


def _say_contest(state: State) -> str:
    found = model.standoff(state["cost_a"], state["cost_b"], state["prize"], state["war"])
    a, b, neither = (percent(float(of)) for of in (found.backs_down_a, found.backs_down_b, found.war))
    lines = [
        words("A backs down with a probability of {a}, B with {b}, and neither with {war}.", a=a, b=b, war=neither)
    ]
    if state["cost_a"] == state["cost_b"]:
        lines.append(words("Both audiences are equally strict, so neither side has the better stand."))
    else:
        firm, other = ("A", "B") if state["cost_a"] > state["cost_b"] else ("B", "A")
        lines.append(
            words(
                "Side {firm} has the stricter audience and backs down less: having more to lose at home makes it believed. "
                "What would turn this round: a stricter audience on side {other}.",
                firm=firm, other=other,
            )
        )  # fmt: skip
    return "\n".join(lines)
