"""The writing process: acknowledges what is on disk, and is missed at once when it dies."""

import asyncio
import os
import signal

import pytest
from exchanges import ENDED, RUN, SOURCES, FakeCatalog, collection_in, exchange, many_exchanges, response

from archive.catalog.library import Library
from archive.errors import CollectionLocked, WriterDied
from archive.keeping.holdings import iter_collection
from archive.keeping.keeper import Keeper
from archive.keeping.ledger import find_record
from archive.keeping.writer import IN_FLIGHT_BYTES, Writer
from archive.model import Capture


def captures_in(collection) -> list[Capture]:
    return [item for item in iter_collection(collection) if isinstance(item, Capture)]


def test_a_whole_run(tmp_path):
    """Captures come back in the order of asking; each is on disk when it comes; rows are in the catalog."""
    collection = collection_in(tmp_path)

    async def run() -> list[Capture]:
        writer = Writer.start(collection)
        await writer.begin_run(RUN, SOURCES)
        captures = await asyncio.gather(*map(writer.keep, many_exchanges(40)))
        assert find_record(collection.ledger, captures[-1].record_id) is not None
        recorded = [await writer.record(capture, None, "time") for capture in captures]
        await writer.end_run(ENDED)
        await writer.close()
        assert [one.record_id for one in recorded] == [one.record_id for one in captures]
        return captures

    captures = asyncio.run(run())
    assert captures_in(collection) == captures
    with Library(collection.catalog) as library:
        assert {one.record_id for one in library.captures(run=RUN.id)} == {one.record_id for one in captures}


def test_many_that_wait_share_one_sync(tmp_path):
    """What came in while the process was busy is answered together."""
    collection = collection_in(tmp_path)

    async def run() -> int:
        writer = Writer.start(collection)
        await writer.begin_run(RUN, SOURCES)
        os.kill(writer.pid, signal.SIGSTOP)
        asked = [asyncio.ensure_future(writer.keep(one)) for one in many_exchanges(40)]
        for _ in range(5):
            await asyncio.sleep(0)
        os.kill(writer.pid, signal.SIGCONT)
        await asked[0]
        done = sum(one.done() for one in asked)
        await asyncio.gather(*asked)
        await writer.close()
        return done

    assert asyncio.run(run()) == 40


def test_more_than_may_wait_makes_callers_wait(tmp_path):
    """And all of it is kept in the end."""
    collection = collection_in(tmp_path)
    body = os.urandom(IN_FLIGHT_BYTES // 8)

    async def run() -> list[Capture]:
        writer = Writer.start(collection)
        await writer.begin_run(RUN, SOURCES)
        captures = await asyncio.gather(
            *(writer.keep(exchange(f"/{n}", response=response(body + bytes([n])))) for n in range(12))
        )
        await writer.close()
        return captures

    assert len(asyncio.run(run())) == 12


def test_an_error_reaches_its_own_caller_alone(tmp_path):
    """The others are kept."""
    collection = collection_in(tmp_path)

    async def run() -> list[object]:
        writer = Writer.start(collection)
        await writer.begin_run(RUN, SOURCES)
        good, bad = exchange("/a"), exchange("/b", run="another")
        results = await asyncio.gather(*map(writer.keep, (good, bad, good)), return_exceptions=True)
        await writer.close()
        return results

    results = asyncio.run(run())
    assert [type(one) for one in results] == [Capture, ValueError, Capture]


def test_a_dead_writer_fails_every_waiting_and_later_call_at_once(tmp_path):
    """With WriterDied, so that the run ends."""
    collection = collection_in(tmp_path)

    async def run() -> None:
        writer = Writer.start(collection)
        await writer.begin_run(RUN, SOURCES)
        os.kill(writer.pid, signal.SIGSTOP)
        waiting = [asyncio.ensure_future(writer.keep(one)) for one in many_exchanges(3)]
        await asyncio.sleep(0)
        os.kill(writer.pid, signal.SIGKILL)
        results = await asyncio.wait_for(asyncio.gather(*waiting, return_exceptions=True), 5)
        assert [type(one) for one in results] == [WriterDied] * 3
        with pytest.raises(WriterDied):
            await asyncio.wait_for(writer.keep(exchange()), 1)
        with pytest.raises(WriterDied):
            await writer.close()

    asyncio.run(run())


def test_the_keys_of_a_terminal_do_not_reach_the_writer(tmp_path):
    """Ctrl-C ends the run, which then closes its writer in order."""
    collection = collection_in(tmp_path)

    async def run() -> Capture:
        writer = Writer.start(collection)
        await writer.begin_run(RUN, SOURCES)
        for number in (signal.SIGINT, signal.SIGTERM):
            os.kill(writer.pid, number)
        assert os.getpgid(writer.pid) != os.getpgid(0)
        capture = await writer.keep(exchange())
        await writer.close()
        return capture

    capture = asyncio.run(run())
    assert captures_in(collection) == [capture]


def test_a_locked_collection_is_said_at_the_start(tmp_path):
    """As itself, from the process that met it."""
    collection = collection_in(tmp_path)
    with Keeper(collection, catalog=FakeCatalog()), pytest.raises(CollectionLocked, match=f"process {os.getpid()} "):
        Writer.start(collection)


def test_when_the_run_is_gone_the_writer_closes_in_order(tmp_path):
    """What came before is kept, and the file is closed."""
    collection = collection_in(tmp_path)

    async def run() -> Writer:
        writer = Writer.start(collection)
        await writer.begin_run(RUN, SOURCES)
        await writer.keep(exchange())
        (await writer._connecting).close()  # as the end of the run's process would
        return writer

    writer = asyncio.run(run())
    assert writer._process.wait(20) == 0
    assert len(captures_in(collection)) == 1
    assert [path.suffix for path in collection.warc.rglob("*.*")] == [".gz"]
