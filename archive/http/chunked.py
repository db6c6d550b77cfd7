"""The chunked transfer coding of RFC 9112, taken off piece by piece, as tolerant as browsers are."""

from __future__ import annotations

import re

_SIZE = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,16})[ \t]*(?:;[^\n]*)?\r*\n")
MAX_SIZE_LINE = 64 * 1024  # a chunk's size and its extensions


class Dechunker:
    """Takes the framing off a chunked body that comes in pieces.

    A body whose very first line is no chunk size was never chunked, whatever its head says (some archives store it so):
    it passes unchanged.  Where the framing breaks later, the body ends there and ``problem`` says so.
    """

    def __init__(self) -> None:
        self.problem: str | None = None
        self.ended = False  # the last chunk (size 0) was seen
        self.framed = True  # False: the body passes unchanged
        self._rest = b""
        self._left = 0  # of the chunk under way
        self._begun = False

    def feed(self, piece: bytes) -> bytes:
        """The entity bytes that this piece of the raw body yields."""
        if not self.framed:
            return piece
        data = self._rest + piece if self._rest else piece
        self._rest = b""
        out: list[bytes] = []
        at = 0
        while at < len(data) and not self.ended and self.problem is None and self.framed:
            at = self._step(data, at, out)
            if at < 0:
                break
        return b"".join(out)

    def finish(self) -> bytes:
        """To be called after the last piece; what was still held back, and sets ``problem`` if the body was cut."""
        if self.framed and not self._begun and self._rest:
            self.framed = False
            return self._rest
        if self.framed and not self.ended and self.problem is None:
            self.problem = "chunked body cut"
        return b""

    def _step(self, data: bytes, at: int, out: list[bytes]) -> int:
        """Reads on at ``at``; the next position, or -1 when more bytes are needed."""
        if self._left:
            taken = data[at : at + self._left]
            out.append(taken)
            self._left -= len(taken)
            return at + len(taken)
        start = _after_line_end(data, at) if self._begun else at
        size = _SIZE.match(data, start) if start >= 0 else None
        if size is None:
            return self._no_size(data, at, start, out)
        self._begun = True
        self._left = int(size[1], 16)
        self.ended = self._left == 0
        return size.end()

    def _no_size(self, data: bytes, at: int, start: int, out: list[bytes]) -> int:
        unfinished = start < 0 or (b"\n" not in data[start : start + MAX_SIZE_LINE] and _may_be_size(data[start:]))
        if unfinished:
            self._rest = data[at:]
        elif self._begun:
            self.problem = "chunk size unreadable"
        else:
            self.framed = False
            out.append(data[at:])
        return -1


def dechunk(body: bytes) -> tuple[bytes, str | None]:
    """The entity body and what is wrong with the framing (None: nothing).

    >>> dechunk(b"3;x=1\\r\\nabc\\r\\n0\\r\\nTrailer: t\\r\\n\\r\\n")
    (b'abc', None)
    >>> dechunk(b"3\\r\\nab")
    (b'ab', 'chunked body cut')
    """
    dechunker = Dechunker()
    entity = dechunker.feed(body) + dechunker.finish()
    return entity, dechunker.problem


def _after_line_end(data: bytes, at: int) -> int:
    """Past the line end that closes a chunk (CRLF, LF, or none at all); -1 when it is not all there yet."""
    if data[at : at + 1] == b"\n":
        return at + 1
    if data[at : at + 1] == b"\r":
        return at + 2 if data[at + 1 : at + 2] == b"\n" else (-1 if at + 1 == len(data) else at + 1)
    return at


def _may_be_size(line: bytes) -> bool:
    """Whether bytes without a line end may still become a chunk size."""
    return len(line) < MAX_SIZE_LINE and re.fullmatch(rb"[ \t]*[0-9A-Fa-f]{0,16}[ \t]*(?:;.*)?\r*", line) is not None
