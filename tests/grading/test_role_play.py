"""The role-play: a card for everybody, sides that are alike in number, and pages that need nothing from elsewhere."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest

from course_lib.catalogue import load_cases
from course_lib.grading.role_play import KIT, PAGES, PLAYERS, cast, write
from tests.test_handouts import Balanced


@pytest.mark.parametrize("players", PLAYERS)
def test_everybody_has_a_card_and_neither_side_is_two_more_than_the_other(players: int) -> None:
    roles = cast(players)
    assert len(roles) == players
    maravel, doroth = ([one for one in roles if one["side"] == side] for side in ("Maravel", "Doroth"))
    assert abs(len(maravel) - len(doroth)) <= 1
    # Without both hydrologists and somebody who convenes there is nothing to play.
    assert {1, 4, 10} <= {one["number"] for one in roles}


def test_a_number_of_people_that_the_kit_is_not_for_is_named() -> None:
    with pytest.raises(ValueError, match="for 8 to 16 people; you asked for 7"):
        cast(7)


def test_the_pages_are_whole_and_need_nothing_from_elsewhere(tmp_path: Path) -> None:
    files = write(tmp_path / "kit", players=9)
    assert sorted(file.stem for file in files) == sorted([*PAGES, "cards"])
    for file in files:
        page = file.read_text(encoding="utf-8")
        assert Balanced(page).open == []
        assert not re.search(r"<(script|link|img|iframe)|url\(|@import", page)
    assert (tmp_path / "kit" / "cards.html").read_text(encoding="utf-8").count("<section") == 9


def test_nothing_is_written_over_without_being_asked(tmp_path: Path) -> None:
    write(tmp_path)
    with pytest.raises(ValueError, match="is there already"):
        write(tmp_path)
    assert write(tmp_path, force=True)


def test_the_clock_leaves_twenty_minutes_for_the_debrief() -> None:
    rows = re.findall(r"^\| (\d+)–(\d+) \|", (KIT / "facilitator.md").read_text(encoding="utf-8"), re.MULTILINE)
    times = [(int(start), int(end)) for start, end in rows]
    assert times[0][0] == 0 and times[-1] == (55, 75)
    assert all(before[1] == after[0] for before, after in itertools.pairwise(times))


def test_the_cases_that_the_debrief_names_say_so() -> None:
    known = {statement.id for case in load_cases() for statement in case.statements}
    cited = set(re.findall(r"\b[CN]\d\d-\d\d\b", (KIT / "debrief.md").read_text(encoding="utf-8")))
    assert cited and cited <= known
