"""Officiality and secrecy as two separate axes, with each phase of each case as a point.

`figure(state)`, `describe(state)` and `table(state)` are pure functions of plain values: a state holds `sense` ("both",
"attendance" or "third_party"), `region`, `track` ("all" or a code), `case` (the case picked out) and `status` (the standings
of the statements that are listed under the chart).
"""

from __future__ import annotations

import functools
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from course_lib import vocabulary
from course_lib.catalogue import Catalogue, Phase
from course_lib.dates import between
from course_lib.figures import drawing
from course_lib.figures.drawing import TRACK_MARKS as MARKS
from course_lib.figures.drawing import Figure, State, Table
from course_lib.words import number_of, words

START: dict[str, Any] = {
    "sense": "both", "region": "all", "track": "all", "case": "C17", "status": list(vocabulary.STATUS),
}  # fmt: skip


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


Placed = tuple[tuple[Phase, str], ...]


def shown(state: State, cases: Catalogue) -> Placed:
    """Return the phases that a state shows, each with its track under the state's sense of 1.5.

    Raises
    ------
    ValueError: for a sense, region or track that there is not, for an unknown case, and where nothing is left to show.
    """
    for name, codes in (
        ("sense", ["both", *vocabulary.SENSE]),
        ("region", ["all", *vocabulary.REGION]),
        ("track", ["all", *vocabulary.TRACK]),
    ):
        drawing.one_of(name, state[name], codes)
    cases[state["case"]]
    chosen = _chosen(cases, *_filters(state))
    if not chosen:
        raise ValueError(words("No case is in this region and on this track; choose “all” for one of the two."))
    return chosen


def _filters(state: State) -> tuple[str, str, str]:
    return state["sense"], state["region"], state["track"]


# What these three return stays the same while only another case is picked out: with many cases that saves most of the time.


@functools.lru_cache(maxsize=8)
def _chosen(cases: Catalogue, sense: str, region: str, track: str) -> Placed:
    found = (
        (phase, track_under(phase, sense))
        for case in cases
        if region in ("all", case.raw["region"])
        for phase in case.phases
    )
    return tuple((phase, of) for phase, of in found if track in ("all", of))


@functools.lru_cache(maxsize=8)
def _crowds(cases: Catalogue, sense: str, region: str, track: str) -> Counter[tuple[tuple[int, int], str]]:
    """Return how many phases of each track are in each cell."""
    return Counter((_cell(phase), of) for phase, of in _chosen(cases, sense, region, track))


@functools.lru_cache(maxsize=8)
def _counts(cases: Catalogue, sense: str, region: str, track: str) -> str:
    """Return, in words, how many phases there are, and how many of them were hidden."""
    chosen = _chosen(cases, sense, region, track)
    count = Counter(of for _, of in chosen)
    listed = "; ".join(f"{words(vocabulary.TRACK[of])}, {count[of]}" for of in MARKS if count[of])
    hidden = [phase for phase, _ in chosen if phase.secrecy in ("discreet", "secret")]
    kept = words(
        "{hidden} of them were kept from the public; in {official} of these both sides had a mandate.",
        hidden=len(hidden),
        official=sum(phase.officiality == "mandated" for phase in hidden),
    )
    return (
        number_of(len(chosen), "The chart shows {count} phase.", "The chart shows {count} phases.")
        + f" {listed}.\n{kept}"
    )


def _cell(phase: Phase) -> tuple[int, int]:
    return list(vocabulary.OFFICIALITY).index(phase.officiality), list(vocabulary.SECRECY).index(phase.secrecy)


def _positions(cells: list[tuple[int, int]]) -> list[tuple[float, float]]:
    """Return a place for each cell that is named: its middle, or side by side where it is named several times."""
    crowd: dict[tuple[int, int], int] = defaultdict(int)
    total = Counter(cells)
    places = []
    for x, y in cells:
        across = max(1, round(total[x, y] ** 0.5 + 0.49))
        down = -(-total[x, y] // across)
        n = crowd[x, y]
        crowd[x, y] += 1
        places.append((x + ((n % across + 0.5) / across - 0.5) * 0.9, y + ((n // across + 0.5) / down - 0.5) * 0.8))
    return places


# Beyond this many phases, those of one cell and track share a mark that grows with their number.
MANY = 400


@dataclass(frozen=True, slots=True)
class _Mark:
    cell: tuple[int, int]
    track: str
    size: float
    text: str
    hover: str
    case: str | None


def _marks(chosen: Placed, state: State, cases: Catalogue) -> list[_Mark]:
    if len(chosen) > MANY:
        crowds = _crowds(cases, *_filters(state)).items()
        said = [number_of(count, "{count} phase", "{count} phases") for _, count in crowds]
        return [
            _Mark(cell, track, min(11 + count**0.5, 40), str(count), hover, None)
            for ((cell, track), count), hover in zip(crowds, said, strict=True)
        ]
    few = len(chosen) <= 25
    # Where many stand close together only the case picked out is named; the table names all.
    return [
        _Mark(
            _cell(phase), track, 11, phase.case if few else "", f"{cases[phase.case].name}<br>{phase.label}", phase.case
        )
        for phase, track in chosen
    ]


def figure(state: State, cases: Catalogue) -> Figure:
    """Return the chart of a state, as plotly describes charts; see `shown` for what it raises."""
    marks = _marks(shown(state, cases), state, cases)
    places = _positions([mark.cell for mark in marks])
    data = []
    for track, (shape, colour) in MARKS.items():
        points = [(mark, place) for mark, place in zip(marks, places, strict=True) if mark.track == track]
        data.append(
            {
                "type": "scatter",
                "mode": "markers+text",
                "name": words(vocabulary.TRACK[track]).partition(":")[0],
                "x": [place[0] for _, place in points],
                "y": [place[1] for _, place in points],
                "text": [mark.text for mark, _ in points],
                "textposition": "top center",
                "customdata": [mark.case for mark, _ in points],
                "hovertext": [mark.hover for mark, _ in points],
                "hoverinfo": "text",
                "marker": {
                    "symbol": shape,
                    "color": colour,
                    "opacity": 1,
                    "size": [mark.size for mark, _ in points],
                },
                "showlegend": True,
            }
        )
    few = any(mark.text == mark.case for mark in marks)  # then all are named already
    picked = _picked(marks, places, shown(state, cases), state["case"])
    cells = [mark.cell for mark, _ in picked]
    return {
        "data": data,
        "layout": {
            **_layout(),
            # Rings in one cell share a name.
            "shapes": [
                drawing.ring(*place, "" if few or mark.cell in cells[:n] else state["case"], round(mark.size / 2) + 4)
                for n, (mark, place) in enumerate(picked)
            ],
        },
    }


def _picked(
    marks: list[_Mark], places: list[tuple[float, float]], chosen: Placed, case: str
) -> list[tuple[_Mark, tuple[float, float]]]:
    """Return the marks that stand for the case picked out, or for a crowd that it is in, with their places."""
    crowds = {(_cell(phase), track) for phase, track in chosen if phase.case == case}
    return [
        (mark, place)
        for mark, place in zip(marks, places, strict=True)
        if mark.case == case or (mark.case is None and (mark.cell, mark.track) in crowds)
    ]


def _layout() -> Figure:
    def axis(title: str, codes: Mapping[str, str]) -> Figure:
        ticks = [
            f"<b>{short}</b><br>{drawing.broken(words(label))}"
            for short, label in zip(_short(codes), codes.values(), strict=True)
        ]
        return drawing.axis(
            title, tickmode="array", tickvals=list(range(len(codes))), ticktext=ticks, range=[-0.6, len(codes) - 0.4]
        )

    return drawing.layout(
        words("Who is spoken for, and who knows"),
        580,
        xaxis=axis(words("Officiality: for whom do the people in the room speak?"), vocabulary.OFFICIALITY),
        yaxis=axis(words("Secrecy: who could know?"), vocabulary.SECRECY),
        uirevision="axes",
        # Where the panel is narrow, the page puts these in place of the full tick labels.
        meta={"short": {"xaxis": _short(vocabulary.OFFICIALITY), "yaxis": _short(vocabulary.SECRECY)}},
    )


def _short(codes: Mapping[str, str]) -> list[str]:
    """Return the codes' own words, as exercises use them, without the underscore."""
    return [code.replace("_", " ") for code in codes]


def describe(state: State, cases: Catalogue) -> str:
    """Return what the chart shows, in words; see `shown` for what it raises."""
    chosen = shown(state, cases)
    lines = [_counts(cases, *_filters(state))]
    lines.append(words("{case}, in order of time:", case=cases[state["case"]].name))
    picked = sorted(
        [(phase, track) for phase, track in chosen if phase.case == state["case"]],
        key=lambda pair: pair[0].start,
    )
    for phase, track in picked:
        lines.append(
            words(
                "{label} ({dates}): {officiality}; {secrecy}. {track}. {why}",
                label=phase.label,
                dates=between(phase.start, phase.end),
                officiality=words(vocabulary.OFFICIALITY[phase.officiality]),
                secrecy=words(vocabulary.SECRECY[phase.secrecy]),
                track=words(vocabulary.TRACK[track]).partition(":")[0],
                why=phase.why,
            )
        )
    if not picked:
        lines[-1] = words("{case} is not among them.", case=cases[state["case"]].name)
    return "\n".join(lines)


def table(state: State, cases: Catalogue) -> Table:
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
