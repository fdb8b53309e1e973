"""Writes the corpus as a class: `python -m tests.hostile FOLDER`, to be marked there by any grader.

In FOLDER, `nbgrader autograde history` can be tried on the same submissions; what stock nbgrader does
to the machine it runs on with some of them is the reason for the cage, so do that where nothing is lost.
"""

import sys
from pathlib import Path

import nbformat

from tests.batch import classes
from tests.hostile import corpus

if __name__ == "__main__":
    if len(sys.argv) != 2 or Path(sys.argv[1]).exists():
        raise SystemExit("Name a folder that does not exist yet: python -m tests.hostile FOLDER")
    classroom = classes.mixed(Path(sys.argv[1]), "history", 4)
    for name, module in corpus().items():
        place = classroom.folder / "submitted" / f"x-{name}" / "history"
        place.mkdir(parents=True)
        module.submit(nbformat.from_dict(classroom.released("history")), place)
    print(f"{len(corpus())} hostile or broken submissions and 4 others are in {classroom.folder}.")
