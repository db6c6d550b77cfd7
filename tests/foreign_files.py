"""WARC files as other tools write them, for the tests of import and of reading."""

from __future__ import annotations

import gzip
import hashlib
from base64 import b32encode

HTML = "<html><head><title>堤坝</title></head><body><p>{}</p></body></html>"
TEXT = "七月的河口镇，新修的堤坝沿着江岸延伸，工人们正在安装最后一段护栏，往来的渔船从闸口缓缓驶过。" * 8


def record(kind: str, block: bytes, *, number: int = 1, url: str = "http://example.org/", **fields: str) -> bytes:
    """One record of WARC 1.0; an empty field is left out."""
    stated = {
        "WARC-Type": kind,
        "WARC-Record-ID": f"<urn:x:{number}>",
        "WARC-Date": "2020-01-02T03:04:05Z",
        "WARC-Target-URI": url,
        "Content-Length": str(len(block)),
        **{name.replace("_", "-"): value for name, value in fields.items()},
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in stated.items() if value)
    return f"WARC/1.0\r\n{lines}\r\n".encode() + block + b"\r\n\r\n"


def message(text: str = TEXT, *, content_type: str = "text/html; charset=utf-8", status: str = "200 OK") -> bytes:
    body = HTML.format(text).encode() if content_type.startswith("text/html") else text.encode()
    return f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\n\r\n".encode() + body


def response(text: str = TEXT, *, number: int = 1, url: str = "http://example.org/", **fields: str) -> bytes:
    return record("response", message(text), number=number, url=url, **fields)


def sha1(data: bytes) -> str:
    """As Heritrix, wget and warcio state it."""
    return f"sha1:{b32encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode()}"


def payload_of(block: bytes) -> bytes:
    return block.split(b"\r\n\r\n", 1)[1]


def members(*records: bytes) -> bytes:
    """One gzip member a record, as it should be."""
    return b"".join(gzip.compress(one, mtime=0) for one in records)


def arc(*pages: tuple[str, bytes]) -> bytes:
    """An ARC file of version 1."""
    filedesc = b"1 0 InternetArchive\nURL IP-address Archive-date Content-type Archive-length\n"
    head = f"filedesc://x.arc 0.0.0.0 20010203040506 text/plain {len(filedesc)}\n".encode()
    lines = [
        f"{url} 192.0.2.1 20010203040506 text/html {len(block)}\n".encode() + block + b"\n" for url, block in pages
    ]
    return head + filedesc + b"\n" + b"".join(lines)
