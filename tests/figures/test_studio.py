"""The studio's charts say what the run's futures say, in chart, words and table alike."""

from __future__ import annotations

from typing import Any

import pytest

from course_lib import studio
from course_lib.figures import studio as chart
from course_lib.figures.curves import percent, said
from course_lib.models import process
from course_lib.studio import TURNS, Design, Run
from tests.figures import handmade

STEADY = tuple(process.DECISIONS[n] for n in process.PLANS["build_then_consult"])
HALF = Run(Design("tajikistan"), 3, STEADY[:6])
WHOLE = Run(Design("mells-park", {"who": "scholars"}), 5, STEADY)


def state(run: Run, show: str, guess: float | None = None) -> dict[str, Any]:
    return {"run": run.plain(), "show": show, "guess": guess}


@pytest.mark.parametrize("run", [Run(Design("korea")), HALF, WHOLE], ids=["outset", "half", "whole"])
@pytest.mark.parametrize("show", chart.SHOW)
def test_every_chart_of_every_stage_is_drawn_with_its_words_and_table(run: Run, show: str) -> None:
    handmade.assert_plotly_draws(chart.figure(state(run, show)))
    assert chart.describe(state(run, show))
    table = chart.table(state(run, show))
    assert table["rows"] and all(len(row) == len(table["columns"]) for row in table["rows"])


def test_the_room_is_what_was_played() -> None:
    figure = chart.figure(state(HALF, "room"))
    states = studio.play(HALF)
    for trace, name in zip(figure["data"], ("trust", "maturity", "uptake_a", "uptake_b"), strict=True):
        assert trace["y"] == pytest.approx([float(getattr(at, name)[0]) for at in states], abs=1e-6)
    assert f"Trust in the room {percent(float(states[-1].trust[0]))}" in chart.describe(state(HALF, "room"))


def test_what_happened_in_the_room_is_marked_at_its_turn() -> None:
    marked = 0
    for seed in range(30):
        run = Run(Design("korea", {"secrecy": "public"}), seed, STEADY)
        labels = [shape["label"]["text"] for shape in chart.figure(state(run, "room"))["layout"]["shapes"]]
        for turn, after in enumerate(studio.play(run)[1:], start=1):
            if after.leaked[0]:
                marked += 1
                assert f"{turn}: it came out" in labels
    assert marked


def test_the_funnel_is_shown_whole_and_never_as_one_number() -> None:
    figure = chart.figure(state(WHOLE, "anyway"))
    assert [trace["name"] for trace in figure["data"]] == [
        "official talks never opened", "talks, and no deal", "a deal, rejected at home", "a deal, ratified",
    ]  # fmt: skip
    for row in range(2):
        assert sum(trace["x"][row] for trace in figure["data"]) == pytest.approx(1)
    nothing, yours = (studio.anyway(WHOLE), process.funnel(studio.futures_of(WHOLE.design, STEADY, WHOLE.seed)))
    words = chart.describe(state(WHOLE, "anyway", guess=25))
    assert words.startswith("Your guess before you began: 25 in 100.")
    assert f"ratified in {percent(nothing['ratified'])}; with your design and your decisions, in" in words
    for name in studio.FUNNEL:
        assert percent(yours[name]) in words


def test_one_other_choice_at_a_time_is_listed_from_the_best_to_the_worst() -> None:
    gained = [float(row[1]) for row in chart.table(state(WHOLE, "changes"))["rows"]]
    assert gained == sorted(gained, reverse=True)
    assert len(gained) == len(studio.changes(WHOLE))
    unsure = sum(abs(one.ratified) <= one.luck for one in studio.changes(WHOLE))
    assert f"{unsure} of these change" in chart.describe(state(WHOLE, "changes"))


def test_plans_that_the_model_cannot_rank_are_named() -> None:
    words = chart.describe(state(WHOLE, "rank"))
    rows = {row[0]: row[-1] for row in chart.table(state(WHOLE, "rank"))["rows"]}
    for one in studio.ranked(WHOLE)[1:]:
        label = chart.PLANS[one.plan]
        assert rows[label] == ("yes" if one.can_rank else "no")
        if not one.can_rank:
            assert label in words.split("cannot rank yours against:")[1]
    assert set(chart.PLANS) == {studio.OWN, *process.PLANS}


def test_the_outcome_counts_what_it_cost_and_whom_it_named() -> None:
    harmed = 0
    for seed in range(20):
        run = Run(Design("korea", {"capacity": "private"}), seed, STEADY)
        now = studio.play(run)[-1]
        words = chart.outcome(run)
        assert f"{said(run.design.number('budget') - float(now.money[0]))} of " in words
        assert f"{round(float(now.harmed[0]))} pe" in words
        harmed += bool(now.harmed[0])
    assert harmed


@pytest.mark.parametrize(
    ("wrong", "said_so"),
    [
        ({**state(HALF, "weather")}, "“weather” is no chart that can be shown"),
        (
            {**state(HALF, "room"), "run": {"setting": "atlantis", "ways": {}, "seed": 1, "decisions": []}},
            "has no “atlantis”",
        ),
        ({**state(HALF, "room"), "run": {}}, "This is no run of the studio"),
    ],
)
def test_what_cannot_be_shown_is_refused_by_chart_words_and_table(wrong: dict[str, Any], said_so: str) -> None:
    for part in (chart.figure, chart.describe, chart.table):
        with pytest.raises(ValueError, match=said_so):
            part(wrong)


def test_the_steady_plan_goes_on_from_where_the_run_stands() -> None:
    rows = chart.table(state(HALF, "ahead"))["rows"]
    assert [row[0] for row in rows] == ["if you stop here", "if you go on steadily"]
    stop = studio.ahead(HALF, ("pause",) * (TURNS - HALF.turn))
    assert float(rows[0][4]) == pytest.approx(stop["ratified"], abs=1e-3)
