"""What a library of successes hides: what is written up, which conflicts are tried, and what a correction can do.

A state holds `show`, `known` (which of `KNOWN` are known) and every other number of the model
(`course_lib/data/models/selection.yaml`).
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Mapping
from statistics import median
from typing import Any, NamedTuple

from course_lib.figures import drawing
from course_lib.figures.curves import Bars, Curves, percent, said, span, starts
from course_lib.figures.drawing import Figure, State, Table
from course_lib.models import selection as model
from course_lib.models.bounds import within
from course_lib.words import mark as _
from course_lib.words import number_of, words

MODEL = "selection"
SHOW = {
    "library": _("The library: how many efforts succeed, and how many of those in books"),
    "tried": _("The choice: what a comparison shows when the hard conflicts get a process"),
    "estimates": _("The correction: whether a reader can work back to the truth"),
}
KNOWN = {
    "hardness_known": _("how hard each conflict was (for the choice)"),
    "occasion_known": _("the occasion to publish (for the correction)"),
}
_NUMBERS = starts(MODEL)
START: dict[str, Any] = {
    "show": "library",
    "known": [name for name in KNOWN if _NUMBERS[name]],
    **{name: value for name, value in _NUMBERS.items() if name not in KNOWN},
}
_CONFLICTS = ("true_effect", "hardness_toll", "hardness_selection", "share_tried")
_MOVED = {
    "library": ("true_share", "success_published", "failure_published"),
    "tried": (*_CONFLICTS, "count"),
    "estimates": ("shared_luck", "effort_published", "occasion_published", "count", "repetitions"),
}
# The same draws for every setting, so that what a slider changes is seen and not another draw.
SEED = 1
# How many efforts are drawn for one kind of luck, so that a slider need not wait.
MOST_DRAWN = 3000
# How far from the truth an estimate may lie and still be within the chart.
EDGE = 1.5
# How far from 0 the truth of the invented libraries may lie.
FAR = 100
_HAIR = 1e-9


def moved(state: State) -> tuple[str, ...]:
    """Return the numbers that the chart of a state depends on.

    Raises
    ------
    ValueError: for a chart that there is not, and for what cannot be known.
    """
    drawing.one_of(words("chart"), state["show"], SHOW)
    for name in state["known"]:
        drawing.one_of(words("thing to be known"), name, KNOWN)
    return _MOVED[state["show"]]


def figure(state: State) -> Figure:
    """Return the chart of a state.

    Raises
    ------
    ValueError: for a chart that there is not, and for a number that the model refuses.
    """
    moved(state)
    of: dict[str, Callable[[State], Figure]] = {
        "library": _library_figure, "tried": _tried_figure, "estimates": _estimates_figure,
    }  # fmt: skip
    return of[state["show"]](state)


def table(state: State) -> Table:
    """Return the chart of a state as a table; see `figure` for what it raises."""
    moved(state)
    of: dict[str, Callable[[State], Table]] = {
        "library": _library_table, "tried": _tried_table, "estimates": _estimates_table,
    }  # fmt: skip
    return of[state["show"]](state)


def describe(state: State) -> str:
    """Return what the chart shows, and what would turn it round, in words; see `figure` for what it raises."""
    moved(state)
    return {"library": _say_library, "tried": _say_tried, "estimates": _say_estimates}[state["show"]](state)


# ---------------------------------------------------------------- the library


def _in_books(state: State, failure_published: Any) -> Any:
    """Return the share of successes in books at each rate at which failures are written up."""
    return model.share_of_successes(state["true_share"], state["success_published"], failure_published)


def _bars(state: State) -> Bars:
    shares = [state["true_share"], float(_in_books(state, state["failure_published"]))]
    return Bars(
        words("What happened, and what is read of it"),
        [words("all efforts"), words("efforts in books")],
        {words("succeeded"): shares, words("failed"): [1 - share for share in shares]},
        words("Share"),
    )


def _rates(state: State) -> Curves:
    x = sorted({*span(0, 1), state["failure_published"]})
    return Curves(
        words("Successes, by how likely failures are written up"),
        words("How likely a failure is written up"),
        words("Successes"),
        x,
        {
            words("successes in books"): _in_books(state, x).tolist(),
            words("successes of all efforts"): [state["true_share"]] * len(x),
        },
        here=state["failure_published"],
        marks={words("both rates equal"): state["success_published"]},
    )


def _library_figure(state: State) -> Figure:
    """Return the two bars, and below them how the second one moves as failures are published more or less."""
    bars, rates = _bars(state).figure(), _rates(state).figure()
    for trace in bars["data"]:
        trace["x"] = [None if math.isnan(share) else share for share in trace["x"]]
    for trace, colour in zip(rates["data"], (drawing.GREEN, drawing.GREY), strict=True):
        trace.update(xaxis="x2", yaxis="y2")
        trace["line"]["color"] = colour
    for shape in rates["layout"]["shapes"]:
        shape.update(xref="x2", yref="y2 domain")
    upper, lower = bars["layout"], rates["layout"]
    return {
        "data": [*bars["data"], *rates["data"]],
        "layout": {
            **upper,
            "height": 560,
            "margin": {"l": 130, "r": 10, "t": 100, "b": 55},
            "xaxis": upper["xaxis"],
            "yaxis": {**upper["yaxis"], "domain": [0.7, 1]},
            "xaxis2": {**lower["xaxis"], "anchor": "y2"},
            "yaxis2": {**lower["yaxis"], "domain": [0, 0.5]},
            "shapes": lower["shapes"],
        },
    }


def _library_table(state: State) -> Table:
    bars, here = _bars(state).table(), state["failure_published"]
    rates = sorted({*span(0, 1, 11), here, state["success_published"]})
    rows = [
        [words("in books, if failures are written up at {rate}", rate=said(rate)), said(share), said(1 - share)]
        for rate, share in zip(rates, _in_books(state, rates).tolist(), strict=True)
    ]
    return {**bars, "rows": [*bars["rows"], *rows], "marked": [len(bars["rows"]) + rates.index(here)]}


def _say_library(state: State) -> str:
    true, good, bad = (state[name] for name in _MOVED["library"])
    seen = float(_in_books(state, bad))
    if math.isnan(seen):
        return words(
            "Of all efforts {true} succeeded, and none is written up: there is nothing to read. What would turn this "
            "round: any effort that happened and has some chance of being written up.", true=percent(true),
        )  # fmt: skip
    lines = [
        words("Of all efforts {true} succeeded; of those in books, {seen}.", true=percent(true), seen=percent(seen)),
        words("Of every 1,000 efforts, {good} successes and {bad} failures are written up.",
              good=said(round(1000 * true * good)), bad=said(round(1000 * (1 - true) * bad))),
    ]  # fmt: skip
    if true in (0, 1):
        lines.append(words("Where all efforts end alike, what is written up cannot mislead about how many succeed."))
        lines.append(words("What would turn this round: efforts of both kinds."))
    elif abs(good - bad) < _HAIR:
        half = good / 2
        lines.append(words("Both kinds are written up at the same rate, so the books show the true share."))
        lines.append(
            words("What would turn this round: a difference between the rates. If failures were written up half as "
                  "often, at {half}, the books would show {seen}.", half=percent(half),
                  seen=percent(float(_in_books(state, half))))
        )  # fmt: skip
    elif bad < good:
        lines.append(
            words("Failures are written up more seldom than successes, so the books look better than the whole.")
        )
        lines.append(
            words("What would turn this round: failures written up as often as successes, at {good}. Then both shares "
                  "are the same; beyond that the books look worse than the whole.", good=percent(good))
            if good < 1
            else words("What would turn this round: failures written up as surely as successes. Then both shares are the "
                       "same.")
        )  # fmt: skip
    else:
        lines.append(
            words("Failures are written up more often than successes, so the books look worse than the whole.")
        )
        lines.append(
            words("What would turn this round: failures written up no more often than successes, at {good}. Then both "
                  "shares are the same; below that the books look better than the whole.", good=percent(good))
            if good > 0
            else words("What would turn this round: successes that are written up too, as often as failures, at {bad}.",
                       bad=percent(bad))
        )  # fmt: skip
    return "\n".join(lines)


# ---------------------------------------------------------------- which conflicts are tried


class _Found(NamedTuple):
    """What a comparison of invented conflicts finds, and twice its standard error."""

    effect: float
    doubt: float


def _compared(state: State) -> _Found:
    numbers = {name: state[name] for name in _CONFLICTS}
    seen = model.compared(model.conflicts(state["count"], **numbers, seed=SEED), "hardness_known" in state["known"])
    return _Found(float(seen.coefficients[1]), 2 * float(seen.standard_errors[1]))


def _comparison(state: State, **changes: Any) -> model.Comparison:
    return model.comparison(**{name: state[name] for name in _CONFLICTS} | changes)


def _sign_turns(state: State) -> float | None:
    """Return the selection on hardness at which the comparison changes its sign; None where none does."""
    pull = -float(_comparison(state, hardness_selection=1).bias)
    if pull < _HAIR:
        return None
    turns = state["true_effect"] / pull
    return turns if abs(turns) <= 1 else None


def _tried(state: State) -> Curves:
    here, turns = state["hardness_selection"], _sign_turns(state)
    x = sorted({*span(-1, 1, 41), here})
    found = _compared(state).effect
    return Curves(
        words("With a process and without: what a comparison shows"),
        words("Which conflicts get a process: the easy ones (-1) to the hard ones (1)"),
        words("Difference a process makes"),
        x,
        {
            words("as compared"): _comparison(state, hardness_selection=x).difference.tolist(),
            words("true effect"): [state["true_effect"]] * len(x),
            _by(state): [found if one == here else None for one in x],
        },
        here=here,
        marks={} if turns is None else {words("sign turns"): turns},
        y_range=(-4, 4),
    )


def _by(state: State) -> str:
    return (
        words("found in invented conflicts, hardness held equal")
        if "hardness_known" in state["known"]
        else words("found in invented conflicts")
    )


def _tried_figure(state: State) -> Figure:
    drawn = _tried(state).figure()
    point = drawn["data"][-1]
    point.update(mode="markers")
    point["marker"].update(size=12, color=drawing.GREEN)
    point["error_y"] = {"type": "constant", "value": round(_compared(state).doubt, 6), "color": drawing.GREEN}
    return drawn


def _tried_table(state: State) -> Table:
    return _tried(state).table()


def _say_tried(state: State) -> str:
    seen, effect, drawn = _comparison(state), state["true_effect"], state["hardness_selection"]
    apart, bias, found = float(seen.difference), float(seen.bias), _compared(state)
    outcome = (
        _("Conflicts with a process come out just like those without.") if abs(apart) < _HAIR
        else _("Conflicts with a process come out better than those without, by {apart}.") if apart > 0
        else _("Conflicts with a process come out worse than those without, by {apart}.")
    )  # fmt: skip
    truth = (
        _("In truth a process adds nothing.") if not effect
        else _("In truth a process adds {effect}.") if effect > 0
        else _("In truth a process takes {effect} away.")
    )  # fmt: skip
    who = (
        _("Chance decides which conflicts get one.") if not drawn
        else _("The harder a conflict, the likelier it gets one.") if drawn > 0
        else _("The easier a conflict, the likelier it gets one.")
    )  # fmt: skip
    equal = (
        _(
            "In {count} invented conflicts the comparison, with hardness held equal, finds {found}, give or take {doubt}."
        )
        if "hardness_known" in state["known"]
        else _("In {count} invented conflicts the comparison finds {found}, give or take {doubt}.")
    )
    told = {
        "apart": said(abs(apart)), "effect": said(abs(effect)), "count": said(state["count"]), "found": said(found.effect),
        "doubt": said(found.doubt),
    }  # fmt: skip
    first = " ".join(words(one, **told) for one in (outcome, truth, _verdict(apart, effect, bias)))
    return "\n".join([first, words(who), words(equal, **told), _say_sign(state)])


def _verdict(apart: float, effect: float, bias: float) -> str:
    if abs(bias) < _HAIR:
        return _("The comparison is fair.")
    if not effect:
        return _("The comparison sees an effect where there is none.")
    if abs(apart) < _HAIR:
        return _("The comparison hides the effect.")
    if apart * effect < 0:
        return _("The comparison says the opposite of the truth.")
    return (
        _("The comparison makes too much of the effect.")
        if abs(apart) > abs(effect)
        else _("The comparison makes too little of the effect.")
    )


def _say_sign(state: State) -> str:
    """Return at which selection the comparison changes its sign, or what hardness would have to cost for it to do so."""
    effect, turns = state["true_effect"], _sign_turns(state)
    if turns is not None:
        return words(
            "What would turn this round: at {turns}, on the line from the easy conflicts (-1) to the hard ones (1), the "
            "comparison changes its sign. Above, conflicts with a process look worse than those without; below, better.",
            turns=said(turns),
        )  # fmt: skip
    if not effect:
        return words(
            "What would turn this round: any cost of hardness. As it costs nothing, no choice of conflicts misleads."
        )
    toll = said(abs(effect / float(_comparison(state, hardness_toll=1, hardness_selection=1).bias)))
    return (
        words("What would turn this round: no choice of conflicts alone changes the sign. If only the hardest got a "
              "process, hardness would still have to cost more than {toll}.", toll=toll)
        if effect > 0
        else words("What would turn this round: no choice of conflicts alone changes the sign. If only the easiest got "
                   "a process, hardness would still have to cost more than {toll}.", toll=toll)
    )  # fmt: skip


# ---------------------------------------------------------------- what a correction can do

# What a reader wants to know, and how each reading is drawn.
_WANTED = {"true_level": _("Outcome at average effort"), "true_slope": _("What more effort adds to the outcome")}
_READINGS = {
    "naive": (_("as published"), drawing.VERMILION, "solid", "diamond"),
    "corrected": (_("corrected"), drawing.BLUE, "dot", "circle"),
}
# The values of its slider, among which the nearest is looked for that turns the verdict on the correction.
_LUCKS = [round(0.05 * n, 2) for n in range(-19, 20)]
# How far a reading misses, with a sign: for each thing wanted, a number for each library.
_Misses = list[list[float]]


class _Reading(NamedTuple):
    """What a reading finds: the middle library, the ends of eight tenths of them, and how far it typically misses."""

    middle: float
    low: float
    high: float
    miss: float


def _libraries(state: State) -> int:
    """Return how many libraries are drawn: as many as are asked for, where that is quick enough."""
    return min(state["repetitions"], max(1, int(MOST_DRAWN // within("count", state["count"], 1))))


@functools.lru_cache(maxsize=64)
def _drawn(
    libraries: int, count: int, luck: float, effort: float, occasion: float, occasion_known: bool
) -> dict[str, _Misses]:
    """Return how far both readings miss in each library; both are sums of outcomes, so the truth, here 0, falls out."""
    seen = model.sampling(libraries, count, 0.0, 0.0, luck, effort, occasion, occasion_known, SEED)
    return {
        "naive": seen.naive.coefficients.T.tolist(),
        "corrected": seen.corrected.coefficients[:, :2].T.tolist(),
    }


def _draw(state: State, luck: float, known: bool) -> dict[str, _Misses]:
    numbers = (luck, state["effort_published"], state["occasion_published"])
    return _drawn(_libraries(state), state["count"], *numbers, known)


def _missed(state: State, luck: float) -> dict[str, _Misses]:
    """Return how far both readings miss in each library, at a degree of luck that also publishes.

    Which efforts are published does not hang on that degree, and both readings are sums of outcomes. So what they miss by
    at any degree follows from what they miss by at 1 and at 0, which need to be drawn only once.
    """
    known, own = "occasion_known" in state["known"], math.sqrt(1 - luck**2)
    shared, apart = _draw(state, 1.0, known), _draw(state, 0.0, known)
    return {
        reading: [
            [luck * one + own * other for one, other in zip(*both, strict=True)]
            for both in zip(shared[reading], apart[reading], strict=True)
        ]
        for reading in _READINGS
    }


def _typical(missed: _Misses) -> list[float]:
    """Return by how much a reading misses in the middle library, either way, for each thing wanted."""
    return [median(map(abs, of)) for of in missed]


def _worse(missed: Mapping[str, _Misses]) -> list[bool]:
    """Say whether the correction misses by more than the naive reading, for each thing wanted."""
    return [mended > naive for naive, mended in zip(*(_typical(missed[reading]) for reading in _READINGS), strict=True)]


def _luck(state: State) -> float:
    return float(within("shared_luck", state["shared_luck"], -1, 1))


def _readings(state: State) -> dict[str, dict[str, _Reading]]:
    """Return what each reading finds, by what is wanted and by reading."""
    missed = _missed(state, _luck(state))
    return {
        wanted: {
            reading: _reading(float(within(wanted, state[wanted], -FAR, FAR)), missed[reading][n]) for reading in _READINGS
        }
        for n, wanted in enumerate(_WANTED)
    }  # fmt: skip


def _reading(truth: float, missed: list[float]) -> _Reading:
    found = sorted(truth + miss for miss in missed)
    tail = len(found) // 10
    return _Reading(median(found), found[tail], found[-1 - tail], median(map(abs, missed)))


def _estimates_figure(state: State) -> Figure:
    """Return both readings of each thing wanted, as the middle library and the range of eight tenths of them."""
    data: list[Figure] = []
    axes: Figure = {}
    shapes: list[Figure] = []
    found_by = _readings(state)
    for n, wanted in enumerate(_WANTED):
        own, truth = "2" if n else "", state[wanted]
        left, right = truth - EDGE, truth + EDGE
        for row, (reading, (name, colour, dash, symbol)) in enumerate(_READINGS.items()):
            found = found_by[wanted][reading]
            ends = [min(max(end, left), right) for end in found[:3]]
            marks = [
                "triangle-left" if found.low < left else "line-ns",
                symbol,
                "triangle-right" if found.high > right else "line-ns",
            ]
            data.append(
                {
                    "type": "scatter",
                    "mode": "lines+markers",
                    "name": words(name),
                    "x": [round(ends[which], 6) for which in (1, 0, 2)],
                    "y": [row] * 3,
                    "xaxis": f"x{own}",
                    "yaxis": f"y{own}",
                    "line": {"color": colour, "width": 4, "dash": dash},
                    "marker": {
                        "symbol": marks, "size": 14, "color": colour, "opacity": 1, "line": {"color": colour, "width": 3},
                    },
                    "hovertemplate": "%{x:.3~g}<extra>" + words(name) + "</extra>",
                    "showlegend": False,
                }
            )  # fmt: skip
        axes[f"xaxis{own}"] = drawing.axis(
            words(_WANTED[wanted]), automargin=False, range=[left - 0.1, right + 0.1], anchor=f"y{own}"
        )
        axes[f"yaxis{own}"] = drawing.axis(
            automargin=False, range=[1.6, -0.6], domain=[0, 0.34] if n else [0.62, 0.96], showgrid=False,
            tickvals=list(range(len(_READINGS))), ticktext=[words(name) for name, *_rest in _READINGS.values()],
        )  # fmt: skip
        shapes.append(
            {
                "type": "line", "xref": f"x{own}", "yref": f"y{own} domain", "x0": truth, "x1": truth, "y0": 0, "y1": 1.05,
                "line": {"color": drawing.GREY, "width": 2, "dash": "dash"},
                "label": {"text": words("truth"), "textposition": "end", "textangle": 0, "xanchor": "left"},
            }
        )  # fmt: skip
    return {
        "data": data,
        "layout": drawing.layout(
            words("What is found in invented libraries: in the middle one, and in eight tenths of them"),
            470,
            margin={"l": 110, "r": 10, "t": 60, "b": 55},
            shapes=shapes,
            **axes,
        ),
    }


def _estimates_table(state: State) -> Table:
    rows = [
        [words(_WANTED[wanted]), words(_READINGS[reading][0]), said(state[wanted]), *(said(value) for value in found)]
        for wanted, readings in _readings(state).items()
        for reading, found in readings.items()
    ]
    return {
        "caption": words("What is found in invented libraries: in the middle one, and in eight tenths of them"),
        "columns": [
            words("What is wanted"), words("Reading"), words("Truth"), words("Middle library"),
            words("Eight tenths of them from"), words("to"), words("Typical miss"),
        ],
        "rows": rows,
    }  # fmt: skip


def _say_estimates(state: State) -> str:
    missed, readings = _missed(state, _luck(state)), _readings(state)
    worse = _worse(missed)
    lines = [words(_VERDICTS[worse[0], worse[1]])]
    for wanted, sentence in (
        ("true_level", _("At average effort the outcome is {truth} in truth. As published it looks like {naive}, corrected "
                         "like {corrected}, in the middle library. Typically they miss by {missed} and by {left}.")),
        ("true_slope", _("One more unit of effort adds {truth} in truth. As published it looks like {naive}, corrected "
                         "like {corrected}. Typically they miss by {missed} and by {left}.")),
    ):  # fmt: skip
        naive, corrected = readings[wanted].values()
        lines.append(
            words(sentence, truth=said(state[wanted]), naive=said(naive.middle), corrected=said(corrected.middle),
                  missed=said(naive.miss), left=said(corrected.miss))
        )  # fmt: skip
    drawn = words(
        "Drawn are {libraries}, each of the published ones among {efforts} invented efforts.",
        libraries=number_of(int(_libraries(state)), _("{count} library"), _("{count} libraries")),
        efforts=said(state["count"]),
    )
    if _libraries(state) < state["repetitions"]:
        drawn += " " + words("More of this size are not drawn at once.")
    return "\n".join([*lines, drawn, _say_luck(state, worse), _say_occasion(state, worse)])


# By whether the correction is worse than none for the outcome at average effort, and for what more effort adds.
_VERDICTS = {
    (False, False): _("The correction helps: it misses the truth by less than what is read as published, on both counts."),
    (True, True): _("The correction is worse than none: it misses the truth by more than what is read as published, on both "
                    "counts."),
    (False, True): _("The correction helps for the outcome at average effort, and is worse than none for what more effort "
                     "adds."),
    (True, False): _("The correction helps for what more effort adds, and is worse than none for the outcome at average "
                     "effort."),
}  # fmt: skip


def _say_luck(state: State, worse: list[bool]) -> str:
    """Return the nearest degree of luck that also publishes at which the verdict is another, for each thing wanted."""
    now = _luck(state)
    turns: list[float | None] = [None, None]
    for luck in sorted(_LUCKS, key=lambda one: abs(one - now)):
        for n, other in enumerate(_worse(_missed(state, luck))):
            if turns[n] is None and other != worse[n]:
                turns[n] = luck
        if None not in turns:
            break
    level, slope = turns
    turn = (
        _("What would turn this round, in these libraries: to set the luck that also publishes from {now} to {level} for "
          "the outcome at average effort, and to {slope} for what more effort adds.")
        if level is not None and slope is not None
        else _("What would turn this round, in these libraries: to set the luck that also publishes from {now} to {level} "
               "for the outcome at average effort. For what more effort adds no other value does.") if level is not None
        else _("What would turn this round, in these libraries: to set the luck that also publishes from {now} to {slope} "
               "for what more effort adds. For the outcome at average effort no other value does.") if slope is not None
        else _("No other value for the luck that also publishes would turn this round in these libraries.")
    )  # fmt: skip
    return words(turn, now=said(now), level=said(level), slope=said(slope))


def _say_occasion(state: State, worse: list[bool]) -> str:
    """Return what the verdict would be if what is unknown of the occasion were known, or the other way round."""
    known = "occasion_known" in state["known"]
    missed = _draw(state, _luck(state), not known)
    level, slope = (said(miss) for miss in _typical(missed["corrected"]))
    other = (
        _("If the occasion were not known, the correction would typically miss by {level} and by {slope}; the verdict would "
          "be the same.") if known
        else _("If the occasion were known, the correction would typically miss by {level} and by {slope}; the verdict would "
               "be the same.")
    ) if _worse(missed) == worse else (
        _("What would turn this round: if the occasion were not known, the correction would typically miss by {level} and "
          "by {slope}.") if known
        else _("What would turn this round: if the occasion were known, the correction would typically miss by {level} and "
               "by {slope}.")
    )  # fmt: skip
    return words(other, level=level, slope=slope)
