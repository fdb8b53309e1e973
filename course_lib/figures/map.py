"""Where they met: the places of the cases on Natural Earth's outlines of the land, which know no borders.

A state holds `party` and `region` ("all" or one) and `case` (the case picked out).
"""

from __future__ import annotations

import functools
import json
from collections import Counter, defaultdict
from itertools import accumulate
from typing import Any

from course_lib import vocabulary
from course_lib.catalogue import COMPILED, Case, Catalogue
from course_lib.figures import drawing
from course_lib.figures.drawing import Figure, State, Table
from course_lib.words import number_of, words

START: dict[str, Any] = {"party": "all", "region": "all", "case": "C19"}


@functools.cache
def land() -> Figure:
    """Return the outlines of the land as one trace, to a tenth of a degree.

    They are Natural Earth's, 1:110 million, as TopoJSON: arcs of whole numbers, each the step from the point before.
    """
    topology = json.loads((COMPILED.parent / "land-110m.json").read_text(encoding="utf-8"))
    (across, up), (left, bottom) = topology["transform"]["scale"], topology["transform"]["translate"]

    def arc(number: int) -> list[tuple[float, float]]:
        steps = topology["arcs"][number if number >= 0 else ~number]
        points = accumulate(steps, lambda before, step: [before[0] + step[0], before[1] + step[1]])
        line = [(round(x * across + left, 1), round(y * up + bottom, 1)) for x, y in points]
        return line if number >= 0 else line[::-1]

    x: list[float | None] = []
    y: list[float | None] = []
    for shape in topology["objects"]["land"]["geometries"]:
        for polygon in shape["arcs"]:
            for ring in polygon:
                points = _thinned(_unrolled([point for number in ring for point in arc(number)]))
                if max(lat for _, lat in points) > SOUTH:
                    x += [*(lon for lon, _ in points), None]
                    y += [*(lat for _, lat in points), None]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": y,
        "fill": "toself",
        "fillcolor": "rgba(128,128,128,0.25)",
        "line": {"color": drawing.GREY, "width": 0.7},
        "hoverinfo": "skip",
        "showlegend": False,
    }


# The map is cut where there is hardly any land: in the Bering Strait, and north of Antarctica.
WEST, SOUTH, NORTH = -168.5, -58, 84


# A step along a coast that is shorter than this, in degrees, is less than two points of the screen.
STEP = 0.7


def _thinned(ring: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return a ring without the points that are too close to the one before to be seen apart."""
    kept = ring[:1]
    for lon, lat in ring[1:-1]:
        if abs(lon - kept[-1][0]) + abs(lat - kept[-1][1]) >= STEP:
            kept.append((lon, lat))
    return [*kept, ring[-1]]


def _unrolled(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return a ring that goes on past 180 degrees east, where the map goes on, and does not jump to the other side."""
    shift, before = 0, points[0][0]
    ring = []
    for lon, lat in points:
        if abs(lon - before) > 180:
            shift += 360 if lon < before else -360
        before = lon
        ring.append((round(lon + shift, 1), lat))
    home = 360 * (max(lon for lon, _ in ring) < WEST) - 360 * (min(lon for lon, _ in ring) > WEST + 360)
    return [(round(lon + home, 1), lat) for lon, lat in ring]


# Under what a party is found whose cases name it otherwise: the same state or body, and no successor, part or people of it.
FOUND_UNDER = {
    "People's Republic of China": ("China",),
    "French Republic": ("France",),
    "Government of the Philippines": ("Philippines",),
    "Provisional IRA and Sinn Féin": ("Sinn Féin and the IRA",),
    "Soviet Union (later Russia)": ("Soviet Union", "Russia"),
}


def parties_of(case: Case) -> set[str]:
    """Return the names under which the parties of a case are found."""
    return {name for party in case.raw["parties"] for name in FOUND_UNDER.get(party, (party,))}


def parties(cases: Catalogue) -> list[str]:
    """Return every name under which a party of the cases is found, in the order of the alphabet."""
    return sorted({name for case in cases for name in parties_of(case)})


def shown(state: State, cases: Catalogue) -> list[Case]:
    """Return the cases that a state shows.

    Raises
    ------
    ValueError: for a party or region that there is not, an unknown case, and where nothing is left to show.
    """
    drawing.one_of("region", state["region"], ["all", *vocabulary.REGION])
    if state["party"] != "all":
        drawing.one_of("party", state["party"], parties(cases))
    cases[state["case"]]
    chosen = _chosen(cases, state["party"], state["region"])
    if not chosen:
        raise ValueError(words("No case has this party in this region; choose “all” for one of the two."))
    return chosen


# What is cached here stays the same while only another case is picked out: with many cases that saves most of the time.
_while_another_is_picked = functools.lru_cache(maxsize=8)


@_while_another_is_picked
def _chosen(cases: Catalogue, party: str, region: str) -> list[Case]:
    return [
        case
        for case in cases
        if region in ("all", case.raw["region"]) and (party == "all" or party in parties_of(case))
    ]


def _east(lon: float) -> float:
    """Return a longitude as the map has it: what lies west of its cut stands at its eastern end."""
    return round(lon + 360, 4) if lon < WEST else lon


Spots = dict[tuple[float, float], list[tuple[Case, str]]]


@_while_another_is_picked
def _spots(cases: Catalogue, party: str, region: str) -> Spots:
    """Return, for each spot to a tenth of a degree, who met there and what the place is called."""
    spots: Spots = defaultdict(list)
    for case in _chosen(cases, party, region):
        for setting in case.raw["settings"]:
            spots[round(_east(setting["lon"]), 1), round(setting["lat"], 1)].append((case, setting["place"]))
    return spots


def _name(met: list[tuple[Case, str]]) -> str:
    """Return what a spot is called by most of those who met there: the town, and not one house in it."""
    names = Counter(place for _, place in met)
    return min(names, key=lambda name: (-names[name], len(name)))


@_while_another_is_picked
def _marks(cases: Catalogue, party: str, region: str) -> Figure:
    """Return the places as one trace, each mark as large as many cases met there."""
    spots = _spots(cases, party, region)

    def hover(met: list[tuple[Case, str]]) -> str:
        lines = [f"<b>{_name(met)}</b>", *(f"{case.id} {drawing.shortened(case.name, 60)}" for case, _ in met[:8])]
        return "<br>".join(lines if len(met) <= 8 else [*lines, f"+ {len(met) - 8}"])

    return {
        "type": "scatter",
        "mode": "markers",
        "name": words("where people met"),
        "x": [spot[0] for spot in spots],
        "y": [spot[1] for spot in spots],
        "customdata": [met[0][0].id for met in spots.values()],
        "hovertext": [hover(met) for met in spots.values()],
        "hoverinfo": "text",
        "marker": {
            "symbol": "circle",
            "color": drawing.BLUE,
            "opacity": 1,
            "size": [round(min(6 + 3 * _visits(met) ** 0.5, 30), 1) for met in spots.values()],
        },
        "showlegend": True,
    }


def _visits(met: list[tuple[Case, str]]) -> int:
    """Return how many cases met at a spot."""
    return len({case.id for case, _ in met})


@_while_another_is_picked
def _counts(cases: Catalogue, party: str, region: str) -> list[str]:
    """Return, in words, how many cases met at how many places, and which places saw the most."""
    chosen, spots = _chosen(cases, party, region), _spots(cases, party, region)
    lines = [
        number_of(len(chosen), "{count} case met", "{count} cases met")
        + " "
        + number_of(len(spots), "at {count} place.", "at {count} places.")
    ]
    busiest = sorted(spots.values(), key=_visits, reverse=True)[:3]
    listed = "; ".join(f"{_name(met)}, {_visits(met)}" for met in busiest if _visits(met) > 1)
    return [*lines, words("Places of the most cases: {listed}.", listed=listed)] if listed else lines


def figure(state: State, cases: Catalogue) -> Figure:
    """Return the chart of a state; see `shown` for what it raises."""
    chosen = shown(state, cases)
    picked = cases[state["case"]].raw["settings"] if cases[state["case"]] in chosen else []
    data = [land(), _marks(cases, state["party"], state["region"])]
    where = [(_east(setting["lon"]), setting["lat"]) for setting in picked]
    hidden: Figure = {"showticklabels": False, "showgrid": False, "fixedrange": False}
    return {
        "data": data,
        "layout": drawing.layout(
            words("Where they met; the chosen case has rings and numbers"),
            520,
            shapes=[drawing.ring(*place, f"<b>{n}</b>") for n, place in enumerate(where, start=1)],
            xaxis=drawing.axis(**{**hidden, "range": [WEST, WEST + 360]}),
            yaxis=drawing.axis(**{**hidden, "range": [SOUTH, NORTH]}),
            dragmode="pan",
            uirevision="map",
        ),
    }


def describe(state: State, cases: Catalogue) -> str:
    """Return what the chart shows, in words; see `shown` for what it raises."""
    chosen = shown(state, cases)
    lines = _counts(cases, state["party"], state["region"])
    case = cases[state["case"]]
    if case not in chosen:
        return "\n".join([*lines, words("{case} is not among them.", case=case.name)])
    return "\n".join(
        [
            *lines,
            words("{case}. Parties: {parties}. Met at:", case=case.name, parties="; ".join(case.raw["parties"])),
            *(f"{n}. {setting['place']}" for n, setting in enumerate(case.raw["settings"], start=1)),
        ]
    )


def table(state: State, cases: Catalogue) -> Table:
    """Return the chart as a table, a row a case with its parties and places; see `shown` for what it raises."""
    return {
        "caption": words("Places where people met"),
        "columns": [words("Case"), words("Parties"), words("Places")],
        "rows": [
            [
                f"{case.id} {case.name}",
                "; ".join(case.raw["parties"]),
                "; ".join(setting["place"] for setting in case.raw["settings"]),
            ]
            for case in shown(state, cases)
        ],
    }
