"""Connections, secrets, sizes, stops: what a capture says besides the bytes, and what it costs nobody."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from scrapy import Request, Spider, signals
from scrapy.exceptions import CannotResolveHostError, DownloadConnectionRefusedError, StopDownload
from scrapy.utils.test import get_crawler
from twisted.internet.defer import Deferred, fail, succeed
from twisted.internet.error import DNSLookupError
from twisted.internet.interfaces import IResolverSimple
from wire import loop
from wire.cases import TEXT, ok
from wire.fetcher import QUIET, Fetched, Fetcher
from wire.server import Act, Log, Script, ScriptedServer, let_it_arrive
from zope.interface import implementer

from archive.model import Ending, RecordRef, Role
from archive.recording import recording_of
from crawler.wire.capture import CaptureHandler
from crawler.wire.foundations import missing_names
from crawler.wire.redaction import redact


def fetch(directory: Path, *scripts: Script, host: str = "127.0.0.1", path: str = "/", **arguments: Any) -> Kept:
    """One request after another on one server, each with the same arguments."""

    async def go() -> Kept:
        async with ScriptedServer(*scripts, host=host) as server, Fetcher(directory) as fetcher:
            fetched = [await fetcher.get(f"http://{server.netloc}{path}", **arguments) for _ in scripts]
        return Kept(fetched, server.log)

    return loop.run(go())


class Kept(NamedTuple):
    fetched: list[Fetched]
    log: Log

    def is_exact(self) -> bool:
        return [(f.exchange.request, f.message) for f in self.fetched] == list(
            zip(self.log.requests, self.log.sent, strict=True)
        )


def test_exchanges_on_one_connection_are_told_apart(tmp_path: Path) -> None:
    """Three exchanges over one kept-alive connection are kept each with its own bytes."""
    kept = fetch(tmp_path, [ok("X: 1")], [ok("X: 2", body=b"")], [ok("X: 3")])
    assert kept.log.connections == 1
    assert kept.is_exact()


def test_a_request_sent_again_on_a_new_connection_is_kept_once(tmp_path: Path) -> None:
    """Where the server closed a kept-alive connection, Twisted asks again; kept is the exchange that was answered."""

    async def go() -> tuple[Fetched, Log]:
        scripts: list[Script] = [[ok("X: 1")], [Act.CLOSE], [ok("X: 2")]]
        async with ScriptedServer(*scripts) as server, Fetcher(tmp_path) as fetcher:
            await fetcher.get(f"http://{server.netloc}/")
            return await fetcher.get(f"http://{server.netloc}/"), server.log

    fetched, log = loop.run(go())
    assert len(log.requests) == 3
    assert (fetched.exchange.request, fetched.message) == (log.requests[2], log.sent[2])


def test_a_connection_with_surplus_bytes_is_not_used_again(tmp_path: Path) -> None:
    """Bytes after a response could be taken for the next one's answer; the connection is closed."""
    kept = fetch(tmp_path, [ok() + b"HTTP/1.1 200 OK\r\n\r\nsmuggled"], [ok("X: 2")])
    assert kept.log.connections == 2
    assert kept.fetched[1].message == kept.log.sent[1]


def test_a_connection_that_speaks_unasked_is_not_used_again(tmp_path: Path) -> None:
    """Bytes that come after the exchange has ended belong to none; the connection is closed."""

    async def go() -> tuple[Fetched, Log]:
        scripts = [ok(), b"HTTP/1.1 408 Request Timeout\r\n\r\n"], [ok("X: 2")]
        async with ScriptedServer(*scripts) as server, Fetcher(tmp_path) as fetcher:
            await fetcher.get(f"http://{server.netloc}/")
            await let_it_arrive()
            await let_it_arrive()
            return await fetcher.get(f"http://{server.netloc}/"), server.log

    fetched, log = loop.run(go())
    assert log.connections == 2
    assert fetched.message == ok("X: 2")


def test_the_peer_s_address_is_kept(tmp_path: Path) -> None:
    """The address asked, of either family."""
    assert fetch(tmp_path / "4", [ok()]).fetched[0].exchange.ip == "127.0.0.1"
    over_ipv6 = fetch(tmp_path / "6", [ok()], host="::1")
    assert over_ipv6.fetched[0].exchange.ip == "::1"
    assert over_ipv6.is_exact()


def test_behind_a_proxy_no_address_is_claimed(tmp_path: Path) -> None:
    """An HTTP proxy is asked for the whole address; its own is not the server's."""

    async def go() -> tuple[Fetched, Log]:
        async with ScriptedServer([ok()]) as proxy, Fetcher(tmp_path) as fetcher:
            return await fetcher.get("http://site.test/a?b", meta={"proxy": f"http://{proxy.netloc}"}), proxy.log

    fetched, log = loop.run(go())
    assert log.requests[0].startswith(b"GET http://site.test/a?b HTTP/1.1\r\n")
    assert (fetched.exchange.request, fetched.message, fetched.exchange.ip) == (log.requests[0], log.sent[0], None)


def test_a_proxy_is_connected_to_once_for_each_request_under_way(tmp_path: Path) -> None:
    """All sites together are one host to a proxy: as many connections stay open as requests run at once."""

    async def go() -> Log:
        async with ScriptedServer(*[[ok()]] * 24) as proxy, Fetcher(tmp_path) as fetcher:
            for _ in range(2):
                asked = (
                    fetcher.get(f"http://site{n}.test/", meta={"proxy": f"http://{proxy.netloc}"}) for n in range(12)
                )
                await asyncio.gather(*asked)
            return proxy.log

    log = loop.run(go())
    assert (len(log.requests), log.connections) == (24, 12)


def test_secrets_are_sent_and_not_kept(tmp_path: Path) -> None:
    """Cookies and credentials reach the server; in the archive their values are gone, and the record says so."""
    headers = {"Cookie": "sid=geheim", "Authorization": "Basic Z2VoZWlt", "Proxy-Authorization": "Basic Z2VoZWlt"}
    kept = fetch(tmp_path, [ok()], headers=headers)
    exchange = kept.fetched[0].exchange
    assert b"geheim" in kept.log.requests[0]
    assert exchange.request is not None
    assert b"geheim" not in exchange.request
    assert b"Z2VoZWlt" not in exchange.request
    assert set(exchange.redacted) == {"Cookie", "Authorization", "Proxy-Authorization"}


def test_a_body_is_not_searched_for_secrets() -> None:
    """Only the head's fields are blanked: a body that looks like one stays as it was sent."""
    request = b"POST / HTTP/1.1\r\nHost: a\r\n\r\nCookie: a=1\r\n"
    assert redact(request) == (request, ())


@implementer(IResolverSimple)
class NoNames:
    """A resolver that knows no name, only addresses."""

    def getHostByName(self, name: str, timeout: object = ()) -> Deferred[str]:
        return succeed(name) if name[0].isdigit() else fail(DNSLookupError(name))


@pytest.mark.parametrize(("host", "reason"), [("127.0.0.1", "refused"), ("a.invalid", "dns")])
def test_no_connection_is_an_exchange_with_its_reason(host: str, reason: str, tmp_path: Path) -> None:
    """Nothing was sent, nothing came; why, stands in the capture, and the spider gets Scrapy's own error."""

    async def go() -> Fetched:
        async with ScriptedServer() as server:
            port = server.port
        async with Fetcher(tmp_path) as fetcher:
            return await fetcher.get(f"http://{host}:{port}/")

    with loop.names_resolved_by(NoNames()):
        fetched = loop.run(go())
    kept = fetched.exchange
    assert (kept.ending, kept.reason, kept.request, kept.response) == (Ending.UNANSWERED, reason, None, None)
    assert isinstance(fetched.error, DownloadConnectionRefusedError | CannotResolveHostError)


def test_what_the_request_says_of_itself_is_kept(tmp_path: Path) -> None:
    """Role, source, the way it was found, attempt and the response it is conditional on come from request.meta."""
    refers_to = RecordRef(
        record_id="<urn:uuid:1>", url="http://a.test/", date="2026-11-21T00:00:00Z", payload_sha256=""
    )
    meta = {
        "dibao_role": "feed",
        "dibao_source": "s1",
        "dibao_via": "http://a.test/",
        "dibao_found_by": "listing",
        "dibao_refers_to": refers_to,
        "retry_times": 2,
    }
    kept = fetch(tmp_path, [ok()], path="/x#part", meta=meta).fetched[0].exchange
    assert (kept.role, kept.source, kept.via, kept.found_by) == (Role.FEED, "s1", "http://a.test/", "listing")
    assert (kept.attempt, kept.asked_if_changed_since) == (3, refers_to)
    assert kept.url.endswith("/x")
    assert [name for name, _ in kept.timings_ms] == ["connect", "first-byte", "total"]


@pytest.mark.parametrize("fail", [True, False])
@pytest.mark.parametrize("signal", [signals.headers_received, signals.bytes_received])
def test_a_stopped_download_is_kept_as_far_as_it_came(signal: object, fail: bool, tmp_path: Path) -> None:
    """What a signal handler stops is a cut of an unspecified kind."""

    def stop() -> None:
        raise StopDownload(fail=fail)

    async def go() -> tuple[Fetched, Log]:
        async with (
            ScriptedServer([ok(body=b"a" * 3_000_000), Act.CLOSE]) as server,
            Fetcher(tmp_path) as fetcher,
        ):
            fetcher.crawler.signals.connect(stop, signal)
            return await fetcher.get(f"http://{server.netloc}/"), server.log

    fetched, log = loop.run(go())
    assert (fetched.exchange.ending, fetched.exchange.reason) == (Ending.CUT, "unspecified")
    assert log.sent[0].startswith(fetched.message)
    assert isinstance(fetched.error, StopDownload) is fail


def test_what_is_refused_is_kept_until_the_server_falls_silent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that keeps the line open after what nobody can parse is not waited for until the timeout."""
    monkeypatch.setattr("crawler.wire.connection.LINGER_S", 0.05)
    kept = fetch(tmp_path, [b"no HTTP\r\n", b"at all", Act.STALL])
    assert kept.fetched[0].exchange.ending is Ending.UNPARSED
    assert kept.is_exact()


def test_what_is_refused_is_kept_up_to_the_size_allowed(tmp_path: Path) -> None:
    """A server that sends without end what nobody can parse is not listened to without end."""
    kept = fetch(tmp_path, [b"no HTTP\r\n", *[b"a" * 100] * 50, Act.STALL], meta={"download_maxsize": 1000})
    assert kept.fetched[0].exchange.ending is Ending.UNPARSED
    assert 1000 < len(kept.fetched[0].message) < 3000


def test_a_head_without_end_is_refused(tmp_path: Path) -> None:
    """A head of more than a megabyte is kept as far as it came, and no spider waits for its end."""
    line = b"X: " + b"a" * 50_000 + b"\r\n"
    kept = fetch(tmp_path, [b"HTTP/1.1 200 OK\r\n", *[line] * 25, Act.CLOSE])
    assert kept.fetched[0].exchange.ending is Ending.UNPARSED
    assert kept.is_exact()


def test_a_long_message_goes_through_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond a measure the message is written to the collection's spool; interim and surplus still stand apart."""
    monkeypatch.setattr("crawler.wire.capture.MEMORY_BYTES", 1000)
    interim, surplus = b"HTTP/1.1 103 Early Hints\r\n\r\n", b"surplus"
    kept = fetch(tmp_path, [interim, ok(body=b"a" * 200_000) + surplus])
    exchange = kept.fetched[0].exchange
    assert isinstance(exchange.response, Path)
    assert exchange.response.parent == tmp_path / ".spool"
    assert interim + kept.fetched[0].message + surplus == kept.log.sent[0]
    assert (exchange.interim, exchange.surplus) == (interim, surplus)
    assert kept.fetched[0].response is not None
    assert kept.fetched[0].response.body == b"a" * 200_000


def test_a_body_too_long_to_read_is_not_handed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The archive has it; the spider gets an empty body, and a flag that says so."""
    monkeypatch.setattr("crawler.wire.connection.MAX_READ_BYTES", 100_000)
    kept = fetch(tmp_path, [ok("Content-Encoding: gzip", body=b"a" * 200_000)])
    response = kept.fetched[0].response
    assert kept.is_exact()
    assert response is not None
    assert (response.status, response.body, response.headers.get("Content-Encoding")) == (200, b"", None)
    assert kept.fetched[0].request.meta["dibao_spooled"] is True


def test_without_a_collection_it_is_scrapy_s_own_handler(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a directory that is no collection pages come as ever, and nothing is kept."""
    monkeypatch.chdir(tmp_path)
    loop.start()

    async def go() -> tuple[Request, bytes]:
        crawler = get_crawler(Spider, QUIET)
        crawler.spider = Spider("plain")
        handler = CaptureHandler.from_crawler(crawler)
        async with ScriptedServer([ok()]) as server:
            request = Request(f"http://{server.netloc}/")
            response = await handler.download_request(request)
            await handler.close()
        return request, response.body

    request, body = loop.run(go())
    assert body == TEXT
    assert "dibao_capture" not in request.meta
    assert recording_of(CaptureHandler) is None
    assert list(tmp_path.iterdir()) == []


def test_missing_foundations_are_named() -> None:
    """Where Scrapy or Twisted lack a private name that capture stands on, the message says which."""
    assert missing_names() == []
    http = "twisted.web.http"
    wanted = [(http, "Gone.method", ()), (http, "_ChunkedTransferDecoder.noMoreData", ("x",))]
    assert missing_names(wanted) == [f"{http}.Gone.method", f"{http}._ChunkedTransferDecoder.noMoreData (uses x)"]
