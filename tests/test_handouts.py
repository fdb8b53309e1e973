"""Pages to print: whole, in one file, and never written over by accident."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from course_lib import handouts
from course_lib.catalogue import load_glossary, load_references


class Balanced(HTMLParser):
    """Counts what is opened and closed, and collects the text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def test_the_glossary_has_every_term_in_both_languages_with_its_sources() -> None:
    page = handouts.glossary()
    read = Balanced(page)
    assert read.open == []
    text = "".join(read.text)
    for term in load_glossary():
        assert term["term"] in text and term["term_ar"] in text and term["meaning"] in text
    assert page.count("<dt>") == page.count('lang="ar" dir="rtl"') == page.count("<small>") == len(load_glossary())


def test_the_bibliography_has_every_work_once_with_its_address() -> None:
    page = handouts.bibliography()
    read = Balanced(page)
    assert read.open == []
    text = "".join(read.text)
    assert page.count("<li ") == len(load_references())
    for one in load_references().values():
        assert one["entry"] in text
        assert not one["url"] or one["url"] in text


@pytest.mark.parametrize("page", [handouts.glossary, handouts.bibliography])
def test_a_page_needs_nothing_from_elsewhere(page: object) -> None:
    assert not re.search(r"<(script|link|img|iframe)|url\(|@import", page())  # type: ignore[operator]


def test_pages_are_written_once_and_again_only_by_force(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "down"
    files = handouts.write(folder)
    assert [file.name for file in files] == ["glossary.html", "bibliography.html"]
    files[0].write_text("mine")
    with pytest.raises(ValueError, match="is there already; name another folder, or add --force"):
        handouts.write(folder)
    assert files[0].read_text() == "mine"
    handouts.write(folder, force=True)
    assert files[0].read_text(encoding="utf-8") == handouts.glossary()
