"""The one connection that writes a catalog, and its transactions."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from archive.catalog.migrations import migrate
from archive.errors import ArchiveInDanger, CollectionLocked, DiskFull
from archive.finding.fulltext import Index, keep_index

CACHE_KIB = 64 * 1024  # a tenth less time a record than with SQLite's 2 MiB, once the catalog is large
MAX_WAITING = 2_000  # index entries (texts) held in memory, should nobody commit


class Transaction:
    """Opens ``path`` for writing, makes or migrates it.  What is written belongs together until ``commit``.

    UserError if a newer Dibao has made the catalog; ArchiveInDanger where the disk, or another process, is in the way.
    """

    def __init__(self, path: Path) -> None:
        with _translated(path):
            self.connection = _connect(path)
            self._db = Database(self.connection)
            try:
                migrate(self._db)
                keep_index(self.connection)
            except BaseException:
                self.connection.close()
                raise
        self._path = path
        self.index = Index(self.connection)

    @contextmanager
    def whole(self) -> Iterator[None]:
        """What is written inside is written as a whole or, when an exception passes, not at all."""
        with _translated(self._path):
            if not self.connection.in_transaction:
                self.connection.execute("begin immediate")
            self.connection.execute("savepoint one")
            waiting = len(self.index)
            try:
                yield
            except BaseException:
                self._undo(waiting)
                raise
            self.connection.execute("release one")
            if len(self.index) > MAX_WAITING:
                self.index.flush()

    def commit(self) -> None:
        with _translated(self._path):
            self.index.flush()
            self._db.commit()

    def rollback(self) -> None:
        """Forgets everything since the last commit."""
        self.index.forget()
        self._db.rollback()

    def close(self) -> None:
        """Without a commit."""
        self.rollback()
        self.connection.close()

    def _undo(self, waiting: int) -> None:
        self.index.forget(waiting)
        if self.connection.in_transaction:  # a full disk has ended it already
            self.connection.execute("rollback to one")
            self.connection.execute("release one")


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.row_factory = sqlite3.Row
    connection.execute("pragma journal_mode = wal")
    connection.execute("pragma synchronous = full")
    connection.execute(f"pragma cache_size = -{CACHE_KIB}")
    return connection


@contextmanager
def _translated(path: Path) -> Iterator[None]:
    """SQLite's errors that are the disk's or another process's, as what they mean for the archive."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the low byte is the kind of an extended code
        if code == sqlite3.SQLITE_FULL:
            raise DiskFull(
                f"{path}: no room for the catalog.  What was kept is safe; make room and run again."
            ) from error
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise CollectionLocked(f"{path}: another process writes the catalog; wait until it has ended.") from error
        if code in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN):
            raise ArchiveInDanger(f"{path}: the catalog cannot be written: {error}") from error
        if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            raise ArchiveInDanger(
                f"{path} is damaged ({error}).  Move it away; `dibao rebuild` makes it again from the WARC files."
            ) from error
        raise
