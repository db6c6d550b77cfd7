"""Values as rows of the catalog, and back."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import asdict, fields
from datetime import UTC, datetime
from typing import Any

from archive.catalog.visits import DocumentState, Event, Presence, Reading, Visit
from archive.model import (
    Attachment,
    Capture,
    ContainedDocument,
    Ending,
    Extraction,
    Extractor,
    Location,
    Outcome,
    Role,
    Run,
)


def _names(line: str) -> list[str]:
    return line.split()


LISTS = ("credits", "author", "editor", "page_starts", "flags")
PLAIN = (
    "url",
    "path",
    "title",
    "kicker",
    "subtitle",
    "published",
    "written",
    "source",
    "site",
    "publisher",
    "issuer",
    "doc_number",
    "index_number",
    "status",
    "topic",
    "in_force",
    "language",
    "encoding",
    "text_sha256",
)
KEPT = _names(
    "record_id url run source role time status reason via found_by attempt ending content_type etag last_modified "
    "redirect payload_sha256 unreadable warc_file offset length revisit_of"
)
DERIVED = ["document", "outcome", "outcome_reason", "text_sha256"]
CAPTURE = [*KEPT, *DERIVED]
EXTRACTION = ["payload_sha256", "extractor", "text", *PLAIN, *LISTS, "attachments", "contains", "found_in"]
DOCUMENT = ["id", *(name.name for name in fields(DocumentState) if name.name != "readings")]
VISIT = _names(
    "record_id time url source role ending reason status redirect payload_sha256 etag last_modified unreadable"
)
_TIMES = ("first_seen", "last_seen", "last_visit")


def insert(table: str, columns: Iterable[str], *, verb: str = "insert") -> str:
    """The statement that adds one row.

    >>> insert("payloads", ["sha256", "length"])
    'insert into payloads ("sha256", "length") values (?, ?)'
    """
    names = list(columns)
    return f"{verb} into {table} ({_quoted(names)}) values ({', '.join('?' * len(names))})"


def select(table: str, columns: Iterable[str]) -> str:
    """The statement that gives these columns in this order, without its conditions.

    >>> select("payloads", ["sha256", "length"])
    'select "sha256", "length" from payloads'
    """
    return f"select {_quoted(columns)} from {table}"


def _quoted(columns: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in columns)


def time_text(time: datetime) -> str:
    """A time as the catalog writes it: UTC, always six decimals, so that order of text is order of time.

    >>> time_text(datetime(2026, 11, 21, 2, 30, tzinfo=UTC))
    '2026-11-21T02:30:00.000000Z'
    """
    return f"{time.astimezone(UTC).isoformat(timespec='microseconds')[:26]}Z"  # a third of strftime's time


def time_of(text: str) -> datetime:
    return datetime.fromisoformat(text)


def time_or_none(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def capture_row(capture: Capture, unreadable: str | None) -> tuple[Any, ...]:
    """In the order of ``KEPT``; ValueError if its record lies nowhere."""
    place = capture.location
    if capture.record_id is None or place is None:
        raise ValueError(f"{capture.url}: a capture without a record in the archive cannot be cataloged")
    return (
        capture.record_id,
        capture.url,
        capture.run,
        capture.source,
        capture.role,
        time_text(capture.time),
        capture.status,
        capture.reason,
        capture.via,
        capture.found_by,
        capture.attempt,
        capture.ending,
        capture.content_type,
        capture.etag,
        capture.last_modified,
        capture.redirect,
        capture.payload_sha256,
        unreadable,
        place.warc_file,
        place.offset,
        place.length,
        capture.revisit_of,
    )


def capture_of(row: sqlite3.Row, payload_length: int | None = None) -> Capture:
    """The capture as it was kept and what it came to."""
    return Capture(
        url=row["url"],
        run=row["run"],
        source=row["source"],
        role=Role(row["role"]),
        time=time_of(row["time"]),
        ending=Ending(row["ending"]),
        reason=row["reason"],
        via=row["via"],
        found_by=row["found_by"],
        attempt=row["attempt"],
        status=row["status"],
        content_type=row["content_type"],
        etag=row["etag"],
        last_modified=row["last_modified"],
        redirect=row["redirect"],
        payload_sha256=row["payload_sha256"],
        payload_length=payload_length,
        record_id=row["record_id"],
        location=Location(warc_file=row["warc_file"], offset=row["offset"], length=row["length"]),
        revisit_of=row["revisit_of"],
        outcome=Outcome(row["outcome"]),
        outcome_reason=row["outcome_reason"],
        document=row["document"],
        text_sha256=row["text_sha256"],
    )


def visit_of(row: sqlite3.Row, readings: tuple[Reading, ...]) -> Visit:
    """From a row with the columns ``VISIT``."""
    values = {name: row[name] for name in VISIT}
    values |= {"time": time_of(row["time"]), "role": Role(row["role"]), "ending": Ending(row["ending"])}
    return Visit(**values, readings=readings)


def visit_of_capture(capture: Capture, unreadable: str | None, readings: tuple[Reading, ...]) -> Visit:
    assert capture.record_id is not None
    return Visit(
        time=capture.time,
        record_id=capture.record_id,
        url=capture.url,
        source=capture.source,
        role=capture.role,
        ending=capture.ending,
        reason=capture.reason,
        status=capture.status,
        redirect=capture.redirect,
        payload_sha256=capture.payload_sha256,
        etag=capture.etag,
        last_modified=capture.last_modified,
        unreadable=unreadable,
        readings=readings,
    )


def document_row(document: str, state: DocumentState) -> tuple[Any, ...]:
    """In the order of ``DOCUMENT``."""
    values = (getattr(state, name) for name in DOCUMENT[1:])
    return document, *(time_text(value) if isinstance(value, datetime) else value for value in values)


def state_of(row: sqlite3.Row, readings: tuple[Reading, ...]) -> DocumentState:
    """From a row with the columns ``DOCUMENT``; ``readings`` are those of its ``text_payload_sha256``."""
    values = {name: row[name] for name in DOCUMENT[1:]}
    values |= {name: time_of(values[name]) for name in _TIMES if values[name] is not None}
    values |= {"presence": Presence(values["presence"]), "role": Role(values["role"])}
    if values["last_outcome"] is not None:
        values["last_outcome"] = Outcome(values["last_outcome"])
    return DocumentState(**values, readings=readings)


def event_row(document: str, event: Event) -> tuple[Any, ...]:
    time = time_text(event.time)
    return document, event.kind, time, event.record_id, event.from_text, event.to_text, event.moved_to


def extraction_row(payload_sha256: str, extractor: int, text: int | None, extraction: Extraction) -> tuple[Any, ...]:
    """In the order of ``EXTRACTION``; ``extractor`` and ``text`` are the keys of their rows."""
    return (
        payload_sha256,
        extractor,
        text,
        *(getattr(extraction, name) for name in PLAIN),
        *(_json(getattr(extraction, name)) for name in LISTS),
        _json([asdict(one) for one in extraction.attachments]),
        _json([asdict(one) for one in extraction.contains]),
        _json(extraction.found_in),
    )


def extraction_of(row: sqlite3.Row, extractor: Extractor, text: str) -> Extraction:
    """From a row with the columns ``EXTRACTION``."""
    lists: dict[str, Any] = {name: tuple(json.loads(row[name] or "[]")) for name in LISTS}
    return Extraction(
        extractor=extractor,
        text=text,
        **{name: row[name] for name in PLAIN},
        **lists,
        attachments=tuple(Attachment(**one) for one in json.loads(row["attachments"] or "[]")),
        contains=tuple(ContainedDocument(**one) for one in json.loads(row["contains"] or "[]")),
        found_in=json.loads(row["found_in"] or "{}"),
    )


def run_of(row: sqlite3.Row, counts: dict[str, int]) -> Run:
    return Run(
        id=row["id"],
        started=time_of(row["started"]),
        settings_sha256=row["settings_sha256"] or "",
        software=row["software"] or "",
        sources=tuple(json.loads(row["sources"] or "[]")),
        slot=row["slot"],
        ended=time_of(row["ended"]) if row["ended"] else None,
        end_reason=row["end_reason"],
        counts=counts,
    )


def run_row(run: Run) -> tuple[Any, ...]:
    ended = time_text(run.ended) if run.ended else None
    return (
        run.id,
        time_text(run.started),
        ended,
        run.end_reason,
        run.slot,
        _json(run.sources),
        run.settings_sha256,
        run.software,
    )


def _json(value: Any) -> str | None:
    """None where there is nothing, so that an empty column looks empty."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) if value else None
