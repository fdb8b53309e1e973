"""The map: land where land is, every place on it, and chart, words and table that hold the same places."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import Any

import pytest

from course_lib import load_cases, vocabulary
from course_lib.catalogue import Catalogue
from course_lib.figures import drawing, map
from tests.figures import handmade

CASES = load_cases()
MANY = handmade.crowded(CASES, drawing.MOST)
DRAWS = pytest.mark.parametrize("draw", [map.figure, map.describe, map.table])


def state(**changes: Any) -> dict[str, Any]:
    return {**map.START, **changes}


def outlines() -> list[list[tuple[float, float]]]:
    """Return the rings of the land, each a list of points (longitude, latitude)."""
    rings: list[list[tuple[float, float]]] = [[]]
    land = map.land()
    for lon, lat in zip(land["x"], land["y"], strict=True):
        if lon is None:
            rings.append([])
        else:
            rings[-1].append((lon, lat))
    return [ring for ring in rings if ring]


def on_land(lon: float, lat: float) -> bool:
    """Say whether a line from a point to the south crosses the outlines an odd number of times."""
    crossed = 0
    for ring in outlines():
        for (x1, y1), (x2, y2) in pairwise(ring):
            if (x1 > lon) != (x2 > lon) and y1 + (lon - x1) * (y2 - y1) / (x2 - x1) < lat:
                crossed += 1
    return crossed % 2 == 1


def within(lon: float) -> float:
    """Return a longitude as the map has it: past 180 degrees east where it lies west of the cut."""
    return lon + 360 if lon < map.WEST else lon


def spot(setting: dict[str, Any]) -> tuple[float, float]:
    return round(within(setting["lon"]), 1), round(setting["lat"], 1)


# ---------------------------------------------------------------- the land


def test_the_outlines_are_closed_and_never_jump_to_the_other_side() -> None:
    for ring in outlines():
        assert ring[0] == ring[-1]
        assert max(abs(a - b) for (a, _), (b, _) in pairwise(ring)) <= 180


def test_the_outlines_lie_within_the_cut() -> None:
    west, south, north = map.WEST, map.SOUTH, map.NORTH
    for ring in outlines():
        lons, lats = zip(*ring, strict=True)
        assert west <= min(lons) and max(lons) <= west + 360, f"the cut goes through land at {ring[0]}"
        assert south <= min(lats) and max(lats) <= north, f"the cut goes through land at {ring[0]}"


@pytest.mark.parametrize(
    ("name", "lon", "lat", "land"),
    [
        ("the Sahara", 5, 23, True),
        ("the Amazon", -60, -5, True),
        ("Siberia", 100, 62, True),
        ("Alaska", -155, 65, True),
        ("Chukotka, past 180 degrees", 185, 67, True),
        ("Australia", 134, -25, True),
        ("New Zealand", 170.5, -44.5, True),
        ("Greenland", -42, 72, True),
        ("Madagascar", 46.5, -19.5, True),
        ("the Pacific at the equator", -140, 0, False),
        ("the Atlantic", -35, 30, False),
        ("the Indian Ocean", 80, -20, False),
        ("the Southern Ocean", 20, -56, False),
        ("the Caspian Sea", 51, 41, False),
        ("the Black Sea", 34, 43.3, False),
    ],
)
def test_there_is_land_where_there_is_land(name: str, lon: float, lat: float, land: bool) -> None:
    assert on_land(lon, lat) == land, name


# ---------------------------------------------------------------- what is shown


@pytest.mark.parametrize("region", [*vocabulary.REGION])
def test_a_region_shows_its_cases_alone(region: str) -> None:
    wanted = [case for case in CASES if case.raw["region"] == region]
    if wanted:
        assert map.shown(state(region=region), CASES) == wanted
    else:
        with pytest.raises(ValueError, match="No case has this party in this region"):
            map.shown(state(region=region), CASES)


def test_each_party_shows_its_cases_alone() -> None:
    for party in map.parties(CASES):
        wanted = [case for case in CASES if party in map.parties_of(case)]
        assert map.shown(state(party=party), CASES) == wanted


def test_a_party_that_goes_by_two_names_is_found_under_one() -> None:
    written = {party for case in CASES for party in case.raw["parties"]}
    offered = map.parties(CASES)
    assert set(offered) == written - set(map.FOUND_UNDER) | {one for names in map.FOUND_UNDER.values() for one in names}
    assert set(map.FOUND_UNDER) <= written, "a name that no case uses"
    assert {"C11", "C02", "N08"} <= {case.id for case in map.shown(state(party="China"), CASES)}
    for party in ("Soviet Union", "Russia"):
        assert "C04" in {case.id for case in map.shown(state(party=party), CASES)}


def test_peoples_and_successors_are_not_taken_for_a_state() -> None:
    assert {"Israel", "Israelis", "Palestinians", "Palestine", "Soviet Union", "Russia"} <= set(map.parties(CASES))


@DRAWS
@pytest.mark.parametrize("name", ["party", "region", "case"])
def test_what_cannot_be_shown_is_named_in_a_plain_sentence(draw: Any, name: str) -> None:
    with pytest.raises(ValueError, match="“Atlantis”") as refused:
        draw(state(**{name: "Atlantis"}), CASES)
    assert handmade.plain(str(refused.value))


@DRAWS
def test_where_nothing_is_left_a_sentence_says_so(draw: Any) -> None:
    with pytest.raises(ValueError, match="No case has this party in this region; choose “all” for one of the two"):
        draw(state(case="C99", party="North", region="Oceania"), Catalogue([handmade.case()]))


# ---------------------------------------------------------------- the chart, its words and its table


@pytest.mark.parametrize("region", sorted({"all", *(case.raw["region"] for case in CASES)}))
def test_every_place_is_one_mark_that_grows_with_the_cases_that_met_there(region: str) -> None:
    chosen = Catalogue([case for case in CASES if region in ("all", case.raw["region"])])
    figure = map.figure(state(region=region), CASES)
    handmade.assert_plotly_draws(figure)
    marks = figure["data"][1]
    drawn = list(zip(marks["x"], marks["y"], strict=True))
    assert len(set(drawn)) == len(drawn)
    met = defaultdict(set)
    for case in chosen:
        for one in case.raw["settings"]:
            met[spot(one)].add(case.id)
    assert set(drawn) == set(met)
    sizes = dict(zip(drawn, marks["marker"]["size"], strict=True))
    assert sorted(drawn, key=lambda at: (sizes[at], at)) == sorted(drawn, key=lambda at: (len(met[at]), at))
    assert f"at {len(met)} place" in map.describe(state(region=region), CASES)


def test_every_place_lies_on_the_map() -> None:
    assert handmade.outside(map.figure(state(), CASES)) == []


@pytest.mark.parametrize(("lon", "lat"), [(-171.8, -13.8), (-175.2, -21.1), (177.4, 64.7), (179.9, 0), (-180, 0)])
def test_a_place_beyond_the_cut_is_drawn_on_the_other_side_and_not_off_the_map(lon: float, lat: float) -> None:
    far = handmade.case(settings=[{"place": "Far away", "lat": lat, "lon": lon, "because": ["C99-01"]}])
    assert handmade.outside(map.figure(state(case="C99"), Catalogue([far]))) == []


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_the_places_of_the_picked_case_have_the_same_numbers_in_chart_and_words(case: Any) -> None:
    settings = list(enumerate(case.raw["settings"], start=1))
    assert handmade.rings(map.figure(state(case=case.id), CASES)) == [
        (within(one["lon"]), one["lat"], f"<b>{n}</b>") for n, one in settings
    ]
    said = map.describe(state(case=case.id), CASES)
    assert said.splitlines()[-len(settings) :] == [f"{n}. {one['place']}" for n, one in settings]
    assert "; ".join(case.raw["parties"]) in said


def test_a_picked_case_that_is_elsewhere_is_not_drawn_and_the_words_say_so() -> None:
    elsewhere = next(case for case in CASES if case.raw["region"] != "Africa")
    chosen = state(region="Africa", case=elsewhere.id)
    assert handmade.rings(map.figure(chosen, CASES)) == []
    assert f"{elsewhere.name} is not among them." in map.describe(chosen, CASES)


@pytest.mark.parametrize("cases", [CASES, MANY], ids=["the course's cases", "many cases"])
def test_the_table_has_a_row_for_every_case_with_its_parties_and_places(cases: Catalogue) -> None:
    table = map.table(state(case=next(iter(cases)).id), cases)
    assert [(row[0].split()[0], row[1], row[2]) for row in table["rows"]] == [
        (case.id, "; ".join(case.raw["parties"]), "; ".join(one["place"] for one in case.raw["settings"]))
        for case in cases
    ]
    assert {len(row) for row in table["rows"]} == {len(table["columns"])}


def test_the_words_name_the_place_of_most_cases() -> None:
    met = [[{"place": place, "lat": 1, "lon": n, "because": []} for n, place in of] for of in (
        [(0, "Ayton"), (20, "Beaford")], [(20, "Beaford"), (20, "Beaford")], [(40, "Corfe"), (20, "Beaford")]
    )]  # fmt: skip
    three = Catalogue([handmade.case(id=f"C9{n}", settings=settings) for n, settings in enumerate(met)])
    said = map.describe(state(case="C90"), three)
    assert said.startswith("3 cases met at 3 places.\nPlaces of the most cases: Beaford, 3.\n")
