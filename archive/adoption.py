"""Other people's WARC files taken into a collection byte for byte."""

from __future__ import annotations

import hashlib
import itertools
import os
from collections.abc import Iterator
from pathlib import Path

from archive.errors import UserError
from archive.open_file import OPEN, write_whole
from archive.response import pieces_of
from archive.warc import Record
from archive.warc_file import iter_records

SUFFIXES = (".warc.gz", ".warc", ".arc.gz", ".arc")
_LINE_RECORDS = 500  # so many records stand in one line of the ledger


def suffix_of(path: Path) -> str:
    """How the name of a WARC or ARC file ends; UserError where it is neither."""
    name = path.name.lower()
    for suffix in SUFFIXES:
        if name.endswith(suffix):
            return suffix
    raise UserError(f"{path}: not a WARC file by its name.  One of these is expected: {', '.join(SUFFIXES)}")


def copy_in(origin: Path, final: Path) -> str:
    """Copies a file to ``<final>.open``, synced; the SHA-256 of all of it."""
    target = final.with_name(final.name + OPEN)
    with origin.open("rb") as file:
        write_whole(target, pieces_of(file))
    with target.open("rb") as file:
        digest = hashlib.sha256()
        for piece in pieces_of(file):
            digest.update(piece)
    return digest.hexdigest()


def ledger_lines(path: Path) -> Iterator[list[list[str | int]]]:
    """What the ledger says of a foreign file's records, some at a time, as for our own.

    UserError where records share a gzip member: they could not be found again by their offset.
    """
    records = (item for item in iter_records(path, verify=False) if isinstance(item, Record))
    with path.open("rb") as file:
        lines = (_ledger_record(record, path, file.fileno()) for record in records)
        while line := list(itertools.islice(lines, _LINE_RECORDS)):
            yield line


def _ledger_record(record: Record, path: Path, descriptor: int) -> list[str | int]:
    if not record.alone:
        raise UserError(f"{path}: several records in one gzip member.  `warcio recompress OLD NEW` divides them.")
    member = hashlib.sha256(os.pread(descriptor, record.length, record.offset)).hexdigest()
    return [record.kind, record.record_id or "", record.offset, record.length, member]
