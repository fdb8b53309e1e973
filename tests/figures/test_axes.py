"""Officiality and secrecy as two axes: the chart, its words and its table say the same."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import plotly.graph_objects
import pytest

from course_lib import load_cases, vocabulary
from course_lib.catalogue import Case, Catalogue, Phase
from course_lib.figures import axes
from tests.figures import handmade

CASES = load_cases()
PHASES = [phase for case in CASES for phase in case.phases]


def state(**changes: Any) -> dict[str, Any]:
    return {**axes.START, **changes}


def phase(track: str, sense: str | None = None) -> Phase:
    return Phase("C19", "A stretch", "1993", "1993", track, sense, "personal", "secret", "Because.", ("C19-01",))


def points(figure: dict[str, Any]) -> Iterator[tuple[str, float, float, float, str]]:
    """Yield each point of a chart: its case, its place, its size, and the name of its track."""
    for trace in figure["data"]:
        for case, x, y, size in zip(trace["customdata"], trace["x"], trace["y"], trace["marker"]["size"], strict=True):
            yield case, x, y, size, trace["name"]


def crowded() -> Catalogue:
    """Return the catalogue with every case in it twelve times over, so that cells fill up."""
    return Catalogue([Case({**case.raw, "id": f"{case.id}x{n}"}) for case in CASES for n in range(12)])


# ---------------------------------------------------------------- what counts as Track 1.5


@pytest.mark.parametrize(
    ("of", "both", "attendance", "third_party"),
    [
        (("1.5", "attendance"), "1.5", "1.5", "2"),
        (("1.5", "third_party"), "1.5", "1", "1.5"),
        (("1", None), "1", "1", "1"),
        (("2", None), "2", "2", "2"),
        (("contact", None), "contact", "contact", "contact"),
    ],
)
def test_a_sense_of_track_one_and_a_half_moves_only_what_the_other_sense_makes_one(
    of: tuple[str, str | None], both: str, attendance: str, third_party: str
) -> None:
    assert axes.track_under(phase(*of), "both") == both
    assert axes.track_under(phase(*of), "attendance") == attendance
    assert axes.track_under(phase(*of), "third_party") == third_party


# ---------------------------------------------------------------- what is shown


def test_to_begin_with_every_phase_is_shown() -> None:
    assert [one for one, _ in axes.shown(state(), CASES)] == PHASES


@pytest.mark.parametrize("region", sorted({case.raw["region"] for case in CASES}))
def test_a_region_shows_its_cases_alone(region: str) -> None:
    shown = {one.case for one, _ in axes.shown(state(region=region), CASES)}
    assert shown == {case.id for case in CASES.filter(region=region)}


@pytest.mark.parametrize("sense", ["both", *vocabulary.SENSE])
def test_the_tracks_share_the_phases_out_among_them(sense: str) -> None:
    tracks = [track for _, track in axes.shown(state(sense=sense), CASES)]
    for track in set(tracks):
        assert len(axes.shown(state(sense=sense, track=track), CASES)) == tracks.count(track)


@pytest.mark.parametrize("draw", [axes.figure, axes.describe, axes.table])
@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("sense", "half", "“half” is no sense that can be shown."),
        ("region", "Atlantis", "“Atlantis” is no region that can be shown."),
        ("track", "4", "“4” is no track that can be shown."),
        ("case", "C99", "There is no case “C99” here."),
    ],
)
def test_what_cannot_be_shown_is_named(draw: Any, name: str, value: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        draw(state(**{name: value}), CASES)


@pytest.mark.parametrize("draw", [axes.figure, axes.describe, axes.table])
def test_where_nothing_is_left_a_sentence_says_so(draw: Any) -> None:
    with pytest.raises(
        ValueError, match="No case is in this region and on this track; choose “all” for one of the two"
    ):
        draw(state(case="C11", region="East Asia", track="1"), Catalogue([CASES["C11"], CASES["C19"]]))


# ---------------------------------------------------------------- the chart


@pytest.mark.parametrize("sense", ["both", *vocabulary.SENSE])
def test_the_chart_is_one_that_plotly_draws(sense: str) -> None:
    figure = axes.figure(state(sense=sense), CASES)
    plotly.graph_objects.Figure(figure)
    assert json.loads(json.dumps(figure)) == figure


def test_every_phase_is_one_point_in_the_cell_of_its_codes() -> None:
    officiality, secrecy = list(vocabulary.OFFICIALITY), list(vocabulary.SECRECY)
    drawn = sorted((case, round(x), round(y)) for case, x, y, _, _ in points(axes.figure(state(), CASES)))
    assert drawn == sorted(
        (one.case, officiality.index(one.officiality), secrecy.index(one.secrecy))
        for case in CASES
        for one in case.phases
    )


def test_where_very_many_would_hide_one_another_those_alike_share_a_mark_with_their_number() -> None:
    cases = crowded()
    first, *_, last = cases
    figure = axes.figure(state(case=first.id), cases)
    counted = sum(int(text) for trace in figure["data"] for text in trace["text"])
    assert counted == sum(len(case.phases) for case in cases)
    assert sum(len(trace["x"]) for trace in figure["data"]) < 150
    assert axes.figure(state(case=last.id), cases)["data"] == figure["data"], "another case moves the rings alone"


def test_among_very_many_the_case_picked_out_has_a_ring_around_each_crowd_that_it_is_in() -> None:
    cases = crowded()
    officiality, secrecy = list(vocabulary.OFFICIALITY), list(vocabulary.SECRECY)
    for case in list(cases)[:5]:
        rings = handmade.rings(axes.figure(state(case=case.id), cases))
        own = {(officiality.index(one.officiality), secrecy.index(one.secrecy), one.track) for one in case.phases}
        assert sorted((round(x), round(y)) for x, y, _ in rings) == sorted((x, y) for x, y, _ in own)
        assert [text for *_, text in rings if text] == [case.id] * len({(x, y) for x, y, _ in own})


@pytest.mark.parametrize("cases", [CASES, crowded()], ids=["the course's cases", "many cases"])
def test_no_point_hides_another(cases: Catalogue) -> None:
    places = [(x, y) for _, x, y, _, _ in points(axes.figure({**state(), "case": next(iter(cases)).id}, cases))]
    assert len(set(places)) == len(places)


def test_the_case_that_is_picked_out_has_a_ring_around_each_of_its_points_and_its_name_in_each_cell() -> None:
    figure = axes.figure(state(case="C19"), CASES)
    own = [(x, y) for case, x, y, _, _ in points(figure) if case == "C19"]
    rings = handmade.rings(figure)
    assert sorted((x, y) for x, y, _ in rings) == sorted(own)
    named = [(round(x), round(y)) for x, y, text in rings if text == "C19"]
    assert sorted(named) == sorted({(round(x), round(y)) for x, y in own})


def test_the_axes_have_a_step_for_each_code_in_order() -> None:
    layout = axes.figure(state(), CASES)["layout"]
    for axis, codes in (("xaxis", vocabulary.OFFICIALITY), ("yaxis", vocabulary.SECRECY)):
        named = [f"<b>{code.replace('_', ' ')}</b> {label}" for code, label in codes.items()]
        assert [label.replace("<br>", " ") for label in layout[axis]["ticktext"]] == named
        assert layout[axis]["tickvals"] == list(range(len(codes)))


def test_no_two_tracks_share_a_shape_or_a_colour() -> None:
    shapes, colours = zip(*axes.MARKS.values(), strict=True)
    assert len(set(shapes)) == len(set(colours)) == len(vocabulary.TRACK)
    assert list(axes.MARKS) == list(vocabulary.TRACK)


# ---------------------------------------------------------------- its words and its table


def test_the_table_has_a_row_for_every_point() -> None:
    table = axes.table(state(), CASES)
    assert [row[:4] for row in table["rows"]] == [
        [f"{one.case} {CASES[one.case].name}", one.label, one.start, one.end] for one in PHASES
    ]
    assert [row[5:] for row in table["rows"]] == [
        [vocabulary.OFFICIALITY[one.officiality], vocabulary.SECRECY[one.secrecy]] for one in PHASES
    ]
    assert {len(row) for row in table["rows"]} == {len(table["columns"])}


def test_chart_and_table_name_the_same_track_for_a_phase() -> None:
    for sense in ("both", *vocabulary.SENSE):
        chosen = state(sense=sense)
        in_chart = sorted((case, track) for case, _, _, _, track in points(axes.figure(chosen, CASES)))
        in_table = sorted((row[0].split()[0], row[4]) for row in axes.table(chosen, CASES)["rows"])
        assert in_chart == in_table


def test_the_words_count_what_is_shown_and_what_was_hidden() -> None:
    said = axes.describe(state(), CASES)
    hidden = [one for one in PHASES if one.secrecy in ("discreet", "secret")]
    mandated = [one for one in hidden if one.officiality == "mandated"]
    assert f"The chart shows {len(PHASES)} phases." in said
    assert f"{len(hidden)} of them were kept from the public; in {len(mandated)} of these" in said


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_the_words_say_of_the_picked_case_why_each_phase_stands_where_it_does(case: Case) -> None:
    said = axes.describe(state(case=case.id), CASES)
    assert all(one.label in said and one.why in said for one in case.phases)


def test_the_words_say_that_a_picked_case_is_elsewhere() -> None:
    assert f"{CASES['C11'].name} is not among them." in axes.describe(state(case="C11", track="1"), CASES)
