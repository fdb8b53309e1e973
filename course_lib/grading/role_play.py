"""A role-play to print: a public brief, a card for each player, and what whoever leads it needs.

The conflict is invented, so that nobody can look up how it ended and nobody's country is on trial.
"""

from __future__ import annotations

import html
from pathlib import Path
from typing import Any

import mistune
import yaml

from course_lib import handouts
from course_lib.words import words

KIT = Path(__file__).parent / "role_play"
PLAYERS = range(8, 17)
PAGES = ("public_brief", "facilitator", "observer_form", "debrief")


def cast(players: int) -> list[dict[str, Any]]:
    """Return the roles that are played by so many people.

    Parameters
    ----------
    players: how many, from 8 to 16.

    Returns
    -------
    A role each, with its `number`, `side`, `role`, what it `wants` and what it `knows`.

    Raises
    ------
    ValueError: for a number of players outside that range.
    """
    if players not in PLAYERS:
        said = "The role-play is for {least} to {most} people; you asked for {players}."
        raise ValueError(words(said, least=PLAYERS[0], most=PLAYERS[-1], players=players))
    roles: list[dict[str, Any]] = yaml.safe_load((KIT / "roles.yaml").read_text(encoding="utf-8"))
    return [role for role in roles if role["from"] <= players]


def write(folder: Path, players: int = PLAYERS[-1], force: bool = False) -> list[Path]:
    """Write the kit into a folder, which is made if it is not there, and return its pages, ready to print.

    Parameters
    ----------
    folder: where to write it.
    players: for how many people the cards are.
    force: whether to write over pages that are there.

    Raises
    ------
    ValueError: for a number of players that the kit is not for, and where a page is there already without `force`.
    """
    render = mistune.create_markdown(plugins=["table"])
    pages = {}
    for name in PAGES:
        title, _, body = (KIT / f"{name}.md").read_text(encoding="utf-8").partition("\n")
        pages[f"{name}.html"] = handouts.page(title.lstrip("# "), str(render(body)))
    pages["cards.html"] = handouts.page(words("Cards for {players} people", players=players), _cards(cast(players)))
    return handouts.write_pages({folder / name: text for name, text in pages.items()}, force)


def _cards(roles: list[dict[str, Any]]) -> str:
    """Return a section for each role, each on a sheet of its own."""
    parts = []
    for one in roles:
        lines = "".join(f"<p>{html.escape(one[line])}</p>" for line in ("wants", "knows"))
        title = f"{one['number']} · {html.escape(one['role'])}"
        parts.append(f'<section class="card"><h2>{title}</h2><p><b>{html.escape(one["side"])}</b></p>{lines}</section>')
    return "\n".join(parts)
