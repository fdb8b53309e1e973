"""The design studio's charts: the room so far, what may still come, what would have happened anyway, what else would do.

A state holds `run` (a run's plain values), `show` (a key of `SHOW`), and `guess`: how many of a hundred such conflicts the
learner thought would be settled if nobody did anything, or None.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from course_lib import studio
from course_lib.figures import drawing
from course_lib.figures.curves import Bars, Curves, percent, said
from course_lib.figures.drawing import Figure, State, Table
from course_lib.models import process
from course_lib.studio import FUNNEL, TURNS, Run
from course_lib.words import mark as _
from course_lib.words import number_of, words

# What can be shown while a run is played, and when it is over.
PLAYING = {
    "room": _("The room so far"),
    "ahead": _("What may still come"),
}
OVER = {
    "anyway": _("How much would have happened anyway?"),
    "room": _("The room, turn by turn"),
    "changes": _("One other choice at a time"),
    "rank": _("Other plans, where no number is sure"),
}
SHOW = {**PLAYING, **OVER}
_ENDS = {
    "never_opened": _("official talks never opened"),
    "no_deal": _("talks, and no deal"),
    "rejected": _("a deal, rejected at home"),
    "ratified": _("a deal, ratified"),
}
PLANS = {
    studio.OWN: _("your decisions"),
    "pause": _("wait for two years"),
    "workshops_only": _("workshops only"),
    "gestures_only": _("gestures only"),
    "consult_early": _("consult early and often"),
    "draft_first": _("draft first, then brief"),
    "secret_sprint": _("a quick secret draft, then brief"),
    "draft_and_brief": _("draft and brief by turns"),
    "build_then_consult": _("build trust, draft, brief, then consult"),
    "gesture_and_build": _("gestures, then build, draft, brief"),
}
# The plan that "going on steadily" means while a run is played.
STEADY = "build_then_consult"


def figure(state: State) -> Figure:
    """Return the chart of a state.

    Raises
    ------
    ValueError: for a run or a chart that there is not.
    """
    run = _run(state)
    if state["show"] == "changes":
        return _changes_figure(run)
    if state["show"] == "rank":
        return _rank_figure(run)
    return _chart(state, run).figure()


def table(state: State) -> Table:
    """Return the chart of a state as a table; see `figure` for what it raises."""
    run = _run(state)
    if state["show"] == "changes":
        return _changes_table(run)
    if state["show"] == "rank":
        return _rank_table(run)
    return _chart(state, run).table()


def describe(state: State) -> str:
    """Return what the chart shows in words; see `figure` for what it raises."""
    run = _run(state)
    of: dict[str, Callable[[State, Run], str]] = {
        "room": _say_room, "ahead": _say_ahead, "anyway": _say_anyway, "changes": _say_changes, "rank": _say_rank,
    }  # fmt: skip
    return of[state["show"]](state, run)


def _run(state: State) -> Run:
    drawing.one_of(words("chart"), state["show"], SHOW)
    return Run.of(state["run"])


def _chart(state: State, run: Run) -> Curves | Bars:
    of: dict[str, Callable[[Run], Curves | Bars]] = {"room": _room, "ahead": _ahead, "anyway": _anyway}
    return of[state["show"]](run)


def sides(run: Run) -> tuple[str, str]:
    """Return the names of the two sides of a run's setting."""
    setting = studio.part("settings", run.design.setting)
    return setting["side_a"], setting["side_b"]


# ---------------------------------------------------------------- the room


def _room(run: Run) -> Curves:
    states = studio.play(run)
    one, other = sides(run)
    marks = {}
    for turn, after in enumerate(states[1:], start=1):
        for happened, label in (
            (after.leaked[0], words("{turn}: it came out", turn=turn)),
            (after.attacked[0], words("{turn}: an attack", turn=turn)),
            (after.opened_turn[0] == turn - 1, words("{turn}: talks open", turn=turn)),
        ):
            if happened:
                marks[label] = float(turn)
    return Curves(
        words("The room so far"),
        words("Turns of two months"),
        words("From nothing (0) to all (1)"),
        [float(turn) for turn in range(len(states))],
        {
            words("trust in the room"): [float(at.trust[0]) for at in states],
            words("how far the draft has come"): [float(at.maturity[0]) for at in states],
            words("the idea has reached the leaders: {side}", side=one): [float(at.uptake_a[0]) for at in states],
            words("the idea has reached the leaders: {side}", side=other): [float(at.uptake_b[0]) for at in states],
        },
        marks=marks,
        x_range=(0, TURNS),
        whole=True,
    )


def _say_room(state: State, run: Run) -> str:
    now = studio.play(run)[-1]
    one, other = sides(run)
    lines = [
        words("Trust in the room {trust}, the draft {draft} done.",
              trust=percent(now.trust[0]), draft=percent(now.maturity[0])),
        words("The idea has reached the leaders of {one} by {a}, those of {other} by {b}.",
              one=one, a=percent(now.uptake_a[0]), other=other, b=percent(now.uptake_b[0])),
        words("Money left: {money}. People who know: {people}.", money=said(now.money[0]),
              people=round(float(now.people[0]))),
    ]  # fmt: skip
    lines.append(
        number_of(round(float(now.harmed[0])), "It is public: {count} person without official cover was named.",
                  "It is public: {count} people without official cover were named.")
        if now.exposed[0]
        else words("It is still secret.")
    )  # fmt: skip
    return "\n".join(lines)


# ---------------------------------------------------------------- what may come, and what would have come anyway


def _bars(title: str, rows: Mapping[str, Mapping[str, float]]) -> Bars:
    return Bars(
        title,
        list(rows),
        {words(label): [shares[name] for shares in rows.values()] for name, label in _ENDS.items()},
        words("Share of futures"),
    )


def _ahead_rows(run: Run) -> dict[str, dict[str, float]]:
    steady = tuple(process.DECISIONS[number] for number in process.PLANS[STEADY][run.turn :])
    return {
        words("if you stop here"): studio.ahead(run, ("pause",) * (TURNS - run.turn)),
        words("if you go on steadily"): studio.ahead(run, steady),
    }


def _ahead(run: Run) -> Bars:
    return _bars(words("What may still come, in {count} futures", count=studio.AHEAD), _ahead_rows(run))


def _say_ahead(state: State, run: Run) -> str:
    stop, steady = _ahead_rows(run).values()
    return "\n".join(
        [
            words("If you stop here, a deal is ratified in {stop} of the futures from this point; if you go on steadily "
                  "({plan}), in {go}.", stop=percent(stop["ratified"]), plan=words(PLANS[STEADY]),
                  go=percent(steady["ratified"])),
            words("Talks never open in {stop} and {go}; home rejects the deal in {rejected_stop} and {rejected_go}.",
                  stop=percent(stop["never_opened"]), go=percent(steady["never_opened"]),
                  rejected_stop=percent(stop["rejected"]), rejected_go=percent(steady["rejected"])),
            words("These are shares in a model whose numbers are assumed, and no forecast."),
        ]
    )  # fmt: skip


def _anyway_rows(run: Run) -> dict[str, dict[str, float]]:
    return {
        words("if nobody had done anything"): studio.anyway(run),
        words("with your design and decisions"): process.funnel(
            studio.futures_of(run.design, studio.played(run), run.seed)
        ),
    }


def _anyway(run: Run) -> Bars:
    return _bars(words("How much would have happened anyway?"), _anyway_rows(run))


def _say_anyway(state: State, run: Run) -> str:
    nothing, yours = _anyway_rows(run).values()
    lines = []
    if state["guess"] is not None:
        lines.append(words("Your guess before you began: {guess} in 100.", guess=said(state["guess"])))
    lines += [
        words("In {count} futures of this conflict in which nobody does anything, a deal is ratified in {nothing}; with your "
              "design and your decisions, in {yours}.", count=studio.FUTURES, nothing=percent(nothing["ratified"]),
              yours=percent(yours["ratified"])),
        words("The whole way: talks never opened {never}, talks without a deal {no_deal}, rejected at home {rejected}, "
              "ratified {ratified}. It became public in {exposed} of the futures.",
              **{("never" if name == "never_opened" else name): percent(yours[name]) for name in (*FUNNEL, "exposed")}),
        words("What would turn this round: most of the difference hangs on one assumption, how ready the leaders are to talk "
              "without any help. Here it is {unaided}. Your own future was one of these, and a lucky or unlucky one "
              "tells little.",
              unaided=said(run.design.number("unaided_optimism"))),
    ]  # fmt: skip
    return "\n".join(lines)


# ---------------------------------------------------------------- one other choice at a time


def _changes(run: Run) -> list[tuple[str, studio.Change]]:
    """Return what each other way would have changed, with its label, the one that ratifies most first."""
    found = [
        (words("{choice}: {way}", choice=studio.part("choices", one.choice)["label"], way=_label(one)), one)
        for one in studio.changes(run)
    ]
    return sorted(found, key=lambda pair: -pair[1].ratified)


def _label(change: studio.Change) -> str:
    options = studio.part("choices", change.choice)["options"]
    return str(next(way["label"] for way in options if way["id"] == change.way))


def _changes_figure(run: Run) -> Figure:
    rows = _changes(run)
    better = [one.ratified >= 0 for _label, one in rows]
    data: list[Figure] = []
    for name, colour, symbol, is_better in (
        (words("more is ratified"), drawing.GREEN, "triangle-right", True),
        (words("less is ratified"), drawing.VERMILION, "triangle-left", False),
    ):
        there = [n for n, of in enumerate(better) if of == is_better]
        data.append(
            {
                "type": "scatter",
                "mode": "markers",
                "name": name,
                "x": [round(100 * rows[n][1].ratified, 3) for n in there],
                "y": [drawing.shortened(rows[n][0], 48) for n in there],
                "marker": {"symbol": symbol, "color": colour, "size": 12},
                "error_x": {"type": "data", "array": [round(100 * rows[n][1].luck, 3) for n in there], "thickness": 1},
                "hovertemplate": "%{x:+.2~g}<extra></extra>",
                "showlegend": True,
            }
        )
    widest = max([5.0, *(100 * (abs(one.ratified) + one.luck) + 1 for _label, one in rows)])
    return {
        "data": data,
        "layout": drawing.layout(
            words("One other choice at a time"),
            170 + 24 * len(rows),
            margin={"l": 310, "r": 10, "t": 85, "b": 55},
            xaxis=drawing.axis(
                words("Change in ratified futures, in percentage points"), automargin=False, range=[-widest, widest],
                zeroline=True,
            ),
            yaxis=drawing.axis(
                automargin=False, categoryorder="array",
                categoryarray=[drawing.shortened(label, 48) for label, _one in rows][::-1],
            ),
            meta={"narrow": {"l": 150}},
        ),
    }  # fmt: skip


def _changes_table(run: Run) -> Table:
    return {
        "caption": words("What one other choice would have changed, the rest being the same"),
        "columns": [words("Choice: other way"), words("Ratified, points"), words("Public, points"),
                    words("People harmed, on average"), words("Money left, on average")],
        "rows": [
            [label, _signed(100 * one.ratified), _signed(100 * one.exposed), _signed(one.harmed), _signed(one.money_left)]
            for label, one in _changes(run)
        ],
    }  # fmt: skip


def _signed(value: float) -> str:
    rounded = round(value, 1) + 0.0
    return f"{rounded:+.1f}" if rounded else "0.0"


def _say_changes(state: State, run: Run) -> str:
    rows = _changes(run)
    (best, most), (worst, least) = rows[0], rows[-1]
    unsure = sum(abs(one.ratified) <= one.luck for _label, one in rows)
    return "\n".join(
        [
            words("The same decisions and the same luck, with one choice of the design changed at a time."),
            words("Most would have been gained by “{best}”: {most} points of ratified futures. Most lost by “{worst}”: "
                  "{least} points.", best=best, most=_signed(100 * most.ratified), worst=worst,
                  least=_signed(100 * least.ratified)),
            number_of(unsure, "{count} of these changes is no larger than what luck alone may do.",
                      "{count} of these changes are no larger than what luck alone may do."),
            words("What would turn this round: each choice's price stands in the other columns of the table, in "
                  "people harmed, "
                  "money and secrecy; and the sizes are this course's assumptions."),
        ]
    )  # fmt: skip


# ---------------------------------------------------------------- where no number is sure


def _rank_figure(run: Run) -> Figure:
    rows = studio.ranked(run)
    data: list[Figure] = []
    for name, colour, symbol, can in (
        (words("the model can rank it against yours"), drawing.BLUE, "circle", True),
        (words("the model cannot tell it from yours"), drawing.OCHRE, "diamond-open", False),
        (words("yours"), drawing.GREEN, "square", None),
    ):
        there = [one for one in rows if (None if one.plan == studio.OWN else one.can_rank) is can]
        data.append(
            {
                "type": "scatter",
                "mode": "markers",
                "name": name,
                "x": [round(one.middle, 4) for one in there],
                "y": [words(PLANS[one.plan]) for one in there],
                "marker": {"symbol": symbol, "color": colour, "size": 12},
                "error_x": {
                    "type": "data", "symmetric": False, "array": [round(one.high - one.middle, 4) for one in there],
                    "arrayminus": [round(one.middle - one.low, 4) for one in there], "thickness": 2, "color": colour,
                },
                "hovertemplate": "%{x:.2~g}<extra></extra>",
                "showlegend": True,
            }
        )  # fmt: skip
    top = 0.25 * math.ceil(max(one.high for one in rows) / 0.25 + 0.01)
    return {
        "data": data,
        "layout": drawing.layout(
            words("Ratified futures where every number is shaken"),
            170 + 30 * len(rows),
            margin={"l": 250, "r": 10, "t": 100, "b": 55},
            xaxis=drawing.axis(
                words("Share of futures, middle and nine worlds in ten"), automargin=False, range=[-0.02, top]
            ),
            yaxis=drawing.axis(
                automargin=False, categoryorder="array", categoryarray=[words(PLANS[one.plan]) for one in rows][::-1]
            ),
            meta={"narrow": {"l": 150}},
        ),
    }


def _rank_table(run: Run) -> Table:
    return {
        "caption": words("Your decisions beside other plans, where every number is shaken by up to a half"),
        "columns": [words("Plan"), words("Yours is better in"), words("Yours is worse in"), words("Ratified: low"),
                    words("middle"), words("high"), words("Can the model rank them?")],
        "rows": [
            [words(PLANS[one.plan]), *((percent(one.wins), percent(one.loses)) if one.plan != studio.OWN else ("–", "–")),
             percent(one.low), percent(one.middle), percent(one.high),
             "–" if one.plan == studio.OWN else words("yes") if one.can_rank else words("no")]
            for one in studio.ranked(run)
        ],
    }  # fmt: skip


def _say_rank(state: State, run: Run) -> str:
    own, *others = studio.ranked(run)
    unranked = [words(PLANS[one.plan]) for one in others if not one.can_rank]
    better = [words(PLANS[one.plan]) for one in others if one.can_rank and one.loses > one.wins]
    lines = [
        words("Every number of the model was shaken by up to a half, many times over. In nine of ten such worlds your "
              "decisions end ratified in between {low} and {high} of the futures.", low=percent(own.low),
              high=percent(own.high)),
    ]  # fmt: skip
    lines.append(
        words("The model cannot rank yours against: {plans}.", plans="; ".join(unranked))
        if unranked
        else words("The model ranks yours against every other plan here.")
    )
    if better:
        lines.append(words("These are better wherever the two differ, or nearly: {plans}.", plans="; ".join(better)))
    lines.append(
        words("What would turn this round: a plan that the model cannot rank here may be plainly better where one number is "
              "known; none of them is.")
    )  # fmt: skip
    return "\n".join(lines)


def outcome(run: Run) -> str:
    """Return how a run ended: what was reached, what transferred, what it cost, and who was harmed."""
    now = studio.play(run)[-1]
    one, other = sides(run)
    ended = {
        "track_two": words("After two years official talks have not opened."),
        "talks": words("Official talks opened, and after two years there is no deal."),
        "ratified": words("A deal was signed, and both homes ratified it."),
        "rejected": words("A deal was signed, and rejected at home."),
        "collapsed": words("Trust broke down, and with it the process."),
    }
    budget = run.design.number("budget")
    spent = budget - float(now.money[0])
    return "\n".join(
        [
            ended[studio.ending(run)],
            words("What transferred: the idea reached the leaders of {one} by {a} and those of {other} by {b}; the draft was "
                  "{draft} done.", one=one, a=percent(now.uptake_a[0]), other=other, b=percent(now.uptake_b[0]),
                  draft=percent(now.maturity[0])),
            words("What it cost: {spent} of {budget} in money, spent or cut.", spent=said(spent),
                  budget=said(budget)),
            number_of(round(float(now.harmed[0])),
                      "Who was harmed: {count} person without official cover was named in public.",
                      "Who was harmed: {count} people without official cover were named in public."),
        ]
    )  # fmt: skip
