"""Addresses that may not be fetched."""

from __future__ import annotations

import asyncio

import pytest
from fake_crawl import FakeCrawler
from scrapy import Request, resolver
from scrapy.exceptions import IgnoreRequest
from twisted.internet.defer import succeed

from archive.errors import UserError
from archive.model import Ending, Role
from crawler.errand import errand
from crawler.manners.guard import ForbiddenAddressError, Guard, GuardedResolver, GuardMiddleware, proxy_for


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://127.9.9.9:8080/",
        "http://localhost/",
        "http://a.localhost./",
        "http://10.0.0.1/",
        "http://172.16.0.1/",
        "http://192.168.1.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://100.64.0.1/",
        "http://0.0.0.0/",
        "http://224.0.0.1/",
        "http://255.255.255.255/",
        "http://[::1]/",
        "http://[::]/",
        "http://[fe80::1]/",
        "http://[fe80::1%25eth0]/",
        "http://[fd00::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[2002:7f00:1::]/",
        "http://[64:ff9b::a00:1]/",
        "file:///etc/hostname",
        "ftp://www.example.cn/",
        "data:text/html,a",
        "http:///a",
        "http://www.example.cn:25/",
        "http://www.example.cn:6379/",
        "http://www.example.cn:99999/",
        "http://[::1/",
    ],
)
def test_these_are_refused(url: str) -> None:
    """This machine, its networks, the cloud's metadata, other protocols, ports of other services."""
    assert Guard().problem_of_url(url) is not None


@pytest.mark.parametrize(
    "url",
    [
        "http://www.example.cn/",
        "https://www.example.cn:8443/a",
        "http://www.example.cn:81/",
        "http://203.119.1.1/",
        "http://[2400:3200::1]/",
        "http://intranet/",
        "http://卫健委.中国/",
    ],
)
def test_these_may_be_asked(url: str) -> None:
    """Names are looked at when they are resolved; odd ports are common on government sites."""
    assert Guard().problem_of_url(url) is None


def test_a_collection_may_allow_networks() -> None:
    """Only those it names, in IPv4 and IPv6, and the IPv4 addresses meant by IPv6 ones."""
    guard = Guard(["127.0.0.0/8", "fd12::/16"])
    urls = ("http://127.0.0.1:8000/", "http://localhost:8000/", "http://[fd12::1]/", "http://[::ffff:127.0.0.1]/")
    assert [guard.problem_of_url(url) for url in urls] == [None] * 4
    assert guard.problem_of_url("http://10.0.0.1/") is not None


def test_a_network_that_is_none_is_the_user_s_mistake() -> None:
    """The key is named."""
    with pytest.raises(UserError, match="network: allow: 'home'"):
        Guard(["home"])


def refused(url: str, resolved: str | Exception, *, proxy: str | None = None) -> list[tuple[object, ...]]:
    """What is kept of a request that the middleware refuses."""

    async def resolve(host: str) -> str:
        if isinstance(resolved, Exception):
            raise resolved
        return resolved

    crawler = FakeCrawler()
    middleware = GuardMiddleware(crawler, Guard(), proxy=proxy, resolve=resolve)  # type: ignore[arg-type]
    request = Request(url, meta=errand(source="s", role=Role.DOCUMENT, found_by="listing"))
    try:
        asyncio.run(middleware.process_request(request))
    except IgnoreRequest:
        assert request.meta["dibao_capture"].reason == "guard"
    return [(kept.url, kept.ending, kept.reason) for kept in crawler.recording.exchanges]


@pytest.fixture(autouse=True)
def _no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "no_proxy", "NO_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)


def test_a_name_is_judged_by_what_it_resolves_to() -> None:
    """Also where the resolver itself refuses; what does not resolve is left to the handler, which says so."""
    url = "http://rebind.example/"
    kept = [(url, Ending.UNANSWERED, "guard")]
    assert refused(url, "10.0.0.7") == kept
    assert refused(url, ForbiddenAddressError("rebind.example: 10.0.0.7 is not a public address")) == kept
    assert refused(url, "203.119.1.1") == []
    assert refused(url, OSError("no such name")) == []


def test_behind_a_proxy_names_are_not_resolved() -> None:
    """The proxy decides; addresses are judged all the same."""
    assert refused("http://rebind.example/", "10.0.0.7", proxy="http://127.0.0.1:3128") == []
    assert refused("http://10.0.0.7/", "10.0.0.7", proxy="http://127.0.0.1:3128") != []


def test_the_proxy_is_the_collection_s_or_the_environment_s(monkeypatch: pytest.MonkeyPatch) -> None:
    """And no_proxy is obeyed."""
    monkeypatch.setenv("http_proxy", "http://env.example:1")
    monkeypatch.setenv("no_proxy", "near.example")
    assert [
        proxy_for(f"http://{host}/", given)
        for host, given in (("a.example", "own"), ("a.example", None), ("near.example", None))
    ] == [
        "own",
        "http://env.example:1",
        None,
    ]


def test_the_resolver_refuses_what_the_guard_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    """At the connection, whoever made it; the proxies' own names are the user's choice."""
    addresses = {"bad.example": "10.0.0.7", "good.example": "203.119.1.1", "proxy": "10.0.0.8"}
    monkeypatch.setattr(
        resolver.CachingThreadedResolver, "getHostByName", lambda self, name, *_: succeed(addresses[name])
    )
    guarded = GuardedResolver(None, 0, 1.0)  # type: ignore[arg-type]
    guarded.proxy_hosts = frozenset({"proxy"})
    results: list[object] = []
    for name in ("bad.example", "good.example", "proxy"):
        guarded.getHostByName(name).addCallbacks(results.append, lambda failure: results.append(failure.type))
    assert results == [ForbiddenAddressError, "203.119.1.1", "10.0.0.8"]
