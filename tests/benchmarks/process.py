"""How fast the joined process runs, and that it is right while fast: `python -m tests.benchmarks.process`.

Prints tables: time by futures and by turns, peak memory, every plan beside the plain loop over objects that plays the same
futures from the same numbers (drawn and turned into lists beforehand), and what a game built on it asks for. Times are
processor time on one core, so that other work on the machine counts for little: the best of several rounds, in turns
within one run. Ratios come from one run; a single future costs what Python itself does in a turn.

What is asked: 10,000 futures of 12 turns with their draws under 50 ms and under 200 MB, 100,000 under 0.5 s; at least 10
times as fast as the plain loop, with no future that ends otherwise; cost that grows no faster than futures and turns; a turn
of the studio, its futures included, within 150 ms.
"""

from __future__ import annotations

import platform
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator

import numpy as np

from course_lib import explore, studio
from course_lib.journal import Journal
from course_lib.models.process import DECISIONS, PLANS, RANGES, Coefficients, State, draw, simulate, start, step
from course_lib.models.robustness import rank
from tests.models import plain_process

PLAN = PLANS["build_then_consult"]
ROUNDS = 9


def best(*calls: Callable[[], object], rounds: int = ROUNDS) -> list[float]:
    """Return the milliseconds of processor time of each call, the best of several rounds in which they take turns."""
    times = [[0.0] * rounds for _ in calls]
    for n in range(rounds):
        for which, call in enumerate(calls):
            begun = time.process_time()
            call()
            times[which][n] = 1000 * (time.process_time() - begun)
    return [min(one) for one in times]


def by_futures(coefficients: Coefficients) -> Iterator[str]:
    heads = ("draws ms", "12 turns ms", "together ms", "µs a future")
    yield f"{'futures':>9} " + " ".join(f"{head:>12}" for head in heads) + f" {'ratio':>6} {'asked':>9}"
    asked = {10_000: "< 50 ms", 100_000: "< 500 ms"}
    times = {}
    for futures in (10_000, 100_000, 1_000, 100, 1):
        draws = draw(1, futures)
        times[futures] = best(
            lambda futures=futures: draw(1, futures), lambda draws=draws: simulate(PLAN, coefficients, draws)
        )
    each = {futures: 1000 * sum(both) / futures for futures, both in times.items()}
    for futures, (drawing, playing) in sorted(times.items()):
        yield (
            f"{futures:9,} {drawing:12.2f} {playing:12.2f} {drawing + playing:12.2f} {each[futures]:12.2f} "
            f"{each[futures] / each[10_000]:6.2f} {asked.get(futures, ''):>9}"
        )


def by_turns(coefficients: Coefficients) -> Iterator[str]:
    yield f"{'turns':>9} {'together ms':>12} {'ms a turn':>10} {'ratio':>6}"
    base = 0.0
    for turns in (6, 12, 24, 48):
        plan = np.resize(PLAN, turns)
        (took,) = best(lambda plan=plan, turns=turns: simulate(plan, coefficients, draw(1, 10_000, turns)))
        base = base or took / turns
        yield f"{turns:9} {took:12.2f} {took / turns:10.3f} {took / turns / base:6.2f}"


def memory(coefficients: Coefficients) -> Iterator[str]:
    yield f"{'what':40} {'peak MB':>9} {'asked':>9}"
    for name, futures, keep, asked in (
        ("10,000 futures with their draws", 10_000, False, "< 200"),
        ("10,000 futures, every state kept", 10_000, True, ""),
        ("100,000 futures with their draws", 100_000, False, ""),
    ):
        tracemalloc.start()
        simulate(PLAN, coefficients, draw(1, futures), keep=keep)
        yield f"{name:40} {tracemalloc.get_traced_memory()[1] / 1e6:9.1f} {asked:>9}"
        tracemalloc.stop()


def beside_the_plain_loop(coefficients: Coefficients, futures: int) -> Iterator[str]:
    yield f"{'plan':20} {'plain ms':>9} {'fast ms':>8} {'ratio':>6} {'asked':>6} {'differ':>7} {'largest':>8} {'ratified':>9}"
    draws = draw(1, futures)
    luck, rules = plain_process.chance(draws), plain_process.worlds(coefficients, futures)
    for name, plan in PLANS.items():
        named = [[DECISIONS[one] for one in plan]] * futures
        plain, fast = best(
            lambda named=named: plain_process.play(named, rules, luck),
            lambda plan=plan: simulate(plan, coefficients, draws),
            rounds=3,
        )
        last, played = simulate(plan, coefficients, draws).last, plain_process.play(named, rules, luck)
        apart = max(
            float(np.abs(getattr(last, field) - [getattr(one, field) for one in played]).max())
            for field in (
                "trust",
                "maturity",
                "uptake_a",
                "uptake_b",
                "motivation_a",
                "motivation_b",
                "money",
                "harmed",
            )
        )
        differ = len(plain_process.disagreements(played, last))
        yield (
            f"{name:20} {plain:9.0f} {fast:8.1f} {plain / fast:6.1f} {'> 10':>6} {differ:7} {apart:8.1e} "
            f"{np.mean(last.stage == 2):9.3f}"
        )


def in_a_game(coefficients: Coefficients) -> Iterator[str]:
    yield f"{'what':58} {'ms':>8}"
    one, many = draw(2, 1), draw(3, 1_000)
    state = start(coefficients, one)
    played: State = simulate(PLAN[:6], coefficients, one).last
    each = Coefficients(**{name: np.full(10_000, getattr(coefficients, name)) for name in RANGES})
    ten, mixed = draw(1, 10_000), np.arange(120_000).reshape(12, -1) % len(DECISIONS)
    three = [*PLANS.values()][-3:]
    for name, call in (
        ("new coefficients, as a slider moves", lambda: Coefficients(trust=0.3)),
        ("one turn of one future", lambda: step(state, 0, 1, one, coefficients)),
        ("1,000 futures of the last 6 turns, from a played state", lambda: simulate(PLAN[6:], coefficients, many, played, 6)),
        ("10,000 futures of 12 turns, a decision for each", lambda: simulate(mixed, coefficients, ten)),
        ("10,000 futures of 12 turns, coefficients for each", lambda: simulate(PLAN, each, ten)),
        ("3 plans ranked in 100 shaken worlds of 200 futures", lambda: rank(three, coefficients, 1, 100, 200)),
    ):  # fmt: skip
        yield f"{name:58} {best(call, rounds=5)[0]:8.2f}"


def in_the_studio(seeds: int = 10) -> Iterator[str]:
    """Time every turn of some games as a learner plays them: the decision kept in the journal, chart, words and futures."""
    yield f"{'what is shown':34} {'turns':>6} {'median ms':>10} {'95 % ms':>8} {'most ms':>8} {'asked':>6}"
    with tempfile.TemporaryDirectory() as folder:
        for show in ("room", "ahead"):
            took = []
            for seed in range(seeds):
                panel = explore.studio(studio.Run(studio.Design("tajikistan"), seed), Journal(f"{folder}/j.sqlite3"))
                panel.change("decision", "gesture")
                while any(control["name"] == "do" for control in panel.controls):
                    before = time.perf_counter()
                    panel.change("do")
                    if show == "ahead" and any(control["name"] == "show" for control in panel.controls):
                        panel.change("show", "ahead")
                    took.append(1000 * (time.perf_counter() - before))
            took.sort()
            high, most = took[int(0.95 * len(took))], took[-1]
            yield f"{show:34} {len(took):6} {took[len(took) // 2]:10.1f} {high:8.1f} {most:8.1f} {'< 150':>6}"


def main() -> None:
    print(f"{platform.platform()}, Python {platform.python_version()}, NumPy {np.__version__}")
    print(f"processor time, best of {ROUNDS} rounds")
    coefficients = Coefficients()
    for title, table in (
        ("By the number of futures (ratio: time a future, to 10,000 futures)", by_futures(coefficients)),
        ("By the number of turns, 10,000 futures (ratio: time a turn, to 6 turns)", by_turns(coefficients)),
        ("Memory", memory(coefficients)),
        ("Beside the plain loop, 10,000 futures, numbers ready for both", beside_the_plain_loop(coefficients, 10_000)),
        ("What a game asks for", in_a_game(coefficients)),
        ("A turn of the studio, by the clock (with its futures, and the two bars of what may come)", in_the_studio()),
    ):
        print(f"\n{title}\n")
        for line in table:
            print(line, flush=True)


if __name__ == "__main__":
    main()
