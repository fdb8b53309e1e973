"""What authors edit is checked, and each mistake refused with its file, line, field and what was expected."""

from __future__ import annotations

import calendar
import json
import re
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from course_lib import authoring, schema
from course_lib.catalogue import COMPILED


@pytest.fixture(scope="module")
def one_case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the data with one case and the references still needed, so that each check is quick."""
    folder = tmp_path_factory.mktemp("data") / "data"
    shutil.copytree(authoring.DATA, folder, ignore=shutil.ignore_patterns("compiled"))
    for file in (folder / "cases").glob("*.yaml"):
        if file.stem != "C11":
            file.unlink()
    rewrite(folder / "claims.yaml", r"cases: \[.*\]", "cases: []", count=0)
    cited = {key for file in folder.rglob("*.yaml") for key in re.findall(r"key: ([\w-]+)", file.read_text("utf-8"))}
    references = json.loads((folder / "references.json").read_text("utf-8"))
    kept = [reference for reference in references if reference["id"] in cited]
    (folder / "references.json").write_text(json.dumps(kept, indent=1), encoding="utf-8")
    return folder


@pytest.fixture
def data(one_case: Path, tmp_path: Path) -> Path:
    """Return a copy of the data to break."""
    return Path(shutil.copytree(one_case, tmp_path / "data"))


def rewrite(file: Path, pattern: str, new: str, count: int = 1) -> None:
    """Replace a pattern in a file; it must be there."""
    text, times = re.subn(pattern, new, file.read_text(encoding="utf-8"), count=count)
    assert times, f"{pattern} is not in {file.name}"
    file.write_text(text, encoding="utf-8")


def line_of(file: Path, words: str) -> int:
    """Return the number of the first line of a file that holds the words."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return next(n for n, line in enumerate(lines, 1) if words in line)


def refused(data: Path) -> str:
    with pytest.raises(authoring.BrokenData) as raised:
        authoring.check(data)
    return str(raised.value)


# ---------------------------------------------------------------- one mistake at a time

CASE, CLAIMS, QUESTIONS, REFERENCES = "cases/C11.yaml", "claims.yaml", "questions.yaml", "references.json"
# A name; the file; what is replaced by what; words on the line to be named; the field (a pattern); what was expected.
MISTAKES = {
    "wrong status": (
        CASE, r"status: \w+", "status: certain",
        "status: certain", r"statements\.0\.status", "expected one of: established, contested, one_side",
    ),
    "missing text": (
        CASE, r"\n    text: .*", "",
        "- id: C11-01", r"statements\.0\.text", "expected a value here, and there is none",
    ),
    "empty text": (
        CASE, r"\n    text: .*", "\n    text: ' '",
        "    text: ' '", r"statements\.0\.text", "expected some text",
    ),
    "impossible date": (
        CASE, r"\n    date: .*", "\n    date: 1971-02-30",
        "date: 1971-02-30", r"statements\.0\.date", "expected a day that exists, and 1971-02-30 does not",
    ),
    "date in words": (
        CASE, r"\n    date: .*", "\n    date: April 1971",
        "date: April 1971", r"statements\.0\.date", "expected a date such as 1971, 1971-04 or 1971-04-06",
    ),
    "event without date": (
        CASE, r"\n    date: .*", "",
        "- id: C11-01", r"statements\.0", "expected a date and a line",
    ),
    "unknown reference": (
        CASE, r"\{key: [\w-]+", "{key: nobody-1900",
        "key: nobody-1900", r"statements\.0\.sources\.0\.key", "there is no nobody-1900",
    ),
    "because naming no statement": (
        CASE, r"because: \[C11-\d\d", "because: [C11-99",
        "because: [C11-99", r"settings\.0\.because\.0", "expected a statement of this case, and there is no C11-99",
    ),
    "duplicate statement id": (
        CASE, r"- id: C11-02", "- id: C11-01 # again",
        "# again", r"statements\.1\.id", "expected an id of its own that begins with C11-",
    ),
    "duplicated key": (
        CASE, r"\nregion: .*", r"\g<0>\nregion: Europe",
        "region: Europe", "region", "stands here a second time",
    ),
    "misspelt field": (
        CASE, r"\nregion:", "\nregoin:",
        "regoin:", "regoin", "expected no field of this name",
    ),
    "id not as the file is named": (
        CASE, r"(?m)^id: C11", "id: C12",
        "id: C12", "id", "expected C11, as the file is named",
    ),
    "end before start": (
        CASE, r"(?m)^end: .*", "end: 1888",
        "end: 1888", "end", "expected a year no earlier than start",
    ),
    "place off the map": (
        CASE, r"lat: [\d.]+", "lat: north",
        "lat: north", r"settings\.0\.lat", "expected a number",
    ),
    "side that is no party": (
        CASE, r"side: [^,]+", "side: Atlantis",
        "side: Atlantis", r"actors\.0\.side", "expected a party of the case or third party",
    ),
    "1.5 without sense": (
        CASE, r"track: contact", 'track: "1.5"',
        "- label:", r"phases\.0", "expected a sense (attendance or third_party) for track 1.5",
    ),
    "claim naming an unknown case": (
        CLAIMS, r"cases: \[\]", "cases: [C99]",
        "cases: [C99]", r"0\.cases\.0", "expected a case of the catalogue, and there is no C99",
    ),
    "duplicate claim id": (
        CLAIMS, r"- id: claim-02", "- id: claim-01 # again",
        "# again", r"1\.id", "expected an id of its own, and claim-01 stands here a second time",
    ),
    "question with two right options": (
        QUESTIONS, r"(    - text: .*\n)(      feedback)", r"\1      right: true # too\n\2",
        "- id: 00-Q1", r"\d+", "expected three to five options of which exactly one is right",
    ),
    "reference key with a space": (
        REFERENCES, r'"id": "[^"]+",', '"id": "No Key",',
        '"No Key"', r"0\.id", "expected text of the form",
    ),
}  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_named_with_file_line_field_and_what_was_expected(data: Path, mistake: tuple[str, ...]) -> None:
    name, pattern, new, on_the_line, field, expected = mistake
    file = data / name
    rewrite(file, pattern, new)
    beginning = f"{re.escape(file.name)}, line {line_of(file, on_the_line)}, {field}: "
    assert re.search(rf"(?m)^{beginning}.*{re.escape(expected)}", refused(data))


@pytest.mark.parametrize(
    ("name", "pattern", "new", "on_the_line", "said"),
    [
        (CASE, r"    text: ", "    text: well: ", "text: well: ", "mapping values are not allowed here"),
        (CASE, r"parties: \[", "parties: [[", "settings:", "expected ',' or ']'"),
        (REFERENCES, r'("id": "[^"]+"),', r"\1", '"type":', "Expecting ',' delimiter"),
        (REFERENCES, r"\n\]\s*\Z", "\n,]\n", ",]", "xpect|railing comma"),
    ],
    ids=["YAML", "YAML bracket", "JSON", "JSON that YAML would accept"],
)
def test_a_malformed_file_is_named_with_its_line(
    data: Path, name: str, pattern: str, new: str, on_the_line: str, said: str
) -> None:
    file = data / name
    rewrite(file, pattern, new)
    assert re.search(rf"(?m)^{file.name}, line {line_of(file, on_the_line)}: .*({said})", refused(data))


@pytest.mark.parametrize(
    "content",
    ["name: Zürich\n".encode("latin-1"), b"name: a bell \x07\n", b"[a]: b\n", b"", b"- a list\n"],
    ids=["not UTF-8", "control character", "list as a key", "nothing", "a list"],
)
def test_a_file_that_is_no_case_is_named(data: Path, content: bytes) -> None:
    (data / CASE).write_bytes(content)
    assert re.search(r"(?m)^C11\.yaml", refused(data))


def test_a_missing_file_is_named(data: Path) -> None:
    (data / CLAIMS).unlink()
    assert re.search(r"(?m)^claims\.yaml: could not be read", refused(data))


def test_several_mistakes_are_named_at_once(data: Path) -> None:
    rewrite(data / CASE, r"status: \w+", "status: certain")
    rewrite(data / CLAIMS, r"verdict: \w+", "verdict: maybe")
    said = refused(data)
    assert "C11.yaml, line" in said
    assert "claims.yaml, line" in said


def test_a_mistake_in_a_case_is_not_blamed_on_the_claims_that_name_it(data: Path) -> None:
    rewrite(data / CLAIMS, r"cases: \[\]", "cases: [C11]")
    rewrite(data / CASE, r"status: \w+", "status: certain")
    assert [line.partition(",")[0] for line in refused(data).splitlines()] == ["C11.yaml"]


def test_data_without_a_mistake_are_accepted_as_they_stand(data: Path) -> None:
    content = authoring.check(data)
    assert [case["id"] for case in content["cases"]] == ["C11"]
    assert content["claims"][0]["id"] == "claim-01"


# ---------------------------------------------------------------- dates


A_DATE, AN_INTERVAL = TypeAdapter(schema.Date), TypeAdapter(schema.Dates)
quickly = settings(max_examples=60, deadline=None)


def accepted(shape: TypeAdapter[str], value: str) -> bool:
    try:
        return shape.validate_python(value) == value
    except ValidationError:
        return False


def is_a_date(text: str) -> bool:
    """Say whether a text is 1971, 1971-04 or 1971-04-06, by the calendar alone."""
    parts = text.split("-")
    if [len(part) for part in parts] not in ([4], [4, 2], [4, 2, 2]) or not (
        text.isascii() and "".join(parts).isdigit()
    ):
        return False
    year, month, day = (*(int(part) for part in parts), 1, 1)[:3]
    return year > 0 and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]


PRECISION = st.sampled_from([4, 7, 10])
DAYS = st.dates().map(lambda day: day.isoformat())
NEAR_MISSES = st.from_regex(r"\d{4}(-\d\d(-\d\d)?)?", fullmatch=True) | st.text("0123456789-/ W", max_size=11)


@quickly
@given(DAYS, PRECISION)
def test_every_day_month_and_year_of_the_calendar_is_a_date(day: str, precision: int) -> None:
    assert accepted(A_DATE, day[:precision])
    assert accepted(AN_INTERVAL, day[:precision])


@quickly
@given(NEAR_MISSES)
def test_nothing_else_is_a_date(text: str) -> None:
    assert accepted(A_DATE, text) == is_a_date(text)


@quickly
@given(DAYS, DAYS, PRECISION, PRECISION)
def test_an_interval_is_two_dates_of_equal_precision_the_earlier_first(one: str, other: str, p: int, q: int) -> None:
    expected = p == q and one[:p] <= other[:q]
    assert accepted(AN_INTERVAL, f"{one[:p]}/{other[:q]}") == expected


@quickly
@given(DAYS)
def test_three_dates_are_no_interval(day: str) -> None:
    assert not accepted(AN_INTERVAL, f"{day}/{day}/{day}")


# ---------------------------------------------------------------- what lessons load


def test_what_lessons_load_is_what_authors_wrote() -> None:
    stored = {file.name: file.read_text(encoding="utf-8") for file in COMPILED.glob("*.json")}
    compiled = authoring.compiled()
    assert sorted(compiled) == sorted(stored)
    assert [name for name, text in compiled.items() if stored[name] != text] == []


def test_building_twice_changes_nothing_the_second_time(data: Path) -> None:
    assert sorted(file.name for file in authoring.build(data)) == sorted(file.name for file in COMPILED.glob("*.json"))
    assert authoring.build(data) == []


def test_nothing_is_built_from_broken_data(data: Path) -> None:
    rewrite(data / CASE, r"status: \w+", "status: certain")
    with pytest.raises(authoring.BrokenData):
        authoring.build(data)
    assert list((data / "compiled").glob("*")) == []
