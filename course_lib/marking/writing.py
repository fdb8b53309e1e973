"""What stands in a written answer, counted and never judged: cases, statements, sources, and what the learner marked.

The answer is read from the notebook's file, because text is no value that Python could see. So it is read as it was last
saved.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Container
from dataclasses import dataclass
from pathlib import Path

from course_lib.catalogue import load_cases, load_references
from course_lib.words import words

_CASE = re.compile(r"\b([CN]\d\d)\b(?!-\d)")
_STATEMENT = re.compile(r"\b[CN]\d\d-\d\d\b")
_KEY = re.compile(r"\b[a-z][a-z’'-]*-(?:1[5-9]|20)\d\d[a-z]?\b|\b[a-z-]+-(?:1[5-9]|20)\d\d-\d\d-\d\d\b")
# The words by which a learner marks what the mark scheme looks for.
LIMIT, AGAINST = "Limit:", "Against:"


@dataclass(frozen=True)
class Structure:
    """What was found in a text: how many words, and which cases, statements, sources; what is named and not there."""

    length: int
    cases: tuple[str, ...]
    statements: tuple[str, ...]
    sources: tuple[str, ...]
    unknown: tuple[str, ...]
    limits: int
    against: int


def structure(text: str, cases: Container[str], statements: Container[str], references: Container[str]) -> Structure:
    """Return what stands in a text.

    Parameters
    ----------
    text: the written answer, in Markdown.
    cases, statements, references: the ids that are known.
    """
    named = sorted(set(_STATEMENT.findall(text)))
    of_cases = sorted(set(_CASE.findall(text)) | {one.partition("-")[0] for one in named})
    keys = sorted(set(_KEY.findall(text)))
    there = [one for one in named if one in statements]
    return Structure(
        length=len(re.findall(r"\w+(?:[-’']\w+)*", text)),
        cases=tuple(one for one in of_cases if one in cases),
        statements=tuple(there),
        sources=tuple(one for one in keys if one in references),
        unknown=tuple(
            [one for one in of_cases if one not in cases]
            + [one for one in named if one not in there and one.partition("-")[0] in cases]
            + [one for one in keys if one not in references]
        ),
        limits=text.casefold().count(LIMIT.casefold()),
        against=text.casefold().count(AGAINST.casefold()),
    )


def say_writing(*cells: str, shortest: int, longest: int, folder: Path | None = None) -> None:
    """Print what stands in a written answer.

    Parameters
    ----------
    cells: the nbgrader ids of the cells that hold its parts.
    shortest, longest: how many words are asked for.
    folder: where the notebook lies; by default, where it runs.
    """
    known = _known()
    text = written(cells, folder or Path.cwd())
    if text is None:
        print(words("Save the notebook under its own name (Ctrl+S), then run this cell again."))
        return
    found = structure(text, *known)
    none = words("none")
    print(words("Read as it was last saved. What stands in it, counted and not judged:"))
    asked = words("asked for: {shortest} to {longest}", shortest=shortest, longest=longest)
    lines = (
        (words("words"), f"{found.length} ({asked})"),
        (words("cases named"), ", ".join(found.cases) or none),
        (words("statements cited"), ", ".join(found.statements) or none),
        (words("sources cited"), ", ".join(found.sources) or none),
        (words("limits marked “{mark}”", mark=LIMIT), str(found.limits)),
        (words("counter-examples marked “{mark}”", mark=AGAINST), str(found.against)),
    )
    for name, value in lines:
        print(f"  {name}: {value}")
    if found.unknown:
        print(words("Not found in the course, so look at the spelling: {names}.", names=", ".join(found.unknown)))


@functools.cache
def _known() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Return the ids of the course's cases, statements and references."""
    catalogue = load_cases()
    statements = (statement.id for case in catalogue for statement in case.statements)
    return frozenset(case.id for case in catalogue), frozenset(statements), frozenset(load_references())


def written(cells: tuple[str, ...], folder: Path) -> str | None:
    """Return the text of cells of the notebook that was saved last in a folder; None where no notebook has them all."""
    for file in sorted(folder.glob("*.ipynb"), key=lambda file: file.stat().st_mtime, reverse=True):
        try:
            notebook = json.loads(file.read_text(encoding="utf-8"))
            by_id = {
                cell["metadata"].get("nbgrader", {}).get("grade_id"): "".join(cell["source"])
                for cell in notebook["cells"]
            }
        except (ValueError, KeyError, TypeError, AttributeError):
            continue  # a file that is no notebook says nothing about one that is
        if all(one in by_id for one in cells):
            return "\n\n".join(by_id[one] for one in cells)
    return None
