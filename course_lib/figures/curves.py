"""What the charts of models share: curves over one number, and bars for a few shares, each with its table.

Chart and table are made from the same points, so that neither says what the other does not. A curve has a dash and a
mark of its own beside its colour.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from course_lib.catalogue import load_model
from course_lib.figures import drawing
from course_lib.figures.drawing import Figure, Table

COLOURS = (drawing.BLUE, drawing.VERMILION, drawing.GREEN, drawing.PURPLE, drawing.OCHRE, drawing.GREY)
DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "solid")
SYMBOLS = ("circle", "diamond", "square", "triangle-up", "triangle-down", "x")
# A table of a curve has no more rows than this: it picks them evenly.
ROWS = 11


def starts(model: str) -> dict[str, Any]:
    """Return the numbers of a model that a learner can move, at the values they start with."""
    return {one["name"]: one["start"] for one in load_model(model)["coefficients"]}


def span(low: float, high: float, points: int = 101) -> list[float]:
    """Return evenly spaced numbers from one end to the other, both included."""
    return [low + (high - low) * n / (points - 1) for n in range(points)]


@dataclass(frozen=True)
class Curves:
    """Curves over one number.

    Parameters
    ----------
    title, x_title, y_title: what the chart and its axes are called.
    x: the points along the axis, in order.
    lines: each curve's values by its name; NaN or None where there is none.
    here: where the learner stands on the axis, or None.
    marks: points of the axis worth a line across, by what they are called.
    y_range, x_range: where the axes begin and end; they stand still while values move.
    whole: whether the axis counts whole things, so that each point gets a mark.
    """

    title: str
    x_title: str
    y_title: str
    x: Sequence[float]
    lines: Mapping[str, Sequence[float | None]]
    here: float | None = None
    marks: Mapping[str, float] = field(default_factory=dict)
    y_range: tuple[float, float] = (0, 1)
    x_range: tuple[float, float] | None = None
    whole: bool = False

    def figure(self) -> Figure:
        """Return the chart."""
        low, high = self.x_range or (self.x[0], self.x[-1])
        room = (high - low) * 0.02
        data: list[Figure] = []
        for n, (name, values) in enumerate(self.lines.items()):
            data.append(
                {
                    "type": "scatter",
                    "mode": "lines+markers" if self.whole else "lines",
                    "name": name,
                    "x": list(self.x),
                    "y": [_number(value) for value in values],
                    "line": {"color": COLOURS[n], "dash": DASHES[n], "width": 2.5},
                    "marker": {"symbol": SYMBOLS[n], "size": 6},
                    "hovertemplate": "%{x:.3~g}: %{y:.3~g}<extra></extra>",
                    "showlegend": True,
                }
            )
        shapes: list[Figure] = []
        if self.here is not None:
            shapes.append(_across(self.here, drawing.RING, "solid", ""))
        # Near the right end a label stands to the left of its line, where it is not cut.
        sides = {True: "right", False: "left"}
        shapes += [
            _across(x, drawing.GREY, "dot", name, sides[x > low + 0.7 * (high - low)])
            for name, x in self.marks.items()
            if low <= x <= high
        ]
        margin = (self.y_range[1] - self.y_range[0]) * 0.03
        return {
            "data": data,
            "layout": drawing.layout(
                self.title,
                400,
                margin={"l": 60, "r": 10, "t": 85, "b": 55},
                xaxis=drawing.axis(self.x_title, automargin=False, range=[low - room, high + room]),
                yaxis=drawing.axis(
                    self.y_title, automargin=False, range=[self.y_range[0] - margin, self.y_range[1] + margin]
                ),
                shapes=shapes,
            ),
        }

    def table(self) -> Table:
        """Return the same points as a table: evenly picked where there are many, and the one where the learner stands."""
        step = max(1, math.ceil((len(self.x) - 1) / (ROWS - 1)))
        picked = sorted({*range(0, len(self.x), step), len(self.x) - 1, *self._nearest()})
        return {
            "caption": self.title,
            "columns": [self.x_title, *self.lines],
            "rows": [
                [said(self.x[n]), *("–" if _number(of[n]) is None else said(of[n]) for of in self.lines.values())]
                for n in picked
            ],
            "marked": [row for row, n in enumerate(picked) if n in self._nearest()],
        }

    def _nearest(self) -> list[int]:
        here = self.here
        return [] if here is None else [min(range(len(self.x)), key=lambda n: abs(self.x[n] - here))]


@dataclass(frozen=True)
class Bars:
    """Shares of a whole, a bar for each thing compared.

    Parameters
    ----------
    title: what the chart is called.
    of: what is compared, in the order of the bars from the top.
    parts: each part's share by its name, one value for each bar.
    top: where the axis ends.
    """

    title: str
    of: Sequence[str]
    parts: Mapping[str, Sequence[float]]
    x_title: str
    top: float = 1.0

    def figure(self) -> Figure:
        """Return the chart: bars from left to right, their parts stacked, each with its own pattern."""
        patterns = ("", "/", "x", ".", "\\", "-")
        return {
            "data": [
                {
                    "type": "bar",
                    "orientation": "h",
                    "name": name,
                    "y": [drawing.broken(label, 24) for label in self.of],
                    "x": list(values),
                    "marker": {"color": COLOURS[n], "pattern": {"shape": patterns[n], "fgopacity": 0.9}},
                    "hovertemplate": "%{x:.3~g}<extra>" + name + "</extra>",
                }
                for n, (name, values) in enumerate(self.parts.items())
            ],
            "layout": drawing.layout(
                self.title,
                200 + 44 * len(self.of),
                barmode="stack",
                margin={"l": 170, "r": 10, "t": 85, "b": 55},
                xaxis=drawing.axis(self.x_title, automargin=False, range=[0, self.top]),
                yaxis=drawing.axis(automargin=False, autorange="reversed"),
                legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "xanchor": "left",
                        "traceorder": "normal"},
            ),
        }  # fmt: skip

    def table(self) -> Table:
        """Return the same shares as a table."""
        return {
            "caption": self.title,
            "columns": ["", *self.parts],
            "rows": [[label, *(said(values[n]) for values in self.parts.values())] for n, label in enumerate(self.of)],
        }


def said(value: float | None) -> str:
    """Return a number as a learner reads it: three digits that matter, no exponent."""
    if value is None or not math.isfinite(value):
        return "–"
    rounded = float(f"{value:.3g}") + 0.0
    return (
        f"{rounded:,.0f}"
        if abs(rounded) >= 1000
        else f"{rounded:g}"
        if abs(rounded) >= 0.001 or not rounded
        else f"{rounded:.6f}".rstrip("0").rstrip(".")
    )


def percent(share: float) -> str:
    """Return a share as a percentage; what is small but not nothing is said to be so."""
    hundred = 100 * share
    if 0 < hundred < 0.5:
        return "<1 %"
    if 99.5 < hundred < 100:
        return ">99 %"
    return f"{hundred:.0f} %"


def _number(value: float | None) -> float | None:
    return None if value is None or not math.isfinite(value) else round(float(value), 6)


def _across(x: float, colour: str, dash: str, label: str, side: str = "left") -> Figure:
    return {
        "type": "line", "x0": x, "x1": x, "y0": 0, "y1": 1, "yref": "paper",
        "line": {"color": colour, "width": 2, "dash": dash},
        "label": {"text": label, "textposition": "end", "textangle": 0, "xanchor": side, "yanchor": "top"},
    }  # fmt: skip
