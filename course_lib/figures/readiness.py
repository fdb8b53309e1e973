"""Readiness and ripeness: who is ready for talks, when both sides are at once, and how much of a side is.

A state holds `show`, `reading` (how motivation and optimism combine), `course` (which invented course of events) and
every number of the model (`course_lib/data/models/readiness.yaml`).
"""

from __future__ import annotations

from typing import Any, NamedTuple

from course_lib.figures import drawing
from course_lib.figures.curves import Curves, percent, said, span, starts
from course_lib.figures.drawing import Figure, State, Table
from course_lib.figures.invented_events import COURSES, HAPPENS, MONTHS, Course, run
from course_lib.models import readiness as model
from course_lib.words import mark as _
from course_lib.words import words

MODEL = "readiness"
SHOW = {
    "square": _("The square: who is ready, and who holds it back"),
    "windows": _("Over time: when the window is open"),
    "coalition": _("Inside a side: how many of its groups are ready"),
}
READINGS = {
    "product": _("Product: each counts for as much as the other allows"),
    "minimum": _("Minimum: the weaker one decides"),
    "average": _("Average: one can make up for the other"),
}
START: dict[str, Any] = {"show": "square", "reading": "product", "course": "stalemate", **starts(MODEL)}

_BY = {"product": _("the product"), "minimum": _("the minimum"), "average": _("the average")}
_SQUARE = ("motivation_a", "optimism_a", "motivation_b", "optimism_b", "threshold")
_COALITION = ("threshold", "motivation", "optimism", "spread")
_BEGINNING = ("threshold", "cost", "chance_of_winning", "trust", "way_out", "trust_weight")
_SIDES = {"A": (drawing.BLUE, "circle"), "B": (drawing.VERMILION, "diamond")}
_MORE_OPTIMISM = 0.1
# A hair that a machine's subtraction leaves over is nothing.
_DIGITS = 6
# Room above 1 for what the lines across are called.
_WITH_LABELS = (0.0, 1.1)


def moved(state: State) -> tuple[str, ...]:
    """Return the numbers that the chart of a state depends on.

    Raises
    ------
    ValueError: for a chart, a reading or a course of events that there is not.
    """
    drawing.one_of(words("chart"), state["show"], SHOW)
    drawing.one_of(words("reading"), state["reading"], READINGS)
    drawing.one_of(words("course of events"), state["course"], COURSES)
    if state["show"] != "windows":
        return _SQUARE if state["show"] == "square" else _COALITION
    if state["course"] == "pressure":
        return (*_BEGINNING[:3], "pressure", *_BEGINNING[3:])
    return _BEGINNING


def figure(state: State) -> Figure:
    """Return the chart of a state.

    Raises
    ------
    ValueError: for a chart, a reading or a course of events that there is not, and for a number that the model refuses.
    """
    describe(state)  # refuses what cannot be shown
    if state["show"] == "coalition":
        return _coalition(state).figure()
    return _square_figure(state) if state["show"] == "square" else _windows_figure(state)


def table(state: State) -> Table:
    """Return the chart of a state as a table; see `figure` for what it raises."""
    describe(state)
    if state["show"] == "coalition":
        return _coalition(state).table()
    return _square_table(state) if state["show"] == "square" else _windows_table(state)


def describe(state: State) -> str:
    """Return what the chart shows, and what would turn it round, in words; see `figure` for what it raises."""
    moved(state)
    return {"square": _say_square, "windows": _say_windows, "coalition": _say_coalition}[state["show"]](state)


# ---------------------------------------------------------------- the square


class _Side(NamedTuple):
    """Where a side stands: its degrees, its readiness, whether that is enough, and the optimism that would be."""

    name: str
    motivation: float
    optimism: float
    readiness: float
    ready: bool
    needed: float


def _stands(state: State, reading: str) -> tuple[_Side, _Side]:
    """Return where side A and side B stand by a reading."""
    both = []
    for name in ("a", "b"):
        wants, hopes = state[f"motivation_{name}"], state[f"optimism_{name}"]
        degree = float(model.readiness(wants, hopes, reading))
        needed = float(model.optimism_needed(wants, state["threshold"], reading))
        ready = bool(model.reaches(degree, state["threshold"]))
        both.append(_Side(name.upper(), wants, hopes, degree, ready, needed))
    return both[0], both[1]


def _both_ready(state: State, reading: str) -> bool:
    return all(side.ready for side in _stands(state, reading))


def _ripe(state: State) -> tuple[float, float, bool]:
    """Return the lowest of the four degrees, Zartman's bar on the scale of the reading, and whether it is reached."""
    lowest = float(model.ripeness(*(state[name] for name in _SQUARE[:4])))
    bar = float(model.even_level(state["threshold"], state["reading"]))
    return lowest, bar, bool(model.reaches(lowest, bar))


def _wall(threshold: float, reading: str) -> float:
    """Return the motivation below which no optimism makes a side ready: that of a side whose optimism is 1."""
    return max(0.0, 2 * threshold - 1) if reading == "average" else threshold


def _enough(needed: float) -> bool:
    return needed <= 1 + model.HAIR


def _edge(state: State) -> tuple[list[float], list[float]]:
    """Return the line from which a side is ready, from full optimism to full motivation."""
    wall = _wall(state["threshold"], state["reading"])
    x = [wall, *(m for m in span(0, 1) if m > wall)]
    needed = model.optimism_needed(x, state["threshold"], state["reading"]).tolist()
    if state["reading"] == "minimum":
        return [wall, *x], [1.0, *needed]
    return x, [min(y, 1.0) for y in needed]


def _square_figure(state: State) -> Figure:
    x, y = ([round(value, 6) for value in of] for of in _edge(state))
    bar = _ripe(state)[1]
    data: list[Figure] = [
        {
            "type": "scatter",
            "mode": "lines",
            "name": words("ready from here up, by {reading}", reading=words(_BY[state["reading"]])),
            "x": x,
            "y": y,
            "line": {"color": drawing.GREEN, "width": 3},
            "hovertemplate": "%{x:.3~g}: %{y:.3~g}<extra></extra>",
        },
        {
            "type": "scatter",
            "mode": "lines",
            "name": words("Zartman's bar"),
            "x": [bar, bar, 1],
            "y": [1, bar, bar],
            "line": {"color": drawing.PURPLE, "width": 2.5, "dash": "dash"},
            "hovertemplate": "%{x:.3~g}: %{y:.3~g}<extra></extra>",
        },
        {
            "type": "scatter",
            "mode": "lines",
            "x": [*x, 1, x[0]],
            "y": [*y, 1, 1],
            "line": {"width": 0},
            "fill": "toself",
            "fillcolor": "rgba(0,158,115,0.15)",
            "hoverinfo": "skip",
            "showlegend": False,
        },
    ]
    # Where both stand alike, both marks and both labels are still seen.
    styles = (("bottom center", 18), ("top center", 12))
    for side, (place, size) in zip(_stands(state, state["reading"]), styles, strict=True):
        colour, symbol = _SIDES[side.name]
        label = _("{side} ready") if side.ready else _("{side} not ready")
        data.append(
            {
                "type": "scatter",
                "mode": "markers+text",
                "x": [side.motivation],
                "y": [side.optimism],
                "text": [words(label, side=side.name)],
                "textposition": place,
                "cliponaxis": False,
                "marker": {"symbol": symbol if side.ready else f"{symbol}-open", "color": colour, "size": size,
                           "line": {"color": colour, "width": 3}},
                "hovertemplate": "%{x:.3~g}: %{y:.3~g}<extra>" + side.name + "</extra>",
                "showlegend": False,
            }
        )  # fmt: skip
    return {
        "data": data,
        "layout": drawing.layout(
            words("Who is ready for talks"),
            440,
            margin={"l": 60, "r": 10, "t": 85, "b": 55},
            xaxis=drawing.axis(words("Motivation to end the conflict"), automargin=False, range=[-0.08, 1.08]),
            yaxis=drawing.axis(words("Optimism about talks"), automargin=False, range=[-0.1, 1.1]),
        ),
    }


def _square_table(state: State) -> Table:
    by = {reading: _stands(state, reading) for reading in READINGS}
    here = by[state["reading"]]
    lowest, bar, ripe = _ripe(state)
    rows = [
        [words("Side {side}", side=side.name), said(side.motivation), said(side.optimism), said(side.readiness),
         said(state["threshold"]), _yes(side.ready),
         said(side.needed) if _enough(side.needed) else words("none is enough"),
         *(_yes(stands[n].ready) for stands in by.values())]
        for n, side in enumerate(here)
    ]  # fmt: skip
    rows += [
        [words("Both"), "–", "–", said(min(side.readiness for side in here)), said(state["threshold"]),
         _yes(all(side.ready for side in here)), "–", *(_yes(all(side.ready for side in of)) for of in by.values())],
        [words("Zartman's test (lowest of the four)"), "–", "–", said(lowest), said(bar), _yes(ripe), *("–" * 4)],
    ]  # fmt: skip
    return {
        "caption": words("Who is ready for talks, by {reading}", reading=words(_BY[state["reading"]])),
        "columns": [
            "", words("Motivation"), words("Optimism"), words("Readiness"), words("Has to reach"), words("Ready?"),
            words("Optimism needed"), *(words("Ready by {reading}?", reading=words(name)) for name in _BY.values()),
        ],
        "rows": rows,
    }  # fmt: skip


def _say_square(state: State) -> str:
    a, b = sides = _stands(state, state["reading"])
    ready = [side.name for side in sides if side.ready]
    less = min(sides, key=lambda side: side.readiness)
    if len(ready) == 2:
        first = words("Both sides are ready for talks, by {reading}.", reading=words(_BY[state["reading"]]))
    else:
        alone = _("Side {one} is ready for talks and side {less} is not, by {reading}: side {less} holds it back.")
        alike = _("Neither side is ready for talks, by {reading}; both are equally far from it.")
        apart = _("Neither side is ready for talks, by {reading}; side {less} is further from it.")
        first = words(
            alone if ready else alike if abs(a.readiness - b.readiness) < model.HAIR else apart,
            one=ready[0] if ready else "", less=less.name, reading=words(_BY[state["reading"]]),
        )  # fmt: skip
    needs = [_say_needed(state, side) for side in sides if not side.ready]
    return "\n".join([first, *needs, _say_other_readings(state), _say_zartman(state), _say_turn(sides)])


def _say_turn(sides: tuple[_Side, _Side]) -> str:
    """Return what would turn the verdict on both round: a threshold, or the optimism that is nearest to too little."""
    less = min(sides, key=lambda side: side.readiness)
    hang = [side for side in sides if side.needed > model.HAIR]
    nearest = min(hang, key=lambda side: side.optimism - side.needed, default=less)
    if less.ready and hang:
        turn = _("What would turn this round: a threshold above {joint}, or an optimism of side {side} below {needed}.")
    elif less.ready:
        turn = _(
            "What would turn this round: a threshold above {joint}. No loss of optimism would, for the motivation of "
            "both sides makes up for it."
        )
    elif less.readiness < model.HAIR:
        turn = _("What would turn this round: only a change on side {less}. Its readiness is 0, so no threshold would.")
    else:
        turn = _("What would turn this round, as the sides stand: a threshold of {joint} or less.")
    return words(turn, joint=said(less.readiness), less=less.name, side=nearest.name, needed=said(nearest.needed))


def _say_needed(state: State, side: _Side) -> str:
    if _enough(side.needed):
        return words(
            "With a motivation of {wants} side {side} would need an optimism of {needed}; it has {hopes}.",
            wants=said(side.motivation), side=side.name, needed=said(side.needed), hopes=said(side.optimism),
        )  # fmt: skip
    first = words(
        "No optimism is enough for side {side}: its motivation, {wants}, lies below {wall}.",
        side=side.name, wants=said(side.motivation), wall=said(_wall(state["threshold"], state["reading"])),
    )  # fmt: skip
    # The readings treat both ingredients alike, so the same function says what motivation an optimism asks for.
    needed = float(model.optimism_needed(side.optimism, state["threshold"], state["reading"]))
    more = (
        words("At its optimism it would need a motivation of {needed}.", needed=said(needed))
        if _enough(needed)
        else words("It would need more of both.")
    )
    return f"{first} {more}"


def _say_other_readings(state: State) -> str:
    now = _both_ready(state, state["reading"])
    others = [words(_BY[one]) for one in READINGS if one != state["reading"] and _both_ready(state, one) != now]
    if not others:
        return words("The other two readings come to the same verdict on whether both are ready.")
    names = others[0] if len(others) == 1 else words("{one} and by {other}", one=others[0], other=others[1])
    if now:
        return words("Another reading would change that: by {readings} not both sides are ready.", readings=names)
    return words("Another reading would change that: by {readings} both sides are ready.", readings=names)


def _say_zartman(state: State) -> str:
    lowest, bar, ripe = _ripe(state)
    verdict = (
        _("By Zartman's test the moment is ripe: the lowest of the four degrees, {lowest}, reaches the bar of {bar}.")
        if ripe
        else _("By Zartman's test the moment is not ripe: the lowest of the four degrees, {lowest}, is below {bar}.")
    )
    return words(verdict, lowest=said(lowest), bar=said(bar))


def _yes(so: bool) -> str:
    return words("yes") if so else words("no")


# ---------------------------------------------------------------- windows

_PICKED = 4  # the table has a row for every so many months, beside those in which a window opens or closes


def _windows_figure(state: State) -> Figure:
    course = run(state)
    months = list(range(MONTHS + 1))
    data: list[Figure] = []
    for axis, name, dash, of in (
        ("y", words("motivation"), "solid", course.motivation),
        ("y", words("optimism"), "dot", course.optimism),
        ("y2", words("readiness"), "solid", course.readiness),
    ):
        for n, (side, (colour, symbol)) in enumerate(_SIDES.items()):
            data.append(
                {
                    "type": "scatter",
                    "mode": "lines+markers",
                    "name": words("{side}: {what}", side=side, what=name),
                    "x": months,
                    "y": [round(value, 6) for value in of[side]],
                    "yaxis": axis,
                    "line": {"color": colour, "dash": dash, "width": 2.5 if n else 4},
                    # Few marks are enough to tell the sides apart.
                    "marker": {"symbol": symbol, "size": 8, "maxdisplayed": 9},
                    "hovertemplate": "%{x}: %{y:.3~g}<extra>" + side + "</extra>",
                    "showlegend": axis == "y",
                }
            )
    shapes: list[Figure] = [
        {
            "type": "line", "xref": "paper", "x0": 0, "x1": 1, "yref": "y2", "y0": state["threshold"],
            "y1": state["threshold"], "line": {"color": drawing.GREY, "width": 2, "dash": "dash"},
            "label": {"text": words("threshold"), "textposition": "start", "yanchor": "bottom"},
        }
    ]  # fmt: skip
    if course.window:
        first, last = course.window
        shapes.append(
            {
                "type": "rect", "x0": first - 0.5, "x1": last + 0.5, "yref": "paper", "y0": 0, "y1": 1,
                "layer": "below", "fillcolor": "rgba(0,158,115,0.2)",
                "line": {"color": drawing.GREEN, "width": 1.5, "dash": "dot"},
                "label": {"text": words("open"), "textposition": "top center"},
            }
        )  # fmt: skip
    return {
        "data": data,
        "layout": drawing.layout(
            words("When both sides are ready: {course} (invented)", course=words(COURSES[state["course"]])),
            500,
            margin={"l": 60, "r": 10, "t": 85, "b": 55},
            xaxis=drawing.axis(words("Month"), automargin=False, range=[-1, MONTHS + 1], dtick=6, anchor="y2"),
            yaxis=drawing.axis(
                words("motivation, optimism"), automargin=False, range=[-0.03, 1.08], domain=[0.42, 1], dtick=0.25
            ),
            yaxis2=drawing.axis(
                words("readiness"), automargin=False, range=[-0.03, 1.03], domain=[0, 0.36], dtick=0.25
            ),
            shapes=shapes,
        ),
    }


def _windows_table(state: State) -> Table:
    course = run(state)
    first, last = course.window or (MONTHS + 2, -2)  # before and after all months, where it never opens
    turns = {first - 1, first, last, last + 1}.intersection(range(MONTHS + 1))
    picked = sorted({*range(0, MONTHS + 1, _PICKED), *turns})
    return {
        "caption": words("When both sides are ready: {course} (invented)", course=words(COURSES[state["course"]])),
        "columns": [
            words("Month"), words("Motivation of A"), words("Optimism of A"), words("Motivation of B"),
            words("Optimism of B"), words("Readiness of A"), words("Readiness of B"), words("Open?"),
        ],
        "rows": [
            [month, *(said(of[side][month]) for side in _SIDES for of in (course.motivation, course.optimism)),
             *(said(course.readiness[side][month]) for side in _SIDES), _yes(first <= month <= last)]
            for month in picked
        ],
        "marked": [row for row, month in enumerate(picked) if first <= month <= last],
    }  # fmt: skip


def _say_windows(state: State) -> str:
    course = run(state)
    happens = words(HAPPENS[state["course"]])
    if course.window is None:
        return "\n".join([_say_nearest(state, course), happens, _say_what_opens(state, course)])
    first, last = course.window
    lines = [_say_window(state, course, first, last), happens]
    if course.window != (0, MONTHS):
        lines.append(_say_more_optimism(state, course.window))
    turn = words(
        "What would turn this round: with a threshold above {best} the window would never open.",
        best=said(max(course.joint)),
    )
    if last < MONTHS:
        later = range(last + 1, MONTHS + 1)
        needed = max(_needed(state, course, month) for month in later)
        keeps = _("From month {month} on an optimism of {needed} on both sides would keep it open to the end.")
        lost = _("From month {month} on no optimism would keep it open to the end, for motivation falls too low.")
        turn += " " + words(keeps if _enough(needed) else lost, month=later[0], needed=said(needed))
    return "\n".join([*lines, turn])


def _needed(state: State, course: Course, month: int) -> float:
    """Return the optimism with which both sides would be ready in a month."""
    wants = [of[month] for of in course.motivation.values()]
    return float(model.optimism_needed(wants, state["threshold"], state["reading"]).max())


def _say_window(state: State, course: Course, first: int, last: int) -> str:
    """Return when a window opens and closes, and on whom that hangs."""

    def not_ready(month: int) -> list[str]:
        return [side for side in _SIDES if not model.reaches(course.readiness[side][month], state["threshold"])]

    late = not_ready(first - 1) if first else []
    opens = {
        0: _("The window is open from the beginning."),
        1: _("The window opens in month {first}, when side {side}, the later of the two, becomes ready."),
        2: _("The window opens in month {first}, when both sides become ready at once."),
    }[len(late)]
    fell = not_ready(last + 1) if last < MONTHS else []
    # No event lowers optimism, so what falls is motivation.
    closes = {
        0: _("It is still open at the end, in month {last}."),
        1: _("It closes after month {last}: the motivation of side {side} has then fallen too low."),
        2: _("It closes after month {last}: the motivation of both sides has then fallen too low."),
    }[len(fell)]
    return " ".join(
        words(sentence, first=first, last=last, side=sides[0] if sides else "")
        for sentence, sides in ((opens, late), (closes, fell))
    )


def _say_more_optimism(state: State, window: tuple[int, int]) -> str:
    """Return what a little more optimism, which is what a dialogue can bring, would do to a window that there is."""
    wider = run(state, _MORE_OPTIMISM).window or window
    if wider == window:
        sentence = _("With {more} more optimism on both sides throughout, that would be the same.")
    elif wider[1] == MONTHS:
        sentence = _(
            "With {more} more optimism on both sides throughout, it would be open from month {first} to the end."
        )
    else:
        sentence = _(
            "With {more} more optimism on both sides throughout, it would be open in months {first} to {last}."
        )
    return words(sentence, more=said(_MORE_OPTIMISM), first=wider[0], last=wider[1])


def _say_nearest(state: State, course: Course) -> str:
    nearest = max(range(MONTHS + 1), key=lambda month: course.joint[month])
    return words(
        "The window never opens. It comes nearest in month {month}: the less ready side then reaches {joint}, and "
        "{threshold} is needed.",
        month=nearest, joint=said(course.joint[nearest]), threshold=said(state["threshold"]),
    )  # fmt: skip


def _say_what_opens(state: State, course: Course) -> str:
    """Return what would open a window that never opens: an optimism, where one is enough, and a threshold."""
    needed = [_needed(state, course, month) for month in range(MONTHS + 1)]
    least, best = min(needed), max(course.joint)
    optimism = (
        _("What would turn this round: an optimism of {needed} on both sides would open the window in month {month}.")
        if _enough(least)
        else _(
            "What would turn this round is no optimism, however high: the motivation of the less motivated side is "
            "never above {most}, and would have to reach {wall}."
        )
    )
    threshold = (
        _("A threshold of {best} or less would open it.")
        if best > model.HAIR
        else _("No lower threshold would open it, for readiness is 0.")
    )
    most = max(map(min, *course.motivation.values()))
    wall = _wall(state["threshold"], state["reading"])
    told = {
        "needed": said(least),
        "month": needed.index(least),
        "most": said(most),
        "wall": said(wall),
        "best": said(best),
    }
    return words(optimism, **told) + " " + words(threshold, best=said(best))


# ---------------------------------------------------------------- the coalition within a side


def _share(state: State, threshold: Any, **changes: float) -> Any:
    """Return the share of the side's groups that is ready, by the reading of the state."""
    groups = {name: state[name] for name in ("motivation", "optimism", "spread", "reading")}
    return model.share_ready(threshold, **{**groups, **changes})


def _share_ripe(state: State, threshold: Any) -> Any:
    """Return the share of the groups that pass Zartman's test: both degrees reach the bar."""
    bar = model.even_level(threshold, state["reading"])
    return model.share_ready(bar, state["motivation"], state["optimism"], state["spread"], "minimum")


def _coalition(state: State) -> Curves:
    x = span(0, 1)
    return Curves(
        words("How many of a side's groups are ready"),
        words("Readiness from which a group comes to talks"),
        words("Share of the groups"),
        x,
        {
            words("ready, by {reading}", reading=words(_BY[state["reading"]])): _share(state, x)
            .round(_DIGITS)
            .tolist(),
            words("both degrees reach Zartman's bar"): _share_ripe(state, x).round(_DIGITS).tolist(),
        },
        here=state["threshold"],
        marks={words("a group in the middle"): _middle(state)},
        y_range=_WITH_LABELS,
    )


def _middle(state: State) -> float:
    return float(model.readiness(state["motivation"], state["optimism"], state["reading"]))


def _half(state: State) -> float:
    """Return the threshold at which half of the groups are ready: the share falls as the threshold rises."""
    low, high = 0.0, 1.0
    for _step in range(4):
        x = span(low, high, 33)
        most = sum(share >= 0.5 for share in _share(state, x).tolist()) - 1
        low, high = x[most], x[min(most + 1, 32)]
    return low


def _ends(state: State) -> tuple[float, float]:
    """Return the readiness of a side's least ready and of its most ready group."""
    wants, hopes, spread = state["motivation"], state["optimism"], state["spread"]
    least = model.readiness(max(wants - spread, 0), max(hopes - spread, 0), state["reading"])
    most = model.readiness(min(wants + spread, 1), min(hopes + spread, 1), state["reading"])
    return float(least), float(most)


def _say_coalition(state: State) -> str:
    middle, (least, most), threshold = _middle(state), _ends(state), state["threshold"]
    in_the_middle = (
        _("A group in the middle of the side has a readiness of {middle} and is ready.")
        if model.reaches(middle, threshold)
        else _("A group in the middle of the side has a readiness of {middle} and is not ready.")
    )
    lines = [
        words("At a threshold of {threshold}, {share} of this side's groups are ready, by {reading}.",
              threshold=said(threshold), share=percent(float(_share(state, threshold))),
              reading=words(_BY[state["reading"]])),
        words(in_the_middle, middle=said(middle)),
        words("By Zartman's test, with both degrees at {bar} at least, it is {share}.",
              bar=said(float(model.even_level(threshold, state["reading"]))),
              share=percent(float(_share_ripe(state, threshold)))),
    ]  # fmt: skip
    if state["optimism"] + _MORE_OPTIMISM <= 1:
        hopeful = float(_share(state, threshold, optimism=state["optimism"] + _MORE_OPTIMISM))
        lines.append(
            words("With {more} more optimism in the middle, {share} would be ready.", more=said(_MORE_OPTIMISM),
                  share=percent(hopeful))
        )  # fmt: skip
    turn = words(
        "What would turn this round: at a threshold of {half} or less, half of the groups or more are ready.",
        half=said(_half(state)),
    )
    if least > model.HAIR:
        turn += " " + words("At {least} or less all of them are.", least=said(least))
    if most < 1:
        turn += " " + words("Above {most} none is.", most=said(most))
    return "\n".join([*lines, turn])
