"""A class that has handed in: shared by the tests of grading and of the formgrader."""

from __future__ import annotations

import pytest

from tests.grading.classroom import Classroom

STDERR = """
import warnings, sys
warnings.warn("a warning from the student's own cell")
print("and a word on stderr", file=sys.stderr)
"""
WRITTEN = ("border-definition", "border-case", "border-fact", "border-change")


@pytest.fixture(scope="session")
def concept_class(tmp_path_factory: pytest.TempPathFactory) -> Classroom:
    """The `concept` assignment, handed in by nine students and autograded."""
    classroom = Classroom(tmp_path_factory.mktemp("class") / "course")
    classroom.release("concept")
    right = classroom.solutions("concept")
    rule = right["rule-answer"]

    def submit(student: str, answers: dict[str, str], drop: tuple[str, ...] = ()) -> None:
        classroom.submit("concept", student, {"me": f'me = "{student}"', **answers}, drop)

    classroom.submit("concept", "blank", {})
    submit("reference", right | {"me": 'me = "reference"'})
    submit(
        "partly",
        {
            # Three right, one a step beside, four missing; a rule that forgets one sense of 1.5; secrecy left out; half of
            # what is found out about the dispute; five situations wrong.
            "places-answer": """from course_lib import vocabulary
from course_lib.grading.answers import concept, shared
steps = list(vocabulary.SECRECY)
def beside(one): return place(list(vocabulary.OFFICIALITY)[one[0]], steps[one[1] - 1 if one[1] else 1])
my_places = {letter: one for letter, one in concept.places(me).items() if letter in "ABC"}
my_places["D"] = beside(concept.places(me)["D"])""",
            "rule-answer": rule.replace("if meeting.officials_attend:", "if False:"),
            "search-answer": 'my_conditions = {"officiality": concept.search(me)["officiality"]}',
            "dispute-answer": 'my_findings = {**concept.dispute(me), "closes_at": 0, "gains": "?"}',
            "situations-answer": """my_verdicts = {**shared.verdicts("concept", me), **dict.fromkeys("ABCDE", "?")}""",
        },
    )
    submit(
        "broken", {**right, "me": 'me = "broken"', "rule-answer": "def my_track(meeting:\n    return", "intro": "# x"}
    )
    submit("deleted", {**right, "me": 'me = "deleted"'}, drop=("places-test", "border-case"))
    noisy = rule.replace("    if not meeting", '    import warnings; warnings.warn("noise")\n    if not meeting', 1)
    submit(
        "noisy",
        {
            **right,
            "me": 'me = " NOISY "',
            "places-answer": right["places-answer"] + STDERR,
            "rule-answer": noisy,
            "places-stories": "letter = one = 1",
        },
    )
    submit("constant", {
        **{cell: right[cell] for cell in WRITTEN},
        "places-answer": 'my_places = {letter: place("personal", "quiet") for letter in "ABCDEFGH"}',
        "rule-answer": 'def my_track(meeting):\n    return "2"',
        "search-answer": 'my_conditions = dict(track=["1", "1.5", "2", "3", "contact"])',
        "dispute-answer": 'my_findings = dict(public_width=0.5, closes_at=0.5, moved_width=0.5, gains="A")',
        "situations-answer": 'my_verdicts = {letter: "B" for letter in "ABCDEFGHIJKLMNOP"}',
    })  # fmt: skip
    submit("endless", {**right, "me": 'me = "endless"', "rule-answer": "def my_track(meeting):\n    raise SystemExit"})
    submit("neighbour", {**right, "me": 'me = "neighbour"', "places-answer": _of("reference", right["places-answer"])})
    classroom.autograde("concept")
    return classroom


def _of(other: str, source: str) -> str:
    """Return an answer that is right for somebody else."""
    return f'me = "{other}"\n{source}\nme = "neighbour"'
