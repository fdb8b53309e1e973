"""The library's own sentences, kept apart from its code so that they can be translated (GNU gettext).

A sentence is marked where it stands, `words("Keep my answer")`, and looked up in
`locale/LANGUAGE/LC_MESSAGES/course.mo`. Without a translation the English sentence itself is shown.
"""

from __future__ import annotations

import functools
import gettext
import os
from pathlib import Path

LOCALE = Path(__file__).parent / "locale"
RIGHT_TO_LEFT = ("ar", "fa", "he", "ur")


def language() -> str:
    """Return the learner's language as a two-letter code, from COURSE_LANGUAGE; English without it."""
    return os.environ.get("COURSE_LANGUAGE", "")[:2] or "en"


def direction() -> str:
    """Return "rtl" where the learner's language runs from right to left, otherwise "ltr"."""
    return "rtl" if language() in RIGHT_TO_LEFT else "ltr"


def command() -> str:
    """Return what a person types before the name of a command: `course`, or what `start.py` says in COURSE_COMMAND."""
    return os.environ.get("COURSE_COMMAND") or "course"


@functools.cache
def _translation(code: str) -> gettext.NullTranslations:
    return gettext.translation("course", LOCALE, languages=[code], fallback=True)


def mark(sentence: str) -> str:
    """Mark a sentence of a table for translation without translating it yet."""
    return sentence


def words(sentence: str, **values: object) -> str:
    """Return a sentence in the learner's language, with its {names} filled in.

    Parameters
    ----------
    sentence: the English sentence, as it stands in the code.
    values: what to put in place of each {name} of it.
    """
    said = _translation(language()).gettext(sentence)
    said = said.format(**values) if values else said
    return said.replace("`course ", f"`{command()} ")


def number_of(count: int, one: str, many: str) -> str:
    """Return `one` or `many` in the learner's language, whichever suits the count, with {count} filled in."""
    return _translation(language()).ngettext(one, many, count).format(count=count)
