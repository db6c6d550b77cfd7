"""One run, one writer, however many crawlers; and a run that ends at once when the writer is gone."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.utils.defer import maybe_deferred_to_future
from wire import loop
from wire.cases import ok
from wire.fakes import ListWriter, new_collection
from wire.fetcher import QUIET
from wire.server import ScriptedServer

from archive.collection import Collection
from archive.errors import CollectionLocked, DiskFull, WriterDied
from archive.model import Extraction, Extractor
from archive.recording import recording_of
from crawler.recorder import Recorder, danger_reason, new_run_id, recorder_for, software

PAGES = 6
OURS = dict.fromkeys(("http", "https"), "crawler.wire.capture.CaptureHandler")


class Pages(Spider):
    """Asks for so many pages of a server, and records each."""

    name = "pages"

    async def start(self) -> AsyncIterator[Request]:
        for number in range(PAGES):
            yield Request(f"{self.address}{number}", self.seen, errback=self.failed)

    async def seen(self, response: Response) -> None:
        recording = recording_of(self.crawler)
        assert recording is not None
        extraction = Extraction(extractor=Extractor(name="test", version="1"))
        await recording.record(response.meta["dibao_capture"], extraction)

    def failed(self, failure: object) -> None: ...


def crawl(
    directory: Path, writer: Any, *, crawlers: int = 1, scripts: int = 99, **settings: object
) -> tuple[list[Crawler], list[Recorder | None]]:
    """Runs spiders side by side in one collection."""
    if not (directory / "dibao.toml").exists():
        new_collection(directory)

    def start(_: Collection) -> Any:
        if isinstance(writer, Exception):
            raise writer
        return writer

    async def go() -> tuple[list[Crawler], list[Recorder | None]]:
        ours = {**QUIET, "DOWNLOAD_HANDLERS": OURS, "DIBAO_COLLECTION": str(directory), **settings}
        made = [Crawler(Pages, ours) for _ in range(crawlers)]
        recorders = [recorder_for(crawler, start=start) for crawler in made]
        async with ScriptedServer(*[[ok()]] * scripts) as server:
            deferreds = [crawler.crawl(address=f"http://{server.netloc}/{n}/") for n, crawler in enumerate(made)]
            for deferred in deferreds:
                await maybe_deferred_to_future(deferred)
        return made, recorders

    loop.start()
    return loop.run(go())


def test_all_crawlers_of_a_process_share_one_writer(tmp_path: Path) -> None:
    """Two spiders are one run: begun once, ended once with the counts of both, the writer closed with the last."""
    writer = ListWriter()
    crawl(tmp_path, writer, crawlers=2, DIBAO_RUN="run-1")
    assert [run.id for run, _ in writer.begun] == ["run-1"]
    assert len(writer.exchanges) == len(writer.recorded) == 2 * PAGES
    assert {exchange.run for exchange in writer.exchanges} == {"run-1"}
    assert [(run.id, run.end_reason, run.counts) for run in writer.ended] == [("run-1", "finished", {"new": 2 * PAGES})]
    assert writer.closed == 1


def test_the_next_run_has_a_writer_of_its_own(tmp_path: Path) -> None:
    """After the last spider of a run, another one begins another run."""
    first, second = ListWriter(), ListWriter()
    crawl(tmp_path, first)
    crawl(tmp_path, second)
    assert [len(writer.exchanges) for writer in (first, second)] == [PAGES, PAGES]
    assert first.begun[0][0].id != second.begun[0][0].id


@pytest.mark.parametrize(
    ("settings", "argument", "begun"),
    [({"DIBAO_SOURCES": ["a"]}, None, {"a"}), ({}, "a,b", {"a", "b"}), ({}, None, {"a", "b", "c"})],
    ids=["setting", "argument", "all"],
)
def test_a_run_begins_with_its_sources_as_they_stand(
    settings: dict[str, object], argument: str | None, begun: set[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Their files go into the archive as they are: by setting, by the spider's argument, or all."""
    new_collection(tmp_path)
    for name in ("a", "b", "c"):
        (tmp_path / "sources" / f"{name}.toml").write_text(f'id = "{name}"\n')
    if argument:
        monkeypatch.setattr(Pages, "source", argument, raising=False)
    writer = ListWriter()
    crawl(tmp_path, writer, **settings)
    run, sources = writer.begun[0]
    assert sources == {name: f'id = "{name}"\n' for name in begun}
    assert set(run.sources) == begun


def test_a_run_that_was_stopped_says_so(tmp_path: Path) -> None:
    """The reason with which a spider closed is the run's."""
    writer = ListWriter()
    crawl(tmp_path, writer, CLOSESPIDER_PAGECOUNT=2, CONCURRENT_REQUESTS=1)
    assert [run.end_reason for run in writer.ended] == ["closespider_pagecount"]


def test_a_dead_writer_stops_all_spiders(tmp_path: Path) -> None:
    """No further page is asked for, both spiders close with the reason, and no end is claimed for the run."""
    writer = ListWriter(dies_after=3)
    crawlers, recorders = crawl(tmp_path, writer, crawlers=2, CONCURRENT_REQUESTS=1)
    assert {crawler.stats.get_value("finish_reason") for crawler in crawlers} == {"writer-died"}
    assert len(writer.exchanges) == 3
    assert writer.ended == []
    assert recorders[0] is recorders[1]
    assert recorders[0] is not None
    assert isinstance(recorders[0].danger, WriterDied)


def test_a_writer_that_does_not_start_stops_the_run_before_it_asks(tmp_path: Path) -> None:
    """Where another process writes the collection, nothing is fetched."""
    crawlers, recorders = crawl(tmp_path, CollectionLocked("another process writes here"))
    assert crawlers[0].stats.get_value("finish_reason") == "collection-locked"
    assert crawlers[0].stats.get_value("downloader/response_count", 0) == 0
    assert recorders[0] is not None
    assert isinstance(recorders[0].danger, CollectionLocked)


def test_a_crawler_without_a_collection_records_nothing(tmp_path: Path) -> None:
    """Where no dibao.toml is, there is no recorder, and no error."""
    loop.start()
    crawler = Crawler(Pages, {**QUIET, "DIBAO_COLLECTION": str(tmp_path)})
    assert recorder_for(crawler) is None
    assert recording_of(crawler) is None


def test_the_collection_may_be_named_by_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Scrapy's own commands find it without a setting."""
    new_collection(tmp_path)
    monkeypatch.setenv("DIBAO_COLLECTION", os.fspath(tmp_path))
    loop.start()
    recorder = recorder_for(Crawler(Pages, QUIET))
    assert recorder is not None
    assert recorder.collection.root == tmp_path


def test_a_run_s_id_is_its_start_in_utc() -> None:
    """Sorted by name, runs stand in the order of their starts."""
    assert new_run_id(datetime(2026, 11, 21, 20, 57, 22, tzinfo=UTC)).startswith("20261121-205722-")


def test_software_names_what_makes_the_records() -> None:
    """Dibao, what fetches, and what runs it."""
    assert [part.partition("/")[0] for part in software().split()] == ["dibao", "scrapy", "twisted", "python"]


def test_each_danger_has_a_word() -> None:
    """The word with which spiders close tells the dangers apart."""
    words = [danger_reason(danger) for danger in (WriterDied(), DiskFull(), CollectionLocked())]
    assert words == ["writer-died", "disk-full", "collection-locked"]
