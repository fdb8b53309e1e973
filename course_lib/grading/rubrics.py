"""Rubrics: one file an assignment, whose parts stand in the notebook above what each is about.

So learners read a criterion before they write, graders see it beside the answer, and feedback shows it with the points.
"""

from __future__ import annotations

import re
from pathlib import Path

import nbformat

from course_lib.lessons import as_stored
from course_lib.words import words

_HEADING = re.compile(r"^## (.+)$", re.MULTILINE)


def criteria(rubric: str) -> dict[str, str]:
    """Return the criteria of a rubric in Markdown: the table of each by its heading."""
    parts = _HEADING.split(rubric)[1:]
    return {heading.strip(): body.strip() for heading, body in zip(parts[::2], parts[1::2], strict=True)}


def written(course: Path) -> dict[Path, str]:
    """Return the text of each assignment's source notebook with the criteria of its rubric in their cells.

    A cell of a criterion carries the tag `rubric` and begins with its heading.

    Raises
    ------
    ValueError: where a notebook names a criterion that its rubric has not.
    """
    found = {}
    for file in sorted((course / "source").glob("*/*.ipynb")):
        notebook = nbformat.read(file, as_version=4)
        known = criteria((file.parent / "rubric.md").read_text(encoding="utf-8"))
        for cell in notebook.cells:
            if "rubric" in cell.metadata.get("tags", []):
                heading = cell.source.splitlines()[0].lstrip("# ")
                if heading not in known:
                    said = "{file} has no criterion “{heading}”; it has: {known}."
                    raise ValueError(
                        words(said, file=file.parent / "rubric.md", heading=heading, known=", ".join(known))
                    )
                cell.source = f"### {heading}\n\n{known[heading]}"
        found[file] = as_stored(notebook)
    return found
