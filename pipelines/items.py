"""Scrapy's item pipelines: each captured page is read in a worker, then cataloged.

Setting ``DIBAO_READERS``: how many worker processes read for all crawlers of this process (else one per processor).
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, fields, replace
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.statscollectors import StatsCollector

from archive.errors import READER_FAILED, NotText, UnreadablePage
from archive.model import CapturedItem, Extraction
from archive.recording import Recording, recording_of
from pipelines.workers import ReadingPool

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadItem(CapturedItem):
    """A captured item that has passed the readers: its extraction, or in ``unreadable`` why there is none."""

    extraction: Extraction | None = None


class ReadingPipeline:
    """Reads the page of each item that has one.

    It answers when the page is read; until then Scrapy counts its response as being worked on, and fetches no more
    than it may hold, so that slow reading slows the crawl and does not fill memory.
    """

    def __init__(self, pool: ReadingPool | None = None, *, processes: int | None = None) -> None:
        self._pool = pool
        self._processes = processes

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(processes=crawler.settings.getint("DIBAO_READERS") or None)

    def open_spider(self) -> None:
        if self._pool is None:
            self._pool = _shared.taken(self._processes)

    async def close_spider(self) -> None:
        if self._pool is not None and self._pool is _shared.pool:
            await asyncio.to_thread(_shared.given_back)

    async def process_item(self, item: Any) -> Any:
        if not isinstance(item, CapturedItem):
            return item
        extraction, unreadable = await self._read(item)
        own = {one.name: getattr(item, one.name) for one in fields(CapturedItem)}
        return ReadItem(**{**own, "page": None, "unreadable": unreadable}, extraction=extraction)

    async def _read(self, item: CapturedItem) -> tuple[Extraction | None, str | None]:
        if item.page is None or self._pool is None:
            return None, item.unreadable
        try:
            return await asyncio.wrap_future(self._pool.submit(item.page, item.options)), None
        except NotText as error:
            return None, str(error)
        except UnreadablePage as error:
            logger.warning("%s cannot be read: %s", item.capture.url, error)
            return None, str(error)
        except Exception:
            # A fault of ours on one page: the night goes on, the page is kept, and the log tells where to look.
            logger.exception("The reader failed on %s", item.capture.url)
            return None, READER_FAILED


class CatalogPipeline:
    """Records each item in the catalog; the item then carries its capture with the outcome, counted in the stats."""

    def __init__(self, recording: Recording | None, stats: StatsCollector | None) -> None:
        self._recording = recording
        self._stats = stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(recording_of(crawler), crawler.stats)

    async def process_item(self, item: Any) -> Any:
        if not isinstance(item, CapturedItem) or self._recording is None:
            return item
        extraction = item.extraction if isinstance(item, ReadItem) else None
        capture = await self._recording.record(item.capture, extraction, item.unreadable)
        if self._stats is not None and capture.outcome is not None:
            self._stats.inc_value(f"dibao/outcome/{capture.outcome.value}")
        return replace(item, capture=capture)


class _Shared:
    """The one pool of this process, while at least one spider of it is open."""

    def __init__(self) -> None:
        self.pool: ReadingPool | None = None
        self._users = 0

    def taken(self, processes: int | None) -> ReadingPool:
        if self.pool is None:
            self.pool = ReadingPool(processes)
        self._users += 1
        return self.pool

    def given_back(self) -> None:
        self._users -= 1
        if self._users == 0 and self.pool is not None:
            pool, self.pool = self.pool, None
            pool.close()


_shared = _Shared()
