"""What authors edit is checked, and each mistake refused with its file, line, field and what was expected."""

from __future__ import annotations

import calendar
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from course_lib import authoring, catalogue, schema, vocabulary
from course_lib.catalogue import COMPILED, load_codebook, load_glossary, load_vignettes
from course_lib.models.process import CARDS, DECISIONS

# ---------------------------------------------------------------- data made by hand: every code has a case

CODES = vocabulary.CODEBOOK
MADE = [f"N{n}" for n in range(90, 90 + len(CODES["region"]))]
AXES = [("1", None), ("1.5", "attendance"), ("1.5", "third_party"), ("2", None), ("3", None), ("contact", None)]
A_SOURCE = {"key": "waage-2005", "locator": "p. 6"}


def cycled(name: str, n: int) -> str:
    """Return the n-th code of a vocabulary, and begin again where it ends."""
    return list(CODES[name])[n % len(CODES[name])]


def made_case(n: int) -> dict[str, Any]:
    """Return a case with the n-th region, conflict and outcome; the first has every code of which a case can have several."""
    case_id, most = MADE[n], None if n == 0 else 1
    because = [f"{case_id}-01"]
    parts = ["event", "event", "event", *CODES["part"]] if n == 0 else ["event", "rival", "limit"]
    return {
        "id": case_id, "name": f"Made case {n}", "name_ar": "حالة", "start": "1990", "end": "1991",
        "region": cycled("region", n), "fields": list(CODES["field"])[:most], "conflict": cycled("conflict", n),
        "parties": ["North", "South"],
        "settings": [{"place": "Oslo", "lat": 59.9, "lon": 10.7, "because": because}],
        "actors": [
            {"name": f"Person {m}", "side": "North", "kind": kind, "role": cycled("role", m), "because": because}
            for m, kind in enumerate(CODES["kind"])
        ][:most],
        "conveners": [{"name": "An institute", "kind": "research", "because": because}],
        "funders": [{"name": "A fund", "kind": "funding", "because": because}],
        "links": [{"ends": ["Person 0", "An institute"], "because": because},
                  {"ends": ["Person 0", "A fund"], "because": because}],
        "phases": [
            {"label": f"Phase {m}", "start": "1990", "end": "1991", "track": track, "sense": sense,
             "officiality": cycled("officiality", m), "secrecy": cycled("secrecy", m), "why": "So.", "because": because}
            for m, (track, sense) in enumerate(AXES)
        ][:most],
        "functions": [{"name": name, "because": because} for name in CODES["function"]][:most],
        "transfer": [
            {"carrier": carrier, "direction": cycled("direction", m), "because": because}
            for m, carrier in enumerate(CODES["carrier"])
        ][:most],
        "outcome": {"code": cycled("outcome", n), "why": "So.", "because": because},
        "statements": [
            {"id": f"{case_id}-{m + 1:02}", "field": part, "line": cycled("line", m * (n == 0)) if part == "event" else None,
             "date": "1990" if part == "event" else None, "text": f"Sentence {m}.", "status": cycled("status", m * (n == 0)),
             "sources": [{**A_SOURCE, "checked": cycled("checked", m * (n == 0))}]}
            for m, part in enumerate(parts)
        ],
    }  # fmt: skip


def made_codebook() -> list[dict[str, Any]]:
    """Return every code explained, with a made case that has it."""
    return [
        {"vocabulary": name, "code": code, "rule": f"Rule for {code}.",
         "example": {"case": MADE[n if name in ("region", "conflict", "outcome") else 0], "text": "Plainly so."},
         "border": {"case": MADE[1], "text": "Nearly so."}}
        for name, codes in CODES.items()
        for n, code in enumerate(codes)
    ]  # fmt: skip


def made_vignettes() -> list[dict[str, str]]:
    return [{"id": f"V0{n}", "case": MADE[0], "phase": f"Phase {n}", "story": f"Story {n}."} for n in (1, 2)]


def made_glossary() -> list[dict[str, Any]]:
    return [
        {"id": name, "term": name.title(), "term_ar": "مصطلح", "meaning": f"What {name} means.", "originator": originator,
         "year": year, "sources": [{**A_SOURCE, "checked": "opened"}], "see": [other], "lessons": ["01"]}
        for name, other, originator, year in (("alpha", "beta", "A. Author", "1981"), ("beta", "alpha", None, None))
    ]  # fmt: skip


def made_model() -> dict[str, Any]:
    """Return what a model rests on: one number from a source and one assumed."""
    number = {"label": "A number", "means": "How much.", "low": 0, "high": 1, "step": 0.1, "start": 0.5, "why": "So."}
    cited = [{**A_SOURCE, "checked": "opened"}]
    return {
        "id": "made", "name": "A made model", "question": "What if?",
        "coefficients": [{"name": "sourced_one", **number, "basis": "sourced", "sources": cited},
                         {"name": "assumed_one", **number, "basis": "assumption", "sources": []}],
        "structure": [{"text": "A straight line.", "basis": "assumption", "sources": []}],
        "reversals": [{"text": "If the line bends.", "sources": []}],
        "cases": [{"case": MADE[0], "text": "It happened.", "because": [f"{MADE[0]}-01"]}],
    }  # fmt: skip


def made_studio() -> dict[str, Any]:
    """Return a studio with one made setting and one choice, and whatever the model can do and turn up."""
    because, shown = [f"{MADE[0]}-01"], {"case": MADE[0], "text": "It happened.", "because": [f"{MADE[0]}-01"]}
    way = {"label": "A way", "text": "It costs.", "basis": "assumption", "sources": [], "precedent": shown}
    return {
        "settings": [{"id": "here", "name": "Here", "case": MADE[0], "side_a": "North", "side_b": "South",
                      "text": "A quarrel.", "because": because, "happened": "It ended.",
                      "happened_because": because, "sets": {"trust": 0.3}, "why": "So."}],
        "choices": [{"id": "who", "label": "Who", "options": [
            {"id": "some", **way, "sets": {"insiderness": 0.4}, "times": {}},
            {"id": "others", **way, "sets": {}, "times": {"leak_hazard": 2}},
        ]}],
        "decisions": [{"id": name, "label": name, "text": "Do it."} for name in DECISIONS],
        "cards": [{"id": name, "label": name, "text": "It comes.", "effect": "It moves.", "precedents": [shown]}
                  for name in (*CARDS, "leak", "attack", "opened", "collapsed")],
        "tipped": [{"id": "cost", "question": "What did it cost?"}],
        "roles": [{"id": "funder", "label": "Funder", "text": "You pay.", "asks": "What for?"}],
        "memo": [{"heading": "Advice", "text": "Say it."}],
    }  # fmt: skip


def save(file: Path, content: Any) -> None:
    """Write content as authors write it: the innermost lists and mappings on one line."""
    content = json.loads(json.dumps(content))  # a list that stands in two places is written out in both
    text = yaml.safe_dump(content, allow_unicode=True, default_flow_style=None, sort_keys=False, width=1000)
    file.write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def one_case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the data with one real case, the made ones, and the references still needed, so that each check is quick."""
    folder = tmp_path_factory.mktemp("data") / "data"
    shutil.copytree(authoring.DATA, folder, ignore=shutil.ignore_patterns("compiled"))
    for file in (folder / "cases").glob("*.yaml"):
        if file.stem != "C11":
            file.unlink()
    for n, case_id in enumerate(MADE):
        save(folder / "cases" / f"{case_id}.yaml", made_case(n))
    for file in (folder / "models").glob("*.yaml"):
        file.unlink()
    save(folder / "models" / "made.yaml", made_model())
    save(folder / "studio.yaml", made_studio())
    save(folder / "codebook.yaml", made_codebook())
    save(folder / "vignettes.yaml", made_vignettes())
    save(folder / "glossary.yaml", made_glossary())
    rewrite(folder / "claims.yaml", r"cases: \[.*\]", "cases: []", count=0)
    rewrite(folder / "claims.yaml", r"(?s)- id: claim-04.*", "")
    rewrite(folder / "questions.yaml", r"(?s)- id: 01-P1.*", "")
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
MODEL, STUDIO = "models/made.yaml", "studio.yaml"
A_MADE_CASE, CODEBOOK, VIGNETTES = "cases/N90.yaml", "codebook.yaml", "vignettes.yaml"
GLOSSARY, SERIES = "glossary.yaml", "series.yaml"
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
    "link to nobody in the case": (
        A_MADE_CASE, r"ends: \[Person 0, A fund\]", "ends: [Person 0, Person 99]",
        "Person 99", r"links\.1\.ends\.1", "expected the name of an actor, convener or funder of this case",
    ),
    "link of somebody to themselves": (
        A_MADE_CASE, r"ends: \[Person 0, An institute\]", "ends: [Person 0, Person 0]",
        "[Person 0, Person 0]", r"links\.0\.ends\.\d", "expected the name of an actor, convener or funder of this case",
    ),
    "link of three": (
        A_MADE_CASE, r"ends: \[Person 0, ", "ends: [Person 0, Person 1, ",
        "[Person 0, Person 1, ", r"links\.0\.ends", "at most 2",
    ),
    "link that rests on nothing": (
        A_MADE_CASE, r"(ends: .*\n  because: )\[N90-01\]", r"\1[N90-99]",
        "N90-99", r"links\.0\.because\.0", "expected a statement of this case, and there is no N90-99",
    ),
    "code that is none": (
        CODEBOOK, r"code: contact\n", "code: contract\n",
        "code: contract", r"\d+\.code", "expected a code of a vocabulary, and there is no track contract",
    ),
    "vocabulary that is none": (
        CODEBOOK, r"vocabulary: track\n", "vocabulary: tracks\n",
        "code: '1'", r"0\.code", "expected a code of a vocabulary, and there is no tracks 1",
    ),
    "code without a rule": (
        CODEBOOK, r"  rule: .*\n", "",
        "- vocabulary: track", r"0\.rule", "expected a value here, and there is none",
    ),
    "example that is no case": (
        CODEBOOK, r"example: \{case: N90", "example: {case: N89",
        "N89", r"0\.example\.case", "expected a case of the catalogue, and there is no N89",
    ),
    "border case that is no case": (
        CODEBOOK, r"border: \{case: N91", "border: {case: N89",
        "N89", r"0\.border\.case", "expected a case of the catalogue, and there is no N89",
    ),
    "example that lacks the code": (
        CODEBOOK, r"(code: Africa\n.*\n  example: \{case: )N90", r"\1C11",
        "{case: C11", r"\d+\.example\.case", "expected a case with region Africa, and C11 has none",
    ),
    "example that lacks the sense": (
        CODEBOOK, r"(code: attendance\n.*\n  example: \{case: )N90", r"\1C11",
        "{case: C11", r"\d+\.example\.case", "expected a case with sense attendance, and C11 has none",
    ),
    "vignette of no phase": (
        VIGNETTES, r"phase: Phase 1", "phase: Phase 9",
        "Phase 9", r"0\.phase", "expected the label of a phase of N90: Phase 0; Phase 1; ",
    ),
    "vignette of no case": (
        VIGNETTES, r"case: N90", "case: N89",
        "case: N89", r"0\.case", "expected a case of the catalogue, and there is no N89",
    ),
    "vignette that stands twice": (
        VIGNETTES, r"id: V02", "id: V01",
        "phase: Phase 2", r"1\.id", "expected an id of its own, and V01 stands here a second time",
    ),
    "vignette without a story": (
        VIGNETTES, r", story: Story 1\.", "",
        "id: V01", r"0\.story", "expected a value here, and there is none",
    ),
    "see naming no term": (
        GLOSSARY, r"see: \[[\w-]+", "see: [track-four",
        "track-four", r"\d+\.see\.0", "expected the id of a term, and there is no track-four",
    ),
    "term without Arabic": (
        GLOSSARY, r"\n  term_ar: .*", "",
        "- id: ", r"0\.term_ar", "expected a value here, and there is none",
    ),
    "term that stands twice": (
        GLOSSARY, r"(?m)^(- id: [\w-]+)\n((?:  .*\n)+)- id: .*", r"\1\n\2\1 # again",
        "# again", r"1\.id", "stands here a second time",
    ),
    "term with an unknown reference": (
        GLOSSARY, r"\{key: [\w-]+", "{key: nobody-1900",
        "key: nobody-1900", r"0\.sources\.0\.key", "there is no nobody-1900",
    ),
    "term without a source": (
        GLOSSARY, r"  sources:\n(  - .*\n)+", "  sources: []\n",
        "sources: []", r"0\.sources", "at least 1",
    ),
    "series without a warning": (
        SERIES, r"  warning: >-\n(    .*\n)+", "",
        "- id: ", r"0\.warning", "expected a value here, and there is none",
    ),
    "series with a column unexplained": (
        SERIES, r"    year: .*", "    year: ''",
        "year: ''", r"0\.columns\.year", "expected some text",
    ),
    "series of no good name": (
        SERIES, r"- id: .*", "- id: JCIE dialogues",
        "- id: JCIE", r"0\.id", "expected text of the form",
    ),
    "series from an unknown reference": (
        SERIES, r"\{key: [\w-]+", "{key: nobody-1900",
        "key: nobody-1900", r"0\.sources\.0\.key", "there is no nobody-1900",
    ),
    "model named otherwise": (MODEL, r"id: made", "id: other", "id: other", "id", "made, as the file is named"),
    "start out of range": (MODEL, r"start: 0\.5", "start: 2", "name: sourced_one", "coefficients.0", "a start between low"),
    "sourced by nothing": (
        MODEL, r"basis: assumption\n(\s+)sources: \[\]", r"basis: sourced\n\1sources: []", "name: assumed_one",
        "coefficients.1", "at least one source",
    ),
    "number named twice": (
        MODEL, "assumed_one", "sourced_one # again", "# again", "coefficients.1.name", "a name of its own"
    ),
    "statement not of the case": (
        MODEL, r"because: \[N90-01\]", "because: [N91-01]", "because: [N91-01]", "cases.0.because.0", "a statement of N90"
    ),
    "number the model has not": (
        STUDIO, "trust: 0.3", "luck: 0.3", "luck: 0.3", r"settings\.0\.sets\.luck", "a number of the process model"
    ),
    "number out of range": (
        STUDIO, "trust: 0.3", "trust: 3", "trust: 3", r"settings\.0\.sets\.trust", "a value from 0 to 1"
    ),
    "decision that is missing": (STUDIO, "id: pause", "id: wait", "id: wait", "decisions", "these ids in this order"),
    "ending of another case": (
        STUDIO, r"happened_because: \[N90-01\]", "happened_because: [N91-01]", "happened_because: [N91-01]",
        r"settings\.0\.happened_because\.0", "a statement of N90",
    ),
    "precedent of another case": (
        STUDIO, r"(?s)(choices:.*?)because: \[N90-01\]", r"\1because: [N91-01]", "because: [N91-01]",
        r"choices\.0\.options\.0\.precedent\.because\.0", "a statement of N90",
    ),
    "real setting that rests on nothing": (
        STUDIO, r"  because: \[N90-01\]\n  happened:", "  because: []\n  happened:",
        "- id: here", r"settings\.0", "because and",
    ),
    "shown by no case": (MODEL, r"case: N90", "case: C99", "case: C99", "cases.0.case", "a case of the catalogue"),
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
        (CASE, r"    text: ", "    text: well: ", "text: well: ", "mapping values are not allowed"),
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


@pytest.mark.parametrize(
    ("name", "pattern", "new"),
    [
        (CLAIMS, r"cases: \[\]", "cases: [C11]"),
        (VIGNETTES, r"case: N90, phase: Phase 1", "case: C11, phase: Invitation and visit to China"),
        (CODEBOOK, r"(code: contact\n.*\n  example: \{case: )N90", r"\1C11"),
        (CODEBOOK, r"border: \{case: N91", "border: {case: C11"),
    ],
    ids=["claims", "vignettes", "examples", "border cases"],
)
def test_a_mistake_in_a_case_is_not_blamed_on_what_names_it(data: Path, name: str, pattern: str, new: str) -> None:
    rewrite(data / name, pattern, new)
    assert "C11" in json.dumps(authoring.check(data)[Path(name).stem])
    rewrite(data / CASE, r"status: \w+", "status: certain")
    assert [line.partition(",")[0] for line in refused(data).splitlines()] == ["C11.yaml"]


@pytest.mark.parametrize(
    ("name", "code"), [("track", "1.5"), ("sense", "attendance"), ("field", list(CODES["field"])[-1])]
)
@pytest.mark.parametrize("times", [0, 2])
def test_a_code_is_explained_exactly_once(data: Path, name: str, code: str, times: int) -> None:
    codebook = made_codebook()
    one = next(one for one in codebook if (one["vocabulary"], one["code"]) == (name, code))
    codebook.remove(one)
    save(data / CODEBOOK, codebook + [one] * times)
    said = f"expected {name} {code} to be explained once, and it is {times} times"
    # The whole list lacks it, so no field is named.
    assert re.fullmatch(rf"codebook\.yaml, line \d+: {re.escape(said)}", refused(data))


# The second code of each vocabulary, or another where a case cannot do without it.
LACKING = {name: list(codes)[1] for name, codes in CODES.items()} | {"sense": "attendance", "part": "actors"}


@pytest.mark.parametrize("name", LACKING)
def test_an_example_has_the_code_whichever_vocabulary_it_is_from(data: Path, name: str) -> None:
    poor = json.loads(
        json.dumps({**made_case(1), **{one: made_case(0)[one] for one in ("region", "conflict", "outcome")}})
    )
    save(data / "cases" / "N89.yaml", json.loads(json.dumps(poor).replace(MADE[1], "N89").replace(MADE[0], "N89")))
    codebook = made_codebook()
    one = next(one for one in codebook if (one["vocabulary"], one["code"]) == (name, LACKING[name]))
    one["example"]["case"] = "N89"
    save(data / CODEBOOK, codebook)
    (said,) = refused(data).splitlines()
    assert said.endswith(f".example.case: expected a case with {name} {LACKING[name]}, and N89 has none")


def test_data_without_a_mistake_are_accepted_as_they_stand(data: Path) -> None:
    content = authoring.check(data)
    assert [case["id"] for case in content["cases"]] == ["C11", *MADE]
    assert content["claims"][0]["id"] == "claim-01"
    assert content["codebook"] == made_codebook()
    assert content["vignettes"] == made_vignettes()
    assert content["glossary"] == made_glossary()
    assert content["cases"][1]["links"] == made_case(0)["links"]


def test_the_codebook_explains_every_vocabulary_in_which_cases_are_coded() -> None:
    every = {name: codes for name, codes in vars(vocabulary).items() if name.isupper()}
    of_claims = ("CODEBOOK", "VERDICT")
    assert {name.lower(): codes for name, codes in every.items() if name not in of_claims} == CODES


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


def test_codebook_vignettes_and_glossary_are_loaded_as_authors_wrote_them(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authoring.build(data)
    monkeypatch.setattr(catalogue, "COMPILED", data / "compiled")
    assert load_vignettes() == made_vignettes()
    assert load_codebook() == {(one["vocabulary"], one["code"]): one for one in made_codebook()}
    assert load_glossary() == made_glossary()


@pytest.mark.parametrize("load", [load_vignettes, load_codebook, load_glossary])
def test_what_was_never_built_is_named(load: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "COMPILED", tmp_path)
    with pytest.raises(
        ValueError, match=rf"^The data file .*{load.__name__.removeprefix('load_')}s?\.json could not be read"
    ):
        load()


def test_building_twice_changes_nothing_the_second_time(data: Path) -> None:
    assert sorted(file.name for file in authoring.build(data)) == sorted(file.name for file in COMPILED.glob("*.json"))
    assert authoring.build(data) == []


def test_nothing_is_built_from_broken_data(data: Path) -> None:
    rewrite(data / CASE, r"status: \w+", "status: certain")
    with pytest.raises(authoring.BrokenData):
        authoring.build(data)
    assert list((data / "compiled").glob("*")) == []
