"""Trust in the room: what sessions build, what a broken promise costs, what forgiveness saves, what a gesture proves.

A state holds `show` and every number of the model (`course_lib/data/models/room.yaml`).
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable
from typing import Any, NamedTuple

from course_lib.figures import drawing
from course_lib.figures.curves import Curves, percent, said, span, starts
from course_lib.figures.drawing import Figure, State, Table
from course_lib.models import room as model
from course_lib.models.bounds import whole, within
from course_lib.words import mark as _
from course_lib.words import number_of, words

MODEL = "room"
SHOW = {
    "conditions": _("The sessions: what contact builds, with and without good conditions"),
    "promise": _("The promise: what one breach costs, and what luck does"),
    "noise": _("The slip: what forgiveness saves where actions go wrong"),
    "gesture": _("The gesture: what one announced step is believed"),
}
START: dict[str, Any] = {"show": "conditions", **starts(MODEL)}
_CONDITIONS = ("equal_status", "common_goals", "cooperation", "authority_support")
_PAYOFFS = ("temptation", "reward", "punishment", "sucker")
_MOVED = {
    "conditions": (*_CONDITIONS, "base_gain", "conditions_gain", "sessions"),
    "promise": ("trust", "gain", "asymmetry", "breach_at", "encounters", "promises_kept", "trust_wanted"),
    "noise": ("slip", "generosity", *_PAYOFFS),
    "gesture": ("trust", "gesture_cost", "convincing_cost"),
}
MOST_SESSIONS, MOST_ENCOUNTERS, DEAREST = 24, 36, 2
# The same luck for every setting, so that what a slider changes is seen and not another draw.
SEED = 1
# What counts as the best and the worst of many rooms.
_TENTH = 0.1
# A hair that a machine's subtraction leaves over is nothing.
_DIGITS = 6
# Room above 1 for what the lines across are called.
_WITH_LABELS = (0.0, 1.1)
_HAIR = 1e-9


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
    ValueError: for a chart that there is not, and for a number that the model refuses.
    """
    describe(state)  # refuses what cannot be shown
    drawn = _chart(state).figure()
    if state["show"] == "promise":
        # The rooms between the worst and the best tenth are a band.
        drawn["data"][-1].update(fill="tonexty", fillcolor="rgba(118,118,118,0.2)")
        drawn["layout"]["legend"]["traceorder"] = "normal"
    return drawn


def table(state: State) -> Table:
    """Return the chart of a state as a table; see `figure` for what it raises."""
    describe(state)
    return _chart(state).table()


def describe(state: State) -> str:
    """Return what the chart shows, and what would turn it round, in words; see `figure` for what it raises."""
    moved(state)
    return {
        "conditions": _say_conditions, "promise": _say_promise, "noise": _say_noise, "gesture": _say_gesture,
    }[state["show"]](state)  # fmt: skip


def _chart(state: State) -> Curves:
    of: dict[str, Callable[[State], Curves]] = {
        "conditions": _conditions, "promise": _promise, "noise": _noise, "gesture": _gesture,
    }  # fmt: skip
    return of[state["show"]](state)


def _times(count: int) -> str:
    return number_of(count, "{count} session", "{count} sessions")


# ---------------------------------------------------------------- sessions under conditions


def _gain(state: State, held: float | None = None) -> float:
    """Return what a session adds, with the conditions as they are set, or with each of them held so far."""
    degrees = {name: state[name] if held is None else held for name in _CONDITIONS}
    return float(model.contact_gain(**degrees, base_gain=state["base_gain"], conditions_gain=state["conditions_gain"]))


def _built(state: State, gain: float, sessions: Any) -> Any:
    return model.trust_after_sessions(state["trust"], gain, sessions)


def _conditions(state: State) -> Curves:
    x = [float(n) for n in range(MOST_SESSIONS + 1)]
    return Curves(
        words("Trust over a series of sessions"),
        words("Sessions"),
        words("Trust"),
        x,
        {
            words("as the conditions are set"): _built(state, _gain(state), x).tolist(),
            words("with none of the four"): _built(state, _gain(state, 0.0), x).tolist(),
            words("with all four in full"): _built(state, _gain(state, 1.0), x).tolist(),
        },
        here=state["sessions"],
        whole=True,
    )


def _sessions_without(state: State) -> int:
    """Return how many sessions with none of the conditions build at least what the sessions build with all of them."""
    full, bare = _gain(state, 1.0), _gain(state, 0.0)
    return math.ceil(state["sessions"] * math.log1p(-full) / math.log1p(-bare) - _HAIR)


def _say_conditions(state: State) -> str:
    now, bare, full = (float(_built(state, _gain(state, held), state["sessions"])) for held in (None, 0.0, 1.0))
    sessions = whole("sessions", state["sessions"], 0, MOST_SESSIONS)
    first = words(
        "After {sessions} trust stands at {now}; it began at {start}. With none of the four conditions it would "
        "stand at {bare}, with all of them in full at {full}.",
        sessions=_times(sessions), now=said(now), start=said(state["trust"]), bare=said(bare), full=said(full),
    )  # fmt: skip
    if state["trust"] == 1:
        turn = words(
            "What would turn this round: any doubt at the beginning. Where trust is full, no session adds to it."
        )
    elif not state["base_gain"]:
        turn = words(
            "What would turn this round: a session that adds something by itself, however little. The conditions "
            "only multiply what contact does, and here it does nothing."
        )
    elif not state["conditions_gain"]:
        turn = words(
            "The conditions add nothing here. What would turn this round: any number above 0 for how much more a "
            "session adds under them."
        )
    elif _gain(state, 1.0) == 1:
        turn = words(
            "What would turn this round: no number of sessions. With all four conditions one session builds all that "
            "is missing."
        )
    elif not sessions:
        turn = words("What would turn this round: a first session.")
    else:
        turn = words(
            "What would turn this round: more sessions. {needed} with none of the conditions build as much as "
            "{sessions} with all of them in full, or more.",
            needed=_times(_sessions_without(state)), sessions=_times(sessions),
        )  # fmt: skip
    return f"{first}\n{turn}"


# ---------------------------------------------------------------- one broken promise, and many rooms


class _Promise(NamedTuple):
    """Trust before and after each encounter: every promise kept, one broken, the worst and the best tenth of rooms."""

    unbroken: list[float]
    broken: list[float]
    worst: list[float]
    best: list[float]


def _paths(state: State) -> _Promise:
    names = ("trust", "gain", "asymmetry", "breach_at", "promises_kept", "rooms")
    return _walk(*(state[name] for name in names))


# Chart, words and table of a state ask for the same rooms, one after the other.
@functools.lru_cache(maxsize=4)
def _walk(trust: float, gain: float, asymmetry: float, breach_at: int, promises_kept: float, rooms: int) -> _Promise:
    seen = model.breach(trust, gain, asymmetry, MOST_ENCOUNTERS, breach_at)
    many = model.many_rooms(trust, promises_kept, gain, asymmetry, rooms, MOST_ENCOUNTERS, SEED).trust.copy()
    many.sort(axis=0)
    tail = max(math.ceil(_TENTH * len(many)) - 1, 0)
    paths = (seen.unbroken, seen.broken, many[tail], many[len(many) - 1 - tail])
    return _Promise(*(path.round(_DIGITS).tolist() for path in paths))


def _settled(state: State) -> float:
    return float(model.long_run_trust(state["promises_kept"], state["asymmetry"]))


def _promise(state: State) -> Curves:
    paths = _paths(state)
    kept = percent(state["promises_kept"])
    return Curves(
        words("Trust over a series of promises"),
        words("Encounters at which a promise fell due"),
        words("Trust"),
        [float(n) for n in range(MOST_ENCOUNTERS + 1)],
        {
            words("every promise kept"): paths.unbroken,
            words("one broken"): paths.broken,
            words("{kept} kept by luck: where it settles", kept=kept): [_settled(state)] * (MOST_ENCOUNTERS + 1),
            words("worst tenth of the rooms"): paths.worst,
            words("best tenth of the rooms"): paths.best,
        },
        here=state["encounters"],
        marks={words("broken"): state["breach_at"]},
        y_range=_WITH_LABELS,
    )


def _say_promise(state: State) -> str:
    paths, at = _paths(state), int(state["breach_at"])
    look = whole("encounters", state["encounters"], 0, MOST_ENCOUNTERS)
    before, after = paths.broken[at - 1], paths.broken[at]
    acts = float(model.acts_to_repair(before, state["gain"], state["asymmetry"]))
    if before == 0:
        lines = [words("There was no trust to lose when the promise was broken, in encounter {at}.", at=at)]
    else:
        lines = [
            words("Broken in encounter {at}, one promise takes trust from {before} down to {after}.", at=at,
                  before=said(before), after=said(after))
        ]  # fmt: skip
        lines.append(
            number_of(
                math.ceil(acts - _HAIR),
                "{count} kept promise brings it back to where it stood.",
                "{count} kept promises bring it back to where it stood.",
            )
            if math.isfinite(acts)
            else words("No number of kept promises brings back trust that was full.")
        )
    looked = (
        _("In encounter {look}, where you look, nothing has been broken yet: trust stands at {unbroken}.")
        if look < at
        else _(
            "After encounter {look}, where you look, trust stands at {broken}; with all promises kept, at {unbroken}."
        )
    )
    lines.append(words(looked, look=look, broken=said(paths.broken[look]), unbroken=said(paths.unbroken[look])))
    lines.append(
        words(
            "In {rooms} rooms alike, where {kept} of all promises are kept and luck decides which, trust is then "
            "{low} or less in the worst tenth and {high} or more in the best. On average it settles at {settled}.",
            rooms=said(state["rooms"]), kept=percent(state["promises_kept"]), low=said(paths.worst[look]),
            high=said(paths.best[look]), settled=said(_settled(state)),
        )
    )  # fmt: skip
    needed = float(model.promises_needed(state["trust_wanted"], state["asymmetry"]))
    turn = (
        _("What would turn this round: with fewer than {needed} of promises kept, it would settle below {wanted}.")
        if needed <= state["promises_kept"] + _HAIR
        else _("What would turn this round: for it to settle at {wanted}, {needed} of promises must be kept.")
    )
    return "\n".join([*lines, words(turn, needed=percent(needed), wanted=said(state["trust_wanted"]))])


# ---------------------------------------------------------------- slips and forgiveness


def _cooperation(state: State, generosity: Any) -> Any:
    return model.long_run_cooperation(state["slip"], generosity)


def _limit(state: State) -> float:
    """Return the generosity up to which defecting does not pay, by the payoffs."""
    return float(model.optimal_generosity(*(state[name] for name in _PAYOFFS)))


def _noise(state: State) -> Curves:
    x = span(0, 1)
    return Curves(
        words("How often two sides cooperate that answer like with like"),
        words("Generosity: how often a defection is forgiven"),
        words("Rounds with cooperation"),
        x,
        {
            words("slips as set"): _cooperation(state, x).tolist(),
            words("one slip in a hundred"): model.long_run_cooperation(0.01, x).tolist(),
            words("one slip in five"): model.long_run_cooperation(0.2, x).tolist(),
        },
        here=state["generosity"],
        marks={words("beyond here defecting pays"): _limit(state)},
        y_range=_WITH_LABELS,
    )


def _say_noise(state: State) -> str:
    now, limit = float(_cooperation(state, state["generosity"])), _limit(state)
    told = {"slip": percent(state["slip"]), "generosity": percent(state["generosity"])}
    if math.isnan(now):
        lines = [
            words("Without slips and without generosity, what came first goes on for ever: cooperation if they began "
                  "with it, reprisals if not.")
        ]  # fmt: skip
    else:
        lines = [
            words("If {slip} of actions go wrong and {generosity} of defections are forgiven, two sides that answer "
                  "like with like cooperate in {now} of all rounds in the long run.", now=percent(now), **told)
        ]  # fmt: skip
    if state["slip"] and state["generosity"]:
        lines.append(words("Without any generosity it would be half, however rare the slips."))
    elif state["slip"]:
        lines.append(words("It would be half however rare the slips, as long as nothing is forgiven."))
    else:
        lines.append(words("Without slips any generosity, however small, brings them back to cooperation for good."))
    # Up to this generosity defecting pays neither once nor always: that is what its two terms say.
    if limit <= _HAIR:
        turn = _(
            "What would turn this round: a side that is out for itself. With these payoffs no generosity at all is "
            "safe from it."
        )
    elif state["generosity"] > limit + _HAIR:
        turn = _(
            "What would turn this round: a side that is out for itself. With these payoffs, and slips rare, it gains "
            "by defecting wherever more than {limit} of defections are forgiven, as here. At {limit} they would "
            "cooperate in {safe} of rounds."
        )
    else:
        turn = _(
            "What would turn this round: a side that is out for itself. With these payoffs, and slips rare, it gains "
            "by defecting once more than {limit} of defections are forgiven. At {limit} they would cooperate in "
            "{safe} of rounds."
        )
    safe = float(_cooperation(state, limit))
    return "\n".join([*lines, words(turn, limit=percent(limit), safe=percent(safe))])


# ---------------------------------------------------------------- one gesture


def _believed(state: State, cost: Any) -> Any:
    return model.after_gesture(state["trust"], cost, state["convincing_cost"])


def _believed_twice(state: State, cost: Any) -> Any:
    return model.after_gesture(_believed(state, cost), cost, state["convincing_cost"])


def _gesture(state: State) -> Curves:
    x = span(0, DEAREST, 81)  # where the slider's steps are points of the curve
    return Curves(
        words("What is believed after a one-sided step"),
        words("What the step costs who takes it"),
        words("Belief that the side is sincere"),
        x,
        {
            words("after one step"): _believed(state, x).tolist(),
            words("after a second one of the same cost"): _believed_twice(state, x).tolist(),
            words("beforehand"): [state["trust"]] * len(x),
        },
        here=state["gesture_cost"],
        marks={words("no bluffer pays this"): state["convincing_cost"]},
        y_range=_WITH_LABELS,
    )


def _cost_for_even_odds(state: State) -> float:
    """Return the cost from which one step is believed more likely than not; 0 where the side was believed already."""
    odds = state["trust"] / (1 - state["trust"])
    return max(0.0, (1 - odds) * state["convincing_cost"])


def _say_gesture(state: State) -> str:
    trust, settles = state["trust"], state["convincing_cost"]
    cost = float(within("gesture_cost", state["gesture_cost"], 0, DEAREST))
    now, twice = float(_believed(state, cost)), float(_believed_twice(state, cost))
    told = {"prior": said(trust), "now": said(now), "twice": said(twice), "cost": said(cost), "settles": said(settles)}
    if trust == 0:
        return words(
            "Nobody believes the step, whatever it costs: where there is no trust at all, even a dear one is taken "
            "for a trick. What would turn this round: any trust beforehand, however little. Then a step that costs "
            "{settles} would be believed for certain.", **told,
        )  # fmt: skip
    if trust == 1:
        return words(
            "The side is believed already, and no step can add to that. What would turn this round: any doubt "
            "beforehand, however small. Then a step would have to cost {settles} to be believed for certain.", **told,
        )  # fmt: skip
    if cost >= settles - _HAIR:
        lines = [
            words("A step that costs {cost} settles it: no insincere side would pay so much. The belief that the "
                  "side is sincere goes from {prior} to 1.", **told)
        ]  # fmt: skip
    elif not cost:
        lines = [
            words("Words that cost nothing change nothing: an insincere side would say them too. The belief that the "
                  "side is sincere stays at {prior}.", **told)
        ]  # fmt: skip
    else:
        lines = [
            words("A step that costs {cost} takes the belief that the side is sincere from {prior} to {now}. A "
                  "second one of the same cost would take it to {twice}.", **told),
            words("An insincere side would take this step with a probability of {imitated}.",
                  imitated=percent(1 - cost / settles)),
        ]  # fmt: skip
    turn = words("What would turn this round: from a cost of {settles} on one step settles it; without any cost it "
                 "says nothing.", **told)  # fmt: skip
    if trust < 0.5:
        turn += " " + words("From a cost of {even} on the side is believed to be sincere rather than not.",
                            even=said(_cost_for_even_odds(state)))  # fmt: skip
    return "\n".join([*lines, turn])
