"""CDXJ: the index of one WARC file by address and time, as pywb and other replay tools read it."""

from __future__ import annotations

import json
import re
import urllib.parse
from collections.abc import Iterable
from pathlib import Path

from archive.collection import Collection
from archive.keeping.open_file import write_whole
from archive.model import Capture

_WWW = re.compile(r"^www\d*\.")
_SESSION = re.compile(
    r"(?:(?:jsessionid|phpsessid|sid)=[0-9a-z]{32}|aspsessionid[a-z]{8}=[a-z]{24}|cfid=[^&]+&cftoken=[^&]+)(?:&|$)"
)
_PORTS = {"http": 80, "https": 443}
_KEPT = "!\"$&'()*+,-./:;<=>?@[\\]^_`{|}~"  # stand unescaped in a key, besides letters and digits


def surt(url: str) -> str:
    """The key under which replay tools sort an address: host reversed, lower case, no www, session id or default port.

    It must be the very key that they compute from the address asked for, oddities included.

    >>> surt("https://www.Example.com:443/A/?b=2&a=1")
    'com,example)/a?a=1&b=2'
    """
    try:
        parts = urllib.parse.urlsplit(url.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        return url.lower()
    if not host:
        return url.lower()
    shown_port = f":{port}" if port and port != _PORTS.get(parts.scheme) else ""
    return f"{_host(host)}{shown_port}){_path(parts.path)}{_query(parts.query)}"


def _host(host: str) -> str:
    if ":" in host:
        return host
    try:
        ascii_host = host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        ascii_host = host
    return ",".join(reversed(_WWW.sub("", ascii_host.strip(".")).split(".")))


def _path(path: str) -> str:
    """Dot segments and doubled slashes resolved, no slash at the end."""
    kept: list[str] = []
    for segment in _unescaped(path).split("/"):
        if segment == "..":
            kept = kept[:-1]
        elif segment not in ("", "."):
            kept.append(segment)
    return _escaped("/" + "/".join(kept))


def _query(query: str) -> str:
    kept = _SESSION.sub("", _escaped(_unescaped(query)))
    return "?" + "&".join(sorted(kept.split("&"), key=lambda pair: pair.split("=", 1))) if kept else ""


def _unescaped(text: str) -> str:
    """Percent escapes undone as often as there are any."""
    while (plain := urllib.parse.unquote(text, errors="surrogateescape")) != text:
        text = plain
    return text


def _escaped(text: str) -> str:
    return urllib.parse.quote(text, safe=_KEPT, errors="surrogateescape").lower()


def cdxj_line(capture: Capture, *, filename: str | None = None) -> str | None:
    """One line without its end; None for a capture that cannot be replayed: nothing came, no HTTP, or only a 304.

    Players would hand on a 304 as it is, an empty page; without its line they show the response that it confirmed.
    ``filename`` stands for the file in place of its name below ``warc/``.
    """
    if capture.location is None or capture.status in (None, 304):
        return None
    mime = "warc/revisit" if capture.revisit_of else _mime(capture.content_type)
    entry = {
        "url": capture.url,
        "mime": mime,
        "status": str(capture.status),
        "digest": f"sha256:{capture.payload_sha256}" if capture.payload_sha256 else "-",
        "length": str(capture.location.length),
        "offset": str(capture.location.offset),
        "filename": filename or capture.location.warc_file,
    }
    return f"{surt(capture.url)} {capture.time:%Y%m%d%H%M%S} {json.dumps(entry)}"


def _mime(content_type: str | None) -> str:
    return (content_type or "").partition(";")[0].strip().lower().replace(" ", "") or "unk"


def write_index(collection: Collection, warc_file: str, lines: Iterable[str]) -> Path:
    """Writes the sorted index of one file and returns where."""
    path = collection.index / (warc_file.rpartition("/")[2] + ".cdxj")
    ordered = sorted(line.encode("utf-8", "surrogatepass") for line in lines)
    write_whole(path, (line + b"\n" for line in ordered))
    return path
