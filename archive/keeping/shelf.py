"""The WARC files of a run one after the other: opened, filled, closed when full or old, noted in the ledger."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from datetime import datetime

from archive.collection import Collection
from archive.keeping.disk import danger_named, free_bytes, wait_for_room
from archive.keeping.ledger import Kind, Ledger
from archive.keeping.open_file import OpenFile, Placed
from archive.model import Capture, Run
from archive.warc.cdxj import cdxj_line, write_index
from archive.warc.records import NewRecord, new_record_id, warcinfo


class Shelf:
    """At most one file is open; each belongs to one run."""

    def __init__(self, collection: Collection, ledger: Ledger, *, now: Callable[[], datetime]) -> None:
        self._collection = collection
        self._ledger = ledger
        self._now = now
        self._file: OpenFile | None = None
        self._index: list[str] = []

    def wait_for_room(self, patience_s: float, *, before_waiting: Callable[[], None]) -> None:
        """Waits while less than the reserve is free; DiskFull when ``patience_s`` have passed."""
        reserve_bytes = self._collection.settings.keeping.disk_reserve_bytes
        if free_bytes(self._collection.warc) < reserve_bytes:
            before_waiting()
            wait_for_room(self._collection.warc, reserve_bytes=reserve_bytes, patience_s=patience_s)

    def file_for(self, run: Run) -> OpenFile:
        """The file that the run's next records go to."""
        if self._file is not None and self._is_due(self._file):
            self.close_file()
        if self._file is None:
            self._file = self._open(run)
        return self._file

    def append(self, file: OpenFile, records: Sequence[NewRecord]) -> tuple[Placed, ...]:
        with danger_named(self._collection.warc / file.name):
            return file.append(records)

    def index(self, capture: Capture) -> None:
        """Notes a capture for the index that is written when the file is closed."""
        line = cdxj_line(capture)
        if line is not None:
            self._index.append(line)

    def sync(self) -> None:
        """On disk when this returns: the file, then the ledger that tells of it."""
        with danger_named(self._collection.root):
            if self._file is not None:
                self._file.sync()
            self._ledger.sync()

    def close_file(self) -> None:
        """Closes the open file, if any, and writes its index."""
        file = self._file
        if file is None:
            return
        self.sync()
        with danger_named(self._collection.root):
            write_index(self._collection, file.name, self._index)
            file.close()
            self._file, self._index = None, []
            self._ledger.append(Kind.FILE_CLOSED, time=self._now(), file=file.name, bytes=file.size, sha256=file.sha256)
            self._ledger.sync()

    def abandon(self) -> None:
        """Lets go of all files as they are; what is unfinished the next start repairs."""
        if self._file is not None:
            self._file.abandon()
        self._ledger.close()

    def _is_due(self, file: OpenFile) -> bool:
        keeping = self._collection.settings.keeping
        age_s = (self._now() - file.opened).total_seconds()
        return file.size >= keeping.max_file_bytes or age_s >= keeping.max_file_age_s

    def _open(self, run: Run) -> OpenFile:
        now = self._now()
        with danger_named(self._collection.warc):
            file = OpenFile(self._collection.warc, self._free_name(run, now), opened=now, warcinfo_id=new_record_id())
            filename = file.name.rpartition("/")[2]
            first = warcinfo(record_id=file.warcinfo_id, date=now, filename=filename, run=run)
            placed = file.append([first])
        self._ledger.append(Kind.FILE_OPENED, file=file.name, run=run.id, records=ledger_records(placed), time=now)
        return file

    def _free_name(self, run: Run, now: datetime) -> str:
        folder = f"{now:%Y/%m}"
        taken = {path.name[len(run.id) + 1 :].partition(".")[0] for path in self._collection.warc.rglob(f"{run.id}-*")}
        serial = next(number for number in (f"{count:05d}" for count in itertools.count(1)) if number not in taken)
        return f"{folder}/{run.id}-{serial}.warc.gz"


def ledger_records(placed: Sequence[Placed]) -> list[list[str | int]]:
    """How a ledger line names records: type, id, offset, length, SHA-256 of the compressed member."""
    return [
        [one.record.kind, one.record.record_id, one.location.offset, one.location.length, one.sha256] for one in placed
    ]
