"""The kit joins controls to a view, and says what went wrong."""

from __future__ import annotations

import gc
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_lib.catalogue import Source, Statement
from course_lib.explorers.kit import Panel, State, View, as_text, options, source_links, statement_card

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
STATES = st.dictionaries(st.text(), JSON, max_size=4)
quickly = settings(max_examples=40, deadline=None)


def echo(state: State) -> View:
    return {"words": json.dumps(dict(state), sort_keys=True)}


def of_a_number(state: State) -> View:
    """Return a view that exists for even numbers, is refused for odd ones, and breaks for what is no number."""
    if state["n"] % 2:
        raise ValueError("Choose an even number.")
    return {"words": f"{state['n']} is even"}


def number_panel() -> Panel:
    return Panel([{"type": "number", "name": "n", "label": "A number"}], {"n": 0}, of_a_number)


def event(panel: Panel, name: str, **state: Any) -> None:
    """Do what the page does when a control moved."""
    panel._handle_custom_msg({"kind": "event", "name": name, "state": state}, [])


# ---------------------------------------------------------------- state and view


@quickly
@given(STATES, STATES)
def test_any_state_is_drawn_as_its_view_says(start: dict[str, Any], changes: dict[str, Any]) -> None:
    panel = Panel([], start, echo)
    assert panel.view["words"] == echo(start)["words"]
    for name, value in changes.items():
        view = panel.change(name, value)
        assert view["words"] == echo(panel.state)["words"]
        assert panel.state[name] == value
    assert panel.state == {**start, **changes}


@quickly
@given(STATES)
def test_the_page_and_the_functions_say_the_same_of_a_state(state: dict[str, Any]) -> None:
    by_function, by_page = Panel([], {}, echo), Panel([], {}, echo)
    for name, value in state.items():
        by_function.change(name, value)
        event(by_page, name, **{name: value})
    assert by_page.view == by_function.view
    assert by_page.state == by_function.state


def test_every_change_is_answered_with_a_new_number() -> None:
    panel = Panel([], {"n": 0}, lambda state: {"words": "always the same"})
    numbers = [panel.view["serial"], *(panel.change("n", 0)["serial"] for _ in range(3))]
    assert numbers == sorted(set(numbers))


def test_a_button_works_through_its_event() -> None:
    panel = Panel([], {"n": 1}, echo, lambda name, state: {"n": state["n"] * 2} if name == "double" else state)
    panel.change("double")
    panel.change("double")
    assert panel.state == {"n": 4}


def test_a_view_can_put_other_controls_in_place() -> None:
    before, after = ({"type": "button", "name": name, "label": name} for name in ("before", "after"))
    panel = Panel(
        [before], {"done": False}, lambda state: {"controls": [after]} if state["done"] else {"words": "wait"}
    )
    assert panel.controls == [before]
    panel.change("done")
    assert panel.controls == [after]
    assert "controls" not in panel.view


# ---------------------------------------------------------------- what goes wrong


def test_what_is_refused_is_raised_and_said_in_the_same_sentence() -> None:
    panel = number_panel()
    with pytest.raises(ValueError, match=r"Choose an even number\."):
        panel.change("n", 3)
    assert panel.view["problem"] == "Choose an even number."


def test_what_stood_there_before_a_refusal_is_not_left_standing_under_it() -> None:
    table = {"caption": "Half of it", "columns": ["n"], "rows": [[0]], "open": True}
    panel = Panel(
        number_panel().controls, {"n": 0}, lambda state: {**of_a_number(state), "figure": {"data": []}, "table": table}
    )
    with pytest.raises(ValueError, match="even"):
        panel.change("n", 3)
    assert panel.view == {"problem": "Choose an even number.", "serial": panel.view["serial"]}
    assert (panel.figure, panel.table, panel.told.get("words")) == (None, None, None)
    assert as_text(panel.view) == "Choose an even number."
    assert panel.controls == number_panel().controls


def test_a_button_that_is_refused_leaves_what_stands_there() -> None:
    def refuse(name: str, state: State) -> State:
        raise ValueError("Say why first.")

    panel = Panel([], {"n": 2}, of_a_number, refuse)
    with pytest.raises(ValueError, match="Say why"):
        panel.change("keep")
    assert (panel.view["problem"], panel.view["words"]) == ("Say why first.", "2 is even")


def test_after_a_good_choice_the_problem_is_gone() -> None:
    panel = number_panel()
    with pytest.raises(ValueError, match="Choose an even number"):
        panel.change("n", 3)
    assert (panel.change("n", 4)["problem"], panel.view["words"]) == (None, "4 is even")


def test_what_nobody_expected_is_raised_and_said_in_a_sentence() -> None:
    panel = number_panel()
    with pytest.raises(TypeError):
        panel.change("n", None)
    assert panel.view["problem"].startswith("Something went wrong here (TypeError: ")
    assert panel.view["problem"].endswith("run this cell again.")


def test_the_page_is_told_of_a_refusal_and_goes_on() -> None:
    panel = number_panel()
    event(panel, "n", n=3)
    assert panel.view["problem"] == "Choose an even number."
    event(panel, "n", n=4)
    assert (panel.view["problem"], panel.view["words"]) == (None, "4 is even")


def test_the_page_is_told_of_what_nobody_expected() -> None:
    panel = number_panel()
    with pytest.raises(TypeError):
        panel._heard(panel, {"kind": "event", "name": "n", "state": {"n": None}}, [])
    assert panel.view["problem"].startswith("Something went wrong here (TypeError: ")


# ---------------------------------------------------------------- language and text


def test_a_page_in_arabic_runs_from_right_to_left(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (Panel([], {}, echo).page["dir"], Panel([], {}, echo).page["lang"]) == ("ltr", "en")
    monkeypatch.setenv("COURSE_LANGUAGE", "ar")
    assert (Panel([], {}, echo).page["dir"], Panel([], {}, echo).page["lang"]) == ("rtl", "ar")


WHOLE = {
    "heading": "A heading",
    "problem": "A problem.",
    "words": "Some words.",
    "table": {"caption": "A caption", "columns": ["Case", "Year"], "rows": [["C11", 1971], ["C19", 1993]]},
    "cards": [
        {
            "text": "It happened.",
            "date": "1971",
            "mark": "contested",
            "sources": [{"label": "Waage, 2005", "locator": "p. 6", "checked": "opened"}],
        },
        {"text": "A card of text alone."},
    ],
}


def test_a_view_as_text_holds_its_words_its_table_and_its_cards() -> None:
    assert as_text(WHOLE, [{"type": "select", "label": "Region"}, {"type": "button", "label": "Go"}]).splitlines() == [
        "A heading",
        "A problem.",
        "Some words.",
        "A caption",
        "Case | Year",
        "C11 | 1971",
        "C19 | 1993",
        "- It happened. [1971, contested] (Waage, 2005, p. 6 (opened))",
        "- A card of text alone.",
        "Region",
    ]


def test_the_heading_of_the_cards_is_in_the_text_too() -> None:
    assert "C11: 1 statement" in as_text({"cards_heading": "C11: 1 statement", "cards": [{"text": "It happened."}]})


def test_further_lists_of_cards_are_in_the_text_each_under_its_heading() -> None:
    more = [
        {"heading": "What it assumes", "cards": [{"text": "Both sides can count.", "mark": "assumption"}]},
        {"heading": "What would turn it round", "cards": [{"text": "A cost that is not seen."}]},
    ]
    panel = Panel([], {}, lambda state: {"cards": [{"text": "It happened."}], "more": more})
    assert panel.view["more"] == more
    assert as_text(panel.view).splitlines() == [
        "- It happened.",
        "What it assumes",
        "- Both sides can count. [assumption]",
        "What would turn it round",
        "- A cost that is not seen.",
    ]


def folded_view(_: State) -> View:
    return {
        "table": lambda: {"caption": "A caption", "columns": ["Case"], "rows": [["C11"]]},
        "cards_heading": "One statement",
        "cards": lambda: [{"text": "It happened."}],
        "more": [{"heading": "What it assumes", "cards": [{"text": "Both sides can count."}]}],
    }


WHOLE_OF_IT = "A caption\nCase\nC11\nOne statement\n- It happened.\nWhat it assumes\n- Both sides can count."


def test_what_is_folded_crosses_when_it_is_opened_and_from_then_on() -> None:
    panel = Panel([], {"n": 0}, folded_view)
    assert (panel.table, panel.cards) == ({"waits": True}, {"waits": True})
    assert panel.more == [{"heading": "What it assumes", "cards": {"waits": True}}]
    for part in ("table", "cards", "What it assumes"):
        panel._handle_custom_msg({"kind": "open", "part": part}, [])
    for _ in range(2):
        assert panel.table["rows"] == [["C11"]]
        assert panel.cards == [{"text": "It happened."}]
        assert panel.more == [{"heading": "What it assumes", "cards": [{"text": "Both sides can count."}]}]
        event(panel, "n", n=1)


def test_what_is_folded_is_whole_where_no_page_can_ask_for_it() -> None:
    panel = Panel([], {}, folded_view)
    bundle = panel._repr_mimebundle_()
    data = bundle[0] if isinstance(bundle, tuple) else bundle
    assert data["text/plain"] == as_text(panel.view) == WHOLE_OF_IT


def test_opening_a_fold_is_no_answer_to_a_change() -> None:
    """A page that waits for the answer to a button must not take it for that."""
    panel = Panel([], {}, folded_view)
    before = panel.told["serial"]
    panel._handle_custom_msg({"kind": "open", "part": "table"}, [])
    assert panel.told["serial"] == before


def test_the_collector_does_not_go_over_all_cases_during_an_answer() -> None:
    event(number_panel(), "n", n=2)
    assert gc.get_freeze_count() > 0


def test_a_long_list_of_options_does_not_cross_again_because_another_control_changed() -> None:
    many = options({str(n): f"Case {n}" for n in range(1000)})
    few = {"type": "select", "name": "without", "label": "Without"}

    def view_of(state: State) -> View:
        cases = {"type": "select", "name": "case", "label": "Case", "options": list(many)}
        return {"controls": [cases, {**few, "options": options({state["case"]: "This one"})}]}

    panel = Panel([], {"case": "1"}, view_of)
    sent: list[str] = []
    panel.observe(lambda change: sent.append(change["name"]))
    panel.change("case", "2")
    assert "form" in sent and "lists" not in sent
    assert len(json.dumps(panel.form)) < 1000
    assert [len(control["options"]) for control in panel.controls] == [1000, 1]


def test_where_no_widget_can_be_shown_the_text_and_the_chart_stand_in() -> None:
    figure = {"data": [], "layout": {}}
    panel = Panel([], {}, lambda state: {"words": "Some words.", "figure": figure})
    bundle = panel._repr_mimebundle_()
    data = bundle[0] if isinstance(bundle, tuple) else bundle
    assert data["text/plain"] == "Some words."
    assert data["application/vnd.plotly.v1+json"] == figure


# ---------------------------------------------------------------- options and cards


def test_a_vocabulary_is_offered_in_its_order() -> None:
    codes = {"b": "Second letter", "a": "First letter"}
    offered = [{"value": "b", "label": "Second letter"}, {"value": "a", "label": "First letter"}]
    assert options(codes) == offered
    assert options(codes, every="all letters") == [{"value": "all", "label": "all letters"}, *offered]


def test_a_source_is_shown_with_its_place_its_reference_and_whether_it_was_opened() -> None:
    [link] = source_links([Source("waage-2005", "p. 6", "recalled")])
    assert (link["label"], link["locator"], link["checked"]) == ("Waage, 2005", "p. 6", "recalled")
    assert link["entry"].startswith("Waage, H.H. (2005)")
    assert link["url"].startswith("https://doi.org/")


@pytest.mark.parametrize(
    ("date", "about", "shown"), [(None, False, ""), ("1971", False, "1971"), ("1971", True, "about 1971")]
)
def test_a_card_says_when_what_and_how_sure(date: str | None, about: bool, shown: str) -> None:
    sources = (Source("waage-2005", "p. 6", "opened"),)
    card = statement_card(Statement("C11-99", "C11", "event", "It happened.", "one_side", sources, date, about))
    assert (card["date"], card["text"], card["status"]) == (shown, "It happened.", "one_side")
    assert card["mark"] == "reported by one side"
    assert [source["label"] for source in card["sources"]] == ["Waage, 2005"]
