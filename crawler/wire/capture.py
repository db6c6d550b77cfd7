"""The download handler that keeps: each exchange is on disk before the spider sees what it brought.

``DOWNLOAD_HANDLERS = {"http": "crawler.wire.capture.CaptureHandler", "https": "crawler.wire.capture.CaptureHandler"}``.

It reads from ``request.meta``: ``dibao_role`` (a Role or its word; else document), ``dibao_source``, ``dibao_via``,
``dibao_found_by``, ``dibao_attempt`` (else one more than ``retry_times``), ``dibao_refers_to`` (the RecordRef that a
conditional request is about), ``dibao_legacy_tls`` (true: concessions to an old server are allowed, made only where
TLS fails without them), and Scrapy's own keys.  It writes ``dibao_capture``, also where it raises, and
``dibao_spooled`` (true: the body was too long to be handed over, the response's is empty; the archive has it).

An incomplete message is raised as Scrapy raises it, so that it is retried: DownloadTimeoutError, ResponseDataLossError,
DownloadFailedError, and DownloadCancelledError where it was too long (that one is not); what arrived is in the archive
and ``failure.request.meta["dibao_capture"]`` says how it ended.
"""

from __future__ import annotations

from datetime import UTC, datetime
from time import monotonic
from typing import cast
from urllib.parse import urldefrag, urlsplit

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler, _ScrapyAgent
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.utils._download_handlers import wrap_twisted_exceptions
from scrapy.utils.defer import maybe_deferred_to_future
from twisted.web.client import HTTPConnectionPool
from twisted.web.iweb import IPolicyForHTTPS

from archive.model import Exchange, Role
from crawler.recorder import Recorder, recorder_for
from crawler.wire.connection import WireFactory, WirePool
from crawler.wire.ending import Verdict, ending_of
from crawler.wire.foundations import check_foundations
from crawler.wire.redaction import redact
from crawler.wire.tls import TlsPolicy
from crawler.wire.wire import Wire

check_foundations()

MEMORY_BYTES = 4 * 2**20  # a longer message goes to a file on its way


class CaptureHandler(HTTP11DownloadHandler):
    """Scrapy's handler for http and https, with a tee; the plain handler where no collection is configured."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._recorder = recorder_for(crawler)
        self._policies: dict[bool, TlsPolicy] = {}
        self._legacy_hosts: set[str] = set()
        if self._recorder is not None:
            self._pool._factory = WireFactory
            # a proxy is one host to the pool, and would be connected to anew for most of the requests
            self._pool.maxPersistentPerHost = crawler.settings.getint("CONCURRENT_REQUESTS")

    async def download_request(self, request: Request) -> Response:
        if self._recorder is None:
            return await super().download_request(request)
        for key in ("dibao_capture", "dibao_spooled"):
            request.meta.pop(key, None)
        return await self._captured(request, self._recorder, legacy=urlsplit(request.url).netloc in self._legacy_hosts)

    async def _captured(self, request: Request, recorder: Recorder, *, legacy: bool) -> Response:
        started = datetime.now(UTC)
        wire = self._new_wire(request, recorder, legacy=legacy)
        try:
            response = await self._ask(request, wire)
        except Exception as error:
            verdict = ending_of(wire, error)
            if verdict[1] != "tls" or legacy or not request.meta.get("dibao_legacy_tls"):
                await self._keep(request, recorder, wire, started, verdict)
                raise
        else:
            stopped = "download_stopped" in response.flags
            await self._keep(request, recorder, wire, started, ending_of(wire, None, stopped=stopped))
            return _without_dropped_body(request, response, wire)
        self._legacy_hosts.add(urlsplit(request.url).netloc)
        return await self._captured(request, recorder, legacy=True)

    async def _keep(
        self, request: Request, recorder: Recorder, wire: Wire, started: datetime, verdict: Verdict
    ) -> None:
        total_s = monotonic() - wire.started
        exchange = exchange_of(request, wire, verdict, run=recorder.run, started=started, total_s=total_s)
        request.meta["dibao_capture"] = await recorder.keep(exchange)

    async def _ask(self, request: Request, wire: Wire) -> Response:
        agent = _ScrapyAgent(
            contextFactory=cast("IPolicyForHTTPS", self._policy(legacy=wire.legacy)),
            bindAddress=self._bind_address,
            pool=cast("HTTPConnectionPool", WirePool(self._pool, wire)),
            maxsize=self._default_maxsize,
            warnsize=self._default_warnsize,
            fail_on_dataloss=self._fail_on_dataloss,
            crawler=self._crawler,
            tls_verbose_logging=self._tls_verbose_logging,
        )
        with wrap_twisted_exceptions():
            return await maybe_deferred_to_future(agent.download_request(request))

    def _policy(self, *, legacy: bool) -> TlsPolicy:
        if legacy not in self._policies:
            self._policies[legacy] = TlsPolicy(legacy=legacy)
        return self._policies[legacy]

    def _new_wire(self, request: Request, recorder: Recorder, *, legacy: bool) -> Wire:
        return Wire(
            spool=recorder.collection.spool,
            memory_bytes=MEMORY_BYTES,
            max_bytes=request.meta.get("download_maxsize", self._default_maxsize),
            secure=request.url.startswith("https:"),
            proxied=bool(request.meta.get("proxy")),
            legacy=legacy,
        )


def exchange_of(
    request: Request, wire: Wire, verdict: Verdict, *, run: str, started: datetime, total_s: float
) -> Exchange:
    """What is kept of ``request``; takes what the wire holds."""
    meta = request.meta
    ending, reason, detail = verdict
    message, interim, surplus = wire.take()
    sent = wire.request()
    asked, redacted = redact(sent) if sent is not None else (None, ())
    return Exchange(
        url=urldefrag(request.url)[0],
        run=run,
        source=meta.get("dibao_source") or "",
        role=Role(meta.get("dibao_role", Role.DOCUMENT)),
        started=started,
        ending=ending,
        via=meta.get("dibao_via"),
        found_by=meta.get("dibao_found_by"),
        reason=reason,
        detail=detail,
        request=asked,
        redacted=redacted,
        response=message,
        interim=interim,
        surplus=surplus,
        ip=wire.ip,
        tls=wire.tls,
        attempt=meta.get("dibao_attempt") or meta.get("retry_times", 0) + 1,
        timings_ms=_timings(wire, total_s),
        asked_if_changed_since=meta.get("dibao_refers_to"),
    )


def _timings(wire: Wire, total_s: float) -> tuple[tuple[str, float], ...]:
    moments = (("connect", wire.connected), ("first-byte", wire.first_byte), ("total", wire.started + total_s))
    return tuple((name, round(1000 * (at - wire.started), 1)) for name, at in moments if at is not None)


def _without_dropped_body(request: Request, response: Response, wire: Wire) -> Response:
    if wire.body_dropped:
        request.meta["dibao_spooled"] = True
        response.headers.pop(b"Content-Encoding", None)  # nothing is left to decode
    return response
