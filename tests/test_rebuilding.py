"""The rebuild: the catalog of a live run and the one made from its WARC files alone are the same."""

from __future__ import annotations

import gzip
import logging
import sqlite3
import zlib
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import closing, nullcontext
from pathlib import Path

import pytest
from exchanges import response, unanswered
from nights_kept import LONG, PlainReader, keep_night, new_collection, page, plain_readers, run_of_night

from archive.catalog.comparison import same_catalog
from archive.catalog.library import Library
from archive.collection import Collection
from archive.errors import CollectionLocked, UserError
from archive.keeping.holdings import warc_files, warc_path
from archive.keeping.lock import Lock
from archive.model import Exchange, Extraction, Page, ReadOptions, Role
from schedules.jobs.readers import Readers
from schedules.jobs.rebuilding import rebuild


@pytest.fixture
def collection(tmp_path: Path) -> Collection:
    """Two nights with every kind of outcome that a replay can get wrong."""
    made = new_collection(tmp_path / "gazette")
    keep_night(made, 1, first_night())
    keep_night(made, 2, second_night())
    return made


def first_night() -> list[Exchange]:
    return [
        page("/rss.xml", "<rss/>", role=Role.FEED),
        page("/same", LONG, minute=1),
        page("/edited", LONG + "投入三亿元。", minute=2),
        page("/gone", LONG + "将被撤下。", minute=3),
        page("/broken", "BROKEN", minute=4),
        page("/coding", "not gzip", minute=5, response=response(b"not gzip", fields="Content-Encoding: gzip\r\n")),
        unanswered("/dns", run=run_of_night(1).id, started=run_of_night(1).started),
        page("/retried", "", minute=6, response=response(b"", status="503 Busy")),
        page("/retried", LONG + "第二次才来。", minute=7, attempt=2),
    ]


def second_night() -> list[Exchange]:
    return [
        page("/same", LONG, 2, minute=1),
        page("/edited", LONG + "投入五亿元。", 2, minute=2),
        page("/gone", "", 2, minute=3, response=response(b"", status="404 Not Found")),
        page("/copy", LONG + "投入三亿元。", 2, minute=4),
    ]


def test_the_catalog_from_the_warc_files_is_the_live_one(collection: Collection) -> None:
    """Rows, outcomes, versions, events and index: no difference, and nothing was found damaged."""
    result = rebuild(collection, check=True, pool=plain_readers)
    assert (result.differences, result.problems, result.captures) == ([], [], 13)


def test_the_archive_alone_is_enough(collection: Collection, tmp_path: Path) -> None:
    """With catalog and ledger gone the same catalog comes out of the WARC files."""
    collection.catalog.rename(tmp_path / "live.db")
    collection.ledger.unlink()
    rebuild(collection, pool=plain_readers)
    assert same_catalog(tmp_path / "live.db", collection.catalog) == []


def test_twice_is_once(collection: Collection) -> None:
    """A rebuilt catalog, rebuilt, is the same; no draft is left behind."""
    rebuild(collection, pool=plain_readers)
    assert rebuild(collection, check=True, pool=plain_readers).differences == []
    assert list(collection.root.glob("catalog.db.new*")) == []


def test_a_changed_row_is_named(collection: Collection) -> None:
    """A check tells of what was altered in the catalog, and leaves it as it was found."""
    with closing(sqlite3.connect(collection.catalog, isolation_level=None)) as connection:
        connection.execute("update captures set outcome = 'new' where url like '%/edited' and outcome = 'changed'")
    differences = rebuild(collection, check=True, pool=plain_readers).differences
    assert len(differences) == 1
    assert "outcome: 'new' and 'changed'" in differences[0]
    with Library(collection.catalog) as library:
        assert len(list(library.captures(outcome="changed"))) == 0


def test_a_rebuild_mends_the_catalog(collection: Collection) -> None:
    """Whatever became of the catalog: afterwards it is what the WARC files say."""
    collection.catalog.write_bytes(b"no database")
    rebuild(collection, pool=plain_readers)
    with Library(collection.catalog) as library:
        assert [run.counts.get("changed", 0) for run in library.runs()] == [1, 0]


def test_damage_is_told_and_the_rest_is_there(collection: Collection) -> None:
    """A record that cannot be read is a problem with its place; all others are in the new catalog."""
    path = next(collection.warc.rglob("*.warc.gz"))
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(data)
    result = rebuild(collection, pool=plain_readers)
    assert result.problems
    assert all(problem.warc_file and problem.offset is not None for problem in result.problems)
    assert result.captures >= 10


def test_a_missing_file_is_told_and_the_rest_is_there(collection: Collection) -> None:
    """The ledger remembers it, so its captures do not vanish in silence."""
    first = min(collection.warc.rglob("*.warc.gz"), key=lambda path: path.name)
    first.rename(collection.root / "elsewhere")
    result = rebuild(collection, pool=plain_readers)
    assert ([one.what for one in result.problems], result.captures) == (["file-missing"], 4)


def test_an_archive_that_is_not_mounted_is_not_empty(collection: Collection) -> None:
    """The catalog stays as it is, and so does everything else."""
    collection.warc.rename(collection.root / "elsewhere")
    before = collection.catalog.read_bytes()
    with pytest.raises(UserError, match="mounted"):
        rebuild(collection, pool=plain_readers)
    assert (collection.catalog.read_bytes(), list(collection.root.glob("*.new*"))) == (before, [])


def test_an_interrupted_rebuild_leaves_nothing_behind(collection: Collection) -> None:
    """The old catalog stays, and no draft of the new one."""

    class Interrupted(PlainReader):
        def submit(self, page: Page, options: ReadOptions) -> Future[Extraction]:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuild(collection, pool=lambda: nullcontext(Readers(Interrupted(), 3)))
    assert list(collection.root.glob("catalog.db.new*")) == []
    assert rebuild(collection, check=True, pool=plain_readers).differences == []


def test_nothing_is_rebuilt_while_somebody_writes(collection: Collection) -> None:
    """A run that is under way keeps the catalog to itself."""
    lock = Lock(collection.lock)
    with pytest.raises(CollectionLocked):
        rebuild(collection, pool=plain_readers)
    lock.release()


def test_there_must_be_a_catalog_to_compare_with(tmp_path: Path) -> None:
    """A check without a catalog is wrong use, and says what would make one."""
    with pytest.raises(UserError, match="dibao rebuild"):
        rebuild(new_collection(tmp_path / "empty"), check=True, pool=plain_readers)


def test_a_source_that_is_not_understood_any_more_is_told(
    collection: Collection, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its pages are read without its help, and the log says so: nothing else would be known of them at all."""
    monkeypatch.setattr("nights_kept.SOURCE", 'id = "people"\ncolour = "red"\n')
    keep_night(collection, 3, [page("/new", LONG, 3)])
    caplog.set_level(logging.WARNING, "dibao")
    assert rebuild(collection, pool=plain_readers).captures == 14
    assert "unknown key 'colour'" in caplog.text


def test_a_byte_changed_in_a_page_is_told(collection: Collection) -> None:
    """Though the gzip member around it is sound: the digests that the record states are computed again."""
    name = warc_files(collection)[0]
    path = warc_path(collection, name)
    with path.open("rb") as file:
        members = list(gzip_members(file.read()))
    changed = [member.replace("投入三亿元".encode(), "投入九亿元".encode(), 1) for member in members]
    path.write_bytes(b"".join(gzip.compress(member) for member in changed))
    found = {problem.what for problem in rebuild(collection, pool=plain_readers).problems}
    assert found == {"block-digest", "payload-digest"}


def gzip_members(data: bytes) -> Iterator[bytes]:
    """What each member of a gzip file holds."""
    while data:
        member = zlib.decompressobj(wbits=31)
        yield member.decompress(data)
        data = member.unused_data
