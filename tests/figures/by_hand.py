"""Networks counted by passing a word on, from nothing but the raw data of a case."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from course_lib.catalogue import Case

Net = dict[str, set[str]]


def joined(case: Case, without: str = "") -> Net:
    """Return whom the record joins to whom, from the raw data; without somebody, or without a link."""
    bodies = (*case.raw["conveners"], *case.raw["funders"], *case.raw["actors"])
    net: Net = {one["name"]: set() for one in bodies if one["name"] != without}
    for one, other in (pair["ends"] for pair in case.raw["links"]):
        if without not in (one, other, f"{one} – {other}", f"{other} – {one}"):
            net[one].add(other)
            net[other].add(one)
    return net


def links_of(net: Net) -> set[frozenset[str]]:
    return {frozenset((one, other)) for one in net for other in net[one]}


def rounds(net: Net, told: set[str]) -> Iterator[set[str]]:
    """Yield who knows a word at first, and after each round in which everybody passes it on, until nobody new hears it."""
    while True:
        yield told
        wider = told.union(*(net[name] for name in told))
        if wider == told:
            return
        told = wider


def shortest(net: Net, case: Case, one: str, other: str) -> int | None:
    """Return how many people the shortest chain between two sides has: one more than a word needs rounds."""
    at = {side: {p["name"] for p in case.raw["actors"] if p["side"] == side} & set(net) for side in (one, other)}
    return next((n for n, told in enumerate(rounds(net, at[one]), start=1) if told & at[other]), None)


def hangs_on(case: Case) -> set[str]:
    """Return those without whom two sides, which have others left, lose each other."""
    side, whole = {one["name"]: one["side"] for one in case.raw["actors"]}, joined(case)
    return {
        name
        for name in whole
        for one, other in combinations(case.raw["parties"], 2)
        if {one, other} <= {side.get(left) for left in whole if left != name}
        and shortest(whole, case, one, other)
        and not shortest(joined(case, name), case, one, other)
    }


def parts(net: Net) -> int:
    """Return in how many parts a network is, nobody of one joined to anybody of another."""
    return len({frozenset(list(rounds(net, {name}))[-1]) for name in net})
