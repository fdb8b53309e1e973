"""Cases side by side, and conditions across cases: what differs is marked, and what is counted is in the data."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import combinations
from typing import Any

import pytest

from course_lib import load_cases, vocabulary
from course_lib.catalogue import Case, Catalogue
from course_lib.figures import compare
from tests.figures import handmade
from tests.figures.handmade import body

CASES = load_cases()
SOME = Catalogue(list(CASES)[:12])
DRAWS = pytest.mark.parametrize("draw", [compare.figure, compare.describe, compare.table])
Raw = dict[str, Any]


def state(*ids: str, show: str = "sides") -> dict[str, Any]:
    slots = dict(zip(compare.SLOTS, [*ids, "none", "none", "none", "none"], strict=False))
    return {**slots, "show": show}


def across(cases: Catalogue = CASES) -> tuple[dict[str, Any], Catalogue]:
    first, second, *_ = (case.id for case in cases)
    return state(first, second, show="conditions"), cases


def phases(raw: Raw, part: str, unofficial: bool = False) -> set[str]:
    return {one[part] for one in raw["phases"] if not (unofficial and one["officiality"] == "mandated")}


def listed(raw: Raw, part: str, name: str) -> set[str]:
    return {one[name] for one in raw[part]}


# What a dimension of the comparison rests on in the raw data.
BEHIND: dict[str, Callable[[Raw], Any]] = {
    "Years": lambda raw: (raw["start"], raw["end"]),
    "Parties": lambda raw: set(raw["parties"]),
    "Conflict": lambda raw: raw["conflict"],
    "Region": lambda raw: raw["region"],
    "Fields": lambda raw: set(raw["fields"]),
    "Kinds of people": lambda raw: listed(raw, "actors", "kind"),
    "Conveners": lambda raw: listed(raw, "conveners", "name"),
    "Funders": lambda raw: listed(raw, "funders", "name"),
    "Tracks": lambda raw: phases(raw, "track"),
    "Officiality": lambda raw: phases(raw, "officiality"),
    "Secrecy": lambda raw: phases(raw, "secrecy"),
    "What it was for": lambda raw: listed(raw, "functions", "name"),
    "How it reached officials": lambda raw: listed(raw, "transfer", "carrier"),
    "Outcome (a teaching judgement)": lambda raw: raw["outcome"]["code"],
}
# When a condition is there, by the raw data.
THERE: dict[str, Callable[[Raw], bool]] = {
    "unofficial contact kept from the public": lambda raw: bool({"discreet", "secret"} & phases(raw, "secrecy", True)),
    "unofficial contact in public": lambda raw: bool({"staged", "announced"} & phases(raw, "secrecy", True)),
    "officials there in a personal capacity": lambda raw: "personal" in phases(raw, "officiality"),
    "one side with a mandate": lambda raw: "one_mandated" in phases(raw, "officiality"),
    "officials of both sides in a later or parallel phase": lambda raw: "mandated" in phases(raw, "officiality"),
    "an outside convener": lambda raw: len(raw["conveners"]) > 0,
    "a government among the funders": lambda raw: "government" in listed(raw, "funders", "kind"),
    "religious people or bodies": lambda raw: "religion" in raw["fields"],
    "women's networks": lambda raw: "women" in raw["fields"],
    "messages carried": lambda raw: "carry_messages" in listed(raw, "functions", "name"),
    "people who went on to officials": lambda raw: "people" in listed(raw, "transfer", "carrier"),
    "texts that went on to officials": lambda raw: "texts" in listed(raw, "transfer", "carrier"),
}


def counted(cases: Catalogue, code: str) -> dict[str, tuple[int, int]]:
    """Return of each condition in how many cases of an outcome it was there, and of how many."""
    of = [case.raw for case in cases if case.raw["outcome"]["code"] == code]
    return {name: (sum(there(raw) for raw in of), len(of)) for name, there in THERE.items()}


# ---------------------------------------------------------------- what can be chosen


@DRAWS
@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"third": "C98"}, "There is no case “C98” here"),
        ({"first": "Atlantis"}, "There is no case “Atlantis” here"),
        ({"show": "Atlantis"}, "“Atlantis” is no "),
        ({"second": "C24"}, "A case stands here twice; choose another in its place"),
        ({"second": "none"}, "Choose at least two cases to compare"),
        ({"first": "none", "second": "none"}, "Choose at least two cases to compare"),
    ],
)
@pytest.mark.parametrize("show", compare.SHOW)
def test_what_cannot_be_compared_is_named_in_a_plain_sentence(draw: Any, wrong: Raw, said: str, show: str) -> None:
    with pytest.raises(ValueError, match=said) as refused:
        draw({**state("C24", "C30", show=show), **wrong}, CASES)
    assert handmade.plain(str(refused.value))


def test_an_empty_place_between_two_cases_changes_nothing() -> None:
    apart = {**state("C24"), "fourth": "C30"}
    assert compare.table(apart, CASES) == compare.table(state("C24", "C30"), CASES)


# ---------------------------------------------------------------- side by side


def test_two_silent_records_are_not_called_alike() -> None:
    silent, other = (Catalogue([handmade.case(id="C98", funders=[]), handmade.case(id="C99", funders=funders)])
                     for funders in ([], [{"name": "A fund", "kind": "funding", "because": []}]))  # fmt: skip
    for cases, same in ((silent, "nothing to compare"), (other, "different")):
        table = compare.table(state("C98", "C99"), cases)
        [row] = [n for n, row in enumerate(table["rows"]) if row[0] == "Funders"]
        assert table["rows"][row][-1] == same
        assert (row in table["marked"]) == (same == "different")
    for cases, named in ((silent, True), (other, False)):
        *_, last = compare.describe(state("C98", "C99"), cases).splitlines()
        assert last.startswith("Nothing documented for any of them: ")
        assert ("Funders" in last) == named


def assert_marks_what_differs(*cases: Case) -> None:
    chosen, of = state(*(case.id for case in cases)), Catalogue(cases)
    table, said = compare.table(chosen, of), compare.describe(chosen, of)
    names = [row[0] for row in table["rows"]]
    assert set(names) == set(BEHIND)
    differ = [
        n for n, name in enumerate(names) if any(BEHIND[name](c.raw) != BEHIND[name](cases[0].raw) for c in cases)
    ]
    assert table["marked"] == differ
    silent = [n for n, name in enumerate(names) if all(BEHIND[name](c.raw) == set() for c in cases)]
    for n, row in enumerate(table["rows"]):
        assert len(row) == len(cases) + 2 == len(table["columns"])
        assert row[-1] == ("different" if n in differ else "nothing to compare" if n in silent else "the same")
        assert (len({frozenset(cell.split("; ")) for cell in row[1:-1]}) > 1) == (n in differ)
    assert f"They differ in {len(differ)} dimension{'s' * (len(differ) != 1)}." in said
    alike = [name for n, name in enumerate(names) if n not in differ and n not in silent]
    assert (f"Alike: {', '.join(alike)}." if alike else "They are alike in none.") in said.splitlines()
    assert said.startswith(" / ".join(table["columns"][1:-1]))


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_rows_are_marked_exactly_where_a_case_differs_from_another(case: Case) -> None:
    for other in SOME:
        if other.id != case.id:
            assert_marks_what_differs(case, other)


@pytest.mark.parametrize("cases", [*combinations(list(SOME)[:6], 3), *combinations(list(SOME)[6:11], 4)])
def test_of_three_or_four_cases_one_that_differs_is_enough(cases: tuple[Case, ...]) -> None:
    assert_marks_what_differs(*cases)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"parties": ["South", "North"]},
        {"fields": ["women", "water"]},
        {"conveners": [body("B"), body("A")], "funders": [body("B"), body("A")]},
        {"end": "1992"},
        {"conveners": []},
    ],
)
def test_two_cases_differ_in_what_stands_there_and_not_in_its_order(changes: dict[str, Any]) -> None:
    one = {"fields": ["water", "women"], "conveners": [body("A"), body("B")], "funders": [body("A"), body("B")]}
    assert_marks_what_differs(handmade.case(**one), handmade.case(**{**one, **changes}, id="C98"))


def test_cases_side_by_side_have_no_chart() -> None:
    assert compare.figure(state("C24", "C30"), CASES) is None


# ---------------------------------------------------------------- conditions across all cases


@pytest.mark.parametrize("cases", [CASES, Catalogue(list(CASES)[:2])], ids=["the course's cases", "two cases"])
def test_chart_and_table_count_each_condition_as_the_data_do(cases: Catalogue) -> None:
    figure, table = compare.figure(*across(cases)), compare.table(*across(cases))
    assert figure is not None
    handmade.assert_plotly_draws(figure)
    assert handmade.outside(figure) == []
    codes = [code for code in vocabulary.OUTCOME if any(case.raw["outcome"]["code"] == code for case in cases)]
    assert table["columns"][1:] == [vocabulary.OUTCOME[code] for code in codes]
    for n, code in enumerate(codes, start=1):
        counts = counted(cases, code)
        assert {row[0]: row[n] for row in table["rows"]} == {name: f"{k} of {of}" for name, (k, of) in counts.items()}
    groups = [of for of in (compare.REACHED, ("disputed",), compare.MISSED) if set(of) & set(codes)]
    for trace, of in zip(figure["data"], groups, strict=True):
        found = [counted(cases, code) for code in of]
        order = [
            [sum(numbers) for numbers in zip(*(one[row[0]] for one in found), strict=True)] for row in table["rows"]
        ]
        assert trace["name"].endswith(f"({order[0][1]})")
        assert trace["hovertext"] == [f"{k} of {total}" for k, total in order]
        assert trace["x"] == pytest.approx([100 * k / total for k, total in order])
        assert [round(y) for y in trace["y"]] == figure["layout"]["yaxis"]["tickvals"]


def test_every_outcome_is_in_one_group_of_the_chart_of_conditions() -> None:
    assert sorted(code for _, codes, _ in compare.GROUPS for code in codes) == sorted(vocabulary.OUTCOME)


def test_no_mark_of_a_condition_hides_another() -> None:
    figure = compare.figure(*across())
    assert figure is not None
    places = [(trace["x"][n], trace["y"][n]) for trace, n in handmade.marked(figure)]
    assert len(set(places)) == len(places)


def test_the_words_name_what_is_as_common_without_an_effect() -> None:
    def share(name: str, *codes: str) -> Fraction:
        found = [counted(CASES, code)[name] for code in codes]
        return Fraction(sum(k for k, _ in found), sum(of for _, of in found))

    as_common = [
        name
        for name in THERE
        if 0 < share(name, "transferred", "collapsed") <= share(name, "stalled", "failed", "backfired")
    ]
    said = compare.describe(*across())
    assert ("followed as where something reached officials: " + "; ".join(as_common) + "." in said) == bool(as_common)
    assert vocabulary.no_success_rate() in said


@pytest.mark.parametrize("code", vocabulary.OUTCOME)
def test_conditions_can_be_shown_where_all_cases_have_one_outcome(code: str) -> None:
    alike = [handmade.case(id=f"C9{n}", outcome={"code": code, "why": "Because.", "because": []}) for n in range(2)]
    chosen = across(Catalogue(alike))
    figure = compare.figure(*chosen)
    assert figure is not None
    handmade.assert_plotly_draws(figure)
    assert "than where nothing or harm did" not in compare.describe(*chosen)
    assert len(compare.table(*chosen)["columns"]) == 2
