"""The cases that lessons load, choose from and tabulate."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_lib import Case, Catalogue, load_cases, load_claims
from course_lib.catalogue import COMPILED, Source, Statement, load_questions, load_references

CASES = load_cases()
quickly = settings(max_examples=60, deadline=None)
OF_A_PHASE = ("track", "sense", "officiality", "secrecy")
ROWS = CASES.table().to_dict("records")


def several(cell: Any) -> tuple[Any, ...]:
    return cell if isinstance(cell, tuple) else (cell,)


def ids(catalogue: Catalogue) -> list[str]:
    return [case.id for case in catalogue]


def changed(case: Case, phases: list[dict[str, Any]]) -> Case:
    """Return a case whose phases are like its first, but for what is given."""
    return Case({**case.raw, "phases": [{**case.raw["phases"][0], **phase} for phase in phases]})


def statement(date: str | None = None, about: bool = False, checked: tuple[str, ...] = ("opened",)) -> Statement:
    sources = tuple(Source("waage-2005", "p. 6", one) for one in checked)
    return Statement("C19-99", "C19", "event", "It happened.", "established", sources, date, about)


# ---------------------------------------------------------------- what is shipped


@pytest.mark.parametrize("case", CASES, ids=ids(CASES))
def test_every_statement_has_a_source_that_is_in_the_references(case: Case) -> None:
    references = load_references()
    for one in case.statements:
        assert one.sources, one.id
        assert [source.key for source in one.sources if source.key not in references] == [], one.id


@pytest.mark.parametrize("case_id", ["C11", "C17", "C19", "C22", "C27", "C34"])
def test_a_case_has_at_least_six_dated_events_in_order(case_id: str) -> None:
    dates = [event.date for event in CASES[case_id].events]
    assert len(dates) >= 6
    assert all(dates)
    assert dates == sorted(dates)


@pytest.mark.parametrize("case", CASES, ids=ids(CASES))
def test_every_code_of_a_phase_rests_on_statements_of_its_case(case: Case) -> None:
    for phase in case.phases:
        assert phase.case == case.id
        assert [CASES.statement(named).case for named in phase.because] == [case.id] * len(phase.because)
        assert phase.because


def test_the_claims_are_the_seventeen_of_the_op_ed_in_its_order() -> None:
    assert [claim["id"] for claim in load_claims()] == [f"claim-{n:02}" for n in range(1, 18)]
    assert all(claim["claim"] and claim["verdict"] and claim["record"] and claim["sources"] for claim in load_claims())


def test_questions_are_found_by_their_id() -> None:
    questions = load_questions()
    assert questions["01-P1"]["kind"] == "chance"
    assert all(question["id"] == question_id for question_id, question in questions.items())


# ---------------------------------------------------------------- looking up


def test_a_case_is_found_by_its_id() -> None:
    assert CASES["C19"].id == "C19"
    assert "C19" in CASES
    assert len(CASES) == len(ids(CASES)) == len(set(ids(CASES)))
    assert ids(CASES) == sorted(ids(CASES))


def test_a_statement_is_found_by_its_id() -> None:
    assert CASES.statement("C11-04") in CASES["C11"].statements


@pytest.mark.parametrize("statement_id", ["C11-99", "C99-01", "nonsense", ""])
def test_an_unknown_statement_is_named(statement_id: str) -> None:
    with pytest.raises(ValueError, match=statement_id.partition("-")[0] or "There is no"):
        CASES.statement(statement_id)


def test_an_unknown_case_is_named_with_those_there_are() -> None:
    with pytest.raises(ValueError, match=r"There is no case “C99” here\. The cases are: .*C19.*\.$"):
        CASES["C99"]


def test_a_catalogue_shows_itself_as_what_it_holds() -> None:
    assert repr(Catalogue([CASES["C19"]])) == "Catalogue of 1 case: C19"
    assert repr(Catalogue([])) == "Catalogue of 0 cases"
    assert repr(Catalogue([CASES["C11"], CASES["C19"]])) == "Catalogue of 2 cases: C11, C19"


@pytest.mark.parametrize(
    ("date", "about", "precision"),
    [
        (None, False, None),
        ("1971", False, "year"),
        ("1971-04", False, "month"),
        ("1971-04-06", False, "day"),
        ("1971-04-10/1971-04-17", False, "interval"),
        ("1971-04", True, "about"),
    ],
)
def test_a_date_says_how_exact_it_is(date: str | None, about: bool, precision: str | None) -> None:
    assert statement(date, about).date_precision == precision


@pytest.mark.parametrize(
    ("sources", "best"),
    [(("recalled",), "recalled"), (("recalled", "opened"), "opened"), (("opened",), "opened")],
)
def test_a_statement_is_as_well_checked_as_its_best_source(sources: tuple[str, ...], best: str) -> None:
    assert statement(checked=sources).checked == best


# ---------------------------------------------------------------- choosing


CONDITIONS = st.fixed_dictionaries(
    {},
    optional={
        column: st.lists(st.sampled_from(sorted({one for row in ROWS for one in several(row[column])})), min_size=1)
        for column in ROWS[0]
    },
)


@quickly
@given(CONDITIONS)
def test_what_is_chosen_agrees_with_the_table_and_with_one_phase(conditions: dict[str, list[Any]]) -> None:
    expected = [
        row["case"]
        for row in ROWS
        if all(set(several(row[column])) & set(wanted) for column, wanted in conditions.items())
        and any(
            all(getattr(phase, column) in conditions.get(column, [getattr(phase, column)]) for column in OF_A_PHASE)
            for phase in CASES[row["case"]].phases
        )
    ]
    assert ids(CASES.filter(**conditions)) == expected


@quickly
@given(CONDITIONS)
def test_a_function_a_list_and_a_single_value_choose_alike(conditions: dict[str, list[Any]]) -> None:
    first = {column: wanted[0] for column, wanted in conditions.items()}
    by_function = {column: (lambda value, wanted=wanted: value == wanted) for column, wanted in first.items()}
    chosen = ids(CASES.filter(**first))
    assert chosen == ids(CASES.filter(**by_function))
    assert chosen == ids(CASES.filter(**{column: [wanted] for column, wanted in first.items()}))


def test_what_is_asked_of_a_phase_must_hold_in_one_phase() -> None:
    two_stages = changed(
        CASES["C11"],
        [{"officiality": "private", "secrecy": "secret"}, {"officiality": "mandated", "secrecy": "staged"}],
    )
    catalogue = Catalogue([two_stages])
    assert ids(catalogue.filter(officiality="private", secrecy="secret")) == ["C11"]
    assert ids(catalogue.filter(officiality="mandated", secrecy="staged")) == ["C11"]
    assert ids(catalogue.filter(officiality="private", secrecy="staged")) == []


def test_a_misspelt_column_is_named_with_the_columns() -> None:
    with pytest.raises(ValueError, match=r"There is no column “regoin”\. The columns are: .*region.*\.$"):
        CASES.filter(regoin="Europe")


def test_a_misspelt_region_is_named_with_the_choices() -> None:
    with pytest.raises(ValueError, match=r"“Erope” is not a region\. Choose from: .*Europe.*\.$"):
        CASES.filter(region="Erope")


def test_one_misspelt_value_among_several_is_named() -> None:
    with pytest.raises(ValueError, match="“secrte” is not a secrecy"):
        CASES.filter(secrecy=["secret", "secrte"])


# ---------------------------------------------------------------- tables


def test_the_table_has_a_row_a_case_and_the_documented_columns() -> None:
    table = CASES.table()
    assert list(table.columns) == [
        "case", "name", "start", "end", "region", "field", "conflict", "party", "track", "sense", "officiality",
        "secrecy", "function", "outcome",
    ]  # fmt: skip
    assert list(table.index) == ids(CASES)


def test_the_table_of_no_cases_has_the_same_columns() -> None:
    nothing = CASES.filter(start=1)
    assert list(nothing.table().columns) == list(CASES.table().columns)
    assert list(nothing.statements().columns) == list(CASES.statements().columns)
    assert len(nothing.table()) == len(nothing.statements()) == 0


@pytest.mark.parametrize("row", ROWS, ids=ids(CASES))
def test_a_row_says_what_its_case_says(row: dict[str, Any]) -> None:
    case = CASES[row["case"]]
    assert (row["start"], row["end"]) == (int(case.raw["start"][:4]), int(case.raw["end"][:4]))
    assert set(row["track"]) == {phase.track for phase in case.phases}
    assert set(row["sense"]) == {phase.sense for phase in case.phases} - {None}
    assert row["party"] == tuple(case.raw["parties"])


def test_the_table_of_statements_has_a_row_a_statement_and_the_documented_columns() -> None:
    table = CASES.statements()
    assert list(table.columns) == ["case", "field", "text", "date", "date_precision", "status", "checked", "sources"]
    assert table.index.name == "statement"
    assert list(table.index) == [one.id for case in CASES for one in case.statements]


def test_the_table_of_statements_says_what_the_statements_say() -> None:
    for statement_id, row in CASES.statements().iterrows():
        one = CASES.statement(str(statement_id))
        assert (row["case"], row["field"], row["text"], row["status"]) == (one.case, one.field, one.text, one.status)
        opened = any(source.checked == "opened" for source in row["sources"])
        assert row["checked"] == ("opened" if opened else "recalled")
        assert row["sources"] == one.sources


def test_statements_without_a_date_have_none_in_the_table() -> None:
    dates = CASES.statements()["date"]
    assert [dates[one.id] for case in CASES for one in case.statements if one.date is None]
    assert all(dates[one.id] is None for case in CASES for one in case.statements if one.date is None)


def test_the_two_tables_can_be_joined_sorted_and_grouped_by_case() -> None:
    joined = CASES.statements().merge(CASES.table(), on="case")
    assert len(joined) == len(CASES.statements())
    assert list(CASES.table().sort_values("case").index) == ids(CASES)
    assert list(CASES.table().groupby("case").size()) == [1] * len(CASES)


# ---------------------------------------------------------------- data files


def test_cases_can_be_loaded_from_another_file(tmp_path: Path) -> None:
    file = tmp_path / "cases.json"
    file.write_bytes((COMPILED / "cases.json").read_bytes())
    assert ids(load_cases(file)) == ids(load_cases(str(file))) == ids(CASES)


def test_a_missing_data_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"The data file .*nowhere\.json could not be read: .*\.$"):
        load_cases(tmp_path / "nowhere.json")


def test_a_truncated_data_file_is_named(tmp_path: Path) -> None:
    file = tmp_path / "half.json"
    whole = (COMPILED / "cases.json").read_bytes()
    file.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(ValueError, match=r"half\.json is not whole"):
        load_cases(file)


@pytest.mark.parametrize("content", ["null", "3", "{}x", '{"a": 1}', "[1]", '[{"name": "No id"}]'])
def test_a_file_of_something_else_is_refused_in_a_sentence(tmp_path: Path, content: str) -> None:
    file = tmp_path / "other.json"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(ValueError, match=r"other\.json"):
        load_cases(file)


# ---------------------------------------------------------------- what a lesson waits for

LIGHT = """
import sys
import course_lib
course_lib.load_cases()
course_lib.explore.axes()
course_lib.predict("01-P1")
heavy = {"numpy", "pandas", "pydantic", "yaml", "plotly", "rfc3987_syntax"} & set(sys.modules)
assert not heavy, f"imported without need: {heavy}"
"""


def test_a_lesson_that_computes_no_table_imports_nothing_heavy() -> None:
    command = [sys.executable, "-c", LIGHT]
    run = subprocess.run(command, capture_output=True, text=True, check=False, cwd=COMPILED.parents[2])
    assert run.returncode == 0, run.stderr


def test_the_table_says_itself_that_no_success_rate_can_be_computed_from_it() -> None:
    assert "no success rate" in load_cases().table().attrs["outcome"]
