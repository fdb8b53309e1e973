"""Officiality and secrecy as two separate axes, with each phase of each case as a point.

`figure(state)`, `describe(state)` and `table(state)` are pure functions of plain values: a state holds `sense` ("both",
"attendance" or "third_party"), `region`, `track` ("all" or a code) and `case` (the case picked out). A figure is plotly's
own description of one (`data` and `layout`), so that nothing heavy is imported to draw it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from course_lib import vocabulary
from course_lib.catalogue import Catalogue, Phase
from course_lib.words import number_of, words

State = Mapping[str, Any]

# A shape and a colour for each track: Okabe and Ito's palette, darkened where it fell below 3:1 on white or on black.
MARKS = {
    "1": ("square", "#0072B2"),
    "1.5": ("diamond", "#D55E00"),
    "2": ("circle", "#009E73"),
    "3": ("triangle-up", "#AA4499"),
    "contact": ("x", "#767676"),
}
START: dict[str, Any] = {"sense": "both", "region": "all", "track": "all", "case": "C17"}


def track_under(phase: Phase, sense: str) -> str:
    """Return a phase's track under one sense of Track 1.5.

    Parameters
    ----------
    sense: "both" keeps every 1.5. Under "attendance" only officials in a personal capacity make a 1.5, so what has
        merely an unofficial host falls back to what its parties are: Track 1. Under "third_party" only the host makes a
        1.5, so officials who came in a personal capacity fall back to Track 2.
    """
    if phase.track != "1.5" or sense in ("both", phase.sense):
        return phase.track
    return "1" if sense == "attendance" else "2"


def shown(state: State, cases: Catalogue) -> list[tuple[Phase, str]]:
    """Return the phases that a state shows, each with its track under the state's sense of 1.5.

    Raises
    ------
    ValueError: for a sense, region or track that there is not, for an unknown case, and where nothing is left to show.
    """
    for name, codes in (
        ("sense", {"both", *vocabulary.SENSE}),
        ("region", {"all", *vocabulary.REGION}),
        ("track", {"all", *vocabulary.TRACK}),
    ):
        if state[name] not in codes:
            raise ValueError(words("“{value}” is not a {name} that can be shown.", value=state[name], name=name))
    cases[state["case"]]
    chosen = [
        (phase, track_under(phase, state["sense"]))
        for case in cases
        if state["region"] in ("all", case.raw["region"])
        for phase in case.phases
    ]
    chosen = [(phase, track) for phase, track in chosen if state["track"] in ("all", track)]
    if not chosen:
        raise ValueError(words("No case is in this region and on this track; choose “all” for one of the two."))
    return chosen


def _positions(phases: list[Phase]) -> list[tuple[float, float]]:
    """Return a place for each phase: the middle of its cell, or side by side where several share one."""
    officiality, secrecy = list(vocabulary.OFFICIALITY), list(vocabulary.SECRECY)
    crowd: dict[tuple[int, int], int] = defaultdict(int)
    cells = [(officiality.index(p.officiality), secrecy.index(p.secrecy)) for p in phases]
    total = {cell: cells.count(cell) for cell in cells}
    places = []
    for x, y in cells:
        across = max(1, round(total[x, y] ** 0.5 + 0.49))
        down = -(-total[x, y] // across)
        n = crowd[x, y]
        crowd[x, y] += 1
        places.append((x + ((n % across + 0.5) / across - 0.5) * 0.9, y + ((n // across + 0.5) / down - 0.5) * 0.8))
    return places


def figure(state: State, cases: Catalogue) -> dict[str, Any]:
    """Return the chart of a state, as plotly describes charts; see `shown` for what it raises."""
    chosen = shown(state, cases)
    places = _positions([phase for phase, _ in chosen])
    few = len(chosen) <= 25
    data = []
    for track, (shape, colour) in MARKS.items():
        points = [(phase, place) for (phase, of), place in zip(chosen, places, strict=True) if of == track]
        data.append(
            {
                "type": "scatter",
                "mode": "markers+text",
                "name": words(vocabulary.TRACK[track]).partition(":")[0],
                "x": [place[0] for _, place in points],
                "y": [place[1] for _, place in points],
                # Where many stand close together only the case picked out is named; the table names all.
                "text": [phase.case if few or phase.case == state["case"] else "" for phase, _ in points],
                "textposition": "top center",
                "customdata": [phase.case for phase, _ in points],
                "hovertext": [f"{cases[phase.case].name}<br>{phase.label}" for phase, _ in points],
                "hoverinfo": "text",
                "marker": {
                    "symbol": shape,
                    "color": colour,
                    "opacity": 1,
                    "size": [18 if phase.case == state["case"] else 11 for phase, _ in points],
                    "line": {
                        "width": [3 if phase.case == state["case"] else 0 for phase, _ in points],
                        "color": "#E69F00",
                    },
                },
                "showlegend": True,
            }
        )
    return {"data": data, "layout": _layout()}


def _layout() -> dict[str, Any]:
    def axis(title: str, codes: Mapping[str, str]) -> dict[str, Any]:
        ticks = [
            f"<b>{short}</b><br>{_broken(words(label))}"
            for short, label in zip(_short(codes), codes.values(), strict=True)
        ]
        places = list(range(len(codes)))
        return {
            "title": {"text": title},
            "tickmode": "array",
            "tickvals": places,
            "ticktext": ticks,
            "range": [-0.6, len(codes) - 0.4],
            "fixedrange": True,
            "zeroline": False,
            "automargin": True,
        }

    return {
        "title": {
            "text": words("Who is spoken for, and who knows"),
            "x": 0,
            "xanchor": "left",
            "y": 0.98,
            "yanchor": "top",
        },
        "height": 580,
        "margin": {"l": 10, "r": 10, "t": 80, "b": 10},
        "xaxis": axis(words("Officiality: for whom do the people in the room speak?"), vocabulary.OFFICIALITY),
        "yaxis": axis(words("Secrecy: who could know?"), vocabulary.SECRECY),
        "legend": {
            "orientation": "h",
            "y": 1.02,
            "yanchor": "bottom",
            "x": 0,
            "xanchor": "left",
            "itemsizing": "constant",
        },
        "hovermode": "closest",
        "uirevision": "axes",
        # Where the panel is narrow, the page puts these in place of the full tick labels.
        "meta": {"short": {"xaxis": _short(vocabulary.OFFICIALITY), "yaxis": _short(vocabulary.SECRECY)}},
    }


def _short(codes: Mapping[str, str]) -> list[str]:
    """Return the codes' own words, as exercises use them, without the underscore."""
    return [code.replace("_", " ") for code in codes]


def _broken(label: str, width: int = 18) -> str:
    """Return a label on several lines, as plotly writes them."""
    import textwrap

    return "<br>".join(textwrap.wrap(label, width))


def describe(state: State, cases: Catalogue) -> str:
    """Return what the chart shows, in words; see `shown` for what it raises."""
    chosen = shown(state, cases)
    count = {track: sum(of == track for _, of in chosen) for track in MARKS}
    listed = "; ".join(f"{words(vocabulary.TRACK[track])}, {n}" for track, n in count.items() if n)
    hidden = sum(phase.secrecy in ("discreet", "secret") for phase, _ in chosen)
    official = sum(phase.secrecy in ("discreet", "secret") and phase.officiality == "mandated" for phase, _ in chosen)
    lines = [
        number_of(len(chosen), "The chart shows {count} phase.", "The chart shows {count} phases.") + f" {listed}.",
        words(
            "{hidden} of them were kept from the public; in {official} of these both sides had a mandate.",
            hidden=hidden,
            official=official,
        ),
    ]
    lines.append(words("{case}, in order of time:", case=cases[state["case"]].name))
    picked = sorted(
        [(phase, track) for phase, track in chosen if phase.case == state["case"]],
        key=lambda pair: pair[0].start,
    )
    for phase, track in picked:
        lines.append(
            words(
                "{label} ({start} to {end}): {officiality}; {secrecy}. {track}. {why}",
                label=phase.label,
                start=phase.start,
                end=phase.end,
                officiality=words(vocabulary.OFFICIALITY[phase.officiality]),
                secrecy=words(vocabulary.SECRECY[phase.secrecy]),
                track=words(vocabulary.TRACK[track]).partition(":")[0],
                why=phase.why,
            )
        )
    if not picked:
        lines[-1] = words("{case} is not among them.", case=cases[state["case"]].name)
    return "\n".join(lines)


def table(state: State, cases: Catalogue) -> dict[str, Any]:
    """Return the chart's points as a table: `caption`, `columns`, `rows`; see `shown` for what it raises."""
    return {
        "caption": words("Phases of cases, by officiality and secrecy"),
        "columns": [
            words("Case"),
            words("Phase"),
            words("From"),
            words("To"),
            words("Track"),
            words("Officiality"),
            words("Secrecy"),
        ],
        "rows": [
            [
                f"{phase.case} {cases[phase.case].name}",
                phase.label,
                phase.start,
                phase.end,
                words(vocabulary.TRACK[track]).partition(":")[0],
                words(vocabulary.OFFICIALITY[phase.officiality]),
                words(vocabulary.SECRECY[phase.secrecy]),
            ]
            for phase, track in shown(state, cases)
        ],
    }
