"""A class that has handed in: shared by the tests of grading and of the formgrader."""

from __future__ import annotations

import pytest

from tests.grading.classroom import Classroom

STDERR = """
import warnings, sys
warnings.warn("a warning from the student's own cell")
print("and a word on stderr", file=sys.stderr)
"""


@pytest.fixture(scope="session")
def concept_class(tmp_path_factory: pytest.TempPathFactory) -> Classroom:
    """The `concept` assignment, handed in by eight students and autograded."""
    classroom = Classroom(tmp_path_factory.mktemp("class") / "course")
    classroom.release("concept")
    right = classroom.solutions("concept")
    rule = right["rule-answer"]
    classroom.submit("concept", "reference", right)
    classroom.submit("concept", "blank", {})
    classroom.submit(
        "concept",
        "partly",
        {
            # Three right, one a step beside, four missing; a rule that forgets one sense of 1.5; secrecy left out.
            "places-answer": """my_places = {
                "A": place("mandated", "secret"), "B": place("mandated", "announced"), "C": place("private", "quiet"),
                "D": place("connected", "staged"),
            }""",
            "rule-answer": rule.replace("if meeting.officials_attend:", "if False:"),
            "conditions-answer": 'my_conditions = dict(officiality="mandated")',
        },
    )
    classroom.submit("concept", "broken", {**right, "rule-answer": "def my_track(meeting:\n    return", "intro": "# x"})
    classroom.submit("concept", "deleted", right, drop=("places-test", "border-answer"))
    noisy = rule.replace("    if not meeting", '    import warnings; warnings.warn("noise")\n    if not meeting', 1)
    classroom.submit(
        "concept",
        "noisy",
        {
            **right,
            "places-answer": right["places-answer"] + STDERR,
            "rule-answer": noisy,
            "imports": "letter = one = 1",
        },
    )
    classroom.submit("concept", "constant", {
        **right,
        "places-answer": 'my_places = {letter: place("mandated", "secret") for letter in stories()}',
        "rule-answer": 'def my_track(meeting):\n    return "2"',
        "conditions-answer": 'my_conditions = dict(track=["1", "1.5", "2", "3", "contact"])',
    })  # fmt: skip
    classroom.submit("concept", "endless", {**right, "rule-answer": "def my_track(meeting):\n    raise SystemExit"})
    classroom.autograde("concept")
    return classroom
