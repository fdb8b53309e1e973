"""The catalogue as a Frictionless data package: `course export-data`. Tables, codebook, licence and references.

The specification is Data Package 1.0 (specs.frictionlessdata.io): CSV tables in UTF-8 beside a `datapackage.json` that says
what each column holds, which values it allows and how tables belong together.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from course_lib import __version__, citations, vocabulary
from course_lib.catalogue import (
    Catalogue,
    load_cases,
    load_claims,
    load_codebook,
    load_glossary,
    load_references,
)
from course_lib.words import words

LICENCE = {
    "name": "CC-BY-4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
    "title": "Creative Commons Attribution 4.0 International",
}
Row = dict[str, Any]


@dataclass(frozen=True)
class Table:
    """A table of the package: what it holds, what each column means, what identifies a row, and its rows."""

    name: str
    title: str
    columns: dict[str, str]
    rows: list[Row]
    key: tuple[str, ...] = ()
    # The columns that name a row of another table: column -> (table, column).
    links: dict[str, tuple[str, str]] = field(default_factory=dict)
    codes: dict[str, Mapping[str, str]] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)

    def text(self) -> str:
        """Return the table as CSV."""
        out = io.StringIO()
        writer = csv.DictWriter(out, list(self.columns), lineterminator="\n")
        writer.writeheader()
        writer.writerows(
            {name: str(value).lower() if isinstance(value, bool) else value for name, value in row.items()}
            for row in self.rows
        )
        return out.getvalue()

    def resource(self) -> Row:
        """Return the table as the package describes it."""
        fields = []
        for name, said in self.columns.items():
            described: Row = {"name": name, "type": self.types.get(name, "string"), "description": said}
            constraints: Row = {}
            if name in self.codes:
                constraints["enum"] = list(self.codes[name])
            if name in self.key:
                constraints["required"] = True
            if constraints:
                described["constraints"] = constraints
            fields.append(described)
        schema: Row = {"fields": fields}
        if self.key:
            schema["primaryKey"] = list(self.key)
        if self.links:
            schema["foreignKeys"] = [
                {"fields": [column], "reference": {"resource": table, "fields": [other]}}
                for column, (table, other) in self.links.items()
            ]
        return {
            "name": self.name,
            "title": self.title,
            "path": f"{self.name}.csv",
            "profile": "tabular-data-resource",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "schema": schema,
        }


# The parts of a case that rest on statements, and the columns that each has beside `case` and `number`.
PARTS: dict[str, dict[str, str]] = {
    "settings": {"place": "where they met", "lat": "latitude in degrees", "lon": "longitude in degrees"},
    "actors": {
        "name": "the person's name",
        "side": "a party of the case, or third party",
        "kind": "which of Diamond and McDonald's nine tracks",
        "role": "what the person did in this case",
    },
    "conveners": {"name": "who called people together", "kind": "which of the nine tracks"},
    "funders": {"name": "who paid", "kind": "which of the nine tracks"},
    "phases": {
        "label": "what this stretch of the case was",
        "start": "ISO 8601 year, month or day",
        "end": "ISO 8601 year, month or day",
        "track": "the track",
        "sense": "for Track 1.5: which of its two senses",
        "officiality": "for whom the people in the room spoke",
        "secrecy": "who could know at the time",
        "why": "the reason for these codes",
    },
    "functions": {"name": "what the contact was for"},
    "transfer": {"carrier": "what reached officials", "direction": "which way it went"},
}
CODES: dict[str, Mapping[str, str]] = {
    "kind": vocabulary.KIND,
    "role": vocabulary.ROLE,
    "track": vocabulary.TRACK,
    "sense": vocabulary.SENSE,
    "officiality": vocabulary.OFFICIALITY,
    "secrecy": vocabulary.SECRECY,
    "carrier": vocabulary.CARRIER,
    "direction": vocabulary.DIRECTION,
}


def tables(cases: Catalogue | None = None) -> list[Table]:
    """Return every table of the package.

    Parameters
    ----------
    cases: the catalogue to export; without it, the course's own.
    """
    catalogue = cases if cases is not None else load_cases()
    return [_cases(catalogue), *_many(catalogue), *_parts(catalogue), *_statements(catalogue), *_rest()]


def _cases(catalogue: Catalogue) -> Table:
    columns = {
        "id": "the case's id",
        "name": "its name in English",
        "name_ar": "its name in Arabic",
        "start": "ISO 8601 year, month or day",
        "end": "ISO 8601 year, month or day; for what goes on, the last date that its statements document",
        "region": "world region",
        "conflict": "kind of conflict",
        "outcome": vocabulary.no_success_rate(),
        "outcome_why": "the reason for the outcome code",
    }
    rows = [
        {
            **{name: case.raw[name] for name in list(columns)[:7]},
            "outcome": case.raw["outcome"]["code"],
            "outcome_why": case.raw["outcome"]["why"],
        }
        for case in catalogue
    ]
    codes: dict[str, Mapping[str, str]] = {
        "region": vocabulary.REGION,
        "conflict": vocabulary.CONFLICT,
        "outcome": vocabulary.OUTCOME,
    }
    return Table("cases", "Cases of unofficial diplomacy", columns, rows, ("id",), {}, codes)


def _many(catalogue: Catalogue) -> Iterable[Table]:
    """Return what a case can have several of, without statements of its own."""
    for name, one, said, codes in (
        ("parties", "party", "a party to the conflict", None),
        ("fields", "field", "a field of the contact", vocabulary.FIELD),
    ):
        rows = [{"case": case.id, one: value} for case in catalogue for value in case.raw[name]]
        columns = {"case": "the case's id", one: said}
        yield Table(f"case-{name}", f"Cases and their {name}", columns, rows, ("case", one),
                    {"case": ("cases", "id")}, {one: codes} if codes else {})  # fmt: skip
    rows = [
        {"case": case.id, "one": link["ends"][0], "other": link["ends"][1], "statement": statement}
        for case in catalogue
        for link in case.raw["links"]
        for statement in link["because"]
    ]
    columns = {
        "case": "the case's id",
        "one": "a person or body",
        "other": "the person or body that it met or exchanged messages with",
        "statement": "a statement that documents it",
    }
    yield Table("links", "Who met whom, or exchanged messages", columns, rows, ("case", "one", "other", "statement"),
                {"case": ("cases", "id"), "statement": ("statements", "id")})  # fmt: skip


def _parts(catalogue: Catalogue) -> Iterable[Table]:
    """Return each part of the cases as a table, and which statements each row of a part rests on."""
    because: list[Row] = []
    for part, described in PARTS.items():
        rows = []
        for case in catalogue:
            for number, item in enumerate(case.raw[part], start=1):
                rows.append({"case": case.id, "number": number, **{name: item[name] for name in described}})
                because += [
                    {"case": case.id, "part": part, "number": number, "statement": one} for one in item["because"]
                ]
        codes: dict[str, Mapping[str, str]] = {name: CODES[name] for name in described if name in CODES}
        if part == "functions":
            codes = {"name": vocabulary.FUNCTION}
        columns = {"case": "the case's id", "number": "its place in the list of the case", **described}
        types = {"number": "integer", "lat": "number", "lon": "number"}
        yield Table(part, f"{part.capitalize()} of the cases", columns, rows, ("case", "number"),
                    {"case": ("cases", "id")}, codes,
                    {name: kind for name, kind in types.items() if name in columns})  # fmt: skip
    because += [
        {"case": case.id, "part": "outcome", "number": 1, "statement": one}
        for case in catalogue
        for one in case.raw["outcome"]["because"]
    ]
    columns = {
        "case": "the case's id",
        "part": "the table that the row is in, or outcome",
        "number": "the number of the row in that table",
        "statement": "a statement that it rests on",
    }
    yield Table("because", "What each row of a part rests on", columns, because, ("case", "part", "number", "statement"),
                {"case": ("cases", "id"), "statement": ("statements", "id")}, {}, {"number": "integer"})  # fmt: skip


def _statements(catalogue: Catalogue) -> Iterable[Table]:
    every = [statement for case in catalogue for statement in case.statements]
    names = ("id", "case", "field", "line", "date", "about", "text", "status", "checked")
    columns = dict(
        zip(
            names,
            (
                "the statement's id",
                "the case's id",
                "the part of the case that it supports",
                "for an event: on whose line it stands",
                "ISO 8601 year, month or day, or an interval of two with a stroke between",
                "whether the date is approximate",
                "the statement",
                "its standing",
                "the best of its sources'",
            ),
            strict=True,
        )
    )
    rows = [{name: getattr(one, name) for name in names} for one in every]
    codes: dict[str, Mapping[str, str]] = {
        "field": vocabulary.PART,
        "line": vocabulary.LINE,
        "status": vocabulary.STATUS,
        "checked": vocabulary.CHECKED,
    }
    yield Table("statements", "Statements about the cases", columns, rows, ("id",), {"case": ("cases", "id")}, codes,
                {"about": "boolean"})  # fmt: skip
    columns = {
        "statement": "the statement's id",
        "number": "the source's place in the list of the statement",
        "reference": "key of the work",
        "locator": "where in the work",
        "checked": "whether a text of it was opened",
    }
    rows = [
        {
            "statement": one.id,
            "number": n,
            "reference": source.key,
            "locator": source.locator,
            "checked": source.checked,
        }
        for one in every
        for n, source in enumerate(one.sources, start=1)
    ]
    yield Table("statement-sources", "Where each statement comes from", columns, rows, ("statement", "number"),
                {"statement": ("statements", "id"), "reference": ("references", "key")},
                {"checked": vocabulary.CHECKED}, {"number": "integer"})  # fmt: skip


def _rest() -> Iterable[Table]:
    columns = {
        "key": "key of the work",
        "citation": "author and year",
        "reference": "the whole reference",
        "url": "address, DOI first",
    }
    rows = [
        {"key": key, "citation": one["label"], "reference": one["entry"], "url": one["url"]}
        for key, one in load_references().items()
    ]
    yield Table("references", "Works cited; references.bib holds them for reference managers", columns, rows, ("key",))
    columns = {
        "id": "the claim's id",
        "claim": "the op-ed's claim in the course's words",
        "claim_ar": "the same in Arabic",
        "verdict": "what it was found to be",
        "reservation": "what has to be added to it",
        "record": "what the record says",
        "correction": "how it would stand corrected",
    }
    rows = [{name: claim[name] for name in columns} for claim in load_claims()]
    yield Table("claims", "The claims of the op-ed that the course starts from", columns, rows, ("id",), {},
                {"verdict": vocabulary.VERDICT})  # fmt: skip
    columns = {
        "id": "the term's id",
        "term": "the term in English",
        "term_ar": "the term in Arabic",
        "meaning": "what it means",
        "originator": "who coined it",
        "year": "when",
    }
    rows = [{name: term[name] for name in columns} for term in load_glossary()]
    yield Table("glossary", "Terms", columns, rows, ("id",))
    columns = {
        "vocabulary": "the vocabulary",
        "code": "the code",
        "label": "what a learner reads",
        "rule": "how it is decided",
        "example_case": "a case that plainly has it",
        "example": "why",
        "border_case": "a case on its border",
        "border": "why it was decided as it was",
    }
    yield Table("codebook", "How each code is decided", columns, list(codebook_rows()), ("vocabulary", "code"),
                {"example_case": ("cases", "id"), "border_case": ("cases", "id")})  # fmt: skip


def codebook_rows() -> Iterable[Row]:
    """Yield each code with its label, its rule, an example and a border case."""
    for (name, code), one in load_codebook().items():
        yield {
            "vocabulary": name,
            "code": code,
            "label": vocabulary.CODEBOOK[name][code],
            "rule": one["rule"],
            "example_case": one["example"]["case"],
            "example": one["example"]["text"],
            "border_case": one["border"]["case"],
            "border": one["border"]["text"],
        }


def codebook() -> str:
    """Return the codebook as a text to read, in Markdown."""
    lines = ["# Codebook", "", vocabulary.no_success_rate(), ""]
    before = ""
    for row in codebook_rows():
        if row["vocabulary"] != before:
            before = row["vocabulary"]
            lines += [f"## {before}", ""]
        lines += [
            f"### `{row['code']}`: {row['label']}",
            "",
            row["rule"],
            "",
            f"- Example, {row['example_case']}: {row['example']}",
            f"- Border case, {row['border_case']}: {row['border']}",
            "",
        ]
    return "\n".join(lines)


def package(catalogue: Catalogue | None = None) -> dict[str, str]:
    """Return the package as the text of each of its files by name."""
    every = tables(catalogue)
    described = {
        "profile": "tabular-data-package",
        "name": "track-two-cases",
        "title": "Cases of Track II diplomacy, statement by statement",
        "description": "Unofficial contacts between people from states or groups in conflict. "
        + vocabulary.no_success_rate(),
        "version": __version__,
        "licenses": [LICENCE],
        "contributors": [{"title": "The authors of the Track II course", "role": "author"}],
        "keywords": ["Track II diplomacy", "unofficial diplomacy", "mediation", "peace process"],
        "resources": [table.resource() for table in every],
    }
    files = {f"{table.name}.csv": table.text() for table in every}
    files["datapackage.json"] = json.dumps(described, ensure_ascii=False, indent=1) + "\n"
    files["CODEBOOK.md"] = codebook()
    files["LICENCE.txt"] = f"{LICENCE['title']} (CC BY 4.0): {LICENCE['path']}\n"
    files["references.bib"] = citations.bibtex()
    return files


def write(folder: Path, force: bool = False) -> list[Path]:
    """Write the package into a folder and return its files.

    Parameters
    ----------
    folder: made if it is not there.
    force: write over files of an earlier export.

    Raises
    ------
    ValueError: where the folder holds anything and `force` was not said; then nothing was written.
    """
    if folder.exists() and any(folder.iterdir()) and not force:
        raise ValueError(words("{folder} is not empty; name a new folder, or add --force.", folder=folder))
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, text in package().items():
        file = folder / name
        file.write_text(text, encoding="utf-8", newline="\n")
        written.append(file)
    return written
