"""Labelled digests (``sha256:…``) of records, in all the forms that archives write, compared with the bytes."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re

from archive.errors import BrokenRecord
from archive.http.http_message import entity_body, parse_message

_HEAD_END = re.compile(rb"\n\r?\n")
ALGORITHMS = ("sha256", "sha1", "md5", "sha512", "sha384", "sha224")


def digest_problems(kind: str, block: bytes, block_digest: str | None, payload_digest: str | None) -> list[str]:
    """What the stated digests say against the block: block-digest, payload-digest, digest-unknown.

    A revisit states its referent's payload and a segment that of the whole, so only their blocks are compared.  The
    payload of a chunked response may be digested with its framing or without, that of a request with its head or
    without: all are in use.
    """
    problems = []
    if block_digest is not None:
        problems += _compare("block-digest", block_digest, [block])
    if payload_digest is not None and kind not in ("revisit", "continuation"):
        problems += _compare("payload-digest", payload_digest, _payloads(kind, block))
    return problems


def _compare(name: str, labelled: str, candidates: list[bytes]) -> list[str]:
    algorithm, _, value = labelled.strip().partition(":")
    algorithm = algorithm.lower().replace("-", "")
    if algorithm not in ALGORITHMS:
        return ["digest-unknown"]
    wanted = _raw_digest(value.strip(), hashlib.new(algorithm, usedforsecurity=False).digest_size)
    found = (hashlib.new(algorithm, candidate, usedforsecurity=False).digest() for candidate in candidates)
    return [] if wanted is not None and wanted in found else [name]


def _raw_digest(value: str, size: int) -> bytes | None:
    """From hex, base32 or base64, padded or not; None where it is none of them or of another length."""
    decoders = (binascii.unhexlify, _base32, _base64)
    for decode in decoders:
        try:
            raw = decode(value)
        except (binascii.Error, ValueError):
            continue
        if len(raw) == size:
            return raw
    return None


def _base32(value: str) -> bytes:
    bare = value.upper().rstrip("=")
    return base64.b32decode(bare + "=" * (-len(bare) % 8))


def _base64(value: str) -> bytes:
    bare = value.rstrip("=")
    return base64.b64decode(bare + "=" * (-len(bare) % 4), altchars=b"-_" if "-" in bare or "_" in bare else None)


def _payloads(kind: str, block: bytes) -> list[bytes]:
    """What may be meant by the payload of a block."""
    if kind == "request":
        return [block, _HEAD_END.split(block, 1)[-1]]
    if kind != "response":
        return [block]
    try:
        message = parse_message(block)
    except BrokenRecord:
        return [block]
    return [entity_body(message), message.body_raw]
