"""Where a learner placed an encounter on the two axes, beside where the record places it.

A state holds `yours` and `record`: each a pair of codes (officiality, secrecy), or None before anything was placed.
"""

from __future__ import annotations

from collections.abc import Mapping

from course_lib import vocabulary
from course_lib.figures import drawing
from course_lib.figures.drawing import Figure, State, Table
from course_lib.words import number_of, words

AXES = {"officiality": vocabulary.OFFICIALITY, "secrecy": vocabulary.SECRECY}


def steps(state: State) -> dict[str, int]:
    """Return by how many steps, on each axis, the learner's place lies beyond the record's (negative: short of it).

    Raises
    ------
    ValueError: for a code that is none of the axis's.
    """
    found = {}
    for n, (axis, codes) in enumerate(AXES.items()):
        for place in ("yours", "record"):
            drawing.one_of(words("step of this axis"), state[place][n], codes)
        order = list(codes)
        found[axis] = order.index(state["yours"][n]) - order.index(state["record"][n])
    return found


def figure(state: State) -> Figure:
    """Return the two places on the two axes; see `steps` for what it raises."""
    steps(state)
    data = []
    for place, label, symbol, colour, size in (
        ("record", words("where the record places it"), "square", drawing.BLUE, 22),
        ("yours", words("where you placed it"), "diamond", drawing.VERMILION, 13),
    ):
        x, y = (list(codes).index(state[place][n]) for n, codes in enumerate(AXES.values()))
        data.append(
            {
                "type": "scatter",
                "mode": "markers",
                "name": label,
                "x": [x],
                "y": [y],
                "hoverinfo": "name",
                "marker": {"symbol": symbol, "color": colour, "size": size},
                "showlegend": True,
            }
        )
    return {
        "data": data,
        "layout": drawing.layout(
            words("Your place and the record's"),
            520,
            xaxis=_axis(words("Officiality"), vocabulary.OFFICIALITY),
            yaxis=_axis(words("Secrecy"), vocabulary.SECRECY),
            # Where the panel is narrow, the page puts these in place of the steps' full names.
            meta={"short": {"xaxis": _short(vocabulary.OFFICIALITY), "yaxis": _short(vocabulary.SECRECY)}},
        ),
    }


def _axis(title: str, codes: Mapping[str, str]) -> Figure:
    steps = [drawing.broken(words(label)) for label in codes.values()]
    return drawing.axis(
        title, tickmode="array", tickvals=list(range(len(codes))), ticktext=steps, range=[-0.6, len(codes) - 0.4]
    )


def _short(codes: Mapping[str, str]) -> list[str]:
    return [code.replace("_", " ") for code in codes]


def describe(state: State) -> str:
    """Return, for each axis, whether the place is the record's and how far off it is; see `steps`."""
    lines = []
    for n, (axis, off) in enumerate(steps(state).items()):
        name = words("Officiality") if axis == "officiality" else words("Secrecy")
        label = words(AXES[axis][state["record"][n]])
        if off == 0:
            lines.append(words("{axis}: right. {label}.", axis=name, label=label))
        else:
            distance = number_of(abs(off), "{count} step away", "{count} steps away")
            lines.append(words("{axis}: {distance}. The record: {label}.", axis=name, distance=distance, label=label))
    return "\n".join(lines)


def table(state: State) -> Table:
    """Return the two places as a table; see `steps`."""
    steps(state)
    return {
        "caption": words("Your place and the record's"),
        "columns": [words("Axis"), words("Yours"), words("The record's")],
        "rows": [
            [words("Officiality") if axis == "officiality" else words("Secrecy"), words(codes[state["yours"][n]]),
             words(codes[state["record"][n]])]
            for n, (axis, codes) in enumerate(AXES.items())
        ],
    }  # fmt: skip
