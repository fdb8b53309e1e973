"""Documents for a claim: how likely each would be if the claim is true and if it is false, and so which test it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import fill
from typing import Any

from course_lib.marking.draws import lettered, mixed
from course_lib.marking.evidence import KINDS, TELLING
from course_lib.marking.numbers import number, word
from course_lib.models.process_tracing import kind_of_test
from course_lib.words import mark, words

COUNT = 4
CLAIM = mark(
    "The claim: an idea from the workshop at the lake came into the treaty of Arden and Belmar, and the aide Mirel "
    "brought it. Somebody has looked, and found this:"
)
# What was found; which test each is stands in the key.
DOCUMENTS = {
    "D01": mark(
        "The visitors' book shows Mirel at the lake in May. Who brought the idea must have been there; so were most of the "
        "ministry's aides that summer, whatever became of the idea."
    ),
    "D02": mark(
        "Mirel's diary, which is complete, has a meeting with the drafters in June. Without one she could have brought "
        "nothing; she had such meetings in two months of three."
    ),
    "D03": mark(
        "The treaty was signed after the workshop. An idea cannot reach a text that is signed already; of the treaties "
        "in the file, more than half were signed later than May as well."
    ),
    "D04": mark(
        "In the drafters' folder lies a copy of the workshop's drawing, with a stain that the lake's own copy has. Such "
        "copies were hardly ever kept. There is almost no other way by which this one could have got there."
    ),
    "D05": mark(
        "In a letter that was never to be seen by others, the chief drafter thanks Mirel for the lake's sentence. Drafters "
        "seldom write such letters; had she brought nothing, he would have had next to no reason for this one."
    ),
    "D06": mark(
        "The treaty calls the left bank of the river the right one, and the workshop's note does so, too. Most clerks would "
        "have mended the slip. That two people make it on their own hardly happens."
    ),
    "D07": mark(
        "A newspaper wrote in July that private circles were listened to. It wrote so in many months, and a little more "
        "often when there was something in it."
    ),
    "D08": mark(
        "Mirel was promoted in the autumn. Aides who have brought something are promoted somewhat more often than aides who "
        "have not; many in both groups are."
    ),
    "D09": mark(
        "The convener's yearly report calls the workshop influential. It says that of most of its workshops, and a "
        "little less often of those of which nothing came."
    ),
    "D10": mark(
        "The drafters kept a log, day by day and complete, of who brought in each article. It was kept for themselves, and "
        "wherever it could be checked it is right. The line of this article names Mirel and the lake."
    ),
    "D11": mark(
        "All four drafters were asked apart, under oath, where the article came from. Two of them dislike Mirel and two her "
        "rivals; they had the file before them, and all name the lake's note. Had it come otherwise, they would have said so."
    ),
    "D12": mark(
        "The archive holds every draft, with the origin of each change in the margin, as the drafters' rules required. Where "
        "the article first appears the margin says: the lake, by Mirel. A clerk checked each such note."
    ),
}


def drawn_documents(me: Any) -> dict[str, str]:
    """Return the ids of a learner's documents by letter."""
    return lettered(mixed(me, "documents", DOCUMENTS)[:COUNT])


def show_documents(me: Any) -> None:
    """Print the claim and a learner's documents."""
    print(fill(words(CLAIM), 96), end="\n\n")
    for letter, one in drawn_documents(me).items():
        print(fill(f"{letter}. {words(DOCUMENTS[one])}", 96), end="\n\n")


def say_documents(me: Any, handed_in: Any) -> None:
    """Say which documents are not judged yet, and where a learner's own numbers are another test than they say."""
    if not isinstance(handed_in, Mapping):
        print(words("Your answers should stand between { and }, as in the example above."))
        return
    for letter in drawn_documents(me):
        said, by_numbers = _read(handed_in.get(letter))
        if said not in KINDS.values():
            print(words("{letter}: say which test it is: {known}.", letter=letter, known=", ".join(KINDS.values())))
        elif not by_numbers:
            print(words("{letter}: give two chances between 0 and 1, if true and if false.", letter=letter))
        elif said != by_numbers:
            asks = "{letter}: you say {said}, and by your two numbers it would be: {other}. Which do you mean?"
            print(words(asks, letter=letter, said=said, other=by_numbers))
        else:
            print(words("{letter}: your word and your numbers agree.", letter=letter))


def mark_documents(handed_in: Any, right: Mapping[str, str], points: float) -> float:
    """Return the points for judging documents: of each one's share half for the word, half for numbers of that kind.

    Parameters
    ----------
    handed_in: by letter the kind of test, and the chances of the document if the claim is true and if it is false.
    right: the kind of each document.
    points: what judging all of them rightly earns.
    """
    if not isinstance(handed_in, Mapping):
        return 0.0
    earned = 0.0
    for letter, kind in right.items():
        said, by_numbers = _read(handed_in.get(letter))
        earned += 0.5 * (said == kind) + 0.5 * (by_numbers == kind)
    return round(points * earned / len(right), 2)


def _read(answer: Any) -> tuple[str, str]:
    """Return the kind that a learner says, and the kind that their two numbers make; "" for what cannot be read."""
    if not isinstance(answer, Sequence) or isinstance(answer, str) or len(answer) != 3:
        return "", ""
    said = word(answer[0])
    if_true, if_false = number(answer[1]), number(answer[2])
    if if_true is None or if_false is None or not (0 <= if_true <= 1 and 0 <= if_false <= 1):
        return said, ""
    try:
        return said, KINDS[str(kind_of_test(if_true, if_false, TELLING))]
    except (KeyError, ValueError):
        return said, ""
