"""What both spiders do: start where the sources say, follow lists, visit known documents again, hand over captures.

The law: every address attempted in a run becomes exactly one item, whatever came of it; a request that is put off, or
that another page had made before, becomes none.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar, Self, cast

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from archive.collection import Collection
from archive.errors import BrokenRecord, UserError
from archive.model import CapturedItem, KnownDocument, Role
from archive.recording import recording_of
from crawler.addon import collection_of
from crawler.answer import body_of, charset_of, item_of
from crawler.discovery.link import absolute
from crawler.discovery.markup import TooLarge
from crawler.dupefilter import OncePerRun
from crawler.errand import capture_of, errand, keep_unasked, role_of
from crawler.known import Catalogued, Knowledge
from crawler.leads import FIRST, Answer, Place, leads_of
from crawler.manners.politeness import PutOff
from crawler.sources.source import Kind, Source, load_sources
from crawler.visit import FINDS_MORE, MAX_UNFETCHED, Visit

MAX_HOPS = 5  # redirects from one address
ENOUGH_WAITING = 2_000  # requests in the scheduler, before more known documents are put there
PRIORITY = {"known": 0, "seed": 30, "listing": 10, "feed": 10, "sitemap": 5, "link": 10, "redirect": 20}

Produced = AsyncIterator[CapturedItem | Request]


class SourceSpider(Spider):
    """One instance visits all sources of its kind; ``-a source=a,b`` names some of them."""

    kind: ClassVar[Kind]
    fetches_attachments: ClassVar[bool] = False

    def __init__(
        self,
        *,
        sources: Mapping[str, Source],
        catalog: Path,
        pages: int,
        source: str | None = None,
    ) -> None:
        super().__init__()
        self.source = source  # as asked for, or None for all: the recorder notes it
        self.sources = sources
        self.visits: dict[str, Visit] = {}
        self._catalog = catalog
        self._pages = pages

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, source: str | None = None, **kwargs: Any) -> Self:
        collection = collection_of(crawler.settings)
        if collection is None:
            raise UserError("no collection here: run in one, or name it: scrapy crawl … -s DIBAO_COLLECTION=DIR")
        named = [name for name in (source or "").split(",") if name]
        sources = sources_of_kind(collection, cls.kind, crawler.settings.getlist("DIBAO_SOURCES") or named)
        for name in named:
            if name not in sources:
                raise UserError(f"source {name!r} is not of kind {cls.kind}: another spider visits it (scrapy list)")
        spider = cls(
            sources=sources,
            catalog=collection.catalog,
            pages=collection.settings.budget.pages_per_source,  # no add-on has touched the crawler yet
            source=source,
        )
        spider._set_crawler(crawler)
        crawler.signals.connect(spider.request_dropped, signals.request_dropped)
        return spider

    # -- what is asked

    async def start(self) -> AsyncIterator[Any]:
        with closing(Catalogued(self._catalog)) as known:
            self._prepare(known)
            for visit in self.visits.values():
                for url, role in visit.seeds():
                    async for made in self.ask(visit, url, role=role, found_by="seed"):
                        yield made
            async for made in self._visit_again(known):
                yield made

    def _prepare(self, known: Knowledge) -> None:
        for name, source in self.sources.items():
            self.visits[name] = Visit(source, known=known.documents(name), pages=self._pages)
        recording = recording_of(self.crawler)
        for url in known.done_in(recording.run) if recording is not None else ():
            self._dupefilter.mark(url)  # the run was interrupted and goes on

    async def _visit_again(self, known: Knowledge) -> Produced:
        """Known documents of each source, once it has told what is new; all sources side by side."""
        waiting = [(visit, known.documents(name)) for name, visit in self.visits.items()]
        while waiting:
            ready = [] if self._enough_waiting() else [entry for entry in waiting if entry[0].discovering <= 0]
            if not ready:
                await asyncio.sleep(0.05)
            for visit, documents in ready:
                document = next(documents, None)
                if document is None:
                    waiting.remove((visit, documents))
                    continue
                async for made in self.ask(visit, document.url, role=document.role, found_by="known", known=document):
                    yield made

    @property
    def _dupefilter(self) -> OncePerRun:
        scheduler: Any = self.crawler.engine.scheduler
        return cast("OncePerRun", scheduler.df)

    def _enough_waiting(self) -> bool:
        scheduler: Any = self.crawler.engine.scheduler
        return scheduler is not None and len(scheduler) >= ENOUGH_WAITING

    async def ask(
        self,
        visit: Visit,
        url: str,
        *,
        role: Role,
        found_by: str,
        via: str | None = None,
        known: KnownDocument | None = None,
        hops: int = 0,
        place: Place = FIRST,
    ) -> Produced:
        """The request for an address, or, where the source's budget is spent, the item that says so."""
        request = Request(
            url,
            callback=self.parse,
            errback=self.failed,
            headers=_conditions(known),
            priority=PRIORITY[found_by],
            cb_kwargs={"place": place},
            meta=errand(
                source=visit.source.id,
                role=role,
                found_by=found_by,
                via=via,
                refers_to=known.response if known else None,
                legacy_tls=visit.source.legacy_tls,
                delay_s=visit.source.limits.delay_s,
                hops=hops,
            ),
        )
        if not visit.over_budget:
            visit.take(role)
            yield request
        elif not self._dupefilter.request_seen(request):
            async for item in self._over_budget(visit, request):
                yield item

    async def _over_budget(self, visit: Visit, request: Request) -> Produced:
        visit.unfetched += 1
        self.crawler.stats.inc_value("dibao/over_budget")
        if visit.unfetched <= MAX_UNFETCHED:
            capture = await keep_unasked(self.crawler, request, reason="budget")
            if capture is not None:
                yield CapturedItem(capture=capture)

    def request_dropped(self, request: Request, spider: Spider) -> None:
        """The dupefilter knew the address: it takes nothing of the budget."""
        visit = self.visits.get(request.meta.get("dibao_source", ""))
        if visit is not None:
            visit.give_back(role_of(request))

    # -- what came

    async def parse(self, response: Response, place: Place = FIRST) -> Produced:
        assert response.request is not None
        request = response.request
        visit, role = self.visits[request.meta["dibao_source"]], role_of(request)
        try:
            item = item_of(request, response, visit.source.read_options)
            yield item
            if item.capture.redirect is not None:
                async for made in self._follow(visit, request, item.capture.redirect, place):
                    yield made
            elif response.status == 200:
                async for made in self._leads(visit, request, response, place):
                    yield made
        finally:
            visit.answered(role)

    async def failed(self, failure: Failure) -> Produced:
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy sets it
        error = cast("Exception", failure.value)
        if isinstance(error, PutOff):
            return
        visit = self.visits[request.meta["dibao_source"]]
        visit.answered(role_of(request))
        capture = capture_of(request)
        if capture is None:
            raise error  # not an exchange that failed: an error of ours, or the archive is in danger
        yield CapturedItem(capture=capture, options=visit.source.read_options)

    async def _follow(self, visit: Visit, request: Request, target: str, place: Place) -> Produced:
        url, hops = absolute(target, request.url), request.meta["dibao_hops"] + 1
        if url is None or hops > MAX_HOPS or visit.source.excludes(url):
            return
        place = replace(place, start=place.start or request.url)  # a section keeps its address, wherever it has moved
        async for made in self.ask(
            visit, url, role=role_of(request), found_by="redirect", via=request.url, hops=hops, place=place
        ):
            yield made

    async def _leads(self, visit: Visit, request: Request, response: Response, place: Place) -> Produced:
        try:
            answer = Answer(
                url=response.url,
                role=role_of(request),
                body=body_of(response),
                charset=charset_of(response),
                place=place,
            )
            found = leads_of(visit, answer, attachments=self.fetches_attachments)
        except (BrokenRecord, TooLarge) as error:
            self.logger.warning("%s: nothing found there: %s", response.url, error)
            return
        if not found.named and answer.role in FINDS_MORE:
            self.crawler.stats.inc_value(f"dibao/names_nothing/{answer.role}")
            self.logger.warning("%s names nothing; `dibao source check %s` shows why", response.url, visit.source.id)
        for lead in found.leads:
            async for made in self.ask(
                visit, lead.url, role=lead.role, found_by=lead.found_by, via=response.url, place=lead.place
            ):
                yield made


def sources_of_kind(collection: Collection, kind: Kind, asked: Iterable[str]) -> dict[str, Source]:
    """The sources of one kind, of those asked for; UserError where one that was asked for does not exist."""
    return {name: source for name, source in load_sources(collection, asked).items() if source.kind == kind}


def _conditions(known: KnownDocument | None) -> dict[str, str]:
    """The headers of a conditional request; none where no full response is there that a 304 could refer to."""
    if known is None or known.response is None:
        return {}
    conditions = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {name: value for name, value in conditions.items() if value}
