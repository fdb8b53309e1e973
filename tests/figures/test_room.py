"""Trust in the room: what chart, words and table say is what happens step by step."""

from __future__ import annotations

import math
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_lib.catalogue import load_model
from course_lib.explorers.room import room as explorer
from course_lib.figures import room as chart
from course_lib.models import room as model
from tests.figures import handmade

quickly = settings(max_examples=40, deadline=None)
SLIDERS = {one["name"]: one for one in load_model("room")["coefficients"]}
CONDITIONS = ("equal_status", "common_goals", "cooperation", "authority_support")


def state(show: str, **changes: Any) -> dict[str, Any]:
    return {**chart.START, "show": show, **changes}


@st.composite
def states(draw: st.DrawFn, show: str) -> dict[str, Any]:
    """Draw a state as the controls give it: every slider of the chart somewhere on its steps."""
    drawn = state(show)
    for name in chart.moved(drawn):
        one = SLIDERS[name]
        steps = round((one["high"] - one["low"]) / one["step"])
        drawn[name] = one["low"] + draw(st.integers(0, steps)) * one["step"]
    return drawn


def numbers(pattern: str, words: str) -> list[float]:
    """Return the numbers that stand in a sentence of a pattern, or none where there is no such sentence."""
    found = re.search(pattern.replace("#", r"([0-9.]*[0-9])"), words)
    return [float(number) for number in found.groups()] if found else []


def lines(of: dict[str, Any]) -> list[list[float | None]]:
    return [trace["y"] for trace in chart.figure(of)["data"]]


def near(value: float) -> Any:
    """Return what equals a number as the words give it: to three digits."""
    return pytest.approx(value, rel=6e-3, abs=1e-5)


# ---------------------------------------------------------------- sessions


@quickly
@given(states("conditions"))
def test_trust_grows_session_by_session_by_a_share_of_what_is_missing(of: dict[str, Any]) -> None:
    bundle = sum(of[name] for name in CONDITIONS) / 4
    for held, path in zip((bundle, 0, 1), lines(of), strict=True):
        trust = of["trust"]
        for reached in path:
            assert reached == pytest.approx(trust, abs=1e-6)
            trust += of["base_gain"] * (1 + of["conditions_gain"] * held) * (1 - trust)


@quickly
@given(states("conditions"))
def test_the_words_and_the_marked_row_tell_of_the_sessions_where_the_learner_stands(of: dict[str, Any]) -> None:
    said, table = chart.describe(of), chart.table(of)
    told = numbers(r"trust stands at #; it began at #. With none .* stand at #, with all of them in full at #\.", said)
    now, bare, full = (path[int(of["sessions"])] for path in lines(of))
    assert told == [near(value) for value in (now, of["trust"], bare, full)]
    [row] = [table["rows"][n] for n in table["marked"]]
    assert [float(cell) for cell in row] == [of["sessions"], *(near(value) for value in (now, bare, full))]


@quickly
@given(states("conditions"))
def test_as_many_sessions_without_conditions_as_are_said_make_up_for_them_and_one_fewer_does_not(
    of: dict[str, Any],
) -> None:
    said = chart.describe(of)
    assert "What would turn this round" in said.splitlines()[-1]
    needed = numbers(r"more sessions\. (\d+) sessions? with none of the conditions build", said)
    if not of["base_gain"] or not of["conditions_gain"] or not of["sessions"]:
        assert needed == []
        return
    bare, full = (model.contact_gain(*[held] * 4, of["base_gain"], of["conditions_gain"]) for held in (0, 1))
    wanted = float(model.trust_after_sessions(of["trust"], full, of["sessions"]))
    assert float(model.trust_after_sessions(of["trust"], bare, needed[0])) >= wanted - 1e-9
    assert float(model.trust_after_sessions(of["trust"], bare, needed[0] - 1)) < wanted


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"base_gain": 0}, "a session that adds something by itself"),
        ({"conditions_gain": 0}, "The conditions add nothing here."),
        ({"sessions": 0}, "What would turn this round: a first session."),
        ({"trust": 1}, "Where trust is full, no session adds to it."),
        ({"base_gain": 0.5, "conditions_gain": 1}, "With all four conditions one session builds all that is missing."),
    ],
)
def test_where_the_conditions_cannot_count_the_words_say_why(changes: dict[str, Any], said: str) -> None:
    assert said in chart.describe(state("conditions", **changes))


# ---------------------------------------------------------------- promises


@quickly
@given(states("promise"))
def test_the_broken_path_is_the_one_that_the_steps_give(of: dict[str, Any]) -> None:
    unbroken, broken, settles, worst, best = lines(of)
    for path, breach_at in ((unbroken, None), (broken, of["breach_at"])):
        trust = of["trust"]
        for encounter, reached in enumerate(path):
            if encounter == breach_at:
                trust -= of["gain"] * of["asymmetry"] * trust
            elif encounter:
                trust += of["gain"] * (1 - trust)
            assert reached == pytest.approx(trust, abs=1e-5)
    rises, falls = of["promises_kept"], (1 - of["promises_kept"]) * of["asymmetry"]
    assert settles == pytest.approx([rises / (rises + falls)] * len(settles), abs=1e-6)
    assert all(low <= high for low, high in zip(worst, best, strict=True))


@quickly
@given(states("promise"))
def test_the_kept_promises_that_repair_a_breach_do_and_one_fewer_does_not(of: dict[str, Any]) -> None:
    said, at = chart.describe(of), int(of["breach_at"])
    seen = model.breach(of["trust"], of["gain"], of["asymmetry"], chart.MOST_ENCOUNTERS, at).broken
    before, after = float(seen[at - 1]), float(seen[at])
    needed = numbers(r"(\d+) kept promises? brings? it back", said)
    if before == 0:
        assert needed == [] and "no trust to lose" in said
        return
    told = numbers(r"takes trust from # down to #\.", said)
    assert told == [near(before), near(after)]
    if before == 1:
        assert needed == [] and "No number of kept promises brings back trust that was full." in said
        return
    assert float(model.trust_after_sessions(after, of["gain"], needed[0])) >= before - 1e-9
    assert float(model.trust_after_sessions(after, of["gain"], needed[0] - 1)) < before


@quickly
@given(states("promise"))
def test_the_words_look_where_the_learner_looks(of: dict[str, Any]) -> None:
    said, look = chart.describe(of), int(of["encounters"])
    unbroken, broken, settles, worst, best = (path[look] for path in lines(of))
    if look < of["breach_at"]:
        assert numbers("nothing has been broken yet: trust stands at #", said) == [near(unbroken)]
    else:
        told = numbers("where you look, trust stands at #; with all promises kept, at #", said)
        assert told == [near(broken), near(unbroken)]
    told = numbers(
        "trust is then # or less in the worst tenth and # or more in the best. On average it settles at #", said
    )
    assert told == [near(worst), near(best), near(settles)]
    table = chart.table(of)
    [row] = [table["rows"][n] for n in table["marked"]]
    assert [float(cell) for cell in row] == [look, *(near(value) for value in (unbroken, broken, settles, worst, best))]


@quickly
@given(states("promise"))
def test_a_tenth_of_the_rooms_is_below_the_band_or_on_its_edge_and_a_tenth_above(of: dict[str, Any]) -> None:
    *_, worst, best = lines(of)
    rooms = model.many_rooms(
        of["trust"], of["promises_kept"], of["gain"], of["asymmetry"], of["rooms"], chart.MOST_ENCOUNTERS, chart.SEED
    ).trust
    for time in (1, 12, 36):
        seen = rooms[:, time]
        assert (seen <= worst[time] + 1e-6).mean() >= 0.1
        assert (seen < worst[time] - 1e-6).mean() < 0.1
        assert (seen >= best[time] - 1e-6).mean() >= 0.1
        assert (seen > best[time] + 1e-6).mean() < 0.1


def test_where_every_promise_is_kept_luck_has_no_say() -> None:
    unbroken, _, settles, worst, best = lines(state("promise", promises_kept=1))
    assert worst == best == pytest.approx(unbroken, abs=1e-6)
    assert settles[0] == 1


@quickly
@given(states("promise"))
def test_the_promises_that_must_be_kept_bring_just_the_trust_that_is_wanted(of: dict[str, Any]) -> None:
    turn = chart.describe(of).splitlines()[-1]
    enough = float(model.long_run_trust(of["promises_kept"], of["asymmetry"])) >= of["trust_wanted"] - 1e-9
    assert ("with fewer than" in turn) == enough
    [needed] = numbers("# % of promises", turn)
    for share, reached in ((needed / 100 + 0.006, True), (needed / 100 - 0.006, False)):
        if 0 <= share <= 1:
            settled = float(model.long_run_trust(share, of["asymmetry"]))
            assert (settled >= of["trust_wanted"]) == reached


def test_three_promises_kept_in_four_settle_at_a_half_when_a_broken_one_weighs_three() -> None:
    assert "On average it settles at 0.5." in chart.describe(state("promise", promises_kept=0.75, asymmetry=3))


def test_full_trust_once_broken_is_said_never_to_come_back_whole() -> None:
    assert "No number of kept promises" in chart.describe(state("promise", trust=1))
    assert "no trust to lose" in chart.describe(state("promise", trust=0, breach_at=1))


# ---------------------------------------------------------------- slips


@quickly
@given(states("noise"))
def test_cooperation_is_where_what_is_won_back_equals_what_slips_away(of: dict[str, Any]) -> None:
    x = [trace["x"] for trace in chart.figure(of)["data"]]
    for slip, xs, ys in zip((of["slip"], 0.01, 0.2), x, lines(of), strict=True):
        for generosity, share in zip(xs, ys, strict=True):
            if share is None:
                assert slip == 0 and generosity == 0
                continue
            forgives = generosity * (1 - slip) + (1 - generosity) * slip
            assert share * slip == pytest.approx((1 - share) * forgives, abs=1e-5)


@quickly
@given(states("noise"))
def test_beyond_the_generosity_that_is_said_defecting_pays_and_up_to_it_it_does_not(of: dict[str, Any]) -> None:
    said = chart.describe(of)
    limit = float(model.optimal_generosity(*(of[name] for name in ("temptation", "reward", "punishment", "sucker"))))

    def pays(generosity: float) -> bool:
        always = generosity * of["temptation"] + (1 - generosity) * of["punishment"] > of["reward"] + 1e-9
        once = of["temptation"] - of["reward"] > (1 - generosity) * (of["reward"] - of["sucker"]) + 1e-9
        return always or once

    assert not pays(limit)
    assert pays(limit + 0.01)
    assert ("no generosity at all is safe" in said) == (limit < 1e-9)
    assert ("as here" in said) == (limit > 1e-9 and pays(of["generosity"]))
    if limit > 1e-9:
        assert numbers("more than # % of defections", said) == [pytest.approx(100 * limit, abs=0.51)]
        safe = float(model.long_run_cooperation(of["slip"], limit))
        assert numbers("they would cooperate in >?# % of rounds", said) == [pytest.approx(100 * safe, abs=0.51)]
    marks = [shape["x0"] for shape in chart.figure(of)["layout"]["shapes"] if shape["label"]["text"]]
    assert marks == pytest.approx([limit])


@quickly
@given(states("noise"))
def test_the_words_and_the_marked_row_tell_of_the_generosity_where_the_learner_stands(of: dict[str, Any]) -> None:
    now = float(model.long_run_cooperation(of["slip"], of["generosity"]))
    told = numbers("cooperate in [<>]?# % of all rounds", chart.describe(of))
    table = chart.table(of)
    [row] = [table["rows"][n] for n in table["marked"]]
    assert float(row[0]) == near(of["generosity"])
    if math.isnan(now):
        assert told == [] and row[1] == "–"
        assert "what came first goes on for ever" in chart.describe(of)
    else:
        assert told == [pytest.approx(100 * now, abs=0.51)]
        assert float(row[1]) == near(now)


def test_without_generosity_two_sides_cooperate_half_the_time_however_rare_the_slips() -> None:
    for slip in (0.01, 0.05, 0.2):
        assert "cooperate in 50 % of all rounds" in chart.describe(state("noise", slip=slip, generosity=0))


# ---------------------------------------------------------------- a gesture


@quickly
@given(states("gesture"))
def test_a_step_is_believed_as_counting_the_sincere_among_those_who_take_it_gives(of: dict[str, Any]) -> None:
    x = chart.figure(of)["data"][0]["x"]
    once, twice, before = lines(of)
    trust = of["trust"]
    for cost, one, two in zip(x, once, twice, strict=True):
        bluffers = max(0.0, 1 - cost / of["convincing_cost"])
        for steps, believed in ((1, one), (2, two)):
            takers = trust + (1 - trust) * bluffers**steps
            assert believed == pytest.approx(trust / takers if takers else 0, abs=1e-5)
    assert before == pytest.approx([trust] * len(x), abs=1e-6)


@quickly
@given(states("gesture"))
def test_what_is_said_of_a_step_is_what_the_curves_show(of: dict[str, Any]) -> None:
    said = chart.describe(of)
    once = float(model.after_gesture(of["trust"], of["gesture_cost"], of["convincing_cost"]))
    twice = float(model.after_gesture(once, of["gesture_cost"], of["convincing_cost"]))
    table = chart.table(of)
    [row] = [table["rows"][n] for n in table["marked"]]
    assert [float(cell) for cell in row] == [near(value) for value in (of["gesture_cost"], once, twice, of["trust"])]
    told = numbers("sincere from # to #. A second one of the same cost would take it to #", said)
    if told:
        assert told == [near(value) for value in (of["trust"], once, twice)]
    elif 0 < of["trust"] < 1:
        settled = "settles it: no insincere side would pay so much" in said
        assert settled == (of["gesture_cost"] > of["convincing_cost"] - 1e-6)
        assert ("Words that cost nothing change nothing" in said) == (of["gesture_cost"] == 0)
    assert "What would turn this round" in said.splitlines()[-1]
    for even in numbers("From a cost of # on the side is believed", said):
        less, more = (model.after_gesture(of["trust"], even + hair, of["convincing_cost"]) for hair in (-0.006, 0.006))
        assert less < 0.5 < more


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"trust": 0}, "Nobody believes the step, whatever it costs"),
        ({"trust": 1}, "The side is believed already"),
        ({"gesture_cost": 0}, "Words that cost nothing change nothing"),
        ({"gesture_cost": 1, "convincing_cost": 1}, "A step that costs 1 settles it"),
        ({"trust": 0.3, "gesture_cost": 0.5, "convincing_cost": 1}, "from 0.3 to 0.462. A second one"),
    ],
)
def test_a_gesture_says_what_it_costs(changes: dict[str, Any], said: str) -> None:
    assert said in chart.describe(state("gesture", **changes))


# ---------------------------------------------------------------- the frame


@quickly
@given(st.sampled_from(list(chart.SHOW)).flatmap(states))
def test_the_axes_stand_still_while_the_numbers_move(of: dict[str, Any]) -> None:
    still, moved = chart.figure(state(of["show"])), chart.figure(of)
    handmade.assert_plotly_draws(moved)
    for name in ("xaxis", "yaxis", "height", "margin"):
        assert moved["layout"][name] == still["layout"][name]
    low, high = moved["layout"]["yaxis"]["range"]
    assert all(low <= y <= high for path in lines(of) for y in path if y is not None)


@pytest.mark.parametrize("show", chart.SHOW)
def test_every_number_that_is_moved_has_a_slider_and_moves_something(show: str) -> None:
    assert len(chart.moved(state(show))) <= 7
    before = [chart.describe(state(show)), chart.figure(state(show))]
    for name in chart.moved(state(show)):
        seen = [
            [chart.describe(state(show, **{name: value})), chart.figure(state(show, **{name: value}))]
            for value in (SLIDERS[name]["low"], SLIDERS[name]["high"])
        ]
        assert any(one != before for one in seen), name


@pytest.mark.parametrize(
    ("show", "changes", "said"),
    [
        ("walk", {}, "“walk” is no chart that can be shown."),
        ("conditions", {"equal_status": 2}, "“equal_status” is 2, and must lie between 0 and 1."),
        ("conditions", {"base_gain": 0.8, "conditions_gain": 1},
         "“base_gain × (1 + conditions_gain)” is 1.2, and must lie between 0 and 1."),
        ("conditions", {"sessions": 30}, "“sessions” is 30, and must lie between 0 and 24."),
        ("conditions", {"sessions": 2.5}, "“sessions” is 2.5, and must be a whole number."),
        ("promise", {"breach_at": 40}, "“breach_at” is 40, and must lie between 1 and 36."),
        ("promise", {"encounters": 37}, "“encounters” is 37, and must lie between 0 and 36."),
        ("promise", {"gain": 0.5, "asymmetry": 3}, "“gain × asymmetry” is 1.5, and must lie between 0 and 1."),
        ("promise", {"trust": "high"}, "“trust” is high, which is no number."),
        ("promise", {"trust_wanted": 1.2}, "“trust_wanted” is 1.2, and must lie between 0 and 1."),
        ("noise", {"slip": 0.6}, "“slip” is 0.6, and must lie between 0 and 0.5."),
        ("noise", {"generosity": -1}, "“generosity” is -1, and must lie between 0 and 1."),
        ("noise", {"temptation": 2},
         "These payoffs make no prisoner's dilemma: temptation must be above reward, reward above punishment, punishment "
         "above sucker, and twice the reward at least temptation and sucker together."),
        ("gesture", {"gesture_cost": 3}, "“gesture_cost” is 3, and must lie between 0 and 2."),
        ("gesture", {"convincing_cost": 0}, "“convincing_cost” is 0, and must be at least 0.001."),
        ("gesture", {"trust": -0.1}, "“trust” is -0.1, and must lie between 0 and 1."),
    ],
)  # fmt: skip
@pytest.mark.parametrize("part", ["figure", "describe", "table"])
def test_what_cannot_be_shown_is_refused_in_a_sentence(
    part: str, show: str, changes: dict[str, Any], said: str
) -> None:
    with pytest.raises(ValueError) as refused:
        getattr(chart, part)(state(show, **changes))
    assert str(refused.value) == said


def test_every_setting_of_the_sliders_can_be_shown() -> None:
    for show in chart.SHOW:
        names = chart.moved(state(show))
        for ends in (("low", "high"), ("high", "low"), ("low", "low"), ("high", "high")):
            of = state(show, **{name: SLIDERS[name][ends[n % 2]] for n, name in enumerate(names)})
            assert chart.describe(of) and chart.table(of)["rows"]


def test_the_explorer_joins_chart_words_and_table_to_its_controls() -> None:
    panel = explorer(show="promise", asymmetry=2)
    view = panel.change("asymmetry", 4.5)
    assert (view["figure"], view["words"], view["table"]) == (
        chart.figure(panel.state), chart.describe(panel.state), chart.table(panel.state)
    )  # fmt: skip
    assert [one["name"] for one in panel.controls] == ["show", *chart.moved(panel.state)]
    with pytest.raises(ValueError, match=r"has no “weather”; it has: show"):
        explorer(weather="fine")
