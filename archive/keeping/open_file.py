"""The WARC file being written: a capture's records go in whole or not at all."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from archive.model import Location
from archive.warc.records import NewRecord
from archive.warc.serialisation import write_record

OPEN = ".open"  # a file keeps this ending until nothing more will be written to it


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A record that was written, and where."""

    record: NewRecord
    location: Location
    sha256: str  # of the compressed member


class OpenFile:
    """Appends to ``<name>.open`` below ``directory``; OSErrors come as they are, after the file was put back."""

    def __init__(self, directory: Path, name: str, *, opened: datetime, warcinfo_id: str) -> None:
        self.name = name
        self.opened = opened
        self.warcinfo_id = warcinfo_id
        self.certificates: set[str] = set()  # digests of those that the file holds
        self._final = directory / name
        self._path = self._final.with_name(self._final.name + OPEN)
        make_directories(self._path.parent)
        self._file = self._path.open("xb", buffering=0)
        sync_directory(self._path.parent)
        self.size = 0
        self._digest = hashlib.sha256()
        self._synced = True

    @property
    def sha256(self) -> str:
        """Of the whole file so far."""
        return self._digest.hexdigest()

    def append(self, records: Sequence[NewRecord]) -> tuple[Placed, ...]:
        """Writes records; if one fails, the file is cut back to where the first began."""
        start, digest = self.size, self._digest.copy()
        self._synced = False
        try:
            return tuple(self._append(record) for record in records)
        except BaseException:
            self._file.truncate(start)
            self._file.seek(start)
            self.size, self._digest = start, digest
            raise

    def _append(self, record: NewRecord) -> Placed:
        offset = self.size
        written = write_record(record, self)
        location = Location(warc_file=self.name, offset=offset, length=written.length)
        return Placed(record=record, location=location, sha256=written.sha256)

    def write(self, data: bytes, /) -> None:
        """The sink that records are written to."""
        view = memoryview(data)
        while view:
            view = view[self._file.write(view) :]
        self._digest.update(data)
        self.size += len(data)

    def sync(self) -> None:
        if not self._synced:
            os.fdatasync(self._file.fileno())
            self._synced = True

    def abandon(self) -> None:
        """Lets go of the file as it is, under its open name."""
        self._file.close()

    def close(self) -> None:
        """Syncs and gives the file its final name."""
        self.sync()
        self._file.close()
        give_final_name(self._path)


def give_final_name(path: Path) -> Path:
    """``x.warc.gz.open`` becomes ``x.warc.gz``, on disk when this returns."""
    final = path.with_name(path.name.removesuffix(OPEN))
    path.rename(final)
    sync_directory(final.parent)
    return final


def make_directories(directory: Path) -> None:
    """Makes a directory and those above it, each entry on disk when this returns."""
    if directory.is_dir():
        return
    make_directories(directory.parent)
    directory.mkdir(exist_ok=True)
    sync_directory(directory.parent)


def sync_directory(directory: Path) -> None:
    descriptor = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_whole(path: Path, pieces: Iterable[bytes]) -> None:
    """Puts a file in place whole: under another name first, synced, then renamed."""
    make_directories(path.parent)
    draft = path.with_name(path.name + ".draft")
    with draft.open("wb") as file:
        file.writelines(pieces)
        file.flush()
        os.fsync(file.fileno())
    draft.rename(path)
    sync_directory(path.parent)
