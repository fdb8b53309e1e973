"""What students wrote and showed, as whoever marks reads it: in their browser, which may change every mark.

nbconvert's filters of these names, with all that a text or a table needs and nothing that runs. `nbgrader_config.py` puts
them in place for the formgrader and for feedback.
"""

from __future__ import annotations

from typing import Any

import bleach  # type: ignore[import-untyped]
from bleach.css_sanitizer import CSSSanitizer  # type: ignore[import-untyped]
from jinja2 import pass_context
from nbconvert.exporters import HTMLExporter

_TAGS = bleach.ALLOWED_TAGS | {
    "br", "caption", "center", "col", "colgroup", "dd", "del", "details", "div", "dl", "dt", "figcaption", "figure",
    "h1", "h2", "h3", "h4", "h5", "h6", "hr", "img", "ins", "kbd", "mark", "p", "pre", "q", "s", "small", "span", "sub",
    "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u",
}  # fmt: skip


def _link(tag: str, name: str, value: str) -> bool:
    """Say whether a link may keep an attribute: a picture may be written into its address, a page may not."""
    return name == "href" and not value.strip().lower().startswith("data:")


_CLEANER = bleach.Cleaner(
    tags=_TAGS,
    attributes={
        "*": ["class", "dir", "id", "lang", "style", "title"], "a": _link, "col": ["span"],
        "img": ["alt", "height", "src", "width"], "td": ["colspan", "rowspan"], "th": ["colspan", "rowspan", "scope"],
    },
    protocols=[*bleach.ALLOWED_PROTOCOLS, "data"], strip=True, strip_comments=True, css_sanitizer=CSSSanitizer(),
)  # fmt: skip
_EXPORTER = HTMLExporter()


def harmless(html: object) -> str:
    """Return HTML with what it says and shows, and nothing that runs."""
    return str(_CLEANER.clean(html.decode() if isinstance(html, bytes) else str(html)))


@pass_context
def markdown(context: Any, source: str) -> str:
    """Return Markdown as harmless HTML; a filter of a page's template.

    Parameters
    ----------
    context: of the page.
    source: the text of a cell or a comment.
    """
    return harmless(_EXPORTER.markdown2html(context, source))
