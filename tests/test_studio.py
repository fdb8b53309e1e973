"""The design studio: a run is a few plain words, and everything else follows from it, the same each time."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_lib import load_cases, studio
from course_lib.models import process
from course_lib.studio import TURNS, Design, Run

CONTENT = studio.content()
SETTINGS = [one["id"] for one in CONTENT["settings"]]
CHOICES = {one["id"]: [way["id"] for way in one["options"]] for one in CONTENT["choices"]}
STEADY = tuple(process.DECISIONS[n] for n in process.PLANS["build_then_consult"])
few = settings(max_examples=30, deadline=None)


@st.composite
def designs(draw: st.DrawFn) -> Design:
    ways = {choice: draw(st.sampled_from(ids)) for choice, ids in CHOICES.items()}
    return Design(draw(st.sampled_from(SETTINGS)), ways)


@st.composite
def runs(draw: st.DrawFn) -> Run:
    decisions = draw(st.lists(st.sampled_from(process.DECISIONS), max_size=TURNS))
    return Run(draw(designs()), draw(st.integers(0, 999_999)), tuple(decisions))


# ---------------------------------------------------------------- what can be chosen


def test_there_are_four_settings_of_the_catalogue_at_least_and_one_that_is_free() -> None:
    cases = load_cases()
    real = [one for one in CONTENT["settings"] if one["case"]]
    assert len(real) >= 4
    assert len({cases[one["case"]].raw["region"] for one in real}) >= 4
    [free] = [one for one in CONTENT["settings"] if one["case"] is None]
    assert "invented" in free["text"]


def test_the_seven_questions_of_a_convener_can_each_be_decided_in_several_ways() -> None:
    assert list(CHOICES) == ["who", "capacity", "place", "secrecy", "funder", "informing", "writing"]
    assert all(len(ways) >= 3 for ways in CHOICES.values())


def test_whatever_can_happen_has_a_real_precedent() -> None:
    without = [one["id"] for one in CONTENT["cards"] if not one["precedents"]]
    assert without == ["quiet"]


@few
@given(designs())
def test_every_design_gives_numbers_that_the_model_accepts(design: Design) -> None:
    numbers = design.coefficients()
    assert all(low <= getattr(numbers, name) <= high for name, (low, high) in process.RANGES.items())


@pytest.mark.parametrize("choice", CHOICES)
def test_no_way_is_better_than_its_rivals_everywhere(choice: str) -> None:
    """A choice with one best way in every setting would be no choice: by ratified futures, by exposure, by people harmed."""
    best = set()
    for setting in SETTINGS:
        middle = {one: ids[1] for one, ids in CHOICES.items()}
        found = {
            way: process.funnel(studio.futures_of(Design(setting, {**middle, choice: way}), STEADY, 1, 3000))
            for way in CHOICES[choice]
        }
        best.add(max(found, key=lambda way: found[way]["ratified"]))
        best.add(min(found, key=lambda way: found[way]["exposed"]))
    assert len(best) > 1


def test_a_number_placed_by_hand_goes_over_the_settings_and_the_ways_own() -> None:
    design = Design("aceh", {"who": "insiders"}, {"insiderness": 0.11, "overlap": 0.4})
    assert design.number("insiderness") == 0.11
    assert design.number("overlap") == 0.4


# ---------------------------------------------------------------- a run


@few
@given(runs())
def test_a_run_is_kept_as_plain_words_and_comes_back_the_same(run: Run) -> None:
    assert Run.of(json.loads(json.dumps(run.plain()))) == run


@few
@given(runs())
def test_a_run_replayed_from_its_seed_ends_where_it_ended(run: Run) -> None:
    first = studio.play(run)
    studio.play.cache_clear()
    again = studio.play(Run.of(run.plain()))
    for one, other in zip(first, again, strict=True):
        assert (
            (one.trust == other.trust).all() and (one.stage == other.stage).all() and (one.money == other.money).all()
        )


@few
@given(runs())
def test_what_was_played_does_not_change_with_what_is_decided_later(run: Run) -> None:
    whole = studio.play(run)
    for turn in range(run.turn + 1):
        part = studio.play(Run(run.design, run.seed, run.decisions[:turn]))
        assert part[-1].trust[0] == whole[turn].trust[0]
        assert part[-1].stage[0] == whole[turn].stage[0]


@few
@given(runs())
def test_the_news_of_a_turn_is_the_card_that_then_turns_up_whatever_is_decided(run: Run) -> None:
    if studio.is_over(run):
        return
    for decision in process.DECISIONS:
        after = studio.play(run.then(decision))[-1]
        assert process.CARDS[int(after.card[0])] == studio.news(run)


def test_a_run_is_over_after_twelve_turns_or_when_talks_have_ended() -> None:
    design = Design("mells-park")
    assert not studio.is_over(Run(design, 1))
    for seed in range(40):
        run = Run(design, seed)
        while not studio.is_over(run):
            run = run.then(STEADY[run.turn])
        assert run.turn == TURNS or studio.ending(run) in ("ratified", "rejected", "collapsed")


# ---------------------------------------------------------------- what may come, and what would have come anyway


@few
@given(runs())
def test_what_may_still_come_is_shares_of_all_futures(run: Run) -> None:
    shares = studio.ahead(run, ("pause",) * (TURNS - run.turn))
    assert sum(shares[name] for name in studio.FUNNEL) == pytest.approx(1)


def test_what_nobody_in_the_room_knows_is_not_told_by_the_futures() -> None:
    """The true overlap differs from seed to seed; the futures from the outset must not give it away."""
    design = Design("tajikistan")
    shares = {studio.ahead(Run(design, 5), STEADY)["ratified"] for _ in range(2)}
    assert len(shares) == 1
    truths, told = [], []
    for seed in range(60):
        run = Run(design, seed, ("workshop",))
        truths.append(float(studio.play(run)[-1].overlap[0]))
        told.append(studio.ahead(run, STEADY[1:])["no_deal"])
    mean_t, mean_n = sum(truths) / 60, sum(told) / 60
    covariance = sum((t - mean_t) * (n - mean_n) for t, n in zip(truths, told, strict=True))
    size = (sum((t - mean_t) ** 2 for t in truths) * sum((n - mean_n) ** 2 for n in told)) ** 0.5
    assert abs(covariance / size) < 0.4


def test_what_would_have_happened_anyway_is_most_where_leaders_need_no_help() -> None:
    little, much = (
        studio.anyway(Run(Design("sill", {}, {"unaided_optimism": value})))["ratified"] for value in (0.05, 0.5)
    )
    assert little < 0.05 < 0.2 < much


def test_one_other_choice_at_a_time_is_tried_for_every_choice() -> None:
    run = Run(Design("korea"), 3, STEADY)
    tried = {(one.choice, one.way) for one in studio.changes(run)}
    others = {(choice, way) for choice, ways in CHOICES.items() for way in ways if run.design.ways[choice] != way}
    assert tried == others
    money = next(one for one in studio.changes(run) if (one.choice, one.way) == ("funder", "givers"))
    assert money.money_left < 0


def test_the_plan_is_ranked_beside_the_stock_of_plans_and_cannot_beat_itself() -> None:
    own, *others = studio.ranked(Run(Design("tajikistan"), 3, STEADY))
    assert own.plan == studio.OWN and own.wins == own.loses == 0
    assert [one.plan for one in others] == list(process.PLANS)
    pause = next(one for one in others if one.plan == "pause")
    assert pause.can_rank and pause.wins > pause.loses
    same = next(one for one in others if one.plan == "build_then_consult")
    assert not same.can_rank
    assert all(one.low <= one.middle <= one.high for one in others)


# ---------------------------------------------------------------- the memo


def test_the_memo_says_the_design_the_shares_and_how_to_replay_the_run() -> None:
    run = Run(Design("aceh", {"who": "scholars"}), 9, ("workshop", "draft"))
    text = studio.memo(run)
    for choice in CHOICES:
        assert run.design.way(choice)["label"] in text
    for heading in CONTENT["memo"]:
        assert f"## {heading['heading']}" in text
    code = re.search(r"studio\.Run\.of\((\{.*\})\)", text)
    assert code and Run.of(eval(code[1])) == run  # noqa: S307 - the text is the memo's own


# ---------------------------------------------------------------- what cannot be


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: Design("atlantis"), "The studio has no “atlantis”; it has: mells-park"),
        (lambda: Design("aceh", {"weather": "fine"}), "The studio has no “weather”; it has: who"),
        (lambda: Design("aceh", {"who": "robots"}), "“robots” is no way to decide “who”; there are: insiders"),
        (lambda: Design("aceh", {}, {"luck": 1}), "The model has no number “luck”."),
        (lambda: Design("aceh", {}, {"trust": 1.2}), "“trust” is 1.2, and must lie between 0 and 1."),
        (lambda: Design("aceh", {}, {"budget": -5}), "“budget” is -5, and must lie between 0 and 100."),
        (lambda: Design("aceh", {}, {"people": 0}), "“people” is 0, and must lie between 2 and 100."),
        (lambda: Run(Design("aceh"), -1), "“seed” is -1, and must lie between 0 and 999999."),
        (lambda: Run(Design("aceh"), 1, ("dance",)), "The studio has no “dance”; it has: pause"),
        (
            lambda: Run(Design("aceh"), 1, ("pause",) * 13),
            "“number of decisions” is 13, and must lie between 0 and 12.",
        ),
        (lambda: Run.of({"setting": "aceh"}), "This is no run of the studio"),
        (lambda: studio.news(Run(Design("aceh"), 1, ("pause",) * 12)), "“turn” is 12, and must lie between 0 and 11."),
        (lambda: studio.ahead(Run(Design("aceh")), ("pause",)), "“decisions for the turns that are left” is 1"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(make: Any, said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        make()
