"""Transfer and re-entry: what one changed mind does to those who decide, and what home does to it."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from course_lib.models import transfer
from course_lib.models.bounds import Array
from tests.machine import ROOT

quickly = settings(max_examples=60, deadline=None)
SHARE = st.floats(0, 1)
SIZE = 5
RAW: st.SearchStrategy[Array] = arrays(float, (SIZE, SIZE), elements=st.floats(0.01, 1))
STARTS: st.SearchStrategy[Array] = arrays(float, SIZE, elements=SHARE)


def rows(raw: Array) -> Array:
    """Return a table of weights whose rows add up to 1."""
    return raw / raw.sum(axis=1, keepdims=True)


def of(network: transfer.Network, *names: str) -> list[float]:
    """Return the limits of these nodes."""
    ends = transfer.limit(network.weights, network.susceptibility, network.start)
    return [float(ends[network.names.index(name)]) for name in names]


def test_the_example_of_friedkin_and_johnsen_comes_out_as_published() -> None:
    # Friedkin and Johnsen (1999): four people, on a scale of 0 to 100, end at 60, 60, 75 and 75.
    weights = [[0.220, 0.120, 0.360, 0.300], [0.147, 0.215, 0.344, 0.294], [0, 0, 1, 0], [0.090, 0.178, 0.446, 0.286]]
    ends = transfer.limit(weights, [0.780, 0.785, 0, 0.714], [0.25, 0.25, 0.75, 0.85])
    assert np.round(100 * ends).tolist() == [60, 60, 75, 75]


def test_three_nodes_end_where_another_program_has_them() -> None:
    # The example in the readme of the R package SINT 0.1.0.
    weights = [[0.5, 0.5, 0], [0.2, 0.6, 0.2], [0, 0.3, 0.7]]
    ends = transfer.limit(weights, [0.8, 0.5, 0.9], [0, 0.5, 1])
    assert ends == pytest.approx([0.3295820, 0.4943730, 0.6310289], abs=1e-7)
    shares = transfer.influence(weights, [0.8, 0.5, 0.9])
    assert np.round(shares, 3).tolist() == [[0.373, 0.595, 0.032], [0.059, 0.892, 0.048], [0.043, 0.651, 0.305]]


@quickly
@given(RAW, arrays(float, SIZE, elements=st.floats(0, 0.9)), STARTS)
def test_the_path_comes_to_the_limit_and_the_limit_stays(raw: Array, susceptibility: Array, start: Array) -> None:
    walked = transfer.path(rows(raw), susceptibility, start, 300)
    end = transfer.limit(rows(raw), susceptibility, start)
    assert walked.shape == (301, SIZE)
    assert np.array_equal(walked[0], start)
    assert walked[-1] == pytest.approx(end, abs=1e-9)
    assert susceptibility * (rows(raw) @ end) + (1 - susceptibility) * start == pytest.approx(end, abs=1e-9)


@quickly
@given(RAW, arrays(float, SIZE, elements=st.floats(0, 0.9)), STARTS)
def test_a_limit_is_a_mean_of_the_starts(raw: Array, susceptibility: Array, start: Array) -> None:
    shares = transfer.influence(rows(raw), susceptibility)
    assert (shares >= -1e-12).all()
    assert shares.sum(axis=1) == pytest.approx(1)
    assert shares @ start == pytest.approx(transfer.limit(rows(raw), susceptibility, start))


def test_many_networks_are_solved_at_once() -> None:
    draw = np.random.default_rng(0)
    weights = np.stack([rows(draw.random((SIZE, SIZE))) for _ in range(4)])
    susceptibility, start = draw.random((4, SIZE)), draw.random(SIZE)
    at_once = transfer.limit(weights, susceptibility, start)
    one_by_one = [transfer.limit(weights[n], susceptibility[n], start) for n in range(4)]
    assert at_once == pytest.approx(np.stack(one_by_one))
    assert transfer.path(weights, susceptibility, start, 3).shape == (4, 4, SIZE)
    # One network, many susceptibilities: a curve for a slider.
    assert transfer.limit(weights[0], np.linspace(0, 0.9, 7)[:, None] * np.ones(SIZE), start).shape == (7, SIZE)


@quickly
@given(RAW, STARTS)
def test_who_holds_on_to_nothing_ends_in_consensus(raw: Array, start: Array) -> None:
    agreed = transfer.consensus(rows(raw), start)
    assert start.min() - 1e-9 <= agreed <= start.max() + 1e-9
    assert transfer.path(rows(raw), 1, start, 500)[-1] == pytest.approx(agreed, abs=1e-6)


@quickly
@given(st.floats(0.01, 0.99), st.floats(0.01, 0.99), SHARE, SHARE)
def test_two_meet_where_the_consensus_of_their_network_is(a: float, b: float, one: float, other: float) -> None:
    met = transfer.two_node_consensus(a, b, one, other)
    assert met == pytest.approx(transfer.consensus([[1 - a, a], [b, 1 - b]], [one, other]), abs=1e-9)


def test_of_two_the_one_who_listens_less_moves_the_other_more() -> None:
    assert transfer.two_node_consensus(0.1, 0.3, 1, 0) == pytest.approx(0.75, abs=1e-9)
    assert transfer.two_node_consensus(0.2, 0.2, 1, 0) == pytest.approx(0.5, abs=1e-9)


@pytest.mark.parametrize(
    "weights",
    [
        pytest.param([[1.0, 0, 0], [0, 1, 0], [0.5, 0.5, 0]], id="two who are deaf"),
        pytest.param([[0.0, 1], [1, 0]], id="two who trade places"),
        pytest.param([[0.0, 1, 0], [0, 0, 1], [1, 0, 0]], id="three in a ring"),
    ],
)
def test_a_network_that_never_agrees_has_no_consensus(weights: list[list[float]]) -> None:
    with pytest.raises(ValueError, match="never come together"):
        transfer.consensus(weights, 0.5)


@pytest.mark.parametrize("listens", [0.0, 1.0])
def test_two_who_are_both_deaf_or_trade_places_have_no_consensus(listens: float) -> None:
    with pytest.raises(ValueError, match="never come together"):
        transfer.two_node_consensus(listens, listens, 1, 0)


def test_a_limit_is_refused_where_some_are_held_by_nothing() -> None:
    weights = [[0.5, 0.5, 0], [0.5, 0.5, 0], [0, 0, 1]]
    with pytest.raises(ValueError, match="Node 1 lets go of everything"):
        transfer.limit(weights, [1, 1, 0], [1, 0, 0])
    # It is enough that one of them hears somebody who holds on.
    assert transfer.limit([[0.5, 0.5, 0], [0.5, 0, 0.5], [0, 0, 1]], [1, 1, 0], [1, 0, 0.25]) == pytest.approx(0.25)


@pytest.mark.parametrize(
    ("susceptibility", "weight", "public", "reached", "followed"),
    [
        (0.5, 0.3, 0.8, 0.208333, 0.166667),
        (0.5, 0.3, 0.0, 0.15, 0.0),
        (0.9, 0.1, 0.95, 0.390456, 0.370933),
        (0.5, 0.6, 0.8, 0.357143, 0.285714),
        (0.0, 0.3, 0.8, 0.0, 0.0),
        (0.5, 0.0, 0.8, 0.0, 0.0),
        (1.0, 0.0, 1.0, 0.0, 0.0),
    ],
)
def test_how_far_one_adviser_moves_a_leader_and_the_public(
    susceptibility: float, weight: float, public: float, reached: float, followed: float
) -> None:
    found = transfer.leader_and_public(1, susceptibility, weight, public)
    assert (found.leader, found.public) == pytest.approx((reached, followed), abs=1e-6)


@quickly
@given(SHARE, st.floats(0, 0.99), SHARE, SHARE)
def test_leader_and_public_are_the_limit_of_their_network(
    belief: float, leader: float, weight: float, public: float
) -> None:
    weights = np.array([[0, 1 - weight, weight], [1, 0, 0], [0, 0, 1]])
    ends = transfer.limit(weights, [leader, public, 0], [0, 0, belief])
    found = transfer.leader_and_public(belief, leader, weight, public)
    assert found.leader == pytest.approx(ends[0], abs=1e-9)
    assert found.public == pytest.approx(ends[1], abs=1e-9)


@quickly
@given(st.floats(0.1, 0.99), st.floats(0.1, 0.9), st.floats(0.1, 1))
def test_a_public_that_follows_its_leader_amplifies_one_adviser(leader: float, weight: float, public: float) -> None:
    deaf, following = transfer.leader_and_public(1, leader, weight, [0, public]).leader
    assert following > deaf == pytest.approx(leader * weight)


@pytest.mark.parametrize(
    ("home", "susceptibility", "left"),
    [
        (1, 0.8, 0.2),
        (0.9, 0.8, 0.217391),
        (0.5, 0.8, 0.333333),
        (0.1, 0.8, 0.714286),
        (0.3, 1, 0),
        (0.3, 0, 1),
        (0, 1, 1),
    ],
)
def test_what_is_left_of_a_changed_mind_in_the_end(home: float, susceptibility: float, left: float) -> None:
    assert transfer.retained(1, susceptibility, home) == pytest.approx(left, abs=1e-6)


@quickly
@given(SHARE, st.floats(0, 0.99), SHARE, st.integers(0, 30))
def test_re_entry_is_the_path_of_five_alumni_and_a_home_that_stays(
    belief: float, susceptibility: float, home: float, periods: int
) -> None:
    weights = np.zeros((6, 6))
    weights[:5, :5] = (1 - home) / 4
    np.fill_diagonal(weights, 0)
    weights[:5, 5], weights[5, 5] = home, 1
    openness, start = [susceptibility] * 5 + [0], [belief] * 5 + [0]
    walked = transfer.path(weights, openness, start, periods)
    assert walked[periods][:5] == pytest.approx(transfer.retained(belief, susceptibility, home, periods), abs=1e-9)
    assert transfer.limit(weights, openness, start)[:5] == pytest.approx(
        transfer.retained(belief, susceptibility, home), abs=1e-9
    )


@quickly
@given(st.floats(0.05, 1), st.floats(0.05, 0.95), st.floats(0.05, 1))
def test_a_changed_mind_only_fades_at_home_and_first_by_home_s_share(
    belief: float, openness: float, home: float
) -> None:
    left = transfer.retained(belief, openness, home, np.arange(40))
    assert left[0] == pytest.approx(belief)
    assert left[1] == pytest.approx(belief * (1 - openness * home))
    assert (np.diff(left) <= 1e-12).all()
    assert left[-1] >= transfer.retained(belief, openness, home) - 1e-12


def test_what_re_entry_leaves_is_what_an_adviser_can_pass_on() -> None:
    assert transfer.leader_and_public(transfer.retained(1, 0.8, 0.5), 0.5, 0.3, 0.8).leader == pytest.approx(
        0.069444, abs=1e-6
    )


@pytest.mark.parametrize(("access", "room", "best"), [(1, 1, 0.5), (1, 2, 0.333333), (2, 1, 0.666667)])
def test_the_best_participant_is_neither_professor_nor_minister(access: float, room: float, best: float) -> None:
    assert transfer.best_insiderness(access, room) == pytest.approx(best, abs=1e-6)
    assert (transfer.insider_value([0, 1], access, room) == 0).all()


@quickly
@given(st.floats(0.1, 10), st.floats(0.1, 10))
def test_nobody_is_worth_more_than_the_best_insider(access: float, room: float) -> None:
    best = transfer.best_insiderness(access, room)
    everybody = transfer.insider_value(np.linspace(0, 1, 201), access, room)
    assert (everybody <= transfer.insider_value(best, access, room) + 1e-12).all()


def test_each_changed_adviser_counts_unless_the_leader_waits_for_enough_of_them() -> None:
    assert transfer.advised(0.7, [1, 3, 10], 20) == pytest.approx([0.035, 0.105, 0.35], abs=1e-9)
    assert transfer.advised_past_a_threshold(0.7, [1, 3, 10], 20, 0.5).tolist() == [0, 0, 0.7]


# -- two sides


@quickly
@given(SHARE, st.integers(1, 8), SHARE, st.floats(0, 1), st.floats(0, 1))
def test_equal_sides_make_equal_transfer(
    insiderness: float, participants: int, home: float, leader: float, public: float
) -> None:
    network = transfer.two_sides(insiderness, participants, home, leader, public)
    assert len(network.names) == len(set(network.names)) == 2 * (participants + 4)
    assert network.weights.sum(axis=1) == pytest.approx(1)
    ends = transfer.limit(network.weights, network.susceptibility, network.start)
    half = len(network.names) // 2
    assert ends[:half] == pytest.approx(ends[half:], abs=1e-12)
    # Nobody comes to accept more than the workshop brought.
    assert (ends <= 1 - insiderness + 1e-12).all()


@quickly
@given(st.integers(1, 6), SHARE, st.floats(0, 1), SHARE)
def test_where_party_and_public_are_deaf_participants_keep_what_re_entry_leaves(
    participants: int, insiderness: float, home: float, publicity: float
) -> None:
    network = transfer.two_sides(
        insiderness,
        participants,
        home,
        0.7,
        0,
        party_susceptibility=0,
        publicity=publicity,
        participant_susceptibility=0.8,
    )
    (kept,) = of(network, "A participant 1")
    assert kept == pytest.approx(transfer.retained(1 - insiderness, 0.8, home), abs=1e-9)


MORE = [
    ({"home_weight": 0.2}, "ties among the participants"),
    ({"leader_susceptibility": 0.9}, "an open leader"),
    ({"public_susceptibility": 0.9}, "an open public"),
    ({"participants": 12}, "more participants"),
    ({"publicity": 0.4}, "publication"),
    ({"adviser_weight": 0.9}, "a leader who hears advisers"),
]


@pytest.mark.parametrize(("one", "what"), MORE, ids=[what for _, what in MORE])
def test_a_side_that_differs_in_one_thing_makes_transfer_unequal(one: dict[str, float], what: str) -> None:
    defaults = {name: value.default for name, value in inspect.signature(transfer.two_sides).parameters.items()}
    unequal = {name: (value, defaults[name]) for name, value in one.items()}
    ours, theirs = of(transfer.two_sides(**unequal), "A leader", "B leader")
    assert ours > theirs * 1.01


def test_with_nobody_near_those_who_decide_the_only_way_is_through_the_public() -> None:
    assert of(transfer.two_sides(insiderness=0, publicity=0), "A public", "A leader") == [0, 0]
    public, leader = of(transfer.two_sides(insiderness=0, publicity=0.3), "A public", "A leader")
    assert public > leader > 0


def test_what_one_side_s_home_takes_back_the_other_side_s_leader_feels() -> None:
    (before,) = of(transfer.two_sides(home_weight=0.5), "B leader")
    (after,) = of(transfer.two_sides(home_weight=(1, 0.5)), "B leader")
    assert after < before


def test_the_network_too_is_moved_most_by_people_between_outsider_and_official() -> None:
    near = np.linspace(0, 1, 41)
    moved = [of(transfer.two_sides(insiderness=one), "A leader")[0] for one in near]
    assert 0.2 < near[int(np.argmax(moved))] < 0.6
    assert moved[-1] == 0


# -- what is refused


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: transfer.path([[1]], 0.5, 0.5, -1), "“periods” is -1, and must lie between"),
        (lambda: transfer.path([[1]], 1.5, 0.5, 1), "“susceptibility” is 1.5, and must lie between 0 and 1"),
        (lambda: transfer.path([[1]], 0.5, 2, 1), "“start” is 2, and must lie between 0 and 1"),
        (lambda: transfer.limit([[0.5, 0.6], [0, 1]], 0.5, 0.5), "Row 1 of “weights” adds up to 1.1"),
        (lambda: transfer.limit([[2, -1], [0, 1]], 0.5, 0.5), "“weights” is -1, and must be at least 0"),
        (lambda: transfer.limit([0.5, 0.5], 0.5, 0.5), "must be a square table"),
        (lambda: transfer.limit([[1, 0], [0, 1]], [0.1, 0.2, 0.3], 0.5), "one number for each of 2 nodes"),
        (lambda: transfer.limit([[1, 0], [0, 1]], 0.5, [0.1, 0.2, 0.3]), "one number for each of 2 nodes"),
        (lambda: transfer.advised(0.7, 21, 20), "“changed” is 21, and must lie between 0 and 20"),
        (lambda: transfer.advised(0.7, 15, [10, 20]), "More advisers have changed than there are"),
        (lambda: transfer.best_insiderness(0, 1), "“access_matters” is 0, and must lie between 0.1 and 10"),
        (lambda: transfer.two_sides(insiderness=2), "“insiderness” is 2, and must lie between 0 and 1"),
        (lambda: transfer.two_sides(participants=2.5), "“participants” is 2.5, and must be a whole number"),
        (
            lambda: transfer.two_sides(home_weight=(0.1, 0.2, 0.3)),
            "“home_weight” takes one number for both sides, or two",
        ),
    ],
)
def test_a_bad_number_is_answered_with_a_sentence_that_names_it(call: Callable[[], Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        call()


def test_the_data_file_has_every_number_of_the_network_with_its_default() -> None:
    data = yaml.safe_load((ROOT / "course_lib/data/models/transfer.yaml").read_text(encoding="utf-8"))
    starts = {one["name"]: one["start"] for one in data["coefficients"]}
    for name, parameter in inspect.signature(transfer.two_sides).parameters.items():
        assert starts[name] == parameter.default, name
    for one in data["coefficients"]:
        assert one["low"] <= one["start"] <= one["high"], one["name"]
