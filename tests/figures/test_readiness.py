"""Readiness and ripeness: what chart, words and table say is what the model says of the same numbers."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from course_lib.catalogue import load_model
from course_lib.explorers.readiness import readiness as explorer
from course_lib.figures import readiness as chart
from course_lib.figures.invented_events import COURSES, MONTHS, run
from course_lib.models import readiness as model
from tests.figures import handmade

quickly = settings(max_examples=40, deadline=None)
READINGS = st.sampled_from(model.READINGS)
ANY_COURSE = st.sampled_from(list(COURSES))
SLIDERS = {one["name"]: one for one in load_model("readiness")["coefficients"]}
# Where the numbers that a learner can move start, in these tests, whatever the data file comes to say.
BEGINS = {
    "threshold": 0.35, "motivation_a": 0.6, "optimism_a": 0.4, "motivation_b": 0.5, "optimism_b": 0.4, "cost": 0.4,
    "chance_of_winning": 0.5, "pressure": 0.8, "trust": 0.3, "way_out": 0.6, "trust_weight": 0.5, "motivation": 0.5,
    "optimism": 0.5, "spread": 0.5,
}  # fmt: skip


def state(**changes: Any) -> dict[str, Any]:
    return {**chart.START, **BEGINS, **changes}


@st.composite
def states(draw: st.DrawFn, show: str) -> dict[str, Any]:
    """Draw a state as the controls give it: every slider somewhere on its steps."""
    drawn = {"show": show, "reading": draw(READINGS), "course": draw(ANY_COURSE)}
    for name, one in SLIDERS.items():
        steps = round((one["high"] - one["low"]) / one["step"])
        drawn[name] = one["low"] + draw(st.integers(0, steps)) * one["step"]
    return drawn


def numbers(pattern: str, words: str) -> list[float]:
    """Return the numbers that stand in a sentence of a pattern, or none where there is no such sentence."""
    found = re.search(pattern.replace("#", r"([0-9.]*[0-9])"), words)
    return [float(number) for number in found.groups()] if found else []


def both_ready(of: dict[str, Any]) -> bool:
    degrees = [of[f"{what}_{side}"] for side in "ab" for what in ("motivation", "optimism")]
    return bool(model.reaches(model.joint_readiness(*degrees, of["reading"]), of["threshold"]))


# ---------------------------------------------------------------- the square


@quickly
@given(states("square"))
def test_words_marks_and_table_agree_on_who_is_ready(of: dict[str, Any]) -> None:
    figure, said, rows = chart.figure(of), chart.describe(of), chart.table(of)["rows"]
    handmade.assert_plotly_draws(figure)
    assert handmade.outside(figure) == []
    ready = {}
    for side, trace, row in zip("AB", figure["data"][-2:], rows, strict=False):
        wants, hopes = of[f"motivation_{side.lower()}"], of[f"optimism_{side.lower()}"]
        ready[side] = bool(model.reaches(model.readiness(wants, hopes, of["reading"]), of["threshold"]))
        assert (trace["x"], trace["y"]) == ([wants], [hopes])
        assert trace["text"] == [f"{side} ready" if ready[side] else f"{side} not ready"]
        assert trace["marker"]["symbol"].endswith("-open") != ready[side]
        assert row[5] == ("yes" if ready[side] else "no")
    count = sum(ready.values())
    assert said.startswith(("Neither side is", "Side ", "Both sides are")[count])
    assert rows[2][5] == ("yes" if count == 2 else "no")
    if count == 1:
        held = "A" if ready["B"] else "B"
        assert f"side {held} holds it back" in said


@quickly
@given(states("square"))
def test_on_the_line_a_side_is_just_ready_and_at_the_bar_the_moment_is_just_ripe(of: dict[str, Any]) -> None:
    line, bar = chart.figure(of)["data"][:2]
    for x, y in zip(line["x"], line["y"], strict=True):
        degree = float(model.readiness(x, y, of["reading"]))
        # The average is ready beyond the line even without any optimism.
        assert degree == pytest.approx(of["threshold"], abs=1e-5) or (of["reading"] == "average" and y == 0)
    assert (bar["x"][1], bar["y"][1]) == pytest.approx([float(model.even_level(of["threshold"], of["reading"]))] * 2)


@quickly
@given(states("square"))
def test_the_optimism_a_side_would_need_makes_it_ready_and_less_does_not(of: dict[str, Any]) -> None:
    said = chart.describe(of)
    for side, row in zip("AB", chart.table(of)["rows"], strict=False):
        wants = of[f"motivation_{side.lower()}"]
        if f"No optimism is enough for side {side}" in said:
            assert row[6] == "none is enough"
            assert not model.reaches(model.readiness(wants, 1, of["reading"]), of["threshold"])
        needed = numbers(rf"side {side} would need an optimism of #;", said)
        if needed:
            assert float(row[6]) == needed[0]
            assert model.readiness(wants, min(needed[0] + 0.001, 1), of["reading"]) >= of["threshold"] - 1e-9
            assert model.readiness(wants, needed[0] - 0.001, of["reading"]) < of["threshold"]


def test_a_side_that_no_optimism_moves_is_told_what_motivation_would() -> None:
    said = chart.describe(state(motivation_b=0.3))
    assert "No optimism is enough for side B: its motivation, 0.3, lies below 0.35." in said
    assert "At its optimism it would need a motivation of 0.875." in said
    assert "It would need more of both." in chart.describe(state(motivation_b=0.3, optimism_b=0.3))


@quickly
@given(states("square"))
def test_what_would_turn_the_verdict_round_does(of: dict[str, Any]) -> None:
    said = chart.describe(of)
    turn = said.splitlines()[-1]
    assert turn.startswith("What would turn this round")
    now = both_ready(of)
    joint = numbers("threshold of # or less" if not now else "threshold above #", turn)
    if joint:
        for nearby, ready in ((joint[0] - 0.001, True), (joint[0] + 0.001, False)):
            if 0 <= nearby <= 1:
                assert both_ready({**of, "threshold": nearby}) == ready
    else:
        assert "only a change on side" in turn and not both_ready({**of, "threshold": 0.001})
    needed = numbers("an optimism of side [AB] below #", turn)
    if needed:
        side = turn.split("optimism of side ")[1][0].lower()
        assert not both_ready({**of, f"optimism_{side}": max(needed[0] - 0.001, 0)})
        if needed[0] > 0.001:
            assert both_ready({**of, f"optimism_{side}": min(needed[0] + 0.001, 1)})
    if "No loss of optimism would" in turn:
        assert both_ready({**of, "optimism_a": 0, "optimism_b": 0})


@quickly
@given(states("square"))
def test_it_is_said_which_other_reading_would_change_the_verdict(of: dict[str, Any]) -> None:
    said, columns = chart.describe(of), chart.table(of)["rows"][2][7:]
    by = {reading: both_ready({**of, "reading": reading}) for reading in model.READINGS}
    assert columns == ["yes" if by[reading] else "no" for reading in model.READINGS]
    others = [reading for reading in model.READINGS if by[reading] != by[of["reading"]]]
    assert ("The other two readings come to the same verdict" in said) == (not others)
    if others:
        [line] = [line for line in said.splitlines() if line.startswith("Another reading")]
        assert [reading for reading in model.READINGS if f"by the {reading}" in line] == others


@quickly
@given(states("square"))
def test_zartman_s_test_is_said_as_the_model_has_it(of: dict[str, Any]) -> None:
    said, row = chart.describe(of), chart.table(of)["rows"][3]
    lowest = min(of[f"{what}_{side}"] for side in "ab" for what in ("motivation", "optimism"))
    ripe = bool(model.reaches(lowest, model.even_level(of["threshold"], of["reading"])))
    assert ("the moment is ripe" in said) == ripe
    assert row[5] == ("yes" if ripe else "no")
    if ripe:
        assert said.startswith("Both sides are ready")


def test_by_the_product_the_start_is_not_ready_and_by_the_other_readings_it_is() -> None:
    assert chart.describe(state()).startswith("Neither side is ready for talks, by the product; side B is further")
    for reading in ("minimum", "average"):
        assert chart.describe(state(reading=reading)).startswith("Both sides are ready")


# ---------------------------------------------------------------- the windows


@quickly
@given(states("windows"))
def test_the_window_is_open_where_the_curves_say_that_both_are_ready(of: dict[str, Any]) -> None:
    figure, table, said = chart.figure(of), chart.table(of), chart.describe(of)
    handmade.assert_plotly_draws(figure)
    curves = {trace["name"]: trace["y"] for trace in figure["data"]}
    degrees = [curves[f"{side}: {what}"] for side in "AB" for what in ("motivation", "optimism")]
    joint = model.joint_readiness(*degrees, of["reading"]).tolist()
    assume(min(abs(degree - of["threshold"]) for degree in joint) > 1e-5)  # the chart rounds its points
    months = [month for month, degree in enumerate(joint) if degree >= of["threshold"]]
    spans = [shape for shape in figure["layout"]["shapes"] if shape["type"] == "rect"]
    assert [row[0] for row in table["rows"] if row[-1] == "yes"] == [
        row[0] for row in table["rows"] if row[0] in months
    ]
    if not months:
        assert spans == []
        assert said.startswith("The window never opens.")
        return
    first, last = months[0], months[-1]
    assert months == list(range(first, last + 1))
    assert [(one["x0"], one["x1"]) for one in spans] == [(first - 0.5, last + 0.5)]
    assert ("open from the beginning" in said) == (first == 0)
    assert ("still open at the end" in said) == (last == MONTHS)
    if first:
        assert f"The window opens in month {first}," in said
    if last < MONTHS:
        assert f"It closes after month {last}:" in said


@quickly
@given(states("windows"))
def test_the_side_that_opens_or_closes_a_window_is_the_one_that_is_not_ready_beside_it(of: dict[str, Any]) -> None:
    said, course = chart.describe(of), run(of)
    if course.window is None:
        return
    for pattern, month in (
        (r"opens in month \d+, when side (.), the later", course.window[0] - 1),
        (r"closes after month \d+: the motivation of side (.) has", course.window[1] + 1),
    ):
        found = re.search(pattern, said)
        if found:
            ready = {side: bool(model.reaches(course.readiness[side][month], of["threshold"])) for side in "AB"}
            assert [side for side in "AB" if not ready[side]] == [found.group(1)]
    for phrase, month in (
        ("both sides become ready at once", course.window[0] - 1),
        ("of both sides has then fallen", course.window[1] + 1),
    ):
        if phrase in said:
            assert not any(model.reaches(course.readiness[side][month], of["threshold"]) for side in "AB")


@quickly
@given(states("windows"))
def test_no_event_lowers_optimism_and_none_opens_two_windows(of: dict[str, Any]) -> None:
    course = run(of)
    for path in course.optimism.values():
        assert all(later >= earlier - 1e-12 for earlier, later in pairwise(path))
    found = model.windows(
        course.motivation["A"], course.optimism["A"], course.motivation["B"], course.optimism["B"], of["threshold"],
        of["reading"],
    )  # fmt: skip
    assert [tuple(span) for span in found.spans.tolist()] == ([course.window] if course.window else [])


@quickly
@given(states("windows"))
def test_both_sides_begin_where_the_sliders_put_them_and_one_thing_alone_changes(of: dict[str, Any]) -> None:
    course = run(of)
    for side in "AB":
        begins = float(model.motivation(of["cost"], of["chance_of_winning"]))
        assert course.motivation[side][0] == pytest.approx(begins, abs=1e-12)
        hopes = float(model.optimism(of["trust"], of["way_out"], of["trust_weight"]))
        assert course.optimism[side][0] == pytest.approx(hopes, abs=1e-12)
        still = course.motivation[side] if of["course"] == "workshops" else course.optimism[side]
        assert max(still) - min(still) == pytest.approx(0, abs=1e-12)


@quickly
@given(states("windows"))
def test_what_would_turn_a_window_round_does(of: dict[str, Any]) -> None:
    said, course = chart.describe(of), run(of)
    turn = said.splitlines()[-1]
    assert turn.startswith("What would turn this round")
    best = numbers("threshold above # the window", turn) or numbers("A threshold of # or less would open it", turn)
    if best:
        for nearby, opens in ((best[0] - 0.001, True), (best[0] + 0.001, False)):
            if 0 <= nearby <= 1:
                assert (run({**of, "threshold": nearby}).window is not None) == opens
    else:
        assert "readiness is 0" in turn and max(course.joint) == pytest.approx(0, abs=1e-9)

    def ready_with(hopes: float, month: int) -> bool:
        wants = [course.motivation[side][month] for side in "AB"]
        return bool(model.reaches(model.readiness(wants, hopes, of["reading"]), of["threshold"]).all())

    needed = numbers(r"an optimism of # on both sides would open the window in month (\d+)", turn)
    if needed:
        assert ready_with(min(needed[0] + 0.001, 1), int(needed[1]))
        assert not any(ready_with(max(needed[0] - 0.001, 0), month) for month in range(MONTHS + 1) if needed[0] > 0.001)
    if "is no optimism, however high" in turn:
        assert not any(ready_with(1, month) for month in range(MONTHS + 1))
    kept = numbers(r"From month (\d+) on an optimism of # on both sides would keep it open", turn)
    if kept:
        later = range(int(kept[0]), MONTHS + 1)
        assert all(ready_with(min(kept[1] + 0.001, 1), month) for month in later)
        assert not all(ready_with(max(kept[1] - 0.001, 0), month) for month in later)
    if "no optimism would keep it open" in turn and course.window:
        assert not all(ready_with(1, month) for month in range(course.window[1] + 1, MONTHS + 1))


@pytest.mark.parametrize(
    ("course", "said"),
    [
        ("stalemate", "The window opens in month 28, when side B, the later of the two, becomes ready. It is still open"),
        ("shock", "both sides become ready at once. It closes after month 13: the motivation of side B has then"),
        ("pressure", "opens in month 9, when side B, the later of the two, becomes ready. It closes after month 20: the "
                     "motivation of side A has then"),
        ("workshops", "The window never opens."),
    ],
)  # fmt: skip
def test_each_course_of_events_has_its_own_story(course: str, said: str) -> None:
    assert said in chart.describe(state(show="windows", course=course))


def test_workshops_alone_open_a_window_once_both_sides_want_out() -> None:
    wanting = state(show="windows", course="workshops", cost=0.8, chance_of_winning=0.25)
    assert chart.describe(wanting).startswith("The window opens in month 10")
    assert "no optimism, however high" in chart.describe({**wanting, "cost": 0.4})


def test_more_optimism_opens_the_window_of_a_stalemate_earlier() -> None:
    assert "it would be open from month 23 to the end" in chart.describe(state(show="windows"))
    assert run(state(show="windows"), 0.1).window == (23, MONTHS)


def test_without_pressure_the_course_of_pressure_is_flat() -> None:
    course = run(state(course="pressure", pressure=0.0))
    assert set(course.joint) == {course.joint[0]}


@pytest.mark.parametrize("course", COURSES)
def test_it_is_said_everywhere_that_events_are_invented(course: str) -> None:
    of = state(show="windows", course=course)
    assert "invented" in chart.describe(of)
    assert "invented" in chart.figure(of)["layout"]["title"]["text"]
    assert "invented" in chart.table(of)["caption"]
    [control] = [one for one in explorer(**of).controls if one["name"] == "course"]
    assert "invented" in control["label"]


# ---------------------------------------------------------------- the coalition


@quickly
@given(states("coalition"))
def test_the_share_of_groups_in_chart_words_and_table_is_the_model_s(of: dict[str, Any]) -> None:
    figure, table = chart.figure(of), chart.table(of)
    handmade.assert_plotly_draws(figure)
    ready, ripe = (trace["y"] for trace in figure["data"])
    groups = [of[name] for name in ("motivation", "optimism", "spread")]
    assert ready == pytest.approx(model.share_ready(figure["data"][0]["x"], *groups, of["reading"]).tolist(), abs=1e-6)
    # Who passes Zartman's test is ready: there are never more of them.
    assert all(fewer <= more + 1e-6 for fewer, more in zip(ripe, ready, strict=True))
    now = float(model.share_ready(of["threshold"], *groups, of["reading"]))
    [row] = [table["rows"][n] for n in table["marked"]]
    assert float(row[0]) == pytest.approx(of["threshold"])
    assert float(row[1]) == pytest.approx(now, abs=0.006)


@quickly
@given(states("coalition"))
def test_half_all_and_none_of_the_groups_are_ready_where_the_words_say(of: dict[str, Any]) -> None:
    said = chart.describe(of)
    groups = [of[name] for name in ("motivation", "optimism", "spread")]

    def share(threshold: float) -> float:
        return float(model.share_ready(min(max(threshold, 0), 1), *groups, of["reading"]))

    [half] = numbers("at a threshold of # or less, half", said)
    assert share(half + 0.001) <= 0.5 + 1e-9 or half + 0.001 > 1
    assert share(half - 0.001) >= 0.5 - 1e-9
    for least in numbers("At # or less all", said):
        assert share(least - 0.001) == pytest.approx(1)
    for most in numbers("Above # none", said):
        assert share(most + 0.001) == pytest.approx(0, abs=1e-9)


def test_groups_over_the_whole_scale_are_ready_as_in_the_closed_form() -> None:
    said = chart.describe(state(show="coalition"))
    assert "At a threshold of 0.35, 28 % of this side's groups are ready, by the product." in said  # 1 - t + t·ln t
    assert "By Zartman's test, with both degrees at 0.592 at least, it is 17 %." in said  # (1 - √t)²


def test_a_side_of_nearly_one_mind_is_ready_as_a_whole_or_not_at_all() -> None:
    for optimism, share in ((0.9, "100 %"), (0.5, "0 %")):
        said = chart.describe(state(show="coalition", spread=0.05, optimism=optimism))
        assert f"{share} of this side's groups are ready" in said


# ---------------------------------------------------------------- the frame


@quickly
@given(st.sampled_from(list(chart.SHOW)).flatmap(states))
def test_the_axes_stand_still_while_the_numbers_move(of: dict[str, Any]) -> None:
    still = chart.figure(state(show=of["show"]))["layout"]
    moved = chart.figure(of)["layout"]
    for name in ("xaxis", "yaxis", "yaxis2", "height", "margin"):
        assert moved.get(name) == still.get(name)


@pytest.mark.parametrize("show", chart.SHOW)
def test_every_number_that_is_moved_has_a_slider_and_moves_something(show: str) -> None:
    course = "pressure"
    moved = chart.moved(state(show=show, course=course))
    assert len(moved) <= 7
    before = [chart.describe(state(show=show, course=course)), chart.figure(state(show=show, course=course))]
    for name in moved:
        for value in (SLIDERS[name]["low"], SLIDERS[name]["high"]):
            of = state(show=show, course=course, **{name: value})
            if value != BEGINS[name]:
                assert [chart.describe(of), chart.figure(of)] != before, name


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"show": "circle"}, "“circle” is no chart that can be shown."),
        ({"reading": "sum"}, "“sum” is no reading that can be shown."),
        ({"course": "war"}, "“war” is no course of events that can be shown."),
        ({"optimism_a": 1.2}, "“optimism” is 1.2, and must lie between 0 and 1."),
        ({"threshold": -0.1}, "“threshold” is -0.1, and must lie between 0 and 1."),
        ({"show": "windows", "cost": "high"}, "“cost” is high, which is no number."),
        ({"show": "windows", "chance_of_winning": 2}, "“chance_of_winning” is 2, and must lie between 0 and 1."),
        ({"show": "windows", "trust": float("nan")}, "“trust” is nan, and must lie between 0 and 1."),
        (
            {"show": "windows", "course": "pressure", "pressure": 1.5},
            "“pressure” is 1.5, and must lie between 0 and 1.",
        ),
        ({"show": "windows", "threshold": 1.5}, "“threshold” is 1.5, and must lie between 0 and 1."),
        ({"show": "coalition", "spread": 0}, "“spread” is 0, and must lie between 0.001 and 1."),
        ({"show": "coalition", "threshold": 2}, "“threshold” is 2, and must lie between 0 and 1."),
    ],
)
@pytest.mark.parametrize("part", ["figure", "describe", "table"])
def test_what_cannot_be_shown_is_refused_in_a_sentence(part: str, changes: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError) as refused:
        getattr(chart, part)(state(**changes))
    assert str(refused.value) == said
    assert handmade.plain(said)


def test_the_explorer_joins_chart_words_and_table_to_its_controls() -> None:
    panel = explorer(show="windows", course="shock", threshold=0.3)
    assert [one["name"] for one in panel.controls][:3] == ["show", "reading", "course"]
    view = panel.change("course", "pressure")
    assert (view["figure"], view["words"], view["table"]) == (
        chart.figure(panel.state), chart.describe(panel.state), chart.table(panel.state)
    )  # fmt: skip
    assert "pressure" in [one["name"] for one in panel.controls]
    with pytest.raises(ValueError, match=r"has no “weather”; it has: show, reading, course"):
        explorer(weather="fine")
