"""The catalog's form, and the way to it."""

from __future__ import annotations

import sqlite3

import pytest
from captured import capture, extraction
from sqlite_utils import Database

import archive.finding.fulltext
from archive.catalog.catalog import Catalog
from archive.catalog.library import Library
from archive.catalog.migrations import migrate, migrations
from archive.catalog.schema import COLUMNS, TABLES
from archive.errors import UserError

INTERNAL = ("docs_fts_config", "docs_fts_data", "docs_fts_docsize", "docs_fts_idx")


@pytest.fixture
def path(tmp_path):
    with Catalog(tmp_path / "catalog.db") as catalog:
        catalog.record(capture("http://example.cn/1", 1, "a"), extraction("醫改"))
    return tmp_path / "catalog.db"


def test_every_table_and_column_is_described(path):
    """And nothing is described that there is not."""
    with Database(path) as database:
        names = [*database.table_names(), *database.view_names()]
        found = {
            name: [column[1] for column in database.execute(f"pragma table_info({name})")]
            for name in names
            if name not in INTERNAL
        }
    assert ({name: sorted(columns) for name, columns in found.items()}, set(found)) == (
        {name: sorted(columns) for name, columns in COLUMNS.items()},
        set(TABLES),
    )


def test_migrating_twice_is_migrating_once(path):
    """Opening a present catalog changes nothing."""
    with Database(path) as database:
        before = database.schema
        migrate(database)
        assert database.schema == before


@pytest.mark.parametrize("stop_before", [one.name for one in migrations._migrations])
def test_a_catalog_of_any_older_form_is_migrated_at_opening(tmp_path, stop_before):
    """And a reader, which may not write, says what does."""
    path = tmp_path / "catalog.db"
    with Database(path) as database:
        migrations.apply(database, stop_before=stop_before)
    with pytest.raises(UserError, match="dibao rebuild"):
        Library(path)
    with Catalog(path) as catalog:
        catalog.record(capture("http://example.cn/1", 1, "a"), extraction("甲"))
    with Library(path) as library:
        assert len(library.search("甲")) == 1


@pytest.mark.parametrize("opened", [Catalog, Library])
def test_a_newer_catalog_is_refused(path, opened):
    """The message names the cure."""
    with Database(path) as database:
        database.table("migrations").insert({"migration_set": "dibao", "name": "m999_tomorrow", "applied_at": "later"})
    with pytest.raises(UserError, match=r"newer Dibao.*m999_tomorrow.*dibao rebuild"):
        opened(path)


def test_another_folding_makes_the_index_anew(path, monkeypatch):
    """What was folded one way cannot be taken out of the index another way."""
    connection = sqlite3.connect(path)
    connection.execute("insert into docs_fts (docs_fts) values ('delete-all')")
    connection.commit()
    connection.close()
    monkeypatch.setattr(archive.finding.fulltext, "FOLDING_SHA256", "another")
    Catalog(path).close()
    with Library(path) as library:
        assert len(library.search("医改")) == 1
