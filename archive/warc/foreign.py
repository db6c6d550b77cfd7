"""Captures out of the records of other tools, which say less than ours: role, run and source are what import gives."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from archive.errors import BrokenRecord
from archive.http.http_message import HttpMessage, declared_length, entity_body
from archive.http.message_facts import head_facts, parsed_or_none
from archive.keeping.imported import IMPORTED, origin_of
from archive.model import Capture, Ending, Location, Problem, Role, Run, RunEnded
from archive.warc.serialisation import Record

# Damage after which a block is not what was captured; all else that is wrong with a record is told, and it is taken.
BROKEN = frozenset({"short", "no-content-length", "block-digest", "torn", "deflate", "gzip-crc"})
_SOFTWARE = re.compile(rb"^software:[ \t]*(.*?)\r?$", re.MULTILINE | re.IGNORECASE)
_LABEL_LENGTH = 200


class ForeignCaptures:
    """Takes the records of one file in their order; what repeats or refers is told by what came before in the file."""

    def __init__(self, file: str) -> None:
        """``file``: the name below ``warc/``; it gives run and source."""
        self._file = file
        self._origin = origin_of(file)
        self._software = "unknown"
        self._repeats: Counter[str] = Counter()
        self._full: dict[str | tuple[str, ...], Capture] = {}  # by record id, by address and date, by stated digest
        self._times: dict[str, tuple[datetime, datetime]] = {}  # of each run

    def describe(self, warcinfo: Record) -> None:
        """Which tool wrote the file."""
        found = _SOFTWARE.search(warcinfo.block)
        if found:
            self._software = found[1].decode("utf-8", "replace").strip() or self._software

    def take(self, record: Record) -> Capture | Problem:
        """The capture that a record makes; a Problem where it makes none."""
        try:
            return self._capture(record)
        except (BrokenRecord, ValueError) as error:
            return Problem(
                what="capture",
                detail=str(error),
                warc_file=self._file,
                offset=record.offset,
                record_id=record.record_id,
            )

    def runs(self) -> Iterator[RunEnded]:
        """The runs of the captures so far: from the first to the last time in the file."""
        if self._origin is None:
            return
        for run, (started, ended) in self._times.items():
            yield RunEnded(
                run=Run(
                    id=run,
                    started=started,
                    ended=ended,
                    end_reason="imported",
                    settings_sha256="",
                    software=self._software,
                    sources=(self._origin.source,),
                )
            )

    def _capture(self, record: Record) -> Capture:
        broken = sorted(BROKEN & set(record.problems))
        if broken:
            raise BrokenRecord(f"the record is damaged: {', '.join(broken)}")
        if record.record_id in self._full:
            raise BrokenRecord("a record with this id stands before it in the file")
        capture = foreign_capture(record, file=self._file)
        if record.kind == "revisit":
            capture = self._referring(capture, record)
        capture = self._in_run(capture)
        self._remember(capture, record)
        return capture

    def _in_run(self, capture: Capture) -> Capture:
        if self._origin is None:
            return capture
        self._repeats[capture.url] += 1
        run = self._origin.run_of_repeat(self._repeats[capture.url])
        first, last = self._times.get(run, (capture.time, capture.time))
        self._times[run] = (min(first, capture.time), max(last, capture.time))
        return replace(capture, run=run, source=self._origin.source)

    def _remember(self, capture: Capture, record: Record) -> None:
        if capture.record_id is not None:
            self._full[capture.record_id] = capture
        if record.kind == "revisit":
            return
        digest = _stated_digest(record)
        if digest:
            self._full.setdefault(("digest", digest), capture)
        self._full[("place", capture.url, _seconds(capture.time.isoformat()))] = capture

    def _referring(self, capture: Capture, record: Record) -> Capture:
        """A revisit with what its referent tells, if that stands in the file before it (WARC 1.1, 6.7)."""
        referent = self._referent(record)
        if referent is None:
            return capture
        changes = {
            name: getattr(referent, name) for name in ("status", "content_type", "redirect") if capture.status is None
        }
        return replace(
            capture,
            revisit_of=referent.record_id,
            payload_sha256=referent.payload_sha256,
            payload_length=referent.payload_length,
            **changes,
        )

    def _referent(self, record: Record) -> Capture | None:
        place = record.uri("WARC-Refers-To-Target-URI"), record.field("WARC-Refers-To-Date")
        keys: list[str | tuple[str, ...]] = [record.uri("WARC-Refers-To") or ""]
        if place[0] and place[1]:
            keys.append(("place", place[0], _seconds(place[1])))
        if "identical-payload-digest" in (record.field("WARC-Profile") or "identical-payload-digest"):
            keys.append(("digest", _stated_digest(record)))
        found = (self._full.get(key) for key in keys)
        return next((one for one in found if one is not None and one.revisit_of is None), None)


def foreign_capture(record: Record, *, file: str) -> Capture:
    """The capture that another tool's record tells of by itself; BrokenRecord where it has no address or date."""
    if not record.target:
        raise BrokenRecord("a record without an address")
    message, payload = _message_and_payload(record)
    ending, reason = _ending(record, message)
    is_revisit = record.kind == "revisit"
    stated = _stated_digest(record)
    return Capture(
        url=record.target,
        run=IMPORTED,
        source=IMPORTED,
        role=Role.DOCUMENT,
        time=record_time(record),
        ending=ending,
        reason=reason,
        payload_sha256=stated.partition("sha256:")[2] or None if is_revisit else hashlib.sha256(payload).hexdigest(),
        payload_length=None if is_revisit else len(payload),
        record_id=record.record_id,
        location=Location(warc_file=file, offset=record.offset, length=record.length),
        revisit_of=_refers_to(record) if is_revisit else None,
        **_said(record, message),
    )


def record_time(record: Record) -> datetime:
    """WARC-Date, aware; BrokenRecord where it is none."""
    value = (record.field("WARC-Date") or "").strip().upper()
    try:
        time = datetime.fromisoformat(re.sub(r"(\.\d{6})\d+", r"\1", value))
    except ValueError:
        raise BrokenRecord(f"WARC-Date {value[:40]!r}") from None
    return time.replace(tzinfo=time.tzinfo or UTC).astimezone(UTC)


def _message_and_payload(record: Record) -> tuple[HttpMessage | None, bytes]:
    """What a resource holds is its payload, even where that looks like a message."""
    message = parsed_or_none(record.block) if record.kind != "resource" else None
    return message, record.block if message is None else entity_body(message)


def _said(record: Record, message: HttpMessage | None) -> dict[str, Any]:
    if message is not None:
        return head_facts(message, record.target or "")
    return {"status": 200, "content_type": record.field("Content-Type")} if record.kind == "resource" else {}


def _ending(record: Record, message: HttpMessage | None) -> tuple[Ending, str | None]:
    """What was cut says so, or shows it; the first segment of several is a part too (WARC 1.1, 7).

    A body that is missing altogether shows nothing: it may have been a HEAD request.
    """
    truncated = record.field("WARC-Truncated")
    if truncated:
        return Ending.CUT, truncated
    length = declared_length(message) if message is not None and record.kind == "response" else None
    is_part = length is not None and message is not None and 0 < len(message.body_raw) < length
    return (Ending.CUT, "unspecified") if is_part or record.field("WARC-Segment-Number") else (Ending.COMPLETE, None)


def _refers_to(record: Record) -> str:
    """The id of the record referred to; where only a digest is given, that."""
    return record.uri("WARC-Refers-To") or f"urn:{_stated_digest(record) or 'unknown'}"


def _stated_digest(record: Record) -> str:
    """The payload digest as written, in one case; "" where there is none."""
    return (record.field("WARC-Payload-Digest") or "").strip().lower()[:_LABEL_LENGTH]


def _seconds(time: str) -> str:
    """A time to the second, however it is written: ``20260102T030405``.

    >>> _seconds("2026-01-02T03:04:05.678Z")
    '20260102030405'
    """
    return re.sub(r"\D", "", time)[:14]
