"""The cases: what lessons load, compare and compute with.

A case is made of *statements*, each with its status and its sources; every code of a case (its phases, people,
functions, outcome) names the statements it rests on. Only the standard library is needed to load the catalogue; pandas
is imported when somebody asks for a table.
"""

from __future__ import annotations

import gc
import json
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from course_lib import vocabulary
from course_lib.words import number_of, words

if TYPE_CHECKING:
    import pandas

COMPILED = Path(__file__).parent / "data" / "compiled"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a statement comes from: a key of the references, the place in that work, and whether it was opened."""

    key: str
    locator: str
    checked: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence about a case, with its standing.

    `date` is an ISO 8601 date (`1971`, `1971-04`, `1971-04-06`) or an interval of two (`1971-04-10/1971-04-17`), or
    None. `status` is `established`, `contested` or `one_side`.
    """

    id: str
    case: str
    field: str
    text: str
    status: str
    sources: tuple[Source, ...]
    date: str | None = None
    about: bool = False
    line: str | None = None

    @property
    def date_precision(self) -> str | None:
        """`day`, `month`, `year`, `interval` or `about`; None where the statement has no date."""
        if self.date is None:
            return None
        if self.about:
            return "about"
        if "/" in self.date:
            return "interval"
        return {4: "year", 7: "month", 10: "day"}[len(self.date)]

    @property
    def checked(self) -> str:
        """`opened` if a text of any of its sources was opened, else `recalled`."""
        return "opened" if any(source.checked == "opened" for source in self.sources) else "recalled"


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of a case during which its track, officiality and secrecy stayed what they were."""

    case: str
    label: str
    start: str
    end: str
    track: str
    sense: str | None
    officiality: str
    secrecy: str
    why: str
    because: tuple[str, ...]


@dataclass(frozen=True)
class Case:
    """One case of the catalogue; `raw` holds every field as its file states it."""

    raw: dict[str, Any] = field(repr=False)

    @property
    def id(self) -> str:
        return self.raw["id"]

    @property
    def name(self) -> str:
        return self.raw["name"]

    @property
    def start(self) -> int:
        """The year in which it began."""
        return int(self.raw["start"][:4])

    @property
    def end(self) -> int:
        """The year in which it ended."""
        return int(self.raw["end"][:4])

    @cached_property
    def phases(self) -> tuple[Phase, ...]:
        return tuple(
            Phase(case=self.id, **{**phase, "because": tuple(phase["because"])}) for phase in self.raw["phases"]
        )

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        return tuple(
            Statement(case=self.id, **{**entry, "sources": tuple(Source(**source) for source in entry["sources"])})
            for entry in self.raw["statements"]
        )

    @property
    def events(self) -> tuple[Statement, ...]:
        """Its dated events, the earliest first."""
        return tuple(sorted((s for s in self.statements if s.field == "event"), key=lambda s: s.date or ""))

    def row(self, phases: Collection[Phase] | None = None) -> dict[str, Any]:
        """Return the case as one row of the catalogue's table; what a case can have several of is a tuple.

        With `phases`, the row of the case as it was in these phases only.
        """
        raw, phases = self.raw, self.phases if phases is None else phases
        return {
            "case": self.id,
            "name": self.name,
            "start": self.start,
            "end": self.end,
            "region": raw["region"],
            "field": tuple(raw["fields"]),
            "conflict": raw["conflict"],
            "party": tuple(raw["parties"]),
            "track": tuple(dict.fromkeys(p.track for p in phases)),
            "sense": tuple(dict.fromkeys(p.sense for p in phases if p.sense)),
            "officiality": tuple(dict.fromkeys(p.officiality for p in phases)),
            "secrecy": tuple(dict.fromkeys(p.secrecy for p in phases)),
            "function": tuple(item["name"] for item in raw["functions"]),
            "outcome": raw["outcome"]["code"],
        }


# The columns of the table whose values come from a fixed vocabulary: a misspelt value is named at once.
CODED = {
    "region": vocabulary.REGION,
    "field": vocabulary.FIELD,
    "conflict": vocabulary.CONFLICT,
    "track": vocabulary.TRACK,
    "sense": vocabulary.SENSE,
    "officiality": vocabulary.OFFICIALITY,
    "secrecy": vocabulary.SECRECY,
    "function": vocabulary.FUNCTION,
    "outcome": vocabulary.OUTCOME,
}
COLUMNS = ("case", "name", "start", "end", *list(CODED)[:3], "party", *list(CODED)[3:])


class Catalogue:
    """The cases in the order of their ids: `catalogue["C11"]`, `for case in catalogue`, `len(catalogue)`."""

    def __init__(self, cases: Collection[Case]) -> None:
        self._cases = {case.id: case for case in cases}

    def __len__(self) -> int:
        return len(self._cases)

    def __iter__(self) -> Iterator[Case]:
        return iter(self._cases.values())

    def __contains__(self, case_id: object) -> bool:
        return case_id in self._cases

    def __getitem__(self, case_id: str) -> Case:
        if case_id not in self._cases:
            raise ValueError(
                words(
                    "There is no case “{case}” here. The cases are: {known}.",
                    case=case_id,
                    known=", ".join(self._cases) or words("none"),
                )
            )
        return self._cases[case_id]

    def __repr__(self) -> str:
        return number_of(len(self), "Catalogue of {count} case", "Catalogue of {count} cases") + (
            f": {', '.join(self._cases)}" if self._cases else ""
        )

    def first(self) -> Case:
        """Return the first case; a ValueError says so where there is none."""
        if not self._cases:
            raise ValueError(words("There is no case to show; ask for fewer conditions."))
        return next(iter(self))

    def statement(self, statement_id: str) -> Statement:
        """Return one statement by its id, such as `C11-04`; a ValueError names an unknown one."""
        for statement in self[statement_id.partition("-")[0]].statements:
            if statement.id == statement_id:
                return statement
        raise ValueError(words("There is no statement “{statement}”.", statement=statement_id))

    def filter(self, **conditions: Any) -> Catalogue:
        """Return the cases that meet every condition, as a smaller catalogue.

        Parameters
        ----------
        conditions: a column of `table()` and what it must be: one value, several of which any will do (a list or a
            range), or a function that says yes or no. Where a case has several values, one that fits is enough; what is
            asked of track, sense, officiality and secrecy must hold in one and the same phase.

        Raises
        ------
        ValueError: for a column that the table does not have, or a value that its vocabulary does not have.

        Examples
        --------
        >>> load_cases().filter(secrecy="secret", start=range(1990, 2000))
        Catalogue of 2 cases: C19, N01
        """
        for column, wanted in conditions.items():
            if column not in COLUMNS:
                raise ValueError(
                    words(
                        "There is no column “{column}”. The columns are: {known}.",
                        column=column,
                        known=", ".join(COLUMNS),
                    )
                )
            if column in CODED:
                _known(column, wanted)
        return Catalogue(
            [
                case
                for case in self
                if any(
                    all(_fits(row[column], wanted) for column, wanted in conditions.items())
                    for row in (case.row([phase]) for phase in case.phases)
                )
            ]
        )

    def table(self) -> pandas.DataFrame:
        """Return a DataFrame with a row a case, by case id; what a case can have several of is a tuple.

        Its `outcome` is a teaching judgement on cases chosen for variety: no success rate can be computed from it. The
        table says so itself, in `table.attrs["outcome"]`.
        """
        import pandas

        rows = pandas.DataFrame([case.row() for case in self], columns=list(COLUMNS))
        rows.attrs["outcome"] = vocabulary.no_success_rate()
        return rows.set_index(rows["case"].rename(None))

    def statements(self) -> pandas.DataFrame:
        """Return a DataFrame with a row a statement, by statement id.

        Columns: `case`, `field` (the part of the case it supports), `text`, `date` (ISO 8601 text or None),
        `date_precision`, `status`, `checked` (the best of its sources') and `sources` (a tuple of `Source`).
        """
        import pandas

        columns = ["case", "field", "text", "date", "date_precision", "status", "checked", "sources"]
        everything = [statement for case in self for statement in case.statements]
        return pandas.DataFrame(
            [[getattr(statement, column) for column in columns] for statement in everything],
            index=pandas.Index([statement.id for statement in everything], name="statement"),
            columns=columns,
            dtype=object,  # a statement without a date has None, and not pandas' own word for nothing
        )


def _several(wanted: Any) -> list[Any]:
    return list(wanted) if isinstance(wanted, (list, tuple, set, frozenset, range)) else [wanted]


def _known(column: str, wanted: Any) -> None:
    if callable(wanted):
        return
    for value in _several(wanted):
        if value not in CODED[column]:
            raise ValueError(
                words(
                    "“{value}” is not a {column}. Choose from: {known}.",
                    value=value,
                    column=column,
                    known=", ".join(CODED[column]),
                )
            )


def _fits(value: Any, wanted: Any) -> bool:
    has = value if isinstance(value, tuple) else (value,)
    if callable(wanted):
        says: Callable[[Any], bool] = wanted
        return any(says(one) for one in has)
    allowed = _several(wanted)
    return any(one in allowed for one in has)


def load_cases(path: Path | str | None = None) -> Catalogue:
    """Return the course's cases, or those of another compiled file.

    Parameters
    ----------
    path: a JSON file as `course build` writes it; without it, the course's own.

    Raises
    ------
    ValueError: where the file is not there or is not such a file.
    """
    file = Path(path) if path else COMPILED / "cases.json"
    try:
        return Catalogue([Case(dict(raw, id=raw["id"], phases=raw["phases"])) for raw in read_compiled(file)])
    except (TypeError, KeyError, IndexError) as error:
        raise ValueError(words("The data file {file} holds no cases.", file=file)) from error


def load_claims() -> list[dict[str, Any]]:
    """Return the op-ed's claims in the order of its text: each with `claim`, `verdict`, `record` and `sources`."""
    return read_compiled(COMPILED / "claims.json")


def load_questions() -> dict[str, dict[str, Any]]:
    """Return the lessons' questions by id, such as `01-P1`."""
    return {question["id"]: question for question in read_compiled(COMPILED / "questions.json")}


def load_references() -> dict[str, dict[str, str]]:
    """Return each reference by key: its `label` (author and year), its `entry` as text, and its `url` or ""."""
    return read_compiled(COMPILED / "references.json")


def load_vignettes() -> list[dict[str, str]]:
    """Return encounters of the catalogue told without names: each with `id`, `story`, `case` and the label of a `phase`."""
    return read_compiled(COMPILED / "vignettes.json")


def load_codebook() -> dict[tuple[str, str], dict[str, Any]]:
    """Return how each code is decided, by vocabulary and code: its `rule`, an `example` and a `border` case."""
    return {(one["vocabulary"], one["code"]): one for one in read_compiled(COMPILED / "codebook.json")}


def load_glossary() -> list[dict[str, Any]]:
    """Return the course's terms in the order of the alphabet, each with its meaning, originator, year and sources."""
    return read_compiled(COMPILED / "glossary.json")


def load_model(name: str) -> dict[str, Any]:
    """Return what a model rests on: its `question`, `coefficients`, `structure`, `reversals` and `cases`.

    Raises
    ------
    ValueError: for a model that is not there; it names those that are.
    """
    known = {one["id"]: one for one in read_compiled(COMPILED / "models.json")}
    if name not in known:
        raise ValueError(words("There is no model “{name}”. There are: {known}.", name=name, known=", ".join(known)))
    return known[name]


def read_compiled(file: Path) -> Any:
    # While a large file is read, the collector would go over everything read so far again and again, and find nothing.
    collecting = gc.isenabled()
    gc.disable()
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise ValueError(
            words("The data file {file} could not be read: {why}.", file=file, why=error.strerror)
        ) from error
    except ValueError as error:
        raise ValueError(words("The data file {file} is not whole; install the course again.", file=file)) from error
    finally:
        if collecting:
            gc.enable()
