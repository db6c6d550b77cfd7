"""One run from beginning to end: both spiders in one process, stopped cleanly by Ctrl-C."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from scrapy import signals
from scrapy.crawler import Crawler, CrawlerProcess
from scrapy.settings import Settings

from archive.collection import Collection
from archive.errors import UserError
from archive.model import Capture, CapturedItem
from crawler.recorder import Recorder, new_run_id, recorder_for
from crawler.sources.source import Kind, Source, load_sources
from crawler.spiders.government import GovernmentSpider
from crawler.spiders.news import NewsSpider

SPIDERS = {Kind.NEWS: NewsSpider, Kind.GOVERNMENT: GovernmentSpider}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """How a run ended: ``reason`` is "finished", "shutdown" (Ctrl-C, SIGTERM), or what stopped it."""

    run: str
    reason: str
    counts: dict[str, int]  # pages by outcome
    unfetched: int  # addresses over the budgets; only the first of each source are recorded one by one
    errors: int  # exceptions of ours; the log has them


def start_run(
    collection: Collection,
    source_ids: Iterable[str] = (),
    *,
    slot: str | None = None,
    run: str | None = None,
    on_capture: Callable[[Capture], None] | None = None,
    settings: Mapping[str, Any] | None = None,
) -> Finished:
    """Collects the named sources, or all, and returns when the run has ended.

    ``run`` is the id of the run, made if left out; one that was interrupted goes on under its id.
    ``on_capture`` is called with each capture once its outcome is recorded; ``settings`` are Scrapy's, over all others.
    A process can do this once: Twisted's reactor does not start again.  The first Ctrl-C lets requests under way end,
    the second does not.  UserError where a source is missing or wrong; ArchiveInDanger where the run was stopped
    because nothing more may be written.
    """
    sources = sources_to_collect(collection, source_ids)
    run = run or new_run_id(datetime.now(UTC))
    process = CrawlerProcess(_settings(collection, run, tuple(sources), slot, settings or {}))
    crawlers = [_add(process, kind, on_capture) for kind in Kind if any(s.kind == kind for s in sources.values())]
    recorder = recorder_for(crawlers[0])
    process.start()
    return _finished(run, crawlers, recorder)


def sources_to_collect(collection: Collection, ids: Iterable[str] = ()) -> dict[str, Source]:
    """The named sources, or all; UserError where one is missing or wrong, or there are none."""
    sources = load_sources(collection, ids)
    if not sources:
        raise UserError(f"{collection.root} has no sources yet.  `dibao source add URL` adds one.")
    return sources


def _settings(
    collection: Collection, run: str, sources: tuple[str, ...], slot: str | None, over: Mapping[str, Any]
) -> Settings:
    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    ours = {
        "DIBAO_COLLECTION": str(collection.root),
        "DIBAO_RUN": run,
        "DIBAO_SLOT": slot,
        "DIBAO_SOURCES": list(sources),
    }
    settings.update(ours, priority="cmdline")
    settings.update(dict(over), priority="cmdline")
    return settings


def _add(process: CrawlerProcess, kind: Kind, on_capture: Callable[[Capture], None] | None) -> Crawler:
    crawler = process.create_crawler(SPIDERS[kind])
    if on_capture is not None:
        tell = on_capture

        def scraped(item: object) -> None:
            if isinstance(item, CapturedItem):
                tell(item.capture)

        crawler.signals.connect(scraped, signals.item_scraped, weak=False)
    process.crawl(crawler)
    return crawler


def _finished(run: str, crawlers: list[Crawler], recorder: Recorder | None) -> Finished:
    if recorder is not None and recorder.danger is not None:
        raise recorder.danger
    stats: Counter[str] = Counter()
    for crawler in crawlers:
        stats.update({key: value for key, value in crawler.stats.get_stats().items() if isinstance(value, int)})
    reasons = [str(crawler.stats.get_value("finish_reason", "failed")) for crawler in crawlers]
    prefix = "dibao/outcome/"
    return Finished(
        run=run,
        reason=next((reason for reason in reasons if reason != "finished"), "finished"),
        counts={key.removeprefix(prefix): stats[key] for key in sorted(stats) if key.startswith(prefix)},
        unfetched=stats["dibao/over_budget"],
        errors=stats["spider_exceptions/count"] + stats["log_count/CRITICAL"],
    )
