"""Each address once per run."""

from __future__ import annotations

from scrapy import Request

from crawler.dupefilter import OncePerRun


def seen(filter_: OncePerRun, url: str, found_by: str = "listing") -> bool:
    return filter_.request_seen(Request(url, meta={"dibao_found_by": found_by}))


def test_all_forms_of_an_address_are_one() -> None:
    """Scheme, tracking parameters and fragments make no other document."""
    once = OncePerRun()
    urls = ("http://a.example/1?utm_source=x", "https://A.example/1#top", "http://a.example/1", "http://a.example/2")
    assert [seen(once, url) for url in urls] == [False, True, True, False]


def test_a_redirect_to_https_is_followed_once() -> None:
    """It is the same document at another address; back to http again is a loop."""
    once = OncePerRun()
    assert seen(once, "http://a.example/1") is False
    assert [seen(once, f"{scheme}://a.example/1", "redirect") for scheme in ("https", "https", "http")] == [
        False,
        True,
        True,
    ]


def test_what_is_marked_is_not_asked() -> None:
    """An interrupted run goes on behind what it has."""
    once = OncePerRun()
    once.mark("https://a.example/1")
    assert [seen(once, "http://a.example/1"), seen(once, "https://a.example/1", "redirect")] == [True, True]


def test_crawlers_of_one_run_share_what_they_have_seen() -> None:
    """A page that a news source and a government source name is asked once."""
    from fake_crawl import FakeCrawler

    from archive.recording import carry

    news, government, other = FakeCrawler(), FakeCrawler(), FakeCrawler()
    carry(government, news.recording)
    filters = [OncePerRun.from_crawler(crawler) for crawler in (news, government, other)]  # type: ignore[arg-type]
    assert [seen(filter_, "http://a.example/1") for filter_ in filters] == [False, True, False]
