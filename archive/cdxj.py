"""CDXJ: the index of one WARC file by address and time, as pywb and other replay tools read it."""

from __future__ import annotations

import json
import re
import urllib.parse
from collections.abc import Iterable
from pathlib import Path

from archive.collection import Collection
from archive.model import Capture
from archive.open_file import write_whole

_WWW = re.compile(r"^www\d*\.")
_SESSION_IN_QUERY = re.compile(
    r"(?:^|(?<=&))(?:jsessionid=[0-9a-z]{32}|phpsessid=[0-9a-z]{32}|sid=[0-9a-z]{32}"
    r"|aspsessionid[a-z]{8}=[a-z]{24}|cfid=[^&]+&cftoken=[^&]+)(?:&|$)"
)
_SESSION_IN_PATH = re.compile(r"(?:;jsessionid=[0-9a-z]{32}|\(s\([0-9a-z]{24}\)\)/|\([0-9a-z]{24}\)/)")
_PORTS = {"http": 80, "https": 443, "ftp": 21}


def surt(url: str) -> str:
    """The key under which replay tools sort an address: host reversed, lower case, no www, session ids or default port.

    >>> surt("https://www.Example.com:443/A/?b=2&a=1")
    'com,example)/a?a=1&b=2'
    """
    try:
        parts = urllib.parse.urlsplit(url.strip())
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return url.lower()
    if not host:
        return url.lower()
    reversed_host = host if ":" in host else ",".join(reversed(_WWW.sub("", host).split(".")))
    shown_port = f":{port}" if port and port != _PORTS.get(parts.scheme) else ""
    return f"{reversed_host}{shown_port}){_path(parts.path)}{_query(parts.query)}"


def _path(path: str) -> str:
    bare = _SESSION_IN_PATH.sub("", path.lower())
    return bare.rstrip("/") if len(bare) > 1 and bare.rstrip("/") else "/"


def _query(query: str) -> str:
    kept = _SESSION_IN_QUERY.sub("", query.lower()).strip("&")
    return "?" + "&".join(sorted(kept.split("&"))) if kept else ""


def cdxj_line(capture: Capture) -> str | None:
    """One line without its end; None for a capture that cannot be replayed (nothing came, or no HTTP)."""
    if capture.location is None or capture.status is None:
        return None
    mime = "warc/revisit" if capture.revisit_of else _mime(capture.content_type)
    entry = {
        "url": capture.url,
        "mime": mime,
        "status": str(capture.status),
        "digest": f"sha256:{capture.payload_sha256}",
        "length": str(capture.location.length),
        "offset": str(capture.location.offset),
        "filename": capture.location.warc_file,
    }
    return f"{surt(capture.url)} {capture.time:%Y%m%d%H%M%S} {json.dumps(entry)}"


def _mime(content_type: str | None) -> str:
    return (content_type or "").partition(";")[0].strip().lower().replace(" ", "") or "unk"


def write_index(collection: Collection, warc_file: str, lines: Iterable[str]) -> Path:
    """Writes the sorted index of one file and returns where."""
    path = collection.index / (warc_file.rpartition("/")[2] + ".cdxj")
    ordered = sorted(line.encode("utf-8", "surrogatepass") for line in lines)
    write_whole(path, b"".join(line + b"\n" for line in ordered))
    return path
