"""Small published series of numbers that a lesson can compute with, each with its citation and its warning."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from course_lib.catalogue import COMPILED, Source, read_compiled
from course_lib.words import words

if TYPE_CHECKING:
    import pandas

TABLES = COMPILED.parent / "series"


@dataclass(frozen=True, slots=True)
class Series:
    """A published series: what it counts, what its publisher or its limits warn of, and where it comes from."""

    id: str
    title: str
    unit: str
    columns: dict[str, str]
    warning: str
    licence: str
    sources: tuple[Source, ...]

    def table(self) -> pandas.DataFrame:
        """Return its numbers as a DataFrame, with the columns that `columns` explains."""
        import pandas

        return pandas.read_csv(TABLES / f"{self.id}.csv")

    def __str__(self) -> str:
        """Say what it counts and what to be warned of: that goes wherever its numbers go."""
        return f"{self.title} ({self.unit}). {self.warning}"


def load_series(name: str) -> Series:
    """Return a published series by its name, such as `jcie-dialogues`.

    Raises
    ------
    ValueError: for a series that is not there; it names those that are.
    """
    known = {one["id"]: one for one in read_compiled(COMPILED / "series.json")}
    if name not in known:
        raise ValueError(words("There is no series “{name}”. There are: {known}.", name=name, known=", ".join(known)))
    one = known[name]
    return Series(**{**one, "sources": tuple(Source(**source) for source in one["sources"])})
