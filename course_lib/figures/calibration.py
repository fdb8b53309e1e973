"""How well a learner's confidence matched: of what was said with some per cent, how much turned out to be so.

A forecast is what somebody thought more likely than not, how likely they said it was (0.5 to 1), and whether it was so.
Few forecasts prove little, and the chart says how little: each point carries its number and its 95 % interval.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist, fmean

from course_lib.figures import drawing
from course_lib.figures.drawing import Figure, Table
from course_lib.words import number_of, words


@dataclass(frozen=True, slots=True)
class Forecast:
    """What was said: a short text, how likely (0 to 1), and whether it was so."""

    text: str
    said: float
    so: bool

    def __post_init__(self) -> None:
        if not 0 <= self.said <= 1:
            raise ValueError(words("A likelihood lies between 0 and 1, and this one is {said}.", said=self.said))


def brier(forecasts: Sequence[Forecast]) -> float:
    """Return the mean squared distance between what was said and what was so: 0 is perfect, 0.25 always says 50 %.

    The score is Glenn Brier's ("Verification of forecasts expressed in terms of probability", Monthly Weather Review
    78(1), 1950), in the form for one event that does or does not happen.

    Raises
    ------
    ValueError: where there is no forecast.
    """
    if not forecasts:
        raise ValueError(words("There is nothing to score yet."))
    return fmean((one.said - one.so) ** 2 for one in forecasts)


def interval(right: int, total: int) -> tuple[float, float]:
    """Return the 95 % interval of a share, after Edwin Wilson (Journal of the American Statistical Association, 1927).

    Parameters
    ----------
    right, total: how many of how many.

    Raises
    ------
    ValueError: where there is none, or more are right than there are.
    """
    if not 0 <= right <= total or total == 0:
        raise ValueError(words("There is no share of {right} in {total}.", right=right, total=total))
    z = NormalDist().inv_cdf(0.975)
    share, z2 = right / total, z * z
    middle = (share + z2 / (2 * total)) / (1 + z2 / total)
    half = z * (share * (1 - share) / total + z2 / (4 * total * total)) ** 0.5 / (1 + z2 / total)
    # Where none or all were right an end is exactly there, whatever rounding makes of it.
    return 0.0 if right == 0 else middle - half, 1.0 if right == total else middle + half


def bins(forecasts: Sequence[Forecast]) -> list[tuple[float, int, int]]:
    """Return, for each ten per cent of confidence: the mean of what was said, how many were so, how many there are."""
    by_ten: dict[int, list[Forecast]] = defaultdict(list)
    for one in forecasts:
        by_ten[min(round(one.said * 100) // 10, 9)].append(one)
    return [(fmean(one.said for one in of), sum(one.so for one in of), len(of)) for _, of in sorted(by_ten.items())]


def figure(forecasts: Sequence[Forecast]) -> Figure:
    """Return what was said against what was so, a point for each ten per cent of confidence."""
    points = bins(forecasts)
    ends = [interval(right, total) for _, right, total in points]
    shares = [right / total for _, right, total in points]
    return {
        "data": [
            {
                "type": "scatter",
                "mode": "lines",
                "name": words("perfect match"),
                "x": [0, 100],
                "y": [0, 100],
                "line": {"color": drawing.GREY, "dash": "dot"},
                "hoverinfo": "skip",
                "showlegend": True,
            },
            {
                "type": "scatter",
                "mode": "markers+text",
                "name": words("your answers, with 95 % intervals"),
                "x": [round(100 * said, 1) for said, _, _ in points],
                "y": [round(100 * share, 1) for share in shares],
                "text": [words("{right} of {total}", right=right, total=total) for _, right, total in points],
                "textposition": "top center",
                "error_y": {
                    "type": "data",
                    "symmetric": False,
                    "array": [round(100 * (high - share), 1) for (_, high), share in zip(ends, shares, strict=True)],
                    "arrayminus": [round(100 * (share - low), 1) for (low, _), share in zip(ends, shares, strict=True)],
                    "color": drawing.BLUE,
                },
                "marker": {"symbol": "circle", "color": drawing.BLUE, "size": 11},
                "hoverinfo": "text",
                "showlegend": True,
            },
        ],
        "layout": drawing.layout(
            words("What you said, and what was so"),
            420,
            xaxis=drawing.axis(words("How sure you were, in per cent"), range=[-4, 104]),
            yaxis=drawing.axis(words("Of these, per cent that were so"), range=[-4, 112]),
        ),
    }


# With fewer than this many the score of somebody who guesses and of somebody who knows can hardly be told apart.
FEW = 30


def describe(forecasts: Sequence[Forecast]) -> str:
    """Return the score, and what it can and cannot say."""
    if not forecasts:
        return words("No opinion that can be scored is kept yet.")
    score = brier(forecasts)
    right = sum(one.so for one in forecasts)
    sure = fmean(one.said for one in forecasts)
    share = right / len(forecasts)
    lines = [
        number_of(len(forecasts), "{count} opinion can be scored", "{count} opinions can be scored")
        + ": "
        + words("you were right in {right}, and {sure} % sure on average.", right=right, sure=round(100 * sure)),
        words("Brier score: {score}. (0 is perfect; whoever always says 50 % gets 0.25.)", score=f"{score:.2f}"),
    ]
    low, high = interval(right, len(forecasts))
    if low <= sure <= high:
        lines.append(words("How sure you were and how often you were right agree, as far as so few answers can show."))
    elif sure > share:
        lines.append(words("You were surer than you were right."))
    else:
        lines.append(words("You were right more often than you dared to say."))
    if len(forecasts) < FEW:
        lines.append(words("These are few answers: another set of as many could look quite different."))
    return "\n".join(lines)


def table(forecasts: Sequence[Forecast]) -> Table:
    """Return each opinion with how sure it was and whether it was so."""
    return {
        "caption": words("Your opinions, and what was found"),
        "columns": [words("Opinion"), words("How sure"), words("Was it so?")],
        "rows": [
            [one.text, f"{round(100 * one.said)} %", words("yes") if one.so else words("no")] for one in forecasts
        ],
    }
