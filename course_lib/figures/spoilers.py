"""Leaks and spoilers: how long a secret lasts, how many to let in, what an attack costs, how to answer who, what ends it.

A state holds `show` and every number of the model (`course_lib/data/models/spoilers.yaml`).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from course_lib.catalogue import load_model
from course_lib.figures import drawing
from course_lib.figures.curves import Bars, Curves, percent, said, span, starts
from course_lib.figures.drawing import Figure, State, Table
from course_lib.models import spoilers as model
from course_lib.models.bounds import within
from course_lib.words import mark as _
from course_lib.words import number_of, words

MODEL = "spoilers"
SHOW = {
    "circle": _("The secret: how long it lasts, by who knows"),
    "size": _("The circle: how many to let in"),
    "attack": _("The attack: what it does to trust"),
    "types": _("The opponent: who it may be, and how to answer"),
    "fate": _("The race: still open, leaked first, or spoiled first"),
}
START: dict[str, Any] = {"show": "circle", **starts(MODEL)}
_BELIEFS = tuple(f"belief_{kind}" for kind in model.TYPES)
_MOVED = {
    "circle": ("people", "growth", "leak_rate", "years"),
    "size": ("people", "buy_in", "leak_rate", "years"),
    "attack": ("trust", "control", "attacks"),
    "types": _BELIEFS,
    "fate": ("people", "growth", "leak_rate", "spoiler_rate", "years"),
}
_SLIDERS = {one["name"]: one for one in load_model(MODEL)["coefficients"]}
# Less than this is rounding.
_HAIR = 1e-12
LONGEST, LARGEST = (_SLIDERS[name]["high"] for name in ("years", "people"))
_TYPES = {"limited": _("limited"), "greedy": _("greedy"), "total": _("total")}
_STRATEGIES = {
    "inducement": _("inducement"),
    "socialisation": _("socialisation"),
    "coercion": _("coercion"),
}


def moved(state: State) -> tuple[str, ...]:
    """Return the numbers that the chart of a state depends on.

    Raises
    ------
    ValueError: for a chart that there is not.
    """
    drawing.one_of(words("chart"), state["show"], SHOW)
    return _MOVED[state["show"]]


def figure(state: State) -> Figure:
    """Return the chart of a state.

    Raises
    ------
    ValueError: for a chart that there is not, for a circle of nobody, and for a number that the model refuses.
    """
    found = _chart(state).figure()
    if state["show"] == "types":
        found["layout"]["shapes"] = [
            {"type": "line", "x0": 1, "x1": 1, "y0": 0, "y1": 1, "yref": "paper",
             "line": {"color": drawing.GREY, "width": 2, "dash": "dot"}}
        ]  # fmt: skip
    return found


def table(state: State) -> Table:
    """Return the chart of a state as a table; see `figure` for what it raises."""
    found = _chart(state).table()
    if state["show"] == "types":
        found["columns"].append(words("together"))
        for row, effect in zip(found["rows"], _effects(state), strict=True):
            row.append(said(effect))
    return found


def describe(state: State) -> str:
    """Return what the chart shows, and what would turn it round, in words; see `figure` for what it raises."""
    _chart(state)  # refuses what cannot be shown
    return {"circle": _say_circle, "size": _say_size, "attack": _say_attack, "types": _say_types, "fate": _say_fate}[
        state["show"]
    ](state)


def _chart(state: State) -> Curves | Bars:
    for name, least in (("people", 1), ("years", 0)):
        if name in moved(state):
            within(name, state[name], least)
    of: dict[str, Callable[[State], Curves | Bars]] = {
        "circle": _circle, "size": _size, "attack": _attack, "types": _types, "fate": _fate,
    }  # fmt: skip
    return of[state["show"]](state)


# ---------------------------------------------------------------- the secret


def _circles(state: State) -> dict[str, float]:
    """Return the learner's circle, half of it and twice as many, by what they are called."""
    people = state["people"]
    return {
        words("your circle ({people})", people=said(people)): people,
        words("half as many ({people})", people=said(people / 2)): people / 2,
        words("twice as many ({people})", people=said(people * 2)): people * 2,
    }


def _half_life(state: State, people: float) -> float:
    return float(model.years_until_leaked(0.5, people, state["leak_rate"], state["growth"]))


def _circle(state: State) -> Curves:
    years = span(0, LONGEST)
    return Curves(
        words("Is it still a secret?"),
        words("Years"),
        words("Probability that nothing has come out"),
        years,
        {
            name: (1 - model.leaked(people, years, state["leak_rate"], state["growth"])).tolist()
            for name, people in _circles(state).items()
        },
        here=state["years"],
        marks={words("half-life"): _half_life(state, state["people"])},
    )


def _say_circle(state: State) -> str:
    people, years, leak_rate, growth = (state[name] for name in ("people", "years", "leak_rate", "growth"))
    kept = 1 - float(model.leaked(people, years, leak_rate, growth))
    lines = [
        words("People who know at the start: {people}. By year {years} nothing has come out with a probability of {kept}.",
              people=said(people), years=said(years), kept=percent(kept))
    ]  # fmt: skip
    if leak_rate * years == 0:
        return "\n".join([*lines, words("What would turn this round: people who talk, and time in which they can.")])
    own, half, twice = (_half_life(state, circle) for circle in (people, people / 2, people * 2))
    lines.append(
        words(
            "The secret's half-life, in years, is {own}; with half as many people it would be {half}, with twice as many "
            "{twice}.",
            own=said(own), half=said(half), twice=said(twice),
        )
    )  # fmt: skip
    # Where h·(N·t + growth·t²/2) is ln 2.
    most = math.floor(math.log(2) / (leak_rate * years) - growth * years / 2)
    if most < 1:
        lines.append(
            words("What would turn this round: no smaller circle; only fewer leaks, less growth or less time.")
        )
    elif people <= most:
        lines.append(
            words("What would turn this round: from a circle of {people} on, it would more likely be out by then than not.",
                  people=said(most + 1))
        )  # fmt: skip
    else:
        lines.append(
            words("What would turn this round: with a circle of no more than {people}, it would more likely hold until then "
                  "than not.", people=said(most))
        )  # fmt: skip
    return "\n".join(lines)


# ---------------------------------------------------------------- the size of the circle


def _both(state: State, people: Any) -> Any:
    return model.success(people, state["buy_in"], state["leak_rate"], state["years"])


def _size(state: State) -> Curves:
    people = span(0, LARGEST, round(LARGEST) + 1)
    kept = 1 - model.leaked(people, state["years"], state["leak_rate"])
    return Curves(
        words("How many to let in"),
        words("People in the circle"),
        words("Probability"),
        people,
        {
            words("both: success"): _both(state, people).tolist(),
            words("carried at home"): model.success(people, state["buy_in"], 0, 0).tolist(),
            words("nothing comes out in time"): kept.tolist(),
        },
        here=state["people"],
        marks={words("best"): float(model.best_circle(state["buy_in"], state["leak_rate"], state["years"]))},
    )


def _best_whole(state: State) -> int:
    """Return which whole number of people does best; there is one where anybody leaks and time passes."""
    least = math.floor(model.best_circle(state["buy_in"], state["leak_rate"], state["years"]))
    return max((max(1, least), least + 1), key=lambda people: float(_both(state, people)))


def _say_size(state: State) -> str:
    people, buy_in, leak_rate, years = (state[name] for name in ("people", "buy_in", "leak_rate", "years"))

    def carried(circle: float) -> float:
        return float(model.success(circle, buy_in, 0, 0))

    lines = [
        words(
            "With a circle of {people}, what is agreed is carried at home with a probability of {carried}, and nothing comes "
            "out until year {years} with one of {kept}; both happen with {now}.",
            people=said(people), years=said(years), carried=said(carried(people)),
            kept=said(1 - float(model.leaked(people, years, leak_rate))), now=said(float(_both(state, people))),
        )
    ]  # fmt: skip
    if leak_rate * years == 0:
        lines.append(words("Nothing can come out, so everybody more who is let in helps."))
        return "\n".join([*lines, words("What would turn this round: people who talk, and time in which they can.")])
    best = _best_whole(state)
    if people == best:
        lines.append(words("No other size of the circle does better."))
        # Where a circle of one more is as good, and where one of one fewer is.
        more, fewer = (math.log(carried(n + 1) / carried(n)) / leak_rate for n in (best, max(1, best - 1)))
        lines.append(
            words("What would turn this round: with less than {short} years to hold, one more would do better; with more "
                  "than {long}, one fewer.", short=said(more), long=said(fewer))
            if best > 1
            else words("What would turn this round: with less than {short} years to hold, one more would do better.",
                       short=said(more))
        )  # fmt: skip
        return "\n".join(lines)
    now, then = (float(_both(state, circle)) for circle in (people, best))
    if said(now) == said(then):
        sentence = _("The best circle is {people}, but does hardly better.")
    elif best < people:
        sentence = _("The best circle is smaller: {people}, with {chance}.")
    else:
        sentence = _("The best circle is larger: {people}, with {chance}.")
    lines.append(words(sentence, people=said(best), chance=said(then)))
    # Where ln(1 + β/κ)/β is the learner's circle.
    lines.append(
        words("What would turn this round: if it had to hold until year {years}, a circle of {people} would be the best.",
              people=said(people), years=said(buy_in / math.expm1(buy_in * people) / leak_rate))
    )  # fmt: skip
    return "\n".join(lines)


# ---------------------------------------------------------------- the attack


def _trusted(state: State, control: Any) -> Any:
    return model.trust_after_attacks(state["trust"], control, state["attacks"])


def _attack(state: State) -> Curves:
    control = span(0, 1)
    _trusted(state, state["control"])  # refuses a control that there is not
    return Curves(
        words("What attacks leave of trust in a partner"),
        words("Control over its extremists that a trustworthy partner is thought to have"),
        words("Trust in the partner"),
        control,
        {
            number_of(int(state["attacks"]), "after {count} attack", "after {count} attacks"):
                _trusted(state, control).tolist(),
            words("before any attack"): [state["trust"]] * len(control),
        },
        here=state["control"],
    )  # fmt: skip


def _say_attack(state: State) -> str:
    trust, control, attacks = state["trust"], state["control"], int(state["attacks"])
    after = float(_trusted(state, control))
    lines = [
        number_of(attacks, "{count} attack came through.", "{count} attacks came through.")
        + " "
        + words("Trust in the partner goes from {trust} to {after}.", trust=said(trust), after=said(after))
    ]
    if attacks == 0:
        return "\n".join([*lines, words("What would turn this round: an attack.")])
    if trust in (0, 1):
        lines.append(words("Whoever is certain learns nothing from an attack."))
        return "\n".join([*lines, words("What would turn this round: any doubt at all.")])
    lines.append(
        words(
            "A partner thought to control nobody would be left with {none}, one thought to control everybody with {all}.",
            none=said(float(_trusted(state, 0))), all=said(float(_trusted(state, 1))),
        )
    )  # fmt: skip
    if trust <= 0.5:
        # Where T·(1 - C)ⁿ is 1 - T.
        needed = 1 / (1 + (1 - control) ** attacks)
        lines.append(words("The partner was not trusted more than not even before."))
        lines.append(
            words("What would turn this round: a trust before the attacks of more than {trust}.", trust=said(needed))
            if needed < 1
            else words("What would turn this round: nothing short of certainty beforehand, or less control.")
        )
        return "\n".join(lines)
    even = 1 - ((1 - trust) / trust) ** (1 / attacks)
    if math.isclose(control, even):
        lines.append(
            words("That is just one half. What would turn this round: any more control thought of, or any less.")
        )
    elif control < even:
        lines.append(words("The partner is still trusted more than not. What would turn this round: a control of more than "
                           "{even}.", even=said(even)))  # fmt: skip
    else:
        lines.append(words("The partner is now trusted less than not. What would turn this round: a control of less than "
                           "{even}.", even=said(even)))  # fmt: skip
    return "\n".join(lines)


# ---------------------------------------------------------------- the opponent


def _table_of(state: State) -> list[list[float]]:
    """Return by how much each strategy (column) multiplies the attacks of each type (row)."""
    return [[state[f"multiplier_{kind}_{strategy}"] for strategy in model.STRATEGIES] for kind in model.TYPES]


def _effects(state: State) -> list[float]:
    return model.strategy_effects([state[name] for name in _BELIEFS], _table_of(state)).tolist()


def _shares(state: State) -> list[float]:
    """Return how likely each type is thought to be, made to add up to 1."""
    total = sum(state[name] for name in _BELIEFS)
    return [state[name] / total for name in _BELIEFS]


def _types(state: State) -> Bars:
    _effects(state)  # refuses a belief in nothing
    multipliers = _table_of(state)
    return Bars(
        words("What each answer is expected to do"),
        [words(name) for name in _STRATEGIES.values()],
        {
            words("if it is {kind} ({share})", kind=words(name), share=percent(share)): [share * of for of in row]
            for name, share, row in zip(_TYPES.values(), _shares(state), multipliers, strict=True)
        },
        words("Attacks are multiplied by; 1 changes nothing"),
        top=max(_SLIDERS["multiplier_total_coercion"]["high"], *(of for row in multipliers for of in row)),
    )


def _say_types(state: State) -> str:
    effects = _effects(state)
    best = effects.index(min(effects))
    names = [words(name) for name in _STRATEGIES.values()]
    lines = [
        words(
            "Under this belief (limited {limited}, greedy {greedy}, total {total}) the answer expected to do best is {best}: "
            "it multiplies attacks by {least}.",
            best=names[best], least=said(effects[best]),
            **{kind: percent(share) for kind, share in zip(model.TYPES, _shares(state), strict=True)},
        ),
        words("The others: {others}.",
              others=", ".join(f"{names[n]} {said(effect)}" for n, effect in enumerate(effects) if n != best)),
    ]  # fmt: skip
    if effects[best] >= 1:
        lines.append(words("None of them is expected to do better than nothing at all."))
    turn = _turn(state, effects, best)
    if turn is None:
        lines.append(words("What would turn this round: no other belief in any one type; only other effects."))
    else:
        kind, share, other, above = turn
        sentence = (
            _("What would turn this round: at more than {share} for a {kind} spoiler, {other} would do better.")
            if above
            else _("What would turn this round: at less than {share} for a {kind} spoiler, {other} would do better.")
        )
        lines.append(words(sentence, share=percent(share), kind=words(_TYPES[kind]), other=names[other]))
    return "\n".join(lines)


def _turn(state: State, effects: list[float], best: int) -> tuple[str, float, int, bool] | None:
    """Return the nearest share of one type at which another strategy does as well, and whether it does better above it.

    The other two types keep their proportion. What a strategy does is then a straight line in the share.
    """
    multipliers, shares = _table_of(state), _shares(state)
    found = []
    for row, kind in enumerate(model.TYPES):
        others = [0.0 if n == row else share for n, share in enumerate(shares)]
        if sum(others) == 0:
            others = [float(n != row) for n in range(len(shares))]
        rest = model.strategy_effects(others, multipliers).tolist()
        for other in range(len(effects)):
            behind = rest[other] - rest[best]
            slope = (multipliers[row][other] - multipliers[row][best]) - behind
            if other != best and slope and 0 <= -behind / slope <= 1:
                even = -behind / slope
                # Of two ways to say the same, the one with “more”.
                found.append((round(abs(even - shares[row]), 9), slope > 0, kind, even, other))
    if not found:
        return None
    _way, below, kind, even, other = min(found)
    return kind, even, other, not below


# ---------------------------------------------------------------- the race


def _ended(state: State, years: Any, people: Any) -> model.Fate:
    return model.fate(years, people, state["leak_rate"], state["spoiler_rate"], state["growth"])


def _fate(state: State) -> Curves:
    years = span(0, LONGEST, 51)
    found = _ended(state, years, state["people"])
    return Curves(
        words("How a process ends that nobody defends"),
        words("Years"),
        words("Probability"),
        years,
        {
            words("still open"): found.open.tolist(),
            words("leaked first"): found.leaked.tolist(),
            words("spoiled first"): found.spoiled.tolist(),
        },
        here=state["years"],
    )


def _say_fate(state: State) -> str:
    going, out, spoiled = (float(of) for of in _ended(state, state["years"], state["people"]))
    lines = [
        words(
            "By year {years} the process is still open with a probability of {open}; with {out} it has leaked first, with "
            "{spoiled} it was spoiled first.",
            years=said(state["years"]), open=percent(going), out=percent(out), spoiled=percent(spoiled),
        )
    ]  # fmt: skip
    if math.isclose(out, spoiled, abs_tol=_HAIR):
        lines.append(words("The two dangers are equal. What would turn this round: a single person more, or fewer."))
        return "\n".join(lines)
    least, most = (round(_SLIDERS["people"][end]) for end in ("low", "high"))
    circles = list(range(least, most + 1))
    found = _ended(state, state["years"], circles)
    lead = (found.leaked - found.spoiled).tolist()
    if out > spoiled:
        lines.append(words("The leak is the greater danger."))
        fewer = [people for people, ahead in zip(circles, lead, strict=True) if ahead < -_HAIR]
        lines.append(
            words("What would turn this round: with a circle of no more than {people}, the spoiler is.",
                  people=said(fewer[-1]))
            if fewer
            else words("What would turn this round: no circle of {least} or more; only fewer leaks or more attacks.",
                       least=said(least))
        )  # fmt: skip
    else:
        lines.append(words("The spoiler is the greater danger."))
        more = [people for people, ahead in zip(circles, lead, strict=True) if ahead > _HAIR]
        lines.append(
            words("What would turn this round: from a circle of {people} on, the leak is.", people=said(more[0]))
            if more
            else words("What would turn this round: no circle of up to {most}; only more leaks or fewer attacks.",
                       most=said(most))
        )  # fmt: skip
    return "\n".join(lines)
