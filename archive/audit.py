"""Whether what is at rest is what was acknowledged: records, ledger and catalog held against each other; only reads.

A file that is still open is judged only as far as the ledger tells of it: a run may be writing it.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Set
from dataclasses import fields, replace
from pathlib import Path

from archive.catalog.library import Library
from archive.collection import Collection
from archive.http.response import PIECE_BYTES
from archive.keeping import ledger
from archive.keeping.acknowledged import Entry, File, Known, acknowledged_files, ended_runs, known_problems
from archive.keeping.holdings import warc_files, warc_path
from archive.model import Capture, Problem
from archive.warc.captures import iter_captures
from archive.warc.serialisation import Record
from archive.warc.warc_file import iter_records


def audit(collection: Collection) -> Iterator[Problem | Record]:
    """Every problem, and every record that was looked at (for whoever shows progress)."""
    present = set(warc_files(collection))  # before the ledger is read: what is on disk now, it tells of
    for path in (collection.ledger, collection.catalog):
        if present and not path.exists():
            yield Problem(what="missing", detail=f"{path.name} is gone")
    yield from audit_archive(collection, present)
    if collection.catalog.exists():
        yield from unless_damaged(audit_catalog(collection))


def audit_archive(collection: Collection, present: set[str]) -> Iterator[Problem | Record]:
    """The files and the ledger, each against the other; ``present``: the WARC files on disk."""
    yield from ledger.verify(collection.ledger)
    told: set[str] = set()
    known = known_problems(collection.ledger)
    for file in acknowledged_files(collection.ledger):
        told.add(file.name)
        path = warc_path(collection, file.name)
        if path.exists():
            yield from _audit_records(path, file, known)
            yield from _audit_whole(path, file)
        else:
            detail = f"{len(file.entries)} records were in it"
            yield Problem(what="file-missing", detail=detail, warc_file=file.name)
    for name in sorted(present - told):
        yield Problem(what="file-not-in-ledger", detail="nothing in it was acknowledged", warc_file=name)


def audit_catalog(collection: Collection) -> Iterator[Problem]:
    """Every capture against its row, every row against its capture, and the database's own form.

    That a capture has no row yet is no problem while its run goes on, or was killed and is not yet caught up.
    """
    ended = ended_runs(collection.ledger)
    known = known_problems(collection.ledger)
    with Library(collection.catalog) as library:
        for (said,) in library.connection.execute("pragma quick_check"):
            if said != "ok":
                yield Problem(what="catalog-damaged", detail=str(said))
        for file in acknowledged_files(collection.ledger):
            path = warc_path(collection, file.name)
            if path.exists():
                yield from _audit_rows(path, file, library, known, is_complete=file.run in ended)
            if file.is_adopted and file.run not in ended:
                detail = "it was interrupted: import the file again, and it goes on"
                yield Problem(what="import-unfinished", detail=detail, warc_file=file.name)
        for name in library.warc_files():
            if not warc_path(collection, name).exists():
                count = sum(1 for _ in library.captures(warc_file=name))
                yield Problem(what="rows-without-file", detail=f"{count} captures of the catalog", warc_file=name)


def unless_damaged(found: Iterable[Problem]) -> Iterator[Problem]:
    """``found`` as far as the catalog can be read; that it cannot is a problem too."""
    try:
        yield from found
    except sqlite3.DatabaseError as error:
        yield Problem(what="catalog-damaged", detail=f"{error}; `dibao rebuild` makes it again from the WARC files")


def _audit_records(path: Path, file: File, known: Set[Known]) -> Iterator[Problem | Record]:
    """Each record's bytes against its own digests and the ledger's, and the other way round.

    ``known``: what was wrong with a file when it was taken in, and is no fault of ours.
    """
    expected = dict(file.entries)
    with path.open("rb") as raw:
        for item in iter_records(path, name=file.name, verify=True):
            if isinstance(item, Problem):
                if file.is_judged(item.offset or 0) and (file.name, item.offset, item.what) not in known:
                    yield item
                continue
            yield item
            for what in item.problems:
                if (file.name, item.offset, what) not in known:
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


def _audit_rows(path: Path, file: File, library: Library, known: Set[Known], *, is_complete: bool) -> Iterator[Problem]:
    """Each capture of the file against its row in the catalog, and the other way round."""
    rows = {row.record_id: row for row in library.captures(warc_file=file.name)}
    for item in iter_captures(path, name=file.name):
        if isinstance(item, Problem):
            if item.what in ("capture", "run") and (file.name, item.offset, item.what) not in known:
                yield item
        elif isinstance(item, Capture):
            row = rows.pop(item.record_id, None)
            if row is not None:
                yield from _against_row(item, row)
            elif is_complete and not _is_superseded(item, library):
                yield _row_problem(item, "record-without-row", f"{item.url} is not in the catalog")
    for row in rows.values():
        yield _row_problem(row, "row-without-record", "the archive holds no such capture")


def _against_row(capture: Capture, row: Capture) -> Iterator[Problem]:
    differing = list(_differences(_as_archived(row), _as_archived(capture)))
    if differing:
        yield _row_problem(capture, "row-differs", "; ".join(differing))


def _is_superseded(capture: Capture, library: Library) -> bool:
    """Whether the catalog has a later attempt at the address in this run instead, or this very record elsewhere."""
    if library.capture(capture.record_id or "") is not None:
        return True
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
