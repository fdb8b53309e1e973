"""A definition as a rule: a learner's function from an encounter to a track, tried on encounters that they have not seen."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from course_lib.encounters import Encounter
from course_lib.marking.quiet import quiet
from course_lib.words import words

TRACKS = ("1", "1.5", "2", "3", "contact")


def say_rule(rule: Any, practice: Sequence[tuple[str, Encounter, Collection[str]]]) -> None:
    """Try a rule on encounters whose track is plain, and say what to look at where it differs.

    Parameters
    ----------
    rule: the learner's function from an encounter to a track.
    practice: for each encounter a sentence that names it, its facts, and the tracks that would be right.
    """
    for name, encounter, right in practice:
        said, problem = _ask(rule, encounter)
        if problem:
            print(f"{name}: {problem}")
        elif said not in right:
            asks = "{name}: your rule says {said}. Which of its facts decides? {facts}"
            print(words(asks, name=name, said=said, facts=_facts(encounter)))
        else:
            print(words("{name}: {said}, yes.", name=name, said=said))


def mark_rule(rule: Any, kinds: Mapping[str, Sequence[Encounter]], right: Mapping[str, str], points: float) -> float:
    """Return the points for a rule: each kind of encounter earns an equal share, where every one of it is decided rightly.

    Parameters
    ----------
    rule: the learner's function from an encounter to a track.
    kinds: unseen encounters by kind.
    right: the track of each kind.
    points: what a rule without a mistake earns.
    """
    kept = sum(all(_ask(rule, one)[0] == right[kind] for one in unseen) for kind, unseen in kinds.items())
    return round(points * kept / len(kinds), 2)


def _ask(rule: Any, encounter: Encounter) -> tuple[str | None, str]:
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


def _facts(encounter: Encounter) -> str:
    return ", ".join(f"{name} {getattr(encounter, name)!r}" for name in encounter.__slots__)
