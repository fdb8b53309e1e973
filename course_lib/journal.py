"""The journal: what a learner predicted, answered and wrote, in a file of their own.

Widgets come and go with a kernel; the journal stays. It is an SQLite file to which answers are only ever added, so that
two lessons can write at once, a kill in the middle loses nothing that was said to be kept, and a first prediction can
be told from a later change of mind.
"""

from __future__ import annotations

import datetime
import json
import os
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from course_lib.words import words

KIND_OF_COPY = "track-two-course journal"


def default_path() -> Path:
    """Return where the journal is kept: COURSE_JOURNAL, or the place this system keeps a person's own files."""
    chosen = os.environ.get("COURSE_JOURNAL")
    if chosen:
        return Path(chosen)
    import platformdirs

    return platformdirs.user_data_path("track-two-course", appauthor=False) / "journal.sqlite3"


@dataclass(frozen=True, slots=True)
class Entry:
    """One answer: its key, its value (plain JSON), and when it was kept (ISO 8601, UTC)."""

    id: str
    key: str
    value: Any
    at: str


class Journal:
    """A learner's journal; without a path, the learner's own.

    Parameters
    ----------
    path: the file to keep it in; made with its folder when something is first written.

    Raises
    ------
    ValueError: from any method, in a plain sentence, where the file cannot be read or written.
    """

    def __init__(self, path: Path | str | None = None) -> None:
        self.path = Path(path) if path else default_path()

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            # A second lesson that writes at the same moment waits its turn.
            connection = sqlite3.connect(self.path, timeout=30)
            try:
                with connection:  # one transaction: all of it or nothing
                    connection.execute(
                        "CREATE TABLE IF NOT EXISTS entries (id TEXT PRIMARY KEY, key TEXT, value TEXT, at TEXT)"
                    )
                    yield connection
            finally:
                connection.close()
        except (OSError, sqlite3.Error, UnicodeEncodeError) as error:
            raise ValueError(
                words("Your journal at {path} cannot be used: {why}.", path=self.path, why=str(error).rstrip("."))
            ) from error

    def make_ready(self) -> None:
        """Make the file where it is not there yet, and see that it can be written, without adding anything."""
        with self._open() as connection:
            connection.execute("BEGIN IMMEDIATE")

    def write(self, key: str, value: Any) -> Entry:
        """Keep an answer under a key and return it; what was kept under that key before stays in `history`."""
        at = datetime.datetime.now(datetime.UTC).isoformat(timespec="microseconds")
        entry = Entry(uuid.uuid4().hex, key, value, at)
        with self._open() as connection:
            self._add(connection, entry)
        return entry

    @staticmethod
    def _add(connection: sqlite3.Connection, entry: Entry) -> int:
        row = (entry.id, entry.key, json.dumps(entry.value, ensure_ascii=False), entry.at)
        return connection.execute("INSERT OR IGNORE INTO entries VALUES (?, ?, ?, ?)", row).rowcount

    def history(self, key: str | None = None) -> list[Entry]:
        """Return every answer kept under a key, or every answer there is, the earliest first."""
        if not self.path.exists():
            return []
        with self._open() as connection:
            rows = connection.execute(
                "SELECT id, key, value, at FROM entries WHERE ?1 IS NULL OR key = ?1 ORDER BY at, rowid", (key,)
            ).fetchall()
        return [Entry(id, key, json.loads(value), at) for id, key, value, at in rows]

    def read(self, key: str, otherwise: Any = None) -> Any:
        """Return the latest answer kept under a key, or `otherwise`."""
        entries = self.history(key)
        return entries[-1].value if entries else otherwise

    def first(self, key: str, otherwise: Any = None) -> Any:
        """Return the first answer kept under a key (what was thought before anything was shown), or `otherwise`."""
        entries = self.history(key)
        return entries[0].value if entries else otherwise

    def copy(self) -> str:
        """Return the whole journal as JSON text, to keep elsewhere."""
        entries = [{"id": e.id, "key": e.key, "value": e.value, "at": e.at} for e in self.history()]
        return json.dumps({"kind": KIND_OF_COPY, "version": 1, "entries": entries}, ensure_ascii=False, indent=1)

    def bring_back(self, text: str) -> int:
        """Add what a copy holds and this journal does not, and return how many answers that were.

        Raises
        ------
        ValueError: where the text is no copy of a journal; then nothing was added.
        """
        try:
            content = json.loads(text)
            if content["kind"] != KIND_OF_COPY:
                raise KeyError("kind")
            entries = [Entry(str(e["id"]), str(e["key"]), e["value"], str(e["at"])) for e in content["entries"]]
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise ValueError(
                words("This file is not a copy of a journal; choose the one that you downloaded.")
            ) from error
        with self._open() as connection:
            return sum(self._add(connection, entry) for entry in entries)
