"""A response measured before it is written: head, payload and digests, from memory or from a spool file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from archive.errors import BrokenRecord
from archive.http.chunked import Dechunker
from archive.http.http_message import LIMITS, HttpMessage, declared_length, entity_body, parse_message

PIECE_BYTES = 2**20


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseFacts:
    """One response, measured.  ``message`` is None where the bytes are no HTTP response; they are then all payload."""

    message: HttpMessage | None  # its body_raw is complete only for a response in memory
    head: bytes
    block_length: int
    block_sha256: str
    payload_length: int
    payload_sha256: str
    framed: bool  # the payload is not simply all that follows the head, or readers may differ on where the head ends


def examine(response: bytes | Path) -> ResponseFacts:
    """Measures a response; a Path is read in pieces, never held whole."""
    return examine_bytes(response) if isinstance(response, bytes) else examine_file(response)


def examine_bytes(raw: bytes) -> ResponseFacts:
    message = _parsed(raw)
    payload = raw if message is None else entity_body(message)
    return ResponseFacts(
        message=message,
        head=b"" if message is None else raw[: message.head_length],
        block_length=len(raw),
        block_sha256=hashlib.sha256(raw).hexdigest(),
        payload_length=len(payload),
        payload_sha256=hashlib.sha256(payload).hexdigest(),
        framed=message is None or not message.regular or len(payload) != len(message.body_raw) or message.chunked,
    )


def examine_file(path: Path) -> ResponseFacts:
    """The same facts of a response in a file, by one pass over it."""
    block, payload = hashlib.sha256(), hashlib.sha256()
    block_length = payload_length = 0
    with path.open("rb") as file:
        message = _parsed(file.read(LIMITS.head_bytes + 4096))
        file.seek(0)
        head = b"" if message is None else file.read(message.head_length)
        block.update(head)
        body = _Body(message)
        for piece in pieces_of(file):
            block.update(piece)
            block_length += len(piece)
            entity = body.feed(piece)
            payload.update(entity)
            payload_length += len(entity)
        tail = body.finish()
    payload.update(tail)
    return ResponseFacts(
        message=message,
        head=head,
        block_length=len(head) + block_length,
        block_sha256=block.hexdigest(),
        payload_length=payload_length + len(tail),
        payload_sha256=payload.hexdigest(),
        framed=message is None or not message.regular or payload_length != block_length or message.chunked,
    )


def pieces_of(file: BinaryIO) -> Iterator[bytes]:
    """The rest of an open file in pieces of a mebibyte."""
    while piece := file.read(PIECE_BYTES):
        yield piece


class _Body:
    """Entity bytes out of raw body bytes in pieces: the streaming form of ``entity_body``."""

    def __init__(self, message: HttpMessage | None) -> None:
        self._dechunker = Dechunker() if message is not None and message.chunked else None
        self._left = None if message is None or message.chunked else declared_length(message)

    def feed(self, piece: bytes) -> bytes:
        if self._dechunker is not None:
            return self._dechunker.feed(piece)
        if self._left is None:
            return piece
        taken = piece[: self._left]
        self._left -= len(taken)
        return taken

    def finish(self) -> bytes:
        return self._dechunker.finish() if self._dechunker is not None else b""


def _parsed(raw: bytes) -> HttpMessage | None:
    try:
        return parse_message(raw)
    except BrokenRecord:
        return None
