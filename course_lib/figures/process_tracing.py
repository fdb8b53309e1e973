"""What one clue is worth: the four tests, a clue of the learner's own, a path of clues, and a source with an interest.

A state holds `show`, `clue_1` to `clue_4` (a code of `FOUND`), `one_source` (the numbers of the clues that come from one and
the same source) and every number of the model (`course_lib/data/models/process_tracing.yaml`).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, NamedTuple

from course_lib.figures import drawing
from course_lib.figures.curves import Curves, percent, said, span, starts
from course_lib.figures.drawing import Figure, State, Table
from course_lib.models import process_tracing as model
from course_lib.models.bounds import within
from course_lib.words import mark as _
from course_lib.words import number_of, words

MODEL = "process_tracing"
SHOW = {
    "tests": _("Four tests: what each proves when its clue is found, and when it is missing"),
    "one clue": _("One clue: what your own two judgements make of it"),
    "clues": _("Four clues: where they lead, one after the other"),
    "interested": _("An interested source: how much its word is worth"),
}
NO_CLUE = "none"
# What may come of each kind of clue, by the kind and whether it was found.
FOUND = {f"{kind}_{found}": (kind, found == "found") for kind in model.KINDS for found in ("found", "missing")}
CLUES = ("clue_1", "clue_2", "clue_3", "clue_4")
PLACES = ("1", "2", "3", "4")
START: dict[str, Any] = {
    "show": "tests", "clue_1": "hoop_found", "clue_2": "smoking_gun_found", "clue_3": "smoking_gun_found",
    "clue_4": "hoop_missing", "one_source": ["2", "3"], **starts(MODEL),
}  # fmt: skip
_MOVED = {
    "tests": ("prior", "hoop_if_true", "hoop_if_false", "smoking_gun_if_true", "smoking_gun_if_false", "telling"),
    "one clue": ("prior", "if_true", "if_false", "telling"),
    "clues": ("prior", "target", "likelihood_ratio"),
    "interested": ("prior", "if_true", "if_false", "says_anyway", "telling"),
}
_LOOKS = {
    True: (_("if found"), drawing.BLUE, "solid", "circle"),
    False: (_("if missing"), drawing.VERMILION, "dot", "diamond"),
}
# The numbers that are no probabilities, and how large they may be.
_RATIOS = ("telling", "likelihood_ratio")
MOST = 1000
# The two tests that tell one way only.
_ONE_WAY = ("hoop", "smoking_gun")
# The last digit of a product must not decide.
_HAIR = 1e-9


def moved(state: State) -> tuple[str, ...]:
    """Return the numbers that the chart of a state depends on.

    Raises
    ------
    ValueError: for a chart or a clue that there is not.
    """
    drawing.one_of(words("chart"), state["show"], SHOW)
    for clue in CLUES:
        drawing.one_of(words("clue"), state[clue], (NO_CLUE, *FOUND))
    for place in state["one_source"]:
        drawing.one_of(words("clue"), place, PLACES)
    return _MOVED[state["show"]]


def figure(state: State) -> Figure:
    """Return the chart of a state.

    Raises
    ------
    ValueError: for a chart or a clue that there is not, and for a number that the model refuses.
    """
    _refuse(state)
    of: dict[str, Callable[[State], Figure]] = {
        "tests": _tests_figure, "one clue": lambda one: _clue(one).figure(), "clues": _clues_figure,
        "interested": lambda one: _interested(one).figure(),
    }  # fmt: skip
    return of[state["show"]](state)


def table(state: State) -> Table:
    """Return the chart of a state as a table; see `figure` for what it raises."""
    _refuse(state)
    of: dict[str, Callable[[State], Table]] = {
        "tests": _tests_table, "one clue": lambda one: _clue(one).table(), "clues": _clues_table,
        "interested": lambda one: _interested(one).table(),
    }  # fmt: skip
    return of[state["show"]](state)


def describe(state: State) -> str:
    """Return what the chart shows, and what would turn it round, in words; see `figure` for what it raises."""
    _refuse(state)
    return {"tests": _say_tests, "one clue": _say_clue, "clues": _say_clues, "interested": _say_interested}[
        state["show"]
    ](state)


def _refuse(state: State) -> None:
    """Raise a ValueError for a chart or a clue that there is not, and for a number that lies outside its range."""
    numbers = [*moved(state)]
    if state["show"] in ("tests", "clues"):
        numbers += [f"{kind}_{case}" for kind in model.KINDS for case in ("if_true", "if_false")]
    for name in numbers:
        within(name, state[name], *((1, MOST) if name in _RATIOS else (0, 1)))


def outcomes() -> dict[str, str]:
    """Return what each of the clues may be: none, or a kind of test, found or missing."""
    either = {True: _("{kind}, found"), False: _("{kind}, missing")}
    return {
        NO_CLUE: words("no clue"),
        **{code: words(either[found], kind=_name(kind)) for code, (kind, found) in FOUND.items()},
    }


def _name(kind: str) -> str:
    return words(model.KINDS[kind].label)


def _pair(state: State, kind: str) -> tuple[float, float]:
    """Return how likely the example of a kind is found if the claim is true, and if it is false."""
    return state[f"{kind}_if_true"], state[f"{kind}_if_false"]


def _kind(state: State, if_true: float, if_false: float) -> str:
    telling = state["telling"]
    return str(model.kind_of_test(if_true, if_false, telling * (1 - _HAIR) if telling > 1 else telling))


def _after(state: State, if_true: Any, if_false: Any, found: bool) -> float:
    return float(model.posterior(state["prior"], if_true, if_false, found))


def _belief(belief: float) -> str:
    """Return a belief as a learner reads it: near 0 and near 1 with as many digits as tell it from certainty."""
    doubt = min(belief, 1 - belief)
    if not 0 < doubt < 0.001:
        return said(belief)
    return f"{belief:.{2 - math.floor(math.log10(doubt))}f}".rstrip("0")


# ---------------------------------------------------------------- four tests


class _Test(NamedTuple):
    """The example of a kind: its two probabilities, the belief after it, and the kind that its probabilities make."""

    kind: str
    if_true: float
    if_false: float
    after: dict[bool, float]
    made: str


def _tests(state: State) -> list[_Test]:
    return [
        _Test(kind, *pair, {found: _after(state, *pair, found) for found in _LOOKS}, _kind(state, *pair))
        for kind in model.KINDS
        for pair in [_pair(state, kind)]
    ]


def _tests_figure(state: State) -> Figure:
    tests, prior = _tests(state), state["prior"]
    data: list[Figure] = []
    for found, (name, colour, dash, symbol) in _LOOKS.items():
        x: list[float | None] = []
        y: list[float | None] = []
        text: list[str] = []
        beside: list[str] = []
        for row, test in enumerate(tests):
            after = test.after[found]
            if math.isnan(after):
                continue
            place = row + (-0.17 if found else 0.17)
            x += [prior, round(after, 6), None]
            y += [place, place, None]
            text += ["", said(after), ""]
            beside += ["middle right", "middle right" if after >= prior else "middle left", "middle right"]
        data.append(
            {
                "type": "scatter",
                "mode": "lines+markers+text",
                "name": words(name),
                "x": x,
                "y": y,
                "text": text,
                "textposition": beside,
                "line": {"color": colour, "dash": dash, "width": 3},
                "marker": {"symbol": symbol, "size": [0, 13, 0] * (len(x) // 3), "color": colour, "opacity": 1},
                "hovertemplate": "%{x:.3~g}<extra>" + words(name) + "</extra>",
                "showlegend": True,
            }
        )
    return {
        "data": data,
        "layout": drawing.layout(
            words("What each test does to the belief"),
            420,
            margin={"l": 120, "r": 10, "t": 85, "b": 55},
            xaxis=drawing.axis(
                words("Belief in the claim"), automargin=False, range=[-0.12, 1.12], tickvals=span(0, 1, 6)
            ),
            yaxis=drawing.axis(
                automargin=False, range=[len(tests) - 0.4, -0.9], showgrid=False, tickvals=list(range(len(tests))),
                ticktext=[drawing.broken(_name(test.kind), 16) for test in tests],
            ),
            shapes=[
                {
                    "type": "line", "x0": prior, "x1": prior, "yref": "paper", "y0": 0, "y1": 1,
                    "line": {"color": drawing.RING, "width": 2},
                    "label": {"text": words("before"), "textposition": "end", "textangle": 0, "xanchor": "left",
                              "yanchor": "top"},
                }
            ],
        ),
    }  # fmt: skip


def _tests_table(state: State) -> Table:
    return {
        "caption": words("What each test does to the belief"),
        "columns": [
            words("Test"), words("Found, if the claim is true"), words("Found, if it is false"), words("Belief before"),
            words("Belief if found"), words("Belief if missing"), words("It tells"),
        ],
        "rows": [
            [_name(test.kind), said(test.if_true), said(test.if_false), said(state["prior"]), said(test.after[True]),
             said(test.after[False]), words(_TELLS[test.made])]
            for test in _tests(state)
        ],
    }  # fmt: skip


_TELLS = {
    "straw_in_the_wind": _("neither way"),
    "hoop": _("when missing"),
    "smoking_gun": _("when found"),
    "doubly_decisive": _("either way"),
    "rival": _("for the rival explanation"),
}


def _say_tests(state: State) -> str:
    lines = []
    for test in _tests(state):
        line = words(
            "{kind}: found, it takes the belief from {prior} to {found}; missing, to {missing}. It tells: {tells}.",
            kind=_name(test.kind), prior=said(state["prior"]), found=said(test.after[True]),
            missing=said(test.after[False]), tells=words(_TELLS[test.made]),
        )  # fmt: skip
        if test.made != test.kind:
            line += " " + words("With these numbers it is no longer of its kind.")
        lines.append(line)
    return "\n".join([*lines, words("What would turn this round:"), *(_say_limit(state, kind) for kind in _ONE_WAY)])


# What is said of the two tests that tell one way only: while they do, and where they no longer do.
_LIMITS = {
    "hoop": (
        _("{kind}: if it were found with more than {limit} although the claim is false, missing it would no longer tell, by "
          "{telling} to 1."),
        _("{kind}: if it were found with {limit} or less where the claim is false, missing it would tell, by {telling} to "
          "1."),
    ),
    "smoking_gun": (
        _("{kind}: if it were found with more than {limit} although the claim is false, finding it would no longer tell, by "
          "{telling} to 1."),
        _("{kind}: if it were found with {limit} or less where the claim is false, finding it would tell, by {telling} to "
          "1."),
    ),
    # A clue that is always found where the claim is true.
    "sure": (
        _("{kind}: if it were as sure to be found although the claim is false, missing it would no longer tell."),
        _("{kind}: if it were less sure to be found where the claim is false, missing it would tell."),
    ),
}  # fmt: skip


def _say_limit(state: State, kind: str) -> str:
    """Return up to which probability of being found if the claim is false a hoop or a smoking gun still tells."""
    (if_true, if_false), telling = _pair(state, kind), state["telling"]
    limit = 1 - telling * (1 - if_true) if kind == "hoop" else if_true / telling
    told = {"kind": _name(kind), "limit": said(max(limit, 0)), "telling": said(telling), "least": said(1 - 1 / telling)}
    if not if_true:
        return words("{kind}: if it could be found at all where the claim is true.", **told)
    if limit < -_HAIR:
        return words("{kind}: if it were found with {least} or more where the claim is true, missing it could tell, by "
                     "{telling} to 1.", **told)  # fmt: skip
    if limit >= 1:
        return words(_LIMITS["sure"][if_false >= 1], **told)
    return words(_LIMITS[kind][if_false > limit + _HAIR], **told)


# ---------------------------------------------------------------- one clue


def _clue(state: State) -> Curves:
    x = sorted({*span(0, 1), state["prior"]})
    seen = model.prospect(x, state["if_true"], state["if_false"])
    even = _even(state["if_true"], state["if_false"])
    return Curves(
        words("What the clue does to any belief"),
        words("Belief before"),
        words("Belief after"),
        x,
        {
            words("if found"): seen.belief_if_found.tolist(),
            words("if missing"): seen.belief_if_missing.tolist(),
            words("to expect before anybody looks"): seen.expected_belief.tolist(),
        },
        here=state["prior"],
        marks={} if even is None else {words("even odds, if found"): even},
    )


def _even(if_true: float, if_false: float) -> float | None:
    """Return the belief before from which the clue, if found, makes the claim likelier than not; None for no clue."""
    both = if_true + if_false
    return if_false / both if both > 0 else None


def _speaks(ratio: float) -> str:
    """Return for which side a clue speaks that is so many times likelier if the claim is true, and how strongly."""
    if math.isnan(ratio):
        return words("does not occur")
    if math.isinf(ratio):
        return words("proves the claim")
    if not ratio:
        return words("refutes the claim")
    if abs(math.log(ratio)) < _HAIR:
        return words("says nothing either way")
    return (
        words("speaks for the claim, {ratio} to 1", ratio=said(ratio))
        if ratio > 1
        else words("speaks against the claim, {ratio} to 1", ratio=said(1 / ratio))
    )


def _say_clue(state: State) -> str:
    true, false = pair = state["if_true"], state["if_false"]
    seen = model.prospect(state["prior"], *pair)
    found, missing = (float(model.likelihood_ratio(*pair, found)) for found in _LOOKS)
    kind = _kind(state, *pair)
    told = {
        "prior": said(state["prior"]), "found": said(float(seen.belief_if_found)),
        "missing": said(float(seen.belief_if_missing)),
    }  # fmt: skip
    lines = [
        words("This clue is never found, whatever is true: that it is missing leaves the belief at {prior}.", **told)
        if not true and not false
        else words("This clue is always found, whatever is true: that it is there leaves the belief at {prior}.", **told)
        if true == false == 1
        else words("Found, this clue takes the belief from {prior} to {found}; missing, to {missing}.", **told),
        words("Found, it {found}; missing, it {missing}.", found=_speaks(found), missing=_speaks(missing)),
        words("It is likelier to be found if the claim is false, so it tests the rival explanation.")
        if kind == "rival"
        else words("Where a clue tells from {telling} to 1 on, this one is of the kind “{kind}”; it tells: {tells}.",
                   telling=said(state["telling"]), kind=_name(kind), tells=words(_TELLS[kind])),
        words("Before anybody looks, it is found with a probability of {chance}. The belief to expect of the search is "
              "{expected}, the same as before it.", chance=percent(float(seen.found)),
              expected=said(float(seen.expected_belief))),
    ]  # fmt: skip
    return "\n".join([*lines, _say_clue_turn(state)])


def _say_clue_turn(state: State) -> str:
    true, false = state["if_true"], state["if_false"]
    if true == false:
        return words(
            "What would turn this round: any difference between the two numbers. As likely either way, the clue is "
            "worth nothing."
        )
    if true > false:
        turn = (
            words("What would turn this round: if it were found with more than {true} although the claim is false, "
                  "finding it would speak against the claim.", true=said(true))
            if true < 1
            else words("What would turn this round: only a clue as sure to be found if the claim is false; it would say "
                       "nothing.")
        )  # fmt: skip
    else:
        turn = (
            words("What would turn this round: if it were found with less than {true} where the claim is false, finding "
                  "it would speak for the claim.", true=said(true))
            if true > 0
            else words("What would turn this round: only a clue that is never found, whatever is true; it would say nothing.")
        )  # fmt: skip
    even = _even(true, false)
    if even is not None and 0 < even < 1:
        turn += " " + words("Found, it makes the claim likelier than not where the belief before is above {even}.",
                            even=said(even))  # fmt: skip
    return turn


# ---------------------------------------------------------------- four clues


class _Step(NamedTuple):
    """A clue that was looked at: its place among the four, whether another shares its source, and what it does."""

    place: str
    shared: bool
    counted: bool
    decibels: float
    belief: float
    alone: float


def _chosen(state: State) -> list[tuple[str, str, bool]]:
    """Return the clues there are: place, kind, whether found."""
    return [(place, *FOUND[state[clue]]) for place, clue in zip(PLACES, CLUES, strict=True) if state[clue] != NO_CLUE]


def _sources(state: State) -> list[str]:
    """Return where each clue comes from that there is: one name for the shared source, another for every other."""
    return ["" if place in state["one_source"] else place for place, _kind_of, _found in _chosen(state)]


def _weighed(state: State, prior: float, turned: bool = False, apart: bool = False) -> model.Weighing:
    """Weigh the clues; `turned` as evidence for the opposite, `apart` as if each had a source of its own."""
    chosen = _chosen(state)
    pairs = [_pair(state, kind)[:: -1 if turned else 1] for _place, kind, _found in chosen]
    if_true, if_false = ([pair[n] for pair in pairs] for n in (0, 1))
    return model.weigh(
        prior, if_true, if_false, [found for *_kind_of, found in chosen], None if apart else _sources(state)
    )


def _steps(state: State) -> list[_Step]:
    chosen, sources = _chosen(state), _sources(state)
    if not chosen:
        return []
    weighed, alone = _weighed(state, state["prior"]), _weighed(state, state["prior"], apart=True)
    return [
        _Step(clue[0], sources.count(source) > 1, counted, weight, belief, by_itself)
        for clue, source, counted, weight, belief, by_itself in zip(
            chosen, sources, weighed.counted.tolist(), weighed.decibels.tolist(), weighed.beliefs.tolist(),
            alone.beliefs.tolist(), strict=True,
        )
    ]  # fmt: skip


def _carried(state: State, of: Callable[[_Step], float]) -> list[float]:
    """Return a belief before the clues and after each of the four places; where there is no clue it stays."""
    at = {step.place: of(step) for step in _steps(state)}
    path = [state["prior"]]
    for place in PLACES:
        path.append(at.get(place, path[-1]))
    return path


def _path(state: State) -> Curves:
    return Curves(
        words("The path of the belief, clue by clue"),
        words("Clues, in the order in which they were looked at"),
        words("Belief in the claim"),
        [float(n) for n in range(len(PLACES) + 1)],
        {
            words("each source counted once"): _carried(state, lambda step: step.belief),
            words("as if each clue had its own source"): _carried(state, lambda step: step.alone),
            words("belief wanted"): [state["target"]] * (len(PLACES) + 1),
        },
        whole=True,
    )


def _labels(state: State) -> list[str]:
    named = outcomes()
    return [words("before"), *(f"{place}. {named[state[clue]]}" for place, clue in zip(PLACES, CLUES, strict=True))]


def _clues_figure(state: State) -> Figure:
    drawn = _path(state).figure()
    drawn["layout"]["xaxis"].update(
        tickvals=list(range(len(PLACES) + 1)), ticktext=[drawing.broken(label, 16) for label in _labels(state)],
        range=[-0.35, 4.35],
    )  # fmt: skip
    drawn["layout"]["margin"]["b"] = 85
    return drawn


def _clues_table(state: State) -> Table:
    steps = {step.place: step for step in _steps(state)}
    path, alone = _carried(state, lambda step: step.belief), _carried(state, lambda step: step.alone)
    rows: list[list[str]] = []
    for place, label, *beliefs in zip(("", *PLACES), _labels(state), path, alone, strict=True):
        step = steps.get(place)
        counts = "–" if step is None else words("yes") if step.counted else words("no, its source is counted once")
        rows.append([label, counts, "–" if step is None else said(step.decibels), *map(_belief, beliefs)])
    return {
        "caption": words("The path of the belief, clue by clue"),
        "columns": [
            words("Clue"), words("Counts?"), words("Weight, in decibels"), words("Belief"),
            words("Belief, if each clue had its own source"),
        ],
        "rows": rows,
    }  # fmt: skip


def _say_clues(state: State) -> str:
    steps, target = _steps(state), state["target"]
    if not steps:
        first = words("There is no clue, so the belief stays at {prior}.", prior=said(state["prior"]))
        return first + "\n" + words("What would turn this round: a first clue.") + _say_more(state, state["prior"])
    end, before = steps[-1].belief, state["prior"]
    if math.isnan(end):
        return words(
            "These clues cannot be had together: one of them was held to be impossible, or one proves what another "
            "refutes. No belief is left. What would turn this round: numbers for the four tests that are neither 0 nor 1."
        )
    told = {"prior": said(before), "end": _belief(end), "target": said(target)}
    labels = dict(zip(("", *PLACES), _labels(state), strict=True))
    lines = [
        words("The clues take the belief from {prior} to {end}, and so to the {target} that is wanted.", **told)
        if end >= target - _HAIR
        else words("The clues take the belief from {prior} to {end}, which is less than the {target} that is wanted.", **told)
    ]  # fmt: skip
    for step in steps:
        told = {"clue": labels[step.place], "before": _belief(before), "after": _belief(step.belief)}
        lines.append(
            words("{clue}: from {before} to {after}.", **told)
            if step.counted
            else words("{clue}: not counted, for a clue of the same source weighs as much or more.", **told)
        )
        before = step.belief
    shared = [step.place for step in steps if step.shared]
    if shared:
        lines.append(
            words("From one source: clues {clues}. The source is counted once; had each clue a source of its own, the belief "
                  "would end at {alone}.", clues=", ".join(shared), alone=_belief(steps[-1].alone))
        )  # fmt: skip
    return "\n".join([*lines, _say_wanted(state, end)])


def _say_wanted(state: State, end: float) -> str:
    """Return with which belief before the clues would, or would no longer, reach the belief that is wanted."""
    if end in (0, 1):
        return words(
            "What would turn this round: any doubt. Where a clue is impossible if the claim is true, or if it is false, "
            "or where the belief is certain beforehand, no other clue moves it."
        )
    told = {
        "target": said(state["target"]),
        "needed": _belief(float(_weighed(state, state["target"], turned=True).beliefs[-1])),
    }
    if end >= state["target"] - _HAIR:
        return words("What would turn this round: with a belief of less than {needed} before, the same clues would not "
                     "reach {target}.", **told)  # fmt: skip
    return (
        words("What would turn this round: with a belief of {needed} or more before, the same clues would reach {target}.",
              **told)
        + _say_more(state, end)
    )  # fmt: skip


def _say_more(state: State, belief: float) -> str:
    """Return how many more clues it would take to reach the belief that is wanted."""
    needed = float(model.clues_needed(belief, state["target"], state["likelihood_ratio"]))
    told = {"target": said(state["target"]), "ratio": said(state["likelihood_ratio"])}
    if not math.isfinite(needed):
        return " " + words("No number of further clues, of {ratio} to 1 each, would bring it to {target}.", **told)
    if not needed:
        return " " + words("The belief wanted, {target}, is there already.", **told)
    more = number_of(int(needed), _("{count} more clue"), _("{count} more clues"))
    return " " + words("It would take {more} from sources of their own, of {ratio} to 1 each, to bring it to {target}.",
                       more=more, **told)  # fmt: skip


# ---------------------------------------------------------------- a source with an interest


def _word(state: State, says_anyway: Any, found: bool = True) -> Any:
    """Return the belief after the word, or the silence, of a source at each degree of its interest."""
    pair = model.interested(state["if_true"], state["if_false"], says_anyway)
    return model.posterior(state["prior"], *pair, found)


def _weight(state: State, says_anyway: float) -> float:
    return float(model.likelihood_ratio(*model.interested(state["if_true"], state["if_false"], says_anyway)))


def _tells_up_to(state: State) -> float | None:
    """Return up to which interest the word tells, either way; None where it does not even without one.

    From e + (1 - e)·t = telling·(e + (1 - e)·f), for the likelier of the two probabilities as t and the other one as f.
    """
    low, high = sorted((state["if_true"], state["if_false"]))
    more = high - state["telling"] * low
    if high == low or more < -_HAIR:
        return None
    return more / (state["telling"] - 1 + more) if more > _HAIR else 0.0


def _interested(state: State) -> Curves:
    x = sorted({*span(0, 1), state["says_anyway"]})
    limit = _tells_up_to(state)
    return Curves(
        words("What the word of an interested source is worth"),
        words("How likely it says so whatever happened"),
        words("Belief in the claim"),
        x,
        {
            words("after its word"): _word(state, x).tolist(),
            words("after the same word without an interest"): [float(_word(state, 0))] * len(x),
            words("after its silence"): _word(state, x, False).tolist(),
            words("beforehand"): [state["prior"]] * len(x),
        },
        here=state["says_anyway"],
        marks={} if limit is None else {words("no longer tells"): limit},
    )


def _say_interested(state: State) -> str:
    anyway, same = state["says_anyway"], state["if_true"] == state["if_false"]
    now, plain, silent = float(_word(state, anyway)), float(_word(state, 0)), float(_word(state, anyway, False))
    told = {"prior": said(state["prior"]), "now": said(now), "plain": said(plain), "silent": said(silent)}
    if math.isnan(now):
        return words(
            "Nobody says this, whatever is true: there is no word to weigh. What would turn this round: any chance, "
            "however small, that it is said."
        )
    lines = [
        words("The word of this source takes the belief from {prior} to {now}. No source without an interest would say it.",
              **told)
        if math.isnan(plain)
        else words("The word of this source takes the belief from {prior} to {now}. The same word from a source without an "
                   "interest would take it to {plain}.", **told)
    ]  # fmt: skip
    weighs = words("Its word {speaks}.", speaks=_speaks(_weight(state, anyway)))
    if anyway and not same:
        weighs += " " + words("However well it knows, its word never speaks more strongly than {most} to 1.",
                              most=said(1 / anyway))  # fmt: skip
    lines.append(weighs)
    lines.append(
        words("It is never silent, so that its silence cannot be weighed.")
        if math.isnan(silent)
        else words("Its silence would take the belief to {silent}, just as that of a source without an interest.", **told)
    )  # fmt: skip
    limit = _tells_up_to(state)
    told = {"limit": said(limit), "telling": said(state["telling"])}
    if same:
        turn = _("What would turn this round: any difference between the two numbers. As likely either way, the word is "
                 "worth nothing from anybody.")  # fmt: skip
    elif limit is None:
        turn = _("What would turn this round is no smaller interest: even without one this word changes the odds less than "
                 "{telling} to 1.")  # fmt: skip
    elif anyway <= limit + _HAIR:
        turn = _("What would turn this round: if it said so anyway with more than {limit}, its word would no longer change "
                 "the odds {telling} to 1.")  # fmt: skip
    elif not limit:
        turn = _(
            "What would turn this round: if it had no interest at all, its word would change the odds {telling} to 1."
        )
    else:
        turn = _("What would turn this round: if it said so anyway with {limit} or less, its word would change the odds "
                 "{telling} to 1.")  # fmt: skip
    return "\n".join([*lines, words(turn, **told)])
