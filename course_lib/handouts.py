"""Pages to print: the glossary and the bibliography, as single files that need nothing else."""

from __future__ import annotations

import html
from collections.abc import Mapping
from pathlib import Path

from course_lib.catalogue import load_glossary, load_references
from course_lib.words import direction, language, words

_STYLE = """
body { font: 11pt/1.45 Georgia, "Noto Naskh Arabic", serif; max-width: 42em; margin: 2em auto; padding: 0 1em; }
dt { font-weight: bold; margin-top: .8em; } dd { margin: 0 0 0 1.2em; } [lang=ar] { font-weight: normal; }
li { list-style: none; margin: 0 0 .5em; padding-left: 1.5em; text-indent: -1.5em; overflow-wrap: anywhere; }
ol li { list-style: decimal; padding: 0; text-indent: 0; } ul { padding: 0; } dt, dd, li, tr { break-inside: avoid; }
table { border-collapse: collapse; width: 100%; } th, td { border: 1px solid #999; padding: .3em .5em; text-align: start; }
td { height: 1.4em; vertical-align: top; } .card { break-after: page; border: 1px solid #999; padding: 0 1em; margin: 1em 0; }
@media print { body { margin: 0; max-width: none; } a { color: inherit; text-decoration: none; } }
"""


def glossary() -> str:
    """Return the glossary as a page of HTML: each term in English and Arabic, its meaning, who coined it and where."""
    references = load_references()
    parts = []
    for term in load_glossary():
        first = ", ".join(part for part in (term["originator"], term["year"]) if part)
        sources = "; ".join(f"{references[s['key']]['label']}, {s['locator']}" for s in term["sources"])
        meaning = html.escape(term["meaning"]) + (f" ({html.escape(first)})" if first else "")
        parts.append(
            f'<dt>{html.escape(term["term"])} <span lang="ar" dir="rtl">{html.escape(term["term_ar"])}</span></dt>\n'
            f"<dd>{meaning} <small>{html.escape(sources)}</small></dd>"
        )
    return page(words("Glossary"), "<dl>\n" + "\n".join(parts) + "\n</dl>")


def bibliography() -> str:
    """Return every work that the course cites as a page of HTML, in the order in which their entries are listed."""
    entries = []
    for one in sorted(load_references().values(), key=lambda one: one["entry"].casefold()):
        entry = html.escape(one["entry"])
        link = f' <a href="{html.escape(one["url"])}">{html.escape(one["url"])}</a>' if one["url"] else ""
        entries.append(f'<li dir="auto">{entry if one["url"] in one["entry"] else entry + link}</li>')
    return page(words("Bibliography"), "<ul>\n" + "\n".join(entries) + "\n</ul>")


def write(folder: Path, force: bool = False) -> list[Path]:
    """Write the pages into a folder, which is made if it is not there, and return their files.

    Parameters
    ----------
    folder: where to write them.
    force: whether to write over pages that are there.

    Raises
    ------
    ValueError: where a page is there already and `force` is not given.
    """
    return write_pages({folder / "glossary.html": glossary(), folder / "bibliography.html": bibliography()}, force)


def write_pages(pages: Mapping[Path, str], force: bool = False) -> list[Path]:
    """Write pages to their files, all or none, and return the files.

    Parameters
    ----------
    pages: the text of each page by its file; folders that are not there are made.
    force: whether to write over pages that are there.

    Raises
    ------
    ValueError: where a page is there already and `force` is not given.
    """
    for file in pages:
        if file.exists() and not force:
            raise ValueError(words("{file} is there already; name another folder, or add --force.", file=file))
    for file, text in pages.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
    return list(pages)


def page(title: str, body: str) -> str:
    """Return a page of HTML that needs nothing from elsewhere, with a title and a body that is HTML already."""
    head = f'<meta charset="utf-8">\n<title>{html.escape(title)}</title>\n<style>{_STYLE}</style>'
    return (
        f'<!DOCTYPE html>\n<html lang="{language()}" dir="{direction()}">\n<head>\n{head}\n</head>\n'
        f"<body>\n<h1>{html.escape(title)}</h1>\n{body}\n</body>\n</html>\n"
    )
