"""What a payload is by its own bytes: a web page, a document, or nothing that holds text."""

from __future__ import annotations

import re

from archive.errors import NotText
from archive.model import Page

HTML, PDF, DOCX, OFD = "html", "pdf", "docx", "ofd"
# The first bytes of what is often served as a page or linked as an attachment (File signatures, W3C MIME sniffing).
SIGNATURES = (
    (b"%PDF-", PDF),
    (b"PK\x03\x04", "application/zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"\x89PNG\r\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"RIFF", "application/x-riff"),
    (b"\x1f\x8b", "application/gzip"),
    (b"Rar!\x1a", "application/vnd.rar"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"ID3", "audio/mpeg"),
    (b"wOFF", "font/woff"),
    (b"wOF2", "font/woff2"),
    (b"\x00\x00\x01\x00", "image/x-icon"),
    (b"CWS", "application/x-shockwave-flash"),
    (b"FWS", "application/x-shockwave-flash"),
)
PACKED = ((b"OFD.xml", OFD), (b"word/", DOCX))  # names of parts that tell what a zip archive is
MOVIE = re.compile(rb"\A.{4}ftyp", re.DOTALL)
WIDE = (b"\xff\xfe", b"\xfe\xff")  # UTF-16: zero bytes are text there


def form_of(page: Page) -> str:
    """``html`` (anything that is text), ``pdf``, ``docx`` or ``ofd``; NotText names the media type of all else."""
    head = page.body[:1024].lstrip(b" \t\r\n")
    kind = next((name for start, name in SIGNATURES if head.startswith(start)), None)
    if kind == "application/zip":
        kind = next((form for part, form in PACKED if part in page.body), kind)
    if kind is None and MOVIE.match(head):
        kind = "video/mp4"
    if kind is None and _is_binary(head):
        kind = "application/octet-stream"
    if kind in (None, PDF, DOCX, OFD):
        return kind or HTML
    raise NotText(_media_type(page) or kind)


def _is_binary(head: bytes) -> bool:
    """Zero bytes that are not those of a wide encoding (there they stand at every other place of the markup)."""
    zeros = head.count(0)
    return (
        zeros > 0 and not head.startswith(WIDE) and not (max(head[::2].count(0), head[1::2].count(0)) > len(head) // 4)
    )


def _media_type(page: Page) -> str | None:
    """The media type as sent, unless it claims to be text."""
    name = (page.content_type or "").partition(";")[0].strip().lower()
    return name if name and not name.startswith("text/") else None
