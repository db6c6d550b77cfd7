"""Every payload read again from the WARC files by the present reader; new readings stand beside the old ones."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass

from archive.catalog import inspection
from archive.catalog.library import Library
from archive.collection import Collection
from archive.errors import OURS, READER_FAILED, UnreadablePage
from archive.keeping.keeper import Keeper
from archive.model import Capture, Extraction, Location, ReadOptions, SourceSnapshot
from crawler.sources.source import load_sources
from schedules.jobs.readers import Pool, Readers, readers
from schedules.jobs.replay import page_or_reason, read_options
from schedules.jobs.runs import refuse_lost_catalog, refuse_lost_files
from schedules.progress import progress

log = logging.getLogger("dibao")


@dataclass(slots=True)
class Reread:
    """What ``reextract`` came to."""

    added: int = 0
    unreadable: int = 0
    failed: int = 0  # of these, by a fault of ours


def reextract(collection: Collection, *, pool: Pool = readers) -> Reread:
    """Reads each payload that the present reader, with its source's present options, has not read yet.

    Among them are those on which it failed; what is read of them now, their documents' versions follow from.  A second
    call finds only what cannot be read, and adds nothing.
    """
    refuse_lost_catalog(collection)
    refuse_lost_files(collection)
    result = Reread()
    with (
        Keeper(collection) as keeper,
        Library(collection.catalog) as library,
        pool() as reader,
        progress("Reading again") as shown,
    ):
        for capture, reading in _readings(collection, library, reader):
            if isinstance(reading, Extraction) and capture.payload_sha256 is not None:
                result.added += keeper.add_extraction(capture.payload_sha256, reading)
            else:
                result.unreadable += 1
                result.failed += isinstance(reading, str) and reading.partition(":")[0] in OURS
                log.info("%s: %s", capture.url, reading)
            shown.advance(note=f"{result.unreadable:,} unreadable" if result.unreadable else "")
    return result


def _readings(collection: Collection, library: Library, reader: Readers) -> Iterator[tuple[Capture, Extraction | str]]:
    """Each payload that is to be read, with what was read or why nothing was; several are under way at a time."""
    waiting: deque[tuple[Capture, Future[Extraction] | str]] = deque()
    for capture, options in _to_read(collection, library):
        page = page_or_reason(collection, capture, locate=lambda record_id: _place(library, record_id))
        waiting.append((capture, page if isinstance(page, str) else reader.submit(page, options)))
        if len(waiting) >= reader.ahead:
            yield _done(*waiting.popleft())
    while waiting:
        yield _done(*waiting.popleft())


def _done(capture: Capture, reading: Future[Extraction] | str) -> tuple[Capture, Extraction | str]:
    if isinstance(reading, str):
        return capture, reading
    try:
        return capture, reading.result()
    except UnreadablePage as error:
        return capture, str(error)
    except Exception:
        log.exception("the reader failed on %s", capture.url)  # a fault of ours: the other pages are read
        return capture, READER_FAILED


def _to_read(collection: Collection, library: Library) -> Iterator[tuple[Capture, ReadOptions]]:
    """The latest capture of each payload, source by source: each source has its own options."""
    from pipelines.read import extractor

    present = load_sources(collection)
    for source, toml in inspection.sources(library):
        snapshot = SourceSnapshot(source=source, toml=toml or "", run="the catalog")
        if source in present:
            options = present[source].read_options
        else:  # removed since, or somebody else's WARC files
            options = read_options(snapshot) if toml else ReadOptions()
        for capture in inspection.payloads_without_reading(library, extractor(options), source):
            yield capture, options


def _place(library: Library, record_id: str) -> Location | None:
    capture = library.capture(record_id)
    return capture.location if capture else None
