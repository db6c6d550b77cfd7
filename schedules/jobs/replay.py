"""What WARC files tell, told to a catalog: each page read again by the one reader, in the order of keeping."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from typing import Protocol

from archive.collection import Collection
from archive.errors import READER_FAILED, BrokenRecord, NotText, UnreadablePage, UserError
from archive.keeping.holdings import ledger_location, page_of, payload_of
from archive.keeping.imported import is_foreign
from archive.model import Capture, Ending, Extraction, Location, Page, ReadOptions, Run, RunEnded, RunStarted
from archive.model import SourceSnapshot as Snapshot
from archive.warc.captures import Item
from crawler.sources.source import parse_source
from schedules.jobs.readers import Readers

log = logging.getLogger("dibao")
COMMIT_EVERY = 1_000
Locate = Callable[[str], Location | None]


class Cataloging(Protocol):
    """What is asked of the catalog (``archive.catalog.catalog.Catalog``)."""

    def begin_run(self, run: Run, sources: dict[str, str] | None = None) -> None: ...
    def end_run(self, run: Run) -> None: ...
    def record(
        self, capture: Capture, extraction: Extraction | None = None, unreadable: str | None = None
    ) -> Capture: ...
    def commit(self) -> None: ...


class Replay:
    """Tells a catalog; knows the sources and the places of full responses it has met so far."""

    def __init__(self, collection: Collection, catalog: Cataloging, readers: Readers) -> None:
        self._collection = collection
        self._catalog = catalog
        self._readers = readers
        self._run: Run | None = None
        self._options: dict[str, ReadOptions] = {}
        self._places: dict[str, Location] = {}
        self._read: set[tuple[str | None, ReadOptions]] = set()

    def tell(self, items: Iterable[Item]) -> Iterator[Item]:
        """Each item once the catalog has it; reads several pages at a time."""
        waiting: deque[tuple[Item, Future[Extraction] | str | None]] = deque()
        for number, item in enumerate(items, 1):
            waiting.append((item, self._begin(item)))
            if len(waiting) >= self._readers.ahead:
                yield self._end(*waiting.popleft())
            if number % COMMIT_EVERY == 0:
                self._catalog.commit()
        while waiting:
            yield self._end(*waiting.popleft())
        self._catalog.commit()

    def _begin(self, item: Item) -> Future[Extraction] | str | None:
        """The reading under way, why there is none, or None where there is nothing to read."""
        if isinstance(item, Snapshot):
            self._options[item.source] = read_options(item)
        if not isinstance(item, Capture):
            return None
        if item.revisit_of is None and item.record_id and item.location:
            self._places[item.record_id] = item.location
        options = self._options_of(item)
        if not is_to_read(item) or (item.payload_sha256, options) in self._read:
            return None
        page = page_or_reason(self._collection, item, locate=self._locate)
        return page if isinstance(page, str) else self._readers.submit(page, options)

    def _end(self, item: Item, reading: Future[Extraction] | str | None) -> Item:
        if isinstance(item, RunStarted):
            self._run = item.run
            self._catalog.begin_run(item.run)
        elif isinstance(item, RunEnded):
            self._catalog.end_run(item.run)
        elif isinstance(item, Snapshot) and self._run is not None:
            self._catalog.begin_run(self._run, {item.source: item.toml})
        elif isinstance(item, Capture):
            return self._record(item, reading)
        return item

    def _record(self, capture: Capture, reading: Future[Extraction] | str | None) -> Capture:
        if reading is None or isinstance(reading, str):
            return self._catalog.record(capture, None, reading)
        try:
            extraction = reading.result()
        except UnreadablePage as error:
            return self._catalog.record(capture, None, str(error))
        except Exception:
            log.exception("the reader failed on %s", capture.url)
            return self._catalog.record(capture, None, READER_FAILED)
        self._read.add((capture.payload_sha256, self._options_of(capture)))
        return self._catalog.record(capture, extraction, None)

    def _options_of(self, capture: Capture) -> ReadOptions:
        """What another tool collected for a source is read without that source's help: who knows what it was then."""
        return ReadOptions() if is_foreign(capture) else self._options.get(capture.source, ReadOptions())

    def _locate(self, record_id: str) -> Location | None:
        return self._places.get(record_id) or ledger_location(self._collection, record_id)


def is_to_read(capture: Capture) -> bool:
    """Whether a capture brought a page that is read for its text."""
    return capture.role.has_text and capture.status == 200 and capture.ending is Ending.COMPLETE


def page_or_reason(collection: Collection, capture: Capture, *, locate: Locate | None = None) -> Page | str:
    """The page to read; else why there is none, in the words of a live run.

    Of what other tools took only web pages are read: nobody said what the other things were taken for.
    """
    if is_foreign(capture) and not is_web_page(capture.content_type):
        return str(NotText(media_type(capture.content_type)))
    try:
        return page_of(collection, capture, locate=locate)
    except UnreadablePage as error:
        return str(error)
    except BrokenRecord as error:
        try:
            payload_of(collection, capture, locate=locate)
        except BrokenRecord:
            return f"missing: {error}"
        return str(error)


def is_web_page(content_type: str | None) -> bool:
    """By its media type; what has none may be one."""
    return media_type(content_type) in ("", "text/html", "application/xhtml+xml")


def media_type(content_type: str | None) -> str:
    """``text/html`` of ``Text/HTML; charset=GBK``; "" where none is said."""
    return (content_type or "").partition(";")[0].strip().lower()


def read_options(snapshot: Snapshot) -> ReadOptions:
    """What a source added to the reader when it was collected; nothing where its file is not understood any more."""
    try:
        return parse_source(snapshot.toml, f"source {snapshot.source} of run {snapshot.run}").read_options
    except UserError as error:
        log.warning("%s; its pages are read without it", error)
        return ReadOptions()
