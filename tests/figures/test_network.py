"""The network of a case: what is drawn is what the record joins, and what is left without somebody is counted right."""

from __future__ import annotations

import math
import re
from itertools import combinations, pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_lib import load_cases
from course_lib.catalogue import Case, Catalogue
from course_lib.figures import network
from tests.figures import handmade
from tests.figures.by_hand import hangs_on, joined, links_of, parts, shortest
from tests.figures.handmade import actor, body, link

CASES = load_cases()
EACH = pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
SIDES = ["North", "South", "East"]
NAMES = ["Ann", "Ben", "Cai", "Dee", "Eli", "Fay"]
quickly = settings(max_examples=40, deadline=None)


@st.composite
def networks(draw: st.DrawFn) -> Case:
    """Draw a case of up to six people on three sides and between them, with any links."""
    names = NAMES[: draw(st.integers(1, len(NAMES)))]
    people = [actor(name, draw(st.sampled_from([*SIDES, "third party"]))) for name in names]
    pairs = list(combinations(names, 2))
    joined = draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []
    links = [link(*draw(st.permutations(pair)), f"C99-{n:02}") for n, pair in enumerate(joined)]
    return handmade.case(parties=SIDES, actors=people, links=links)


def chosen(case: Case, without: str = "nobody") -> tuple[dict[str, str], Catalogue]:
    return {"case": case.id, "without": without}, Catalogue([case])


def where(figure: dict[str, Any]) -> dict[tuple[float, float], str]:
    places = [(trace["customdata"][n], trace["x"][n], trace["y"][n]) for trace, n in handmade.marked(figure)]
    assert len({(x, y) for _, x, y in places}) == len({name for name, _, _ in places}) == len(places)
    return {(x, y): name for name, x, y in places}


def drawn(figure: dict[str, Any]) -> dict[str, list[list[tuple[float, float]]]]:
    """Return the lines of a chart by the name of their kind, each as its points."""
    found: dict[str, list[list[tuple[float, float]]]] = {}
    for trace in figure["data"]:
        if "marker" not in trace:
            found[trace["name"]] = of = []
            start = True
            for x, y in zip(trace["x"], trace["y"], strict=True):
                if x is None:
                    start = True
                    continue
                if start:
                    of.append([])
                start = False
                of[-1].append((x, y))
    return found


def assert_all_agree(case: Case, without: str) -> None:
    """Check chart, words and table of a case against its raw data."""
    figure, table = network.figure(*chosen(case, without)), network.table(*chosen(case, without))
    handmade.assert_plotly_draws(figure)
    assert handmade.outside(figure, marks_only=False) == []
    whole, left = links_of(joined(case)), links_of(joined(case, without))
    names = where(figure)
    assert sorted(names.values()) == sorted(joined(case))
    pairs = {kind: [frozenset((names[of[0]], names[of[-1]])) for of in lines] for kind, lines in drawn(figure).items()}
    there, gone = pairs["met, or exchanged messages"], pairs["taken out"]
    assert (set(there), set(gone)) == (left, whole - left)
    assert len(there) + len(gone) == len(whole)
    assert {frozenset(row[:2]) for row in table["rows"] if row[3] == "yes"} == left
    assert {frozenset(row[:2]) for row in table["rows"] if row[3] == "taken out"} == whole - left
    assert handmade.row_per(table, whole)
    said = network.describe(*chosen(case, without))
    people = "1 person or body" if len(names) == 1 else f"{len(names)} people and bodies"
    before = "" if without == "nobody" else "Before anybody is taken out: "
    assert said.startswith(f"{before}{people}, {len(whole)} link{'s' * (len(whole) != 1)} between them.")
    apart = parts(joined(case, without))
    what = "The network" if without == "nobody" else "What is left"
    assert f"{what} is in {apart} part{'s' * (apart != 1)}." in said
    for one, other in combinations(case.raw["parties"], 2):
        whole_way, way = (shortest(net, case, one, other) for net in (joined(case), joined(case, without)))
        # Some names take an article in a sentence.
        a, b = (f"(the )?{re.escape(party)}" for party in (one, other))
        lost = rf"Without {re.escape(without)} there is no way from {a} to {b}\."
        assert bool(re.search(f"From {a} to {b} there is a way: ", said)) == bool(way)
        assert bool(re.search(lost, said)) == bool(whole_way and not way)
        assert bool(re.search(rf"No statement here joins {a} to {b}\.", said)) == (not whole_way)


# ---------------------------------------------------------------- small networks


@quickly
@given(networks(), st.data())
def test_chart_words_and_table_hold_the_links_of_the_record(case: Case, data: st.DataObject) -> None:
    assert_all_agree(case, data.draw(st.sampled_from(network.choices(case))))


@quickly
@given(networks())
def test_everybody_and_every_link_can_be_taken_out(case: Case) -> None:
    choices = network.choices(case)
    assert choices[0] == "nobody"
    taken = [frozenset(re.split(" – ", choice)) for choice in choices[1:]]
    assert len(set(taken)) == len(taken)
    assert set(taken) == {frozenset({name}) for name in joined(case)} | links_of(joined(case))


@quickly
@given(networks())
def test_a_way_between_two_sides_is_a_shortest_chain_of_links(case: Case) -> None:
    side = {one["name"]: one["side"] for one in case.raw["actors"]}
    found = network.ways(network.graph(case), case)
    assert list(found) == list(combinations(SIDES, 2))
    for (one, other), chain in found.items():
        assert (len(chain) if chain else None) == shortest(joined(case), case, one, other)
        if chain:
            assert (side[chain[0]], side[chain[-1]]) == (one, other)
            assert {frozenset(pair) for pair in pairwise(chain)} <= links_of(joined(case))


@quickly
@given(networks())
def test_the_words_name_those_on_whom_a_way_hangs_alone(case: Case) -> None:
    said = network.describe(*chosen(case))
    named = re.search(r"The way hangs on each of these alone: (.+)\.", said)
    assert set(named[1].split("; ") if named else []) == hangs_on(case)
    assert ("No single person carries the only way" in said) == (not hangs_on(case))


@quickly
@given(networks(), st.data())
def test_what_is_documented_are_the_links_that_are_shown_or_those_that_go(case: Case, data: st.DataObject) -> None:
    without = data.draw(st.sampled_from(network.choices(case)))
    left = links_of(joined(case, without))
    gone = [one for one in case.raw["links"] if without == "nobody" or frozenset(one["ends"]) not in left]
    assert network.documented(case, without) == {because for one in gone for because in one["because"]}


# ---------------------------------------------------------------- what small networks do not show


LINE = [actor("Ann", "North"), actor("Med", "third party"), actor("Sam", "South")]


@pytest.mark.parametrize(
    ("people", "links"),
    [
        ([actor(name, "North") for name in ("Ann", "Ben", "Cai")], [("Ann", "Cai")]),
        (LINE, [("Ann", "Sam")]),
    ],
    ids=["on one side", "past a third party"],
)
def test_no_link_runs_through_somebody_whom_it_does_not_join(people: list[Any], links: list[Any]) -> None:
    case = handmade.case(actors=people, links=[link(*ends) for ends in links])
    figure = network.figure(*chosen(case))
    for points in (of for lines in drawn(figure).values() for of in lines):
        for place in set(where(figure)) - {points[0], points[-1]}:
            for a, b in pairwise(points):
                detour = math.dist(a, place) + math.dist(place, b) - math.dist(a, b)
                assert detour > 0.01, f"a line goes through {where(figure)[place]}"


def test_a_convener_who_is_also_one_of_the_people_is_there_once_and_on_their_side() -> None:
    case = handmade.case(conveners=[body("Ann", "religion"), body("Fund")], funders=[body("Fund")])
    assert sorted(where(network.figure(*chosen(case))).values()) == ["Ann", "Fund", "Sam"]
    assert network.graph(case).nodes["Ann"]["side"] == "North"


def test_a_link_that_is_documented_twice_keeps_the_statements_of_both() -> None:
    case = handmade.case(links=[link("Ann", "Sam", "C99-01"), link("Sam", "Ann", "C99-02")])
    assert network.documented(case, "nobody") == {"C99-01", "C99-02"}
    [row] = network.table(*chosen(case))["rows"]
    assert row[2] == "C99-01, C99-02"


def test_a_link_of_a_body_with_a_dash_in_its_name_can_be_taken_out() -> None:
    case = handmade.case(conveners=[body("Talks – A Trust")], links=[link("Talks – A Trust", "Ann")])
    for choice in network.choices(case):
        assert network.table(*chosen(case, choice))["rows"][0][3] == (
            "yes" if choice in ("nobody", "Sam") else "taken out"
        )


@pytest.mark.parametrize("draw", [network.figure, network.describe, network.table])
@pytest.mark.parametrize("changes", [{"without": "Atlantis"}, {"case": "Atlantis"}, {"without": "Atlantis – Ann"}])
def test_what_is_not_there_is_named_in_a_plain_sentence(draw: Any, changes: dict[str, str]) -> None:
    state, cases = chosen(handmade.case(links=[link("Ann", "Sam")]))
    with pytest.raises(ValueError, match=f"“{next(iter(changes.values()))}”") as refused:
        draw({**state, **changes}, cases)
    assert handmade.plain(str(refused.value))


# ---------------------------------------------------------------- the course's cases


@EACH
def test_of_each_case_everybody_stands_in_the_column_of_their_side(case: Case) -> None:
    figure = network.figure(*chosen(case))
    axis = figure["layout"]["xaxis"]
    labels = [re.sub(r"</?b>", "", text).replace("<br>", " ") for text in axis["ticktext"]]
    columns = dict(zip(axis["tickvals"], labels, strict=True))
    side = {one["name"]: "third party" for part in ("conveners", "funders") for one in case.raw[part]}
    side |= {one["name"]: one["side"] for one in case.raw["actors"]}
    assert {name: columns[x] for (x, _), name in where(figure).items()} == side


@EACH
def test_of_each_case_whoever_is_taken_out_takes_their_links_along(case: Case) -> None:
    assert_all_agree(case, network.choices(case)[-1])
    for without in network.choices(case):
        state = chosen(case, without)
        gone = [row for row in network.table(*state)["rows"] if row[3] == "taken out"]
        ends = [one["ends"] for one in case.raw["links"]]
        assert len(gone) == sum(without in (*pair, " – ".join(pair), " – ".join(pair[::-1])) for pair in ends)


def test_the_words_give_a_party_the_article_that_its_name_takes() -> None:
    said = network.describe({"case": "N07", "without": "Alec Reid"}, CASES)
    assert "Without Alec Reid there is no way from Sinn Féin and the IRA to the United Kingdom." in said
    assert "Without Alec Reid there is no way from Ireland to the United Kingdom." in said


def test_the_legend_of_a_kind_of_people_does_not_turn_hollow_with_one_who_is_taken_out() -> None:
    for case in CASES:
        for name in network.graph(case):
            traces = network.figure({"case": case.id, "without": name}, CASES)["data"]
            people = [trace for trace in traces if "marker" in trace]
            [hollow] = [trace for trace in people if trace["marker"]["symbol"].endswith("-open")]
            assert hollow["customdata"] == [name]
            assert not hollow["showlegend"]
