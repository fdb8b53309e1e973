"""What is expected of each data file, field by field, as pydantic models.

A case, a claim, a question, an encounter and a reference are described here once; `authoring` reads the files against it
and says in plain words what does not fit.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from course_lib import vocabulary


def _in(codes: Mapping[str, str]) -> AfterValidator:
    def check(value: str) -> str:
        if value not in codes:
            raise ValueError(f"expected one of: {', '.join(codes)}")
        return value

    return AfterValidator(check)


def _date(value: str) -> str:
    """Accept 1971, 1971-04 or 1971-04-06, if there is such a day."""
    if not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", value):
        raise ValueError("expected a date such as 1971, 1971-04 or 1971-04-06")
    try:
        datetime.date.fromisoformat((value + "-01-01")[:10])
    except ValueError:
        raise ValueError(f"expected a day that exists, and {value} does not") from None
    return value


def _dates(value: str) -> str:
    """Accept a date, or two of the same precision with a stroke between them, the earlier first."""
    ends = [_date(end) for end in value.split("/")]
    if len(ends) > 2 or len({len(end) for end in ends}) > 1 or sorted(ends) != ends:
        raise ValueError("expected a date, or two of equal precision such as 1971-04-10/1971-04-17, the earlier first")
    return value


CheckedCode = Annotated[str, _in(vocabulary.CHECKED)]
PartCode = Annotated[str, _in(vocabulary.PART)]
LineCode = Annotated[str, _in(vocabulary.LINE)]
StatusCode = Annotated[str, _in(vocabulary.STATUS)]
KindCode = Annotated[str, _in(vocabulary.KIND)]
RoleCode = Annotated[str, _in(vocabulary.ROLE)]
TrackCode = Annotated[str, _in(vocabulary.TRACK)]
SenseCode = Annotated[str, _in(vocabulary.SENSE)]
OfficialityCode = Annotated[str, _in(vocabulary.OFFICIALITY)]
SecrecyCode = Annotated[str, _in(vocabulary.SECRECY)]
FunctionCode = Annotated[str, _in(vocabulary.FUNCTION)]
CarrierCode = Annotated[str, _in(vocabulary.CARRIER)]
DirectionCode = Annotated[str, _in(vocabulary.DIRECTION)]
OutcomeCode = Annotated[str, _in(vocabulary.OUTCOME)]
RegionCode = Annotated[str, _in(vocabulary.REGION)]
FieldCode = Annotated[str, _in(vocabulary.FIELD)]
ConflictCode = Annotated[str, _in(vocabulary.CONFLICT)]
VerdictCode = Annotated[str, _in(vocabulary.VERDICT)]

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Date = Annotated[str, AfterValidator(_date)]
Dates = Annotated[str, AfterValidator(_dates)]
StatementId = Annotated[str, StringConstraints(pattern=r"^[CN]\d\d-\d\d$")]
CaseId = Annotated[str, StringConstraints(pattern=r"^[CN]\d\d$")]
LessonNumber = Annotated[str, StringConstraints(pattern=r"^\d\d$")]
Because = Annotated[list[StatementId], Field(min_length=1)]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Source(Strict):
    key: Text
    locator: Text
    checked: CheckedCode


Sources = Annotated[list[Source], Field(min_length=1)]


class Statement(Strict):
    id: StatementId
    field: PartCode
    line: LineCode | None = None
    date: Dates | None = None
    about: bool = False
    text: Text
    status: StatusCode
    sources: Sources

    @model_validator(mode="after")
    def an_event_is_dated(self) -> Statement:
        if self.field == "event" and not (self.date and self.line):
            raise ValueError("expected a date and a line (official, unofficial or context), as every event has")
        return self


class Setting(Strict):
    place: Text
    lat: Annotated[float, Field(ge=-90, le=90)]
    lon: Annotated[float, Field(ge=-180, le=180)]
    because: Because


class Actor(Strict):
    name: Text
    side: Text
    kind: KindCode
    role: RoleCode
    because: Because


class Body(Strict):
    name: Text
    kind: KindCode
    because: Because


class Link(Strict):
    """Two people or bodies of a case who met, or between whom words passed."""

    ends: Annotated[list[Text], Field(min_length=2, max_length=2)]
    because: Because


class Phase(Strict):
    label: Text
    start: Date
    end: Date
    track: TrackCode
    sense: SenseCode | None = None
    officiality: OfficialityCode
    secrecy: SecrecyCode
    why: Text
    because: Because

    @model_validator(mode="after")
    def track_one_and_a_half_says_its_sense(self) -> Phase:
        if (self.track == "1.5") != (self.sense is not None):
            raise ValueError("expected a sense (attendance or third_party) for track 1.5, and for no other track")
        if self.end < self.start[: len(self.end)]:
            raise ValueError("expected an end no earlier than the start")
        return self


class Function(Strict):
    name: FunctionCode
    because: Because


class Transfer(Strict):
    carrier: CarrierCode
    direction: DirectionCode
    because: Because


class Outcome(Strict):
    code: OutcomeCode
    why: Text
    because: Because


class Case(Strict):
    id: CaseId
    name: Text
    name_ar: Text
    start: Date
    end: Date
    region: RegionCode
    fields: Annotated[list[FieldCode], Field(min_length=1)]
    conflict: ConflictCode
    parties: Annotated[list[Text], Field(min_length=2)]
    settings: Annotated[list[Setting], Field(min_length=1)]
    actors: Annotated[list[Actor], Field(min_length=1)]
    conveners: list[Body]
    funders: list[Body]
    links: list[Link] = []
    phases: Annotated[list[Phase], Field(min_length=1)]
    functions: list[Function]
    transfer: list[Transfer]
    outcome: Outcome
    statements: Annotated[list[Statement], Field(min_length=1)]


class Claim(Strict):
    id: Annotated[str, StringConstraints(pattern=r"^claim-\d\d$")]
    claim: Text
    claim_ar: Text
    verdict: VerdictCode
    reservation: Text | None = None
    record: Text
    correction: Text | None = None
    cases: list[CaseId]
    lessons: Annotated[list[LessonNumber], Field(min_length=1)]
    sources: Sources


class Story(Strict):
    """An invented encounter, to be placed on the axes in an exercise."""

    id: Annotated[str, StringConstraints(pattern=r"^S\d\d$")]
    story: Text


class Situation(Strict):
    """One of several situations that test the same outcome of a lesson; which option is right is not kept here."""

    id: Annotated[str, StringConstraints(pattern=r"^[A-Z]\d\d[a-z]$")]
    outcome: Annotated[str, StringConstraints(pattern=r"^\d\d-\d$")]
    text: Text
    asks: Text
    options: Annotated[list[Text], Field(min_length=3, max_length=4)]


class Vignette(Strict):
    """An encounter of the catalogue told without names; its place on the axes is that of the phase."""

    id: Annotated[str, StringConstraints(pattern=r"^V\d\d$")]
    case: CaseId
    phase: Text
    story: Text


class Instance(Strict):
    """A case that shows how a code is decided."""

    case: CaseId
    text: Text


class Coding(Strict):
    """How one code is decided: the rule, a case that plainly has it, and one on its border."""

    vocabulary: Text
    code: Text
    rule: Text
    example: Instance
    border: Instance


class Term(Strict):
    """A term of the field, or of the course's method."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    term: Text
    term_ar: Text
    meaning: Text
    originator: Text | None
    year: Text | None
    sources: Sources
    see: list[Text]
    lessons: list[LessonNumber]


class Series(Strict):
    """A small published series of numbers: where it comes from, and what its own publisher warns of."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z]+(-[a-z]+)*$")]
    title: Text
    unit: Text
    columns: dict[str, Text]
    warning: Text
    licence: Text
    sources: Sources


Basis = Literal["sourced", "assumption"]
Word = Annotated[str, StringConstraints(pattern=r"^[a-z]+(_[a-z]+)*$")]


class Grounded(Strict):
    """What rests on a source, or is said to be an assumption of this course."""

    basis: Basis
    sources: list[Source] = []

    @model_validator(mode="after")
    def what_is_sourced_has_a_source(self) -> Grounded:
        if self.basis == "sourced" and not self.sources:
            raise ValueError("expected at least one source, as the basis is sourced")
        return self


class Coefficient(Grounded):
    """A number of a model: its range, where it starts, and what it rests on."""

    name: Word
    label: Text
    means: Text
    low: float
    high: float
    step: Annotated[float, Field(gt=0)]
    start: float
    why: Text

    @model_validator(mode="after")
    def it_starts_within_its_range(self) -> Coefficient:
        if not self.low <= self.start <= self.high:
            raise ValueError("expected a start between low and high")
        return self


class Part(Grounded):
    """A part of a model's form."""

    text: Text


class Reversal(Strict):
    """What would turn a model's message round, and who says so."""

    text: Text
    sources: list[Source] = []


class Shown(Strict):
    """Where the catalogue shows an idea, or a real case that did what a player can do."""

    case: CaseId
    text: Text
    because: Because


class Model(Strict):
    """What a model's numbers and form rest on, and what would turn its message round."""

    id: Word
    name: Text
    question: Text
    coefficients: Annotated[list[Coefficient], Field(min_length=1)]
    structure: Annotated[list[Part], Field(min_length=1)]
    reversals: Annotated[list[Reversal], Field(min_length=1)]
    cases: Annotated[list[Shown], Field(min_length=1)]


Id = Annotated[str, StringConstraints(pattern=r"^[a-z]+(-[a-z0-9]+)*$")]


class Scene(Strict):
    """A conflict in which a process is designed: one of the catalogue's, or an invented one that says so."""

    id: Id
    name: Text
    case: CaseId | None
    side_a: Text
    side_b: Text
    text: Text
    because: list[StatementId] = []
    happened: Text
    happened_because: list[StatementId] = []
    sets: dict[Word, float]
    why: Text

    @model_validator(mode="after")
    def a_real_one_rests_on_statements(self) -> Scene:
        if bool(self.case) != bool(self.because) or bool(self.case) != bool(self.happened_because):
            raise ValueError("expected because and happened_because where there is a case, and only there")
        return self


class Way(Grounded):
    """One way to decide a choice of a design: what it brings, what it costs, and what it sets in the model."""

    id: Id
    label: Text
    text: Text
    sets: dict[Word, float] = {}
    times: dict[Word, float] = {}
    precedent: Shown | None = None


class Choice(Strict):
    """A choice of a design, with the ways to decide it."""

    id: Id
    label: Text
    options: Annotated[list[Way], Field(min_length=2)]


class Decision(Strict):
    """What a convener can do in a turn."""

    id: Word
    label: Text
    text: Text


class Happening(Strict):
    """What can happen in a turn, with real precedents."""

    id: Word
    label: Text
    text: Text
    effect: Text
    precedents: list[Shown] = []


class Debriefing(Strict):
    """A question that a debrief asks."""

    id: Word
    question: Text


class Player(Strict):
    """A role for a team around one screen, and what it asks before every decision."""

    id: Word
    label: Text
    text: Text
    asks: Text


class Heading(Strict):
    """A heading of the memo that a run exports, and what to write there."""

    heading: Text
    text: Text


class Studio(Strict):
    """What can be chosen and what can happen in the design studio."""

    settings: Annotated[list[Scene], Field(min_length=1)]
    choices: Annotated[list[Choice], Field(min_length=1)]
    decisions: list[Decision]
    cards: list[Happening]
    tipped: list[Debriefing]
    roles: list[Player]
    memo: list[Heading]


class Option(Strict):
    text: Text
    right: bool = False
    feedback: Text


class Question(Strict):
    id: Annotated[str, StringConstraints(pattern=r"^\d\d-[PQ]\d+$")]
    lesson: LessonNumber
    kind: Literal["chance", "number", "choice"]
    outcome: int | None = None
    prompt: Text
    truth: float | None = None
    low: float = 0
    high: float = 100
    reveal: Text | None = None
    options: list[Option] = []
    fixed_order: bool = False
    because: list[Source] = []

    @model_validator(mode="after")
    def its_kind_has_what_it_needs(self) -> Question:
        if self.kind == "choice":
            if not 3 <= len(self.options) <= 5 or sum(option.right for option in self.options) != 1:
                raise ValueError("expected three to five options of which exactly one is right")
        elif self.truth is None or self.reveal is None or not self.low <= self.truth <= self.high:
            raise ValueError("expected a truth between low and high, and a reveal")
        return self


class Name(BaseModel):
    model_config = ConfigDict(extra="forbid")
    family: Text | None = None
    given: Text | None = None
    literal: Text | None = None

    @model_validator(mode="after")
    def a_person_or_a_body(self) -> Name:
        if bool(self.family) == bool(self.literal):
            raise ValueError("expected either a family name (a person) or a literal (a body)")
        if self.given and ord(self.given[0]) > 0x24F:
            # The style shortens given names to initials, which only Latin script bears.
            raise ValueError("expected the whole name as family where it is not in Latin script")
        return self


class Reference(BaseModel):
    """A CSL-JSON item, as far as the course relies on it; other CSL fields pass unchanged."""

    model_config = ConfigDict(extra="allow")
    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    type: Literal[
        "article-journal", "article-magazine", "article-newspaper", "bill", "book", "broadcast", "chapter", "dataset",
        "document", "entry", "graphic", "hearing", "interview", "legal_case", "legislation", "manuscript", "motion_picture",
        "personal_communication", "post", "report", "speech", "thesis", "treaty", "webpage",
    ]  # fmt: skip
    title: Text
    author: list[Name] = []
    editor: list[Name] = []
    URL: Annotated[str, StringConstraints(pattern=r"^https?://[^\s/]+\.[^\s/]+")] | None = None
    DOI: Annotated[str, StringConstraints(pattern=r"^10\.\d{4,}/\S+$")] | None = None
    ISBN: Annotated[str, StringConstraints(pattern=r"^[0-9X-]{10,17}$")] | None = None

    @model_validator(mode="after")
    def a_stranger_can_find_it(self) -> Reference:
        more = self.model_extra or {}
        where = ("container-title", "publisher", "collection-title", "archive", "event-title", "authority", "number")
        if not (self.URL or self.DOI or self.ISBN or any(more.get(name) for name in where)):
            raise ValueError("expected where it was published: a container-title, publisher, DOI, ISBN or URL")
        return self
