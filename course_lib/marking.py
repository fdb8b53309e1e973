"""How an exercise is marked: the rules of scoring, and none of the answers.

A test cell calls one of these with what the learner handed in; the number it returns is nbgrader's partial credit. What
a learner's own code prints or warns of meanwhile is kept out of the cell, because nbgrader takes anything on stderr for
a failure.
"""

from __future__ import annotations

import contextlib
import io
import warnings
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any

from course_lib.catalogue import Case, Catalogue
from course_lib.encounters import Encounter, Place
from course_lib.words import words


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Keep what is printed or warned of meanwhile from reaching the notebook."""
    with (
        warnings.catch_warnings(),
        contextlib.redirect_stderr(io.StringIO()),
        contextlib.redirect_stdout(io.StringIO()),
    ):
        warnings.simplefilter("ignore")
        yield


def say_places(handed_in: Any, letters: Collection[str]) -> None:
    """Say which encounters are not yet placed, and which answers are no places."""
    if not isinstance(handed_in, dict):
        print(words("Your places should stand between { and }, as in the example above."))
        return
    missing = [letter for letter in letters if letter not in handed_in]
    odd = [letter for letter in letters if letter in handed_in and not isinstance(handed_in[letter], Place)]
    if missing:
        print(words("Not placed yet: {letters}.", letters=", ".join(missing)))
    if odd:
        print(words("Write place(…, …) for: {letters}.", letters=", ".join(odd)))
    wrong = [letter for letter in letters if letter not in missing + odd and handed_in[letter].problem]
    for letter in wrong:
        print(f"{letter}: {handed_in[letter].problem}.")
    if not missing + odd + wrong:
        print(
            words(
                "All {count} are placed. Ask of each: who is spoken for? And, apart from that, who could know?",
                count=len(letters),
            )
        )


def mark_places(handed_in: Any, key: Mapping[str, Place], points: float) -> float:
    """Return the points for places on the axes: the full share for the right one, half of it for one step beside.

    Parameters
    ----------
    handed_in: what the learner placed, a dict of `Place` by letter; anything else earns nothing.
    key: the right place by letter.
    points: the points of the whole exercise, shared equally.
    """
    if not isinstance(handed_in, dict):
        return 0.0
    share = {0: 1.0, 1: 0.5}
    earned = sum(
        share.get(handed_in[letter].steps_from(right), 0.0)
        for letter, right in key.items()
        if type(handed_in.get(letter)) is Place and not handed_in[letter].problem
    )
    return round(points * earned / len(key), 2)


def say_rule(rule: Any, practice: Sequence[tuple[str, Encounter, Collection[str]]]) -> None:
    """Try a rule on encounters whose track is plain, and say what to look at where it differs.

    Parameters
    ----------
    rule: the learner's function from an encounter to a track.
    practice: for each encounter a sentence that names it, its facts, and the tracks that would be right.
    """
    for name, encounter, right in practice:
        said, problem = _ask_rule(rule, encounter)
        if problem:
            print(f"{name}: {problem}")
        elif said not in right:
            print(
                words(
                    "{name}: your rule says {said}. Which of its facts decides? {facts}",
                    name=name,
                    said=said,
                    facts=_facts(encounter),
                )
            )
        else:
            print(words("{name}: {said}, yes.", name=name, said=said))


def _facts(encounter: Encounter) -> str:
    return ", ".join(f"{name} {getattr(encounter, name)!r}" for name in encounter.__slots__)


TRACKS = ("1", "1.5", "2", "3", "contact")


def _ask_rule(rule: Any, encounter: Encounter) -> tuple[str | None, str]:
    """Return what a learner's rule says of an encounter, or None and a sentence on what is the matter."""
    try:
        with quiet():
            said = rule(encounter)
    except NameError as error:
        return None, words(
            "Python does not know “{name}”. Is it spelt True or False, or are quotation marks missing?", name=error.name
        )
    except AttributeError as error:
        return None, words("A meeting has no fact “{name}”. See the table above.", name=error.name)
    except (Exception, SystemExit) as error:  # but not an interruption, by which an endless rule is stopped
        return None, words("your rule stops with {error}.", error=f"{type(error).__name__}: {error}")
    if said is None:
        return None, words("your rule gives no answer. Does every path end in a return?")
    answer = f"{said:g}" if type(said) in (int, float) else str(said).strip().casefold() if type(said) is str else ""
    if answer not in TRACKS:
        return None, words("your rule says {said}, which is none of {known}.", said=repr(said), known=", ".join(TRACKS))
    return answer, ""


def mark_rule(rule: Any, unseen: Sequence[tuple[Encounter, str]], points: float) -> float:
    """Return the points for a rule: the share of unseen encounters it gets right, beyond what one fixed answer would.

    Parameters
    ----------
    rule: the learner's function from an encounter to a track.
    unseen: encounters with their track.
    points: what a rule without a mistake earns.
    """
    right = sum(_ask_rule(rule, encounter)[0] == track for encounter, track in unseen)
    tracks = [track for _, track in unseen]
    guess = max(tracks.count(track) for track in tracks)
    return round(points * max(0, right - guess) / (len(unseen) - guess), 2)


def say_conditions(handed_in: Any, cases: Catalogue) -> None:
    """Say which of the course's cases a set of conditions picks."""
    try:
        picked = cases.filter(**handed_in)
    except (TypeError, ValueError) as error:
        print(words("These conditions cannot be used. {why}", why=error))
        return
    print(words("Your conditions pick: {names}.", names=", ".join(case.id for case in picked) or words("no case")))


def mark_conditions(handed_in: Any, cases: Catalogue, wanted: Collection[str], points: float) -> float:
    """Return the points for conditions that should pick some cases of a catalogue and leave the others.

    Cases wrongly picked and cases wrongly left cost the same share, so that picking all or none earns nothing.
    """
    try:
        picked = {case.id for case in cases.filter(**handed_in)} if handed_in else set()
    except (TypeError, ValueError):
        return 0.0
    others = {case.id for case in cases} - set(wanted)
    found = len(picked & set(wanted)) / len(wanted)
    spared = len(others - picked) / len(others)
    return round(points * max(0.0, found + spared - 1), 2)


def invented_case(case_id: str, *phases: Mapping[str, str], start: str = "2000", end: str = "2001") -> Case:
    """Return a case that never happened, with nothing but its phases, to try conditions on."""
    empty: dict[str, Callable[[], Any]] = {"label": str, "why": str, "sense": lambda: None}
    whole = [
        {"start": start, "end": end, "because": [], **{name: make() for name, make in empty.items()}, **phase}
        for phase in phases
    ]
    return Case(
        {
            "id": case_id, "name": case_id, "start": start, "end": end, "region": "Global", "fields": [],
            "conflict": "interstate", "parties": ["Arden", "Belmar"], "phases": whole, "functions": [],
            "outcome": {"code": "stalled"}, "statements": [],
        }
    )  # fmt: skip
