"""How often a host is asked: the source's delay, robots.txt's Crawl-delay, and what 429 and Retry-After ask for."""

from __future__ import annotations

import email.utils
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from time import monotonic
from typing import Any, Self
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from scrapy import Request, signals
from scrapy.core.downloader import Slot
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.exceptions import DontCloseSpider, IgnoreRequest
from scrapy.http import Response
from scrapy.utils.asyncio import call_later

from archive.model import Role
from crawler.errand import role_of

MAX_WAIT_S = 120.0  # a host that asks for more is not asked again for this address in this run
TOO_MANY = 429
UNAVAILABLE = 503
UNAVAILABLE_IN_A_ROW = 3  # so many 503 one after the other, and the whole host is left alone for a while
PAUSE_S = 30.0  # where the host does not say how long


class PutOff(IgnoreRequest):
    """The address will be asked again later in this run: this attempt has no outcome."""


class Pace:
    """The delays of one crawler's hosts, kept in its downloader's slots."""

    def __init__(self, crawler: Crawler, *, clock: Callable[[], float] = monotonic) -> None:
        self._crawler = crawler
        self._clock = clock

    def slow_down(self, host: str, delay_s: float) -> None:
        """At least so much time between two requests to ``host``; a longer delay stays."""
        slot = self._slot(host)
        slot.delay = max(slot.delay, delay_s)
        # a slot unused for a minute is dropped, and made anew from these settings
        self._crawler.engine.downloader.per_slot_settings.setdefault(host, {})["delay"] = slot.delay

    def pause(self, host: str, wait_s: float) -> None:
        """No request to ``host`` for so long; those under way go on."""
        slot = self._slot(host)
        slot.delay = slot.delay or 0.01  # without a delay the slot does not look at the time
        slot.lastseen = max(slot.lastseen, self._clock() + wait_s - slot.delay)

    def _slot(self, host: str) -> Slot:
        return self._crawler.engine.downloader._get_slot(Request(f"http://{host}/"))[1]


_paces: WeakKeyDictionary[Crawler, Pace] = WeakKeyDictionary()


def pace_of(crawler: Crawler) -> Pace:
    return _paces.setdefault(crawler, Pace(crawler))


def retry_after_s(value: str | None, now: datetime) -> float | None:
    """The wait a Retry-After header asks for: seconds or an HTTP date; None where it says neither.

    >>> retry_after_s("60", datetime(2026, 11, 21, tzinfo=UTC))
    60.0
    >>> retry_after_s("Sat, 21 Nov 2026 00:01:30 GMT", datetime(2026, 11, 21, tzinfo=UTC))
    90.0
    """
    if value is None:
        return None
    if value.strip().isdigit():
        return float(value)
    try:
        then = email.utils.parsedate_to_datetime(value)
    except ValueError:
        return None
    then = then if then.tzinfo else then.replace(tzinfo=UTC)
    return max(0.0, (then - now).total_seconds())


class PolitenessMiddleware:
    """Keeps each host's pace, and brings back later what the host could not answer now."""

    def __init__(
        self,
        crawler: Crawler,
        *,
        later: Callable[..., Any] = call_later,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._crawler = crawler
        self._later = later
        self._now = now
        self._unavailable: Counter[str] = Counter()
        self._waiting: dict[Request, Any] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        middleware = cls(crawler)
        crawler.signals.connect(middleware._stay_open, signals.spider_idle)
        crawler.signals.connect(middleware._forget, signals.spider_closed)
        return middleware

    def process_request(self, request: Request) -> None:
        delay_s = request.meta.get("dibao_delay_s")
        if delay_s:
            pace_of(self._crawler).slow_down(_host(request), delay_s)

    def process_response(self, request: Request, response: Response) -> Response:
        """The response; PutOff where the address is to be asked again after the time that the host asks for."""
        header = response.headers.get(b"Retry-After")
        wait_s = retry_after_s(header.decode("latin-1") if header else None, self._now())
        self._pause_host(request, response.status, wait_s)
        if response.status not in (TOO_MANY, UNAVAILABLE) or wait_s is None or role_of(request) is Role.ROBOTS:
            return response
        if wait_s > MAX_WAIT_S:
            request.meta["dont_retry"] = True
            return response
        again = self._retry(request, response.status)
        if again is None:
            return response
        self._waiting[again] = self._later(wait_s, self._ask_again, again)
        raise PutOff(f"{request.url}: again in {wait_s:.0f} s, as the host asks")

    def _pause_host(self, request: Request, status: int, wait_s: float | None) -> None:
        host = _host(request)
        self._unavailable[host] = self._unavailable[host] + 1 if status == UNAVAILABLE else 0
        if status == TOO_MANY or self._unavailable[host] >= UNAVAILABLE_IN_A_ROW:
            pace_of(self._crawler).pause(host, min(PAUSE_S if wait_s is None else wait_s, MAX_WAIT_S))

    def _retry(self, request: Request, status: int) -> Request | None:
        spider = self._crawler.spider
        assert spider is not None
        return get_retry_request(request, spider=spider, reason=str(status))

    def _ask_again(self, request: Request) -> None:
        del self._waiting[request]
        self._crawler.engine.crawl(request)

    def _stay_open(self) -> None:
        if self._waiting:
            raise DontCloseSpider

    def _forget(self) -> None:
        for call in self._waiting.values():
            call.cancel()
        self._waiting.clear()


def _host(request: Request) -> str:
    return urlsplit(request.url).hostname or ""
