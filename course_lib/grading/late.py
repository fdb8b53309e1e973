"""Late work: one policy in one place, `nbgrader_config.py`, applied when it is graded and told in every release."""

from __future__ import annotations

import datetime
import math

from nbgrader.plugins import LateSubmissionPlugin
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Float, Integer, Unicode

from course_lib.words import words

_MINUTE, _DAY = 60, 86_400


def penalty(score: float, seconds: float, grace_minutes: float, percent_per_day: float, floor_percent: float) -> float:
    """Return the points that a late submission loses.

    Parameters
    ----------
    score: the points that were earned.
    seconds: how late it came.
    grace_minutes: how late costs nothing.
    percent_per_day: what each day begun costs, in per cent of the points earned; days are counted from the time it was due.
    floor_percent: what stays whatever happens, in per cent of the points earned.

    Returns
    -------
    Points from 0 to the score.
    """
    if score <= 0 or seconds <= grace_minutes * _MINUTE:
        return 0.0
    lost = min(percent_per_day * math.ceil(seconds / _DAY), 100 - floor_percent)
    return round(score * max(0.0, lost) / 100, 2)


def sentence(grace_minutes: float, percent_per_day: float, floor_percent: float) -> str:
    """Return the policy as a learner reads it; for parameters see `penalty`."""
    if not percent_per_day:
        return words("Late work loses nothing.")
    grace = words("Up to {minutes} minutes late costs nothing.", minutes=f"{grace_minutes:g}") if grace_minutes else ""
    cost = (
        "After that, each day begun since the time it was due" if grace else "Each day begun since the time it was due"
    )
    rest = words(
        cost + " costs {percent} % of the points earned; {floor} % of them stay, however late it is.",
        percent=f"{percent_per_day:g}", floor=f"{floor_percent:g}",
    )  # fmt: skip
    return f"{grace} {rest}".strip()


class Policy(LateSubmissionPlugin):
    """nbgrader's plugin: what late work costs in this class."""

    grace_minutes = Integer(60, help="How many minutes late cost nothing.").tag(config=True)
    percent_per_day = Float(10, help="What each day begun costs, in per cent of the points earned.").tag(config=True)
    floor_percent = Float(50, help="What stays however late it is, in per cent of the points earned.").tag(config=True)

    def late_submission_penalty(self, student_id: str, score: float, total_seconds_late: float) -> float:
        """Return the points that a submission loses; see `penalty`."""
        return penalty(score, total_seconds_late, self.grace_minutes, self.percent_per_day, self.floor_percent)


def due_sentence(due: str) -> str:
    """Return until when to hand in, as a learner reads it.

    Parameters
    ----------
    due: date, time and zone (ISO 8601), told in this machine's zone; empty where it is not known yet.
    """
    if not due:
        return words("Your instructor says when.")
    when = datetime.datetime.fromisoformat(due).astimezone()
    zone = when.strftime("%z")
    return words("{day}, {time} (UTC{zone}).", day=when.strftime("%Y-%m-%d"), time=when.strftime("%H:%M"),
                 zone=f"{zone[:3]}:{zone[3:5]}")  # fmt: skip


class TellPolicy(NbGraderPreprocessor):
    """Puts day and policy in place of `{due}` and `{late policy}` where a release has them."""

    due = Unicode("", help="Until when to hand in (ISO 8601, with a zone).").tag(config=True)

    def preprocess_cell(self, cell, resources, index):  # type: ignore[no-untyped-def]
        if cell.cell_type == "markdown" and ("{late policy}" in cell.source or "{due}" in cell.source):
            policy = Policy(parent=self)
            told = sentence(policy.grace_minutes, policy.percent_per_day, policy.floor_percent)
            cell.source = cell.source.replace("{late policy}", told).replace("{due}", due_sentence(self.due))
        return cell, resources
