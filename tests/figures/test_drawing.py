"""What all charts share: colours that hold on white and on black, shapes that tell marks apart, labels that lose nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_lib import load_cases, vocabulary
from course_lib.catalogue import Catalogue
from course_lib.figures import axes, casefile, compare, drawing, map, network, placing, timeline
from tests.figures import handmade

CASES = load_cases()
PALETTE = {name: value for name, value in vars(drawing).items() if re.fullmatch("#[0-9A-F]{6}", str(value))}
# Two sides, a body, and somebody in government: every kind of mark of a network.
MIXED = handmade.case(
    actors=[handmade.actor("Ann", "North", "government"), handmade.actor("Sam", "South")],
    conveners=[handmade.body("A trust")],
    links=[handmade.link("Ann", "Sam")],
)
FIGURES: dict[str, Callable[[], Any]] = {
    "axes": lambda: axes.figure(axes.START, CASES),
    "casefile": lambda: casefile.figure(casefile.START, CASES),
    "compare": lambda: compare.figure({**compare.START, "show": "conditions"}, CASES),
    "map": lambda: map.figure(map.START, CASES),
    "network": lambda: network.figure({"case": "C99", "without": "nobody"}, Catalogue([MIXED])),
    "placing": lambda: placing.figure({"yours": ("private", "secret"), "record": ("mandated", "staged")}),
    "cases": lambda: timeline.figure(timeline.START, CASES),
    "events": lambda: timeline.figure({**timeline.START, "show": "events"}, CASES),
}
quickly = settings(max_examples=40, deadline=None)
LABELS = st.lists(st.text("abcdefg", min_size=1, max_size=12), min_size=1, max_size=12).map(" ".join)


# ---------------------------------------------------------------- colours and shapes


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, as WCAG defines it."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


# The ring only repeats what a mark's size says.
@pytest.mark.parametrize("name", sorted(set(PALETTE) - {"RING"}))
def test_a_colour_can_be_told_from_white_and_from_black(name: str) -> None:
    light = luminance(PALETTE[name])
    assert 1.05 / (light + 0.05) >= 3
    assert (light + 0.05) / 0.05 >= 3


@pytest.mark.parametrize(
    ("marks", "codes"),
    [(drawing.OUTCOME_MARKS, vocabulary.OUTCOME), (timeline.LANE_MARKS, vocabulary.LINE)],
    ids=["outcomes", "lines"],
)
def test_every_code_has_a_shape_and_a_colour_of_its_own(marks: dict[str, Any], codes: dict[str, str]) -> None:
    assert set(marks) == set(codes)
    shapes, colours = zip(*marks.values(), strict=True)
    assert len(set(shapes)) == len(set(colours)) == len(codes)
    assert set(colours) <= set(PALETTE.values())


@pytest.mark.parametrize("name", FIGURES)
def test_two_kinds_of_mark_of_a_chart_share_neither_shape_nor_colour(name: str) -> None:
    kinds = {trace["name"]: trace["marker"] for trace, _ in handmade.marked(FIGURES[name]())}
    symbols = [kind["symbol"] if isinstance(kind["symbol"], str) else kind["symbol"][0] for kind in kinds.values()]
    assert kinds
    assert len(set(symbols)) == len({kind["color"] for kind in kinds.values()}) == len(kinds)


@pytest.mark.parametrize("name", FIGURES)
def test_every_kind_of_mark_that_is_drawn_stands_in_the_legend(name: str) -> None:
    assert all(trace["showlegend"] and trace["name"] for trace, _ in handmade.marked(FIGURES[name]()))


@pytest.mark.parametrize("name", FIGURES)
def test_a_chart_has_a_title_and_leaves_the_theme_to_the_page(name: str) -> None:
    layout = FIGURES[name]()["layout"]
    assert layout["title"]["text"]
    assert not {"template", "paper_bgcolor", "plot_bgcolor", "font", "width"} & set(layout)


# ---------------------------------------------------------------- layout, axes and labels


def test_what_a_chart_asks_for_goes_over_what_all_share() -> None:
    assert drawing.layout("A title", 300)["hovermode"] == "closest"
    assert drawing.layout("A title", 300, hovermode="x", dragmode="pan")["hovermode"] == "x"
    assert drawing.axis()["fixedrange"] is True
    assert drawing.axis("A name", fixedrange=False) == {**drawing.axis("A name"), "fixedrange": False}


@quickly
@given(LABELS, st.integers(12, 40))
def test_a_broken_label_loses_no_word_and_no_line_of_it_is_too_long(label: str, width: int) -> None:
    lines = drawing.broken(label, width).split("<br>")
    assert " ".join(lines) == label
    assert max(len(line) for line in lines) <= width


@quickly
@given(LABELS, st.integers(16, 80))
def test_a_shortened_label_begins_alike_and_shows_that_it_was_cut(label: str, width: int) -> None:
    short = drawing.shortened(label, width)
    assert len(short) <= width
    assert short == label if len(label) <= width else (short.endswith("…") and label.startswith(short[:-2]))


@pytest.mark.parametrize("codes", [["yes", "no"], {"yes": 1, "no": 2}])
def test_only_what_is_none_of_the_codes_is_refused(codes: Any) -> None:
    drawing.one_of("answer", "yes", codes)
    with pytest.raises(ValueError, match=r"^“perhaps” is no .* that can be shown\.$"):
        drawing.one_of("answer", "perhaps", codes)


@pytest.mark.parametrize("name", ["show", "era", "region", "field", "outcome"])
def test_what_is_refused_is_refused_in_good_english(name: str) -> None:
    with pytest.raises(ValueError) as refused:
        timeline.figure({**timeline.START, name: "Atlantis"}, CASES)
    assert not re.search(r"\ba [aeiou]", str(refused.value))
