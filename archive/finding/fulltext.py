"""The full-text index: one entry for each version of each document.

An entry is only removed by giving the index exactly what was put in.  So the way in which texts are folded is noted in
the catalog, and a Dibao that folds otherwise makes the index anew.  ``rebuild``, which FTS5 and sqlite-utils offer,
would index the unfolded texts: never.
"""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta

from archive.finding.folding import FOLDING_SHA256, index_form

# A version's key is its minute since 1900 and a serial number: the index's own order is then newest first, so that the
# newest twenty of a million hits cost as much as twenty.  32 + 20 bits stay exact where numbers are doubles (JSON).
_SERIAL_BITS = 20
_EPOCH = datetime(1900, 1, 1, tzinfo=UTC)
_ADD = "insert into docs_fts (rowid, title, text) values (?, ?, ?)"
_REMOVE = "insert into docs_fts (docs_fts, rowid, title, text) values ('delete', ?, ?, ?)"
_CONTENT = (
    "select versions.id, extractions.title, texts.text from versions "
    "join extractions on extractions.id = versions.extraction left join texts on texts.id = extractions.text"
)


class Index:
    """What the index is to be told at the end of the transaction.

    Not at once: FTS5 writes out all it holds in memory at every savepoint, which makes a record three times as dear.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._waiting: list[tuple[str, tuple[int, str, str]]] = []

    def __len__(self) -> int:
        return len(self._waiting)

    def forget(self, since: int = 0) -> None:
        """Everything but the first ``since`` changes that wait."""
        del self._waiting[since:]

    def add(self, version: int, title: str | None, text: str | None) -> None:
        self._waiting.append((_ADD, (version, index_form(title or ""), index_form(text or ""))))

    def remove(self, version: int) -> None:
        """Before the version's row, or what it shows, is changed."""
        title, text = self._connection.execute(f"{_CONTENT} where versions.id = ?", (version,)).fetchone()[1:]
        self._waiting.append((_REMOVE, (version, index_form(title or ""), index_form(text or ""))))

    def flush(self) -> None:
        """In the order of keys, for FTS5 writes out its memory also wherever a key is lower than the last."""
        for statement, entry in sorted(self._waiting, key=lambda change: change[1][0]):
            self._connection.execute(statement, entry)
        self._waiting.clear()


def keep_index(connection: sqlite3.Connection) -> None:
    """Makes the index anew if it was made by another folding."""
    noted = connection.execute("select sha256 from folding where id = 1").fetchone()
    if noted and noted[0] == FOLDING_SHA256:
        return
    connection.execute("begin immediate")
    connection.execute("insert into docs_fts (docs_fts) values ('delete-all')")
    for version, title, text in connection.execute(f"{_CONTENT} order by versions.id"):
        connection.execute(_ADD, (version, index_form(title or ""), index_form(text or "")))
    connection.execute("insert or replace into folding (id, sha256) values (1, ?)", (FOLDING_SHA256,))
    connection.execute("commit")


def new_version(connection: sqlite3.Connection, published: str | None, first_seen: datetime) -> int:
    """A free key for a version with this date."""
    first = first_key(published, first_seen)
    query = "select max(id) from versions where id >= ? and id < ?"
    last = connection.execute(query, (first, first + (1 << _SERIAL_BITS))).fetchone()[0]
    return first if last is None else int(last) + 1


def first_key(published: str | None, first_seen: datetime) -> int:
    """The lowest key of a version's minute: when it was published or, where that is unknown or impossible, first seen.

    >>> noon = datetime(2026, 11, 21, 12, tzinfo=UTC)
    >>> first_key("2026-11-20", noon) < first_key("2026-11-20T08:30", noon) < first_key(None, noon)
    True
    >>> first_key("2062-11-20", noon) == first_key(None, noon)
    True
    """
    time = _time(published)
    if time is None or not _EPOCH <= time <= first_seen + timedelta(days=1):
        time = max(first_seen, _EPOCH)
    return int((time - _EPOCH).total_seconds() // 60) << _SERIAL_BITS


def _time(iso: str | None) -> datetime | None:
    """ISO 8601 of any precision; a time without a zone counts as UTC, for nothing but order hangs on it."""
    if not iso:
        return None
    full = iso if len(iso) > 7 else (iso + "-01-01")[:10]
    try:
        time = datetime.fromisoformat(full)
    except ValueError:
        return None
    return time if time.tzinfo else time.replace(tzinfo=UTC)
