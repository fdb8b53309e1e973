"""Briefs for the design studio: a setting, and facts that rule some ways out; and does a design fit its brief?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import fill
from typing import Any, NamedTuple

from course_lib.marking.draws import mixed, one_of
from course_lib.studio import Run, content, part
from course_lib.words import mark, words

FACTS_OF = 5
# Facts of a brief, by the choice that each one decides. Which ways each leaves open stands in the key.
FACTS: dict[str, dict[str, str]] = {
    "who": {
        "F01": mark(
            "What is said must reach a leader within days. Whoever has to write to a minister and wait will not do."
        ),
        "F02": mark(
            "A new law punishes whoever advises a leader for meeting the other side. Yet those who come must have a name "
            "that is listened to at home."
        ),
        "F03": mark(
            "A technical text is wanted within months, for little money, and nobody should take notice of the guests."
        ),
        "F04": mark(
            "Two earlier deals fell because those at home who had to live with them had no friends among those who came."
        ),
    },
    "capacity": {
        "F05": mark(
            "If it comes out, each leader must be able to say, and truly, that nobody was sent and nobody had leave."
        ),
        "F06": mark(
            "Somebody at the top of each side waits for the report and would speak up for the guests. No one who serves "
            "in an office may come."
        ),
        "F07": mark(
            "The idea should lie on the desks of both negotiating teams next morning. Their members may come, if they speak "
            "for nobody but themselves."
        ),
    },
    "place": {
        "F08": mark(
            "Two earlier meetings failed because people never spoke after the sessions. There is money enough."
        ),
        "F09": mark(
            "Both capitals ask why their people travel. What nobody asks about is a journey to lectures and seminars."
        ),
        "F10": mark("The guests get no visas, and those who must say yes in the end live an hour away from them."),
    },
    "secrecy": {
        "F11": mark("Until there is a result most of the guests' own people would have them arrested if they knew."),
        "F12": mark("Nothing that you say to a reporter may be untrue, and no word may be spoken before an audience."),
        "F13": mark(
            "The last effort died on the day on which it was unmasked. This time there should be nothing to unmask."
        ),
    },
    "funder": {
        "F14": mark("Thirty-six units of money will be needed, and an ambassador will have to open a door or two."),
        "F15": mark("Twenty units will be needed, from somebody who has nothing to gain and will not ask for a text."),
        "F16": mark(
            "The money and a house are needed next week. Both sides know what the giver wants, and can live with it."
        ),
        "F17": mark("No state, firm or foundation may be able to say that the guests were bought. Ten units will do."),
    },
    "informing": {
        "F18": mark("The last two efforts were forbidden by ministers as soon as they had been told."),
        "F19": mark(
            "Each side has one official whom its leader believes. A second reader on a side would be one too many."
        ),
        "F20": mark(
            "Both sides vote in spring. Whoever comes in must find the matter in the files, and no minister be surprised."
        ),
    },
    "writing": {
        "F21": mark(
            "At the border a guest was once found with a page, and sat for eight years. No page may be found again."
        ),
        "F22": mark(
            "After each meeting the guests remember it in two ways. Anything that looks like a deal would end it; each side "
            "must be able to strike lines."
        ),
        "F23": mark("Both publics hold that no deal can even be put into words. Somebody must show them that it can."),
    },
}
# Facts that no world could hold both: scholars are no members of negotiating teams, nobody waits for a report of which
# nobody is told, ten units buy no country house, and what is announced is known.
CLASHES = {
    ("F02", "F07"), ("F03", "F07"), ("F04", "F07"), ("F04", "F11"), ("F06", "F18"), ("F08", "F17"), ("F13", "F18"),
}  # fmt: skip


class Brief(NamedTuple):
    """The setting of a design, the seed of its luck, and the facts that it must fit, by choice."""

    setting: str
    seed: int
    facts: dict[str, str]


def drawn_brief(me: Any) -> Brief:
    """Return the brief of a learner: facts on five of the seven choices."""
    settings = [one["id"] for one in content()["settings"]]
    chosen = mixed(me, "choices", FACTS)[:FACTS_OF]
    facts: dict[str, str] = {}
    for choice in FACTS:
        if choice in chosen:
            left = [one for one in FACTS[choice] if not any((other, one) in CLASHES for other in facts.values())]
            facts[choice] = one_of(me, f"fact {choice}", left)
    return Brief(one_of(me, "setting", settings), one_of(me, "seed", range(1, 1_000_000)), facts)


def show_brief(me: Any) -> None:
    """Print the brief of a learner."""
    brief = drawn_brief(me)
    setting = part("settings", brief.setting)
    print(
        fill(
            words("Setting: {name} (“{id}”). Seed: {seed}.", name=setting["name"], id=brief.setting, seed=brief.seed),
            96,
        )
    )
    for choice, fact in brief.facts.items():
        print(fill("- " + words(FACTS[choice][fact]), 96, subsequent_indent="  "))
    free = ", ".join(part("choices", one)["label"] for one in FACTS if one not in brief.facts)
    print(fill(words("You are free in two choices, and defend them in your memo: {choices}.", choices=free), 96))


def show_ways() -> None:
    """Print the seven choices with the names of their ways, as a design is written with them."""
    for choice in content()["choices"]:
        print(f"“{choice['id']}”: {choice['label']}")
        for way in choice["options"]:
            print(f"    “{way['id']}”: {way['label']}")


def say_brief(me: Any, run: Any) -> None:
    """Say whether a run is one of this brief, and whether it was played."""
    brief = drawn_brief(me)
    if not isinstance(run, Run):
        print(words("my_run should be a run, written as in the example above."))
        return
    if run.design.setting != brief.setting:
        print(words("Your setting is “{setting}”.", setting=brief.setting))
    if run.seed != brief.seed:
        print(words("Your seed is {seed}: without it exercises 2 and 3 earn nothing.", seed=brief.seed))
    if not run.decisions:
        print(words("No decision is taken yet: play the run in the studio, and bring its decisions here."))
    print(words("Your design: {ways}.", ways=", ".join(run.design.ways.values())))
    print(words("Read each fact again: which ways does it rule out, and did you choose one of them?"))


def mark_brief(run: Any, brief: Brief, allowed: Mapping[str, Sequence[str]], points: float) -> float:
    """Return the points for a design: a share for the setting, if a fact is met as well, and one for each fact that is met.

    Parameters
    ----------
    run: the learner's run.
    brief: the learner's brief.
    allowed: the ways that each fact leaves open.
    points: what a design that fits its brief earns.
    """
    if not isinstance(run, Run):
        return 0.0
    met = sum(run.design.ways[choice] in allowed[fact] for choice, fact in brief.facts.items())
    met += met > 0 and run.design.setting == brief.setting
    return round(points * met / (len(brief.facts) + 1), 2)
