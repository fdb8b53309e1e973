"""A learner's place beside the record's: chart, words and table agree on how far apart they are."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_lib import vocabulary
from course_lib.figures import placing
from tests.figures import handmade

quickly = settings(max_examples=40, deadline=None)
OFFICIALITY, SECRECY = list(vocabulary.OFFICIALITY), list(vocabulary.SECRECY)
PLACES = st.tuples(st.sampled_from(OFFICIALITY), st.sampled_from(SECRECY))


def state(yours: tuple[str, str], record: tuple[str, str]) -> dict[str, Any]:
    return {"yours": yours, "record": record}


@pytest.mark.parametrize(
    ("yours", "record", "officiality", "secrecy"),
    [
        (("private", "secret"), ("private", "secret"), 0, 0),
        (("private", "staged"), ("mandated", "secret"), -4, -4),
        (("mandated", "quiet"), ("personal", "discreet"), 2, -1),
    ],
)
def test_the_distance_is_counted_in_steps_of_each_axis(
    yours: tuple[str, str], record: tuple[str, str], officiality: int, secrecy: int
) -> None:
    assert placing.steps(state(yours, record)) == {"officiality": officiality, "secrecy": secrecy}


@quickly
@given(PLACES, PLACES)
def test_the_other_way_round_it_is_as_many_steps_back(one: tuple[str, str], other: tuple[str, str]) -> None:
    there, back = placing.steps(state(one, other)), placing.steps(state(other, one))
    assert there == {axis: -n for axis, n in back.items()}


@pytest.mark.parametrize("draw", [placing.steps, placing.figure, placing.describe, placing.table])
@pytest.mark.parametrize("place", ["yours", "record"])
@pytest.mark.parametrize("wrong", [("sworn", "secret"), ("private", "sworn"), ("sworn", "sworn")])
def test_what_is_no_step_is_named_in_a_plain_sentence(draw: Any, place: str, wrong: tuple[str, str]) -> None:
    with pytest.raises(ValueError, match="“sworn”") as refused:
        draw({**state(("private", "secret"), ("private", "secret")), place: wrong})
    assert handmade.plain(str(refused.value))


@quickly
@given(PLACES, PLACES)
def test_each_place_is_one_mark_at_its_codes(yours: tuple[str, str], record: tuple[str, str]) -> None:
    figure = placing.figure(state(yours, record))
    handmade.assert_plotly_draws(figure)
    assert handmade.outside(figure) == []
    layout = figure["layout"]
    drawn = {
        trace["name"]: tuple(
            layout[axis]["ticktext"][layout[axis]["tickvals"].index(at)].replace("<br>", " ")
            for axis, (at,) in (("xaxis", trace["x"]), ("yaxis", trace["y"]))
        )
        for trace in figure["data"]
    }
    said = {place: (vocabulary.OFFICIALITY[place[0]], vocabulary.SECRECY[place[1]]) for place in (yours, record)}
    assert drawn == {"where you placed it": said[yours], "where the record places it": said[record]}


def test_a_place_that_is_right_does_not_hide_the_record_s() -> None:
    below, above = placing.figure(state(("private", "secret"), ("private", "secret")))["data"]
    assert (below["x"], below["y"]) == (above["x"], above["y"])
    assert below["marker"]["size"] > above["marker"]["size"]


@quickly
@given(PLACES, PLACES)
def test_the_words_say_what_is_right_and_how_far_off_the_rest_is(
    yours: tuple[str, str], record: tuple[str, str]
) -> None:
    lines = placing.describe(state(yours, record)).splitlines()
    for n, (axis, order) in enumerate((("Officiality", OFFICIALITY), ("Secrecy", SECRECY))):
        off = abs(order.index(yours[n]) - order.index(record[n]))
        label = (vocabulary.OFFICIALITY | vocabulary.SECRECY)[record[n]]
        away = "1 step away" if off == 1 else f"{off} steps away"
        assert lines[n] == (f"{axis}: {away}. The record: {label}." if off else f"{axis}: right. {label}.")


@quickly
@given(PLACES, PLACES)
def test_the_table_has_a_row_for_each_axis(yours: tuple[str, str], record: tuple[str, str]) -> None:
    table = placing.table(state(yours, record))
    labels = [[codes[place[n]] for place in (yours, record)]
              for n, codes in enumerate((vocabulary.OFFICIALITY, vocabulary.SECRECY))]  # fmt: skip
    assert [row[1:] for row in table["rows"]] == labels
    assert handmade.row_per(table, labels)
