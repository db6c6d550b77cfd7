"""Captures out of WARC records: what the archive holds, read back as the values that were acknowledged."""

from __future__ import annotations

import json
import re
import urllib.parse
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from archive.errors import BrokenRecord
from archive.http_message import HttpMessage, parse_message
from archive.metadata import CAPTURE_FORMAT, RUN_FORMAT, run_from_json
from archive.model import Capture, Ending, Location, Problem, Role, RunEnded, RunStarted, SourceSnapshot
from archive.response import examine_bytes
from archive.warc import Record
from archive.warc_file import iter_records

Item = Capture | RunStarted | RunEnded | SourceSnapshot | Problem
IMPORTED = "import"  # the source of captures that another tool made; their run is the one that took the file in
_RUN_FILE = re.compile(r"(\d{8}-\d{6}-[0-9a-f]{4})-\d{5}\.")
_PRIMARY = ("response", "revisit", "resource")
_OUR_WARCINFO = b"isPartOf: urn:dibao:run:"
_SOURCE_TARGET = "urn:dibao:source:"


def capture_of(
    metadata: dict[str, Any],
    message: HttpMessage | None,
    *,
    time: datetime,
    record_id: str,
    location: Location,
    revisit_of: str | None,
) -> Capture:
    """The capture that a metadata record and the message beside it tell of; the same on keeping and on reading."""
    payload = metadata["payload"] or {"sha256": None, "length": None}
    return Capture(
        url=metadata["url"],
        run=metadata["run"],
        source=metadata["source"],
        role=Role(metadata["role"]),
        time=time,
        ending=Ending(metadata["ending"]),
        reason=metadata["reason"],
        via=metadata["via"],
        found_by=metadata["found_by"],
        attempt=metadata["attempt"],
        payload_sha256=payload["sha256"],
        payload_length=payload["length"],
        record_id=record_id,
        location=location,
        revisit_of=revisit_of,
        **_head_facts(message, metadata["url"]),
    )


def _head_facts(message: HttpMessage | None, url: str) -> dict[str, Any]:
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


def iter_captures(path: Path, *, name: str | None = None, verify: bool = False) -> Iterator[Item]:
    """What one WARC file tells of, in order of writing: captures, runs begun and ended, sources; and Problems.

    Records of other tools become captures too, with role document and source "import"; their run is the one that took
    the file in, by the file's name, or "import" outside a collection.
    """
    reader = _Reader(name or path.name)
    for item in iter_records(path, name=name, verify=verify):
        if isinstance(item, Problem):
            yield item
        else:
            yield from reader.take(item)
    yield from reader.finish()


class _Reader:
    """Puts the records of one capture together as they come."""

    def __init__(self, file: str) -> None:
        self._file = file
        ours = _RUN_FILE.match(file.rpartition("/")[2])
        self._run = ours[1] if ours else IMPORTED
        self._ours = False
        self._pending: Record | None = None  # a primary record whose metadata record has not come yet

    def take(self, record: Record) -> Iterator[Item]:
        told = told_by(record)
        if record.kind == "warcinfo":
            self._ours = _OUR_WARCINFO in record.block
        if told is not None and told["format"] == CAPTURE_FORMAT:
            yield from self._close_capture(record, told)
        elif told is not None:
            yield from self._run_event(record, told)
        elif record.kind == "resource" and (record.target or "").startswith(_SOURCE_TARGET):
            yield from self.finish()
            yield self._source(record)
        elif record.kind in _PRIMARY and not (record.target or "").startswith("urn:"):
            yield from self.finish()
            self._pending = record

    def finish(self) -> Iterator[Item]:
        """A primary record that no metadata record of ours followed: another tool's, unless the file is ours."""
        pending, self._pending = self._pending, None
        if pending is not None and self._ours:
            yield self._problem("capture", pending, BrokenRecord("its metadata record is missing"))
        elif pending is not None:
            yield from _foreign(pending, self._file, self._run)

    def _close_capture(self, record: Record, told: dict[str, Any]) -> Iterator[Item]:
        primary = self._pending
        if primary is not None and primary.record_id != told["records"]["response"]:
            yield from self.finish()
            primary = None
        self._pending = None
        try:
            if told["records"]["response"] is not None and primary is None:
                raise BrokenRecord(f"its response record {told['records']['response']} does not stand before it")
            yield capture_from_records(primary, record, told, file=self._file)
        except (BrokenRecord, KeyError, TypeError, ValueError) as error:
            yield self._problem("capture", record, error)

    def _run_event(self, record: Record, told: dict[str, Any]) -> Iterator[Item]:
        yield from self.finish()
        try:
            run = run_from_json(told["run"])
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            yield self._problem("run", record, error)
            return
        self._run = run.id
        yield RunEnded(run=run) if told.get("event") == "ended" else RunStarted(run=run)

    def _source(self, record: Record) -> SourceSnapshot:
        source = urllib.parse.unquote((record.target or "").removeprefix(_SOURCE_TARGET))
        return SourceSnapshot(source=source, toml=record.block.decode("utf-8", "replace"), run=self._run)

    def _problem(self, what: str, record: Record, error: Exception) -> Problem:
        detail = f"{type(error).__name__}: {error}"
        return Problem(what=what, detail=detail, warc_file=self._file, offset=record.offset, record_id=record.record_id)


def capture_from_records(primary: Record | None, metadata: Record, told: dict[str, Any], *, file: str) -> Capture:
    """The capture that ``primary`` (response or revisit; None: nothing came) and its metadata record make."""
    record = primary or metadata
    return capture_of(
        told,
        None if primary is None else parsed_or_none(primary.block),
        time=record_time(record),
        record_id=record.record_id or "",
        location=Location(warc_file=file, offset=record.offset, length=record.length),
        revisit_of=record.uri("WARC-Refers-To") if record.kind == "revisit" else None,
    )


def _foreign(record: Record, file: str, run: str) -> Iterator[Item]:
    try:
        yield foreign_capture(record, file=file, run=run)
    except (BrokenRecord, ValueError) as error:
        yield Problem(
            what="capture", detail=str(error), warc_file=file, offset=record.offset, record_id=record.record_id
        )


def foreign_capture(record: Record, *, file: str, run: str = IMPORTED) -> Capture:
    """The capture that another tool's record tells of; BrokenRecord where it has no address or date."""
    if not record.target:
        raise BrokenRecord("a record without an address")
    facts = examine_bytes(record.block)
    message = facts.message if record.kind != "resource" else None
    truncated = record.field("WARC-Truncated")
    revisit = record.kind == "revisit"
    stated = (record.field("WARC-Payload-Digest") or "").lower()
    return Capture(
        url=record.target,
        run=run,
        source=IMPORTED,
        role=Role.DOCUMENT,
        time=record_time(record),
        ending=Ending.CUT if truncated else Ending.COMPLETE,
        reason=truncated,
        payload_sha256=facts.payload_sha256 if not revisit else stated.partition("sha256:")[2] or None,
        payload_length=facts.payload_length if not revisit else None,
        record_id=record.record_id,
        location=Location(warc_file=file, offset=record.offset, length=record.length),
        revisit_of=record.uri("WARC-Refers-To") if revisit else None,
        **_resource_facts(record) if message is None else _head_facts(message, record.target),
    )


def _resource_facts(record: Record) -> dict[str, Any]:
    return {"status": 200, "content_type": record.field("Content-Type")} if record.kind == "resource" else {}


def record_time(record: Record) -> datetime:
    """WARC-Date, aware; BrokenRecord where it is none."""
    value = (record.field("WARC-Date") or "").strip().upper()
    try:
        time = datetime.fromisoformat(re.sub(r"(\.\d{6})\d+", r"\1", value))
    except ValueError:
        raise BrokenRecord(f"WARC-Date {value[:40]!r}") from None
    return time.replace(tzinfo=time.tzinfo or UTC).astimezone(UTC)


def told_by(record: Record) -> dict[str, Any] | None:
    """The JSON of a metadata record of ours."""
    if record.kind != "metadata" or record.field("Content-Type") != "application/json":
        return None
    try:
        told = json.loads(record.block)
    except ValueError:
        return None
    ours = isinstance(told, dict) and told.get("format") in (CAPTURE_FORMAT, RUN_FORMAT)
    return told if ours else None


def parsed_or_none(block: bytes) -> HttpMessage | None:
    """The message that a block is; None where it is none."""
    try:
        return parse_message(block)
    except BrokenRecord:
        return None
