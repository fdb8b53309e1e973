"""Lessons as files: their citations and their list of sources, kept in step with `references.json`.

An author writes a citation in a lesson's text as a link whose title says what is cited:
`[...](#Sources "waage-2005, p. 6")`, with `; recalled` at the end of the title where the text was not opened. `course
build` writes the words of the link and the lesson's list of sources from that, through citeproc.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import nbformat

from course_lib.citations import bibliography, cite_all

CITATION = re.compile(r'\[(?P<label>(?:[^\[\]]|\[[^\]]*\])*)\]\(#Sources "(?P<title>[^"]+)"\)')
SOURCES = "## Sources"


def read_title(title: str) -> tuple[str, str | None, bool]:
    """Return the key, the locator or None, and whether the text was opened, from a citation's title."""
    place = title.removesuffix("; recalled")
    key, _, locator = place.partition(", ")
    return key, locator or None, place == title


def cited(notebook: Any) -> list[str]:
    """Return the keys that a lesson's text cites, in the order of their first mention."""
    titles = [match["title"] for cell in _text(notebook) for match in CITATION.finditer(cell.source)]
    return list(dict.fromkeys(read_title(title)[0] for title in titles))


def _text(notebook: Any) -> Iterable[Any]:
    return (cell for cell in notebook.cells if cell.cell_type == "markdown" and not _lists_sources(cell))


def _lists_sources(cell: Any) -> bool:
    return bool(cell.cell_type == "markdown" and cell.source.split("\n", 1)[0].strip() == SOURCES)


def with_sources(notebook: Any) -> Any:
    """Write a lesson's citations and its list of sources anew, in place, and return it.

    Raises
    ------
    ValueError: for a citation whose key is not in `references.json`.
    """
    titles = list(dict.fromkeys(m["title"] for cell in _text(notebook) for m in CITATION.finditer(cell.source)))
    places = [read_title(title) for title in titles]
    labels = dict(zip(titles, cite_all([(key, locator) for key, locator, _ in places]), strict=True))
    opened = {title: place[2] for title, place in zip(titles, places, strict=True)}

    def written(match: re.Match[str]) -> str:
        title = match["title"]
        label = labels[title] + ("" if opened[title] else "; recalled")
        # Square brackets inside a link's words would end it.
        label = label.replace("[", "(").replace("]", ")")
        return f'[({label})](#Sources "{title}")'

    for cell in _text(notebook):
        cell.source = CITATION.sub(written, cell.source)
    for cell in filter(_lists_sources, notebook.cells):
        entries = bibliography(cited(notebook), "html")
        cell.source = "\n".join([SOURCES, "", *(f"- {_linked(entry)}" for entry in entries)])
    return notebook


def _linked(entry: str) -> str:
    """Return an entry with its address as a link that works in a notebook."""
    return re.sub(r"(https?://[^\s<>]+?)(\.?)$", r"<\1>\2", entry)


def build(folder: Path) -> list[Path]:
    """Bring every lesson of a folder up to date and return those that changed."""
    changed = []
    for file in sorted(folder.glob("*.ipynb")):
        before = file.read_text(encoding="utf-8")
        after = as_stored(with_sources(nbformat.reads(before, as_version=4)))
        if after != before:
            file.write_text(after, encoding="utf-8", newline="\n")
            changed.append(file)
    return changed


def forget_outputs(model: Any, **_: Any) -> None:
    """Save a lesson as it was written, without what running it put on the page (a hook of Jupyter's server).

    A panel that was saved would only say on the next day that it was not found; the answers are in the journal, and are
    back when the cell is run. Notebooks other than lessons, such as assignments, are saved with their outputs.
    """
    content = model.get("content")
    if model.get("type") != "notebook" or not content or "course" not in content.get("metadata", {}):
        return
    for cell in content["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [], None
            cell["metadata"].pop("execution", None)


def as_stored(notebook: Any) -> str:
    """Return a notebook as it is kept: without outputs or execution counts, so that a change shows only what was written."""
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
            cell.metadata.pop("execution", None)
    text: str = nbformat.writes(notebook, indent=1)
    return text + "\n"
