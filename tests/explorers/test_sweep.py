"""Whatever a learner sets, an explorer shows it in chart, words and table alike, or says in a sentence why not."""

from __future__ import annotations

import gzip
import json
import tempfile
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import plotly.graph_objects
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import course_lib
from course_lib import Catalogue, explore, load_cases
from course_lib.explorers.kit import Panel, as_text
from course_lib.figures import (
    axes,
    casefile,
    compare,
    map,
    network,
    process_tracing,
    readiness,
    room,
    selection,
    spoilers,
    timeline,
    transfer,
    winsets,
)
from tests.browser.gallery import EXPLORERS

CASES = load_cases()
CHARTS = {
    "axes": axes, "timeline": timeline, "events": timeline, "map": map, "case": casefile, "compare": compare,
    "conditions": compare, "network": network,
}  # fmt: skip
# Charts of models, each with everything that it can show.
MODELS = {
    "winsets": winsets, "readiness": readiness, "room": room, "transfer": transfer, "spoilers": spoilers,
    "selection": selection, "process_tracing": process_tracing,
}  # fmt: skip
VARIANTS = {
    f"{name}, {show}": f'explore.{name}(show="{show}")'
    for name, chart in MODELS.items()
    for show in list(chart.SHOW)[1:]
}
CALLS = {**EXPLORERS, **VARIANTS}
every_explorer = pytest.mark.parametrize("name", CALLS)
every_chart = pytest.mark.parametrize("name", CHARTS)
SMALLER: dict[str, Callable[..., Panel]] = {
    "axes": explore.axes, "timeline": explore.timeline, "map": explore.map, "case": explore.case,
    "compare": explore.compare, "network": explore.network,
}  # fmt: skip


def build(name: str) -> Panel:
    """Build an explorer as a lesson calls it."""
    words = {word: getattr(course_lib, word) for word in course_lib.__all__}
    panel: Panel = eval(CALLS[name], words)  # noqa: S307 - the calls are this test's own
    return panel


def values(control: dict[str, Any]) -> list[Any]:
    """Return what a control can be set to: every option, both ends and the middle of a span, some text."""
    offered = [option["value"] for option in control.get("options", [])]
    if control["type"] == "checks":
        return [[], *([one] for one in offered), offered]
    if control["type"] in ("range", "number"):
        return [control["min"], control["max"], control["min"] + control["step"]]
    return {"text": ["", "a", "zzzz"], "button": [True], "download": [True]}.get(control["type"], offered)


def change(panel: Panel, name: str, value: Any) -> str | None:
    """Set a control, and return the sentence of the refusal if it was one; nothing else may be raised."""
    try:
        panel.change(name, value)
    except ValueError as error:
        assert panel.view["problem"] == str(error)
        assert str(error)[0].isupper() or str(error)[0] in "“0123456789"
        assert str(error).rstrip()[-1] in ".!?"
        return str(error)
    assert panel.view["problem"] is None
    return None


def assert_complete(panel: Panel, name: str) -> None:
    """What is shown is whole: plain values, a chart that plotly knows, and every part in the text."""
    view, text = panel.view, as_text(panel.view, panel.controls)
    assert json.loads(json.dumps(view)) == view
    if view.get("figure"):
        plotly.graph_objects.Figure(view["figure"])
    assert (view.get("words") or "") in text
    for row in (view.get("table") or {"rows": []})["rows"]:
        assert " | ".join(str(cell) for cell in row) in text
    for card in view.get("cards") or []:
        assert card["text"] in text
    if name in CHARTS:
        chart = CHARTS[name]
        assert view.get("figure") == chart.figure(panel.state, CASES)
        assert view["words"] == chart.describe(panel.state, CASES)
        assert view["table"] == chart.table(panel.state, CASES)
    if name.split(",")[0] in MODELS:
        model = MODELS[name.split(",")[0]]
        assert view["figure"] == model.figure(panel.state)
        assert view["words"] == model.describe(panel.state)
        assert view["table"] == model.table(panel.state)
        assert len(view["more"]) == 3 and all(part["cards"] for part in view["more"])


@every_explorer
def test_every_option_of_every_control_is_shown_or_refused_in_a_sentence(name: str) -> None:
    for control in build(name).controls:
        panel = build(name)
        for value in values(control):
            said = change(panel, control["name"], value)
            if said is None:
                assert_complete(panel, name)
            # After a refusal the learner sets something else, and it goes on.
            elif control["type"] != "button":
                assert change(panel, control["name"], build(name).state[control["name"]]) is None


@every_explorer
def test_every_control_says_what_it_is_for(name: str) -> None:
    for control in build(name).controls:
        assert control["label"].strip()
        labels = [option["label"] for option in control.get("options", [])]
        assert all(label.strip() for label in labels)
        assert len(set(labels)) == len(labels)


@every_explorer
def test_the_value_that_a_control_starts_with_is_one_that_it_offers(name: str) -> None:
    panel = build(name)
    for control in panel.controls:
        value = panel.state.get(control["name"])
        if control["type"] == "select":
            assert value in values(control)
        if control["type"] == "checks":
            assert set(value) <= set(values(control)[-1])


@settings(max_examples=25, deadline=None)
@given(st.data())
@pytest.mark.parametrize("name", EXPLORERS)
def test_no_sequence_of_changes_breaks_an_explorer(name: str, data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as environment:
        environment.setenv("COURSE_JOURNAL", f"{folder}/journal.sqlite3")  # every sequence starts with an empty one
        panel = build(name)
        for _ in range(6):
            control = data.draw(st.sampled_from(panel.controls))
            value = data.draw(st.sampled_from(values(control)))
            if change(panel, control["name"], value) is None:
                assert_complete(panel, name)


@every_explorer
def test_the_same_state_gives_the_same_view(name: str) -> None:
    one, other = build(name), build(name)
    assert {**one.view, "serial": 0} == {**other.view, "serial": 0}


@every_chart
def test_what_it_says_of_a_case_comes_with_statements_and_sources(name: str) -> None:
    cards = build(name).view.get("cards") or []
    if name != "conditions":
        assert cards
    assert all(card["sources"] and card["mark"] for card in cards)


@pytest.mark.parametrize("name", SMALLER)
def test_a_smaller_catalogue_can_be_explored(name: str) -> None:
    two = Catalogue([CASES["C11"], CASES["C34"]])
    first = {"case": "C11"} if name == "case" else {}
    panel = SMALLER[name](cases=two, **first)
    for control in panel.controls:
        if "case" in control["name"] or control["name"] in ("first", "second"):
            assert values(control) == ["C11", "C34"]


@pytest.mark.parametrize("name", SMALLER)
def test_no_case_at_all_is_refused_in_a_sentence(name: str) -> None:
    with pytest.raises(ValueError, match=r"^There is no case"):
        SMALLER[name](cases=CASES.filter(start=1))


@pytest.mark.parametrize("name", SMALLER)
def test_a_start_that_there_is_not_is_refused_with_those_there_are(name: str) -> None:
    with pytest.raises(ValueError, match=r"has no “weather”; it has: \w+"):
        SMALLER[name](weather="fine")


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: explore.case("C99"), "There is no case “C99”"),
        (lambda: explore.network("C99"), "There is no case “C99”"),
        (lambda: explore.compare("C11", "C99"), "There is no case “C99”"),
        (lambda: explore.compare("C11", "C11"), "A case stands here twice"),
        (lambda: explore.compare("C11"), "Compare two to four cases, and 1 were given"),
        (lambda: explore.timeline(era="the future"), "“the future” is no era that can be shown"),
        (lambda: explore.map(party="Atlantis"), "“Atlantis” is no party that can be shown"),
        (lambda: explore.placing("V99"), "There is no vignette “V99”"),
        (lambda: explore.map("C11"), "“C11” is no catalogue; write case=… to start with a case"),
    ],
)
def test_a_start_that_cannot_be_shown_is_refused_in_the_same_sentence(call: Callable[[], Panel], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        call()


def test_another_case_in_the_network_brings_everybody_back() -> None:
    panel = explore.network("C19")
    panel.change("without", values(panel.controls[1])[1])
    panel.change("case", "C11")
    assert panel.state["without"] == "nobody"
    assert panel.view["problem"] is None


def test_a_map_sends_its_outlines_to_the_page_once() -> None:
    panel = explore.map()
    land = map.land()
    assert json.loads(gzip.decompress(panel.fixed)) == [land]
    assert land not in panel.figure["data"]
    assert panel.view["figure"]["data"][0] == land


def test_what_does_not_change_does_not_cross_to_the_page_again() -> None:
    panel = explore.axes()
    panel._handle_custom_msg({"kind": "open", "part": "cards"}, [])
    sent: list[str] = []
    panel.observe(lambda change: sent.append(change["name"]))
    panel.change("status", ["contested"])
    assert "cards" in sent
    assert "figure" not in sent and "table" not in sent


def test_an_answer_to_which_track_is_kept_before_the_case_is_named() -> None:
    panel = explore.placing()
    before = json.dumps([panel.controls, panel.told, panel.table, panel.cards, panel.state])
    case = CASES[load_vignettes()[0]["case"]]
    assert case.name not in before and case.id not in before
    for name, value in {"officiality": "private", "secrecy": "staged", "reason": "because"}.items():
        panel.change(name, value)
    panel.change("keep")
    assert case.name in panel.view["words"]
    assert explore.placing("V01").view["words"] == panel.view["words"]


def load_vignettes() -> list[dict[str, str]]:
    from course_lib.catalogue import load_vignettes as load

    return load()


def test_every_wrong_step_of_every_vignette_gets_the_rule_of_what_was_chosen_and_of_what_is_right() -> None:
    from course_lib import vocabulary
    from course_lib.catalogue import load_codebook

    rules = load_codebook()
    for vignette in load_vignettes():
        panel = explore.placing(vignette["id"])
        [phase] = [one for one in CASES[vignette["case"]].phases if one.label == vignette["phase"]]
        chosen = {
            "officiality": next(code for code in vocabulary.OFFICIALITY if code != phase.officiality),
            "secrecy": next(code for code in vocabulary.SECRECY if code != phase.secrecy),
        }
        for name, value in {**chosen, "reason": "because"}.items():
            panel.change(name, value)
        said = panel.change("keep")["words"]
        for axis, code in chosen.items():
            assert rules[axis, code]["rule"] in said
            assert rules[axis, getattr(phase, axis)]["rule"] in said
        assert phase.why in said


def test_events_are_numbered_in_the_order_of_time() -> None:
    for case in CASES:
        rows = explore.timeline(show="events", case=case.id).view["table"]["rows"]
        dates = [event.date or "" for event in case.events]
        assert [row[0] for row in rows] == list(range(1, len(rows) + 1))
        assert all(earlier <= later for earlier, later in pairwise(dates))
