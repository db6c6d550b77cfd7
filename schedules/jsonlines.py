"""Captures, extractions and runs as JSON objects, under the documented names; one object a line."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from typing import IO, Any

from archive.model import Capture, Extraction, Run

Object = dict[str, Any]


def capture_object(capture: Capture) -> Object:
    """What ``collect --json`` and ``export captures`` print of one capture."""
    location = capture.location
    return {
        "url": capture.url,
        "run": capture.run,
        "source": capture.source,
        "time": instant(capture.time),
        "outcome": str(capture.outcome) if capture.outcome else None,
        "status": capture.status,
        "reason": capture.reason or capture.outcome_reason,
        "via": capture.via,
        "payload_sha256": capture.payload_sha256,
        "text_sha256": capture.text_sha256,
        "document": capture.document,
        "record_id": capture.record_id,
        "warc_file": location.warc_file if location else None,
        "offset": location.offset if location else None,
        "length": location.length if location else None,
        "revisit_of": capture.revisit_of,
    }


def extraction_object(extraction: Extraction) -> Object:
    """What ``extract``, ``show --json`` and ``export jsonl`` print: ``path`` or ``url`` first, no key missing."""
    first = "path" if extraction.path is not None else "url"
    return {
        first: getattr(extraction, first),
        "title": extraction.title,
        "kicker": extraction.kicker,
        "subtitle": extraction.subtitle,
        "published": extraction.published,
        "written": extraction.written,
        "source": extraction.source,
        "credits": list(extraction.credits),
        "author": list(extraction.author),
        "editor": list(extraction.editor),
        "site": extraction.site,
        "publisher": extraction.publisher,
        "issuer": extraction.issuer,
        "doc_number": extraction.doc_number,
        "index_number": extraction.index_number,
        "status": extraction.status,
        "topic": extraction.topic,
        "in_force": extraction.in_force,
        "language": extraction.language,
        "encoding": extraction.encoding,
        "text": extraction.text,
        "text_sha256": extraction.text_sha256,
        "page_starts": list(extraction.page_starts),
        "attachments": [asdict(attachment) for attachment in extraction.attachments],
        "contains": [asdict(document) for document in extraction.contains],
        "flags": list(extraction.flags),
        "extractor": asdict(extraction.extractor),
        "found_in": dict(extraction.found_in),
    }


def run_object(run: Run) -> Object:
    """What ``runs --json`` prints of one run; ``ended`` is null while it runs, and for ever if it was killed."""
    return {
        "run": run.id,
        "slot": run.slot,
        "started": instant(run.started),
        "ended": instant(run.ended) if run.ended else None,
        "end_reason": run.end_reason,
        "sources": list(run.sources),
        "counts": dict(run.counts),
        "settings_sha256": run.settings_sha256,
        "software": run.software,
    }


def instant(moment: datetime) -> str:
    """A moment in UTC as WARC-Date and the catalog write it, so that the three can be joined.

    >>> instant(datetime(2026, 11, 21, 2, 30, tzinfo=UTC))
    '2026-11-21T02:30:00.000000Z'
    """
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def write_line(value: Mapping[str, Any], stream: IO[str]) -> None:
    """One object on one line in UTF-8, whatever the stream's own encoding is.

    A file name that is not UTF-8 comes out as JSON's escape of it (``\\udc80``): Python reads the name again from that.
    """
    line = json.dumps(value, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"
    binary = None if stream.isatty() else getattr(stream, "buffer", None)
    if binary is None:
        stream.write(line.decode("utf-8"))
    else:
        binary.write(line)
        binary.flush()  # who reads through a pipe sees each line when it is there
