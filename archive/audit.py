"""Whether what is at rest is what was acknowledged: records, ledger and catalog held against each other; only reads.

A file that is still open is judged only as far as the ledger tells of it: a run may be writing it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from itertools import groupby
from pathlib import Path

from archive import ledger
from archive.captures import iter_captures
from archive.collection import Collection
from archive.holdings import warc_files, warc_path
from archive.ledger import Kind, Line
from archive.library import Library
from archive.model import Capture, Problem
from archive.response import PIECE_BYTES
from archive.warc import Record
from archive.warc_file import iter_records

_OF_FILES = (Kind.FILE_OPENED, Kind.CAPTURE_KEPT, Kind.RECORDS_KEPT, Kind.FILE_CLOSED)
_DERIVED = (
    "outcome",
    "outcome_reason",
    "document",
    "text_sha256",
    "payload_length",
)  # of a capture; the archive does not tell them


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One record as the ledger acknowledged it."""

    record_id: str
    offset: int
    length: int
    sha256: str  # of the compressed member


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """One file as the ledger tells of it."""

    name: str
    entries: dict[int, Entry]  # by offset
    closed: Line | None  # the line that says so

    @property
    def end(self) -> int:
        """Up to where the ledger acknowledged it."""
        return max((entry.offset + entry.length for entry in self.entries.values()), default=0)

    def is_judged(self, offset: int) -> bool:
        return self.closed is not None or offset < self.end


def audit(collection: Collection) -> Iterator[Problem | Record]:
    """Every problem, and every record that was looked at (for whoever shows progress)."""
    present = set(warc_files(collection))  # before the ledger is read: what is on disk now, it tells of
    yield from ledger.verify(collection.ledger)
    with Library(collection.catalog) as library:
        told: set[str] = set()
        for file in ledger_files(collection.ledger):
            told.add(file.name)
            yield from _audit_file(collection, library, file)
        for name in sorted(present - told):
            yield Problem(what="file-not-in-ledger", detail="nothing in it was acknowledged", warc_file=name)
        for name in sorted(set(library.warc_files()) - told - present):
            yield Problem(what="file-missing", detail="the catalog has captures of it", warc_file=name)


def ledger_files(path: Path) -> Iterator[File]:
    """The files that the ledger tells of, in the order of writing; lines that are none are left to ``verify``."""
    lines = (line for line in _lines(path) if line.get("kind") in _OF_FILES and isinstance(line.get("file"), str))
    for name, of_file in groupby(lines, key=lambda line: str(line["file"])):
        entries: dict[int, Entry] = {}
        closed = None
        for line in of_file:
            closed = line if line["kind"] == Kind.FILE_CLOSED else closed
            with suppress(KeyError, TypeError, ValueError):  # a line that somebody has changed: verify names it
                entries |= {entry.offset: entry for entry in map(_entry, line.get("records", ()))}
        yield File(name=name, entries=entries, closed=closed)


def _lines(path: Path) -> Iterator[Line]:
    with path.open("rb") as file:
        for raw in file:
            try:
                line = json.loads(raw)
            except ValueError:
                continue
            if isinstance(line, dict):
                yield line


def _entry(said: list[object]) -> Entry:
    _, record_id, offset, length, sha256 = said
    if not (isinstance(offset, int) and isinstance(length, int)):
        raise TypeError("an offset and a length are numbers")
    return Entry(record_id=str(record_id), offset=offset, length=length, sha256=str(sha256))


def _audit_file(collection: Collection, library: Library, file: File) -> Iterator[Problem | Record]:
    path = warc_path(collection, file.name)
    if not path.exists():
        yield Problem(what="file-missing", detail=f"{len(file.entries)} records were in it", warc_file=file.name)
        return
    yield from _audit_records(path, file)
    yield from _audit_whole(path, file)
    yield from _audit_rows(path, file, library)


def _audit_records(path: Path, file: File) -> Iterator[Problem | Record]:
    """Each record's bytes against its own digests and the ledger's, and the other way round."""
    expected = dict(file.entries)
    with path.open("rb") as raw:
        for item in iter_records(path, name=file.name, verify=True):
            if isinstance(item, Problem):
                if file.is_judged(item.offset or 0):
                    yield item
                continue
            yield item
            for what in item.problems:
                yield _at(item, what)
            entry = expected.pop(item.offset, None)
            if entry is not None:
                raw.seek(entry.offset)
                yield from _against_ledger(item, entry, hashlib.sha256(raw.read(entry.length)).hexdigest())
            elif file.is_judged(item.offset):
                yield _at(item, "record-not-in-ledger", "it was never acknowledged, or its line was removed")
    for entry in expected.values():
        yield Problem(
            what="record-missing",
            detail="the ledger acknowledged it",
            warc_file=file.name,
            offset=entry.offset,
            record_id=entry.record_id,
        )


def _against_ledger(record: Record, entry: Entry, sha256: str) -> Iterator[Problem]:
    if record.record_id != entry.record_id:
        yield _at(record, "record-id", f"the ledger says {entry.record_id}")
    if sha256 != entry.sha256 or record.length != entry.length:
        yield _at(record, "member-digest", "its compressed bytes are not those that were acknowledged")


def _audit_whole(path: Path, file: File) -> Iterator[Problem]:
    """A closed file's length and digest, which also tell of bytes between and after its records."""
    if file.closed is None:
        return
    digest = hashlib.sha256()
    with path.open("rb") as raw:
        while piece := raw.read(PIECE_BYTES):
            digest.update(piece)
    if digest.hexdigest() != file.closed.get("sha256"):
        yield Problem(what="file-digest", detail="not the bytes that it had when it was closed", warc_file=file.name)


def _audit_rows(path: Path, file: File, library: Library) -> Iterator[Problem]:
    """Each capture of the file against its row in the catalog, and the other way round."""
    rows = {row.record_id: row for row in library.captures(warc_file=file.name)}
    for item in iter_captures(path, name=file.name):
        if isinstance(item, Problem) and item.what in ("capture", "run"):
            yield item
        elif isinstance(item, Capture):
            yield from _against_row(item, rows.pop(item.record_id, None), file, library)
    for row in rows.values():
        yield _row_problem(row, "row-without-record", "the archive holds no such capture")


def _against_row(capture: Capture, row: Capture | None, file: File, library: Library) -> Iterator[Problem]:
    if row is not None:
        differing = list(_differences(_as_archived(row), _as_archived(capture)))
        if differing:
            yield _row_problem(capture, "row-differs", "; ".join(differing))
    elif file.closed is not None and not _is_superseded(capture, library):
        yield _row_problem(capture, "record-without-row", f"{capture.url} is not in the catalog")


def _is_superseded(capture: Capture, library: Library) -> bool:
    """Whether the catalog has a later attempt at the same address in the same run instead."""
    kept = library.capture_at(capture.run, capture.url)
    return kept is not None and (kept.attempt, kept.time) >= (capture.attempt, capture.time)


def _as_archived(capture: Capture) -> Capture:
    """Without what the catalog derives, and the length, which a revisit does not tell."""
    return replace(capture, outcome=None, outcome_reason=None, document=None, text_sha256=None, payload_length=None)


def _differences(row: Capture, archived: Capture) -> Iterable[str]:
    for field in fields(Capture):
        said, is_so = getattr(row, field.name), getattr(archived, field.name)
        if said != is_so:
            yield f"{field.name}: {said!r} in the catalog, {is_so!r} in the archive"


def _row_problem(capture: Capture, what: str, detail: str) -> Problem:
    place = capture.location
    return Problem(
        what=what,
        detail=detail,
        warc_file=place.warc_file if place else None,
        offset=place.offset if place else None,
        record_id=capture.record_id,
    )


def _at(record: Record, what: str, detail: str = "") -> Problem:
    return Problem(what=what, detail=detail, warc_file=record.file, offset=record.offset, record_id=record.record_id)
