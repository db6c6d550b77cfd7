"""A catalog in another's place: complete, alone, and never with the other's log."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from archive.catalog.replacement import put_in_place, remove_catalog
from archive.errors import UserError


def database(path: Path, said: str) -> sqlite3.Connection:
    """Left open: its last row lies in the log only."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("pragma journal_mode = wal")
    connection.execute("create table said (text)")
    connection.execute("insert into said values (?)", (said,))
    return connection


def said(path: Path) -> str:
    with closing(sqlite3.connect(path)) as connection:
        return str(connection.execute("select text from said").fetchone()[0])


def test_the_new_catalog_stands_there_with_all_its_rows(tmp_path: Path) -> None:
    """What was still in the new one's log came along, and nothing is left under its old name."""
    database(tmp_path / "catalog.db", "old").close()
    database(tmp_path / "catalog.db.new", "new").close()
    put_in_place(tmp_path / "catalog.db.new", tmp_path / "catalog.db")
    assert (said(tmp_path / "catalog.db"), sorted(path.name for path in tmp_path.iterdir())) == ("new", ["catalog.db"])


def test_the_old_ones_log_is_never_read_into_the_new_one(tmp_path: Path) -> None:
    """A log that a killed process left beside the old catalog is gone with it."""
    old = database(tmp_path / "catalog.db", "old")
    log = (tmp_path / "catalog.db-wal").read_bytes()
    old.close()
    (tmp_path / "catalog.db-wal").write_bytes(log)
    database(tmp_path / "catalog.db.new", "new").close()
    put_in_place(tmp_path / "catalog.db.new", tmp_path / "catalog.db")
    assert said(tmp_path / "catalog.db") == "new"


def test_a_reader_that_keeps_the_log_is_named_and_nothing_changes(tmp_path: Path) -> None:
    """While somebody reads the old catalog in one long transaction, it stays where it is."""
    with (
        closing(database(tmp_path / "catalog.db", "old")) as writer,
        closing(sqlite3.connect(writer_path(writer))) as r,
    ):
        r.execute("begin")
        r.execute("select * from said").fetchall()
        writer.execute("insert into said values ('more')")
        database(tmp_path / "catalog.db.new", "new").close()
        with pytest.raises(UserError, match="another program is reading it"):
            put_in_place(tmp_path / "catalog.db.new", tmp_path / "catalog.db", patience_s=0)
    assert said(tmp_path / "catalog.db") == "old"


def writer_path(connection: sqlite3.Connection) -> str:
    return str(connection.execute("pragma database_list").fetchone()[2])


def test_a_damaged_catalog_can_be_replaced(tmp_path: Path) -> None:
    """The rebuild is the cure of a catalog that is no database any more."""
    (tmp_path / "catalog.db").write_bytes(b"no database" * 1000)
    database(tmp_path / "catalog.db.new", "new").close()
    put_in_place(tmp_path / "catalog.db.new", tmp_path / "catalog.db")
    assert said(tmp_path / "catalog.db") == "new"


def test_a_catalog_is_removed_with_what_lies_beside_it(tmp_path: Path) -> None:
    """Nothing of it is left, and a second time is no error."""
    for name in ("catalog.db.new", "catalog.db.new-wal", "catalog.db.new-shm", "catalog.db"):
        (tmp_path / name).write_text("")
    for _ in range(2):
        remove_catalog(tmp_path / "catalog.db.new")
    assert [path.name for path in tmp_path.iterdir()] == ["catalog.db"]
