"""The examples in docs/archive.md: what a real keeper writes of a few invented exchanges."""

from __future__ import annotations

import itertools
import json
import re
import tempfile
import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, cast
from unittest import mock

from archive.collection import Collection, create_collection
from archive.keeping.holdings import warc_files, warc_path
from archive.keeping.keeper import Keeper
from archive.model import Ending, Exchange, RecordRef, Role, Run, Tls
from archive.warc.captures import told_by
from archive.warc.records import warc_date
from archive.warc.serialisation import Record
from archive.warc.warc_file import iter_records

START = datetime(2026, 11, 21, 18, 30, 0, 123456, tzinfo=UTC)
SOURCE = 'id = "people"\nname = "人民网"\nkind = "news"\nfeeds = ["https://news.example.cn/rss.xml"]\n'
PAGE = ("<!doctype html><title>某地医改</title><p>" + "新华社北京5月24日电，" * 30 + "</p>").encode()
RESPONSE = b'HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nETag: "a1"\r\nContent-Length: %d\r\n\r\n%b'
ASKED = (
    "GET /{path} HTTP/1.1\r\nHost: news.example.cn\r\nUser-Agent: Dibao/0.1 (+mailto:desk@example.org)\r\n{more}\r\n"
)
RUN = Run(
    id="20261121-183000-a1b2",
    started=START,
    settings_sha256="5e" * 32,
    software="dibao/0.1.0 scrapy/2.19.0 twisted/26.10.0 python/3.11.7",
    sources=("people",),
    slot="2026-11-22",
)


@cache
def _written() -> tuple[dict[str, Record], list[dict[str, Any]], list[str]]:
    """The records by name, the ledger's lines and the index's lines of one short run."""
    with (
        tempfile.TemporaryDirectory() as directory,
        mock.patch("archive.warc.records.uuid.uuid4", side_effect=map(_uuid, itertools.count(1))),
    ):
        collection = create_collection(Path(directory), "[keeping]\ndisk_reserve_bytes = 0\n")
        _keep(collection)
        names = warc_files(collection)
        records = [item for name in names for item in iter_records(warc_path(collection, name))]
        index = sorted(collection.index.glob("*.cdxj"))[0].read_text("utf-8").splitlines()
        ledger = [json.loads(line) for line in collection.ledger.read_text("utf-8").splitlines()]
    return dict(zip(NAMES, cast("list[Record]", records), strict=True)), ledger, index


def _uuid(number: int) -> uuid.UUID:
    return uuid.UUID(int=number + (4 << 76) + (8 << 60))


def _keep(collection: Collection) -> None:
    with Keeper(collection, now=lambda: START) as keeper:
        keeper.begin_run(RUN, {"people": SOURCE})
        first = keeper.keep(_exchange("a.html"))
        keeper.keep(_exchange("copy.html", started=START + timedelta(seconds=2)))
        keeper.keep(_not_modified(cast("str", first.record_id), cast("str", first.payload_sha256)))
        keeper.keep(_exchange("gone", ending=Ending.UNANSWERED, reason="dns", detail="DNSLookupError: …", **NOTHING))
        keeper.sync()
        keeper.record(first)
        keeper.end_run(replace(RUN, ended=START + timedelta(hours=1), end_reason="finished", counts={"new": 1}))


NOTHING: dict[str, Any] = {"request": None, "response": None, "ip": None, "tls": None}
NAMES = (
    *("warcinfo", "run started", "source", "certificate", "response", "request", "metadata"),
    *("same payload", "its request", "its metadata", "not modified", "request of 304", "metadata of 304"),
    *("no answer", "run ended"),
)


def _exchange(path: str, **said: Any) -> Exchange:
    facts: dict[str, Any] = {
        "url": f"https://news.example.cn/{path}",
        "run": RUN.id,
        "source": "people",
        "role": Role.DOCUMENT,
        "started": START + timedelta(seconds=1),
        "ending": Ending.COMPLETE,
        "via": "https://news.example.cn/rss.xml",
        "found_by": "feed",
        "request": ASKED.format(path=path, more="").encode(),
        "response": RESPONSE % (len(PAGE), PAGE),
        "ip": "192.0.2.7",
        "tls": Tls(protocol="tls/1.3", cipher="TLS_AES_128_GCM_SHA256", certificates=(b"0" * 900,), verified=True),
        "timings_ms": (("connect", 12.5), ("first-byte", 40.1), ("total", 41.8)),
    }
    return Exchange(**{**facts, **said})


def _not_modified(record_id: str, payload_sha256: str) -> Exchange:
    url, date = "https://news.example.cn/a.html", warc_date(START + timedelta(seconds=1))
    response = RecordRef(record_id=record_id, url=url, date=date, payload_sha256=payload_sha256)
    return _exchange(
        "a.html",
        started=START + timedelta(days=1),
        found_by="known",
        via=None,
        request=ASKED.format(path="a.html", more='If-None-Match: "a1"\r\n').encode(),
        response=b'HTTP/1.1 304 Not Modified\r\nETag: "a1"\r\n\r\n',
        asked_if_changed_since=response,
    )


def record(name: str) -> str:
    """One record as it stands in the file, its block shortened."""
    found = _written()[0][name]
    head = "\n".join([found.version, *(f"{key}: {value}" for key, value in found.fields)])
    return f"```\n{_short(head)}\n\n{_block(found)}\n```"


def _block(found: Record) -> str:
    if found.target and found.target.startswith("urn:x509:"):
        return f"({len(found.block)} bytes: the certificate, DER)"
    if told_by(found):
        return _short(_PAIR.sub(r"[\1, \2]", json.dumps(json.loads(found.block), indent=2, ensure_ascii=False)))
    text = found.block.decode("utf-8").replace("\r\n", "\n").rstrip("\n")
    return _short("\n".join(line if len(line) < 120 else f"{line[:60]}…" for line in text.split("\n")))


_PAIR = re.compile(r"\[\s+(\"[\w-]+\"),\s+([\d.]+)\s+\]")


def capture_metadata() -> dict[str, Any]:
    """The JSON of a capture's metadata record."""
    return cast("dict[str, Any]", json.loads(_written()[0]["metadata"].block))


def ledger_lines() -> str:
    """The ledger of the run; what depends on how this machine compresses is named instead of shown."""
    return "\n".join(["```", *map(_ledger_line, _written()[1]), "```"])


def _ledger_line(line: dict[str, Any]) -> str:
    shown = {
        key: [[*record[:2], "OFFSET", "LENGTH", "SHA256"] for record in value] if key == "records" else value
        for key, value in line.items()
        if key != "prev"
    }
    shown |= {key: key.upper() for key in ("bytes", "sha256") if key in shown}
    return _short(json.dumps({"prev": "SHA256", **shown}, separators=(",", ":"), ensure_ascii=False))


def index_lines() -> str:
    """The CDXJ index of the file."""
    return "\n".join(["```", *(_short(_PLACE.sub(r'"\1": "…"', line)) for line in _written()[2]), "```"])


_PLACE = re.compile(r'"(length|offset)": "\d+"')


def _short(text: str) -> str:
    """Digests cut to their first digits."""
    return re.sub(r"\b([0-9a-f]{10})[0-9a-f]{54}\b", r"\1…", text)
