"""After a crash: nothing acknowledged is lost, nothing torn stays, all is reported."""

import os
from dataclasses import replace

import pytest
from exchanges import ENDED, RUN, SOURCES, FakeCatalog, collection_in, exchange, many_exchanges, response
from hypothesis import given
from hypothesis import strategies as st

from archive.errors import ArchiveInDanger
from archive.keeping import ledger
from archive.keeping.holdings import iter_collection, warc_files, warc_path
from archive.keeping.keeper import Keeper
from archive.model import Capture, Problem
from archive.warc.warc_file import iter_records


def crashed(directory, *, synced: int = 3, unsynced: int = 2):
    """A collection whose writer went away: ``synced`` captures acknowledged, ``unsynced`` only written."""
    collection = collection_in(directory)
    keeper = Keeper(collection, catalog=FakeCatalog())
    keeper.begin_run(RUN, SOURCES)
    captures = [keeper.keep(one) for one in many_exchanges(synced)]
    keeper.sync()
    for one in many_exchanges(unsynced):
        keeper.keep(replace(one, url=one.url + "/lost"))
    keeper._shelf.abandon()  # as the end of the process would
    keeper._lock.release()
    return collection, captures


def start_again(collection):
    with Keeper(collection, catalog=FakeCatalog()) as keeper:
        return keeper.repairs


def kept_in(collection) -> list[Capture]:
    items = list(iter_collection(collection))
    assert [item for item in items if isinstance(item, Problem)] == []
    return [item for item in items if isinstance(item, Capture)]


def test_a_clean_end_needs_no_repair(tmp_path):
    """Nothing is reported, nothing set aside."""
    collection = collection_in(tmp_path)
    with Keeper(collection, catalog=FakeCatalog()) as keeper:
        keeper.begin_run(RUN, SOURCES)
        keeper.keep(exchange())
        keeper.end_run(ENDED)
    assert start_again(collection) == ()
    assert not collection.torn.exists()


def test_what_the_ledger_does_not_know_goes_aside(tmp_path):
    """It was never acknowledged; the file ends with the last capture that was, and is closed."""
    collection, captures = crashed(tmp_path)
    size = warc_path(collection, captures[0].location.warc_file).stat().st_size
    [repair] = start_again(collection)
    assert kept_in(collection) == captures
    assert (repair.kept_bytes + repair.torn_bytes, repair.file) == (size, captures[0].location.warc_file)
    assert (collection.torn / repair.torn).stat().st_size == repair.torn_bytes > 0
    assert [path.suffix for path in collection.warc.rglob("*.*")] == [".gz"]
    assert len(list(collection.index.iterdir())) == 1


def test_the_repair_stands_in_the_ledger(tmp_path):
    """File closed and repaired; the chain holds."""
    collection, _ = crashed(tmp_path)
    start_again(collection)
    assert [line["kind"] for line in ledger.read(collection.ledger)][-2:] == ["file-closed", "repaired"]
    assert list(ledger.verify(collection.ledger)) == []


def test_a_second_start_finds_nothing_to_do(tmp_path):
    """Twice is once."""
    collection, captures = crashed(tmp_path)
    start_again(collection)
    assert (start_again(collection), kept_in(collection)) == ((), captures)


@given(lost=st.integers(0, 3_000), ledger_lost=st.integers(0, 400))
def test_cut_anywhere_a_clean_prefix_remains(tmp_path_factory, lost, ledger_lost):
    """Any tail of the file that was not acknowledged and any part of the ledger's last line may be missing."""
    collection, captures = crashed(tmp_path_factory.mktemp("crash") / "c")
    path = warc_path(collection, captures[0].location.warc_file)
    known = max(r[2] + r[3] for line in ledger.read(collection.ledger) for r in line.get("records", ()))
    os.truncate(path, max(known, path.stat().st_size - lost))
    os.truncate(collection.ledger, collection.ledger.stat().st_size - ledger_lost)
    start_again(collection)
    kept = kept_in(collection)
    assert kept == captures[: len(kept)]
    assert len(kept) == len(captures) - (ledger_lost > 0)
    assert all(
        not item.problems for name in warc_files(collection) for item in iter_records(warc_path(collection, name))
    )
    assert list(ledger.verify(collection.ledger)) == []


def test_a_file_that_lacks_acknowledged_bytes_is_a_danger_once(tmp_path):
    """It is said; the next start works, and what is whole is there."""
    collection, captures = crashed(tmp_path, unsynced=0)
    path = warc_path(collection, captures[0].location.warc_file)
    os.truncate(path, path.stat().st_size - 300)
    with pytest.raises(ArchiveInDanger, match="acknowledged bytes are missing"):
        start_again(collection)
    start_again(collection)
    items = list(iter_collection(collection))
    assert [item for item in items if isinstance(item, Capture)] == captures[:-1]
    assert [item.what for item in items if isinstance(item, Problem)] == ["torn", "capture"]


def test_a_missing_file_is_a_danger_once(tmp_path):
    """It is said; the next start works."""
    collection, captures = crashed(tmp_path)
    warc_path(collection, captures[0].location.warc_file).unlink()
    with pytest.raises(ArchiveInDanger, match="missing, though the ledger tells of it"):
        start_again(collection)
    assert start_again(collection) == ()


def test_a_crash_between_renaming_and_the_ledger_is_put_right(tmp_path):
    """The closed file gets its line."""
    collection, captures = crashed(tmp_path, unsynced=0)
    path = warc_path(collection, captures[0].location.warc_file)
    path.rename(path.with_suffix(""))
    start_again(collection)
    assert [line["kind"] for line in ledger.read(collection.ledger)][-1] == "file-closed"
    assert kept_in(collection) == captures


def test_a_file_that_the_ledger_never_heard_of_goes_aside(tmp_path):
    """The crash came before its first sync."""
    collection = collection_in(tmp_path)
    stray = collection.warc / "2026/11/x-00001.warc.gz.open"
    stray.parent.mkdir(parents=True)
    stray.write_bytes(b"never acknowledged")
    [repair] = start_again(collection)
    assert (repair.kept_bytes, (collection.torn / repair.torn).read_bytes()) == (0, b"never acknowledged")
    assert not stray.exists()


def test_bodies_under_way_are_removed(tmp_path):
    """None was acknowledged."""
    collection = collection_in(tmp_path)
    collection.spool.mkdir()
    (collection.spool / "body").write_bytes(b"x")
    start_again(collection)
    assert list(collection.spool.iterdir()) == []


# -- the catalog catches up


def test_what_a_crashed_run_kept_is_offered_to_the_catalog(tmp_path):
    """Every capture it lacks, as it was acknowledged, and the run itself."""
    collection = collection_in(tmp_path)
    keeper = Keeper(collection)
    keeper.begin_run(RUN, SOURCES)
    captures = [keeper.keep(one) for one in many_exchanges(4)]
    keeper.record(captures[0])
    keeper.sync()
    keeper.commit()
    keeper._shelf.abandon()
    keeper._catalog.close()
    keeper._lock.release()
    with Keeper(collection) as again:
        assert again.unfinished_runs() == [RUN]
        assert list(again.uncataloged()) == captures[1:]
        for capture in captures[1:]:
            again.record(capture, None, "later")
        assert list(again.uncataloged()) == []
        again.end_run(ENDED)
        assert again.unfinished_runs() == []


def test_only_the_last_attempt_at_an_address_is_offered(tmp_path):
    """An earlier one has no outcome of its own."""
    collection = collection_in(tmp_path)
    with Keeper(collection) as keeper:
        keeper.begin_run(RUN, SOURCES)
        first = keeper.keep(exchange(response=response(status="503 Busy")))
        second = keeper.keep(exchange(attempt=2))
        keeper.sync()
        assert first != second
        assert list(keeper.uncataloged()) == [second]
