"""The studio on screen: a guess first, twelve turns, a debrief; nothing lost when the kernel goes."""

from __future__ import annotations

from pathlib import Path

import pytest

from course_lib import explore, studio
from course_lib.explorers.kit import Panel, as_text
from course_lib.figures import studio as chart
from course_lib.journal import Journal
from course_lib.models import process
from course_lib.studio import TURNS, Design, Run

STEADY = tuple(process.DECISIONS[n] for n in process.PLANS["build_then_consult"])
CHEAP = ("gesture",) * TURNS


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path / "journal.sqlite3")


def begun(journal: Journal, **choices: str) -> Panel:
    panel = explore.studio(journal=journal)
    for name, value in choices.items():
        panel.change(name, value)
    panel.change("guess", 10)
    panel.change("begin")
    return panel


def lead(panel: Panel, decisions: tuple[str, ...]) -> Panel:
    for decision in decisions:
        if not any(control["name"] == "do" for control in panel.controls):
            break
        panel.change("decision", decision)
        panel.change("do")
    return panel


def names(panel: Panel) -> set[str]:
    return {control["name"] for control in panel.controls}


def test_it_asks_first_how_much_would_have_happened_anyway(journal: Journal) -> None:
    panel = explore.studio(journal=journal)
    assert panel.view["heading"].startswith("How much would have happened anyway?")
    with pytest.raises(ValueError, match="First guess how much would have happened anyway"):
        panel.change("begin")
    text = as_text(panel.view, panel.controls)
    assert "ratified in" not in text, "what is asked must not be told beforehand"


def test_a_guess_is_kept_before_anything_is_shown_and_comes_back_in_the_debrief(journal: Journal) -> None:
    panel = lead(begun(journal), CHEAP)
    assert journal.history("studio")[0].value["guess"] == 10
    assert journal.history("studio")[0].value["run"]["decisions"] == []
    assert "Your guess before you began: 10 in 100." in panel.view["words"]


def test_after_a_restart_of_the_kernel_the_run_goes_on_where_it_was(journal: Journal) -> None:
    lead(begun(journal, setting="aceh", who="scholars"), STEADY[:3])
    again = explore.studio(journal=journal)
    assert again.view["heading"] == "Aceh, 1999: turn 4 of 12"
    assert again.state["who"] == "scholars"
    lead(again, STEADY[3:4])
    assert len(journal.read("studio")["run"]["decisions"]) == 4


def test_every_turn_shows_news_with_a_precedent_whose_sources_are_at_hand(journal: Journal) -> None:
    panel = begun(journal, setting="tajikistan")
    seen = 0
    for _ in range(TURNS):
        if "do" not in names(panel):
            break
        card = studio.part("cards", studio.news(Run.of(journal.read("studio")["run"])))
        [where] = [part for part in panel.view["more"] if part["heading"] == "Where this happened"]
        if card["precedents"]:
            seen += 1
            assert any(one["sources"] for one in where["cards"])
        lead(panel, ("gesture",))
    assert seen


def test_what_cannot_be_paid_for_is_refused_and_the_turn_stays(journal: Journal) -> None:
    panel = begun(journal, funder="givers", place="house")
    with pytest.raises(ValueError, match="There is no money left for “Hold a workshop”: it costs"):
        lead(panel, ("workshop",) * TURNS)
    paid = journal.read("studio")["run"]["decisions"]
    assert 0 < len(paid) < TURNS
    assert panel.state["decisions"] == paid
    lead(panel, ("pause",))
    assert panel.view["problem"] is None


def test_the_end_says_what_transferred_what_it_cost_and_who_was_harmed(journal: Journal) -> None:
    panel = lead(begun(journal), CHEAP)
    for said in ("What transferred:", "What it cost:", "Who was harmed:"):
        assert said in panel.view["prompt"]
    headings = [part["heading"] for part in panel.view["more"]]
    assert headings == ["What really happened", "Questions for a debrief", "Where this happened"]
    for look in chart.OVER:
        panel.change("look", look)
        assert panel.view["words"] == chart.describe({"run": panel_run(panel).plain(), "show": look, "guess": 10})
        assert panel.view["table"]["rows"]


def panel_run(panel: Panel) -> Run:
    ways = {one["id"]: panel.state[one["id"]] for one in studio.content()["choices"]}
    return Run(
        Design(panel.state["setting"], ways, panel.state["numbers"]), panel.state["seed"], panel.state["decisions"]
    )


def test_the_memo_can_be_downloaded(journal: Journal) -> None:
    panel = lead(begun(journal), CHEAP)
    file = panel.change("memo")["file"]
    assert file["name"] == "policy-memo-mells-park-1.md"
    assert file["text"] == studio.memo(panel_run(panel))


def test_the_same_design_can_be_led_again_with_other_luck(journal: Journal) -> None:
    panel = lead(begun(journal), CHEAP)
    panel.change("again")
    assert (panel.state["seed"], panel.state["decisions"]) == (2, [])
    panel.change("redesign")
    assert "begin" in names(panel)


def test_a_team_hears_another_role_each_turn(journal: Journal) -> None:
    panel = explore.studio(journal=journal)
    panel.change("team", ["yes"])
    panel.change("guess", 0)
    panel.change("begin")
    asked = []
    for _ in range(4):
        asked.append(next(line for line in panel.view["prompt"].splitlines() if " asks: " in line))
        lead(panel, ("gesture",))
    assert len(set(asked)) == 4


def test_every_number_of_the_model_can_be_seen_changed_and_put_back(journal: Journal) -> None:
    panel = explore.studio(journal=journal)
    panel.change("tune", ["yes"])
    [offered] = [control["options"] for control in panel.controls if control["name"] == "number"]
    assert [one["value"] for one in offered] == list(process.RANGES)
    for name, (low, high) in process.RANGES.items():
        panel.change("number", name)
        [slider] = [control for control in panel.controls if control["name"] == "value"]
        assert (slider["min"], slider["max"]) == (low, high)
        assert low <= panel.state["value"] <= high
    panel.change("number", "budget")
    panel.change("value", 7)
    assert "You have 7 to spend" in panel.view["words"]
    panel.change("reset")
    assert panel.state["numbers"] == {}


def test_a_run_that_was_handed_in_can_be_looked_at(journal: Journal) -> None:
    run = Run(Design("korea"), 4, CHEAP)
    panel = explore.studio(run, journal=journal)
    assert panel.view["heading"] in ("Korea, 2016: looking back", f"Korea, 2016: turn {run.turn + 1} of 12")
    assert journal.history() == []


def test_leading_on_from_a_run_that_was_shown_leaves_the_learners_own_alone(journal: Journal) -> None:
    lead(begun(journal, setting="aceh"), STEADY[:2])
    shown = explore.studio(Run(Design("korea"), 4, CHEAP), journal=journal)
    shown.change("again" if "again" in names(shown) else "do")
    assert explore.studio(journal=journal).view["heading"] == "Aceh, 1999: turn 3 of 12"
