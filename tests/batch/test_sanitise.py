"""Whatever is handed in, it is read, mended or refused in one sentence, and the labels are the gradebook's."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import nbformat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from course_lib.batch import assignment, sanitise
from course_lib.batch.sanitise import Master
from tests.grading import tiny


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny.course(tmp_path_factory.mktemp("sanitise") / "course")


@pytest.fixture(scope="module")
def master(folder: Path) -> Master:
    return assignment.load(folder, "tiny").masters["tiny"]


def ids(notebook: Any) -> list[str]:
    found = [cell.metadata.get("nbgrader", {}).get("grade_id") for cell in notebook.cells]
    return [one for one in found if one]


EVERY = ["me", "q", "q-test", "text"]


def test_a_whole_notebook_is_left_alone(folder: Path, master: Master) -> None:
    sane = sanitise.sanitise(tiny.handed_in(folder, me="ana"), master)
    assert (sane.repairs, sane.look, sane.problem) == ([], [], "")
    assert ids(sane.notebook) == EVERY


def test_the_hidden_part_of_a_test_comes_back(folder: Path, master: Master) -> None:
    sane = sanitise.sanitise(tiny.handed_in(folder), master)
    assert any("the secret is two" in cell.source for cell in sane.notebook.cells)


def test_an_answer_that_lost_its_label_is_found_by_its_place(folder: Path, master: Master) -> None:
    found = json.loads(tiny.handed_in(folder, q=2))
    for cell in found["cells"]:
        cell["metadata"] = {}
    sane = sanitise.sanitise(json.dumps(found).encode(), master)
    assert ids(sane.notebook)[-2:] == ["q-test", "text"]
    assert any("label" in said for said in sane.repairs)


@pytest.mark.parametrize("lost", EVERY)
def test_what_gives_points_is_put_back_where_it_was_deleted(lost: str, folder: Path, master: Master) -> None:
    found = json.loads(tiny.handed_in(folder, me="ana"))
    found["cells"] = [c for c in found["cells"] if c["metadata"].get("nbgrader", {}).get("grade_id") != lost]
    sane = sanitise.sanitise(json.dumps(found).encode(), master)
    assert [one for one in ids(sane.notebook) if one in ("q-test", "text")] == ["q-test", "text"]


def test_points_are_the_gradebooks(folder: Path, master: Master) -> None:
    found = json.loads(tiny.handed_in(folder))
    for cell in found["cells"]:
        if "nbgrader" in cell["metadata"]:
            cell["metadata"]["nbgrader"].update(points=1000, grade=True, solution=False)
    sane = sanitise.sanitise(json.dumps(found).encode(), master)
    labels = [cell.metadata.nbgrader for cell in sane.notebook.cells if "nbgrader" in cell.metadata]
    marks = {mark.grade_id: mark for mark in labels}
    assert {name: mark.get("points") for name, mark in marks.items() if mark.grade} == {"q-test": 4, "text": 3}


JUNK = st.one_of(
    st.none(), st.booleans(), st.integers(), st.text(max_size=9), st.lists(st.integers(), max_size=2), st.just({})
)


def mutated(data: bytes, luck: random.Random, junk: Any) -> bytes:
    """Return a notebook's file with one thing changed somewhere in it."""
    kind = luck.randrange(6)
    if kind == 0:
        place = luck.randrange(len(data))
        return data[:place] + bytes([luck.randrange(256)]) + data[place + luck.randrange(3) :]
    if kind == 1:
        return data[: luck.randrange(len(data))]
    found = json.loads(data)
    cells = found["cells"]
    if kind == 2:
        cells.insert(luck.randrange(len(cells)), cells[luck.randrange(len(cells))])
    elif kind == 3:
        luck.shuffle(cells)
    else:
        inside: Any = luck.choice([found, found["metadata"], *cells, *[c["metadata"] for c in cells]])
        inside = inside.get("nbgrader", inside) if kind == 5 and isinstance(inside, dict) else inside
        if inside:
            key = luck.choice(sorted(inside))
            if luck.random() < 0.3:
                del inside[key]
            else:
                inside[key] = junk
    return json.dumps(found).encode()


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**9), times=st.integers(1, 4), junk=JUNK)
def test_no_change_of_a_file_stops_the_run_or_loses_the_submission(
    seed: int, times: int, junk: Any, folder: Path, master: Master
) -> None:
    luck, data = random.Random(seed), tiny.handed_in(folder, me="ana", text="Words.")
    for _ in range(times):
        try:
            data = mutated(data, luck, junk)
        except (ValueError, KeyError, TypeError, AttributeError, IndexError):
            break  # there is nothing left of a notebook to change
    sane = sanitise.sanitise(data, master)
    assert bool(sane.problem) != (sane.notebook is not None)
    if sane.notebook is not None:
        known = ids(sane.notebook)
        assert len(known) == len(set(known))
        assert {"q-test", "text"} <= set(known)
        nbformat.validate(sane.notebook)
