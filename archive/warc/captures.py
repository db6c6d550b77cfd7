"""Captures out of WARC records: what the archive holds, read back as the values that were acknowledged."""

from __future__ import annotations

import json
import urllib.parse
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from archive.errors import BrokenRecord
from archive.http.http_message import HttpMessage
from archive.http.message_facts import head_facts, parsed_or_none
from archive.keeping.imported import IMPORTED, origin_of
from archive.model import Capture, Ending, Location, Problem, Role, RunEnded, RunStarted, SourceSnapshot
from archive.warc.foreign import ForeignCaptures, record_time
from archive.warc.metadata import CAPTURE_FORMAT, RUN_FORMAT, run_from_json
from archive.warc.serialisation import Record
from archive.warc.warc_file import iter_records

Item = Capture | RunStarted | RunEnded | SourceSnapshot | Problem
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
        **head_facts(message, metadata["url"]),
    )


def iter_captures(path: Path, *, name: str | None = None, verify: bool = False) -> Iterator[Item]:
    """What one WARC file tells of, in order of writing: captures, runs begun and ended, sources; and Problems.

    Records of other tools become captures too, with role document; run and source are told by the name of an imported
    file (see ``imported``), and are "import" outside a collection.  There the digests are always verified: a damaged
    record of another tool makes no capture.
    """
    reader = _Reader(name or path.name)
    is_imported = origin_of(name or "") is not None
    for item in iter_records(path, name=name, verify=verify or is_imported):
        if isinstance(item, Problem):
            yield item
        else:
            yield from reader.take(item)
            yield from reader.remarks(item)
    yield from reader.end()


class _Reader:
    """Puts the records of one capture together as they come."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._run = IMPORTED
        self._ours = False
        self._foreign = ForeignCaptures(file)
        self._is_imported = origin_of(file) is not None
        self._pending: Record | None = None  # a primary record whose metadata record has not come yet

    def take(self, record: Record) -> Iterator[Item]:
        told = told_by(record)
        if record.kind == "warcinfo":
            yield from self.finish()
            self._ours = _OUR_WARCINFO in record.block
            self._foreign.describe(record)
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

    def remarks(self, record: Record) -> Iterator[Problem]:
        """What is wrong with a record of ours though it can be read; of others', only what keeps it out is told."""
        for what in record.problems if self._ours else ():
            yield Problem(
                what=what,
                detail=f"{record.kind} record of {record.target or 'no address'}",
                warc_file=self._file,
                offset=record.offset,
                record_id=record.record_id,
            )

    def finish(self) -> Iterator[Item]:
        """A primary record that no metadata record of ours followed: another tool's, unless the file is ours."""
        pending, self._pending = self._pending, None
        if pending is not None and self._ours:
            yield self._problem("capture", pending, BrokenRecord("its metadata record is missing"))
        elif pending is not None:
            yield self._foreign.take(pending)

    def end(self) -> Iterator[Item]:
        """What is known at the end of the file only."""
        yield from self.finish()
        yield from self._foreign.runs()

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
        if self._is_imported:
            run = replace(run, slot=None)  # another collection's night is none of ours
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
