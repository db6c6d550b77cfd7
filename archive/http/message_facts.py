"""What the head of a response says of a capture."""

from __future__ import annotations

import urllib.parse
from typing import Any

from archive.errors import BrokenRecord
from archive.http.http_message import HttpMessage, parse_message


def head_facts(message: HttpMessage | None, url: str) -> dict[str, Any]:
    """The fields of a ``Capture`` that its message gives; none where there is no message."""
    if message is None:
        return {}
    return {
        "status": message.status,
        "content_type": message.header("content-type"),
        "etag": message.header("etag"),
        "last_modified": message.header("last-modified"),
        "redirect": _redirect(message, url),
    }


def _redirect(message: HttpMessage, url: str) -> str | None:
    """Where a 3xx points to; bytes that are no ASCII stand percent-encoded as they came, as browsers send them."""
    if not 300 <= message.status < 400:
        return None
    raw = next((value for name, value in message.headers if name.lower() == b"location"), b"")
    location = "".join(chr(byte) if 0x20 < byte < 0x7F else f"%{byte:02X}" for byte in raw)
    try:
        return urllib.parse.urldefrag(urllib.parse.urljoin(url, location)).url if location else None
    except ValueError:
        return None


def parsed_or_none(block: bytes) -> HttpMessage | None:
    """The message that a block is; None where it is none."""
    try:
        return parse_message(block)
    except BrokenRecord:
        return None
