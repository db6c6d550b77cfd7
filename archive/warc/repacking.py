"""A gzip file whose members hold several records made into one with a member for each, so that each can be found."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from isal import igzip_lib

from archive.warc.members import RandomFile
from archive.warc.serialisation import COMPRESSION_LEVEL, Record
from archive.warc.warc_file import iter_contents, iter_records


def repack(path: Path, target: Path) -> None:
    """Writes ``target``, synced: the same bytes in the same order once unpacked, cut where records begin.

    What cannot be unpacked is left out.
    """
    plain = target.with_name(target.name + ".plain")
    try:
        with plain.open("wb") as file:
            file.writelines(iter_contents(path))
        with target.open("wb") as file:
            file.writelines(_members(plain))
            file.flush()
            os.fsync(file.fileno())
    finally:
        plain.unlink(missing_ok=True)


def _members(plain: Path) -> Iterator[bytes]:
    records = (item for item in iter_records(plain, verify=False) if isinstance(item, Record))
    start = 0
    with RandomFile(plain) as file:
        for record in records:
            if record.offset > start:
                yield _member(file.read_at(start, record.offset - start))
                start = record.offset
        yield _member(file.read_at(start, file.size - start))


def _member(content: bytes) -> bytes:
    return igzip_lib.compress(content, COMPRESSION_LEVEL, igzip_lib.COMP_GZIP)
