"""Exchanges as WARC records: which records there are, with which header fields and blocks.  Pure."""

from __future__ import annotations

import hashlib
import json
import re
import urllib.parse
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from archive.http.response import ResponseFacts
from archive.model import Ending, Exchange, RecordRef, Run
from archive.warc.metadata import RUN_FORMAT, run_as_json

SAME_PAYLOAD = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
HTTP_RESPONSE = "application/http;msgtype=response"
HTTP_REQUEST = "application/http;msgtype=request"
TRUNCATED_REASONS = ("length", "time", "disconnect", "unspecified")  # WARC 1.1, 5.13
Fields = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRecord:
    """A record about to be written: its header fields in order (all but Content-Length) and its block."""

    kind: str
    record_id: str  # "urn:uuid:…", without the angle brackets that stand in the file
    target: str | None
    fields: Fields
    block: bytes | Path
    block_length: int


def new_record_id() -> str:
    return f"urn:uuid:{uuid.uuid4()}"


def warc_date(time: datetime) -> str:
    """``2026-11-21T21:11:52.123456Z``: always microseconds, so that reading gives the very same time."""
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def header_uri(url: str) -> str:
    """An address that can stand in a header line: what is not printable ASCII is percent-encoded as UTF-8.

    >>> header_uri("http://例.example/a b")
    'http://%E4%BE%8B.example/a%20b'
    """
    if _PLAIN_URI.fullmatch(url):
        return url
    return urllib.parse.quote(url, safe=_SAFE, errors="surrogatepass")


_SAFE = "".join(chr(code) for code in range(0x21, 0x7F) if chr(code) not in "<>")
_PLAIN_URI = re.compile(r"[!-;=?-~]+")


def record(
    kind: str,
    *,
    record_id: str,
    date: datetime,
    content_type: str,
    block: bytes | Path,
    block_sha256: str | None = None,
    block_length: int | None = None,
    target: str | None = None,
    fields: Iterable[tuple[str, str]] = (),
) -> NewRecord:
    """One record; ``fields`` stand between the target and the digest of the block."""
    if isinstance(block, bytes):
        block_sha256 = block_sha256 or hashlib.sha256(block).hexdigest()
        block_length = len(block)
    assert block_sha256 is not None
    assert block_length is not None
    head = [("WARC-Type", kind), ("WARC-Record-ID", f"<{record_id}>"), ("WARC-Date", warc_date(date))]
    if target is not None:
        head.append(("WARC-Target-URI", header_uri(target)))
    tail = [("WARC-Block-Digest", f"sha256:{block_sha256}"), ("Content-Type", content_type)]
    return NewRecord(
        kind=kind,
        record_id=record_id,
        target=target,
        fields=(*head, *fields, *tail),
        block=block,
        block_length=block_length,
    )


def warcinfo(*, record_id: str, date: datetime, filename: str, run: Run) -> NewRecord:
    """The first record of each file: what wrote it, with which settings, for which run."""
    block = "".join(
        f"{name}: {value}\r\n"
        for name, value in (
            ("software", run.software),
            ("format", "WARC File Format 1.1"),
            ("conformsTo", "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"),
            ("isPartOf", f"urn:dibao:run:{run.id}"),
            ("dibao-settings", f"sha256:{run.settings_sha256}"),
        )
    )
    fields = (("WARC-Filename", filename),)
    return record(
        "warcinfo",
        record_id=record_id,
        date=date,
        content_type="application/warc-fields",
        block=block.encode(),
        fields=fields,
    )


def run_record(run: Run, *, event: str, record_id: str, date: datetime, warcinfo_id: str) -> NewRecord:
    """``event``: started or ended."""
    block = _json({"format": RUN_FORMAT, "event": event, "run": run_as_json(run)})
    return record(
        "metadata",
        record_id=record_id,
        date=date,
        target=f"urn:dibao:run:{run.id}",
        content_type="application/json",
        block=block,
        fields=(_in_file(warcinfo_id),),
    )


def source_record(source: str, toml: str, *, record_id: str, date: datetime, warcinfo_id: str) -> NewRecord:
    """A source's TOML as it stands when a run begins."""
    target = f"urn:dibao:source:{source}"
    return record(
        "resource",
        record_id=record_id,
        date=date,
        target=target,
        content_type="application/toml",
        block=toml.encode(),
        fields=(_in_file(warcinfo_id),),
    )


def certificate_record(certificate: bytes, *, record_id: str, date: datetime, warcinfo_id: str) -> NewRecord:
    """One certificate (DER) of a chain; metadata records cite it by the digest in its target."""
    digest = hashlib.sha256(certificate).hexdigest()
    return record(
        "resource",
        record_id=record_id,
        date=date,
        target=f"urn:x509:sha256:{digest}",
        content_type="application/pkix-cert",
        block=certificate,
        block_sha256=digest,
        fields=(_in_file(warcinfo_id),),
    )


def response_record(
    exchange: Exchange, facts: ResponseFacts, referent: RecordRef | None, *, record_id: str, warcinfo_id: str
) -> NewRecord:
    """The response in full, or, with a referent, the revisit that stands for it."""
    assert exchange.response is not None
    fields = [*_connection(exchange, facts), _in_file(warcinfo_id)]
    if referent is not None:
        fields += _revisit_fields(exchange, referent)
        return record(
            "revisit",
            record_id=record_id,
            date=exchange.started,
            target=exchange.url,
            content_type=HTTP_RESPONSE,
            block=facts.head,
            fields=fields,
        )
    if exchange.ending is Ending.CUT:
        fields.append(("WARC-Truncated", truncated_reason(exchange)))
    if not facts.framed:  # else: warcio and FastWARC would hash something else and call a good record bad
        fields.append(("WARC-Payload-Digest", f"sha256:{facts.payload_sha256}"))
    return record(
        "response",
        record_id=record_id,
        date=exchange.started,
        target=exchange.url,
        content_type=HTTP_RESPONSE if facts.message is not None else "application/octet-stream",
        block=exchange.response,
        block_sha256=facts.block_sha256,
        block_length=facts.block_length,
        fields=fields,
    )


def request_record(exchange: Exchange, *, record_id: str, primary_id: str, warcinfo_id: str) -> NewRecord:
    assert exchange.request is not None
    return record(
        "request",
        record_id=record_id,
        date=exchange.started,
        target=exchange.url,
        content_type=HTTP_REQUEST,
        block=exchange.request,
        fields=(*_address(exchange), ("WARC-Concurrent-To", f"<{primary_id}>"), _in_file(warcinfo_id)),
    )


def metadata_record(
    exchange: Exchange, metadata: dict[str, Any], *, record_id: str, primary_id: str | None, warcinfo_id: str
) -> NewRecord:
    """``primary_id`` is None where nothing came: the record then stands for the capture itself."""
    concurrent = () if primary_id is None else (("WARC-Concurrent-To", f"<{primary_id}>"),)
    return record(
        "metadata",
        record_id=record_id,
        date=exchange.started,
        target=exchange.url,
        content_type="application/json",
        block=_json(metadata),
        fields=(*_address(exchange), *concurrent, _in_file(warcinfo_id)),
    )


def truncated_reason(exchange: Exchange) -> str:
    return exchange.reason if exchange.reason in TRUNCATED_REASONS else "unspecified"


def _address(exchange: Exchange) -> Fields:
    return () if exchange.ip is None else (("WARC-IP-Address", exchange.ip),)


def _connection(exchange: Exchange, facts: ResponseFacts) -> list[tuple[str, str]]:
    fields = list(_address(exchange))
    if facts.message is not None:
        fields.append(("WARC-Protocol", f"http/{facts.message.version}"))
    if exchange.tls is not None:
        fields += [("WARC-Protocol", exchange.tls.protocol), ("WARC-Cipher-Suite", exchange.tls.cipher)]
    return fields


def _revisit_fields(exchange: Exchange, referent: RecordRef) -> list[tuple[str, str]]:
    not_modified = referent is exchange.asked_if_changed_since
    return [
        ("WARC-Profile", NOT_MODIFIED if not_modified else SAME_PAYLOAD),
        ("WARC-Refers-To", f"<{referent.record_id}>"),
        ("WARC-Refers-To-Target-URI", header_uri(referent.url)),
        ("WARC-Refers-To-Date", referent.date),
        ("WARC-Payload-Digest", f"sha256:{referent.payload_sha256}"),
    ]


def _in_file(warcinfo_id: str) -> tuple[str, str]:
    return ("WARC-Warcinfo-ID", f"<{warcinfo_id}>")


def _json(value: dict[str, Any]) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode("ascii")
