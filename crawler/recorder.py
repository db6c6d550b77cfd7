"""One writing process for all crawlers of a Python process, and the run that they are part of.

How the parts of a crawl meet it:

* ``EXTENSIONS = {"crawler.recorder.RecorderExtension": 0}`` attaches it before spiders, pipelines and handlers exist;
* the capture handler asks ``recorder_for(crawler)`` and awaits ``keep(exchange)``;
* whoever knows an address that is not asked (robots, budget) awaits ``keep`` with an exchange ``NOT_ASKED``;
* the item pipelines, which may not import this room, ask ``archive.recording.recording_of(crawler)`` and await
  ``record(capture, extraction, unreadable)``.

Settings: ``DIBAO_COLLECTION`` the directory of the collection (else the environment's DIBAO_COLLECTION, else ``.``;
where no ``dibao.toml`` is there, nothing is recorded), ``DIBAO_RUN`` the run's id (else one is made), ``DIBAO_SLOT``
the night it serves, ``DIBAO_SOURCES`` ids of the sources it serves (else the spiders' argument ``source``, else all).
"""

from __future__ import annotations

import asyncio
import logging
import os
import platform
import secrets
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, Protocol, Self, TypeVar

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings

from archive.collection import SETTINGS_FILE, Collection, open_collection
from archive.errors import ArchiveInDanger, CollectionLocked, DiskFull
from archive.keeping.writer import Writer
from archive.model import Capture, Exchange, Extraction, Run
from archive.recording import carry, recording_of

logger = logging.getLogger(__name__)
T = TypeVar("T")


class Writing(Protocol):
    """The writing process as the recorder uses it: ``archive.keeping.writer.Writer``."""

    async def begin_run(self, run: Run, sources: Mapping[str, str]) -> None: ...
    async def end_run(self, run: Run) -> None: ...
    async def keep(self, exchange: Exchange) -> Capture: ...
    async def record(
        self, capture: Capture, extraction: Extraction | None = None, unreadable: str | None = None
    ) -> Capture: ...
    async def close(self) -> None: ...


Start = Callable[[Collection], Writing]


class Recorder:
    """The run under way in this process; starts its writer when the first spider opens, ends it with the last."""

    def __init__(self, collection: Collection, run: Run, *, start: Start) -> None:
        self.collection = collection
        self.danger: ArchiveInDanger | None = None  # why the run was stopped; the process then exits 3
        self._run = run
        self._start = start
        self._writer: Writing | None = None
        self._begun: asyncio.Future[Writing] | None = None
        self._crawlers: set[Crawler] = set()
        self._counts: Counter[str] = Counter()
        self._end_reason = "finished"
        self._stopping: list[asyncio.Task[None]] = []

    @property
    def run(self) -> str:
        return self._run.id

    async def keep(self, exchange: Exchange) -> Capture:
        """The exchange's capture, once its records are synced; ArchiveInDanger stops all spiders of the run."""
        return await self._guarded((await self._writing()).keep(exchange))

    async def record(
        self, capture: Capture, extraction: Extraction | None = None, unreadable: str | None = None
    ) -> Capture:
        """The capture with its outcome, once the catalog has it; ArchiveInDanger stops all spiders of the run."""
        recorded = await self._guarded((await self._writing()).record(capture, extraction, unreadable))
        if recorded.outcome is not None:
            self._counts[recorded.outcome.value] += 1
        return recorded

    def join(self, crawler: Crawler) -> None:
        """Makes ``crawler`` part of the run until its spider closes."""
        self._crawlers.add(crawler)
        carry(crawler, self)

        async def leave(reason: str) -> None:
            await self.leave(crawler, reason=reason)

        crawler.signals.connect(self._writing, signals.spider_opened, weak=False)
        crawler.signals.connect(leave, signals.spider_closed, weak=False)

    async def leave(self, crawler: Crawler, *, reason: str) -> None:
        """The spider of ``crawler`` has closed; with the last one the run ends."""
        if reason != "finished":
            self._end_reason = reason
        self._crawlers.discard(crawler)
        if not self._crawlers:
            _recorders.pop(self.collection.root, None)
            await self._end()

    async def _writing(self) -> Writing:
        if self._begun is None:
            self._begun = asyncio.ensure_future(self._guarded(self._begin()))
        if self._begun.done():
            return self._begun.result()
        return await asyncio.shield(self._begun)

    async def _begin(self) -> Writing:
        self._writer = self._start(self.collection)
        sources = _source_files(self.collection, _sources_asked(self._crawlers))
        self._run = replace(self._run, sources=tuple(sources))
        await self._writer.begin_run(self._run, sources)
        return self._writer

    async def _end(self) -> None:
        if self._writer is None:
            return
        if self.danger is not None:
            with suppress(ArchiveInDanger):  # said already, when it was met
                await self._writer.close()
            return
        run = replace(
            self._run, ended=datetime.now(UTC), end_reason=self._end_reason, counts=dict(sorted(self._counts.items()))
        )
        await self._guarded(self._writer.end_run(run))
        await self._guarded(self._writer.close())

    async def _guarded(self, writing: Awaitable[T]) -> T:
        try:
            return await writing
        except ArchiveInDanger as danger:
            self._stop(danger)
            raise

    def _stop(self, danger: ArchiveInDanger) -> None:
        if self.danger is not None:
            return
        self.danger = danger
        logger.critical("The run stops: %s", danger or type(danger).__name__)
        self._stopping = [asyncio.ensure_future(_close_spider(crawler, danger)) for crawler in self._crawlers]


_recorders: dict[Path, Recorder] = {}


def recorder_for(crawler: Crawler, *, start: Start | None = None) -> Recorder | None:
    """The recorder that ``crawler`` shares with all crawlers of this process; None where no collection is configured.

    ``start`` makes the writer of a collection; without it, ``archive.keeping.writer.Writer.start``.
    """
    carried = recording_of(crawler)
    if isinstance(carried, Recorder):
        return carried
    root = _collection_root(crawler.settings)
    if not (root / SETTINGS_FILE).exists():
        return None
    recorder = _recorders.get(root)
    if recorder is None:
        collection = open_collection(root)
        recorder = Recorder(collection, _new_run(collection, crawler.settings), start=start or Writer.start)
        _recorders[root] = recorder
    recorder.join(crawler)
    return recorder


class RecorderExtension:
    """Attaches the recorder to a crawler before anything else of it is built."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        recorder_for(crawler)
        return cls()


def new_run_id(now: datetime) -> str:
    """``20261121-205722-a1b2``: the start in UTC and four random hex digits."""
    return f"{now.astimezone(UTC):%Y%m%d-%H%M%S}-{secrets.token_hex(2)}"


def software() -> str:
    """What makes the records, as warcinfo names it: ``dibao/0.1.0 scrapy/2.19.0 twisted/26.10.0 python/3.11.7``."""
    names = ("dibao", "scrapy", "twisted")
    return " ".join([*(f"{name}/{version(name)}" for name in names), f"python/{platform.python_version()}"])


def danger_reason(danger: ArchiveInDanger) -> str:
    """The reason with which spiders close, a word: writer-died, disk-full, collection-locked."""
    words = {DiskFull: "disk-full", CollectionLocked: "collection-locked"}
    return words.get(type(danger), "writer-died")


def _collection_root(settings: BaseSettings) -> Path:
    return Path(settings.get("DIBAO_COLLECTION") or os.environ.get("DIBAO_COLLECTION") or ".").resolve()


def _new_run(collection: Collection, settings: BaseSettings) -> Run:
    now = datetime.now(UTC)
    return Run(
        id=settings.get("DIBAO_RUN") or new_run_id(now),
        started=now,
        settings_sha256=collection.settings_sha256,
        software=software(),
        slot=settings.get("DIBAO_SLOT"),
    )


def _sources_asked(crawlers: set[Crawler]) -> tuple[str, ...]:
    asked: list[str] = []
    for crawler in crawlers:
        argument: Any = getattr(crawler.spider, "source", None)
        asked += crawler.settings.getlist("DIBAO_SOURCES") or (argument.split(",") if isinstance(argument, str) else [])
    return tuple(sorted(set(asked)))


def _source_files(collection: Collection, asked: tuple[str, ...]) -> dict[str, str]:
    """TOML text by source id; where none are asked for, all there are."""
    paths = sorted(collection.sources.glob("*.toml"))
    return {path.stem: path.read_text("utf-8") for path in paths if not asked or path.stem in asked}


async def _close_spider(crawler: Crawler, danger: ArchiveInDanger) -> None:
    if crawler.stats is not None:
        crawler.stats.set_value("dibao/danger", danger_reason(danger))
    if crawler.crawling and crawler.spider is not None:
        await crawler.engine.close_spider_async(reason=danger_reason(danger))
