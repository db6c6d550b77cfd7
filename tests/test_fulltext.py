"""The full-text index: its keys, and what waits to be told to it."""

from __future__ import annotations

import doctest
import sqlite3
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import archive.finding.fulltext
from archive.finding.fulltext import Index, first_key

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def test_the_examples_hold():
    """The docstrings say the truth."""
    assert doctest.testmod(archive.finding.fulltext).failed == 0


def test_keys_are_in_the_order_of_dates_of_any_precision():
    """A year counts as its first day; a zone is minded where the page states one."""
    dates = ["1899", "1949-10-01", "2026", "2026-02", "2026-02-02", "2026-02-02T08:00", "2026-02-02T08:00:30-01:00"]
    keys = [first_key(date, NOW) for date in dates[1:]]
    assert all(one < other for one, other in pairwise(keys))
    assert first_key(dates[0], NOW) == first_key(None, NOW)


@pytest.mark.parametrize(
    "published", [None, "", "soon", "2026-13-40", "2027-01-01", "9999", "0001-01-01", "二〇二六年"]
)
def test_without_a_possible_date_the_first_sight_counts(published):
    """A page cannot have been published after it was seen."""
    assert first_key(published, NOW) == first_key("2026-11-21T12:00", NOW)


@given(st.text(max_size=25), st.datetimes(timezones=st.just(UTC)))
def test_any_key_is_a_number_that_json_readers_keep(published, first_seen):
    """Between zero and 2**53, serial number included."""
    assert 0 <= first_key(published, first_seen) + (1 << 20) - 1 < 2**53


@pytest.fixture
def connection():
    opened = sqlite3.connect(":memory:")
    opened.execute("create virtual table docs_fts using fts5(title, text, content='')")
    yield opened
    opened.close()


def test_changes_wait_until_they_are_flushed(connection):
    """And may be forgotten from any point on, as the transaction they belong to is."""
    index = Index(connection)
    index.add(2, "题", "二")
    index.add(1, "题", "一")
    kept = len(index)
    index.add(3, "题", "三")
    index.forget(kept)
    before = connection.execute("select count(*) from docs_fts where docs_fts match '题'").fetchone()[0]
    index.flush()
    after = connection.execute("select rowid from docs_fts where docs_fts match '题' order by rowid").fetchall()
    assert (before, after, len(index)) == (0, [(1,), (2,)], 0)


def test_changes_of_one_entry_keep_their_order(connection):
    """Taken out and put in again under the same key."""
    index = Index(connection)
    connection.execute("create table versions (id, extraction)")
    connection.execute("create table extractions (id, title, text)")
    connection.execute("create table texts (id, text)")
    for table, row in (("versions", (7, 1)), ("extractions", (1, "旧", 1)), ("texts", (1, "文"))):
        connection.execute(f"insert into {table} values ({', '.join('?' * len(row))})", row)
    index.add(7, "旧", "文")
    index.remove(7)
    index.add(7, "新", "文")
    index.flush()
    found = [
        connection.execute("select count(*) from docs_fts where docs_fts match ?", (word,)).fetchone()[0]
        for word in ("旧", "新", "文")
    ]
    assert found == [0, 1, 1]
