"""Bytes of a WARC file as bounded streams, plain or one gzip member at a time, with exact offsets."""

from __future__ import annotations

import re
import struct
import zlib
from pathlib import Path
from types import TracebackType
from typing import Self

GZIP_MAGIC = b"\x1f\x8b"
_WINDOW_BYTES = 256 * 1024
_PIECE_BYTES = 16 * 1024
_OUT_BYTES = 256 * 1024
OVERLAP_BYTES = 4096  # the longest thing that is looked for: the header line of an ARC record
_MAX_GZIP_HEADER = 64 * 1024 + 1024  # the extra field alone may take 64 KiB


class RandomFile:
    """A file read at any place through one window, so that walking over small members costs few reads."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb", buffering=0)
        self._window = b""
        self._start = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def read_at(self, offset: int, length: int) -> bytes:
        """At most ``length`` bytes; fewer only at the end of the file."""
        at = offset - self._start
        if at < 0 or at + length > len(self._window):
            self._file.seek(offset)
            self._window = self._file.read(max(length, _WINDOW_BYTES))
            self._start = offset
            at = 0
        return self._window[at : at + length]

    @property
    def size(self) -> int:
        return self._file.seek(0, 2)

    def find(self, pattern: re.Pattern[bytes], offset: int) -> int:
        """Where the pattern (of at most 64 bytes) next occurs; -1 if nowhere."""
        while piece := self.read_at(offset, _WINDOW_BYTES):
            found = pattern.search(piece)
            if found is not None:
                return offset + found.start()
            if len(piece) < _WINDOW_BYTES:
                return -1
            offset += len(piece) - 64
        return -1


class Stream:
    """The bytes of a file in order from one place, of which only what is asked for is held."""

    def __init__(self, file: RandomFile, offset: int) -> None:
        self.file = file
        self.problems: list[str] = []
        self.broken = False  # more would follow, but cannot be read
        self._at = offset  # in the file, of the next bytes to take
        self._buffer = bytearray()
        self._ended = False

    @property
    def position(self) -> int:
        """The offset in the file of the next unread byte."""
        return self._at - len(self._buffer)

    def go_to(self, offset: int) -> None:
        self._at, self._ended = offset, False
        self._buffer.clear()

    def peek(self, length: int) -> bytes:
        while len(self._buffer) < length and not self._ended:
            self._fill()
        return bytes(self._buffer[:length])

    def read(self, length: int) -> bytes:
        """At most ``length`` bytes; fewer only at the end of the stream."""
        data = self.peek(length)
        del self._buffer[: len(data)]
        return data

    def skip(self, length: int) -> int:
        """Passes over bytes without holding them; how many there were."""
        passed = 0
        while passed < length and self.peek(1):
            step = min(length - passed, len(self._buffer))
            del self._buffer[:step]
            passed += step
        return passed

    def skip_to(self, pattern: re.Pattern[bytes]) -> int:
        """Passes over bytes up to the pattern, or to the end; how many there were."""
        passed = 0
        while self.peek(_PIECE_BYTES):
            found = pattern.search(self._buffer)
            if found is not None:
                return passed + self.skip(found.start())
            passed += self.skip(len(self._buffer) if self._ended else len(self._buffer) - OVERLAP_BYTES)
        return passed

    def read_through(self, pattern: re.Pattern[bytes], limit: int) -> bytes | None:
        """All bytes up to and with the pattern; None (nothing is taken) if it does not end within ``limit``."""
        searched = 0
        while True:
            found = pattern.search(self._buffer, max(0, searched - 8), limit)
            if found is not None:
                return self.read(found.end())
            searched = len(self._buffer)
            if self._ended or searched >= limit:
                return None
            self._fill()

    def _fill(self) -> None:
        piece = self.file.read_at(self._at, _PIECE_BYTES)
        self._at += len(piece)
        self._buffer += piece
        self._ended = not piece


class MemberStream(Stream):
    """The content of the gzip member at ``offset``.  What is wrong with the member stands in ``problems`` at its end:
    torn, deflate, gzip-crc, gzip-length, gzip-extra."""

    def __init__(self, file: RandomFile, offset: int) -> None:
        super().__init__(file, offset)
        self.offset = offset
        self.end: int | None = None  # offset after the member, once its end is reached
        self._inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        self._crc = 0
        self._length = 0
        self._pending = b""
        self._at = self._pass_header()

    @property
    def position(self) -> int:
        """Where the member begins: all in it is found there."""
        return self.offset

    @property
    def damaged(self) -> bool:
        return self.broken or "gzip-crc" in self.problems

    @property
    def content(self) -> int:
        """How many bytes came out so far."""
        return self._length

    def _pass_header(self) -> int:
        """RFC 1952, 2.3."""
        head = self.file.read_at(self.offset, _MAX_GZIP_HEADER)
        length = gzip_header_length(head)
        if length is None:
            return self._broken("torn" if len(head) < 18 else "gzip-header")
        if head[3] & 4 and not (
            head[12:14] == b"sl" and head[10:12] == b"\x0c\x00"
        ):  # WARC 1.0, Annex D.3 skip lengths
            self.problems.append("gzip-extra")
        return self.offset + length

    def _fill(self) -> None:
        if self._pending:
            piece, self._pending = self._pending, b""
        else:
            piece = self.file.read_at(self._at, _PIECE_BYTES)
            self._at += len(piece)
        if not piece:
            self._broken("torn")
            return
        try:
            out = self._inflater.decompress(piece, _OUT_BYTES)
        except zlib.error:
            self._broken("deflate")
            return
        self._pending = self._inflater.unconsumed_tail
        self._crc = zlib.crc32(out, self._crc)
        self._length += len(out)
        self._buffer += out
        if self._inflater.eof:
            self._close(self._at - len(self._inflater.unused_data))

    def _close(self, end_of_deflate: int) -> None:
        self._ended = True
        trailer = self.file.read_at(end_of_deflate, 8)
        if len(trailer) < 8:
            self._broken("torn")
            return
        self.end = end_of_deflate + 8
        crc, length = struct.unpack("<II", trailer)
        if crc != self._crc:
            self.problems.append("gzip-crc")
        if length != self._length & 0xFFFFFFFF:
            self.problems.append("gzip-length")

    def _broken(self, problem: str) -> int:
        self.problems.append(problem)
        self.broken = self._ended = True
        return self.offset


def gzip_header_length(head: bytes) -> int | None:
    """How long the header of a member is; None where it is none or not all there."""
    if len(head) < 10 or head[:3] != b"\x1f\x8b\x08" or head[3] & 0xE0:
        return None
    at = 10
    if head[3] & 4:
        at += 2 + int.from_bytes(head[10:12], "little")
    for flag in (8, 16):  # name, comment
        if head[3] & flag:
            at = head.find(b"\0", at) + 1
            if at == 0:
                return None
    at += 2 if head[3] & 2 else 0
    return at if at < len(head) else None
