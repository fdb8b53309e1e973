"""What one clue is worth: chart, words and table against the model's own functions, at limits and extremes."""

from __future__ import annotations

import itertools
import math
import time
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from course_lib.catalogue import load_model
from course_lib.explorers.process_tracing import process_tracing as explorer
from course_lib.figures import process_tracing as chart
from course_lib.figures.curves import percent, said
from course_lib.models import process_tracing as model
from tests.figures import handmade

quickly = settings(max_examples=40, deadline=None)
SLIDERS = {one["name"]: one for one in load_model("process_tracing")["coefficients"]}
NAMES = {code: kind.label for code, kind in model.KINDS.items()}


def state(show: str, **changes: Any) -> dict[str, Any]:
    return {**chart.START, "show": show, **changes}


def position(name: str) -> st.SearchStrategy[float]:
    """Draw a position of a slider."""
    one = SLIDERS[name]
    steps = round((one["high"] - one["low"]) / one["step"])
    return st.integers(0, steps).map(lambda n: round(one["low"] + n * one["step"], 6))


def positions(show: str, *more: str) -> st.SearchStrategy[dict[str, Any]]:
    """Draw a position of every slider of a chart, some clues and which of them come from one source."""
    numbers = {name: position(name) for name in (*chart.moved(state(show)), *more)}
    clues = {clue: st.sampled_from([chart.NO_CLUE, *chart.FOUND]) for clue in chart.CLUES}
    source = st.lists(st.sampled_from(chart.PLACES), unique=True)
    return st.fixed_dictionaries({**numbers, **clues, "one_source": source}).map(lambda drawn: state(show, **drawn))


def marks(figure: dict[str, Any]) -> dict[str, float]:
    return {shape["label"]["text"]: shape["x0"] for shape in figure["layout"]["shapes"] if shape["label"]["text"]}


def assert_drawn(shown: list[float | None], beliefs: np.ndarray) -> None:
    """Check that a curve stands where the model says, and is interrupted where there is no belief."""
    assert [math.nan if y is None else y for y in shown] == pytest.approx(beliefs.tolist(), abs=1e-6, nan_ok=True)


@pytest.mark.parametrize("show", chart.SHOW)
def test_every_extreme_is_drawn_told_and_listed(show: str) -> None:
    limits = [(name, SLIDERS[name][end]) for name in chart.moved(state(show)) for end in ("low", "high")]
    axes = [chart.figure(state(show))["layout"][axis]["range"] for axis in ("xaxis", "yaxis")]
    for pair in itertools.combinations(limits, 2):
        one = state(show, **dict(pair))
        figure, table, words = chart.figure(one), chart.table(one), chart.describe(one)
        handmade.assert_plotly_draws(figure)
        assert [figure["layout"][axis]["range"] for axis in ("xaxis", "yaxis")] == axes
        seen = [
            (x, y) for trace in figure["data"] for x, y in zip(trace["x"], trace["y"], strict=True) if y is not None
        ]
        (left, right), (one_end, other_end) = axes
        low, high = sorted((one_end, other_end))
        assert all(left <= x <= right and low <= y <= high for x, y in seen)
        assert {len(row) for row in table["rows"]} == {len(table["columns"])}
        assert "What would turn this round" in words
        assert "nan" not in words and "inf" not in words.replace("information", "")


@pytest.mark.parametrize("show", chart.SHOW)
def test_no_chart_has_more_sliders_than_seven(show: str) -> None:
    names = chart.moved(state(show))
    assert len(set(names)) == len(names) <= 7
    assert {*names} <= {*SLIDERS}


# ---------------------------------------------------------------- four tests


@quickly
@given(positions("tests"))
def test_every_test_ends_where_bayes_rule_takes_it(one: dict[str, Any]) -> None:
    rows, lines = chart.table(one)["rows"], chart.describe(one).splitlines()
    ends = {found: iter([(x, y) for trace in [chart.figure(one)["data"][not found]] for x, y, size in
                         zip(trace["x"], trace["y"], trace["marker"]["size"], strict=True) if size])
            for found in (True, False)}  # fmt: skip
    for n, (kind, row) in enumerate(zip(model.KINDS, rows, strict=True)):
        pair = one[f"{kind}_if_true"], one[f"{kind}_if_false"]
        after = {found: float(model.posterior(one["prior"], *pair, found)) for found in (True, False)}
        assert row[:4] == [NAMES[kind], said(pair[0]), said(pair[1]), said(one["prior"])]
        assert row[4:6] == [said(after[True]), said(after[False])]
        assert lines[n].startswith(
            f"{NAMES[kind]}: found, it takes the belief from {said(one['prior'])} to {row[4]}; missing, to {row[5]}. "
            f"It tells: {row[6]}."
        )
        for found, belief in after.items():
            if not math.isnan(belief):
                x, y = next(ends[found])
                assert x == pytest.approx(belief, abs=1e-6) and abs(y - n) < 0.5
    assert not [*ends[True], *ends[False]]


@quickly
@given(positions("tests"))
def test_a_test_that_is_no_longer_of_its_kind_is_said_to_be_none(one: dict[str, Any]) -> None:
    lines = chart.describe(one).splitlines()
    for n, kind in enumerate(model.KINDS):
        pair = one[f"{kind}_if_true"], one[f"{kind}_if_false"]
        # A hair below and above, where the last digit of a product would decide.
        made = {str(model.kind_of_test(*pair, one["telling"] + hair)) for hair in (-1e-6, 1e-6)}
        assume(len(made) == 1)
        assert ("no longer of its kind" in lines[n]) == (made != {kind})


@pytest.mark.parametrize(("telling", "kept"), [(6, True), (6.5, False)])
def test_a_smoking_gun_that_tells_just_enough_is_one(telling: float, kept: bool) -> None:
    one = state("tests", telling=telling)  # 0.3 is six times 0.05, though six times 0.05 is more than 0.3 in binary
    assert (chart.table(one)["rows"][2][6] == "when found") == kept


def limit(kind: str, if_true: float, telling: float) -> float:
    return 1 - telling * (1 - if_true) if kind == "hoop" else if_true / telling


@quickly
@given(st.sampled_from(["hoop", "smoking_gun"]), st.data())
def test_beyond_the_value_that_the_words_name_a_test_no_longer_tells(kind: str, data: st.DataObject) -> None:
    if_true, telling = data.draw(st.floats(0.76, 0.99)), data.draw(st.floats(2, 4))
    bound = limit(kind, if_true, telling)
    when = {"hoop": "missing", "smoking_gun": "found"}[kind]
    for if_false, tells in ((bound - 0.001, True), (bound + 0.001, False)):
        assume(0 <= if_false <= 1)
        one = state("tests", telling=telling, **{f"{kind}_if_true": if_true, f"{kind}_if_false": if_false})
        row = chart.table(one)["rows"][[*model.KINDS].index(kind)]
        assert (row[6] in (f"when {when}", "either way")) == tells
        [line] = chart.describe(one).splitlines()[5 if kind == "hoop" else 6 :][:1]
        assert f"with more than {said(bound)} " in line if tells else f"with {said(bound)} or less" in line


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, "Hoop test: if it were found with more than 0.8 although the claim is false"),
        ({}, "Smoking gun: if it were found with more than 0.075 although the claim is false"),
        ({"hoop_if_true": 0.5}, "Hoop test: if it were found with 0.75 or more where the claim is true"),
        ({"hoop_if_true": 0}, "Hoop test: if it could be found at all"),
        ({"smoking_gun_if_true": 0}, "Smoking gun: if it could be found at all"),
        ({"hoop_if_true": 1}, "Hoop test: if it were as sure to be found although the claim is false"),
        ({"hoop_if_true": 1, "hoop_if_false": 1}, "Hoop test: if it were less sure to be found"),
    ],
)
def test_what_would_turn_the_tests_round_is_a_number_or_a_sentence_of_its_own(
    changes: dict[str, float], told: str
) -> None:
    assert any(line.startswith(told) for line in chart.describe(state("tests", **changes)).splitlines())


def test_a_clue_that_is_never_found_has_no_point_for_being_found() -> None:
    one = state("tests", hoop_if_true=0, hoop_if_false=0)
    handmade.assert_plotly_draws(chart.figure(one))
    assert len(chart.figure(one)["data"][0]["x"]) == 9 and len(chart.figure(one)["data"][1]["x"]) == 12
    assert chart.table(one)["rows"][1][4] == "–"


# ---------------------------------------------------------------- one clue


@quickly
@given(positions("one clue"))
def test_the_curves_are_the_model_s_prospect_and_the_words_read_it_where_the_learner_stands(
    one: dict[str, Any],
) -> None:
    pair = one["if_true"], one["if_false"]
    found, missing, expected = chart.figure(one)["data"]
    for trace, name in ((found, "belief_if_found"), (missing, "belief_if_missing"), (expected, "expected_belief")):
        assert_drawn(trace["y"], getattr(model.prospect(trace["x"], *pair), name))
    seen = model.prospect(one["prior"], *pair)
    [marked] = chart.table(one)["marked"]
    row = chart.table(one)["rows"][marked]
    assert row == [
        said(one["prior"]),
        said(float(seen.belief_if_found)),
        said(float(seen.belief_if_missing)),
        said(one["prior"]),
    ]
    words = chart.describe(one)
    if pair not in ((0, 0), (1, 1)):
        assert words.startswith(f"Found, this clue takes the belief from {row[0]} to {row[1]}; missing, to {row[2]}.")
    assert (
        f"found with a probability of {percent(float(seen.found))}. The belief to expect of the search is {row[0]},"
        in words
    )


@quickly
@given(positions("one clue"))
def test_nobody_can_expect_to_be_persuaded(one: dict[str, Any]) -> None:
    expected = chart.figure(one)["data"][2]
    assert expected["y"] == pytest.approx(expected["x"], abs=1e-6)


@quickly
@given(positions("one clue"))
def test_the_kind_is_the_module_s(one: dict[str, Any]) -> None:
    made = {str(model.kind_of_test(one["if_true"], one["if_false"], one["telling"] + hair)) for hair in (-1e-6, 1e-6)}
    assume(len(made) == 1)
    kind, words = made.pop(), chart.describe(one)
    assert ("tests the rival explanation" in words) == (kind == "rival")
    assert [code for code, name in NAMES.items() if f"“{name}”" in words] == ([] if kind == "rival" else [kind])


@quickly
@given(positions("one clue"))
def test_where_the_words_say_even_odds_the_clue_makes_them(one: dict[str, Any]) -> None:
    pair = one["if_true"], one["if_false"]
    even = marks(chart.figure(one)).get("even odds, if found")
    if even is None:
        assert pair == (0, 0)
    elif 0 < even < 1:
        assert float(model.posterior(even, *pair)) == pytest.approx(0.5)
        assert (f"is above {said(even)}." in chart.describe(one)) == (pair[0] != pair[1])


@pytest.mark.parametrize(
    ("if_true", "if_false", "told"),
    [
        (0.8, 0.2, "found with more than 0.8 although the claim is false, finding it would speak against"),
        (0.2, 0.8, "found with less than 0.2 where the claim is false, finding it would speak for"),
        (1, 0.2, "only a clue as sure to be found if the claim is false"),
        (0, 0.2, "only a clue that is never found"),
        (0.5, 0.5, "any difference between the two numbers"),
        (0.5, 0, "Found, it proves the claim; missing, it speaks against the claim, 2 to 1."),
        (0, 0.5, "Found, it refutes the claim; missing, it speaks for the claim, 2 to 1."),
        (0.5, 0.5, "Found, it says nothing either way; missing, it says nothing either way."),
        (0, 0, "This clue is never found, whatever is true: that it is missing leaves the belief at 0.3."),
        (1, 1, "This clue is always found, whatever is true: that it is there leaves the belief at 0.3."),
        (1, 1, "missing, it does not occur."),
    ],
)
def test_a_clue_at_its_limits_has_a_sentence_of_its_own(if_true: float, if_false: float, told: str) -> None:
    assert told in chart.describe(state("one clue", if_true=if_true, if_false=if_false))


@quickly
@given(st.floats(0.05, 0.95))
def test_beyond_the_value_that_turns_it_a_clue_speaks_for_the_other_side(if_true: float) -> None:
    for if_false in (if_true - 0.01, if_true + 0.01):
        words = chart.describe(state("one clue", if_true=if_true, if_false=if_false))
        found = float(model.posterior(0.3, if_true, if_false))
        assert ("Found, it speaks for the claim" in words) == (found > 0.3)
        assert f"than {said(if_true)} " in words.splitlines()[-1]


# ---------------------------------------------------------------- four clues


def weighed(one: dict[str, Any], apart: bool = False, prior: float | None = None) -> tuple[list[str], model.Weighing]:
    """Weigh the clues of a state straight with the model; the places of those there are come first."""
    places = [place for place, clue in zip(chart.PLACES, chart.CLUES, strict=True) if one[clue] != "none"]
    codes = [one[f"clue_{place}"].rsplit("_", 1) for place in places]
    return places, model.weigh(
        one["prior"] if prior is None else prior,
        [one[f"{kind}_if_true"] for kind, _ in codes],
        [one[f"{kind}_if_false"] for kind, _ in codes],
        [found == "found" for _, found in codes],
        None if apart else ["shared" if place in one["one_source"] else place for place in places],
    )


def some_clue(one: dict[str, Any]) -> bool:
    return any(one[clue] != "none" for clue in chart.CLUES)


@quickly
@given(positions("clues"))
def test_the_path_is_the_model_s_weighing_clue_by_clue(one: dict[str, Any]) -> None:
    once, apart, wanted = (trace["y"] for trace in chart.figure(one)["data"])
    rows = chart.table(one)["rows"]
    assert once[0] == apart[0] == one["prior"] and set(wanted) == {one["target"]}
    assert [float(row[3]) for row in rows] == pytest.approx(once, rel=0.006, abs=1e-6)
    if not some_clue(one):
        assert set(once) == {one["prior"]}
        assert chart.describe(one).startswith("There is no clue")
        return
    places, seen = weighed(one)
    alone = weighed(one, apart=True)[1]
    for n, place in enumerate(chart.PLACES, start=1):
        if place in places:
            here = places.index(place)
            assert once[n] == pytest.approx(seen.beliefs[here], abs=1e-6)
            assert apart[n] == pytest.approx(alone.beliefs[here], abs=1e-6)
            assert (rows[n][1] == "yes") == seen.counted[here]
            assert rows[n][2] == said(seen.decibels[here])
        else:
            assert (once[n], apart[n], rows[n][1]) == (once[n - 1], apart[n - 1], "–")
    words = chart.describe(one)
    assert f"from {said(one['prior'])} to {rows[-1][3]}" in words.splitlines()[0]
    assert words.count("not counted") == len(places) - seen.counted.sum()
    shared = [place for place in places if place in one["one_source"]]
    assert (f"From one source: clues {', '.join(shared)}." in words) == (len(shared) > 1)
    if len(shared) > 1:
        assert f"the belief would end at {rows[-1][4]}." in words


@quickly
@given(positions("clues"))
def test_with_the_belief_that_the_words_name_the_clues_would_just_reach_what_is_wanted(one: dict[str, Any]) -> None:
    assume(some_clue(one))
    end = float(weighed(one)[1].beliefs[-1])
    line = next(line for line in chart.describe(one).splitlines() if line.startswith("What would turn this round"))
    reached = end >= one["target"] - 1e-9
    needed = float(line.split("with a belief of less than " if reached else "with a belief of ")[1].split()[0])
    even = float(weighed(one, prior=0.5)[1].beliefs[-1])
    exact = one["target"] / (1 - one["target"]) * (1 - even) / even  # as odds
    assert needed == pytest.approx(exact / (1 + exact), abs=0.0006) and 0 < needed < 1
    assert reached == (one["prior"] >= exact / (1 + exact) - 1e-9)


@quickly
@given(positions("clues"))
def test_so_many_more_clues_as_the_words_say_are_enough(one: dict[str, Any]) -> None:
    assume(some_clue(one))
    end = float(weighed(one)[1].beliefs[-1])
    assume(end < one["target"] - 1e-6)
    needed = float(model.clues_needed(end, one["target"], one["likelihood_ratio"]))
    words = chart.describe(one)
    if math.isinf(needed):
        assert "No number of further clues, of 1 to 1 each," in words
    else:
        assert f"It would take {needed:.0f} more clue{'s' if needed > 1 else ''} from sources" in words


def test_what_one_source_says_twice_is_counted_once() -> None:
    one = state("clues")
    once, apart, _ = (trace["y"] for trace in chart.figure(one)["data"])
    assert once[2] == once[3] < apart[3]
    assert "3. Smoking gun, found: not counted" in chart.describe(one)
    own = state("clues", one_source=[])
    assert chart.figure(own)["data"][0]["y"] == chart.figure(own)["data"][1]["y"] == apart
    assert "not counted" not in chart.describe(own) and "From one source" not in chart.describe(own)


def test_a_source_that_is_shared_with_no_other_clue_changes_nothing() -> None:
    alone, none = (chart.describe(state("clues", one_source=ticked)) for ticked in (["2"], []))
    assert alone == none


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"hoop_if_true": 1, "smoking_gun_if_false": 0}, "These clues cannot be had together"),
        ({"hoop_if_true": 0, "hoop_if_false": 0}, "These clues cannot be had together"),
        ({"clue_4": "none", "smoking_gun_if_false": 0}, "What would turn this round: any doubt."),
        ({"hoop_if_true": 1}, "What would turn this round: any doubt."),
        ({"likelihood_ratio": 1}, "No number of further clues, of 1 to 1 each, would bring it to 0.9."),
        (dict.fromkeys(chart.CLUES, "none"), "What would turn this round: a first clue. It would take 3 more clues"),
        ({**dict.fromkeys(chart.CLUES, "none"), "target": 0.2}, "The belief wanted, 0.2, is there already."),
        ({"prior": 0.9, "clue_4": "none"}, "the same clues would not reach 0.9."),
    ],
)
def test_clues_at_their_limits_have_a_sentence_of_their_own(changes: dict[str, Any], told: str) -> None:
    one = state("clues", **changes)
    handmade.assert_plotly_draws(chart.figure(one))
    assert chart.table(one)["rows"]
    assert told in chart.describe(one)


def test_no_belief_is_told_as_a_certainty_that_is_none() -> None:
    against = dict.fromkeys(chart.CLUES, "doubly_decisive_missing")
    one = state("clues", prior=0.05, one_source=[], **against)
    assert chart.table(one)["rows"][-1][3] == "0.000000404"
    assert chart.describe(one).startswith("The clues take the belief from 0.05 to 0.000000404,")
    assert "with a belief of 0.999999147 or more before, the same clues would reach 0.9." in chart.describe(one)


# ---------------------------------------------------------------- a source with an interest


@quickly
@given(positions("interested"))
def test_the_word_falls_as_the_model_says_and_silence_does_not(one: dict[str, Any]) -> None:
    pair, prior = (one["if_true"], one["if_false"]), one["prior"]
    word, plain, silence, before = chart.figure(one)["data"]
    heard = model.interested(*pair, word["x"])
    assert_drawn(word["y"], model.posterior(prior, *heard))
    assert_drawn(plain["y"], np.full(len(plain["x"]), model.posterior(prior, *pair)))
    assert_drawn(silence["y"], model.posterior(prior, *heard, False))
    if pair != (1, 1):
        # Whatever the interest, up to a source that is never silent.
        quiet = float(model.posterior(prior, *pair, False))
        assert silence["y"][:-1] == pytest.approx([quiet] * (len(silence["y"]) - 1), abs=1e-6)
    assert set(before["y"]) == {prior}
    [marked] = chart.table(one)["marked"]
    now = float(model.posterior(prior, *model.interested(*pair, one["says_anyway"])))
    row = chart.table(one)["rows"][marked]
    assert row[:2] == [said(one["says_anyway"]), said(now)]
    if not math.isnan(now):
        assert f"takes the belief from {said(prior)} to {said(now)}." in chart.describe(one)


@quickly
@given(positions("interested"))
def test_at_the_interest_that_the_words_name_the_word_just_tells(one: dict[str, Any]) -> None:
    pair = one["if_true"], one["if_false"]
    at = marks(chart.figure(one)).get("no longer tells")
    ratio = float(model.likelihood_ratio(*pair))
    words = chart.describe(one).splitlines()[-1]
    if at is None:
        assert math.isnan(ratio) or max(ratio, 1 / ratio if ratio else math.inf) < one["telling"] + 1e-6
        assert "no smaller interest" in words or "any difference" in words or "Nobody says this" in words
        return
    there = float(model.likelihood_ratio(*model.interested(*pair, at)))
    assert max(there, 1 / there) == pytest.approx(one["telling"])
    assert f"{said(at)}" in words or "if it had no interest at all" in words
    assert ("would no longer change the odds" in words) == (one["says_anyway"] <= at + 1e-9)


@quickly
@given(positions("interested"))
def test_no_word_speaks_more_strongly_than_the_bound_that_is_named(one: dict[str, Any]) -> None:
    assume(one["says_anyway"] > 0 and one["if_true"] != one["if_false"])
    ratio = float(model.likelihood_ratio(*model.interested(one["if_true"], one["if_false"], one["says_anyway"])))
    bound = 1 / one["says_anyway"]
    assert f"never speaks more strongly than {said(bound)} to 1." in chart.describe(one)
    assert 1 / bound - 1e-9 <= ratio <= bound + 1e-9


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"if_true": 0, "if_false": 0, "says_anyway": 0}, "Nobody says this, whatever is true"),
        ({"if_true": 0, "if_false": 0}, "No source without an interest would say it."),
        ({"if_true": 1, "if_false": 1}, "It is never silent"),
        ({"if_true": 0.5, "if_false": 0.5}, "any difference between the two numbers"),
        (
            {"says_anyway": 0.1},
            "if it said so anyway with more than 0.118, its word would no longer change the odds 4 to 1.",
        ),
        ({"says_anyway": 0.2}, "if it said so anyway with 0.118 or less, its word would change the odds 4 to 1."),
        ({"if_false": 0.2}, "if it had no interest at all, its word would change the odds 4 to 1."),
        ({"if_false": 0.3}, "even without one this word changes the odds less than 4 to 1."),
    ],
)
def test_a_source_at_its_limits_has_a_sentence_of_its_own(changes: dict[str, float], told: str) -> None:
    one = state("interested", **changes)
    handmade.assert_plotly_draws(chart.figure(one))
    assert told in chart.describe(one)


# ---------------------------------------------------------------- labels, refusals, the explorer


@pytest.mark.parametrize(("if_false", "side"), [(0.1, "left"), (1, "right")])
def test_a_label_near_the_right_end_stands_to_the_left_of_its_line(if_false: float, side: str) -> None:
    shapes = chart.figure(state("one clue", if_true=0.2, if_false=if_false))["layout"]["shapes"]
    assert [shape["label"]["xanchor"] for shape in shapes if shape["label"]["text"]] == [side]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"show": "weather"}, "“weather” is no chart that can be shown"),
        ({"clue_2": "rumour"}, "“rumour” is no clue that can be shown"),
        ({"one_source": ["5"]}, "“5” is no clue that can be shown"),
        ({"show": "tests", "prior": 1.2}, "“prior” is 1.2, and must lie between 0 and 1"),
        ({"show": "tests", "hoop_if_true": -1}, "“hoop_if_true” is -1"),
        ({"show": "tests", "straw_in_the_wind_if_false": 2}, "“straw_in_the_wind_if_false” is 2"),
        ({"show": "clues", "doubly_decisive_if_true": 2}, "“doubly_decisive_if_true” is 2"),
        ({"show": "tests", "telling": float("inf")}, "“telling” is inf, and must lie between 1 and 1000"),
        ({"show": "tests", "telling": 0.5}, "“telling” is 0.5"),
        ({"show": "one clue", "if_true": 1.5}, "“if_true”"),
        ({"show": "one clue", "if_false": float("nan")}, "“if_false”"),
        ({"show": "one clue", "telling": 0}, "“telling”"),
        ({"show": "clues", "prior": -0.1}, "“prior”"),
        ({"show": "clues", "target": 1.5}, "“target”"),
        ({"show": "clues", "likelihood_ratio": 0.5}, "“likelihood_ratio”"),
        ({"show": "interested", "says_anyway": 1.5}, "“says_anyway”"),
        ({"show": "interested", "prior": 2}, "“prior”"),
        ({"show": "interested", "telling": 0.5}, "“telling”"),
    ],
)
def test_what_cannot_be_shown_is_refused_in_a_plain_sentence(changes: dict[str, Any], told: str) -> None:
    for of in (chart.figure, chart.describe, chart.table):
        with pytest.raises(ValueError, match=told) as refused:
            of({**chart.START, **changes})
        assert handmade.plain(str(refused.value))


def test_names_of_tests_come_from_the_module_alone() -> None:
    offered = chart.outcomes()
    assert len(offered) == 1 + 2 * len(NAMES)
    for code, label in offered.items():
        assert code == chart.NO_CLUE or label.startswith(NAMES[chart.FOUND[code][0]])


def test_the_explorer_starts_where_it_is_told_and_refuses_what_it_does_not_know() -> None:
    panel = explorer(show="clues", clue_1="doubly_decisive_missing", one_source=["1", "4"], prior=0.5)
    assert panel.view["figure"] == chart.figure(panel.state)
    assert panel.view["words"] == chart.describe(panel.state)
    assert panel.view["table"] == chart.table(panel.state)
    panel.change("clue_2", "none")
    panel.change("one_source", ["3"])
    assert panel.view["words"] == chart.describe({**panel.state, "clue_2": "none", "one_source": ["3"]})
    with pytest.raises(ValueError, match="has no “weather”; it has: show"):
        explorer(weather="fine")


def test_a_slider_waits_for_none_of_it() -> None:
    took = []
    for show in chart.SHOW:
        panel = explorer(show=show)
        began = time.perf_counter()
        panel.change("prior", 0.5)
        took.append(time.perf_counter() - began)
    assert min(took) < 0.1
