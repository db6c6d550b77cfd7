"""After a crash: what was kept is in the catalog, the killed run is ended or goes on, and twice is once."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from nights_kept import LONG, keep_and_crash, keep_night, new_collection, page, plain_readers, run_of_night

from archive.catalog.library import Library
from archive.collection import Collection
from archive.errors import UserError
from schedules.jobs.rebuilding import rebuild
from schedules.jobs.recovery import catch_up
from schedules.jobs.runs import runs_of


@pytest.fixture
def crashed(tmp_path: Path) -> Collection:
    collection = new_collection(tmp_path)
    keep_night(collection, 1, [page("/a", LONG)])
    keep_and_crash(
        collection,
        2,
        kept=[page("/a", LONG, 2), page("/b", LONG + "一", 2, minute=1)],
        lost=[page("/b", LONG + "二", 2, minute=2, attempt=2), page("/c", LONG + "三", 2, minute=3)],
    )
    return collection


def urls(collection: Collection, number: int) -> dict[str, str]:
    with Library(collection.catalog) as library:
        return {
            capture.url.removeprefix("http://example.org"): str(capture.outcome)
            for capture in library.captures(run=run_of_night(number).id)
        }


def test_what_was_kept_is_in_the_catalog(crashed: Collection) -> None:
    """Captures that were acknowledged but not cataloged have their rows, read like any; later attempts replace."""
    catch_up(crashed, pool=lambda pages: plain_readers())
    assert urls(crashed, 2) == {"/a": "same-bytes", "/b": "new", "/c": "new"}
    assert rebuild(crashed, check=True, pool=plain_readers).differences == []


def test_a_killed_run_is_ended_as_killed(crashed: Collection) -> None:
    """So that its night counts as not done, and nothing refers to what it kept."""
    catch_up(crashed)
    assert [(run.end_reason, run.ended is not None) for run in runs_of(crashed)] == [
        ("killed", True),
        ("finished", True),
    ]


def test_the_run_that_goes_on_is_not_ended(crashed: Collection) -> None:
    """What was kept is cataloged all the same, so that it is not fetched again."""
    chosen = catch_up(crashed, goes_on=lambda runs: runs[0])
    assert chosen is not None
    assert (chosen.id, runs_of(crashed)[0].ended) == (run_of_night(2).id, None)
    assert "/c" in urls(crashed, 2)


def test_twice_is_once(crashed: Collection) -> None:
    """A second start finds nothing to do: ledger and files stay as they are."""
    catch_up(crashed)
    before = (crashed.ledger.read_bytes(), sorted(crashed.warc.rglob("*")))
    catch_up(crashed)
    assert (crashed.ledger.read_bytes(), sorted(crashed.warc.rglob("*"))) == before


def test_a_run_that_the_catalog_never_heard_of_is_cataloged(crashed: Collection) -> None:
    """A crash between the run's first record and its row: the ledger tells of it."""
    with closing(sqlite3.connect(crashed.catalog, isolation_level=None)) as connection:
        for table, column in (("captures", "run"), ("runs", "id")):
            connection.execute(f"delete from {table} where {column} = ?", (run_of_night(2).id,))
    catch_up(crashed)
    assert set(urls(crashed, 2)) == {"/a", "/b", "/c"}


def test_a_lost_catalog_is_no_new_beginning(crashed: Collection) -> None:
    """Without its catalog everything would look new: the cure is told instead."""
    crashed.catalog.unlink()
    with pytest.raises(UserError, match="dibao rebuild"):
        catch_up(crashed)


def test_an_archive_that_is_not_mounted_is_not_empty(crashed: Collection) -> None:
    """A run would keep references to records that are not there."""
    crashed.warc.rename(crashed.root / "elsewhere")
    with pytest.raises(UserError, match="mounted"):
        catch_up(crashed)
    assert not crashed.warc.exists()


def test_before_the_first_run_there_is_nothing_to_do(tmp_path: Path) -> None:
    """A new collection is left empty."""
    collection = new_collection(tmp_path)
    assert (catch_up(collection), runs_of(collection)) == (None, [])


def test_a_clean_end_leaves_nothing_to_do(tmp_path: Path) -> None:
    """After a run that ended by itself the ledger stays as it is."""
    collection = new_collection(tmp_path)
    keep_night(collection, 1, [page("/a", LONG)])
    before = collection.ledger.read_bytes()
    catch_up(collection)
    assert collection.ledger.read_bytes() == before
