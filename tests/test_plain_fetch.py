"""Fetching a page plainly."""

from __future__ import annotations

import gzip

import pytest
from scripted_web import Reply, serving

from archive.collection import Network, Politeness, Settings
from crawler.sources.plain_fetch import NotFetched, PlainFetch


@pytest.fixture(autouse=True)
def _no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "no_proxy", "NO_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)


def settings(proxy: str | None = None, *, delay_s: float = 0.0, allow: tuple[str, ...] = ()) -> Settings:
    return Settings(
        contact="desk@a.test",
        politeness=Politeness(delay_s=delay_s, timeout_s=5.0),
        network=Network(proxy=proxy, allow=allow),
    )


def test_a_page_comes_decoded_after_its_redirects() -> None:
    """With the address it stands at, its charset, and whatever status it has."""
    site = {
        "http://a.test/": Reply(status=302, headers={"Location": "/zh/"}),
        "http://a.test/zh/": Reply(
            gzip.compress("文".encode("gbk")),
            headers={"Content-Encoding": "gzip", "Content-Type": "text/html; charset=GBK"},
        ),
    }
    with serving(site) as web:
        fetch = PlainFetch(settings(web.proxy))
        page, missing = fetch("http://a.test/"), fetch("http://a.test/x")
    assert (page.url, page.status, page.body.decode("gbk"), page.charset) == ("http://a.test/zh/", 200, "文", "gbk")
    assert (missing.status, missing.body) == (404, b"not here")
    assert web.headers("http://a.test/")["user-agent"] == "Dibao/0.1 (+mailto:desk@a.test)"


def test_redirects_end() -> None:
    """A loop is an error, not a hang."""
    with serving({"http://a.test/": Reply(status=301, headers={"Location": "/"})}) as web:
        with pytest.raises(NotFetched, match="more than 5 redirects"):
            PlainFetch(settings(web.proxy))("http://a.test/")
        assert len(web.asked) == 6


def test_private_addresses_are_refused_unless_allowed() -> None:
    """Also where a name or a redirect leads there; the cure is said."""
    with serving({"http://a.test/": Reply(status=301, headers={"Location": "http://10.0.0.7/"})}) as web:
        for url in ("http://a.test/", "http://127.0.0.1:9081/"):
            with pytest.raises(NotFetched, match=r"is not a public address\.  network\.allow"):
                PlainFetch(settings(web.proxy))(url)
        with pytest.raises(NotFetched, match="is not a public address"):
            PlainFetch(settings())(f"http://localhost:{web.port}/")
        direct = PlainFetch(settings(allow=("127.0.0.0/8",)))(f"http://127.0.0.1:{web.port}/")
    assert direct.status == 404


def test_what_does_not_answer_says_why() -> None:
    """In the words of the system."""
    with pytest.raises(NotFetched, match="refused"):
        PlainFetch(settings(allow=("127.0.0.0/8",)))("http://127.0.0.1:9081/")
    with serving({"http://a.test/": Reply(reset=True)}) as web, pytest.raises(NotFetched, match=r"http://a\.test/: "):
        PlainFetch(settings(web.proxy))("http://a.test/")


def test_a_body_that_is_not_what_its_coding_says_is_empty() -> None:
    """It is looked at, not kept: nothing is found there."""
    with serving({"http://a.test/": Reply(b"plain", headers={"Content-Encoding": "br"})}) as web:
        assert PlainFetch(settings(web.proxy))("http://a.test/").body == b""


def test_the_delay_is_kept_between_two_pages() -> None:
    """The time since the last one counts."""
    times, waits = iter([0.0, 100.0, 100.5, 102.0]), []
    with serving({}) as web:
        fetch = PlainFetch(settings(web.proxy, delay_s=2.0), clock=lambda: next(times), wait=waits.append)
        fetch("http://a.test/1")
        fetch("http://a.test/2")
    assert waits == [1.5]
