"""robots.txt by RFC 9309: fetched and kept like any page, and what it forbids is an outcome, not a gap.

4xx means that everything is allowed, 5xx or no answer that nothing is; up to five redirects are followed; half a
mebibyte is read; what was read holds for a day.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import Self
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from protego import Protego
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from archive.errors import ArchiveInDanger, BrokenRecord
from archive.model import CapturedItem, Role
from archive.recording import Recording, recording_of
from crawler.answer import body_of
from crawler.discovery.link import absolute
from crawler.errand import capture_of, errand, keep_unasked, role_of
from crawler.manners.politeness import pace_of

MAX_BYTES = 512 * 1024  # RFC 9309, 2.5: at least 500 KiB
MAX_REDIRECTS = 5  # 2.3.1.2
MAX_AGE_S = 24 * 3600.0  # 2.4
MAX_CRAWL_DELAY_S = 30.0

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What one host's robots.txt says to us."""

    everything: bool | None = None  # True: all is allowed, False: nothing; None: as ``parsed`` says
    parsed: Protego | None = None
    why: str = ""

    def allow(self, url: str, product: str) -> bool:
        if self.everything is not None or self.parsed is None:
            return self.everything is not False
        return bool(self.parsed.can_fetch(url, product))

    def delay_s(self, product: str) -> float | None:
        """Crawl-delay, within reason; None where none is asked for."""
        asked = self.parsed.crawl_delay(product) if self.parsed is not None else None
        return min(float(asked), MAX_CRAWL_DELAY_S) if asked else None


def rules_from(status: int, body: bytes) -> Rules:
    """The rules in an answer that is no redirect."""
    if 200 <= status < 300:
        text = body[:MAX_BYTES].decode("utf-8-sig", "replace")
        return Rules(parsed=Protego.parse(text), why="robots.txt disallows it")
    if 400 <= status < 500:
        return Rules(everything=True)
    return Rules(everything=False, why=f"robots.txt was answered with {status}")


@dataclass(slots=True)
class _Cached:
    rules: asyncio.Future[Rules]
    at: float


_caches: WeakKeyDictionary[Recording, dict[str, _Cached]] = WeakKeyDictionary()


class RobotsMiddleware:
    """Asks each host's robots.txt before the first request there; crawlers of one run share what was read."""

    def __init__(
        self, crawler: Crawler, *, product: str, attempts: int, clock: Callable[[], float] = monotonic
    ) -> None:
        self._crawler = crawler
        self._product = product
        self._attempts = attempts
        self._clock = clock
        recording = recording_of(crawler)
        self._cache = _caches.setdefault(recording, {}) if recording is not None else {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        settings = crawler.settings
        if not settings.getbool("DIBAO_ROBOTS"):
            raise NotConfigured
        return cls(crawler, product=settings["DIBAO_PRODUCT"], attempts=settings.getint("RETRY_TIMES") + 1)

    async def process_request(self, request: Request) -> None:
        if role_of(request) is Role.ROBOTS:
            return
        rules = await self._rules(request)
        delay_s = rules.delay_s(self._product)
        if delay_s is not None:
            pace_of(self._crawler).slow_down(urlsplit(request.url).hostname or "", delay_s)
        if not rules.allow(request.url, self._product):
            await keep_unasked(self._crawler, request, reason="robots", detail=rules.why)
            raise IgnoreRequest(f"{request.url}: {rules.why}")

    async def _rules(self, request: Request) -> Rules:
        parts = urlsplit(request.url)
        origin = f"{parts.scheme}://{parts.netloc}"
        cached = self._cache.get(origin)
        if cached is None or self._clock() - cached.at > MAX_AGE_S:
            fetch = asyncio.ensure_future(self._fetch(f"{origin}/robots.txt", request))
            cached = self._cache[origin] = _Cached(fetch, self._clock())
        return await asyncio.shield(cached.rules)

    async def _fetch(self, url: str, asked_for: Request) -> Rules:
        via: str | None = None
        for _ in range(MAX_REDIRECTS + 1):
            answer = await self._ask(url, asked_for, via)
            if answer is None:
                return Rules(everything=False, why="robots.txt was not reached")
            if not 300 <= answer.status < 400:
                return rules_from(answer.status, _decoded(answer))
            target = absolute((answer.headers.get(b"Location") or b"").decode("latin-1"), url)
            if target is None:
                break
            url, via = target, url
        return Rules(everything=True)  # 2.3.1.2: more redirects than five: as if there were none

    async def _ask(self, url: str, asked_for: Request, via: str | None) -> Response | None:
        """The answer to the last attempt, once its outcome is recorded; None where nothing came."""
        meta = errand(
            source=asked_for.meta.get("dibao_source", ""),
            role=Role.ROBOTS,
            found_by="robots" if via is None else "redirect",
            via=via,
            legacy_tls=bool(asked_for.meta.get("dibao_legacy_tls")),
        )
        response = None
        for attempt in range(self._attempts):
            request = Request(url, callback=NO_CALLBACK, meta={**meta, "retry_times": attempt, "dont_retry": True})
            response = await self._download(request)
            if response is not None and response.status < 500:
                break
        await self._record(request)
        return response

    async def _download(self, request: Request) -> Response | None:
        try:
            return await self._crawler.engine.download_async(request)
        except ArchiveInDanger:
            raise
        except Exception as error:  # noqa: BLE001  # RFC 9309, 2.3.1.4: whatever it was, robots.txt was not reached
            logger.info("%s: %s", request.url, error or type(error).__name__)
            return None

    async def _record(self, request: Request) -> None:
        capture = capture_of(request)
        if capture is not None:
            await self._crawler.engine.scraper.start_itemproc_async(CapturedItem(capture=capture), response=None)


def _decoded(response: Response) -> bytes:
    try:
        return body_of(response)
    except BrokenRecord:
        return b""
