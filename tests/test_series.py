"""Small published series of numbers: each is whole, adds up, and never goes without its warning."""

from __future__ import annotations

import csv
import re

import pytest

from course_lib import load_series
from course_lib.catalogue import COMPILED, load_references, read_compiled
from course_lib.series import TABLES

SERIES = [one["id"] for one in read_compiled(COMPILED / "series.json")]


def lines(name: str) -> list[dict[str, str]]:
    """Return the rows of a series as its file has them."""
    with (TABLES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_table_belongs_to_a_series_and_every_series_has_one() -> None:
    assert sorted(SERIES) == sorted(file.stem for file in TABLES.iterdir())


@pytest.mark.parametrize("name", SERIES)
def test_a_table_has_exactly_the_columns_that_its_series_explains(name: str) -> None:
    series, table = load_series(name), load_series(name).table()
    assert list(table.columns) == list(series.columns) == list(lines(name)[0])
    assert all(said.strip() for said in series.columns.values())
    assert len(table) == len(lines(name)) > 1


@pytest.mark.parametrize("name", SERIES)
def test_a_table_has_no_hole_and_no_row_twice_and_counts_in_whole_numbers(name: str) -> None:
    table, first = load_series(name).table(), next(iter(lines(name)[0]))
    assert not table.isna().any(axis=None)
    assert table[first].is_unique
    counts = table.select_dtypes("number")
    assert not counts.empty
    assert all(dtype.kind == "i" for dtype in counts.dtypes)
    assert (counts >= 0).all(axis=None)


@pytest.mark.parametrize("name", ["pax-stages", "pax-levels"])
def test_the_agreements_of_pax_add_up_to_its_version_10(name: str) -> None:
    # PA-X, version 10, holds 2,257 agreements; each has one stage and one level.
    assert load_series(name).table()["agreements"].sum() == 2257


def test_the_dialogues_of_jcie_have_every_year_that_their_title_names() -> None:
    series = load_series("jcie-dialogues")
    years = re.search(r"(\d{4})–(\d{4})", series.title)
    assert years
    assert list(series.table()["year"]) == list(range(int(years[1]), int(years[2]) + 1))


@pytest.mark.parametrize("name", SERIES)
def test_a_series_says_its_unit_and_its_warning_wherever_it_is_shown(name: str) -> None:
    series = load_series(name)
    assert series.warning.strip()
    for part in (series.title, series.unit, series.warning):
        assert part in str(series)


@pytest.mark.parametrize("name", SERIES)
def test_a_series_has_a_licence_and_sources_that_the_course_cites(name: str) -> None:
    series = load_series(name)
    assert series.licence.strip()
    assert series.sources
    assert {source.key for source in series.sources} <= load_references().keys()


def test_changing_a_table_leaves_the_series_as_it_was() -> None:
    series = load_series(SERIES[0])
    table = series.table()
    table.iloc[0, 1] = 0
    assert not series.table().equals(table)


@pytest.mark.parametrize("name", ["pax", "", "JCIE-dialogues", "../claims"])
def test_an_unknown_series_is_named_with_those_there_are(name: str) -> None:
    sentence = f"There is no series “{name}”. There are: {', '.join(SERIES)}."
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}$"):
        load_series(name)
