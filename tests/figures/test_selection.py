"""What a library of successes hides: chart, words and table against the model's own functions, at limits and extremes."""

from __future__ import annotations

import functools
import itertools
import time
from statistics import median
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from course_lib.catalogue import load_model
from course_lib.explorers.selection import selection as explorer
from course_lib.figures import selection as chart
from course_lib.figures.curves import percent, said
from course_lib.models import selection as model
from tests.figures import handmade

quickly = settings(max_examples=40, deadline=None)
SLIDERS = {one["name"]: one for one in load_model("selection")["coefficients"]}
CONFLICTS = ("true_effect", "hardness_toll", "hardness_selection", "share_tried")
TRUTH = ("true_level", "true_slope")


def state(show: str, **changes: Any) -> dict[str, Any]:
    return {**chart.START, "show": show, **changes}


def position(name: str) -> st.SearchStrategy[float]:
    """Draw a position of a slider."""
    one = SLIDERS[name]
    steps = round((one["high"] - one["low"]) / one["step"])
    return st.integers(0, steps).map(lambda n: round(one["low"] + n * one["step"], 6))


def positions(show: str) -> st.SearchStrategy[dict[str, Any]]:
    """Draw a position of every slider of a chart, and an answer to what is known."""
    known = st.sampled_from([[], ["hardness_known"], ["occasion_known"], ["hardness_known", "occasion_known"]])
    numbers = {name: position(name) for name in chart.moved(state(show))}
    return st.fixed_dictionaries({**numbers, "known": known}).map(lambda drawn: state(show, **drawn))


def ends(show: str) -> list[dict[str, Any]]:
    """Return the states with each slider of a chart at its lowest and its highest, one and two at a time."""
    names = chart.moved(state(show))
    limits = [(name, SLIDERS[name][end]) for name in names for end in ("low", "high")]
    pairs = itertools.combinations(limits, 2)
    return [state(show, **dict(pair)) for pair in pairs]


def marks(figure: dict[str, Any]) -> dict[str, float]:
    return {shape["label"]["text"]: shape["x0"] for shape in figure["layout"]["shapes"] if shape["label"]["text"]}


@pytest.mark.parametrize("show", chart.SHOW)
def test_every_extreme_is_drawn_told_and_listed(show: str) -> None:
    for one in ends(show):
        figure, table = chart.figure(one), chart.table(one)
        handmade.assert_plotly_draws(figure)
        assert {len(row) for row in table["rows"]} == {len(table["columns"])}
        assert "What would turn this round" in chart.describe(one).splitlines()[-1] or show == "estimates"
        assert "nan" not in chart.describe(one)


@pytest.mark.parametrize("show", chart.SHOW)
def test_axes_stand_still_while_sliders_move(show: str) -> None:
    def axes(figure: dict[str, Any]) -> list[Any]:
        return [figure["layout"][axis]["range"] for axis in figure["layout"] if axis.startswith(("xaxis", "yaxis"))
                if "range" in figure["layout"][axis]]  # fmt: skip

    first = axes(chart.figure(state(show)))
    assert first
    assert all(axes(chart.figure(one)) == first for one in ends(show)[::5])


@pytest.mark.parametrize("show", chart.SHOW)
def test_no_chart_has_more_sliders_than_seven_and_none_for_a_yes_or_no(show: str) -> None:
    names = chart.moved(state(show))
    assert len(set(names)) == len(names) <= 7
    assert not {"hardness_known", "occasion_known"} & {*names}


# ---------------------------------------------------------------- the library


@quickly
@given(positions("library"))
def test_bars_words_and_table_show_the_share_that_the_model_gives(one: dict[str, Any]) -> None:
    true, good, bad = (one[name] for name in ("true_share", "success_published", "failure_published"))
    assume(true * good + (1 - true) * bad > 0)
    seen = float(model.share_of_successes(true, good, bad))
    succeeded, failed = chart.figure(one)["data"][:2]
    assert succeeded["x"] == pytest.approx([true, seen])
    assert failed["x"] == pytest.approx([1 - true, 1 - seen])
    assert chart.table(one)["rows"][1][1:] == [said(seen), said(1 - seen)]
    words = chart.describe(one)
    assert words.startswith(f"Of all efforts {percent(true)} succeeded; of those in books, {percent(seen)}.")
    assert ("look better than the whole." in words.splitlines()[2]) == (seen > true + 1e-9)
    assert ("look worse than the whole." in words.splitlines()[2]) == (seen < true - 1e-9)


@quickly
@given(positions("library"))
def test_the_curve_crosses_the_truth_where_both_rates_are_equal(one: dict[str, Any]) -> None:
    assume(0 < one["true_share"] < 1 and one["success_published"] > 0)
    figure = chart.figure(one)
    assert marks(figure) == {"both rates equal": one["success_published"]}
    books, everything = figure["data"][2:]
    for rate, seen, true in zip(books["x"], books["y"], everything["y"], strict=True):
        assert seen == pytest.approx(
            float(model.share_of_successes(one["true_share"], one["success_published"], rate)), abs=1e-6
        )
        assert true == one["true_share"]
        assert np.sign(round(seen - true, 5)) in (0, np.sign(one["success_published"] - rate))
    equal = state(
        "library",
        **{
            **{name: one[name] for name in ("true_share", "success_published")},
            "failure_published": one["success_published"],
        },
    )
    assert chart.figure(equal)["data"][0]["x"][1] == pytest.approx(one["true_share"])


def test_the_words_name_the_rate_at_which_the_library_turns() -> None:
    better = chart.describe(state("library"))
    assert "Of all efforts 20 % succeeded; of those in books, 69 %." in better
    assert "180 successes and 80 failures" in better
    assert "failures written up as often as successes, at 90 %" in better
    worse = chart.describe(state("library", success_published=0.3, failure_published=0.6))
    assert "no more often than successes, at 30 %" in worse


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"true_share": 0}, "Where all efforts end alike"),
        ({"true_share": 1}, "Where all efforts end alike"),
        ({"success_published": 0.4, "failure_published": 0.4}, "If failures were written up half as often, at 20 %"),
        ({"success_published": 1}, "written up as surely as successes"),
        ({"success_published": 0}, "successes that are written up too, as often as failures, at 10 %"),
    ],
)
def test_at_its_limits_the_library_has_a_sentence_of_its_own(changes: dict[str, float], told: str) -> None:
    assert told in chart.describe(state("library", **changes))


@pytest.mark.parametrize(
    "changes",
    [{"success_published": 0, "failure_published": 0}, {"true_share": 0, "failure_published": 0},
     {"true_share": 1, "success_published": 0}],
)  # fmt: skip
def test_an_empty_library_shows_no_bar_and_says_that_there_is_nothing_to_read(changes: dict[str, float]) -> None:
    empty = state("library", **changes)
    handmade.assert_plotly_draws(chart.figure(empty))
    assert chart.figure(empty)["data"][0]["x"][1] is None
    assert chart.table(empty)["rows"][1][1:] == ["–", "–"]
    assert "none is written up" in chart.describe(empty)


# ---------------------------------------------------------------- which conflicts are tried


@quickly
@given(positions("tried"))
def test_the_curve_is_the_model_s_comparison_and_the_point_what_invented_conflicts_show(one: dict[str, Any]) -> None:
    figure = chart.figure(one)
    compared, true, found = figure["data"]
    numbers = {name: one[name] for name in CONFLICTS}
    expected = model.comparison(**{**numbers, "hardness_selection": compared["x"]}).difference
    assert compared["y"] == pytest.approx(expected.tolist(), abs=1e-6)
    assert set(true["y"]) == {one["true_effect"]}
    seen = model.compared(model.conflicts(one["count"], **numbers, seed=chart.SEED), "hardness_known" in one["known"])
    [point] = [(x, y) for x, y in zip(found["x"], found["y"], strict=True) if y is not None]
    assert point == (one["hardness_selection"], pytest.approx(seen.coefficients[1], abs=1e-6))
    assert found["error_y"]["value"] == pytest.approx(2 * seen.standard_errors[1], abs=1e-6)
    assert f"finds {said(seen.coefficients[1])}, give or take {said(2 * seen.standard_errors[1])}." in chart.describe(
        one
    )
    assert handmade.outside({**figure, "data": [{**trace, "x": [x for x, y in zip(trace["x"], trace["y"], strict=True)
                                                                if y is not None],
                                                 "y": [y for y in trace["y"] if y is not None]}
                                                for trace in figure["data"]]}) == []  # fmt: skip
    [marked] = chart.table(one)["marked"]
    row = chart.table(one)["rows"][marked]
    assert row == [said(one["hardness_selection"]), said(float(model.comparison(**numbers).difference)),
                   said(one["true_effect"]), said(seen.coefficients[1])]  # fmt: skip


@quickly
@given(positions("tried"))
def test_where_the_words_say_that_the_sign_turns_the_comparison_is_nothing(one: dict[str, Any]) -> None:
    turns = marks(chart.figure(one)).get("sign turns")
    numbers = {name: one[name] for name in CONFLICTS}
    words = chart.describe(one).splitlines()[-1]
    extremes = model.comparison(**{**numbers, "hardness_selection": [-1, 1]}).difference
    if turns is None:
        assert "no choice of conflicts alone changes the sign" in words or "any cost of hardness" in words
        assert extremes.min() >= -1e-9 or extremes.max() <= 1e-9
        return
    assert f"at {said(turns)}, on the line" in words
    assert float(model.comparison(**{**numbers, "hardness_selection": turns}).difference) == pytest.approx(0, abs=1e-9)
    above, below = model.comparison(
        **{**numbers, "hardness_selection": [min(1, turns + 0.01), max(-1, turns - 0.01)]}
    ).difference
    assert above <= 1e-9 and below >= -1e-9


def test_the_words_say_how_much_hardness_would_have_to_cost_where_no_choice_turns_the_sign() -> None:
    one = state("tried", true_effect=1, hardness_toll=0.2, share_tried=0.5)
    words = chart.describe(one)
    toll = 1 / (2 / np.sqrt(2 * np.pi)) / 2  # the bias at the extreme and for half of the conflicts is 4·φ(0)
    assert f"hardness would still have to cost more than {said(toll)}." in words
    assert float(model.comparison(1, toll, 1, 0.5).difference) == pytest.approx(0, abs=1e-9)
    assert "If only the easiest got a process" in chart.describe({**one, "true_effect": -1})
    free = chart.describe({**one, "true_effect": 0, "hardness_toll": 0})
    assert "any cost of hardness" in free


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, "The comparison says the opposite of the truth."),
        ({"hardness_selection": 0.1}, "The comparison makes too little of the effect."),
        ({"hardness_selection": -0.5}, "The comparison makes too much of the effect."),
        ({"hardness_selection": 0}, "The comparison is fair."),
        ({"hardness_toll": 0}, "The comparison is fair."),
        ({"true_effect": 0}, "The comparison sees an effect where there is none."),
        ({"true_effect": -0.5, "hardness_selection": -0.8}, "The comparison says the opposite of the truth."),
    ],
)
def test_the_verdict_on_the_comparison_is_that_of_its_bias(changes: dict[str, float], told: str) -> None:
    assert told in chart.describe(state("tried", **changes)).splitlines()[0]


def test_a_comparison_that_hides_the_effect_is_said_to_do_so() -> None:
    turns = marks(chart.figure(state("tried")))["sign turns"]
    assert "just like those without. In truth a process adds 0.5. The comparison hides the effect." in chart.describe(
        state("tried", hardness_selection=turns)
    )


def test_holding_hardness_equal_brings_the_invented_comparison_back_to_the_truth() -> None:
    unknown, known = (state("tried", count=300, known=known) for known in ([], ["hardness_known"]))
    found = [chart.table(one)["rows"][chart.table(one)["marked"][0]][3] for one in (unknown, known)]
    assert float(found[0]) < 0 < float(found[1])
    assert abs(float(found[1]) - 0.5) < 0.3
    assert "with hardness held equal" in chart.describe(known)
    assert "with hardness held equal" not in chart.describe(unknown)


# ---------------------------------------------------------------- what a correction can do


def drawn(one: dict[str, Any], known: bool | None = None, luck: float | None = None) -> dict[str, np.ndarray]:
    """Return how far both readings miss, straight from the model: libraries by what is wanted."""
    libraries = min(one["repetitions"], chart.MOST_DRAWN // one["count"])
    names = ("true_level", "true_slope", "shared_luck", "effort_published", "occasion_published")
    numbers = {name: one[name] for name in names}
    if luck is not None:
        numbers["shared_luck"] = luck
    seen = model.sampling(
        libraries, one["count"], **numbers, seed=chart.SEED,
        occasion_known="occasion_known" in one["known"] if known is None else known,
    )  # fmt: skip
    truth = np.array([one[name] for name in TRUTH])
    return {"naive": seen.naive.coefficients - truth, "corrected": seen.corrected.coefficients[:, :2] - truth}


@functools.cache
def worse(luck: float | None = None, **changes: Any) -> list[bool]:
    """Say whether the correction misses by more than the naive reading in the middle library."""
    missed = drawn(state("estimates", **changes), luck=luck)
    naive, corrected = (np.median(np.abs(missed[reading]), axis=0) for reading in ("naive", "corrected"))
    return (corrected > naive).tolist()


@settings(max_examples=15, deadline=None)
@given(positions("estimates"))
def test_chart_and_table_hold_what_the_model_draws(one: dict[str, Any]) -> None:
    missed = drawn(one)
    figure, rows = chart.figure(one), chart.table(one)["rows"]
    traces = iter(figure["data"])
    for n, wanted in enumerate(TRUTH):
        truth = one[wanted]
        for reading in ("naive", "corrected"):
            found = sorted((truth + missed[reading][:, n]).tolist())
            tail = len(found) // 10
            low, middle, high = found[tail], median(found), found[-1 - tail]
            row = rows.pop(0)
            assert [float(cell.replace(",", "")) for cell in row[2:6]] == pytest.approx(
                [truth, middle, low, high], rel=0.006, abs=1e-6
            )
            assert float(row[6].replace(",", "")) == pytest.approx(
                float(np.median(np.abs(missed[reading][:, n]))), rel=0.006, abs=1e-6
            )
            trace = next(traces)
            edges = (truth - chart.EDGE, truth + chart.EDGE)
            assert trace["x"] == pytest.approx(np.clip([low, middle, high], *edges).tolist(), abs=1e-5)
            # What goes on beyond the chart has an arrow where its range would end.
            assert (trace["marker"]["symbol"][0] == "triangle-left") == (low < edges[0])
            assert (trace["marker"]["symbol"][2] == "triangle-right") == (high > edges[1])


@settings(max_examples=15, deadline=None)
@given(positions("estimates"))
def test_the_words_say_on_which_count_the_correction_is_worse_than_none(one: dict[str, Any]) -> None:
    missed = drawn(one)
    naive, corrected = (np.median(np.abs(missed[reading]), axis=0) for reading in ("naive", "corrected"))
    level, slope = (corrected > naive).tolist()
    verdict = chart.describe(one).splitlines()[0]
    assert ("The correction is worse than none" in verdict) == (level and slope)
    assert verdict.startswith("The correction helps: ") == (not level and not slope)
    assert ("worse than none for the outcome" in verdict) == (level and not slope)
    assert ("worse than none for what more effort adds" in verdict) == (slope and not level)


def test_the_case_where_the_correction_is_worse_is_one_click_away() -> None:
    panel = explorer(show="estimates")
    assert panel.view["words"].startswith("The correction helps")
    panel.change("known", [])
    assert panel.view["words"].startswith("The correction is worse than none")


def test_what_would_be_if_the_occasion_were_known_is_what_comes_when_it_is() -> None:
    for here, other in ((["occasion_known"], []), ([], ["occasion_known"])):
        one = state("estimates", known=here)
        line = chart.describe(one).splitlines()[-1]
        rows = chart.table({**one, "known": other})["rows"]
        assert f"typically miss by {rows[1][6]} and by {rows[3][6]}." in line
        assert line.startswith("What would turn this round: if the occasion were")


def test_where_knowing_the_occasion_changes_no_verdict_the_words_say_so() -> None:
    one = state("estimates", effort_published=2)  # so much hangs on effort that its own bend is enough
    assert worse(effort_published=2) == worse(effort_published=2, known=()) == [False, False]
    assert chart.describe(one).splitlines()[-1].startswith("If the occasion were not known")
    assert chart.describe(one).endswith("the verdict would be the same.")


@pytest.mark.parametrize("luck", [0.8, 0.3, 0.0, -0.8])
def test_the_luck_that_is_said_to_turn_the_verdict_turns_it_and_none_nearer_does(luck: float) -> None:
    now = worse(shared_luck=luck)
    lucks = sorted((round(0.05 * n, 2) for n in range(-19, 20)), key=lambda one: abs(one - luck))
    turns = [next((one for one in lucks if worse(luck=one, shared_luck=luck)[n] != now[n]), None) for n in (0, 1)]
    [line] = [
        one
        for one in chart.describe(state("estimates", shared_luck=luck)).splitlines()
        if "luck that also publishes" in one
    ]
    for turn, after in zip(turns, ("for the outcome at average effort", "for what more effort adds"), strict=True):
        if turn is not None:
            assert f"to {said(turn)} {after}" in line
    assert ("no other value" in line.lower()) == (None in turns)


def test_more_libraries_than_are_quick_to_draw_are_not_drawn_and_the_words_say_so() -> None:
    assert "Drawn are 10 libraries" in (words := chart.describe(state("estimates", count=300, repetitions=30)))
    assert "More of this size are not drawn at once." in words
    assert "More of this size" not in chart.describe(state("estimates", count=100, repetitions=30))
    assert "Drawn are 1 library," in chart.describe(state("estimates", repetitions=1))
    for count, repetitions in itertools.product((100, 200, 250, 300), (10, 15, 30)):
        one = state("estimates", count=count, repetitions=repetitions)
        assert chart.table(one)["rows"] and min(repetitions, chart.MOST_DRAWN // count) * count <= 12_000


def test_the_truth_moves_estimates_and_not_what_they_miss_by() -> None:
    here, there = (chart.table(state("estimates", true_level=level))["rows"] for level in (1, 2))
    assert [row[6] for row in here] == [row[6] for row in there]
    assert float(there[0][3]) - float(here[0][3]) == pytest.approx(1, abs=0.01)


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"show": "weather"}, "“weather” is no chart that can be shown"),
        ({"known": ["occasion_known", "everything"]}, "“everything” is no thing to be known that can be shown"),
        ({"show": "library", "true_share": 1.2}, "“true_share” is 1.2, and must lie between 0 and 1"),
        ({"show": "library", "failure_published": -0.1}, "“failure_published”"),
        ({"show": "tried", "share_tried": 1}, "“share_tried”"),
        ({"show": "tried", "hardness_selection": 2}, "“hardness_selection”"),
        ({"show": "tried", "count": 5}, "“count”"),
        ({"show": "tried", "count": 20, "share_tried": 0.001}, "there is nothing to compare"),
        ({"show": "estimates", "count": 0}, "“count”"),
        ({"show": "estimates", "count": float("nan")}, "“count”"),
        ({"show": "estimates", "count": 60.5}, "“count”"),
        ({"show": "estimates", "repetitions": 0}, "“repetitions”"),
        ({"show": "estimates", "shared_luck": 1.5}, "“shared_luck”"),
        ({"show": "estimates", "effort_published": 3}, "“effort_published”"),
        ({"show": "estimates", "occasion_published": -1}, "“occasion_published”"),
        ({"show": "estimates", "true_level": 1e6}, "“true_level”"),
    ],
)
def test_what_cannot_be_shown_is_refused_in_a_plain_sentence(changes: dict[str, Any], told: str) -> None:
    for of in (chart.figure, chart.describe, chart.table):
        with pytest.raises(ValueError, match=told) as refused:
            of({**chart.START, **changes})
        assert handmade.plain(str(refused.value))


def test_the_explorer_starts_where_it_is_told_and_refuses_what_it_does_not_know() -> None:
    panel = explorer(show="tried", known=["hardness_known"], true_effect=0.2)
    assert panel.view["figure"] == chart.figure(panel.state)
    assert panel.view["words"] == chart.describe(panel.state)
    assert panel.view["table"] == chart.table(panel.state)
    with pytest.raises(ValueError, match="has no “weather”; it has: show"):
        explorer(weather="fine")


def test_a_slider_waits_for_none_of_it() -> None:
    panel = explorer(show="estimates")
    fastest = []
    for name, value in (("effort_published", 0.3), ("effort_published", 0.4), ("effort_published", 0.5)):
        began = time.perf_counter()
        panel.change(name, value)
        fastest.append(time.perf_counter() - began)
    assert min(fastest) < 0.1
