"""The pace at a host, and what is put off."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import pytest
from fake_crawl import FakeCrawler, answer
from scrapy import Request, signals
from scrapy.exceptions import DontCloseSpider

from archive.model import Role
from crawler.errand import errand
from crawler.manners.politeness import Pace, PolitenessMiddleware, PutOff, retry_after_s

NOW = datetime(2026, 11, 21, tzinfo=UTC)
URL = "http://www.bureau.example/a.html"


class Clockwork:
    """Calls that wait to be made."""

    def __init__(self) -> None:
        self.calls: list[tuple[float, Any]] = []
        self.cancelled = 0

    def later(self, wait_s: float, function: Any, *args: Any) -> Clockwork:
        self.calls.append((wait_s, lambda: function(*args)))
        return self

    def cancel(self) -> None:
        self.cancelled += 1


def made(*, retries: int = 1) -> tuple[FakeCrawler, Clockwork, PolitenessMiddleware]:
    crawler, clockwork = FakeCrawler(settings={"RETRY_TIMES": retries}), Clockwork()
    middleware = PolitenessMiddleware(crawler, later=clockwork.later, now=lambda: NOW)  # type: ignore[arg-type]
    return crawler, clockwork, middleware


def asked(role: Role = Role.DOCUMENT, *, delay_s: float | None = None) -> Request:
    return Request(URL, meta=errand(source="s", role=role, found_by="known", delay_s=delay_s))


def test_a_busy_host_is_asked_again_when_it_says() -> None:
    """The attempt has no outcome of its own, and the spider stays open until the next."""
    crawler, clockwork, middleware = made()
    crawler.signals.connect(middleware._stay_open, signal=signals.spider_idle)
    with pytest.raises(PutOff):
        middleware.process_response(asked(), answer(URL, status=503, Retry_After="60"))
    waiting = crawler.idle()
    [(wait_s, call)] = clockwork.calls
    call()
    assert (wait_s, waiting, crawler.idle()) == (60.0, [DontCloseSpider], [])
    assert [(request.url, request.meta["retry_times"]) for request in crawler.engine.crawled] == [(URL, 1)]


@pytest.mark.parametrize(
    ("status", "header", "role", "retries", "again"),
    [
        (503, "Sat, 21 Nov 2026 00:00:30 GMT", Role.DOCUMENT, 1, 30.0),
        (429, "5", Role.LISTING, 1, 5.0),
        (503, None, Role.DOCUMENT, 1, None),
        (503, "soon", Role.DOCUMENT, 1, None),
        (503, "3600", Role.DOCUMENT, 1, None),
        (503, "5", Role.DOCUMENT, 0, None),
        (503, "5", Role.ROBOTS, 1, None),
        (200, "5", Role.DOCUMENT, 1, None),
    ],
)
def test_what_is_put_off_and_for_how_long(
    status: int, header: str | None, role: Role, retries: int, again: float | None
) -> None:
    """Only what may be retried, only where the host says how long, and not longer than two minutes."""
    _, clockwork, middleware = made(retries=retries)
    response = answer(URL, status=status, **({"Retry_After": header} if header else {}))
    with suppress(PutOff):
        assert middleware.process_response(asked(role), response) is response
    assert [wait_s for wait_s, _ in clockwork.calls] == ([] if again is None else [again])


def test_who_wants_an_hour_is_not_asked_again_at_once() -> None:
    """Scrapy's own retry would come within a second."""
    _, _, middleware = made()
    request = asked()
    middleware.process_response(request, answer(URL, status=503, Retry_After="3600"))
    assert request.meta["dont_retry"]


def test_too_many_requests_pauses_the_whole_host() -> None:
    """429 is about us; 503 about one address, unless it comes three times in a row."""
    crawler, _, middleware = made()
    host = crawler.engine.downloader._get_slot(asked())[1]
    for status in (503, 503, 200, 503, 503):
        middleware.process_response(asked(), answer(URL, status=status))
    before = host.lastseen
    middleware.process_response(asked(), answer(URL, status=503))
    third = host.lastseen
    middleware.process_response(asked(Role.ROBOTS), answer(URL, status=429, Retry_After="9000"))
    assert (before, third > 0, host.lastseen > third) == (0, True, True)


def test_a_pause_holds_the_next_request_back() -> None:
    """The slot then starts it so long after now, whatever its delay; a shorter pause does not shorten it."""
    crawler = FakeCrawler()
    pace = Pace(crawler, clock=lambda: 1000.0)  # type: ignore[arg-type]
    slot = crawler.engine.downloader._get_slot(asked())[1]
    pace.pause("www.bureau.example", 30.0)
    pace.pause("www.bureau.example", 5.0)
    assert slot.lastseen + slot.download_delay() == pytest.approx(1030.0)


def test_a_source_sets_its_own_pace() -> None:
    """A longer delay stays; it outlives the slot, which Scrapy drops after a minute."""
    crawler, _, middleware = made()
    for delay_s in (5.0, 2.0, None):
        middleware.process_request(asked(delay_s=delay_s))
    downloader = crawler.engine.downloader
    assert downloader.slots["www.bureau.example"].delay == 5.0
    assert downloader.per_slot_settings == {"www.bureau.example": {"delay": 5.0}}


def test_the_end_of_the_run_forgets_what_was_put_off() -> None:
    """No call comes after the spider is closed."""
    crawler, clockwork, middleware = made()
    with pytest.raises(PutOff):
        middleware.process_response(asked(), answer(URL, status=503, Retry_After="60"))
    middleware._forget()
    assert (clockwork.cancelled, crawler.idle()) == (1, [])


def test_a_date_in_the_past_means_now() -> None:
    """And a date without a zone is UTC; a negative number is no wait."""
    headers = ("Fri, 20 Nov 2026 00:00:00 GMT", "Sat, 21 Nov 2026 00:00:10 -0000", "-5", "", None)
    assert [retry_after_s(header, NOW) for header in headers] == [0.0, 10.0, None, None, None]
