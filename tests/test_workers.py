"""Reading in other processes."""

import asyncio
import os
import signal
from collections.abc import Iterator

import pytest

from archive.errors import NotText, UnreadablePage
from archive.model import Page
from pipelines import workers
from pipelines.read import read
from pipelines.workers import ReadingPool

SENTENCE = "柳溪县昨日宣布，全县十二个乡镇的老旧供水管网改造工程提前一个月完工，三万多户居民从本周起用上了自来水。"
PAGES = [Page(body=f"<h1>题{n}</h1><p>{n}，{SENTENCE}</p>".encode(), url=f"http://example.org/{n}") for n in range(12)]
SLOW = Page(body="<p>很短，也是一句。".encode() * 150_000)  # within all limits of size, and seconds to read


@pytest.fixture(scope="module")
def pool() -> Iterator[ReadingPool]:
    with ReadingPool(2) as one:
        yield one


def test_a_page_is_read_as_in_this_process(pool: ReadingPool) -> None:
    """Whichever worker has it; the futures keep the order of the pages."""
    assert [future.result() for future in [pool.submit(page) for page in PAGES]] == [read(page) for page in PAGES]


def test_the_reason_comes_back(pool: ReadingPool) -> None:
    """An unreadable page is an exception of its future, whole."""
    with pytest.raises(NotText, match="image/png"):
        pool.submit(Page(body=b"\x89PNG\r\n\x1a\n")).result()


def test_a_coroutine_can_wait(pool: ReadingPool) -> None:
    """The futures are those of the standard library."""

    async def titles() -> list[str | None]:
        found = await asyncio.gather(*(asyncio.wrap_future(pool.submit(page)) for page in PAGES[:3]))
        return [one.title for one in found]

    assert asyncio.run(titles()) == ["题0", "题1", "题2"]


def test_a_killed_worker_costs_no_page() -> None:
    """Its page is read by the next one."""
    with ReadingPool(1) as pool:
        pool.submit(PAGES[0]).result()
        os.kill(processes_of(pool)[0], signal.SIGKILL)
        assert pool.submit(PAGES[1]).result().title == "题1"


def test_a_page_that_takes_too_long_costs_itself() -> None:
    """The others are read, by the worker that takes its place."""
    with ReadingPool(1, time_limit_s=0.5) as pool:
        futures = [pool.submit(page) for page in (PAGES[0], SLOW, PAGES[1])]
        assert [type(future.exception()) for future in futures] == [type(None), UnreadablePage, type(None)]
        assert str(futures[1].exception()).startswith("time")


def test_a_page_that_takes_too_much_memory_costs_itself() -> None:
    """It becomes a row with its reason, and so does one that ends its worker outright."""
    with ReadingPool(1, memory_limit_bytes=200 * 2**20) as pool:
        futures = [pool.submit(page) for page in (PAGES[0], Page(body=b"<p>x</p>" * 12_000_000), PAGES[1])]
        error = futures[1].exception()
        assert isinstance(error, UnreadablePage)
        assert error.reason in ("memory", "too-large", "too-many-nodes", "crashed")
        assert futures[2].result().title == "题1"


def test_closing_ends_the_workers() -> None:
    """After what was submitted is read; then no process is left."""
    pool = ReadingPool(2)
    futures = [pool.submit(page) for page in PAGES]
    [future.result() for future in futures[:4]]
    running = processes_of(pool)
    pool.close()
    assert all(future.done() for future in futures)
    assert [pid for pid in running if is_running(pid)] == []


def test_an_idle_pool_starts_nothing() -> None:
    """Processes come with the first pages."""
    with ReadingPool(8) as pool:
        pool.submit(PAGES[0]).result()
        assert len(processes_of(pool)) == 1


def processes_of(pool: ReadingPool) -> list[int]:
    free: list[workers._Worker] = list(pool._free.queue)
    return [worker._process.pid for worker in free if worker._process is not None]


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
