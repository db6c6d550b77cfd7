"""Scrapy's item pipelines, driven by hand."""

import asyncio
from concurrent.futures import Future
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from scrapy.statscollectors import MemoryStatsCollector
from scrapy.utils.test import get_crawler

from archive.errors import NotText, UnreadablePage, WriterDied
from archive.model import Capture, CapturedItem, Ending, Exchange, Extraction, Outcome, Page, ReadOptions, Role
from archive.recording import carry
from pipelines.items import CatalogPipeline, ReadingPipeline, ReadItem
from pipelines.read import extractor
from pipelines.workers import ReadingPool

CAPTURE = Capture(
    url="http://example.org/a",
    run="r",
    source="s",
    role=Role.DOCUMENT,
    time=datetime(2024, 1, 2, tzinfo=UTC),
    ending=Ending.COMPLETE,
    status=200,
)
ITEM = CapturedItem(capture=CAPTURE, page=Page(body=b"<p>x</p>"))
READING = Extraction(extractor=extractor(), text="x")


class Pool(ReadingPool):
    """Settles its one future as told, without a process."""

    def __init__(self, answer: Extraction | Exception) -> None:
        super().__init__(1)
        self.answer = answer

    def submit(self, page: Page, options: ReadOptions = ReadOptions()) -> Future[Extraction]:  # noqa: B008  # frozen
        future: Future[Extraction] = Future()
        if isinstance(self.answer, Exception):
            future.set_exception(self.answer)
        else:
            future.set_result(self.answer)
        return future


class Archive:
    """Keeps what it is given to record."""

    run = "r"

    def __init__(self, outcome: Outcome | None = Outcome.NEW, danger: Exception | None = None) -> None:
        self.outcome, self.danger, self.recorded = outcome, danger, []  # type: ignore[var-annotated]  # filled below

    async def keep(self, exchange: Exchange) -> Capture:
        raise NotImplementedError

    async def record(
        self, capture: Capture, extraction: Extraction | None = None, unreadable: str | None = None
    ) -> Capture:
        if self.danger:
            raise self.danger
        self.recorded.append((capture, extraction, unreadable))
        return replace(capture, outcome=self.outcome)


def read_item(item: Any, answer: Extraction | Exception = READING) -> Any:
    return asyncio.run(ReadingPipeline(Pool(answer)).process_item(item))


def test_a_page_becomes_its_extraction() -> None:
    """And its bytes are let go."""
    assert read_item(ITEM) == ReadItem(capture=CAPTURE, extraction=READING)


def test_an_unreadable_page_keeps_its_reason() -> None:
    """With the detail, for people."""
    read = read_item(ITEM, UnreadablePage("time", "not read after 10 s"))
    assert (read.extraction, read.unreadable) == (None, "time: not read after 10 s")


def test_what_cannot_be_read_is_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    """With its address and why; a picture is no page that could not be read."""
    read_item(ITEM, UnreadablePage("memory", "too much"))
    read_item(replace(ITEM, capture=replace(CAPTURE, url="http://example.org/png")), NotText("image/png"))
    assert [record.getMessage() for record in caplog.records] == [
        "http://example.org/a cannot be read: memory: too much"
    ]


def test_a_fault_of_ours_stops_no_run(caplog: pytest.LogCaptureFixture) -> None:
    """It is logged with its traceback and the address."""
    assert read_item(ITEM, ZeroDivisionError("division by zero")).unreadable == "reader-failed"
    assert "http://example.org/a" in caplog.text
    assert "ZeroDivisionError" in caplog.text


def test_an_item_without_a_page_passes() -> None:
    """What was known of it before reading stays known."""
    item = CapturedItem(capture=CAPTURE, unreadable="content-coding: gzip ends early")
    assert read_item(item) == ReadItem(capture=CAPTURE, unreadable=item.unreadable)


def test_an_item_of_another_kind_passes_untouched() -> None:
    """A spider of one's own may yield what it likes."""
    assert read_item({"a": 1}) == {"a": 1}
    assert asyncio.run(CatalogPipeline(Archive(), None).process_item({"a": 1})) == {"a": 1}


def test_each_item_is_recorded_once_and_counted_by_outcome() -> None:
    """The item then carries its capture with the outcome."""
    crawler = get_crawler()
    archive = Archive(Outcome.CHANGED)
    carry(crawler, archive)
    crawler.stats = MemoryStatsCollector(crawler)
    item = ReadItem(capture=CAPTURE, extraction=READING)
    recorded = asyncio.run(CatalogPipeline.from_crawler(crawler).process_item(item))
    assert archive.recorded == [(CAPTURE, READING, None)]
    assert recorded.capture.outcome is Outcome.CHANGED
    assert crawler.stats.get_value("dibao/outcome/changed") == 1


def test_without_a_collection_nothing_is_recorded() -> None:
    """``scrapy crawl`` outside a collection still yields its items."""
    assert asyncio.run(CatalogPipeline(None, None).process_item(ITEM)) is ITEM


def test_danger_is_not_swallowed() -> None:
    """The recorder stops the run; the item fails with it."""
    with pytest.raises(WriterDied):
        asyncio.run(CatalogPipeline(Archive(danger=WriterDied("gone")), None).process_item(ITEM))


def test_crawlers_of_one_process_share_one_pool() -> None:
    """It ends with the last spider; the setting says how many read."""
    crawler = get_crawler(settings_dict={"DIBAO_READERS": 1})
    one, other = ReadingPipeline.from_crawler(crawler), ReadingPipeline.from_crawler(crawler)
    one.open_spider()
    other.open_spider()
    assert one._pool is other._pool
    assert one._pool is not None
    assert one._pool.processes == 1
    asyncio.run(one.close_spider())
    assert asyncio.run(other.process_item(ITEM)).extraction is not None
    asyncio.run(other.close_spider())
    with pytest.raises(RuntimeError):
        one._pool.submit(Page(body=b""))
