"""One case end to end: its words, its table and its cards hold what its file holds."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_lib import load_cases, vocabulary
from course_lib.catalogue import Case, Catalogue
from course_lib.figures import casefile
from tests.figures import handmade
from tests.figures.handmade import body, event

CASES = load_cases()
EACH = pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
quickly = settings(max_examples=40, deadline=None)


def state(**changes: Any) -> dict[str, Any]:
    return {**casefile.START, **changes}


@quickly
@given(
    st.sampled_from([case.id for case in CASES]),
    st.sampled_from(["all", *vocabulary.PART]),
    st.lists(st.sampled_from(list(vocabulary.STATUS)), unique=True),
)
def test_a_part_and_a_standing_list_their_statements_and_no_others(case: str, part: str, status: list[str]) -> None:
    asked = state(case=case, part=part, status=status)
    wanted = [
        raw["id"]
        for raw in CASES[case].raw["statements"]
        if raw["status"] in status and (part == "all" or raw["field"] == part)
    ]
    found = [one.id for one in casefile.statements(asked, CASES)]
    assert sorted(found) == sorted(wanted)
    assert part == "event" or found == wanted
    assert f"{len(wanted)} of {len(CASES[case].raw['statements'])} statements are listed" in casefile.describe(
        asked, CASES
    )


def test_events_are_listed_in_the_order_of_time() -> None:
    mixed = handmade.case(statements=[event(1, "1990-05"), event(2, "1989"), event(3, "1990-04-30")])
    listed = casefile.statements(state(case="C99", part="event"), Catalogue([mixed]))
    assert [one.id for one in listed] == ["C99-02", "C99-03", "C99-01"]


@pytest.mark.parametrize("draw", [casefile.statements, casefile.figure, casefile.describe, casefile.table])
@pytest.mark.parametrize("wrong", [{"case": "Atlantis"}, {"part": "Atlantis"}, {"status": ["established", "Atlantis"]}])
def test_what_is_not_there_is_named_in_a_plain_sentence(draw: Any, wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="“Atlantis”") as refused:
        draw(state(**wrong), CASES)
    assert handmade.plain(str(refused.value))


@EACH
def test_the_chart_numbers_every_event_whatever_is_listed(case: Case) -> None:
    figure = casefile.figure(state(case=case.id, part="limit", status=[]), CASES)
    handmade.assert_plotly_draws(figure)
    assert handmade.outside(figure) == []
    numbers = sorted(int(text) for trace in figure["data"] for text in trace["text"] if text.strip())
    events = [one for one in case.raw["statements"] if one["field"] == "event"]
    assert numbers == list(range(1, len(events) + 1))


@EACH
def test_the_words_tell_of_every_phase_the_outcome_and_each_code(case: Case) -> None:
    said, raw = casefile.describe(state(case=case.id), CASES), case.raw
    for n, phase in enumerate(raw["phases"], start=1):
        codes = (vocabulary.TRACK[phase["track"]], vocabulary.OFFICIALITY[phase["officiality"]])
        [line] = [line for line in said.splitlines() if line.startswith(f"Phase {n}: ")]
        assert line.startswith(f"Phase {n}: {phase['label']}, ")
        assert line.endswith("; ".join((*codes, vocabulary.SECRECY[phase["secrecy"]])) + ".")
    assert f"Parties: {'; '.join(raw['parties'])}." in said
    assert f"{vocabulary.OUTCOME[raw['outcome']['code']]}. {raw['outcome']['why']}" in said
    assert all(vocabulary.FUNCTION[one["name"]] in said for one in raw["functions"])
    for one in raw["transfer"]:
        assert f"{vocabulary.CARRIER[one['carrier']]}, {casefile.WAYS[one['direction']]}" in said


@EACH
def test_the_words_count_standings_opened_sources_rival_readings_and_limits(case: Case) -> None:
    said, statements = casefile.describe(state(case=case.id), CASES), case.raw["statements"]
    for code, label in vocabulary.STATUS.items():
        assert f"{sum(one['status'] == code for one in statements)} {label}" in said
    opened = sum(any(source["checked"] == "opened" for source in one["sources"]) for one in statements)
    assert f"For {opened}, somebody opened a source." in said
    for field, label in (("rival", "rival reading"), ("limit", "limit")):
        n = sum(one["field"] == field for one in statements)
        assert f"{n} {label}{'s' * (n != 1)}" in said


@EACH
def test_the_table_has_a_row_for_everybody_with_the_statements_that_name_them(case: Case) -> None:
    table, raw = casefile.table(state(case=case.id), CASES), case.raw
    everybody = [*raw["actors"], *raw["conveners"], *raw["funders"]]
    assert [(row[0], row[1], row[2], row[4]) for row in table["rows"]] == [
        (one["name"], one.get("side", ""), vocabulary.KIND[one["kind"]], ", ".join(one["because"])) for one in everybody
    ]
    assert handmade.row_per(table, everybody)


def test_the_table_tells_conveners_from_those_who_paid() -> None:
    case = handmade.case(conveners=[body("A university", "research")], funders=[body("A foundation")])
    roles = {row[0]: row[3] for row in casefile.table(state(case="C99"), Catalogue([case]))["rows"]}
    assert roles == {"Ann": "participant", "Sam": "participant", "A university": "convener", "A foundation": "funding"}


def test_of_what_is_not_documented_the_words_say_so() -> None:
    said = casefile.describe(state(case="C99"), Catalogue([handmade.case()]))
    assert "What it was for: nothing documented." in said
    assert "How it reached officials: nothing documented." in said
