"""Registers: tests of a process that are written down before it begins. Which could fail, and for the right reason?"""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from course_lib import studio
from course_lib.marking.draws import lettered, mixed
from course_lib.marking.numbers import show_asked
from course_lib.models import process
from course_lib.words import mark, words

# Good worlds and poor ones: both sides want out of the conflict so much more, or less, than the setting says.
SHIFT = 0.2
FUTURES = 800
# A test that fails in fewer of the poor worlds cannot fail; one that fails in more of the good ones fails anyway.
CANNOT, ANYWAY = 0.05, 0.5
# How much less well than the best a test may tell good worlds from poor ones and still be the one to register.
NEAR = 0.05
Holds = Callable[[process.State], NDArray[np.bool_]]
TESTS: dict[str, tuple[str, int, Holds]] = {
    "worth": (mark("after a year the convener's report calls the talks worth while"), 6, lambda now: now.people >= 0),
    "trust": (mark("after a year the guests' trust in the room is above 5 %"), 6, lambda now: now.trust > 0.05),
    "talks_soon": (mark("after four months official talks are open"), 2, lambda now: now.opened),
    "talks_year": (mark("after a year official talks are open"), 6, lambda now: now.opened),
    "talks_late": (mark("after twenty months official talks are open"), 10, lambda now: now.opened),
    "text": (mark("after a year the text is ripe at 30 % or more"), 6, lambda now: now.maturity >= 0.3),
    "taken_up": (
        mark("after a year each leader has taken up 20 % of it or more"),
        6,
        lambda now: np.minimum(now.uptake_a, now.uptake_b) >= 0.2,
    ),
    "ratified_soon": (
        mark("after eight months an agreement is ratified"),
        4,
        lambda now: now.stage == process.RATIFIED,
    ),
}
ASKED = {
    "register": mark("the letter of the test that tells good worlds from poor ones best"),
    "cannot_fail": mark("the letters of those that fail in less than 5 % of the poor worlds"),
    "fails_anyway": mark("the letters of those that fail in more than half of the good worlds"),
}


class Tried(NamedTuple):
    """In what shares of poor worlds and of good worlds a test fails."""

    poor: float
    good: float

    @property
    def tells(self) -> float:
        """How far the test tells them apart: 0 for one that fails as often in either."""
        return self.poor - self.good


def drawn_tests(me: Any) -> dict[str, str]:
    """Return the ids of the tests by letter, in a learner's own order."""
    return lettered(mixed(me, "tests", TESTS))


@functools.lru_cache(maxsize=64)
def tried(run: studio.Run) -> dict[str, Tried]:
    """Return how often each test fails for a run, in worlds that are poor and in worlds that are good.

    Parameters
    ----------
    run: a design, its seed and its decisions; turns that were not played are pauses.
    """
    plain = run.design.coefficients()
    low, high = process.RANGES["motivation_a"]
    worlds = []
    for by in (-SHIFT, SHIFT):
        moved = {
            name: float(np.clip(np.asarray(getattr(plain, name)) + by, low, high))
            for name in ("motivation_a", "motivation_b")
        }
        plan = [process.DECISIONS.index(one) for one in studio.played(run)]
        luck = process.draw(run.seed, FUTURES, studio.TURNS)
        worlds.append(process.simulate(plan, replace(plain, **moved), luck, keep=True).states)
    return {
        name: Tried(*(1 - float(holds(states[turn]).mean()) for states in worlds))
        for name, (_, turn, holds) in TESTS.items()
    }


def show_tests(me: Any, run: Any) -> None:
    """Print the tests with how often each fails for a learner's run, and what is asked."""
    if not isinstance(run, studio.Run):
        print(words("Write your run in exercise 1 first."))
        return
    found = tried(run)
    for letter, one in drawn_tests(me).items():
        poor, good = (f"{share:.0%}" for share in found[one])
        said = "{letter}. {test}: fails in {poor} of the poor worlds and {good} of the good ones"
        print(words(said, letter=letter, test=words(TESTS[one][0]), poor=poor, good=good))
    show_asked(ASKED)


def say_tests(handed_in: Any) -> None:
    """Say which answers are missing, and which letters are none."""
    if not isinstance(handed_in, Mapping):
        print(words("Your answers should stand between the parentheses of dict(…), as in the example above."))
        return
    known = set(drawn_tests(""))
    for name, what in ASKED.items():
        letters = _letters(handed_in.get(name))
        if handed_in.get(name) in (None, "?"):
            print(words("Not answered yet: {name}, {what}.", name=name, what=words(what)))
        elif letters - known:
            print(
                words(
                    "{name}: no test has the letter {letters}.", name=name, letters=", ".join(sorted(letters - known))
                )
            )
        elif name == "register" and len(letters) != 1:
            print(words("register is one letter: which single test would you sign?"))
    print(words("Ask of the test that you register: who could read it off, and by which day?"))


def mark_tests(handed_in: Any, right: Mapping[str, Collection[str]], points: float) -> float:
    """Return the points for judging tests: half for the one to register, a quarter for each of the two lists.

    In a list a letter too many costs as much as one that is missing.

    Parameters
    ----------
    handed_in: the answers by name, see `ASKED`.
    right: by name the letters that are right; one of those under `register` will do.
    points: what right answers to all three earn.
    """
    if not isinstance(handed_in, Mapping) or not right:
        return 0.0
    given = {name: _letters(handed_in.get(name)) for name in ASKED}
    earned = 0.5 * (len(given["register"]) == 1 and given["register"] <= set(right["register"]))
    for name in ("cannot_fail", "fails_anyway"):
        if handed_in.get(name) not in (None, "?"):
            wrong = len(given[name] ^ set(right[name]))
            earned += 0.25 * max(0.0, 1 - wrong / max(1, len(right[name])))
    return round(points * earned, 2)


def _letters(said: Any) -> set[str]:
    """Return the letters of an answer, however they are written: "BD", "B, D" or a list."""
    if isinstance(said, str):
        return {letter for letter in said.upper() if letter.isalpha()}
    return {str(one).strip().upper() for one in said} if isinstance(said, list | tuple | set) else set()
