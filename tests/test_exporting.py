"""The exported catalogue is a data package that strangers can check: nothing is lost in it, and nothing dangles."""

from __future__ import annotations

import copy
import csv
import io
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from frictionless import validate
from hypothesis import given, settings
from hypothesis import strategies as st

from course_lib import exporting, load_cases, load_claims, vocabulary
from course_lib.catalogue import Case, Catalogue, load_codebook, load_glossary, load_references

Rows = list[dict[str, str]]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of an export of the course's own catalogue."""
    folder = tmp_path_factory.mktemp("export") / "track-two" / "cases"
    exporting.write(folder)
    return folder


@pytest.fixture(scope="module")
def cases(written: Path) -> Catalogue:
    """Return the catalogue that was exported."""
    return load_cases()


@pytest.fixture
def package(written: Path, tmp_path: Path) -> Path:
    """Return a copy of the export to change."""
    return Path(shutil.copytree(written, tmp_path / "package"))


def rows(folder: Path, table: str) -> Rows:
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def described(folder: Path) -> dict[str, Any]:
    return json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))


def as_cells(*values: Any) -> tuple[str, ...]:
    """Return values as a table holds them: nothing for None, and the rest in words."""
    return tuple("" if value is None else str(value) for value in values)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def errors(folder: Path) -> list[str]:
    """Return what Frictionless finds wrong with a package."""
    report = validate(str(folder / "datapackage.json"))
    return [error.type for task in report.tasks for error in task.errors] + [error.type for error in report.errors]


# ---------------------------------------------------------------- a package that is one


def test_frictionless_finds_nothing_wrong_with_the_package(written: Path) -> None:
    assert errors(written) == []


def test_the_package_describes_every_table_that_is_there_and_no_other(written: Path) -> None:
    assert {resource["path"] for resource in described(written)["resources"]} == {
        file.name for file in written.glob("*.csv")
    }


def test_every_column_is_explained_in_the_order_of_the_table(written: Path) -> None:
    for resource in described(written)["resources"]:
        fields = resource["schema"]["fields"]
        header = (written / resource["path"]).read_text(encoding="utf-8").partition("\n")[0]
        assert ",".join(field["name"] for field in fields) == header
        assert all(field["description"].strip() for field in fields), resource["name"]


# A table; what is replaced by what in it; what Frictionless calls that.
BREAKAGES = {
    "a status that is none": ("statements", r",established,", ",certain,", "constraint-error"),
    "an outcome that is none": ("cases", r",(transferred|disputed|stalled|failed),", ",won,", "constraint-error"),
    "a case that is not there": ("phases", r"(?m)^[CN]\d\d,1,", "C00,1,", "foreign-key"),
    "a statement that is not there": ("because", r"(?m)[CN]\d\d-\d\d$", "C00-00", "foreign-key"),
    "a work that is not there": ("references", r"(?m)^[a-z-]*waage-2005,", "waage-1905,", "foreign-key"),
    "a case that stands twice": ("cases", r"(?m)^[CN]\d\d,(?s:.*)^([CN]\d\d),", r"\g<1>,X\n\g<0>", "primary-key"),
    "a number in words": ("settings", r"(?m)^([CN]\d\d),1,", r"\1,one,", "type-error"),
}


@pytest.mark.parametrize("breakage", BREAKAGES.values(), ids=BREAKAGES)
def test_the_description_is_strict_enough_to_notice(package: Path, breakage: tuple[str, ...]) -> None:
    table, pattern, new, error = breakage
    file = package / f"{table}.csv"
    text, times = re.subn(pattern, new, file.read_text(encoding="utf-8"), count=1)
    assert times
    file.write_text(text, encoding="utf-8", newline="\n")
    assert error in errors(package)


def test_every_foreign_key_resolves(written: Path) -> None:
    keys = 0
    for resource in described(written)["resources"]:
        for key in resource["schema"].get("foreignKeys", []):
            (column,), (other,) = key["fields"], key["reference"]["fields"]
            there = {row[other] for row in rows(written, key["reference"]["resource"])}
            assert {row[column] for row in rows(written, resource["name"])} <= there, (resource["name"], column)
            keys += 1
    assert keys > len(exporting.PARTS)


def test_whoever_names_a_case_a_statement_or_a_work_has_a_foreign_key(written: Path) -> None:
    named = {"case", "statement", "reference"}
    for resource in described(written)["resources"]:
        columns = {field["name"] for field in resource["schema"]["fields"]}
        linked = {key["fields"][0] for key in resource["schema"].get("foreignKeys", [])}
        if resource["name"] != "references":  # there, it is the work's whole reference
            assert columns & named <= linked, resource["name"]


# ---------------------------------------------------------------- nothing is lost


def test_every_statement_is_there_as_the_catalogue_has_it(written: Path, cases: Catalogue) -> None:
    expected = {
        as_cells(one["id"], case.id, one["field"], one["line"], one["date"], str(one["about"]).lower(), one["text"],
                 one["status"], "opened" if "opened" in [s["checked"] for s in one["sources"]] else "recalled")
        for case in cases
        for one in case.raw["statements"]
    }  # fmt: skip
    there = [tuple(row.values()) for row in rows(written, "statements")]
    assert set(there) == expected
    assert len(there) == len(expected)


def test_every_source_of_every_statement_is_there_in_its_order(written: Path, cases: Catalogue) -> None:
    expected = [
        as_cells(one["id"], n + 1, source["key"], source["locator"], source["checked"])
        for case in cases
        for one in case.raw["statements"]
        for n, source in enumerate(one["sources"])
    ]
    assert sorted(tuple(row.values()) for row in rows(written, "statement-sources")) == sorted(expected)


@pytest.mark.parametrize("part", exporting.PARTS)
def test_every_part_of_every_case_is_there_with_what_it_rests_on(written: Path, cases: Catalogue, part: str) -> None:
    there = {(row.pop("case"), int(row.pop("number"))): row for row in rows(written, part)}
    because: dict[tuple[str, int], set[str]] = {}
    for row in rows(written, "because"):
        if row["part"] == part:
            because.setdefault((row["case"], int(row["number"])), set()).add(row["statement"])
    every = {(case.id, n): item for case in cases for n, item in enumerate(case.raw[part], start=1)}
    assert there.keys() == because.keys() == every.keys()
    for place, item in every.items():
        assert because[place] == set(item["because"])
        said = {name: as_cells(value)[0] for name, value in item.items() if name != "because"}
        assert there[place] == said


def test_every_case_has_its_names_years_codes_parties_and_fields(written: Path, cases: Catalogue) -> None:
    there = {row["id"]: row for row in rows(written, "cases")}
    assert list(there) == [case.id for case in cases]
    for case in cases:
        row = there[case.id]
        for name in ("name", "name_ar", "start", "end", "region", "conflict"):
            assert row[name] == case.raw[name]
        assert (row["outcome"], row["outcome_why"]) == (case.raw["outcome"]["code"], case.raw["outcome"]["why"])
    for table, one, name in (("case-parties", "party", "parties"), ("case-fields", "field", "fields")):
        assert [(row["case"], row[one]) for row in rows(written, table)] == [
            (case.id, value) for case in cases for value in case.raw[name]
        ]


def test_the_outcome_rests_on_its_statements(written: Path, cases: Catalogue) -> None:
    there = [(row["case"], row["statement"]) for row in rows(written, "because") if row["part"] == "outcome"]
    assert sorted(there) == sorted((case.id, one) for case in cases for one in case.raw["outcome"]["because"])


def test_claims_terms_codes_and_works_are_there_in_both_languages(written: Path) -> None:
    claims, terms = rows(written, "claims"), rows(written, "glossary")
    assert [(row["claim"], row["claim_ar"], row["verdict"], row["record"]) for row in claims] == [
        (claim["claim"], claim["claim_ar"], claim["verdict"], claim["record"]) for claim in load_claims()
    ]
    assert [(row["term"], row["term_ar"], row["meaning"]) for row in terms] == [
        (term["term"], term["term_ar"], term["meaning"]) for term in load_glossary()
    ]
    assert {row["key"]: row["reference"] for row in rows(written, "references")} == {
        key: work["entry"] for key, work in load_references().items()
    }
    assert {(row["vocabulary"], row["code"]): row["rule"] for row in rows(written, "codebook")} == {
        name: one["rule"] for name, one in load_codebook().items()
    }


def test_links_between_people_are_there_a_row_for_each_statement(cases: Catalogue) -> None:
    raw = copy.deepcopy(cases["C11"].raw)
    raw["links"] = [
        {"ends": ["Glenn Cowan", "Zhuang Zedong"], "because": ["C11-11", "C11-12"]},
        {"ends": ["Zhou Enlai", "Richard Nixon"], "because": ["C11-23"]},
    ]
    links = next(table for table in exporting.tables(Catalogue([Case(raw)])) if table.name == "links")
    assert [tuple(row.values()) for row in csv.DictReader(io.StringIO(links.text()))] == [
        ("C11", "Glenn Cowan", "Zhuang Zedong", "C11-11"),
        ("C11", "Glenn Cowan", "Zhuang Zedong", "C11-12"),
        ("C11", "Zhou Enlai", "Richard Nixon", "C11-23"),
    ]
    assert links.resource()["schema"]["foreignKeys"] == [
        {"fields": ["case"], "reference": {"resource": "cases", "fields": ["id"]}},
        {"fields": ["statement"], "reference": {"resource": "statements", "fields": ["id"]}},
    ]


# What a data file can hold: any character but those that YAML refuses.
WRITTEN = st.text(st.characters(exclude_categories=["Cc", "Cs"]) | st.sampled_from('\n",;\t'), max_size=20)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(WRITTEN.filter(bool), WRITTEN), max_size=4))
def test_any_text_comes_out_of_a_table_as_it_went_in(texts: list[tuple[str, str]]) -> None:
    columns = {"one": "the one", "other": "the other"}
    table = exporting.Table("t", "T", columns, [{"one": one, "other": other} for one, other in texts])
    read = csv.DictReader(io.StringIO(table.text(), newline=""))
    assert [(row["one"], row["other"]) for row in read] == texts


# ---------------------------------------------------------------- what goes with the tables


def test_the_warning_stands_wherever_outcomes_could_be_counted(written: Path) -> None:
    warning = vocabulary.no_success_rate()
    assert "no success rate" in warning
    package = described(written)
    assert warning in package["description"]
    assert warning in (written / "CODEBOOK.md").read_text(encoding="utf-8")
    cases = next(resource for resource in package["resources"] if resource["name"] == "cases")
    assert next(f["description"] for f in cases["schema"]["fields"] if f["name"] == "outcome") == warning


def test_the_codebook_has_a_paragraph_for_every_code(written: Path) -> None:
    text = (written / "CODEBOOK.md").read_text(encoding="utf-8")
    chapters = {chapter.partition("\n")[0]: chapter for chapter in text.split("\n## ")[1:]}
    assert chapters.keys() == vocabulary.CODEBOOK.keys()
    explained = load_codebook()
    for name, codes in vocabulary.CODEBOOK.items():
        paragraphs = {part.partition("`")[0]: part for part in chapters[name].split("\n### `")[1:]}
        assert paragraphs.keys() == codes.keys()
        for code, paragraph in paragraphs.items():
            one = explained[name, code]
            for said in (codes[code], one["rule"], one["example"]["case"], one["example"]["text"],
                         one["border"]["case"], one["border"]["text"]):  # fmt: skip
                assert said in paragraph


@pytest.mark.parametrize(("column", "codes"), [
    ("cases.region", vocabulary.REGION), ("cases.conflict", vocabulary.CONFLICT), ("cases.outcome", vocabulary.OUTCOME),
    ("case-fields.field", vocabulary.FIELD), ("actors.kind", vocabulary.KIND), ("actors.role", vocabulary.ROLE),
    ("conveners.kind", vocabulary.KIND), ("funders.kind", vocabulary.KIND), ("phases.track", vocabulary.TRACK),
    ("phases.sense", vocabulary.SENSE), ("phases.officiality", vocabulary.OFFICIALITY),
    ("phases.secrecy", vocabulary.SECRECY), ("functions.name", vocabulary.FUNCTION),
    ("transfer.carrier", vocabulary.CARRIER), ("transfer.direction", vocabulary.DIRECTION),
    ("statements.status", vocabulary.STATUS), ("statements.field", vocabulary.PART),
    ("statements.line", vocabulary.LINE), ("statements.checked", vocabulary.CHECKED),
    ("statement-sources.checked", vocabulary.CHECKED), ("claims.verdict", vocabulary.VERDICT),
])  # fmt: skip
def test_a_coded_column_names_its_codes(written: Path, column: str, codes: dict[str, str]) -> None:
    table, _, name = column.partition(".")
    resource = next(resource for resource in described(written)["resources"] if resource["name"] == table)
    field = next(field for field in resource["schema"]["fields"] if field["name"] == name)
    assert field["constraints"]["enum"] == list(codes)


def test_the_licence_is_named_for_people_and_for_machines(written: Path) -> None:
    address = "https://creativecommons.org/licenses/by/4.0/"
    assert [(licence["name"], licence["path"]) for licence in described(written)["licenses"]] == [
        ("CC-BY-4.0", address)
    ]
    assert address in (written / "LICENCE.txt").read_text(encoding="utf-8")


def test_two_exports_are_the_same_to_the_byte(written: Path, tmp_path: Path) -> None:
    exporting.write(tmp_path / "again")
    assert contents(tmp_path / "again") == contents(written)


# ---------------------------------------------------------------- a folder that is not empty


def test_a_full_folder_is_refused_in_one_sentence_and_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("years of work")
    with pytest.raises(ValueError, match=r"^\S*mine is not empty; name a new folder, or add --force\.$"):
        exporting.write(tmp_path / "mine")
    assert contents(tmp_path / "mine") == {"thesis.txt": b"years of work"}


def test_an_empty_folder_is_as_good_as_none(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    files = exporting.write(tmp_path / "empty")
    assert sorted(file.name for file in files) == sorted(contents(tmp_path / "empty"))


def test_force_renews_an_export_and_touches_nothing_else(package: Path) -> None:
    fresh = contents(package)
    others = {"notes.txt": b"mine\r\n", "my-cases.csv": b"a,b\n", str(Path("deeper", "cases.csv")): b"mine too"}
    (package / "deeper").mkdir()
    for name, content in others.items():
        (package / name).write_bytes(content)
    (package / "cases.csv").write_text("old")
    (package / "claims.csv").unlink()
    assert {file.name for file in exporting.write(package, force=True)} == fresh.keys()
    assert contents(package) == {**fresh, **others}
