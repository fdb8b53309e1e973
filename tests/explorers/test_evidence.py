"""The explorer of one case's statements, by their standing."""

from __future__ import annotations

from itertools import chain, combinations, product

import pytest

from course_lib import Catalogue, explore_evidence, load_cases, vocabulary
from course_lib.explorers.kit import Panel, as_text

CASES = load_cases()
IDS = [case.id for case in CASES]
STATUSES = [
    list(some) for some in chain(*(combinations(vocabulary.STATUS, n) for n in range(len(vocabulary.STATUS) + 1)))
]


def offered(panel: Panel) -> dict[str, list[str]]:
    return {control["name"]: [option["value"] for option in control["options"]] for control in panel.controls}


def test_every_case_and_every_standing_is_offered() -> None:
    assert offered(explore_evidence()) == {"case": IDS, "status": list(vocabulary.STATUS)}


def test_every_choice_lists_the_statements_of_that_case_and_standing() -> None:
    panel = explore_evidence()
    for case_id, status in product(IDS, STATUSES):
        panel.change("case", case_id)
        view = panel.change("status", status)
        statements = CASES[case_id].statements
        expected = [one.text for one in statements if one.status in status]
        assert [card["text"] for card in view["cards"]] == expected
        assert view["words"].startswith(f"{len(expected)} of {len(statements)} statements are shown.")
        assert (view["heading"], view["problem"]) == (CASES[case_id].name, None)
        assert view["words"] in as_text(view)
        assert all(text in as_text(view) for text in expected)


@pytest.mark.parametrize("case_id", IDS)
def test_the_words_count_the_whole_case_whatever_is_shown(case_id: str) -> None:
    panel, statements = explore_evidence(), CASES[case_id].statements
    panel.change("case", case_id)
    whole = panel.view["words"].partition("shown. ")[2]
    for code, label in vocabulary.STATUS.items():
        assert f"{sum(one.status == code for one in statements)} {label}" in whole
    assert f"For {sum(one.checked == 'opened' for one in statements)}, somebody opened a source" in whole
    assert panel.change("status", [])["words"].partition("shown. ")[2] == whole


def test_the_cards_show_sources_and_standing() -> None:
    for card, statement in zip(explore_evidence().view["cards"], CASES[IDS[0]].statements, strict=True):
        assert card["mark"] == vocabulary.STATUS[statement.status]
        assert [source["locator"] for source in card["sources"]] == [source.locator for source in statement.sources]
        assert all(source["label"] and source["entry"] for source in card["sources"])


def test_it_can_open_with_a_case() -> None:
    assert explore_evidence(start="C34").view["heading"] == CASES["C34"].name
    assert explore_evidence().view["heading"] == CASES[IDS[0]].name


def test_an_unknown_case_to_open_with_is_named() -> None:
    with pytest.raises(ValueError, match="There is no case “C99” here"):
        explore_evidence(start="C99")


def test_an_unknown_case_is_refused_in_a_sentence() -> None:
    panel = explore_evidence()
    with pytest.raises(ValueError, match="There is no case “C99” here") as raised:
        panel.change("case", "C99")
    assert panel.view["problem"] == str(raised.value)


def test_a_smaller_catalogue_can_be_explored() -> None:
    assert offered(explore_evidence(Catalogue([CASES["C34"]])))["case"] == ["C34"]


def test_a_catalogue_of_no_cases_is_refused_in_a_sentence() -> None:
    with pytest.raises(ValueError, match=r"[A-Z].*\.$"):
        explore_evidence(CASES.filter(start=1))
