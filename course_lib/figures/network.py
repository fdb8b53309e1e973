"""Who talked to whom: the people and bodies of a case, and what is left of the way between its sides without one of them.

A line joins two of them where a statement of the catalogue says that they met, or that words passed between them. A state
holds `case` and `without` ("nobody", a person or body, or two of them joined
by " – ", a link).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import combinations
from typing import TYPE_CHECKING, Any

from course_lib import vocabulary
from course_lib.catalogue import Case, Catalogue
from course_lib.figures import drawing
from course_lib.figures.drawing import Figure, State, Table
from course_lib.words import number_of, words

if TYPE_CHECKING:
    import networkx

NOBODY = "nobody"
START: dict[str, Any] = {"case": "C19", "without": NOBODY}
THIRD = "third party"
LINK = " – "
# Whose name takes an article in a sentence: the United Kingdom, the Government of Sudan, but Ireland.
ARTICLE = re.compile(
    r"\b(Army|Authority|Congress|Council|Front|Government|Kingdom|Movement|Organization|Party|Philippines|Powers"
    r"|Provisional|Republic|See|States|Union|clan|government|opposition)\b"
)


def graph(case: Case) -> networkx.Graph:
    """Return the people and bodies of a case as a network.

    Nodes have `side` (a party of the case, or "third party"), `kind`, `role`, and whether they are a `body`; each line has
    the ids of the statements that document it (`because`). Conveners and funders are third parties, if no person of the
    same name is there.
    """
    import networkx

    net = networkx.Graph()
    for role, of in (("funder", "funders"), ("convener", "conveners")):
        net.add_nodes_from(
            (body["name"], {"side": THIRD, "kind": body["kind"], "role": role, "body": True}) for body in case.raw[of]
        )
    net.add_nodes_from(
        (actor["name"], {"side": actor["side"], "kind": actor["kind"], "role": actor["role"], "body": False})
        for actor in case.raw["actors"]
    )
    for link in case.raw["links"]:
        one, other = link["ends"]
        before = net.edges[one, other]["because"] if net.has_edge(one, other) else []
        net.add_edge(one, other, because=[*before, *link["because"]])
    return net


def choices(case: Case) -> list[str]:
    """Return what can be taken out of a case's network: nobody, each person or body, each link."""
    net = graph(case)
    return [NOBODY, *net, *(LINK.join(link) for link in net.edges)]


def documented(case: Case, without: str) -> set[str]:
    """Return the ids of the statements behind a case's links, or behind those that go when somebody is taken out."""
    net, left = _taken_out(case, without)
    gone = [link for link in net.edges if not left.has_edge(*link)]
    return {one for link in (gone if without != NOBODY else net.edges) for one in net.edges[link]["because"]}


def _taken_out(case: Case, without: str) -> tuple[networkx.Graph, networkx.Graph]:
    """Return the network as documented, and what is left of it."""
    net = graph(case)
    left = net.copy()
    if without in net:
        left.remove_node(without)
    elif without != NOBODY:
        links = {LINK.join(link): link for link in net.edges}
        drawing.one_of(words("person or link of this case"), without, links)
        left.remove_edge(*links[without])
    return net, left


def sides(net: networkx.Graph, case: Case) -> list[str]:
    """Return the parties of a case that have somebody in its network, in the case's order."""
    there = {data["side"] for _, data in net.nodes(data=True)}
    return [party for party in case.raw["parties"] if party in there]


def ways(net: networkx.Graph, case: Case) -> dict[tuple[str, str], list[str] | None]:
    """Return, for each two sides, a shortest chain of people from one to the other, or None where there is none."""
    import networkx

    found: dict[tuple[str, str], list[str] | None] = {}
    for one, other in combinations(case.raw["parties"], 2):
        chains = []
        for a in (name for name, side in net.nodes(data="side") if side == one):
            reached = networkx.single_source_shortest_path(net, a)
            chains += [reached[b] for b, side in net.nodes(data="side") if side == other and b in reached]
        found[one, other] = min(chains, key=lambda chain: (len(chain), chain)) if chains else None
    return found


def figure(state: State, cases: Catalogue) -> Figure:
    """Return the chart of a state: the sides left and right, third parties between them, lines where statements join.

    Raises
    ------
    ValueError: for an unknown case, and for what is not in its network.
    """
    case = cases[state["case"]]
    net, left = _taken_out(case, state["without"])
    columns = _columns(net, case)
    where = {
        name: (x, (len(names) - 1) / 2 - row) for x, (_, names) in enumerate(columns) for row, name in enumerate(names)
    }
    lines: list[Figure] = []
    for label, there, style in (
        (words("met, or exchanged messages"), True, {"width": 1.5, "color": drawing.GREY}),
        (words("taken out"), False, {"width": 1.5, "color": drawing.VERMILION, "dash": "dot"}),
    ):
        links = [link for link in net.edges if left.has_edge(*link) == there]
        curves = [_curve(one, other, where) for one, other in links]
        lines.append(
            {
                "type": "scatter",
                "mode": "lines",
                "name": label,
                "x": [x for curve in curves for x in (*(x for x, _ in curve), None)],
                "y": [y for curve in curves for y in (*(y for _, y in curve), None)],
                "line": style,
                "hoverinfo": "skip",
                "showlegend": bool(links),
            }
        )
    kinds = [
        (words("officials and leaders of parties or movements"), "square", drawing.BLUE, "official"),
        (words("others"), "circle", drawing.GREEN, "other"),
        (words("bodies that convened or paid"), "diamond", drawing.PURPLE, "body"),
    ]
    people = []
    for label, shape, colour, kind in kinds:
        names = [name for name in net if _mark(net.nodes[name]) == kind]
        here, out = [name for name in names if name in left], [name for name in names if name not in left]
        people.append(_people(label, shape, colour, here, net, where))
        # Who is taken out stays in its place, hollow, on a trace of its own: a legend shows the first mark of a trace.
        if out:
            people.append(_people(label, f"{shape}-open", colour, out, net, where))
    tallest = max(len(names) for _, names in columns)
    return {
        "data": [*lines, *people],
        "layout": drawing.layout(
            f"{drawing.shortened(case.name, 60)}: {words('who talked to whom')}",
            max(380, 190 + 62 * tallest),
            margin={"l": 10, "r": 10, "t": 100, "b": 60},
            xaxis=drawing.axis(
                automargin=False,
                tickmode="array",
                tickvals=list(range(len(columns))),
                ticktext=[f"<b>{drawing.broken(side, 24)}</b>" for side, _ in columns],
                side="top",
                range=[-0.6, len(columns) - 0.4],
                showgrid=False,
            ),
            yaxis=drawing.axis(
                automargin=False, showticklabels=False, showgrid=False, range=[-tallest / 2 - 0.4, tallest / 2]
            ),
            legend={"orientation": "h", "y": -0.02, "yanchor": "top", "x": 0, "xanchor": "left"},
        ),
    }


def _people(
    label: str, shape: str, colour: str, names: list[str], net: networkx.Graph, where: Mapping[str, tuple[float, float]]
) -> Figure:
    out = shape.endswith("-open")
    return {
        "type": "scatter",
        "mode": "markers+text",
        "name": label,
        "x": [where[name][0] for name in names],
        "y": [where[name][1] for name in names],
        "text": [drawing.broken(f"({name})" if out else name, 24) for name in names],
        "textposition": "bottom center",
        "textfont": {"size": 11},
        "customdata": names,
        "hovertext": [f"{name}<br>{words(vocabulary.KIND[net.nodes[name]['kind']])}" for name in names],
        "hoverinfo": "text",
        "marker": {"symbol": shape, "color": colour, "size": 14},
        "showlegend": bool(names) and not out,
    }


# How near to somebody else a line may pass, in columns and rows.
CLEAR = 0.12, 0.34


def _curve(one: str, other: str, where: Mapping[str, tuple[float, float]]) -> list[tuple[float, float]]:
    """Return the points of a line between two people that passes through nobody else: straight if it can, else bent."""
    (x0, y0), (x1, y1) = where[one], where[other]
    across = x0 == x1  # within a column it bends sideways, between columns up or down
    rest = [place for name, place in where.items() if name not in (one, other)]
    points = [(x0, y0), (x1, y1)]
    for n in range(40):
        bend = (n + 1) // 2 * (-1) ** n * (0.1 if across else 0.25)
        middle = ((x0 + x1) / 2 + (bend if across else 0), (y0 + y1) / 2 + (0 if across else bend))
        points = [
            ((1 - t) ** 2 * x0 + 2 * t * (1 - t) * middle[0] + t * t * x1,
             (1 - t) ** 2 * y0 + 2 * t * (1 - t) * middle[1] + t * t * y1)
            for t in (step / 16 for step in range(17))
        ]  # fmt: skip
        # People stand in whole columns: only there can a line pass through anybody.
        beside = [(x, y) for x, y in points if abs(x - round(x)) < CLEAR[0]]
        if not any(abs(x - a) < CLEAR[0] and abs(y - b) < CLEAR[1] for x, y in beside for a, b in rest):
            points = points if n else [points[0], points[-1]]
            break
    return [(round(x, 3), round(y, 3)) for x, y in points]


def _mark(node: dict[str, Any]) -> str:
    if node["body"]:
        return "body"
    return "official" if node["kind"] == "government" else "other"


def _columns(net: networkx.Graph, case: Case) -> list[tuple[str, list[str]]]:
    """Return the columns of the chart: the first side, third parties, the other sides."""
    order = [*case.raw["parties"][:1], THIRD, *case.raw["parties"][1:]]
    columns = [(side, [name for name in net if net.nodes[name]["side"] == side]) for side in order]
    return [(words(THIRD) if side == THIRD else side, names) for side, names in columns if names]


def describe(state: State, cases: Catalogue) -> str:
    """Return what the chart shows, in words; see `figure` for what it raises."""
    import networkx

    case = cases[state["case"]]
    net, left = _taken_out(case, state["without"])
    counted = (
        number_of(len(net), "{count} person or body", "{count} people and bodies")
        + ", "
        + number_of(net.number_of_edges(), "{count} link between them.", "{count} links between them.")
    )
    all_there = state["without"] == NOBODY
    lines = [counted if all_there else words("Before anybody is taken out: {counted}", counted=counted)]
    if not net.number_of_edges():
        lines.append(words("No statement here says who talked to whom in this case."))
    before, after = ways(net, case), ways(left, case)
    for pair, chain in after.items():
        one, other = (_in_a_sentence(party) for party in pair)
        if chain:
            said = words("From {one} to {other} there is a way: {chain}.", one=one, other=other, chain=LINK.join(chain))
        elif before[pair]:
            said = words(
                "Without {what} there is no way from {one} to {other}.", what=state["without"], one=one, other=other
            )
        else:
            said = words("No statement here joins {one} to {other}.", one=one, other=other)
        lines.append(said)
    if all_there:
        # Whoever carries the only way between two sides is on the shortest one.
        on_the_way = {name for chain in before.values() for name in chain or ()}
        alone = [
            name
            for name in net
            if name in on_the_way and any(before[pair] and not way for pair, way in _without(net, name, case).items())
        ]
        lines.append(
            words("The way hangs on each of these alone: {names}.", names="; ".join(alone))
            if alone
            else words("No single person carries the only way between two sides.")
        )
    parts = networkx.number_connected_components(left) if len(left) else 0
    lines.append(
        number_of(parts, "The network is in {count} part.", "The network is in {count} parts.")
        if all_there
        else number_of(parts, "What is left is in {count} part.", "What is left is in {count} parts.")
    )
    lines.append(
        words("Only what a statement here documents is drawn: who is missing from the record is missing here.")
    )
    return "\n".join(lines)


def _in_a_sentence(party: str) -> str:
    return words("the {party}", party=party) if ARTICLE.search(party) else party


def _without(net: networkx.Graph, name: str, case: Case) -> dict[tuple[str, str], list[str] | None]:
    """Return the ways that are left without somebody, between sides that still have anybody."""
    left = net.copy()
    left.remove_node(name)
    there = set(sides(left, case))
    return {pair: way for pair, way in ways(left, case).items() if set(pair) <= there}


def table(state: State, cases: Catalogue) -> Table:
    """Return the links as a table; see `figure` for what it raises."""
    case = cases[state["case"]]
    net, left = _taken_out(case, state["without"])
    return {
        "caption": words("Links, and the statements that document them"),
        "columns": [words("One"), words("The other"), words("Statements"), words("In the chart")],
        "rows": [
            [one, other, ", ".join(because), words("yes") if left.has_edge(one, other) else words("taken out")]
            for one, other, because in net.edges(data="because")
        ],
    }
