"""How well confidence matched: scores and intervals as published, and chart, words and table of the same answers."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_lib.figures import calibration
from course_lib.figures.calibration import Forecast, bins, brier, interval
from tests.figures import handmade

quickly = settings(max_examples=40, deadline=None)
LIKELIHOODS = st.floats(min_value=0, max_value=1)
FORECASTS = st.lists(st.builds(Forecast, st.just("It was so."), LIKELIHOODS, st.booleans()), min_size=1, max_size=60)
SHARES = st.integers(min_value=1, max_value=500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def answers(said: float, right: int, wrong: int) -> list[Forecast]:
    return [Forecast(f"Answer {n}", said, n < right) for n in range(right + wrong)]


# ---------------------------------------------------------------- the score


@pytest.mark.parametrize(
    ("forecasts", "score"),
    [
        (answers(0.5, 3, 4), 0.25),
        (answers(1, 5, 0), 0),
        (answers(0, 0, 5), 0),
        (answers(1, 0, 5), 1),
        (answers(0.8, 4, 1), 0.16),
        (answers(0.9, 1, 0) + answers(0.6, 0, 1), (0.01 + 0.36) / 2),
    ],
)
def test_the_score_is_the_mean_squared_distance(forecasts: list[Forecast], score: float) -> None:
    assert brier(forecasts) == pytest.approx(score)


@quickly
@given(FORECASTS)
def test_no_score_is_better_than_perfect_or_worse_than_always_wrong(forecasts: list[Forecast]) -> None:
    assert 0 <= brier(forecasts) <= 1
    turned = [Forecast(one.text, 1 - one.said, not one.so) for one in forecasts]
    assert brier(turned) == pytest.approx(brier(forecasts))


@quickly
@given(st.integers(1, 40), st.integers(1, 40), LIKELIHOODS)
def test_nobody_scores_better_than_who_says_the_share_that_was_so(right: int, wrong: int, said: float) -> None:
    honest = brier(answers(right / (right + wrong), right, wrong))
    assert honest <= brier(answers(said, right, wrong)) + 1e-12


def test_without_answers_there_is_no_score() -> None:
    with pytest.raises(ValueError, match=r"^There is nothing to score yet\.$"):
        brier([])


@pytest.mark.parametrize("said", [-0.01, 1.01, 60, float("nan")])
def test_what_is_no_likelihood_is_named(said: float) -> None:
    with pytest.raises(ValueError, match=f"A likelihood lies between 0 and 1, and this one is {said}"):
        Forecast("It was so.", said, True)


# ---------------------------------------------------------------- the interval


@pytest.mark.parametrize(
    ("right", "total", "low", "high"),
    [
        (0, 10, 0, 0.2775),
        (8, 10, 0.4902, 0.9433),
        # Robert Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_the_interval_is_wilson_s(right: int, total: int, low: float, high: float) -> None:
    assert interval(right, total) == pytest.approx((low, high), abs=5e-5)


@quickly
@given(SHARES)
def test_the_interval_holds_the_share_and_stays_between_nothing_and_all(share: tuple[int, int]) -> None:
    right, total = share
    low, high = interval(right, total)
    assert 0 <= low <= right / total <= high <= 1


@pytest.mark.parametrize("total", [1, 5, 10, 13, 15, 17, 20, 100])
def test_none_and_all_are_ends_of_their_intervals(total: int) -> None:
    assert interval(0, total)[0] == 0
    assert interval(total, total)[1] == 1


@quickly
@given(SHARES)
def test_what_was_not_so_has_the_interval_turned_round(share: tuple[int, int]) -> None:
    right, total = share
    low, high = interval(right, total)
    assert interval(total - right, total) == pytest.approx((1 - high, 1 - low))


@quickly
@given(SHARES, st.integers(2, 20))
def test_more_answers_of_the_same_share_say_more(share: tuple[int, int], times: int) -> None:
    few, many = (interval(n * share[0], n * share[1]) for n in (1, times))
    assert many[1] - many[0] < few[1] - few[0]


@pytest.mark.parametrize(("right", "total"), [(0, 0), (1, 0), (3, 2), (-1, 2), (0, -1)])
def test_what_is_no_share_is_named(right: int, total: int) -> None:
    with pytest.raises(ValueError, match=f"There is no share of {right} in {total}"):
        interval(right, total)


# ---------------------------------------------------------------- by ten per cent


@quickly
@given(FORECASTS)
def test_the_points_share_the_answers_out_among_them(forecasts: list[Forecast]) -> None:
    found = bins(forecasts)
    assert sum(total for _, _, total in found) == len(forecasts)
    assert sum(right for _, right, _ in found) == sum(one.so for one in forecasts)
    assert sum(said * total for said, _, total in found) == pytest.approx(sum(one.said for one in forecasts))
    assert [said for said, _, _ in found] == sorted(said for said, _, _ in found)
    assert len(found) <= 10


@pytest.mark.parametrize("step", range(10))
def test_each_ten_per_cent_has_a_point_of_its_own(step: int) -> None:
    alike = [Forecast("It was so.", (10 * step + per_cent) / 100, True) for per_cent in range(10)]
    assert bins(alike) == [(pytest.approx((10 * step + 4.5) / 100), 10, 10)]
    if step < 9:
        assert len(bins([*alike, Forecast("It was so.", (10 * step + 10) / 100, True)])) == 2


def test_who_is_certain_is_counted_with_who_is_nearly_so() -> None:
    assert bins(answers(0.9, 1, 0) + answers(1, 0, 1)) == [(pytest.approx(0.95), 1, 2)]


# ---------------------------------------------------------------- the chart, its words and its table


@quickly
@given(FORECASTS)
def test_chart_words_and_table_hold_the_same_answers(forecasts: list[Forecast]) -> None:
    figure, table = calibration.figure(forecasts), calibration.table(forecasts)
    handmade.assert_plotly_draws(figure)
    assert handmade.outside(figure) == []
    points = figure["data"][1]
    right, total = (sum(int(text.split(" of ")[n]) for text in points["text"]) for n in (0, 1))
    assert [row[2] for row in table["rows"]].count("yes") == right == sum(one.so for one in forecasts)
    assert handmade.row_per(table, forecasts)
    noun = "1 opinion" if total == 1 else f"{total} opinions"
    said = calibration.describe(forecasts)
    assert said.startswith(f"{noun} can be scored: you were right in {right}, and ")
    assert f"Brier score: {brier(forecasts):.2f}." in said
    assert ("These are few answers" in said) == (len(forecasts) < 30)


@quickly
@given(FORECASTS)
def test_every_point_stands_at_its_share_and_its_interval_within_the_chart(forecasts: list[Forecast]) -> None:
    points = calibration.figure(forecasts)["data"][1]
    up, down = points["error_y"]["array"], points["error_y"]["arrayminus"]
    for y, text, above, below in zip(points["y"], points["text"], up, down, strict=True):
        right, total = (int(number) for number in text.split(" of "))
        assert y == pytest.approx(100 * right / total, abs=0.05)
        low, high = interval(right, total)
        assert (y - below, y + above) == pytest.approx((100 * low, 100 * high), abs=0.11)
        assert y - below >= -4 and y + above <= 104


@pytest.mark.parametrize(
    ("forecasts", "said"),
    [
        (answers(0.95, 10, 10), "You were surer than you were right."),
        (answers(0.5, 20, 0), "You were right more often than you dared to say."),
        (answers(0.8, 16, 4), "agree, as far as so few answers can show"),
        *((answers(1, n, 0), "agree, as far as so few answers can show") for n in (1, 12, 13, 15, 20)),
    ],
)
def test_the_words_say_who_was_too_sure_and_who_was_not_sure_enough(forecasts: list[Forecast], said: str) -> None:
    found = [line for line in calibration.describe(forecasts).splitlines() if line.startswith(("You", "How"))]
    assert len(found) == 1
    assert said in found[0]


def test_without_answers_the_chart_is_empty_and_the_words_say_so() -> None:
    figure = calibration.figure([])
    handmade.assert_plotly_draws(figure)
    assert figure["data"][1]["x"] == calibration.table([])["rows"] == []
    assert calibration.describe([]) == "No opinion that can be scored is kept yet."
