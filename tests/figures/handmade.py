"""Cases made by hand for tests of figures, and what every figure must be."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from typing import Any

import plotly.graph_objects

from course_lib.catalogue import Case, Catalogue

Figure = dict[str, Any]


def event(n: int, date: str, line: str = "unofficial", about: bool = False) -> dict[str, Any]:
    return {
        "id": f"C99-{n:02}", "field": "event", "line": line, "date": date, "about": about, "text": f"Event {n} happened.",
        "status": "established", "sources": [{"key": "waage-2005", "locator": "p. 6", "checked": "opened"}],
    }  # fmt: skip


def actor(name: str, side: str, kind: str = "research") -> dict[str, Any]:
    return {"name": name, "side": side, "kind": kind, "role": "participant", "because": ["C99-01"]}


def link(one: str, other: str, *because: str) -> dict[str, Any]:
    return {"ends": [one, other], "because": list(because or ["C99-01"])}


def body(name: str, kind: str = "funding") -> dict[str, Any]:
    return {"name": name, "kind": kind, "because": ["C99-01"]}


def case(**changes: Any) -> Case:
    """Return a small case between North and South; `changes` go over its fields."""
    raw = {
        "id": "C99", "name": "A small case", "name_ar": "حالة صغيرة", "start": "1990", "end": "1991",
        "region": "Europe", "fields": ["academic"], "conflict": "interstate", "parties": ["North", "South"],
        "settings": [{"place": "Geneva", "lat": 46.2, "lon": 6.15, "because": ["C99-01"]}],
        "actors": [actor("Ann", "North"), actor("Sam", "South")],
        "conveners": [], "funders": [], "links": [],
        "phases": [{
            "label": "A stretch", "start": "1990", "end": "1991", "track": "2", "sense": None,
            "officiality": "private", "secrecy": "quiet", "why": "Because.", "because": ["C99-01"],
        }],
        "functions": [], "transfer": [],
        "outcome": {"code": "stalled", "why": "Nothing followed.", "because": ["C99-01"]},
        "statements": [event(1, "1990-05-01")],
    }  # fmt: skip
    return Case({**raw, **changes})


def crowded(cases: Catalogue, least: int) -> Catalogue:
    """Return a catalogue with every case in it so often that there are more than `least`."""
    times = least // len(cases) + 1
    return Catalogue([Case({**one.raw, "id": f"{one.id}x{n}"}) for n in range(times) for one in cases])


def assert_plotly_draws(figure: Figure) -> None:
    """Check that plotly knows every part of a figure, and that it is plain JSON."""
    plotly.graph_objects.Figure(figure)
    assert json.loads(json.dumps(figure, allow_nan=False)) == figure


def marked(figure: Figure) -> Iterator[tuple[Figure, int]]:
    """Yield each trace that has marks with the number of each of its points, gaps left out."""
    for trace in figure["data"]:
        if "marker" in trace:
            for n, x in enumerate(trace["x"]):
                if x is not None:
                    yield trace, n


def rings(figure: Figure) -> list[tuple[Any, Any, str]]:
    """Return where the rings of a chart stand, and the text above each."""
    circles = [shape for shape in figure["layout"].get("shapes", []) if shape["type"] == "circle"]
    return [(one["xanchor"], one["yanchor"], one["label"]["text"]) for one in circles]


def outside(figure: Figure, marks_only: bool = True) -> list[tuple[Any, Any]]:
    """Return the points that lie beyond an axis's range: they would not be seen."""
    (left, right), (bottom, top) = (figure["layout"][axis]["range"] for axis in ("xaxis", "yaxis"))
    traces = [trace for trace in figure["data"] if "marker" in trace or not marks_only]
    places = [(x, y) for trace in traces for x, y in zip(trace["x"], trace["y"], strict=True) if x is not None]
    places += [(x, y) for x, y, _ in rings(figure)]
    return [(x, y) for x, y in places if not (left <= x <= right and bottom <= y <= top)]


def plain(sentence: str) -> bool:
    """Say whether this is one plain sentence, and not what Python says of itself."""
    return sentence[:1] in "“ABCDEFGHIJKLMNOPQRSTUVWXYZ" and sentence.endswith(".") and "()" not in sentence


def row_per(table: Figure, rows: Collection[Any]) -> bool:
    """Say whether a table has as many rows as there are things, each as wide as its heading."""
    return len(table["rows"]) == len(rows) and {len(row) for row in table["rows"]} <= {len(table["columns"])}
