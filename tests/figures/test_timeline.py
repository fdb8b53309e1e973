"""The cases along the years: chart, words and table hold the same cases, and each is one line."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from course_lib import load_cases, vocabulary
from course_lib.catalogue import Catalogue
from course_lib.figures import drawing, timeline
from tests.figures import handmade

CASES = load_cases()
DRAWS = pytest.mark.parametrize("draw", [timeline.figure, timeline.describe, timeline.table])
FILTERS = {"region": vocabulary.REGION, "field": vocabulary.FIELD, "outcome": vocabulary.OUTCOME}


def state(**changes: Any) -> dict[str, Any]:
    return {**timeline.START, **changes}


def lines(figure: dict[str, Any]) -> dict[str, list[tuple[float, float]]]:
    """Return where each case of a chart begins and ends, and on which row."""
    found: dict[str, list[tuple[float, float]]] = {}
    for trace, n in handmade.marked(figure):
        found.setdefault(trace["customdata"][n], []).append((trace["x"][n], trace["y"][n]))
    return found


# ---------------------------------------------------------------- what is shown


@pytest.mark.parametrize("era", timeline.ERAS)
def test_an_era_shows_the_cases_that_went_on_in_it(era: str) -> None:
    first, last = timeline.ERAS[era]
    during = {case.id for case in CASES if set(range(case.start, case.end + 1)) & set(range(first, last + 1))}
    assert {case.id for case in timeline.shown(state(era=era), CASES)} == during


@pytest.mark.parametrize(("name", "code"), [(name, code) for name, codes in FILTERS.items() for code in codes])
def test_a_code_shows_its_cases_alone(name: str, code: str) -> None:
    wanted = {case.id for case in CASES.filter(**{name: code})}
    if wanted:
        assert {case.id for case in timeline.shown(state(**{name: code}), CASES)} == wanted
    else:
        with pytest.raises(ValueError, match="No case meets all of this; choose “all” somewhere"):
            timeline.shown(state(**{name: code}), CASES)


@DRAWS
@pytest.mark.parametrize("name", ["show", "era", "region", "field", "outcome", "case"])
def test_what_cannot_be_shown_is_named_in_a_plain_sentence(draw: Any, name: str) -> None:
    with pytest.raises(ValueError, match="“Atlantis”") as refused:
        draw(state(**{name: "Atlantis"}), CASES)
    assert handmade.plain(str(refused.value))


@DRAWS
def test_where_nothing_is_left_a_sentence_says_so(draw: Any) -> None:
    with pytest.raises(ValueError, match="No case meets all of this; choose “all” somewhere"):
        draw(state(case="C99", region="East Asia"), Catalogue([handmade.case()]))


# ---------------------------------------------------------------- the cases along the years


def test_every_case_is_one_line_on_a_row_of_its_own_from_its_first_year_to_its_last() -> None:
    drawn = lines(timeline.figure(state(), CASES))
    assert {case: [int(x) for x, _ in ends] for case, ends in drawn.items()} == {
        case.id: [case.start, case.end] for case in CASES
    }
    rows = [{y for _, y in ends} for ends in drawn.values()]
    assert len(set.union(*rows)) == len(rows) == sum(len(row) for row in rows)


@pytest.mark.parametrize(
    ("date", "days"), [("1990", 182), ("1990-01-01", 0), ("1990-04", 104.5), ("1990-12-31", 364), ("1988-02", 45)]
)
def test_a_line_begins_in_the_middle_of_what_its_date_can_mean(date: str, days: float) -> None:
    case = handmade.case(start=date, end="1995")
    [(x, _), _] = lines(timeline.figure(state(case="C99"), Catalogue([case])))["C99"]
    assert x == pytest.approx(int(date[:4]) + days / 365, abs=0.005)


@pytest.mark.parametrize("code", ["all", *vocabulary.OUTCOME])
def test_chart_words_and_table_hold_the_same_cases_the_earliest_first(code: str) -> None:
    chosen = state(outcome=code)
    figure, table = timeline.figure(chosen, CASES), timeline.table(chosen, CASES)
    handmade.assert_plotly_draws(figure)
    from_top = sorted(lines(figure).items(), key=lambda line: -line[1][0][1])
    in_table = [row[0].split()[0] for row in table["rows"]]
    assert [case for case, _ in from_top] == in_table == figure["layout"]["meta"]["short"]["yaxis"]
    starts = [CASES[case].start for case in in_table]
    assert starts == sorted(starts)
    assert timeline.describe(chosen, CASES).startswith(f"{len(in_table)} case")
    assert handmade.row_per(table, in_table)


def test_the_words_count_each_outcome() -> None:
    said = timeline.describe(state(), CASES)
    for code, n in Counter(case.raw["outcome"]["code"] for case in CASES).items():
        assert f"{vocabulary.OUTCOME[code]}, {n}" in said


@pytest.mark.parametrize("era", ["all", *timeline.ERAS])
def test_every_case_shows_a_mark_of_its_shape_within_the_chart(era: str) -> None:
    figure = timeline.figure(state(era=era), CASES)
    beyond = handmade.outside(figure)
    assert [case for case, ends in lines(figure).items() if set(ends) <= set(beyond)] == []
    assert era != "all" or beyond == []


def test_of_too_many_cases_chart_and_table_hold_the_first_and_the_words_say_so() -> None:
    many = handmade.crowded(CASES, drawing.MOST)
    chosen = state(case=next(iter(many)).id)
    table = timeline.table(chosen, many)
    assert len(lines(timeline.figure(chosen, many))) == len(table["rows"]) == drawing.MOST
    said = timeline.describe(chosen, many)
    assert f"{len(many)} cases are chosen" in said
    assert f"The chart shows the first {drawing.MOST}" in said


def test_the_case_that_is_picked_out_has_rings_at_both_ends_and_is_told_of() -> None:
    figure = timeline.figure(state(case="C11"), CASES)
    ends = {(trace["x"][n], trace["y"][n]) for trace, n in handmade.marked(figure) if trace["customdata"][n] == "C11"}
    assert {(x, y) for x, y, _ in handmade.rings(figure)} == ends
    assert CASES["C11"].raw["outcome"]["why"] in timeline.describe(state(case="C11"), CASES)


def test_the_words_pick_out_no_case_that_the_chart_does_not_show() -> None:
    elsewhere = next(case for case in CASES if case.raw["region"] != "Africa")
    said = timeline.describe(state(region="Africa", case=elsewhere.id), CASES)
    assert f"Picked out: {elsewhere.name}" not in said
    assert f"{elsewhere.name} is not among them." in said
