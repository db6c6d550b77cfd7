"""Captures out of WARC records: what the archive holds, read back as the values that were acknowledged."""

from __future__ import annotations

import json
import re
import urllib.parse
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from archive.collection import Collection
from archive.content_coding import decode_content
from archive.errors import BrokenRecord
from archive.http_message import HttpMessage, entity_body, parse_message
from archive.ledger import find_record
from archive.model import Capture, Ending, Location, Page, Problem, Role, RunEnded, RunStarted, SourceSnapshot
from archive.records import CAPTURE_FORMAT, RUN_FORMAT, run_from_json
from archive.response import examine_bytes
from archive.warc import Record, iter_records, read_record

Item = Capture | RunStarted | RunEnded | SourceSnapshot | Problem
Locate = Callable[[str], Location | None]  # record id to place
IMPORTED = "import"  # the source and run of captures that another tool made
_PRIMARY = ("response", "revisit", "resource")
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

    Records of other tools become captures too, with role document and source "import".
    """
    reader = _Reader(name or path.name)
    for item in iter_records(path, name=name, verify=verify):
        if isinstance(item, Problem):
            yield item
        else:
            yield from reader.take(item)
    yield from reader.finish()


def iter_collection(collection: Collection) -> Iterator[Item]:
    """The same for all files of a collection, oldest first."""
    for name in warc_files(collection):
        yield from iter_captures(warc_path(collection, name), name=name)


def warc_files(collection: Collection) -> list[str]:
    """Names below ``warc/`` of all files, the open one as it will be called, in order of writing."""
    found = (path.relative_to(collection.warc).as_posix() for path in collection.warc.rglob("*") if path.is_file())
    names = {name.removesuffix(".open") for name in found if _WARC_NAME.search(name)}
    return sorted(names, key=lambda name: (name.rpartition("/")[2], name))


_WARC_NAME = re.compile(r"\.w?arc(\.gz)?(\.open)?$")


def warc_path(collection: Collection, warc_file: str) -> Path:
    """Where a file lies now: under its name, or still open."""
    closed = collection.warc / warc_file
    still_open = closed.with_name(closed.name + ".open")
    return still_open if not closed.exists() and still_open.exists() else closed


class _Reader:
    """Puts the records of one capture together as they come."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._run = IMPORTED
        self._pending: Record | None = None  # a primary record whose metadata record has not come yet

    def take(self, record: Record) -> Iterator[Item]:
        told = _told(record)
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
        """A primary record that nothing of ours followed: another tool's."""
        pending, self._pending = self._pending, None
        if pending is not None:
            yield from _foreign(pending, self._file)

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
        source = (record.target or "").removeprefix(_SOURCE_TARGET)
        return SourceSnapshot(source=source, toml=record.block.decode("utf-8", "replace"), run=self._run)

    def _problem(self, what: str, record: Record, error: Exception) -> Problem:
        detail = f"{type(error).__name__}: {error}"
        return Problem(what=what, detail=detail, warc_file=self._file, offset=record.offset, record_id=record.record_id)


def capture_from_records(primary: Record | None, metadata: Record, told: dict[str, Any], *, file: str) -> Capture:
    """The capture that ``primary`` (response or revisit; None: nothing came) and its metadata record make."""
    record = primary or metadata
    return capture_of(
        told,
        None if primary is None else _message(primary.block),
        time=record_time(record),
        record_id=record.record_id or "",
        location=Location(warc_file=file, offset=record.offset, length=record.length),
        revisit_of=record.uri("WARC-Refers-To") if record.kind == "revisit" else None,
    )


def _foreign(record: Record, file: str) -> Iterator[Item]:
    try:
        yield foreign_capture(record, file=file)
    except (BrokenRecord, ValueError) as error:
        where = {"warc_file": file, "offset": record.offset, "record_id": record.record_id}
        yield Problem(what="capture", detail=str(error), **where)


def foreign_capture(record: Record, *, file: str) -> Capture:
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
        run=IMPORTED,
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
    value = (record.field("WARC-Date") or "").strip()
    try:
        time = datetime.fromisoformat(re.sub(r"(\.\d{6})\d+", r"\1", value))
    except ValueError:
        raise BrokenRecord(f"WARC-Date {value[:40]!r}") from None
    return time.replace(tzinfo=time.tzinfo or UTC).astimezone(UTC)


def _told(record: Record) -> dict[str, Any] | None:
    """The JSON of a metadata record of ours."""
    if record.kind != "metadata" or record.field("Content-Type") != "application/json":
        return None
    try:
        told = json.loads(record.block)
    except ValueError:
        return None
    ours = isinstance(told, dict) and told.get("format") in (CAPTURE_FORMAT, RUN_FORMAT)
    return told if ours else None


def _message(block: bytes) -> HttpMessage | None:
    try:
        return parse_message(block)
    except BrokenRecord:
        return None


def payload_of(collection: Collection, capture: Capture, *, locate: Locate | None = None) -> bytes:
    """The entity body (content coding kept) of a capture; of a revisit, that of what it refers to, in whichever file.

    ``locate`` finds a record by its id (the catalog can); without it the ledger is searched.  BrokenRecord says what is
    missing.
    """
    return _payload(_holder(collection, capture, locate))


def page_of(collection: Collection, capture: Capture, *, locate: Locate | None = None) -> Page:
    """The page to read: the body without content coding and the facts of its capture.

    BrokenRecord where nothing came, the referent of a revisit is missing, or the content coding is broken.
    """
    own = _record_at(collection, capture)
    holder = own if capture.revisit_of is None else _holder(collection, capture, locate)
    message = _message(own.block) or _message(holder.block)
    return Page(
        body=decode_content(_payload(holder), message.codings if message is not None else ()),
        url=capture.url,
        content_type=capture.content_type,
        status=capture.status,
        captured_at=capture.time,
    )


def _record_at(collection: Collection, capture: Capture) -> Record:
    if capture.location is None:
        raise BrokenRecord(f"{capture.url}: nothing of it is kept")
    path = warc_path(collection, capture.location.warc_file)
    try:
        return read_record(path, capture.location.offset, name=capture.location.warc_file, verify=False)
    except FileNotFoundError:
        raise BrokenRecord(f"{capture.location.warc_file} is missing") from None


def _holder(collection: Collection, capture: Capture, locate: Locate | None) -> Record:
    """The record that holds the payload: the capture's own, or its referent."""
    if capture.revisit_of is None:
        return _record_at(collection, capture)
    find = locate or (lambda record_id: ledger_location(collection, record_id))
    location = find(capture.revisit_of)
    if location is None:
        raise BrokenRecord(f"{capture.url}: refers to {capture.revisit_of}, which is not in this collection")
    path = warc_path(collection, location.warc_file)
    try:
        record = read_record(path, location.offset, name=location.warc_file, verify=False)
    except FileNotFoundError:
        raise BrokenRecord(f"{capture.url}: refers to {location.warc_file}, which is missing") from None
    if record.record_id != capture.revisit_of:
        raise BrokenRecord(f"{location.warc_file} at {location.offset}: not the record {capture.revisit_of}")
    return record


def ledger_location(collection: Collection, record_id: str) -> Location | None:
    """Where a record lies, by the ledger."""
    line = find_record(collection.ledger, record_id) if collection.ledger.exists() else None
    if line is None:
        return None
    offset, length = next((record[2], record[3]) for record in line["records"] if record[1] == record_id)
    return Location(warc_file=line["file"], offset=offset, length=length)


def _payload(record: Record) -> bytes:
    if record.kind in ("metadata", "request", "warcinfo"):
        raise BrokenRecord(f"{record.target}: nothing came")
    message = _message(record.block) if record.kind == "response" else None
    return record.block if message is None else entity_body(message)
