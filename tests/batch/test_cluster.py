"""A class is marked on several machines as on one, and a worker that is lost in the middle costs nothing."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from course_lib.batch import assignment, cage, record, run
from tests.batch import classes
from tests.grading import tiny
from tests.machine import missing

try:
    import distributed
except ImportError:
    distributed = None
STUDENTS = 12


@pytest.fixture(autouse=True)
def installed() -> None:
    if distributed is None:
        missing("dask.distributed")


def test_two_workers_mark_a_class_though_one_is_killed_in_the_middle(tmp_path: Path) -> None:
    if why := cage.problem():
        missing(why)
    folder = tiny.course(tmp_path / "course")
    for n in range(STUDENTS):
        tiny.submit(folder, f"s{n:02}", tiny.handed_in(folder, q=2 if n % 3 else 1))
    here = classes.copy(folder, tmp_path / "here")
    loaded = assignment.load(here, "tiny")
    run.grade(loaded, run.changed(loaded, run.Options()), run.Options())
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:
        with distributed.Client(cluster) as client:
            workers = client.run(os.getpid)
        assert len(workers) == 2
        lost = next(iter(workers.values()))
        seen: list[str] = []

        def each(one: record.Record) -> None:
            seen.append(one.student)
            if len(seen) == 2:
                os.kill(lost, signal.SIGKILL)

        loaded = assignment.load(folder, "tiny")
        options = run.Options(jobs=4, scheduler=cluster.scheduler_address)
        run.grade(loaded, run.changed(loaded, options), options, each)
        with distributed.Client(cluster) as client:
            assert lost not in client.run(os.getpid).values()
    assert len(seen) == STUDENTS
    assert classes.marks(folder, "tiny") == classes.marks(here, "tiny")


def test_a_cluster_that_does_not_answer_is_said_in_a_sentence(tmp_path: Path) -> None:
    folder = tiny.course(tmp_path / "course")
    tiny.submit(folder, "s0", tiny.handed_in(folder))
    loaded = assignment.load(folder, "tiny")
    with pytest.raises(ValueError, match=r"No cluster answers at tcp://127\.0\.0\.1:1"):
        list(run.marks(loaded, ["s0"], run.Options(scheduler="tcp://127.0.0.1:1")))
