"""Witnesses: a case of the catalogue for a sentence, and one against it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from textwrap import fill
from typing import Any

from course_lib.catalogue import load_cases
from course_lib.marking.draws import lettered, mixed
from course_lib.words import mark, words

COUNT = 2
CAME_TO_NOTHING = ("failed", "stalled", "collapsed", "backfired")
# A sentence, what its cases have in common, and whether something crossed into official talks or nothing came of it.
SENTENCES: dict[str, tuple[str, dict[str, Any], bool]] = {
    "W1": (
        mark("Where officials come in a personal capacity, something crosses over."),
        {"officiality": "personal"},
        True,
    ),
    "W2": (mark("Where one side alone has a mandate, nothing comes of it."), {"officiality": "one_mandated"}, False),
    "W3": (mark("People who are connected to an office carry something across."), {"officiality": "connected"}, True),
    "W4": (mark("What has a secret phase comes to nothing."), {"secrecy": "secret"}, False),
    "W5": (mark("What is staged for the public comes to nothing."), {"secrecy": "staged"}, False),
    "W6": (mark("Where a phase is discreet, something crosses over."), {"secrecy": "discreet"}, True),
    "W7": (mark("Unofficial contact between states comes to nothing."), {"conflict": "interstate"}, False),
    "W8": (mark("Unofficial contact inside one state carries something across."), {"conflict": "internal"}, True),
    "W9": (
        mark("Unofficial contact in the Middle East comes to nothing."),
        {"region": "Middle East and North Africa"},
        False,
    ),
}


def drawn_sentences(me: Any) -> dict[str, str]:
    """Return the ids of a learner's sentences by letter."""
    return lettered(mixed(me, "sentences", SENTENCES)[:COUNT])


def show_sentences(me: Any) -> None:
    """Print a learner's sentences."""
    for letter, one in drawn_sentences(me).items():
        said, conditions, _ = SENTENCES[one]
        print(
            fill(
                words("{letter}. “{claim}” Its cases: {rule}.", letter=letter, claim=words(said), rule=conditions),
                96,
            )
        )


def say_witnesses(me: Any, handed_in: Any) -> None:
    """Say which witnesses are missing, which are no cases, and which are none of a sentence's."""
    known = load_cases()
    for letter, one in drawn_sentences(me).items():
        said, against = _pair(handed_in, letter)
        rule = SENTENCES[one][1]
        for name, case in (("for", said), ("against", against)):
            if not case:
                print(words("{letter}: no case {name} yet.", letter=letter, name=name))
            elif case not in known:
                print(words("{letter}: the catalogue has no case {case}.", letter=letter, case=case))
            elif case not in {one.id for one in known.filter(**rule)}:
                print(words("{letter}: {case} has not {rule}.", letter=letter, case=case, rule=rule))
    print(words("What became of each case is its outcome; “disputed” stands on neither side."))


def mark_witnesses(
    handed_in: Any, right: Mapping[str, tuple[Collection[str], Collection[str]]], points: float
) -> float:
    """Return the points for witnesses, an equal share for each; the same case twice counts once.

    Parameters
    ----------
    handed_in: by letter a case for and a case against.
    right: by letter the cases that stand for a sentence, and those that stand against it.
    points: what a right case on each side of each sentence earns.
    """
    kept: set[str] = set()
    for letter, sides in right.items():
        kept |= {case for case, good in zip(_pair(handed_in, letter), sides, strict=True) if case in good}
    return round(points * len(kept) / (2 * len(right)), 2)


def _pair(handed_in: Any, letter: str) -> tuple[str, str]:
    """Return the two cases of an answer, as plain text."""
    pair = handed_in.get(letter) if isinstance(handed_in, Mapping) else None
    if not isinstance(pair, list | tuple) or len(pair) != 2:
        return "", ""
    one, other = (str(said).strip().upper() for said in pair)
    return ("" if one == "?" else one), ("" if other == "?" else other)
