"""Charts of transfer: chart, words and table say what the model says, and name rightly what would turn it round."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_lib.catalogue import load_model
from course_lib.explorers.transfer import transfer as explorer
from course_lib.figures import transfer as chart
from course_lib.figures.curves import said
from course_lib.models import transfer as model
from tests.figures import handmade

SLIDERS = {one["name"]: one for one in load_model("transfer")["coefficients"]}
SIDES = ("insiderness", "participants", "leader_susceptibility")
SHARED = (
    "home_weight", "public_susceptibility", "adviser_weight", "publicity", "other_voices", "participant_susceptibility",
    "adviser_susceptibility", "party_susceptibility",
)  # fmt: skip
CALLED = {"advisers": "advisers", "party": "party", "public": "press and public", "leader": "leader"}
TURN = "What would turn this round: "
quickly = settings(max_examples=40, deadline=None)
slowly = settings(max_examples=12, deadline=None)
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
    return drawn.map(lambda numbers: state(show, **numbers))


def possible(one: State) -> bool:
    return bool(one["changed"] <= one["advisers"])


def network(one: State) -> model.Network:
    return model.two_sides(
        **{name: (one[f"{name}_a"], one[f"{name}_b"]) for name in SIDES}, **{name: one[name] for name in SHARED}
    )


def ends(one: State) -> dict[str, float]:
    """Return what each node of the whole network comes to, every participant by itself."""
    net = network(one)
    found = model.limit(net.weights, net.susceptibility, net.start).tolist()
    return dict(zip(net.names, found, strict=True))


def last(one: State) -> str:
    return chart.describe(one).splitlines()[-1]


def found(pattern: str, text: str) -> tuple[str, ...]:
    """Return what stands in a sentence where the pattern has brackets."""
    match = re.search(pattern, text)
    assert match, f"{pattern!r} is not in {text!r}"
    return match.groups()


def number(pattern: str, text: str) -> float:
    return float(found(pattern, text)[0].replace(",", ""))


# ---------------------------------------------------------------- whatever is shown


@quickly
@given(st.one_of(*(states(show) for show in chart.SHOW)).filter(possible))
def test_whatever_is_set_the_chart_can_be_drawn_and_the_words_end_with_what_would_turn_it_round(one: State) -> None:
    figure, table = chart.figure(one), chart.table(one)
    handmade.assert_plotly_draws(figure)
    assert handmade.outside(figure) == []
    assert {len(row) for row in table["rows"]} == {len(table["columns"])}
    lines = chart.describe(one).splitlines()
    assert TURN in lines[-1]
    assert all(handmade.plain(line) or line[0].isdigit() for line in lines)


@pytest.mark.parametrize("show", chart.SHOW)
def test_axes_stand_still_while_sliders_move(show: str) -> None:
    def axes(one: State) -> list[Any]:
        layout = chart.figure(one)["layout"]
        return [layout["height"], layout["margin"], layout["xaxis"]["range"], layout["yaxis"]["range"]]

    start = axes(state(show))
    for name in chart.moved(state(show)):
        for end in ("low", "high"):
            one = state(show, **{name: SLIDERS[name][end]})
            assert not possible(one) or axes(one) == start


@pytest.mark.parametrize("show", chart.SHOW)
def test_a_chart_has_no_more_than_seven_sliders_and_each_of_them_changes_it(show: str) -> None:
    moved = chart.moved(state(show))
    assert len(moved) <= 7
    # One changed adviser, so that there may be as few advisers as the slider has.
    base = state(show, changed=1)
    for name in moved:
        other = next(value for value in values(name) if value != base[name])
        one = {**base, name: other}
        before, after = ((chart.figure(of), chart.describe(of)) for of in (base, one))
        assert before != after, name


@pytest.mark.parametrize("show", chart.SHOW)
def test_the_explorer_shows_what_the_chart_says(show: str) -> None:
    panel = explorer(show=show)
    assert panel.view["words"] == chart.describe(state(show))
    assert panel.view["figure"] == chart.figure(state(show))
    assert [control["name"] for control in panel.controls] == ["show", *chart.moved(state(show))]


# ---------------------------------------------------------------- the network


@quickly
@given(states("network"))
def test_every_node_stands_with_what_it_comes_to_in_the_whole_network(one: State) -> None:
    accepts = ends(one)
    rows = {(row[0], row[1]): row[3] for row in chart.table(one)["rows"]}
    for side, trace in zip("AB", chart.figure(one)["data"][-2:], strict=True):
        count = int(one[f"participants_{side.lower()}"])
        names = {f"{count} participant{'s' * (count != 1)}": accepts[f"{side} participant 1"]} | {
            label: accepts[f"{side} {role}"] for role, label in CALLED.items()
        }
        assert trace["text"] == [f"{name}<br>{said(value)}" for name, value in names.items()]
        assert {name: rows[side, name] for name in names} == {name: said(value) for name, value in names.items()}
        # Who accepts more is drawn larger.
        sizes = trace["marker"]["size"]
        by_value, by_size = (sorted(range(5), key=list(of).__getitem__) for of in (names.values(), sizes))
        assert [sizes[n] for n in by_value] == [sizes[n] for n in by_size]
    lines = chart.describe(one).splitlines()
    for side, line in zip("AB", lines, strict=False):
        leader, public = (said(accepts[f"{side} {role}"]) for role in ("leader", "public"))
        assert line == f"In the end {side}'s leader accepts {leader} of the idea, and {side}'s public {public}."


@quickly
@given(states("network"))
def test_an_arrow_runs_from_everybody_who_is_heard_to_everybody_who_hears(one: State) -> None:
    net = network(one)
    group = [re.sub(r"participant \d+", "participants", name) for name in net.names]
    heard: dict[tuple[str, str], float] = {}
    for hearer in dict.fromkeys(group):
        for other, weight in zip(group, net.weights[group.index(hearer)].tolist(), strict=True):
            heard[other, hearer] = heard.get((other, hearer), 0) + weight
    *arrows, side_a, side_b = chart.figure(one)["data"]
    roles = ["participants", *CALLED]
    where = {
        (x, y): f"{side} {role}"
        for side, trace in (("A", side_a), ("B", side_b))
        for role, x, y in zip(roles, trace["x"], trace["y"], strict=True)
    }

    def nearest(x: float, y: float) -> str:
        return where[min(where, key=lambda place: (place[0] - x) ** 2 + (place[1] - y) ** 2)]

    drawn = []
    for low, high, trace in zip((0, 0.2, 0.5), (0.2, 0.5, 2), arrows, strict=True):
        x, y = trace["x"], trace["y"]
        assert trace["marker"]["size"][1::4] == [max(trace["marker"]["size"], default=0)] * (len(x) // 4)
        for n in range(0, len(x), 4):
            pair = nearest(x[n], y[n]), nearest(x[n + 2], y[n + 2])
            drawn.append(pair)
            assert low - 1e-9 <= heard[pair] <= high + 1e-9
    assert sorted(drawn) == sorted(pair for pair, weight in heard.items() if weight > 0 and pair[0] != pair[1])


@quickly
@given(states("network"))
def test_what_a_node_listens_to_adds_up_to_all_of_its_attention(one: State) -> None:
    for row in chart.table(one)["rows"]:
        weights = [float(of.rsplit(" ", 1)[1]) for of in row[4].split(", ")]
        assert sum(weights) == pytest.approx(1, abs=0.004)


def order(a: float, b: float) -> str:
    """Return the side with less, if the two do not read the same."""
    return "" if said(a) == said(b) else "A" if a < b else "B"


def tried(one: State) -> list[tuple[str, float, dict[str, float]]]:
    return [(name, value, ends({**one, name: value})) for name in chart.moved(one) for value in values(name)]


@slowly
@given(states("network"))
def test_the_weaker_side_and_what_would_raise_it_are_found_by_trying_every_value_of_every_slider(one: State) -> None:
    now, trials, text = ends(one), tried(one), chart.describe(one)
    weaker = order(now["A leader"], now["B leader"])
    if not weaker:
        assert "neither side's transfer is the weaker" in text
        return
    assert f"Side {weaker}'s transfer is the weaker: less reaches its leader" in text
    more_in_public = order(now["A public"], now["B public"]) not in ("", weaker)
    assert ("although more reaches its public" in text) == more_in_public
    best = max(there[f"{weaker} leader"] for _, _, there in trials)
    if said(best) == said(now[f"{weaker} leader"]):
        assert "No single slider here would raise it." in text
        return
    label, value, before, after = found(
        r"raise it most is “(.+?)”: moved to (\S+), it would bring \w's leader from (\S+) to (\S+)\.", text
    )
    assert (before, after) == (said(now[f"{weaker} leader"]), said(best))
    name = next(name for name in chart.moved(one) if SLIDERS[name]["label"] == label)
    assert said(ends({**one, name: float(value)})[f"{weaker} leader"]) == after


@slowly
@given(states("network"))
def test_what_is_said_to_turn_it_round_is_the_least_that_does(one: State) -> None:
    now = ends(one)
    weaker = order(now["A leader"], now["B leader"])
    other = {"A": "B", "B": "A", "": ""}[weaker]
    turned = re.search(r"“(.+?)”, moved to (\S+), is the shortest way to make side (\w)'s the weaker", last(one))

    def way(name: str, value: float) -> float:
        return float(abs(value - one[name]) / (SLIDERS[name]["high"] - SLIDERS[name]["low"]))

    ways = [
        way(name, value)
        for name, value, there in tried(one)
        if other and order(there["A leader"], there["B leader"]) == other
    ]
    assert bool(turned) == bool(ways)
    if turned:
        label, value, said_of = turned.groups()
        name = next(name for name in chart.moved(one) if SLIDERS[name]["label"] == label)
        there = ends({**one, name: float(value)})
        assert order(there["A leader"], there["B leader"]) == other == said_of
        assert way(name, float(value)) == pytest.approx(min(ways))


def test_equal_sides_are_said_to_be_equal_and_what_would_part_them_most_is_named() -> None:
    one = state("network", insiderness_a=0.5, insiderness_b=0.5)
    text = chart.describe(one)
    assert "As much reaches one leader as the other: neither side's transfer is the weaker." in text
    label, value, a, b = found(
        r"“(.+?)”, moved to (\S+), would part them most .+; (\S+) would then reach A's leader, and (\S+) B's", last(one)
    )
    gaps = [abs(there["A leader"] - there["B leader"]) for _, _, there in tried(one)]
    name = next(name for name in chart.moved(one) if SLIDERS[name]["label"] == label)
    there = ends({**one, name: float(value)})
    assert abs(there["A leader"] - there["B leader"]) == pytest.approx(max(gaps))
    assert (a, b) == (said(there["A leader"]), said(there["B leader"]))


def test_where_nobody_can_be_moved_no_slider_is_said_to_help() -> None:
    # Both publics, parties and advisers are deaf, and so both leaders hear nothing new.
    one = state("network", public_susceptibility=0, party_susceptibility=0, adviser_susceptibility=0)
    assert "In the end A's leader accepts 0 of the idea" in chart.describe(one)
    assert last(one) == "What would turn this round: no single slider here."


def test_a_leader_who_moves_for_nobody_may_be_beyond_what_any_single_slider_turns_round() -> None:
    one = state("network", leader_susceptibility_a=0, insiderness_a=1, insiderness_b=0.5)
    assert "Side A's transfer is the weaker" in chart.describe(one)
    assert last(one) == "What would turn this round: no single slider here makes side B's the weaker."


def test_where_two_doors_are_shut_no_single_slider_opens_them() -> None:
    one = state("network", leader_susceptibility_b=0, insiderness_b=0, publicity=0, public_susceptibility=0)
    text = chart.describe(one)
    assert "Side B's transfer is the weaker: less reaches its leader." in text
    # Its leader listens to nobody, its advisers hear none of its participants, and what is published reaches nobody.
    assert "No single slider here would raise it." in text


def test_a_side_with_a_louder_public_may_still_have_the_weaker_transfer() -> None:
    one = state("network", insiderness_a=0.5, insiderness_b=0.05, publicity=0.3)
    assert (
        "Side B's transfer is the weaker: less reaches its leader, although more reaches its public."
        in chart.describe(one)
    )


# ---------------------------------------------------------------- the year


@quickly
@given(states("year"))
def test_the_year_is_what_the_model_leaves_of_a_changed_mind(one: State) -> None:
    figure = chart.figure(one)
    belief, openness = one["participant_belief"], one["participant_susceptibility"]
    months = list(range(13))
    own, end, light, heavy = (trace["y"] for trace in figure["data"])
    for weight, curve in ((one["home_weight"], own), (0.1, light), (0.9, heavy)):
        assert curve == pytest.approx(model.retained(belief, openness, weight, months).tolist(), abs=1e-6)
    limits = [float(model.retained(belief, openness, weight)) for weight in (one["home_weight"], 0.1, 0.9)]
    assert end == pytest.approx([limits[0]] * 13, abs=1e-6)
    now = float(model.retained(belief, openness, one["home_weight"], one["periods"]))
    text = chart.describe(one)
    assert (
        f"at home {said(now)} is left of the {said(belief)} that a participant came home with, and in the end " in text
    )
    assert f"in the end {said(limits[0])}." in text
    assert (
        f"Where home weighs 0.1, {said(limits[1])} is left in the end; where it weighs 0.9, {said(limits[2])}." in text
    )
    table = chart.table(one)
    (row,) = (table["rows"][n] for n in table["marked"])
    then = (float(model.retained(belief, openness, weight, one["periods"])) for weight in (0.1, 0.9))
    assert row == [said(one["periods"]), said(now), said(limits[0]), *map(said, then)]


@quickly
@given(states("year").filter(lambda one: one["participant_belief"] > 0))
def test_the_weight_of_home_or_the_openness_at_which_half_is_lost_is_named(one: State) -> None:
    belief, openness, home = (one[n] for n in ("participant_belief", "participant_susceptibility", "home_weight"))

    def share(s: float, h: float) -> float:
        return float(model.retained(belief, s, h)) / belief

    text, kept = last(one), share(openness, home)
    if "a home that weighs" in text:
        even = number(r"weighs (?:more|less) than (\S+)\.", text)
        assert share(openness, even) == pytest.approx(0.5, abs=2e-3)
        assert ("more than half" in text, "weighs more" in text) == (kept > 0.5, kept > 0.5)
    elif "an openness of more than" in text:
        assert kept >= 0.5
        assert share(number(r"more than (\S+)\.", text), home) == pytest.approx(0.5, abs=3e-3)
        assert min(share(openness, h) for h in values("home_weight")) >= 0.5 - 1e-9
    elif "just half" in text:
        assert kept == pytest.approx(0.5)
    else:
        assert "Nothing is lost" in chart.describe(one)
        assert kept == pytest.approx(1)


def test_who_comes_home_with_nothing_has_nothing_to_lose() -> None:
    assert last(state("year", participant_belief=0)) == (
        "What would turn this round: a participant who comes home with anything at all."
    )


def test_one_month_is_one_month() -> None:
    assert chart.describe(state("year", periods=1)).startswith("After 1 month at home 0.6 is left")
    assert chart.describe(state("year", periods=0)).startswith("After 0 months at home 1 is left")


def test_just_half_is_neither_more_nor_less() -> None:
    assert "That is just half of it." in last(state("year", participant_susceptibility=0.8, home_weight=0.25))


# ---------------------------------------------------------------- the insiders


@quickly
@given(states("insiders"))
def test_worth_is_access_times_room_and_the_best_is_where_the_model_has_it(one: State) -> None:
    figure = chart.figure(one)
    access, room = one["access_matters"], one["room_matters"]
    worth, door, space = (trace["y"] for trace in figure["data"])
    near = figure["data"][0]["x"]
    assert worth == pytest.approx(model.insider_value(near, access, room).tolist(), abs=1e-6)
    assert worth == pytest.approx([a * b for a, b in zip(door, space, strict=True)], abs=2e-6)
    best = float(model.best_insiderness(access, room))
    here, mark = figure["layout"]["shapes"]
    assert (here["x0"], mark["x0"]) == (one["insiderness"], best)
    now, most = (said(float(model.insider_value(at, access, room))) for at in (one["insiderness"], best))
    text = chart.describe(one)
    assert f"is worth {now} for transfer." in text
    assert f"The best participant stands at {said(best)}, and is worth {most}." in text


@quickly
@given(states("insiders").filter(lambda one: 0 < one["insiderness"] < 1))
def test_the_participant_would_be_the_best_if_access_mattered_as_said(one: State) -> None:
    near, ratio = one["insiderness"], one["access_matters"] / one["room_matters"]
    even = number(r"if access mattered (?:more than )?(\S+) times", last(one))
    assert even / (1 + even) == pytest.approx(near, abs=2e-3)
    assert ("somebody nearer would be better" in last(one)) == (near == pytest.approx(ratio / (1 + ratio)))


@pytest.mark.parametrize(("near", "what"), [(0, "access"), (1, "room to change")])
def test_strangers_and_officials_are_worth_nothing(near: float, what: str) -> None:
    one = state("insiders", insiderness=near)
    assert "is worth 0 for transfer" in chart.describe(one)
    assert last(one) == f"What would turn this round: nothing but {what} that does not matter at all."


# ---------------------------------------------------------------- the advisers


@quickly
@given(states("advisers").filter(possible))
def test_each_adviser_counts_or_enough_of_them_do(one: State) -> None:
    figure, openness, everybody = chart.figure(one), one["leader_susceptibility"], one["advisers"]
    counts = list(range(int(everybody) + 1))
    each, past = (trace["y"] for trace in figure["data"])
    assert each == pytest.approx(model.advised(openness, counts, everybody).tolist(), abs=1e-6)
    waited = model.advised_past_a_threshold(openness, counts, everybody, one["threshold"]).tolist()
    assert past == pytest.approx(waited, abs=1e-6)
    needed = next(n for n in counts if n / everybody >= one["threshold"])
    assert figure["layout"]["shapes"][1]["x0"] == needed
    n = int(one["changed"])
    assert chart.describe(one).startswith(
        f"{n} of {int(everybody)} advisers have changed. Where each of them counts, the leader comes to "
        f"{said(float(model.advised(openness, n, everybody)))}; where it takes a share of {said(one['threshold'])}, "
        f"which is {needed} of them, "
        f"to {said(waited[n])}."
    )
    if openness and n < needed < everybody:
        assert f"once {needed} have changed" in last(one)
        assert waited[needed] > each[needed]
    elif openness and n < needed:
        assert last(one).endswith(f"nothing short of all of them, and then both leaders come to {said(openness)}.")
    elif openness:
        assert f"while fewer than {needed} have changed" in last(one)
        assert waited[needed - 1] == 0


def test_a_leader_who_does_not_listen_is_turned_by_no_number() -> None:
    assert (
        last(state("advisers", leader_susceptibility=0)) == "What would turn this round: a leader who listens at all."
    )


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    ("one", "said_so"),
    [
        (state("chart"), "“chart” is no chart that can be shown."),
        (state("advisers", changed=11, advisers=10), "More advisers have changed than there are."),
        (state("advisers", changed=-1), "“changed” is -1, and must lie between 0 and 20."),
        (state("network", insiderness_a=2), "“insiderness” is 2, and must lie between 0 and 1."),
        (state("network", participants_b=2.5), "“participants” is 2.5, and must be a whole number."),
        (state("year", home_weight=-0.1), "“home_weight” is -0.1, and must lie between 0 and 1."),
        (state("year", periods=-1), "“periods” is -1, and must be at least 0."),
        (state("insiders", insiderness=1.5), "“insiderness” is 1.5, and must lie between 0 and 1."),
        (state("insiders", room_matters=0), "“room_matters” is 0, and must lie between 0.1 and 10."),
        (
            state("network", leader_susceptibility_a=1, leader_susceptibility_b=1, **dict.fromkeys(
                (name for name in SHARED if name.endswith("_susceptibility")), 1)),
            "Node 1 lets go of everything and listens only to others who do",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_shown_is_refused_in_one_plain_sentence(one: State, said_so: str) -> None:
    for part in (chart.figure, chart.describe, chart.table):
        with pytest.raises(ValueError, match=f"^{re.escape(said_so)}"):
            part(one)


def test_the_explorer_refuses_a_start_that_there_is_not() -> None:
    with pytest.raises(ValueError, match="This explorer has no “colour”"):
        explorer(colour="red")


def test_no_slider_lets_participants_go_of_everything() -> None:
    # At 1, and with no weight of home, they would hear only one another, and the network would not settle.
    assert SLIDERS["participant_susceptibility"]["high"] == 0.95
    one = state("network", participant_susceptibility=0.95, home_weight=0, leader_susceptibility_a=1)
    assert 0 < ends(one)["A participant 1"] < 1
