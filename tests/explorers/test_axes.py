"""The explorer of the two axes: every choice is drawn, or explained in a sentence."""

from __future__ import annotations

from itertools import product
from typing import Any

import plotly.graph_objects
import pytest

from course_lib import Catalogue, explore, load_cases, vocabulary
from course_lib.explorers.kit import Panel, as_text
from course_lib.figures import axes

CASES = load_cases()
STATUSES = [[], *([code] for code in vocabulary.STATUS), list(vocabulary.STATUS)]


@pytest.fixture
def panel() -> Panel:
    return explore.axes()


def values(panel: Panel, name: str) -> list[str]:
    """Return what a control offers."""
    [control] = [control for control in panel.controls if control["name"] == name]
    return [option["value"] for option in control["options"]]


def change(panel: Panel, name: str, value: Any) -> str | None:
    """Set a control, and return the sentence of the refusal, if it was one."""
    try:
        panel.change(name, value)
    except ValueError as error:
        return str(error)
    return None


def refusal(state: dict[str, Any]) -> str | None:
    try:
        axes.shown(state, CASES)
    except ValueError as error:
        return str(error)
    return None


def assert_same_everywhere(panel: Panel) -> None:
    """The view, the functions and the text say the same of the panel's state."""
    view, text = panel.view, as_text(panel.view)
    assert view["figure"] == axes.figure(panel.state, CASES)
    assert view["words"] == axes.describe(panel.state, CASES)
    assert view["table"] == axes.table(panel.state, CASES)
    plotly.graph_objects.Figure(view["figure"])
    assert view["words"] in text
    assert all(" | ".join(row) in text for row in view["table"]["rows"])
    assert all(card["text"] in text for card in view["cards"])


@pytest.mark.parametrize("name", ["case", "sense", "region", "track"])
def test_every_option_of_a_control_is_drawn_or_refused_in_a_sentence(panel: Panel, name: str) -> None:
    for value in values(panel, name):
        said = change(panel, name, value)
        assert said == panel.view["problem"] == refusal(panel.state)
        if said is None:
            assert_same_everywhere(panel)


def test_every_combination_is_drawn_or_refused_in_a_sentence(panel: Panel) -> None:
    refused = 0
    for sense, region, track in product(*(values(panel, name) for name in ("sense", "region", "track"))):
        for name, value in {"sense": sense, "region": region, "track": track}.items():
            said = change(panel, name, value)
        assert said == panel.view["problem"] == refusal(panel.state)
        refused += said is not None
        if said is None:
            assert panel.view["words"] == axes.describe(panel.state, CASES)
    assert 0 < refused < 180


@pytest.mark.parametrize("status", STATUSES, ids=str)
def test_the_statements_of_the_picked_case_are_listed_by_their_standing(panel: Panel, status: list[str]) -> None:
    view = panel.change("status", status)
    expected = [one.text for one in CASES[panel.state["case"]].statements if one.status in status]
    assert [card["text"] for card in view["cards"]] == expected
    assert f"{len(expected)} statement" in view["cards_heading"]
    assert view["problem"] is None


@pytest.mark.parametrize("case_id", [case.id for case in CASES])
def test_a_picked_case_shows_all_its_statements_with_their_sources(panel: Panel, case_id: str) -> None:
    view = panel.change("case", case_id)
    assert [card["text"] for card in view["cards"]] == [one.text for one in CASES[case_id].statements]
    assert all(card["sources"] for card in view["cards"])
    assert view["cards_heading"].startswith(f"{case_id} {CASES[case_id].name}: ")


def test_after_a_refusal_a_good_choice_is_drawn_again(panel: Panel) -> None:
    region, track = next(
        (region, track)
        for region, track in product(values(panel, "region"), values(panel, "track"))
        if refusal({**axes.START, "region": region, "track": track}) and not refusal({**axes.START, "track": track})
    )
    change(panel, "region", region)
    assert change(panel, "track", track) == panel.view["problem"] is not None
    assert change(panel, "region", "all") is panel.view["problem"] is None
    assert_same_everywhere(panel)


def test_an_unknown_value_is_refused_in_a_sentence(panel: Panel) -> None:
    with pytest.raises(ValueError, match="“Atlantis” is no region that can be shown"):
        panel.change("region", "Atlantis")
    assert panel.view["problem"] == "“Atlantis” is no region that can be shown."


def test_a_smaller_catalogue_can_be_explored() -> None:
    smaller = explore.axes(Catalogue([CASES["C11"], CASES["C34"]]))
    assert values(smaller, "case") == ["C11", "C34"]
    assert {row[0].split()[0] for row in smaller.view["table"]["rows"]} == {"C11", "C34"}


def test_a_catalogue_of_no_cases_is_refused_in_a_sentence() -> None:
    with pytest.raises(ValueError, match=r"[A-Z].*\.$"):
        explore.axes(CASES.filter(start=1))


def test_a_click_on_a_point_picks_its_case(panel: Panel) -> None:
    assert panel.view["pick"] in [control["name"] for control in panel.controls]
    clicked = {case for trace in panel.view["figure"]["data"] for case in trace["customdata"]}
    assert clicked == set(values(panel, "case"))
