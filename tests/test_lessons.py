"""Lessons as files: citations and sources are written from what is cited, and outputs are not kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from course_lib import bibliography, lessons
from course_lib.catalogue import load_references

SOURCES = "## Sources"


def lesson(*texts: str, number: str = "01", part: str = "The concept") -> Any:
    notebook = new_notebook(cells=[new_markdown_cell(text) for text in texts])
    notebook.metadata["course"] = {
        "lesson": number, "title": f"Lesson {number}", "part": part, "minutes": 40,
        "outcomes": [{"text": "Say what a track is.", "assessed": ["concept"]},
                     {"text": "Date it.", "assessed": ["history"]}],
    }  # fmt: skip
    return notebook


def link(title: str, label: str = "...") -> str:
    return f'[{label}](#Sources "{title}")'


def written(text: str) -> str:
    """Return a lesson's text once its citations are written."""
    source: str = lessons.with_sources(lesson(text)).cells[0].source
    return source


# ---------------------------------------------------------------- citations


@pytest.mark.parametrize("before", ["...", "(Wrong, 1999)", "(a [b] c)", ""])
def test_the_words_of_a_citation_are_written_from_its_title(before: str) -> None:
    text = written(f"Oslo began as research {link('waage-2005, p. 6', before)}.")
    assert text == 'Oslo began as research [(Waage, 2005, p. 6)](#Sources "waage-2005, p. 6").'


def test_a_citation_without_a_place_names_the_whole_work() -> None:
    assert written(link("waage-2005")) == '[(Waage, 2005)](#Sources "waage-2005")'


def test_a_text_that_was_not_opened_is_shown_as_recalled() -> None:
    assert written(link("waage-2005, p. 6; recalled")).startswith("[(Waage, 2005, p. 6; recalled)]")
    assert written(link("waage-2005; recalled")).startswith("[(Waage, 2005; recalled)]")


def test_square_brackets_of_a_label_do_not_end_the_link() -> None:
    key = next(key for key, reference in load_references().items() if "[" in reference["label"])
    text = written(link(key))
    assert text == written(text)
    assert text.count("[") == text.count("]") == 1


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        ("waage-2005", ("waage-2005", None, True)),
        ("waage-2005, p. 6", ("waage-2005", "p. 6", True)),
        ("waage-2005, p. 6, note 3", ("waage-2005", "p. 6, note 3", True)),
        ("waage-2005; recalled", ("waage-2005", None, False)),
        ("waage-2005, p. 6; recalled", ("waage-2005", "p. 6", False)),
        ("waage-2005, document 94; Yahya's report", ("waage-2005", "document 94; Yahya's report", True)),
        ("waage-2005, document 94; Yahya's report; recalled", ("waage-2005", "document 94; Yahya's report", False)),
    ],
)
def test_a_title_names_key_place_and_whether_the_text_was_opened(title: str, parts: tuple[Any, ...]) -> None:
    assert lessons.read_title(title) == parts


def test_other_links_and_code_are_left_alone() -> None:
    text = "See [the sources](#Sources) and [a page](https://example.org)."
    notebook = lesson(text)
    notebook.cells.append(new_code_cell(link("no-such-key")))
    before = [cell.source for cell in notebook.cells]
    assert [cell.source for cell in lessons.with_sources(notebook).cells] == before


def test_an_unknown_key_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match=r"There is no reference “waage-1905”"):
        written(link("waage-1905, p. 6"))


# ---------------------------------------------------------------- the list of sources


def listed(notebook: Any) -> list[str]:
    source: str = lessons.with_sources(notebook).cells[-1].source
    return source.splitlines()


def test_the_list_of_sources_is_complete_and_sorted() -> None:
    notebook = lesson(link("waage-2005, p. 6"), link("montville-1991") + link("agha-et-al-2003; recalled"), SOURCES)
    lines = listed(notebook)
    assert lines[:2] == [SOURCES, ""]
    assert [line.split(",")[0] for line in lines[2:]] == ["- Agha", "- Montville", "- Waage"]


def test_a_work_cited_twice_is_listed_once_and_one_no_longer_cited_is_not() -> None:
    old = f"{SOURCES}\n\n- Somebody (1999) *No longer cited*."
    lines = listed(lesson(link("waage-2005, p. 6"), link("waage-2005, p. 9"), old))
    assert len(lines) == 3
    assert lines[2].startswith("- Waage, H.H. (2005)")


def test_an_address_is_a_link() -> None:
    assert listed(lesson(link("waage-2005"), SOURCES))[2].endswith("<https://doi.org/10.1525/jps.2005.34.4.6>.")


def test_a_lesson_that_cites_nothing_lists_nothing() -> None:
    assert listed(lesson("No citation here.", SOURCES)) == [SOURCES]


def test_another_heading_that_begins_with_the_same_word_is_left_alone() -> None:
    text = f"## Sources of disagreement\n\nThree things divide them {link('waage-2005, p. 6')}."
    assert written(text).startswith("## Sources of disagreement\n\nThree things divide them [(Waage, 2005, p. 6)]")


def test_every_reference_of_the_course_can_be_cited_and_is_listed() -> None:
    references = load_references()
    notebook = lesson("\n".join(link(key) for key in references), SOURCES)
    entries = listed(notebook)[2:]
    assert lessons.cited(notebook) == list(references)
    assert len(entries) == len(references)
    assert [entry.replace("<", "").replace(">", "") for entry in entries] == [
        f"- {entry}".replace("<", "").replace(">", "") for entry in bibliography(references, "html")
    ]


# ---------------------------------------------------------------- what a lesson's metadata says


def test_outcomes_and_time_are_written_from_the_metadata() -> None:
    notebook = lesson("# 01 · Lesson 01\n\n**Time** long", "## You will be able to\n\n1. Something else.")
    lessons.with_facts(notebook, None, None)
    assert notebook.cells[0].source == "# 01 · Lesson 01\n\n**Time** about 40 minutes"
    assert notebook.cells[1].source == "## You will be able to\n\n1. Say what a track is.\n2. Date it."


def test_the_way_leads_to_the_neighbours_and_keeps_what_the_author_wrote() -> None:
    middle, other = lesson("## Next\n\nThen comes history.", number="02"), lesson(number="03")
    for _ in range(2):
        lessons.with_facts(middle, ("01_one.ipynb", lesson()), ("03_three.ipynb", other))
        assert middle.cells[0].source == (
            "## Next\n\nThen comes history.\n\n**Way** back to [01 · Lesson 01](01_one.ipynb) · "
            "on to [03 · Lesson 03](03_three.ipynb) · [all lessons](contents.ipynb)"
        )


def test_the_contents_list_lessons_by_part_with_their_time_and_outcomes() -> None:
    page = lessons.contents({"01_one.ipynb": lesson(), "02_two.ipynb": lesson(number="02", part="Its history")})
    texts = [cell.source for cell in page.cells]
    assert texts[0].startswith("# Contents\n\n2 lessons, about 80 minutes in all.")
    assert texts[1:] == [
        "## The concept",
        "**[01 · Lesson 01](01_one.ipynb)**, about 40 minutes\n\n- Say what a track is.\n- Date it.",
        "## Its history",
        "**[02 · Lesson 02](02_two.ipynb)**, about 40 minutes\n\n- Say what a track is.\n- Date it.",
    ]


# ---------------------------------------------------------------- as a file


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a lesson that was run and is not yet written, and one that cites nothing."""
    run = lesson(f"Oslo {link('waage-2005, p. 6')}.", SOURCES)
    output = new_output("stream", text="a result")
    run.cells.append(new_code_cell("1 + 1", outputs=[output], execution_count=7, metadata={"execution": {"a": "time"}}))
    other = lesson("No citation here.", number="02", part="Its history")
    for name, notebook in {"01_one.ipynb": run, "02_two.ipynb": other}.items():
        nbformat.write(notebook, tmp_path / name)
    return tmp_path


def test_a_lesson_is_kept_without_what_running_it_left(folder: Path) -> None:
    lessons.build(folder)
    notebook = nbformat.read(folder / "01_one.ipynb", as_version=4)
    [code] = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert (code.source, code.outputs, code.execution_count, code.metadata) == ("1 + 1", [], None, {})
    assert notebook.cells[0].source == 'Oslo [(Waage, 2005, p. 6)](#Sources "waage-2005, p. 6").'
    nbformat.validate(notebook)


def test_running_twice_changes_nothing_the_second_time(folder: Path) -> None:
    assert folder / "01_one.ipynb" in lessons.build(folder)
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    assert lessons.build(folder) == []
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before


def test_a_lesson_with_an_unknown_key_is_left_as_it_was(folder: Path) -> None:
    nbformat.write(lesson(link("no-such-key")), folder / "03_three.ipynb")
    before = (folder / "03_three.ipynb").read_bytes()
    with pytest.raises(ValueError, match="no-such-key"):
        lessons.build(folder)
    assert (folder / "03_three.ipynb").read_bytes() == before
