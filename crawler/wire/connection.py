"""HTTP/1.1 connections with a tee: what goes over them is noted on the wire of the exchange that has them."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from io import BytesIO
from time import monotonic
from typing import Any, cast

from scrapy.core.downloader.handlers.http11 import (
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
    _ResponseReader,
)
from twisted.internet.defer import Deferred
from twisted.internet.interfaces import IAddress, IHandshakeListener, IStreamClientEndpoint
from twisted.python.failure import Failure
from twisted.web._newclient import HTTP11ClientProtocol, Request, Response
from twisted.web.client import HTTPConnectionPool
from twisted.web.iweb import IResponse
from zope.interface import implementer

from archive.model import MAX_READ_BYTES, Tls
from crawler.wire.tls import tls_of
from crawler.wire.tolerant_parser import TolerantParser
from crawler.wire.wire import Wire

LINGER_S = 2.0  # so long a silence ends a message that the parser refused, where the server keeps the line open


class WirePool:
    """The connections of a handler as one exchange sees them: the one it is given notes on its wire."""

    persistent = True

    def __init__(self, pool: HTTPConnectionPool, wire: Wire) -> None:
        self._pool = pool
        self._wire = wire

    def getConnection(  # noqa: N802  # Twisted's name
        self, key: tuple[object, ...], endpoint: IStreamClientEndpoint
    ) -> Deferred[WiredConnection]:
        # a connection made with another TLS policy is not reused
        connecting: Deferred[Any] = self._pool.getConnection((*key, self._wire.legacy), endpoint)
        return connecting.addCallback(self._wired)

    def _wired(self, connection: HTTP11ClientProtocol) -> WiredConnection:
        self._wire.connected = monotonic()
        return WiredConnection(connection, self._wire)


class WiredConnection:
    """A connection, and the wire that its next request belongs to, also when Twisted sends it again on another."""

    def __init__(self, connection: HTTP11ClientProtocol, wire: Wire) -> None:
        self._connection = connection
        self._wire = wire

    def request(self, request: Request) -> Deferred[IResponse]:
        wired = cast("WireRequest", request)
        wired.__class__ = WireRequest
        wired.wire = self._wire
        return self._connection.request(wired)


class WireRequest(Request):
    """A request of Twisted's whose bytes go to its wire as well; its class is set when it is given a connection."""

    wire: Wire

    def writeTo(self, transport: object) -> Deferred[None]:  # noqa: N802  # Twisted's name
        tee = _SendingTee(transport, self.wire.sent)
        return cast("Deferred[None]", super().writeTo(tee))  # type: ignore[no-untyped-call]


class _SendingTee:
    """A transport that notes what is written to it."""

    def __init__(self, transport: Any, sent: list[bytes]) -> None:
        self._transport = transport
        self._sent = sent

    def write(self, data: bytes) -> None:
        self._sent.append(data)
        self._transport.write(data)

    def writeSequence(self, sequence: Iterable[bytes]) -> None:  # noqa: N802  # Twisted's name
        data = b"".join(sequence)
        self._sent.append(data)
        self._transport.write(data)

    def __getattr__(self, name: str) -> object:
        return getattr(self._transport, name)


@implementer(IHandshakeListener)
class WireProtocol(_LenientHTTP11ClientProtocol):
    """An HTTP/1.1 connection whose bytes go to the wire of the exchange that has it."""

    _wire: Wire | None = None
    _linger: Any = None  # an IDelayedCall
    _tls: Tls | None = None

    transport: Any  # Twisted's interfaces have no types

    def request(self, request: Request) -> Deferred[IResponse]:
        assert isinstance(request, WireRequest)
        wire = self._wire = request.wire
        wire.begin(ip=self.transport.getPeer().host, tls=self._tls)
        answer: Deferred[Any] = super().request(request)
        parser = cast("TolerantParser", self._parser)
        parser.__class__ = TolerantParser  # as Scrapy does: the class that reads is hard-coded in Twisted
        parser.listener = wire
        answer.addCallback(lambda response: _bound_body(response, wire))
        return answer

    def dataReceived(self, data: bytes) -> None:  # noqa: N802  # Twisted's name
        wire = self._wire
        if wire is None or self._parser is None:
            self.abort()  # type: ignore[no-untyped-call]  # bytes that nobody asked for: no exchange may reuse this
            return
        if wire.first_byte is None:
            wire.first_byte = monotonic()
        wire.receive(data)
        if wire.refusal is not None:
            self._linger_on(wire)
            return
        try:
            self._parser.dataReceived(data)  # type: ignore[no-untyped-call]
        except Exception as refusal:  # noqa: BLE001  # whatever it is, the bytes are kept and the error is told
            wire.refusal = refusal
            self._linger_on(wire)

    def handshakeCompleted(self) -> None:  # noqa: N802  # Twisted's name
        self._tls = tls_of(self.transport.getHandle(), legacy=bool(self._wire and self._wire.legacy))
        if self._wire is not None:
            self._wire.tls = self._tls

    def _linger_on(self, wire: Wire) -> None:
        """Goes on keeping what the parser refused until the server ends it, is silent, or sends too much."""
        if wire.max_bytes and wire.size > wire.max_bytes:
            self._end_refused(wire)
        elif self._linger is None:
            reactor: Any = import_module("twisted.internet.reactor")  # only once one is installed
            self._linger = reactor.callLater(LINGER_S, self._end_refused, wire)
        else:
            self._linger.reset(LINGER_S)

    def _end_refused(self, wire: Wire) -> None:
        self._cancel_linger()
        self._giveUp(Failure(wire.refusal))  # type: ignore[no-untyped-call]

    def _cancel_linger(self) -> None:
        if self._linger is not None and self._linger.active():
            self._linger.cancel()
        self._linger = None

    def _finishResponse(self, rest: bytes) -> None:  # noqa: N802  # Twisted's name
        wire, self._wire = self._wire, None
        if wire is not None:
            wire.finish(surplus=len(rest))
        if rest and self._currentRequest is not None:
            self._currentRequest.persistent = False  # the connection is out of step
        super()._finishResponse(rest)

    def connectionLost(self, reason: Failure) -> None:  # type: ignore[override]  # noqa: N802  # Twisted's name
        self._cancel_linger()
        if self._wire is not None:
            self._wire.lost = reason.value
        super().connectionLost(reason)  # type: ignore[no-untyped-call]


class WireFactory(_LenientHTTP11ClientFactory):
    """Makes the connections of a pool."""

    def buildProtocol(self, addr: IAddress | None) -> WireProtocol:  # noqa: N802  # Twisted's name
        return WireProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]


class _BodyBuffer(BytesIO):
    """The body as the spider gets it; empties itself where it becomes too long."""

    def __init__(self, wire: Wire) -> None:
        super().__init__()
        self._wire = wire

    def write(self, data: Any) -> int:
        if self._wire.body_dropped:
            return len(data)
        if self.tell() + len(data) > MAX_READ_BYTES:
            self._wire.body_dropped = True
            self.seek(0)
            self.truncate()
            return len(data)
        return super().write(data)


def _bound_body(response: Response, wire: Wire) -> Response:
    def deliver(reader: _ResponseReader) -> None:
        reader._bodybuf = _BodyBuffer(wire)
        Response.deliverBody(response, reader)  # type: ignore[no-untyped-call]

    response.deliverBody = deliver  # type: ignore[method-assign]  # this one response's body
    return response
