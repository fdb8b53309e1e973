"""Charts of leaks and spoilers: chart, words and table say what the model says, and what would turn it round does."""

from __future__ import annotations

import math
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_lib.catalogue import load_model
from course_lib.explorers.spoilers import spoilers as explorer
from course_lib.figures import spoilers as chart
from course_lib.figures.curves import percent, said
from course_lib.models import spoilers as model
from tests.figures import handmade

SLIDERS = {one["name"]: one for one in load_model("spoilers")["coefficients"]}
BELIEFS = [f"belief_{kind}" for kind in model.TYPES]
TURN = "What would turn this round: "
quickly = settings(max_examples=60, deadline=None)
State = dict[str, Any]


def state(show: str, **changes: Any) -> State:
    return {**chart.START, "show": show, **changes}


def values(name: str) -> list[float]:
    """Return everything that a slider can be set to."""
    slider = SLIDERS[name]
    steps = round((slider["high"] - slider["low"]) / slider["step"])
    return [round(slider["low"] + n * slider["step"], 6) for n in range(steps + 1)]


def states(show: str) -> st.SearchStrategy[State]:
    """Draw a chart with each of its sliders anywhere."""
    moved = chart.moved(state(show))
    drawn = st.fixed_dictionaries({name: st.sampled_from(values(name)) for name in moved})
    return drawn.map(lambda numbers: state(show, **numbers)).filter(possible)


def possible(one: State) -> bool:
    return any(one[name] for name in BELIEFS)


def last(one: State) -> str:
    return chart.describe(one).splitlines()[-1]


def number(pattern: str, text: str) -> float:
    found = re.search(pattern, text)
    assert found, f"{pattern!r} is not in {text!r}"
    return float(found[1].replace(",", ""))


def curves(one: State) -> list[list[float]]:
    return [trace["y"] for trace in chart.figure(one)["data"]]


# ---------------------------------------------------------------- whatever is shown


@quickly
@given(st.one_of(*(states(show) for show in chart.SHOW)))
def test_whatever_is_set_the_chart_can_be_drawn_and_the_words_end_with_what_would_turn_it_round(one: State) -> None:
    figure, table = chart.figure(one), chart.table(one)
    handmade.assert_plotly_draws(figure)
    if one["show"] != "types":
        assert handmade.outside(figure) == []
    assert {len(row) for row in table["rows"]} == {len(table["columns"])}
    lines = chart.describe(one).splitlines()
    assert TURN in lines[-1]
    assert all(handmade.plain(line) or line[0].isdigit() for line in lines)


@pytest.mark.parametrize("show", chart.SHOW)
def test_axes_stand_still_while_sliders_move(show: str) -> None:
    def axes(one: State) -> list[Any]:
        layout = chart.figure(one)["layout"]
        return [layout["height"], layout["margin"], layout["xaxis"]["range"], layout["yaxis"].get("range")]

    start = axes(state(show))
    for name in chart.moved(state(show)):
        for end in ("low", "high"):
            assert axes(state(show, **{name: SLIDERS[name][end]})) == start


@pytest.mark.parametrize("show", chart.SHOW)
def test_a_chart_has_no_more_than_seven_sliders_and_each_of_them_changes_it(show: str) -> None:
    moved = chart.moved(state(show))
    assert len(moved) <= 7
    for name in moved:
        one = state(show, **{name: next(value for value in values(name) if value != chart.START[name])})
        assert (chart.figure(one), chart.describe(one)) != (chart.figure(state(show)), chart.describe(state(show))), (
            name
        )


@pytest.mark.parametrize("show", chart.SHOW)
def test_the_explorer_shows_what_the_chart_says(show: str) -> None:
    panel = explorer(show=show)
    assert panel.view["words"] == chart.describe(state(show))
    assert panel.view["figure"] == chart.figure(state(show))
    assert [control["name"] for control in panel.controls] == ["show", *chart.moved(state(show))]


# ---------------------------------------------------------------- the secret


@quickly
@given(states("circle"))
def test_a_secret_is_shown_beside_one_of_half_and_one_of_twice_as_many(one: State) -> None:
    years, people = chart.figure(one)["data"][0]["x"], one["people"]
    halves = []
    for circle, curve in zip((people, people / 2, people * 2), curves(one), strict=True):
        out = model.leaked(circle, years, one["leak_rate"], one["growth"])
        assert curve == pytest.approx((1 - out).tolist(), abs=1e-6)
        halves.append(float(model.years_until_leaked(0.5, circle, one["leak_rate"], one["growth"])))
    now = 1 - float(model.leaked(people, one["years"], one["leak_rate"], one["growth"]))
    own, half, twice = map(said, halves)
    text = chart.describe(one)
    assert f"By year {said(one['years'])} nothing has come out with a probability of {percent(now)}." in text
    assert f"is {own}; with half as many people it would be {half}, with twice as many {twice}." in text
    marks = {shape["label"]["text"]: shape["x0"] for shape in chart.figure(one)["layout"]["shapes"]}
    assert marks[""] == one["years"]
    assert marks.get("half-life", 6) == (pytest.approx(halves[0]) if halves[0] <= 5 else 6)


@quickly
@given(states("circle"))
def test_the_circle_at_which_a_secret_more_likely_holds_than_not_is_named(one: State) -> None:
    def out(people: float) -> float:
        return float(model.leaked(people, one["years"], one["leak_rate"], one["growth"]))

    text = last(one)
    if "from a circle of" in text:
        people = number(r"from a circle of (\S+) on", text)
        assert out(one["people"]) <= 0.5
        if people < 1000:  # from there on it is said in round numbers
            assert out(people - 1) <= 0.5 < out(people)
    elif "no more than" in text:
        people = number(r"no more than (\S+),", text)
        assert out(people) <= 0.5 < out(people + 1)
        assert out(one["people"]) > 0.5
    else:
        assert "no smaller circle" in text
        assert out(1) > 0.5


def test_twice_the_people_have_half_the_time() -> None:
    assert "is 2.89; with half as many people it would be 5.78, with twice as many 1.44." in chart.describe(
        state("circle")
    )


@pytest.mark.parametrize("show", ["circle", "size"])
@pytest.mark.parametrize("nothing", ["leak_rate", "years"])
def test_where_nobody_talks_or_no_time_passes_nothing_comes_out(show: str, nothing: str) -> None:
    one = state(show, **{nothing: 0})
    assert last(one) == "What would turn this round: people who talk, and time in which they can."
    handmade.assert_plotly_draws(chart.figure(one))


# ---------------------------------------------------------------- the size of the circle


@quickly
@given(states("size"))
def test_success_is_what_is_carried_times_what_is_kept(one: State) -> None:
    people = chart.figure(one)["data"][0]["x"]
    both, carried, kept = curves(one)
    leak_rate, buy_in, years = one["leak_rate"], one["buy_in"], one["years"]
    assert both == pytest.approx(model.success(people, buy_in, leak_rate, years).tolist(), abs=1e-6)
    assert kept == pytest.approx((1 - model.leaked(people, years, leak_rate)).tolist(), abs=1e-6)
    assert both == pytest.approx([a * b for a, b in zip(carried, kept, strict=True)], abs=2e-6)
    now = float(model.success(one["people"], buy_in, leak_rate, years))
    assert f"both happen with {said(now)}." in chart.describe(one)


@quickly
@given(states("size"))
def test_the_best_circle_is_found_by_trying_each_and_what_would_make_the_learner_s_the_best_does(one: State) -> None:
    def chances(years: float) -> list[float]:
        return model.success(range(1, 601), one["buy_in"], one["leak_rate"], years).tolist()

    now, text, people = chances(one["years"]), chart.describe(one), int(one["people"])
    best = now.index(max(now)) + 1
    if people == best:
        assert "No other size of the circle does better." in text
        for years, other in ((number(r"less than (\S+) years", last(one)), people + 1),) + (
            ((number(r"more than (\S+), one fewer", last(one)), people - 1),) if people > 1 else ()
        ):
            there = chances(years)
            assert there[other - 1] == pytest.approx(there[people - 1], rel=0.01)
        assert number(r"less than (\S+) years", last(one)) <= one["years"] * 1.01
        return
    assert now[best - 1] == pytest.approx(max(now))
    if said(now[best - 1]) == said(now[people - 1]):
        assert f"The best circle is {best}, but does hardly better." in text
    else:
        size = "smaller" if best < people else "larger"
        assert f"The best circle is {size}: {best}, with {said(max(now))}." in text
    there = chances(number(r"until year (\S+), a circle of", last(one)))
    assert there[people - 1] == pytest.approx(max(there), rel=1e-3, abs=1e-6)


def test_a_circle_that_is_the_best_would_be_larger_for_less_time_and_smaller_for_more() -> None:
    one = state("size", people=13)
    assert "No other size of the circle does better." in chart.describe(one)
    short, long = (number(pattern, last(one)) for pattern in (r"less than (\S+) years", r"more than (\S+), one fewer"))
    assert short < one["years"] < long
    for years, best in ((short * 0.99, 14), (short * 1.01, 13), (long * 0.99, 13), (long * 1.01, 12)):
        found = model.success(range(1, 61), one["buy_in"], one["leak_rate"], years)
        assert int(found.argmax()) + 1 == best


def test_a_circle_of_one_has_no_smaller_one() -> None:
    one = state("size", people=1, buy_in=1, leak_rate=0.2, years=5)
    assert "No other size of the circle does better." in chart.describe(one)
    assert "one fewer" not in last(one)


# ---------------------------------------------------------------- the attack


@quickly
@given(states("attack"))
def test_trust_after_attacks_is_the_model_s(one: State) -> None:
    control = chart.figure(one)["data"][0]["x"]
    after, before = curves(one)
    assert after == pytest.approx(model.trust_after_attacks(one["trust"], control, one["attacks"]).tolist(), abs=1e-6)
    assert before == pytest.approx([one["trust"]] * len(control))
    now = float(model.trust_after_attacks(one["trust"], one["control"], one["attacks"]))
    text = chart.describe(one)
    assert f"Trust in the partner goes from {said(one['trust'])} to {said(now)}." in text
    if "control nobody" in text:
        assert (
            f"control nobody would be left with {said(one['trust'])}, one thought to control everybody with 0." in text
        )


@quickly
@given(states("attack"))
def test_the_control_or_the_trust_at_which_the_partner_is_trusted_no_more_than_not_is_named(one: State) -> None:
    def after(trust: float, control: float) -> float:
        return float(model.trust_after_attacks(trust, control, one["attacks"]))

    text, now = last(one), after(one["trust"], one["control"])
    if "a control of" in text:
        assert after(one["trust"], number(r"a control of (?:more|less) than (\S+)\.", text)) == pytest.approx(
            0.5, abs=5e-3
        )
        assert ("still trusted more than not" in text, "of more than" in text) == (now > 0.5, now > 0.5)
    elif "a trust before" in text:
        assert one["trust"] <= 0.5
        needed = number(r"of more than (\S+)\.", text)
        assert after(needed - 0.001, one["control"]) < 0.5 < after(min(1, needed + 0.001), one["control"])
    elif "nothing short of certainty" in text:
        assert one["control"] == 1
    elif "just one half" in text:
        assert now == pytest.approx(0.5)
    else:
        assert one["trust"] in (0, 1) or one["attacks"] == 0
        assert now == pytest.approx(one["trust"])


def test_one_attack_is_one_attack() -> None:
    assert chart.describe(state("attack", attacks=1)).startswith("1 attack came through.")
    assert chart.describe(state("attack", attacks=2)).startswith("2 attacks came through.")


def test_a_half_that_is_just_a_half_is_said_to_be_one() -> None:
    assert "That is just one half." in last(state("attack", trust=0.8, control=0.75))


# ---------------------------------------------------------------- the opponent


def effects(one: State, belief: list[float] | None = None) -> list[float]:
    table = [[one[f"multiplier_{kind}_{way}"] for way in model.STRATEGIES] for kind in model.TYPES]
    return model.strategy_effects(belief or [one[name] for name in BELIEFS], table).tolist()


@quickly
@given(states("types"))
def test_the_parts_of_a_bar_add_up_to_what_the_answer_is_expected_to_do(one: State) -> None:
    expected = effects(one)
    assert [
        sum(parts) for parts in zip(*(trace["x"] for trace in chart.figure(one)["data"]), strict=True)
    ] == pytest.approx(expected)
    assert [row[-1] for row in chart.table(one)["rows"]] == [said(of) for of in expected]
    best = min(range(3), key=expected.__getitem__)
    text = chart.describe(one)
    assert f"expected to do best is {model.STRATEGIES[best]}: it multiplies attacks by {said(expected[best])}." in text
    for n, strategy in enumerate(model.STRATEGIES):
        assert n == best or f"{strategy} {said(expected[n])}" in text.splitlines()[1]


@quickly
@given(states("types"))
def test_another_answer_is_best_just_past_the_share_that_is_named_and_at_no_nearer_one(one: State) -> None:
    total = sum(one[name] for name in BELIEFS)
    shares = [one[name] / total for name in BELIEFS]
    expected = effects(one)
    best = min(range(3), key=expected.__getitem__)

    def belief(kind: int, share: float) -> list[float]:
        """Return the belief with another share of one type, the other two in proportion."""
        rest = [0.0 if n == kind else of for n, of in enumerate(shares)]
        if not sum(rest):
            rest = [float(n != kind) for n in range(3)]
        return [share if n == kind else of / sum(rest) * (1 - share) for n, of in enumerate(rest)]

    said_so = re.search(r"at (more|less) than (\S+) % for a (\w+) spoiler, (\w+) would do better\.", last(one))
    assert said_so
    way, hundred, name, other = said_so.groups()
    kind, strategy = model.TYPES.index(name), model.STRATEGIES.index(other)
    # A share is said as a whole percentage: half a point further, the other answer is better than this one.
    share = float(hundred.lstrip("<>")) / 100 + (0.0051 if way == "more" else -0.0051)
    if 0 <= share <= 1:
        there = effects(one, belief(kind, share))
        assert there[strategy] < there[best]
    near = abs(float(hundred.lstrip("<>")) / 100 - shares[kind])
    for each in range(3):
        for step in range(201):
            at = step / 200
            if abs(at - shares[each]) < near - 0.006:
                found = effects(one, belief(each, at))
                assert found[best] == pytest.approx(min(found))


def test_one_chance_in_four_of_a_total_spoiler_turns_giving_into_forcing() -> None:
    one = state("types", belief_limited=1, belief_greedy=0, belief_total=0.1)
    assert "expected to do best is inducement" in chart.describe(one)
    assert last(one) == "What would turn this round: at more than 25 % for a total spoiler, coercion would do better."


def test_effects_that_are_all_alike_are_turned_by_no_belief() -> None:
    one = state("types", **{name: 1.2 for name in chart.START if name.startswith("multiplier")})
    assert "None of them is expected to do better than nothing at all." in chart.describe(one)
    assert last(one) == "What would turn this round: no other belief in any one type; only other effects."


def test_doing_nothing_has_a_line_of_its_own() -> None:
    (line,) = chart.figure(state("types"))["layout"]["shapes"]
    assert (line["x0"], line["x1"]) == (1, 1)


# ---------------------------------------------------------------- the race


@quickly
@given(states("fate"))
def test_a_process_is_open_or_leaked_or_spoiled_as_the_model_has_it(one: State) -> None:
    years = chart.figure(one)["data"][0]["x"]
    numbers = (one["people"], one["leak_rate"], one["spoiler_rate"], one["growth"])
    for part, curve in zip(model.fate(years, *numbers), curves(one), strict=True):
        assert curve == pytest.approx(part.tolist(), abs=1e-6)
    still, out, spoiled = (percent(float(part)) for part in model.fate(one["years"], *numbers))
    assert chart.describe(one).startswith(
        f"By year {said(one['years'])} the process is still open with a probability of {still}; with {out} it has leaked "
        f"first, with {spoiled} it was spoiled first."
    )


@quickly
@given(states("fate"))
def test_the_circle_at_which_the_greater_danger_changes_is_named(one: State) -> None:
    def lead(people: float) -> float:
        found = model.fate(one["years"], people, one["leak_rate"], one["spoiler_rate"], one["growth"])
        return float(found.leaked - found.spoiled)

    text, now = chart.describe(one), lead(one["people"])
    if "The leak is the greater danger." in text:
        assert now > 0
        if "no more than" in text:
            people = number(r"no more than (\S+),", text)
            assert lead(people) < 0 <= lead(people + 1) + 1e-12
        else:
            assert "no circle of 2 or more" in text
            assert lead(2) >= -1e-12
    elif "The spoiler is the greater danger." in text:
        assert now < 0
        if "from a circle of" in text:
            people = number(r"from a circle of (\S+) on", text)
            assert lead(people - 1) - 1e-12 <= 0 < lead(people)
        else:
            assert "no circle of up to 60" in text
            assert lead(60) <= 1e-12
    else:
        assert now == pytest.approx(0, abs=1e-9)


def test_where_leak_and_spoiler_are_as_likely_one_person_decides() -> None:
    assert last(state("fate", people=10)) == (
        "The two dangers are equal. What would turn this round: a single person more, or fewer."
    )
    assert math.isclose(chart.START["leak_rate"] * 10, chart.START["spoiler_rate"])


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    ("one", "said_so"),
    [
        (state("line"), "“line” is no chart that can be shown."),
        (state("circle", people=0), "“people” is 0, and must be at least 1."),
        (state("size", people=0.5), "“people” is 0.5, and must be at least 1."),
        (state("fate", people="many"), "“people” is many, which is no number."),
        (state("circle", years=-1), "“years” is -1, and must be at least 0."),
        (state("circle", leak_rate=-0.1), "“leak_rate” is -0.1, and must be at least 0."),
        (state("size", buy_in=0), "“buy_in” is 0, and must lie between 0.001 and 10."),
        (state("attack", control=1.5), "“control” is 1.5, and must lie between 0 and 1."),
        (state("attack", trust=-0.5), "“trust” is -0.5, and must lie between 0 and 1."),
        (state("fate", spoiler_rate=-1), "“spoiler_rate” is -1, and must be at least 0."),
        (
            state("types", **dict.fromkeys(BELIEFS, 0)),
            "A belief that gives every type 0 says nothing; give at least one of them more.",
        ),
    ],
)
def test_what_cannot_be_shown_is_refused_in_one_plain_sentence(one: State, said_so: str) -> None:
    for part in (chart.figure, chart.describe, chart.table):
        with pytest.raises(ValueError, match=f"^{re.escape(said_so)}$"):
            part(one)


def test_the_explorer_refuses_a_start_that_there_is_not() -> None:
    with pytest.raises(ValueError, match="This explorer has no “colour”"):
        explorer(colour="red")
