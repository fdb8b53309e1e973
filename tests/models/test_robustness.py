"""Where no number is sure: which plans the model can rank, and which it cannot."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from course_lib.models import robustness
from course_lib.models.process import CARDS, PLANS, RANGES, RATIFIED, Coefficients, draw, simulate
from course_lib.models.robustness import rank

CHANCES = [f"{card}_chance" for card in CARDS[1:]]


def test_a_plan_neither_beats_itself_nor_is_beaten_by_itself() -> None:
    found = rank([PLANS["draft_first"]] * 2, Coefficients(), 1, 20, 50)
    assert np.array_equal(found.beats, np.zeros((2, 2)))
    assert np.array_equal(found.ratified[0], found.ratified[1])


def test_in_nearly_every_world_briefing_beats_pausing_and_no_world_ranks_the_good_plans() -> None:
    names = ["pause", "consult_early", "secret_sprint", "build_then_consult"]
    found = rank([PLANS[name] for name in names], Coefficients(), 2, 60, 500)
    assert found.ratified.shape == (4, 60)
    assert found.beats[3, 0] > 0.9 and found.beats[3, 1] > 0.9
    assert 0.2 < found.beats[3, 2] < 0.8
    assert (found.beats + found.beats.T <= 1).all()


def test_shares_of_unshaken_worlds_are_those_of_the_coefficients_themselves() -> None:
    found = rank([PLANS["secret_sprint"]], Coefficients(), 3, 4, 250, spread=0)
    stages = simulate(PLANS["secret_sprint"], Coefficients(), draw(3, 1000)).last.stage
    assert found.ratified[0].tolist() == (stages == RATIFIED).reshape(4, 250).mean(axis=1).tolist()


def test_shaken_coefficients_keep_to_their_ranges_and_what_is_held_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Coefficients] = []
    monkeypatch.setattr(robustness, "simulate", lambda plan, c, draws: seen.append(c) or simulate(plan, c, draws))
    middle = Coefficients(press_chance=0.5)
    rank([PLANS["pause"]], middle, 1, 300, 2, spread=1, held=("people", "budget"))
    (worlds,) = seen
    unmoved = {name for name in RANGES if len(set(getattr(worlds, name).tolist())) == 1}
    assert unmoved == {"people", "budget", "gesture_cost"}, "what is held, and what is nothing times anything"
    for name, (low, high) in RANGES.items():
        values = getattr(worlds, name)
        assert ((values >= low) & (values <= high)).all()
        assert np.array_equal(values[::2], values[1::2]), "the futures of one shake live in one world"
    assert np.mean(worlds.trust) == pytest.approx(0.25, abs=4 * 0.5 / np.sqrt(12 * 300))
    assert np.mean(worlds.declared_gap == 1) == pytest.approx(0.5, abs=4 * 0.5 / np.sqrt(300))
    assert sum(getattr(worlds, name) for name in CHANCES).max() == pytest.approx(1)


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: rank([[1, 1]], Coefficients(), 1, 0), "“shakes” is 0, and must lie between 1 and"),
        (
            lambda: rank([[1, 1]], Coefficients(), 1, 1000, 1000),
            "“futures of all shakes” is 1e+06, and must lie between",
        ),
        (lambda: rank([[1, 1]], Coefficients(), 1, spread=2), "“spread” is 2, and must lie between 0 and 1."),
        (lambda: rank([1, 1], Coefficients(), 1), "Plans to rank must be a table of one row for each plan."),
        (lambda: rank([[1]], Coefficients(), 1, held=["luck"]), "“luck” is no coefficient of this model."),
        (lambda: rank([[1]], Coefficients(trust=[0.1]), 1), "Coefficients that are shaken must be single numbers."),
    ],
)
def test_an_impossible_call_is_answered_with_a_sentence(call: Any, sentence: str) -> None:
    with pytest.raises(ValueError) as refused:
        call()
    assert str(refused.value).startswith(sentence)
