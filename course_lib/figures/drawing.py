"""What all charts share: a palette that holds on white and on black, and a layout that leaves the theme to the page.

A figure is plotly's own description of one, `{"data": [...], "layout": {...}}`, of plain values, so that nothing heavy is
imported to draw it. No meaning rests on colour alone: each colour goes with a shape.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

from course_lib.words import words

Figure = dict[str, Any]
Table = dict[str, Any]
State = Mapping[str, Any]

# Okabe and Ito's palette, darkened where it fell below 3:1 on white or on black.
BLUE, VERMILION, GREEN, PURPLE, GREY = "#0072B2", "#D55E00", "#009E73", "#AA4499", "#767676"
OCHRE = "#9A7400"
# Around what is picked out.
RING = "#E69F00"

# A shape and a colour for each track and for each outcome.
TRACK_MARKS = {
    "1": ("square", BLUE),
    "1.5": ("diamond", VERMILION),
    "2": ("circle", GREEN),
    "3": ("triangle-up", PURPLE),
    "contact": ("x", GREY),
}
OUTCOME_MARKS = {
    "transferred": ("circle", GREEN),
    "disputed": ("diamond", VERMILION),
    "collapsed": ("triangle-up", OCHRE),
    "stalled": ("square", GREY),
    "failed": ("x", BLUE),
    "backfired": ("triangle-down", PURPLE),
}
# More than this many marks at once show nothing: a chart then takes the first, and its words say so.
MOST = 80


def layout(title: str, height: int, **more: Any) -> Figure:
    """Return the layout that all charts start from; `more` goes over it."""
    return {
        "title": {"text": title, "x": 0, "xanchor": "left", "y": 0.98, "yanchor": "top"},
        "height": height,
        "margin": {"l": 10, "r": 10, "t": 80, "b": 10},
        "legend": {
            "orientation": "h",
            "y": 1.02,
            "yanchor": "bottom",
            "x": 0,
            "xanchor": "left",
            "itemsizing": "constant",
        },
        "hovermode": "closest",
        **more,
    }


def axis(title: str = "", **more: Any) -> Figure:
    """Return an axis that stands still; `more` goes over it."""
    return {"title": {"text": title}, "fixedrange": True, "zeroline": False, "automargin": True, **more}


def ring(x: float, y: float, text: str = "", radius: int = 10) -> Figure:
    """Return a ring around a point, with a text above it, as a shape: when it moves, nothing else is drawn again."""
    return {
        "type": "circle", "xsizemode": "pixel", "ysizemode": "pixel", "xanchor": x, "yanchor": y,
        "x0": -radius, "x1": radius, "y0": -radius, "y1": radius, "line": {"color": RING, "width": 3},
        "label": {"text": text, "textposition": "top center", "yanchor": "bottom"},
    }  # fmt: skip


def broken(label: str, width: int = 18) -> str:
    """Return a label on several lines, as plotly writes them."""
    return "<br>".join(textwrap.wrap(label, width))


def shortened(label: str, width: int) -> str:
    """Return a label cut at a word, where it is longer than some number of characters."""
    return textwrap.shorten(label, width, placeholder=" …")


def one_of(name: str, value: Any, codes: Sequence[str] | Mapping[str, Any]) -> None:
    """Raise a ValueError, in the sentence that the explorer shows, where a value is none of the codes."""
    if value not in codes:
        raise ValueError(words("“{value}” is no {name} that can be shown.", value=value, name=name))
