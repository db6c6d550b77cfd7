"""Content codings taken off within limits: gzip, deflate in both forms, br, zstd."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import brotli
import zstandard

from archive.errors import BrokenRecord

MAX_DECODED_BYTES = 256 * 2**20
MAX_RATIO = 1100  # deflate cannot do more than 1032; what does is br or zstd built to fill a memory
_STEP_BYTES = 64 * 1024
_FREE_BYTES = 2**20  # so much may come out whatever the ratio
_NOT_CODINGS = {"", "identity", "none", "binary", "8bit", "utf-8", "utf8", "chunked"}  # seen in the wild, mean nothing


@dataclass(frozen=True, slots=True)
class _Room:
    """How much may come out."""

    max_bytes: int

    def check(self, length: int) -> None:
        if length > self.max_bytes:
            raise BrokenRecord(f"content-coding yields more than {self.max_bytes} bytes")


def decode_content(
    body: bytes, codings: Sequence[str], *, max_bytes: int = MAX_DECODED_BYTES, max_ratio: int = MAX_RATIO
) -> bytes:
    """The body with its codings (in the order in which they were applied) taken off.

    As browsers do, a stream that ends early yields what it holds, bytes after its end are passed over, and a body that
    plainly is not gzip or zstd though it says so is taken as it is.  BrokenRecord("content-coding …") for an unknown
    coding, broken data, or more than ``max_bytes`` or ``max_ratio`` times the coded length.

    >>> decode_content(zlib.compress(b"a"), ["deflate"])
    b'a'
    """
    for coding in reversed(codings):
        name = coding.strip().lower()
        if name in _NOT_CODINGS or not body:
            continue
        decoder = _DECODERS.get(name)
        if decoder is None:
            raise BrokenRecord(f"content-coding unknown: {name[:40]}")
        body = _decode(decoder, name, body, _Room(min(max_bytes, max(_FREE_BYTES, len(body) * max_ratio))))
    return body


def _decode(decoder: Callable[[bytes, _Room], bytes], name: str, body: bytes, room: _Room) -> bytes:
    try:
        return decoder(body, room)
    except (zlib.error, brotli.error, zstandard.ZstdError) as error:
        raise BrokenRecord(f"content-coding {name} broken: {error}") from None


def _gzip(body: bytes, room: _Room) -> bytes:
    if body[:2] != b"\x1f\x8b":
        return body
    out = b""
    while body[:2] == b"\x1f\x8b":
        member = zlib.decompressobj(31)
        try:
            out += member.decompress(body, room.max_bytes + 1)
        except zlib.error:
            if not out:
                raise
            break  # garbage that begins like another member
        room.check(len(out))
        body = member.unused_data if member.eof else b""
    return out


def _deflate(body: bytes, room: _Room) -> bytes:
    """RFC 9110 means zlib's wrapping; many servers send the bare form."""
    try:
        return _inflate(body, zlib.MAX_WBITS, room)
    except zlib.error:
        return _inflate(body, -zlib.MAX_WBITS, room)


def _inflate(body: bytes, window_bits: int, room: _Room) -> bytes:
    out = zlib.decompressobj(window_bits).decompress(body, room.max_bytes + 1)
    room.check(len(out))
    return out


def _brotli(body: bytes, room: _Room) -> bytes:
    try:
        return _brotli_fed(body, len(body), room)
    except brotli.error:
        return _brotli_fed(body, 1, room)  # the library fails, instead of stopping, where bytes follow the end


def _brotli_fed(body: bytes, step: int, room: _Room) -> bytes:
    """Decodes in steps up to the end of the stream, wherever that is."""
    decoder = brotli.Decompressor()
    out = bytearray()
    for at in range(0, len(body), step):
        out += decoder.process(body[at : at + step], output_buffer_limit=room.max_bytes + 1)
        while not decoder.is_finished() and not decoder.can_accept_more_data():
            room.check(len(out))
            out += decoder.process(b"", output_buffer_limit=room.max_bytes + 1)
        if decoder.is_finished():
            break
    room.check(len(out))
    return bytes(out)


def _zstd(body: bytes, room: _Room) -> bytes:
    if body[:4] != b"\x28\xb5\x2f\xfd":
        return body
    reader = zstandard.ZstdDecompressor(max_window_size=2**27).stream_reader(body, read_across_frames=True)
    out = bytearray()
    try:
        while piece := reader.read(_STEP_BYTES):
            out += piece
            room.check(len(out))
    except zstandard.ZstdError as error:
        if "Unknown frame descriptor" not in str(error):  # that is: bytes after the last frame
            raise
        return _zstd_first_frame(body, room)
    return bytes(out)


def _zstd_first_frame(body: bytes, room: _Room) -> bytes:
    room.check(zstandard.frame_content_size(body))
    decompressor = zstandard.ZstdDecompressor(max_window_size=2**27)
    return decompressor.decompress(body, max_output_size=room.max_bytes, allow_extra_data=True)


_DECODERS: dict[str, Callable[[bytes, _Room], bytes]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}
