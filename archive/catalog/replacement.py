"""A finished catalog put in another's place, whole or not at all."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from archive.errors import UserError
from archive.keeping.open_file import sync_directory

_BESIDE = ("-wal", "-shm", "-journal")  # what SQLite may leave beside a database


def put_in_place(new: Path, path: Path, *, patience_s: float = 5.0) -> None:
    """Gives the catalog ``new`` the name ``path``; who reads the old one reads it to its end.

    UserError where a reader keeps the old one's log busy for longer than ``patience_s``: the log would then be taken
    for the new one's.
    """
    _fold_log(new, patience_s)
    if path.exists():
        _fold_log(path, patience_s)
    for end in _BESIDE:
        path.with_name(path.name + end).unlink(missing_ok=True)
    new.replace(path)
    sync_directory(path.parent)


def remove_catalog(path: Path) -> None:
    """Removes a catalog that nobody uses, with all that lies beside it."""
    for end in ("", *_BESIDE):
        path.with_name(path.name + end).unlink(missing_ok=True)


def _fold_log(path: Path, patience_s: float) -> None:
    """Brings all of the write-ahead log into the database and empties it."""
    with closing(sqlite3.connect(path, timeout=patience_s, isolation_level=None)) as connection:
        try:
            busy = connection.execute("pragma wal_checkpoint(truncate)").fetchone()[0]
        except sqlite3.DatabaseError:  # a catalog too damaged to be opened is about to be replaced
            return
    if busy:
        raise UserError(f"{path}: another program is reading it (Datasette, dibao show …); end that and try again.")
