"""A small collection as runs leave it, for the tests of the jobs over what is archived."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from exchanges import exchange, response

from archive.collection import Collection, create_collection
from archive.errors import UnreadablePage
from archive.keeping.keeper import Keeper
from archive.model import Capture, Exchange, Extraction, Extractor, Page, ReadOptions, Run
from pipelines.body.fingerprint import text_sha256
from schedules.jobs.readers import Readers, done, failed
from schedules.jobs.replay import is_to_read, page_or_reason

FIRST = datetime(2026, 11, 20, 18, 30, tzinfo=UTC)
SOURCE = 'id = "people"\nname = "人民日报"\nkind = "news"\nfeeds = ["http://example.org/rss.xml"]\n'
LONG = "国务院办公厅公布了新的医改政策，各地将于明年起分步实施。" * 30


@dataclass(frozen=True, slots=True)
class PlainReader:
    """Takes the whole body for the text; what begins with BROKEN cannot be read."""

    version: str = "1"

    def submit(self, page: Page, options: ReadOptions) -> Future[Extraction]:
        text = page.body.decode("utf-8", "replace")
        if text.startswith("BROKEN"):
            return failed(UnreadablePage("too-deep", "9,999 elements"))
        extractor = Extractor(name="plain", version=self.version, options=options.encoding or "")
        return done(Extraction(extractor=extractor, url=page.url, text=text, text_sha256=text_sha256(text)))


@contextmanager
def plain_readers() -> Iterator[Readers]:
    yield Readers(PlainReader(), 3)


def new_collection(directory: Path) -> Collection:
    return create_collection(directory, "[keeping]\ndisk_reserve_bytes = 0\n")


def run_of_night(number: int, **values: Any) -> Run:
    started = FIRST + timedelta(days=number - 1)
    facts: dict[str, Any] = {"settings_sha256": "ab" * 32, "software": "dibao/0.1", "sources": ("people",)}
    return Run(id=f"{started:%Y%m%d-%H%M%S}-{number:04x}", started=started, **(facts | values))


def page(path: str, text: str, number: int = 1, *, minute: int = 0, **said: Any) -> Exchange:
    """A page of one night."""
    run = run_of_night(number)
    facts = {"run": run.id, "started": run.started + timedelta(minutes=minute), "response": response(text.encode())}
    return exchange(path, **(facts | said))


def keep_night(
    collection: Collection,
    number: int,
    exchanges: Iterable[Exchange],
    *,
    reader: PlainReader | None = None,
    toml: str | None = None,
) -> list[Capture]:
    """One run from its beginning to its end, as a live one goes; its captures with their outcomes."""
    run = run_of_night(number)
    with Keeper(collection) as keeper:
        keeper.begin_run(run, {"people": toml or SOURCE})
        captures = [_live(keeper, one, reader or PlainReader()) for one in exchanges]
        keeper.end_run(replace(run, ended=run.started + timedelta(hours=1), end_reason="finished"))
    return captures


def keep_and_crash(collection: Collection, number: int, kept: Iterable[Exchange], lost: Iterable[Exchange]) -> None:
    """A run that cataloged ``kept``, and of ``lost`` only wrote the records, before it was killed."""
    with Keeper(collection) as keeper:
        keeper.begin_run(run_of_night(number), {"people": SOURCE})
        for one in kept:
            _live(keeper, one, PlainReader())
        for one in lost:
            keeper.keep(one)
        keeper.sync()


def _live(keeper: Keeper, one: Exchange, reader: PlainReader) -> Capture:
    capture = keeper.keep(one)
    keeper.sync()
    if not is_to_read(capture):
        return keeper.record(capture)
    found = page_or_reason(keeper.collection, capture)
    if isinstance(found, str):
        return keeper.record(capture, None, found)
    try:
        return keeper.record(capture, reader.submit(found, ReadOptions()).result())
    except UnreadablePage as error:
        return keeper.record(capture, None, str(error))
