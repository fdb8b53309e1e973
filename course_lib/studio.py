"""The design studio: a process that a learner designs, leads turn by turn, and looks back on.

A *design* is a setting and one way for each choice; a *run* is a design, a seed and the decisions taken so far. Everything
else follows from a run, so that it can be kept as a few words, replayed, and handed in: what happened, what may still come,
what would have happened anyway, and what another choice would have changed. The numbers are those of `models.process`; what
can be chosen and what can happen stands in `data/studio.yaml`.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from course_lib.catalogue import COMPILED, read_compiled
from course_lib.models import process, robustness
from course_lib.models.bounds import Array, whole, within
from course_lib.models.process import DECISIONS, RANGES, STAGES, Coefficients, Futures, State, draw, funnel, simulate
from course_lib.words import words

TURNS = 12
# A turn is answered with so many futures, a debrief with more.
AHEAD, FUTURES = 1_000, 4_000
# Chart, words and table of a run ask for the same futures: they are played once.
played_once = functools.lru_cache(maxsize=64)
# Luck of the futures is other luck than that of the run, whatever its seed.
_OTHER_LUCK = 1_000_003
FUNNEL = ("never_opened", "no_deal", "rejected", "ratified")


@functools.cache
def content() -> dict[str, Any]:
    """Return what can be chosen and what can happen, as in `data/studio.yaml`: settings, choices, decisions, cards "
    "and so on."""
    found: dict[str, Any] = read_compiled(COMPILED / "studio.json")
    return found


def part(kind: str, name: str) -> dict[str, Any]:
    """Return one thing of the studio by its kind (such as `settings`) and its id.

    Raises
    ------
    ValueError: for one that is not there; it names those that are.
    """
    known = {one["id"]: one for one in content()[kind]}
    if name not in known:
        raise ValueError(words("The studio has no “{name}”; it has: {known}.", name=name, known=", ".join(known)))
    return known[name]


@dataclass(frozen=True)
class Design:
    """A setting, and one way for each choice.

    Parameters
    ----------
    setting: the id of a setting, such as `mells-park`.
    ways: the id of a way for each choice, by the choice's id; choices that are left out take their first way.
    numbers: numbers of the model that the learner placed in place of the setting's and the ways' own, by name.

    Raises
    ------
    ValueError: for a setting, a choice, a way or a number that there is not, and for a number outside its range.
    """

    setting: str
    ways: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        part("settings", self.setting)
        for name, value in self.numbers.items():
            if name not in RANGES:
                raise ValueError(words("The model has no number “{name}”.", name=name))
            within(name, value, *RANGES[name])
        for choice in self.ways:
            part("choices", choice)
        chosen = {one["id"]: self.ways.get(one["id"], one["options"][0]["id"]) for one in content()["choices"]}
        object.__setattr__(self, "ways", chosen)
        for choice in chosen:
            self.way(choice)

    def __hash__(self) -> int:
        return hash((self.setting, *self.ways.items(), *sorted(self.numbers.items())))

    def way(self, choice: str) -> dict[str, Any]:
        """Return the way that was chosen, with its text and what it sets."""
        known = {one["id"]: one for one in part("choices", choice)["options"]}
        if self.ways[choice] not in known:
            raise ValueError(
                words("“{way}” is no way to decide “{choice}”; there are: {known}.",
                      way=self.ways[choice], choice=choice, known=", ".join(known))
            )  # fmt: skip
        return known[self.ways[choice]]

    def but(self, choice: str, way: str) -> Design:
        """Return the same design with one choice decided another way."""
        return replace(self, ways={**self.ways, choice: way})

    @played_once
    def coefficients(self) -> Coefficients:
        """Return the numbers of the model for this design: the setting's, then each way's, cut off at their ranges."""
        plain = Coefficients()
        values = {name: float(getattr(plain, name)) for name in RANGES}
        values.update(part("settings", self.setting)["sets"])
        for choice in self.ways:
            values.update(self.way(choice)["sets"])
        for choice in self.ways:
            for name, factor in self.way(choice)["times"].items():
                values[name] *= factor
        cut = {name: min(max(value, RANGES[name][0]), RANGES[name][1]) for name, value in values.items()}
        return Coefficients(**{**cut, **self.numbers})

    def number(self, name: str) -> float:
        """Return one of the numbers of the model for this design, by its name."""
        return float(getattr(self.coefficients(), name))


@dataclass(frozen=True)
class Run:
    """A design, the seed of its luck, and the decisions taken so far.

    Parameters
    ----------
    design: what was designed.
    seed: the luck, a whole number from 0 to 999,999: the same number brings the same luck.
    decisions: the names of the decisions in order, up to twelve.

    Raises
    ------
    ValueError: for a seed or a decision that there is not, and for more decisions than turns.
    """

    design: Design
    seed: int = 1
    decisions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "seed", whole(words("seed"), self.seed, 0, 999_999))
        object.__setattr__(self, "decisions", tuple(self.decisions))
        whole(words("number of decisions"), len(self.decisions), 0, TURNS)
        for name in self.decisions:
            part("decisions", name)

    def plain(self) -> dict[str, Any]:
        """Return the run as plain values, as the journal keeps it."""
        return {"setting": self.design.setting, "ways": dict(self.design.ways), "numbers": dict(self.design.numbers),
                "seed": self.seed, "decisions": list(self.decisions)}  # fmt: skip

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> Run:
        """Return the run that plain values stand for.

        Raises
        ------
        ValueError: where they stand for none.
        """
        try:
            design = Design(plain["setting"], plain["ways"], plain.get("numbers", {}))
            return cls(design, plain["seed"], tuple(plain["decisions"]))
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError(
                words("This is no run of the studio: it lacks a setting, ways, seed or decisions.")
            ) from error

    def then(self, decision: str) -> Run:
        """Return the run with one more decision."""
        return replace(self, decisions=(*self.decisions, decision))

    @property
    def turn(self) -> int:
        """The turn that comes next, from 0; as many as there are turns when all are played."""
        return len(self.decisions)


@played_once
def play(run: Run) -> tuple[State, ...]:
    """Return where the run stood at the outset and after each of its decisions: states of one future."""
    coefficients, luck = run.design.coefficients(), draw(run.seed, 1, TURNS)
    if not run.decisions:
        return (process.start(coefficients, luck),)
    return simulate(_numbers(run.decisions), coefficients, luck, keep=True).states


def is_over(run: Run) -> bool:
    """Say whether nothing is left to decide: all turns are played, or talks ended one way or another."""
    return run.turn >= TURNS or bool(play(run)[-1].stage[0] >= process.RATIFIED)


def news(run: Run) -> str:
    """Return the card of the turn to come, which a convener sees before deciding.

    Raises
    ------
    ValueError: where no turn is to come.
    """
    turn = whole(words("turn"), run.turn, 0, TURNS - 1)
    after = process.step(play(run)[-1], turn, process.PAUSE, draw(run.seed, 1, TURNS), run.design.coefficients())
    return process.CARDS[int(after.card[0])]


def costs(run: Run) -> dict[str, float]:
    """Return what each decision costs in this design, in units of the budget."""
    return {name: run.design.number(f"{name}_cost") if f"{name}_cost" in RANGES else 0.0 for name in DECISIONS}


@played_once
def ahead(run: Run, rest: tuple[str, ...], futures: int = AHEAD) -> dict[str, float]:
    """Return how far the process comes from where it stands, as shares of many futures.

    What nobody in the room knows, how far the two sides' win-sets overlap, is drawn anew for each future; so is all luck.

    Parameters
    ----------
    run: what was played so far.
    rest: a decision for each turn that is left.
    futures: how many.

    Raises
    ------
    ValueError: for decisions that are not as many as the turns that are left.
    """
    whole(words("decisions for the turns that are left"), len(rest), TURNS - run.turn, TURNS - run.turn)
    coefficients, luck = run.design.coefficients(), draw(run.seed + _OTHER_LUCK, futures, TURNS)
    now = play(run)[-1]
    if not rest:
        return funnel(Futures(now))
    unknown = process.start(coefficients, luck).overlap
    return funnel(simulate(_numbers(rest), coefficients, luck, replace(now, overlap=unknown), run.turn))


def played(run: Run) -> tuple[str, ...]:
    """Return the run's decisions, with pauses for the turns that were not played."""
    return run.decisions + ("pause",) * (TURNS - run.turn)


@played_once
def futures_of(design: Design, decisions: tuple[str, ...], seed: int, futures: int = FUTURES) -> Futures:
    """Play the same decisions in many futures of a design; the same seed brings the same luck to every design."""
    return simulate(_numbers(decisions), design.coefficients(), draw(seed + _OTHER_LUCK, futures, TURNS))


def anyway(run: Run, futures: int = FUTURES) -> dict[str, float]:
    """Return how far things come where the convener does nothing at all: what would have happened anyway."""
    return funnel(futures_of(run.design, ("pause",) * TURNS, run.seed, futures))


@dataclass(frozen=True)
class Change:
    """What one other choice would have changed: shares of futures, and means for each future.

    `luck` is how far the change in `ratified` may be luck: two standard errors of the difference, future by future.
    """

    choice: str
    way: str
    luck: float
    ratified: float
    exposed: float
    harmed: float
    money_left: float


@played_once
def changes(run: Run, futures: int = FUTURES // 2) -> tuple[Change, ...]:
    """Return what each other way of each choice would have changed, one at a time, with the same decisions and luck."""
    mine = futures_of(run.design, played(run), run.seed, futures)
    before = _summary(mine)
    found = []
    for choice in content()["choices"]:
        for way in choice["options"]:
            if way["id"] == run.design.ways[choice["id"]]:
                continue
            theirs = futures_of(run.design.but(choice["id"], way["id"]), played(run), run.seed, futures)
            after = _summary(theirs)
            gained = _ratified(theirs) - _ratified(mine)
            luck = 2 * float(gained.std()) / futures**0.5
            found.append(Change(choice["id"], way["id"], luck, *(after[name] - before[name] for name in before)))
    return tuple(found)


def _ratified(futures: Futures) -> Array:
    """Return 1 for each future that ended ratified, and 0 for each other."""
    return (futures.last.stage == process.RATIFIED).astype(float)


def _summary(futures: Futures) -> dict[str, float]:
    last, shares = futures.last, funnel(futures)
    return {"ratified": shares["ratified"], "exposed": shares["exposed"], "harmed": float(last.harmed.mean()),
            "money_left": float(last.money.mean())}  # fmt: skip


@dataclass(frozen=True)
class Ranked:
    """A plan beside the learner's own, in many worlds whose numbers are shaken.

    `wins` and `loses` are the shares of worlds in which the learner's plan ratifies more, and less, than this plan; `low`,
    `middle` and `high` are this plan's own share of ratified futures in the worst twentieth of worlds, the middle one and the
    best twentieth. `can_rank` says whether the two differ in at least half of the worlds, and one is better in nine of ten
    of those.
    """

    plan: str
    wins: float
    loses: float
    low: float
    middle: float
    high: float

    @property
    def can_rank(self) -> bool:
        differ = self.wins + self.loses
        return differ >= 0.5 and max(self.wins, self.loses) >= 0.9 * differ


OWN = "own"


@played_once
def ranked(run: Run, shakes: int = 60, each: int = 200) -> tuple[Ranked, ...]:
    """Compare the learner's plan with the model's stock of plans where no number is sure; the learner's own comes first."""
    plans = {OWN: _numbers(played(run)), **process.PLANS}
    found = robustness.rank(list(plans.values()), run.design.coefficients(), run.seed, shakes, each)
    spread = found.ratified
    low, middle, high = (_quantile(spread, share) for share in (0.05, 0.5, 0.95))
    return tuple(
        Ranked(name, float(found.beats[0, n]), float(found.beats[n, 0]), low[n], middle[n], high[n])
        for n, name in enumerate(plans)
    )


def _quantile(rows: Any, share: float) -> list[float]:
    ordered = [sorted(row) for row in rows.tolist()]
    return [row[round(share * (len(row) - 1))] for row in ordered]


def ending(run: Run) -> str:
    """Return how the run stands, as a name of `STAGES`."""
    return STAGES[int(play(run)[-1].stage[0])]


def memo(run: Run) -> str:
    """Return the skeleton of a policy memo in Markdown: the design, what the model says of it, and headings to fill in."""
    setting = part("settings", run.design.setting)
    lines = [f"# {words('Policy memo')}: {setting['name']}", "", f"## {words('The design')}", ""]
    for choice in content()["choices"]:
        lines.append(f"- {choice['label']}: {run.design.way(choice['id'])['label']}")
    for name, value in run.design.numbers.items():
        lines.append("- " + words("Placed by hand: {name} = {value}", name=name, value=value))
    decided = ", ".join(part("decisions", name)["label"] for name in run.decisions) or words("none yet")
    lines += [
        "- " + words("Decisions, turn by turn: {decided}", decided=decided),
        "- " + words("Seed: {seed}", seed=run.seed),
    ]
    nothing, yours = anyway(run), funnel(futures_of(run.design, played(run), run.seed))
    lines += [
        "",
        f"## {words('What the model says, and cannot say')}",
        "",
        "- "
        + words(
            "Of {futures} futures, agreements were ratified in {yours} with this design and these decisions, and in "
            "{nothing} "
            "where nothing was done. These are shares in a thinking tool whose numbers are assumed, and no forecast.",
            futures=FUTURES, yours=f"{yours['ratified']:.0%}", nothing=f"{nothing['ratified']:.0%}",
        ),
        "",
    ]  # fmt: skip
    for heading in content()["memo"]:
        lines += [f"## {heading['heading']}", "", f"*{heading['text']}*", "", ""]
    plain = run.plain()
    lines += [
        f"## {words('To replay this run')}",
        "",
        "```python",
        "from course_lib import studio",
        f"run = studio.Run.of({plain!r})",
        "```",
        "",
    ]
    return "\n".join(lines)


def _numbers(decisions: Sequence[str]) -> list[int]:
    return [DECISIONS.index(name) for name in decisions]
