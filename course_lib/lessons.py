"""Lessons as files: their citations, their list of sources, their outcomes and the way through them, kept in step.

What a lesson is about stands once, in its metadata under `course`: `lesson` (its number), `title`, `part`, `minutes`, and
`outcomes`, each with its `text` and the assignments in which it is `assessed`. `course build` writes from that the list of
outcomes, the time, the links to the lessons before and after, and the page of contents.

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
OUTCOMES, NEXT = "## You will be able to", "## Next"
CONTENTS = "contents.ipynb"
PATTERN = "[0-9][0-9]_*.ipynb"


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


def about(notebook: Any) -> dict[str, Any]:
    """Return what a lesson's metadata says of it: `lesson`, `title`, `part`, `minutes`, `outcomes`."""
    found: dict[str, Any] = notebook.metadata["course"]
    return found


def with_facts(notebook: Any, before: tuple[str, Any] | None, after: tuple[str, Any] | None) -> Any:
    """Write into a lesson, in place, what its metadata and its neighbours' say, and return it.

    Parameters
    ----------
    notebook: the lesson.
    before, after: the file's name and the notebook of the lesson before and after; None where there is none.
    """
    facts = about(notebook)
    for cell in notebook.cells:
        if cell.source.startswith(OUTCOMES):
            lines = [f"{n}. {outcome['text']}" for n, outcome in enumerate(facts["outcomes"], start=1)]
            cell.source = "\n".join([OUTCOMES, "", *lines])
        elif cell.source.startswith("# "):
            cell.source = re.sub(r"\*\*Time\*\* .*", f"**Time** about {facts['minutes']} minutes", cell.source)
        elif cell.source.startswith(NEXT):
            own = re.split(r"\n\n(?=\*\*Way\*\* )", cell.source)[0]
            cell.source = f"{own}\n\n**Way** {_way(before, after)}"
    return notebook


def _way(before: tuple[str, Any] | None, after: tuple[str, Any] | None) -> str:
    links = []
    for word, other in (("back to", before), ("on to", after)):
        if other:
            name, notebook = other
            links.append(f"{word} [{about(notebook)['lesson']} · {about(notebook)['title']}]({name})")
    return " · ".join([*links, f"[all lessons]({CONTENTS})"])


def contents(lessons: dict[str, Any]) -> Any:
    """Return the page of contents as a notebook: lessons by part, with time and outcomes, from their own metadata.

    Parameters
    ----------
    lessons: the notebooks by the names of their files, in order.
    """
    total = sum(about(notebook)["minutes"] for notebook in lessons.values())
    texts = [f"# Contents\n\n{len(lessons)} lessons, about {_hours(total)} in all. Each stands by itself."]
    parts = list(dict.fromkeys(about(notebook)["part"] for notebook in lessons.values()))
    for part in parts:
        texts.append(f"## {part}")
        for name, notebook in lessons.items():
            facts = about(notebook)
            if facts["part"] == part:
                outcomes = [f"- {outcome['text']}" for outcome in facts["outcomes"]]
                heading = f"**[{facts['lesson']} · {facts['title']}]({name})**, about {facts['minutes']} minutes"
                texts.append("\n".join([heading, "", *outcomes]))
    page = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(text) for text in texts])
    for n, cell in enumerate(page.cells):
        cell["id"] = f"contents-{n:02}"
    page.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    return page


def _hours(minutes: int) -> str:
    return f"{minutes} minutes" if minutes < 120 else f"{round(minutes / 60)} hours"


def read(folder: Path) -> dict[str, Any]:
    """Return the lessons of a folder by the names of their files, in order."""
    return {file.name: nbformat.read(file, as_version=4) for file in sorted(folder.glob(PATTERN))}


def written(folder: Path) -> dict[str, str]:
    """Return the text of every lesson of a folder, and of the page of contents, as it should be, by name of its file."""
    found = read(folder)
    ways = [None, *found.items(), None]
    for before, (_name, notebook), after in zip(ways, found.items(), ways[2:], strict=False):
        with_sources(with_facts(notebook, before, after))
    return {name: as_stored(notebook) for name, notebook in {**found, CONTENTS: contents(found)}.items()}


def build(folder: Path) -> list[Path]:
    """Bring every lesson of a folder and its page of contents up to date, and return the files that changed."""
    changed = []
    for name, text in written(folder).items():
        file = folder / name
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            file.write_text(text, encoding="utf-8", newline="\n")
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
