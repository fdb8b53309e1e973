"""How far clues should move a belief: Bayes' rule, the four tests, interested sources and sources that say things twice."""

from __future__ import annotations

import itertools
import math
import time

import numpy as np
import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from course_lib.models import process_tracing
from course_lib.models.process_tracing import KINDS
from tests.machine import ROOT

quickly = settings(max_examples=60, deadline=None)
INNER = st.floats(0.01, 0.99)
# The belief 0.3 after each test was passed, and after it was failed: the checked figures.
AFTER = {
    "straw_in_the_wind": (0.339623, 0.255319),
    "hoop": (0.448819, 0.041096),
    "smoking_gun": (0.72, 0.24),
    "doubly_decisive": (0.890625, 0.022059),
}


# Odds, ratios, decibels.


def test_three_in_four_are_odds_of_three_to_one() -> None:
    assert process_tracing.odds([0, 0.5, 0.75, 1]) == pytest.approx([0, 1, 3, np.inf])


def test_ten_to_one_are_ten_decibels() -> None:
    assert process_tracing.decibels([0, 0.1, 1, 10, 100]) == pytest.approx([-np.inf, -10, 0, 10, 20])


@quickly
@given(INNER, INNER, INNER)
def test_decibels_of_the_prior_and_of_the_clue_add_up_to_those_of_the_belief(
    prior: float, if_true: float, if_false: float
) -> None:
    before = process_tracing.decibels(process_tracing.odds(prior))
    clue = process_tracing.decibels(process_tracing.likelihood_ratio(if_true, if_false))
    after = process_tracing.decibels(process_tracing.odds(process_tracing.posterior(prior, if_true, if_false)))
    assert after == pytest.approx(before + clue, abs=1e-9)


@quickly
@given(INNER, INNER)
def test_a_clue_that_is_as_likely_either_way_moves_nothing(prior: float, likely: float) -> None:
    assert process_tracing.posterior(prior, likely, likely, [True, False]) == pytest.approx([prior, prior])


@quickly
@given(INNER, INNER, INNER)
def test_what_speaks_for_a_claim_when_found_speaks_against_it_when_missing(
    prior: float, if_true: float, if_false: float
) -> None:
    assume(abs(if_true - if_false) > 0.001)
    found, missing = process_tracing.posterior(prior, if_true, if_false, [True, False])
    assert np.sign(found - prior) == np.sign(if_true - if_false) == -np.sign(missing - prior)


def test_no_clue_moves_a_certainty() -> None:
    assert process_tracing.posterior([0, 1], 0.9, 0.1) == pytest.approx([0, 1])


def test_a_clue_that_one_case_forbids_decides() -> None:
    assert process_tracing.posterior(0.2, 0.3, 0) == 1
    assert process_tracing.posterior(0.2, 0, 0.3) == 0
    assert process_tracing.likelihood_ratio(0.3, 0) == np.inf


def test_what_was_held_to_be_impossible_leaves_no_belief() -> None:
    assert np.isnan(process_tracing.posterior(0.5, 0, 0))
    assert np.isnan(process_tracing.likelihood_ratio(1, 1, False))


# The four tests.


@pytest.mark.parametrize("code", KINDS)
def test_each_kind_of_test_moves_belief_as_its_name_says(code: str) -> None:
    kind = KINDS[code]
    after = process_tracing.posterior(0.3, kind.if_true, kind.if_false, [True, False])
    assert after == pytest.approx(AFTER[code], abs=1e-6)


def test_a_failed_hoop_and_a_found_smoking_gun_tell_and_their_opposites_hardly() -> None:
    steps = {
        code: process_tracing.decibels(process_tracing.likelihood_ratio(kind.if_true, kind.if_false, [True, False]))
        for code, kind in KINDS.items()
    }
    assert steps["hoop"] == pytest.approx([2.79, -10], abs=0.005)
    assert steps["smoking_gun"] == pytest.approx([7.78, -1.33], abs=0.005)
    assert steps["doubly_decisive"] == pytest.approx([12.79, -12.79], abs=0.005)
    assert steps["straw_in_the_wind"] == pytest.approx([0.79, -0.97], abs=0.005)


@pytest.mark.parametrize("code", KINDS)
def test_the_numbers_of_each_kind_make_that_kind(code: str) -> None:
    assert process_tracing.kind_of_test(KINDS[code].if_true, KINDS[code].if_false, 4) == code


def test_a_clue_is_classed_by_what_passing_and_failing_would_do_to_the_odds() -> None:
    kinds = process_tracing.kind_of_test([1, 1, 0.2, 0.6, 0.4, 0, 1], [0.5, 0, 0, 0.5, 0.5, 0, 1], 4)
    assert list(kinds) == [
        "hoop", "doubly_decisive", "smoking_gun", "straw_in_the_wind", "rival", "straw_in_the_wind", "straw_in_the_wind"
    ]  # fmt: skip


@quickly
@given(INNER, INNER, st.floats(1, 20))
def test_turning_the_claim_round_turns_a_smoking_gun_into_a_hoop(
    if_true: float, if_false: float, telling: float
) -> None:
    assume(if_true > if_false + 0.001)
    turned = {"hoop": "smoking_gun", "smoking_gun": "hoop"}
    kind = str(process_tracing.kind_of_test(if_true, if_false, telling))
    # The missing clue, taken as a clue for the opposite claim.
    other = str(process_tracing.kind_of_test(1 - if_false, 1 - if_true, telling))
    ratios = (if_true / if_false, (1 - if_false) / (1 - if_true))
    assume(all(abs(ratio - telling) > 1e-6 for ratio in ratios))
    assert other == turned.get(kind, kind)


# Before anybody looks.


@quickly
@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_nobody_can_expect_to_be_persuaded(prior: float, if_true: float, if_false: float) -> None:
    assert process_tracing.prospect(prior, if_true, if_false).expected_belief == pytest.approx(prior, abs=1e-12)


def test_a_search_that_is_likely_to_succeed_has_little_to_say_when_it_does() -> None:
    seen = process_tracing.prospect(0.3, 0.95, 0.5)
    assert seen.found == pytest.approx(0.635)
    assert seen.belief_if_found - 0.3 < 0.3 - seen.belief_if_missing


# Who says so.


def test_a_memoir_is_worth_less_the_surer_it_was_to_say_so() -> None:
    if_true, if_false = process_tracing.interested(0.9, 0.1, [0, 0.2, 0.5])
    assert process_tracing.likelihood_ratio(if_true, if_false) == pytest.approx([9, 3.285714, 1.727273], abs=1e-6)
    beliefs = process_tracing.posterior(0.2, if_true, if_false)
    assert beliefs == pytest.approx([0.692308, 0.450980, 0.301587], abs=1e-6)


@quickly
@given(INNER, INNER, st.floats(0.001, 1))
def test_no_knowledge_lifts_an_interested_source_above_its_bound(
    if_true: float, if_false: float, says_anyway: float
) -> None:
    ratio = process_tracing.likelihood_ratio(*process_tracing.interested(if_true, if_false, says_anyway))
    assert ratio <= 1 / says_anyway * (1 + 1e-12)


def test_the_bound_is_reached_by_a_source_that_knows_everything() -> None:
    assert process_tracing.likelihood_ratio(*process_tracing.interested(1, 0, 0.25)) == pytest.approx(4)


@quickly
@given(INNER, INNER, st.floats(0, 0.99))
def test_an_interested_source_that_keeps_silent_tells_as_much_as_any(
    if_true: float, if_false: float, says_anyway: float
) -> None:
    pair = process_tracing.interested(if_true, if_false, says_anyway)
    silence = process_tracing.likelihood_ratio(if_true, if_false, False)
    assert process_tracing.likelihood_ratio(*pair, False) == pytest.approx(silence, rel=1e-9)


# Several clues.


def test_three_independent_clues_persuade_and_one_source_thrice_does_not() -> None:
    apart = process_tracing.weigh(0.1, 0.8, [0.2, 0.2, 0.2], True)
    thrice = process_tracing.weigh(0.1, 0.8, [0.2, 0.2, 0.2], True, ["the convener"] * 3)
    assert apart.beliefs[-1] == pytest.approx(0.876712, abs=1e-6)
    assert thrice.beliefs == pytest.approx([4 / 13, 4 / 13, 4 / 13])
    assert thrice.counted.sum() == 1 and thrice.decibels.sum() == pytest.approx(10 * math.log10(4))


def test_of_what_one_source_says_the_weightiest_counts_in_any_order() -> None:
    if_true, if_false, sources = [0.6, 0.9, 0.7], [0.5, 0.1, 0.3], ["a", "a", "b"]
    ends = set()
    for order in itertools.permutations(range(3)):
        weighed = process_tracing.weigh(
            0.2, [if_true[n] for n in order], [if_false[n] for n in order], True, [sources[n] for n in order]
        )
        assert not weighed.counted[order.index(0)]
        ends.add(round(float(weighed.beliefs[-1]), 12))
    odds = 0.25 * 9 * 7 / 3
    assert ends == {round(odds / (1 + odds), 12)}


@quickly
@given(INNER, st.lists(st.tuples(INNER, INNER, st.booleans()), min_size=1, max_size=6))
def test_clues_weighed_together_are_clues_weighed_one_after_the_other(
    prior: float, clues: list[tuple[float, float, bool]]
) -> None:
    belief, path = prior, []
    for if_true, if_false, found in clues:
        belief = float(process_tracing.posterior(belief, if_true, if_false, found))
        path.append(belief)
    weighed = process_tracing.weigh(prior, *(np.array(one) for one in zip(*clues, strict=True)))
    assert weighed.beliefs == pytest.approx(path, abs=1e-9)
    before, after = (float(process_tracing.decibels(process_tracing.odds(one))) for one in (prior, belief))
    assert before + weighed.decibels.sum() == pytest.approx(after, abs=1e-6)


def test_clues_can_be_weighed_for_many_priors_at_once() -> None:
    weighed = process_tracing.weigh([0.1, 0.5], [0.8, 0.9], 0.2, [True, False])
    assert weighed.beliefs == pytest.approx(np.array([[4 / 13, 1 / 19], [0.8, 1 / 3]]))


def test_each_clue_needs_its_source() -> None:
    with pytest.raises(ValueError, match="3 clues, 2 sources"):
        process_tracing.weigh(0.1, 0.8, [0.2, 0.2, 0.2], True, ["a", "b"])


# How many clues.


def test_four_clues_of_three_to_one_turn_one_in_ten_into_nine_in_ten() -> None:
    assert process_tracing.clues_needed(0.1, 0.9, 3) == 4


def test_a_belief_that_is_reached_exactly_needs_no_further_clue() -> None:
    assert list(process_tracing.clues_needed([0.2, 0.5, 0.2], [0.8, 0.8, 0.9], [2, 2, 6])) == [4, 2, 2]


@quickly
@given(st.floats(0.001, 0.999), st.floats(0.001, 0.999), st.floats(1.05, 50))
def test_that_many_clues_are_enough_and_one_less_is_not(prior: float, target: float, ratio: float) -> None:
    needed = int(process_tracing.clues_needed(prior, target, ratio))
    before, wanted = (float(process_tracing.odds(one)) for one in (prior, target))
    assert before * ratio**needed >= wanted * (1 - 1e-6)
    assert needed == 0 or before * ratio ** (needed - 1) < wanted


def test_worthless_clues_and_closed_minds_need_infinitely_many() -> None:
    needed = process_tracing.clues_needed([0.5, 0, 0.5, 0.9, 1], [0.6, 0.5, 1, 0.5, 1], [1, 9, 9, 9, 1])
    assert list(needed) == [np.inf, np.inf, np.inf, 0, 0]


# Bad values.


@pytest.mark.parametrize(
    ("name", "call"),
    [
        ("belief", lambda: process_tracing.odds(1.1)),
        ("ratio", lambda: process_tracing.decibels(-1)),
        ("if_true", lambda: process_tracing.likelihood_ratio(2, 0.5)),
        ("if_false", lambda: process_tracing.posterior(0.5, 0.5, [-0.1, 0.2])),
        ("prior", lambda: process_tracing.posterior(np.nan, 0.5, 0.5)),
        ("prior", lambda: process_tracing.prospect(-1, 0.5, 0.5)),
        ("telling", lambda: process_tracing.kind_of_test(0.5, 0.5, 0.5)),
        ("says_anyway", lambda: process_tracing.interested(0.5, 0.5, 1.5)),
        ("prior", lambda: process_tracing.weigh(2, 0.5, 0.5, True)),
        ("target", lambda: process_tracing.clues_needed(0.5, 1.5, 3)),
        ("likelihood_ratio", lambda: process_tracing.clues_needed(0.5, 0.6, 0.5)),
    ],
)
def test_a_value_out_of_range_is_named(name: str, call: object) -> None:
    with pytest.raises(ValueError, match=f"“{name}”"):
        call()  # type: ignore[operator]


def test_a_slider_waits_for_none_of_it() -> None:
    along = np.linspace(0, 1, 200)
    began = time.perf_counter()
    process_tracing.prospect(0.3, along[:, None], along)
    process_tracing.kind_of_test(along[:, None], along, 4)
    process_tracing.weigh(along, [0.8] * 8, 0.2, True, list("aabbccdd"))
    assert time.perf_counter() - began < 0.25


def test_the_data_file_explains_the_numbers_of_each_kind() -> None:
    rests_on = yaml.safe_load((ROOT / "course_lib/data/models/process_tracing.yaml").read_text(encoding="utf-8"))
    starts = {one["name"]: one["start"] for one in rests_on["coefficients"]}
    assert {code: (starts[f"{code}_if_true"], starts[f"{code}_if_false"]) for code in KINDS} == {
        code: (kind.if_true, kind.if_false) for code, kind in KINDS.items()
    }
    for code, kind in KINDS.items():
        assert process_tracing.kind_of_test(kind.if_true, kind.if_false, starts["telling"]) == code
