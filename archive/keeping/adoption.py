"""Anybody's WARC or ARC file taken into a collection: copied whole, each record noted in the ledger."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from archive.collection import Collection
from archive.errors import BrokenRecord
from archive.http.response import pieces_of
from archive.keeping.disk import danger_named, wait_for_room
from archive.keeping.imported import Origin, imported_name, origin_of
from archive.keeping.ledger import Kind, Ledger, find_file
from archive.keeping.open_file import make_directories, sync_directory
from archive.model import Problem
from archive.warc.members import GZIP_MAGIC
from archive.warc.repacking import repack
from archive.warc.serialisation import Record
from archive.warc.warc_file import Found, iter_records

_LINE_RECORDS = 500  # so many records stand in one line of the ledger
SHARED = "shares-member"  # mended on taking the file in


@dataclass(frozen=True, slots=True, kw_only=True)
class Adopted:
    """A file as it lies in the collection."""

    name: str  # below ``warc/``
    is_new: bool  # False: the collection held these very bytes already
    records: int = 0
    problems: tuple[Problem, ...] = ()  # at their places in the file as it was given
    is_repacked: bool = False  # its records shared gzip members and now have one each

    @property
    def origin(self) -> Origin | None:
        """None where a run of this collection wrote it."""
        return origin_of(self.name)


def adopt(collection: Collection, ledger: Ledger, path: Path, *, source: str, now: datetime) -> Adopted:
    """Takes ``path`` in for a source; nothing where the collection holds it.  The ledger is synced when this returns.

    BrokenRecord where not one record can be read in it: then nothing is taken.
    """
    sha256 = file_sha256(path)
    held = find_file(collection.ledger, sha256)
    if held is not None:
        return Adopted(name=held["file"], is_new=False)
    draft = collection.spool / f"{sha256}.import"
    with danger_named(collection.warc):
        _copy(collection, path, draft, sha256)
        try:
            return _place(collection, ledger, path.name, draft, sha256=sha256, source=source, now=now)
        finally:
            draft.unlink(missing_ok=True)


def file_sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        for piece in pieces_of(file):
            digest.update(piece)
    return digest.hexdigest()


def _copy(collection: Collection, path: Path, draft: Path, sha256: str) -> None:
    reserve_bytes = collection.settings.keeping.disk_reserve_bytes + path.stat().st_size
    wait_for_room(collection.warc, reserve_bytes=reserve_bytes, patience_s=0)
    digest = hashlib.sha256()
    with path.open("rb") as original, draft.open("wb") as copy:
        for piece in pieces_of(original):
            digest.update(piece)
            copy.write(piece)
        copy.flush()
        os.fsync(copy.fileno())
    if digest.hexdigest() != sha256:
        raise BrokenRecord(f"{path}: changed while it was read; nothing was taken")


def _place(
    collection: Collection, ledger: Ledger, original: str, draft: Path, *, sha256: str, source: str, now: datetime
) -> Adopted:
    given = kept = _survey(draft, original)
    if not given.records:
        said = f": {given.problems[0].what}, {given.problems[0].detail}" if given.problems else "; it is empty"
        raise BrokenRecord(f"{original}: no WARC or ARC record in it{said}")
    if given.is_shared:
        repack(draft, packed := draft.with_suffix(".packed"))
        packed.replace(draft)
        kept = _survey(draft, original)
    name = imported_name(original, source=source, sha256=sha256, ending=given.ending)
    path = collection.warc / name
    make_directories(path.parent)
    draft.rename(path)
    sync_directory(path.parent)
    _note(ledger, kept, path, name, original=original, original_sha256=sha256, now=now)
    return Adopted(
        name=name, is_new=True, records=len(given.records), problems=given.problems, is_repacked=given.is_shared
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Survey:
    """What a file holds: a ledger's words for its records, and what is wrong."""

    records: tuple[list[str | int], ...]
    problems: tuple[Problem, ...]
    is_shared: bool  # several records in one gzip member
    ending: str


def _survey(path: Path, name: str) -> _Survey:
    records: list[list[str | int]] = []
    problems: list[Problem] = []
    is_shared = is_arc = False
    with path.open("rb") as file:
        is_gzip = file.read(2) == GZIP_MAGIC
        for item in iter_records(path, name=name):
            if isinstance(item, Record):
                records.append(_ledger_record(item, file.fileno()))
                is_shared = is_shared or not item.alone
                is_arc = is_arc or item.version == "ARC"
            problems += _problems(item)
    ending = ("arc" if is_arc else "warc") + (".gz" if is_gzip else "")
    return _Survey(records=tuple(records), problems=tuple(problems), is_shared=is_shared, ending=ending)


def _ledger_record(record: Record, descriptor: int) -> list[str | int]:
    member = hashlib.sha256(os.pread(descriptor, record.length, record.offset)).hexdigest()
    return [record.kind, record.record_id, record.offset, record.length, member]


def _problems(item: Found) -> Iterator[Problem]:
    if isinstance(item, Problem):
        yield item
        return
    for what in item.problems:
        if what != SHARED:
            yield Problem(what=what, warc_file=item.file, offset=item.offset, record_id=item.record_id)


def _note(
    ledger: Ledger, kept: _Survey, path: Path, name: str, *, original: str, original_sha256: str, now: datetime
) -> None:
    """What the ledger says: each record, then the file.  Before the last line nothing counts as taken in."""
    origin = origin_of(name)
    run = origin.run if origin else None
    for start in range(0, len(kept.records), _LINE_RECORDS):
        lines = kept.records[start : start + _LINE_RECORDS]
        ledger.append(Kind.RECORDS_KEPT, time=now, run=run, file=name, records=lines)
    ledger.append(
        Kind.ADOPTED,
        time=now,
        run=run,
        file=name,
        bytes=path.stat().st_size,
        sha256=file_sha256(path),
        original=original,
        original_sha256=original_sha256,
        problems=[[problem.offset, problem.what] for problem in kept.problems],
    )
    ledger.sync()
