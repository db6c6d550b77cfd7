"""An HTTP response parser that reads what browsers read, and tells the wire where a message begins."""

from __future__ import annotations

import re
from typing import Protocol

from scrapy.core.downloader.handlers.http11 import _LenientHTTPClientParser
from twisted.web._newclient import STATUS, BadResponseVersion, ParseError
from twisted.web.http import _ChunkedTransferDecoder
from twisted.web.http_headers import InvalidHeaderName

MAX_HEAD_BYTES = 2**20  # a longer head is refused; the largest met in the wild are below 100 KB
_STATUS_LINE = re.compile(rb"(\S+)\s+(\d{3})(?!\d)\s*(.*)", re.DOTALL)
_USUAL = re.compile(rb"HTTP/1\.[01] \d{3}(?: |\Z)")


class HeadListener(Protocol):
    """Who is told where the message begins among the bytes that were received."""

    size: int
    message_start: int

    def interim_ends(self, unread: int) -> None:
        """An interim response ended ``unread`` bytes before the last byte received."""


class TolerantChunks(_ChunkedTransferDecoder):
    """Chunked coding whose size lines may carry blanks and any extension."""

    def _dataReceived_CHUNK_LENGTH(self) -> bool:  # noqa: N802  # Twisted's name
        end = self._buffer.find(b"\r\n", self._start)
        if end > 0:
            size = bytes(self._buffer[:end]).partition(b";")[0].strip(b" \t")
            self._buffer[:end] = size
            self._start = 0
        return super()._dataReceived_CHUNK_LENGTH()


class TolerantParser(_LenientHTTPClientParser):
    """Reads past leading blank lines, blanks before the colon, long lines, odd status lines and codings.

    Adds no state of its own besides ``listener``, so that the class of a parser just made can be set to it.
    Two different Content-Lengths, a status line without a code and a broken chunk are refused: what such a message
    holds depends on who reads it, so only its bytes are kept.
    """

    MAX_LENGTH = MAX_HEAD_BYTES
    listener: HeadListener
    _transferDecoders: dict[bytes, type[_ChunkedTransferDecoder]] = {b"chunked": TolerantChunks}  # noqa: N815, RUF012

    def dataReceived(self, data: bytes) -> None:  # noqa: N802  # Twisted's name
        super().dataReceived(data)  # type: ignore[no-untyped-call]
        if self.line_mode and self.listener.size - self.listener.message_start > MAX_HEAD_BYTES:
            raise ParseError("the head is longer than", MAX_HEAD_BYTES)  # type: ignore[no-untyped-call]

    def lineLengthExceeded(self, line: bytes) -> None:  # noqa: N802  # Twisted's name
        raise ParseError("a head line is longer than", MAX_HEAD_BYTES)  # type: ignore[no-untyped-call]

    def lineReceived(self, line: bytes) -> None:  # noqa: N802  # Twisted's name
        if self.state == STATUS and not line.strip():
            return
        if self._partialHeader is None and self.state != STATUS:
            line = line.lstrip(b" \t")  # a continuation of nothing
        super().lineReceived(line)

    def statusReceived(self, status: bytes) -> None:  # noqa: N802  # Twisted's name
        if not _USUAL.match(status):
            status = _mended_status(status)
        super().statusReceived(status)  # type: ignore[no-untyped-call]

    def parseVersion(self, strversion: bytes) -> tuple[bytes, int, int]:  # noqa: N802  # Twisted's name
        try:
            version: tuple[bytes, int, int] = super().parseVersion(strversion)  # type: ignore[no-untyped-call]
        except BadResponseVersion:  # HTTP, ICY, HTTP/1
            return (b"HTTP", 1, 0)
        return version

    def headerReceived(self, name: bytes, value: bytes) -> None:  # noqa: N802  # Twisted's name
        try:
            super().headerReceived(name.strip(), value)  # type: ignore[no-untyped-call]
        except InvalidHeaderName:
            return  # a browser skips such a line too; the archive has it

    def allHeadersReceived(self) -> None:  # noqa: N802  # Twisted's name
        if self.response.code == 101:
            self._finish_switched()
            return
        if 100 <= self.response.code < 200:
            self.listener.interim_ends(len(self._buffer))
        else:
            self._mend_connection()
            self._mend_framing()
        super().allHeadersReceived()  # type: ignore[no-untyped-call]

    def _finish_switched(self) -> None:
        # 101 is final for HTTP: what follows is another protocol, which nobody here asked for.
        self.response.length = 0
        self.connHeaders.setRawHeaders(b"Connection", [b"close"])
        self._finished(self.clearLineBuffer())  # type: ignore[no-untyped-call]
        self.response._bodyDataFinished()
        self._responseDeferred.callback(self.response)
        del self._responseDeferred

    def _mend_connection(self) -> None:
        said = b",".join(self.connHeaders.getRawHeaders(b"Connection") or ()).lower()
        if b"close" in said or (self.response.version < (b"HTTP", 1, 1) and b"keep-alive" not in said):
            self.connHeaders.setRawHeaders(b"Connection", [b"close"])

    def _mend_framing(self) -> None:
        lines = self.connHeaders.getRawHeaders(b"Transfer-Encoding")
        if not lines:
            return
        codings = {coding.strip().lower() for line in lines for coding in line.split(b",")} - {b"identity", b""}
        if b"chunked" in codings:
            self.connHeaders.setRawHeaders(b"Transfer-Encoding", [b"chunked"])
            return
        self.connHeaders.removeHeader(b"Transfer-Encoding")
        if codings:  # RFC 9112, 6.3: a coding that is not chunked ends with the connection
            self.connHeaders.removeHeader(b"Content-Length")


def _mended_status(line: bytes) -> bytes:
    match = _STATUS_LINE.match(line.strip())
    if match is None:
        raise ParseError("not a status line", line[:200])  # type: ignore[no-untyped-call]
    return b" ".join(match.groups())
