"""Explorer: the design studio. Design an unofficial process, lead it for twelve turns, and see what it changed.

A run is kept in the journal at its start and after every turn, so that a restart of the kernel loses nothing.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

from course_lib import studio as game
from course_lib.catalogue import Source, load_model
from course_lib.explorers.kit import Panel, State, View, options, source_links, statement_card
from course_lib.explorers.over_cases import course_cases
from course_lib.explorers.over_models import shown
from course_lib.figures import studio as chart
from course_lib.figures.curves import percent, said
from course_lib.journal import Journal
from course_lib.models import process
from course_lib.studio import TURNS, Design, Run
from course_lib.words import words

# The learner's own run, and one that was given to be looked at: that one never takes the place of their own.
KEY, SHOWN = "studio", "studio-shown"


def studio(run: Run | None = None, journal: Journal | None = None) -> Panel:
    """Design an unofficial process in a conflict, lead it turn by turn, and look back on it.

    Without a run it goes on with the last one in the journal, or begins a new one.

    Parameters
    ----------
    run: a run to look at or to go on with, for instance one that somebody handed in.
    journal: where to keep the run; without it, the learner's own.
    """
    kept_in = journal or Journal()

    def on_event(name: str, state: State) -> State:
        after = _after(name, dict(state), kept_in)
        if name in ("begin", "do", "again"):
            kept_in.write(
                SHOWN if run else KEY, {"run": _run(after).plain(), "guess": after["guess"], "team": after["team"]}
            )
        return after

    return Panel([], _start(run, kept_in), _view, on_event)


# ---------------------------------------------------------------- the state, as plain values


def _start(run: Run | None, journal: Journal) -> dict[str, Any]:
    kept = {"run": run.plain(), "guess": None, "team": []} if run else journal.read(KEY)
    if kept is None:
        fresh = Run(Design(game.content()["settings"][0]["id"]), seed=1)
        return _state(fresh, phase="design")
    return {**_state(Run.of(kept["run"]), phase="play"), "guess": kept["guess"], "team": kept["team"]}


def _state(run: Run, phase: str) -> dict[str, Any]:
    number = next(iter(process.RANGES))
    return {
        "setting": run.design.setting, **run.design.ways, "numbers": dict(run.design.numbers), "seed": run.seed,
        "decisions": list(run.decisions), "phase": phase, "guess": None, "team": [], "tune": [], "number": number,
        "value": getattr(run.design.coefficients(), number), "decision": "workshop", "show": "room", "look": "anyway",
    }  # fmt: skip


def _run(state: State) -> Run:
    ways = {choice["id"]: state[choice["id"]] for choice in game.content()["choices"]}
    return Run(Design(state["setting"], ways, state["numbers"]), state["seed"], tuple(state["decisions"]))


def _after(name: str, state: dict[str, Any], journal: Journal) -> dict[str, Any]:
    """Return the state that a control's change leads to.

    Raises
    ------
    ValueError: in a sentence for the learner, where what they want cannot be.
    """
    if name == "value":
        state["numbers"] = {**state["numbers"], state["number"]: state["value"]}
    if name in ("number", "setting", "reset"):
        state["numbers"] = state["numbers"] if name == "number" else {}
        state["value"] = getattr(_run(state).design.coefficients(), state["number"])
    if name == "begin":
        if state["guess"] is None:
            raise ValueError(words("First guess how much would have happened anyway: a number from 0 to 100."))
        return {**state, "phase": "play", "decisions": []}
    if name == "do":
        return _decided(state)
    if name == "again":
        return {**state, "phase": "play", "decisions": [], "seed": (state["seed"] + 1) % 1_000_000, "show": "room"}
    if name == "redesign":
        return {**state, "phase": "design", "decisions": []}
    return state


def _decided(state: dict[str, Any]) -> dict[str, Any]:
    run = _run(state)
    money, price = float(game.play(run)[-1].money[0]), game.costs(run)[state["decision"]]
    if price > money:
        label = game.part("decisions", state["decision"])["label"]
        raise ValueError(
            words("There is no money left for “{label}”: it costs {price}, and you have {money}. Choose something else.",
                  label=label, price=said(price), money=said(money))
        )  # fmt: skip
    return {**state, "decisions": [*state["decisions"], state["decision"]], "show": "room"}


# ---------------------------------------------------------------- what is shown


def _view(state: State) -> View:
    if state["phase"] == "design":
        return _design_view(state)
    run = _run(state)
    return _over_view(state, run) if game.is_over(run) else _play_view(state, run)


def _design_view(state: State) -> View:
    run = _run(state)
    setting = game.part("settings", run.design.setting)
    begin = {"type": "button", "name": "begin", "label": words("Keep my guess and begin")}
    return {
        "heading": words("How much would have happened anyway? Design a process, and find out"),
        "prompt": words("{name}. {text}", name=setting["name"], text=setting["text"]),
        "words": _say_design(run),
        "controls": [*_design_controls(state), *_tuning(state, run), begin],
        "more": [
            {"heading": words("Who chose so before, and what the choices rest on"), "cards": _way_cards(run.design)},
            {"heading": words("What this setting rests on"), "cards": _setting_cards(setting)},
        ],
    }  # fmt: skip


def _say_design(run: Run) -> str:
    """Return what a design begins with, and how soon it would come out."""
    prices = ", ".join(
        words("{label} {price}", label=one["label"], price=said(game.costs(run)[one["id"]]))
        for one in game.content()["decisions"]
    )
    workshops = process.funnel(game.futures_of(run.design, ("workshop",) * TURNS, run.seed, game.AHEAD))
    return "\n".join(
        [
            words("You have {budget} to spend. What a turn costs: {prices}.",
                  budget=said(run.design.number("budget")), prices=prices),
            words("{people} people know at the outset. With workshops only, this would come out within two years in "
                  "{exposed} "
                  "of the futures.", people=round(run.design.number("people")), exposed=percent(workshops["exposed"])),
        ]
    )  # fmt: skip


def _design_controls(state: State) -> list[dict[str, Any]]:
    settings = [{"value": one["id"], "label": one["name"]} for one in game.content()["settings"]]
    controls: list[dict[str, Any]] = [
        {
            "type": "select",
            "name": "setting",
            "label": words("Conflict"),
            "options": settings,
            "help": words("Side A is {side_a}, side B {side_b}.", **_names(_run(state))),
        }
    ]
    for choice in game.content()["choices"]:
        chosen = next(way for way in choice["options"] if way["id"] == state[choice["id"]])
        ways = [{"value": way["id"], "label": way["label"]} for way in choice["options"]]
        controls.append(
            {"type": "select", "name": choice["id"], "label": choice["label"], "options": ways, "help": chosen["text"]}
        )
    team = [{"value": "yes", "label": words("We are a team around one screen")}]
    return [
        *controls,
        {"type": "checks", "name": "team", "label": words("Playing together"), "options": team},
        {"type": "number", "name": "seed", "label": words("Luck: the same number brings the same luck"), "min": 0,
         "max": 999_999, "step": 1},
        {"type": "number", "name": "guess", "min": 0, "max": 100, "step": 1,
         "label": words("Of 100 such conflicts in this model, how many end in a ratified deal if nobody does anything?")},
    ]  # fmt: skip


@functools.cache
def _coefficients() -> dict[str, dict[str, Any]]:
    return {one["name"]: one for one in load_model("process")["coefficients"]}


def _tuning(state: State, run: Run) -> list[dict[str, Any]]:
    """Return the controls by which every number of the model can be seen and changed."""
    tune = {"type": "checks", "name": "tune", "label": words("The model's numbers"),
            "options": [{"value": "yes", "label": words("Let me see and change them")}]}  # fmt: skip
    if not state["tune"]:
        return [tune]
    one = _coefficients()[state["number"]]
    return [
        tune,
        {"type": "select", "name": "number", "label": words("Number"),
         "options": [{"value": name, "label": of["label"]} for name, of in _coefficients().items()]},
        {"type": "range", "name": "value", "label": one["label"], "help": one["means"], "min": one["low"], "max": one["high"],
         "step": one["step"]},
        {"type": "button", "name": "reset", "label": words("Put all numbers back")},
    ]  # fmt: skip


def _play_view(state: State, run: Run) -> View:
    states = game.play(run)
    setting = game.part("settings", run.design.setting)
    card = game.part("cards", game.news(run))
    names = _names(run)
    label, text, effect = (card[part].format(**names) for part in ("label", "text", "effect"))
    prompt = [_followed(run), words("News: {label}. {text}", label=label, text=text), effect]
    if state["team"]:
        role = game.content()["roles"][run.turn % len(game.content()["roles"])]
        prompt.append(words("The {role} asks: {question}", role=role["label"], question=role["asks"]))
    price, money = game.costs(run), float(states[-1].money[0])
    ways = [
        {"value": one["id"], "label": words("{label} (costs {price} of {money})", label=one["label"],
                                            price=said(price[one["id"]]), money=said(money))}
        for one in game.content()["decisions"]
    ]  # fmt: skip
    look = {"run": run.plain(), "show": state["show"], "guess": state["guess"]}
    return {
        "heading": words("{setting}: turn {turn} of {turns}", setting=setting["name"], turn=run.turn + 1, turns=TURNS),
        "prompt": "\n".join(line for line in prompt if line),
        "controls": [
            {
                "type": "radio",
                "name": "decision",
                "label": words("What do you do in these two months?"),
                "options": ways,
            },
            {"type": "button", "name": "do", "label": words("Do it")},
            {"type": "radio", "name": "show", "label": words("What to show"), "options": options(chart.PLAYING)},
            {"type": "button", "name": "redesign", "label": words("Give up, and change the design")},
        ],
        "figure": chart.figure(look),
        "words": chart.describe(look),
        "table": chart.table(look),
        "more": [
            {"heading": words("Where this happened"), "cards": _precedents(run)},
            {"heading": words("What each decision does"), "cards": _decision_cards()},
            *(
                [{"heading": words("Who is who around the screen"), "cards": _role_cards(names)}]
                if state["team"]
                else []
            ),
        ],
    }


def _over_view(state: State, run: Run) -> View:
    setting = game.part("settings", run.design.setting)
    look = {"run": run.plain(), "show": state["look"], "guess": state["guess"]}
    return {
        "heading": words("{setting}: looking back", setting=setting["name"]),
        "prompt": "\n".join([_followed(run), chart.outcome(run)]),
        "controls": [
            {"type": "radio", "name": "look", "label": words("What to show"), "options": options(chart.OVER)},
            {"type": "download", "name": "memo", "label": words("Download the skeleton of a policy memo")},
            {"type": "button", "name": "again", "label": words("Lead the same design again, with other luck")},
            {"type": "button", "name": "redesign", "label": words("Change the design")},
        ],
        "figure": chart.figure(look),
        "words": chart.describe(look),
        "table": chart.table(look),
        "file": {"name": f"policy-memo-{run.design.setting}-{run.seed}.md", "text": game.memo(run)},
        "more": [
            {"heading": words("What really happened"), "cards": _happened_cards(setting)},
            {"heading": words("Questions for a debrief"),
             "cards": [{"text": one["question"]} for one in game.content()["tipped"]]},
            {"heading": words("Where this happened"), "cards": _precedents(run)},
        ],
    }  # fmt: skip


def _names(run: Run) -> dict[str, str]:
    """Return what stands for {side_a} and {side_b} in the studio's texts."""
    return dict(zip(("side_a", "side_b"), chart.sides(run), strict=True))


def _followed(run: Run) -> str:
    """Return what followed the last decision."""
    if not run.decisions:
        return ""
    before, now = game.play(run)[-2:]
    wanted, taken = run.decisions[-1], process.DECISIONS[int(now.taken[0])]
    lines = [
        words("You decided: {label}.", label=game.part("decisions", taken)["label"])
        if taken == wanted
        else words(
            "The money ran out before “{label}” could be done: you had to wait.",
            label=game.part("decisions", wanted)["label"],
        )
    ]
    names = _names(run)
    lines += [game.part("cards", name)["text"].format(**names) for name in _events(before, now)]
    change = float(now.trust[0] - before.trust[0])
    lines.append(words("Trust in the room moved by {points} points.", points=f"{100 * change:+.0f}"))
    return " ".join(lines)


def _events(before: process.State, now: process.State) -> list[str]:
    """Return what happened in a turn beside its card, as ids of the studio's cards."""
    found = [name for name, happened in (("leak", now.leaked[0]), ("attack", now.attacked[0])) if happened]
    found += ["opened"] if now.opened[0] and not before.opened[0] else []
    found += ["collapsed"] if int(now.stage[0]) == process.COLLAPSED else []
    return found


# ---------------------------------------------------------------- cards: texts with their sources


def _precedents(run: Run) -> list[dict[str, Any]]:
    """Return the real precedents of what just happened and of the news."""
    names = _names(run)
    found = _events(*game.play(run)[-2:]) if run.decisions else []
    found += [game.news(run)] if not game.is_over(run) else []
    return [
        {**card, "mark": game.part("cards", name)["label"].format(**names)}
        for name in found
        for card in shown(game.part("cards", name)["precedents"])
    ] or [{"text": words("A quiet two months need no precedent.")}]


def _way_cards(design: Design) -> list[dict[str, Any]]:
    basis = {"sourced": words("direction from the literature, size assumed"), "assumption": words("assumption")}
    cards: list[dict[str, Any]] = []
    for choice in design.ways:
        way = design.way(choice)
        label = words("{choice}: {way}", choice=game.part("choices", choice)["label"], way=way["label"])
        sources = source_links(Source(**source) for source in way["sources"])
        cards.append({"text": f"{label}. {_moves(way)}", "mark": basis[way["basis"]], "sources": sources})
        cards += shown([way["precedent"]]) if way["precedent"] else []
    return cards


def _moves(way: Mapping[str, Any]) -> str:
    """Return what a way sets in the model, number by number."""
    named = _coefficients()
    parts = [
        words("{label} is {value}", label=named[name]["label"], value=said(value))
        for name, value in way["sets"].items()
    ]
    parts += [
        words("{label} times {value}", label=named[name]["label"], value=said(value))
        for name, value in way["times"].items()
    ]
    return (
        words("In the model: {parts}.", parts="; ".join(parts)) if parts else words("In the model it changes nothing.")
    )


def _setting_cards(setting: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [{"text": setting["why"]}, *_statements(setting, setting["because"])]


def _happened_cards(setting: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [{"text": setting["happened"]}, *_statements(setting, setting["happened_because"])]


def _statements(setting: Mapping[str, Any], ids: list[str]) -> list[dict[str, Any]]:
    if setting["case"] is None:
        return []
    return [statement_card(one) for one in course_cases()[setting["case"]].statements if one.id in ids]


def _decision_cards() -> list[dict[str, Any]]:
    return [
        {"text": words("{label}: {text}", label=one["label"], text=one["text"])} for one in game.content()["decisions"]
    ]


def _role_cards(names: Mapping[str, str]) -> list[dict[str, Any]]:
    return [
        {"text": words("{label}: {text}", label=one["label"], text=one["text"].format(**names))}
        for one in game.content()["roles"]
    ]
