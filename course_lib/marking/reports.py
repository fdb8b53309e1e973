"""Reports on a run: its share beside what would have happened anyway, the plans it cannot be told from, an assumption."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from course_lib import studio
from course_lib.marking.draws import one_of
from course_lib.marking.numbers import mark_answers, say_numbers, show_asked
from course_lib.models import process
from course_lib.words import mark, words

TOLERANCES = dict.fromkeys(("ratified", "anyway", "added", "exposed", "anyway_then"), 0.01)
ASKED = {
    "ratified": mark("the share of futures in which agreements are ratified, with your design and your decisions"),
    "anyway": mark("the same where nothing is done"),
    "added": mark("what is left of your share once that is taken off"),
    "exposed": mark("the share of futures in which your process is exposed"),
    "anyway_then": mark("the share where nothing is done, if the assumed optimism is what your sheet says"),
    "cannot_rank": mark("the stock plans that the model cannot rank with yours, in a list"),
}
# What each earns, in eighths.
SHARES = {"ratified": 1, "anyway": 1, "added": 1, "exposed": 1, "anyway_then": 2, "cannot_rank": 2}


def drawn_optimism(me: Any) -> float:
    """Return the unaided optimism that a learner puts in place of the setting's."""
    return one_of(me, "optimism", (0.35, 0.4, 0.45, 0.5))


def shares(run: studio.Run) -> dict[str, float]:
    """Return how far a run comes, as shares of its futures: see `models.process.funnel`."""
    return process.funnel(studio.futures_of(run.design, studio.played(run), run.seed))


def supposing(run: studio.Run, **numbers: float) -> studio.Run:
    """Return the same run where some numbers of the model are others.

    Raises
    ------
    ValueError: for a number that the model does not have, or one outside its range.
    """
    return replace(run, design=replace(run.design, numbers={**run.design.numbers, **numbers}))


def cannot_rank(run: studio.Run) -> list[str]:
    """Return the stock plans that the model cannot rank with a run's own, once its numbers are shaken."""
    return [one.plan for one in studio.ranked(run) if one.plan != studio.OWN and not one.can_rank]


def show_report(me: Any) -> None:
    """Print what is asked of a learner's run."""
    print(words("Your sheet: an unaided optimism of {optimism}.", optimism=drawn_optimism(me)))
    print(words("The stock plans: {plans}.", plans=", ".join(process.PLANS)))
    show_asked(ASKED)


def say_report(handed_in: Any) -> None:
    """Say which answers are missing, and what to look at again."""
    if not say_numbers(handed_in, {name: words(what) for name, what in ASKED.items() if name != "cannot_rank"}):
        return
    unknown = _plans(handed_in.get("cannot_rank")) - set(process.PLANS)
    if not isinstance(handed_in.get("cannot_rank"), list | tuple | set):
        print(words("cannot_rank is a list, as in the example; write [] if the model can rank them all."))
    elif unknown:
        print(words("No stock plan is called: {names}.", names=", ".join(sorted(unknown))))
    else:
        print(words("All six are there. Which of them would you rather not print, and why?"))


def mark_report(handed_in: Any, right: Mapping[str, float], plans: Collection[str], points: float) -> float:
    """Return the points for a report, each answer on its own; a plan too many or too few costs half of the list.

    Parameters
    ----------
    handed_in: the answers by name, see `ASKED`.
    right: the right number by name; without any, as for a run that is not the learner's own, nothing is earned.
    plans: the stock plans that the model cannot rank with the learner's.
    points: what right answers to all earn; shared out as `SHARES` says.
    """
    if not isinstance(handed_in, Mapping) or not right:
        return 0.0
    total, listed = sum(SHARES.values()), handed_in.get("cannot_rank")
    numbers = mark_answers(handed_in, right, points * (1 - SHARES["cannot_rank"] / total), TOLERANCES, SHARES)
    wrong = len(_plans(listed) ^ set(plans))
    good = max(0.0, 1 - wrong / 2) * isinstance(listed, list | tuple | set)
    return round(numbers + points * good * SHARES["cannot_rank"] / total, 2)


def _plans(said: Any) -> set[str]:
    return {str(one).strip().casefold() for one in said} if isinstance(said, list | tuple | set) else set()
