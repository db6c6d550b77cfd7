"""robots.txt by RFC 9309."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from fake_crawl import Answer, FakeCrawler, answer
from scrapy import Request
from scrapy.exceptions import IgnoreRequest, NotConfigured

from archive.errors import WriterDied
from archive.model import Ending, Role
from crawler.errand import errand
from crawler.manners.politeness import pace_of
from crawler.manners.robots import MAX_BYTES, RobotsMiddleware, rules_from

HOST = "http://www.bureau.example"
ROBOTS = f"{HOST}/robots.txt"
RULES = b"User-agent: *\nDisallow: /private/\nCrawl-delay: 7\n\nUser-agent: dibao\nDisallow: /drafts/\nCrawl-delay: 3\n"


def request(path: str, role: Role = Role.DOCUMENT) -> Request:
    return Request(HOST + path, meta=errand(source="s", role=role, found_by="listing", via=f"{HOST}/"))


def outcomes(crawler: FakeCrawler, *paths: str, attempts: int = 1, **more: Any) -> list[bool]:
    """Whether each address may be asked."""
    middleware = RobotsMiddleware(crawler, product="Dibao", attempts=attempts, **more)  # type: ignore[arg-type]

    async def ask(path: str) -> bool:
        try:
            await middleware.process_request(request(path))
        except IgnoreRequest:
            return False
        return True

    async def all_at_once() -> list[bool]:
        return list(await asyncio.gather(*map(ask, paths)))

    return asyncio.run(all_at_once())


def test_our_own_group_counts_if_there_is_one() -> None:
    """2.2.1: the group that names us, else the one for all; names in any case."""
    crawler = FakeCrawler({ROBOTS: [answer(ROBOTS, RULES)]})
    assert outcomes(crawler, "/drafts/1", "/private/1", "/a") == [False, True, True]
    assert crawler.engine.asked == [ROBOTS]


def test_a_forbidden_address_is_kept_as_not_asked() -> None:
    """Absence is evidence: source, way and reason stand in the archive."""
    crawler = FakeCrawler({ROBOTS: [answer(ROBOTS, RULES)]})
    outcomes(crawler, "/drafts/1")
    kept = crawler.recording.exchanges[-1]
    assert (kept.url, kept.ending, kept.reason, kept.source, kept.via) == (
        f"{HOST}/drafts/1",
        Ending.NOT_ASKED,
        "robots",
        "s",
        f"{HOST}/",
    )


def test_the_file_itself_becomes_one_item() -> None:
    """With role robots, the last attempt only."""
    crawler = FakeCrawler({ROBOTS: [OSError("reset"), answer(ROBOTS, RULES)]})
    assert outcomes(crawler, "/a", attempts=2) == [True]
    assert [(item.capture.url, item.capture.role) for item in crawler.engine.scraper.items] == [(ROBOTS, Role.ROBOTS)]


@pytest.mark.parametrize(
    ("given", "allowed"),
    [
        pytest.param([answer(ROBOTS, RULES, status=404)], True, id="4xx: all is allowed"),
        pytest.param([answer(ROBOTS, RULES, status=403)], True, id="also where it is forbidden"),
        pytest.param([answer(ROBOTS, RULES, status=503)], False, id="5xx: nothing is"),
        pytest.param([OSError("no route")], False, id="not reached: nothing is"),
        pytest.param([answer(ROBOTS, b"<html>welcome</html>")], True, id="no rules in it"),
        pytest.param([answer(ROBOTS, b"\xef\xbb\xbfUser-agent: *\nDisallow: /")], False, id="a byte order mark"),
        pytest.param([answer(ROBOTS, b"broken", Content_Encoding="gzip")], True, id="not what its coding says"),
        pytest.param([answer(ROBOTS, status=302)], True, id="a redirect to nowhere"),
    ],
)
def test_what_an_answer_means(given: list[Answer], allowed: bool) -> None:
    """2.3.1."""
    assert outcomes(FakeCrawler({ROBOTS: given}), "/a") == [allowed]


def test_redirects_are_followed_to_the_fifth() -> None:
    """2.3.1.2; each hop is an item that says where it came from."""
    chain = [f"{HOST}/{number}.txt" for number in range(7)]
    answers: dict[str, list[Answer]] = {
        url: [answer(url, status=301, Location=chain[i + 1])] for i, url in enumerate(chain[:6])
    }
    start: dict[str, list[Answer]] = {ROBOTS: [answer(ROBOTS, status=301, Location="/0.txt")]}
    last: dict[str, list[Answer]] = {chain[4]: [answer(chain[4], b"User-agent: *\nDisallow: /")]}
    within, beyond = FakeCrawler(start | answers | last), FakeCrawler(start | answers)
    assert (outcomes(within, "/a"), outcomes(beyond, "/a")) == ([False], [True])
    assert [(item.capture.url, item.capture.via) for item in within.engine.scraper.items[:3]] == [
        (ROBOTS, None),
        (chain[0], ROBOTS),
        (chain[1], chain[0]),
    ]


def test_it_is_read_again_after_a_day() -> None:
    """2.4: not held longer than 24 hours."""
    crawler = FakeCrawler({ROBOTS: [answer(ROBOTS), answer(ROBOTS, b"User-agent: *\nDisallow: /")]})
    times = iter([0.0, 10.0, 86_401.0, 86_401.0])
    middleware = RobotsMiddleware(crawler, product="Dibao", attempts=1, clock=lambda: next(times))  # type: ignore[arg-type]

    async def ask() -> None:
        await middleware.process_request(request("/a"))
        await middleware.process_request(request("/b"))
        with pytest.raises(IgnoreRequest):
            await middleware.process_request(request("/c"))

    asyncio.run(ask())
    assert crawler.engine.asked == [ROBOTS, ROBOTS]


def test_crawl_delay_slows_the_host_down_within_reason() -> None:
    """Ours is obeyed, up to half a minute; a day between two pages would be a refusal."""
    crawler = FakeCrawler({ROBOTS: [answer(ROBOTS, RULES)]}, delay_s=1.0)
    outcomes(crawler, "/a")
    assert crawler.engine.downloader.slots["www.bureau.example"].delay == 3.0
    assert rules_from(200, b"User-agent: *\nCrawl-delay: 86400").delay_s("Dibao") == 30.0
    assert pace_of(crawler) is pace_of(crawler)  # type: ignore[arg-type]


def test_half_a_mebibyte_is_read() -> None:
    """2.5: at least 500 KiB, and not all that a server may send."""
    padding = b"# " + b"x" * 500 * 1024 + b"\n"
    body = b"User-agent: *\n" + padding + b"Disallow: /in\n" + b"# " + b"x" * MAX_BYTES + b"\nDisallow: /out\n"
    rules = rules_from(200, body)
    assert [rules.allow(f"{HOST}/{path}", "Dibao") for path in ("in", "out")] == [False, True]


def test_the_archive_in_danger_is_not_a_missing_file() -> None:
    """A dead writer stops the run; it must not look like a host that forbids everything."""
    crawler = FakeCrawler({ROBOTS: [WriterDied("gone")]})
    with pytest.raises(WriterDied):
        outcomes(crawler, "/a")


def test_a_collection_may_do_without() -> None:
    """politeness.robots = false."""
    with pytest.raises(NotConfigured):
        RobotsMiddleware.from_crawler(FakeCrawler(settings={"DIBAO_ROBOTS": False}))  # type: ignore[arg-type]
