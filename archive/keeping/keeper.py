"""The keeping of one collection: exchanges to records, synced and noted in the ledger, then acknowledged."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from archive.catalog.catalog import Catalog
from archive.catalog.library import Library
from archive.collection import Collection
from archive.errors import ArchiveInDanger, DiskFull
from archive.http.response import examine
from archive.keeping.adoption import Adopted, adopt
from archive.keeping.cataloging import Cataloging
from archive.keeping.ledger import Kind, Ledger
from archive.keeping.lock import Lock
from archive.keeping.open_file import OpenFile, Placed
from archive.keeping.repair import Repair, repair
from archive.keeping.revisits import Referents
from archive.keeping.shelf import Shelf, ledger_records
from archive.keeping.tally import Tally
from archive.keeping.unfinished import uncataloged, unfinished_runs
from archive.model import Capture, Exchange, Extraction, Problem, Run
from archive.warc.captures import capture_of
from archive.warc.cdxj import cdxj_line, write_index
from archive.warc.exchange_records import records_of
from archive.warc.metadata import run_as_json
from archive.warc.records import NewRecord, new_record_id, run_record, source_record

COMMIT_ROWS = 200  # the catalog is derived: its commits need not keep up with the archive
_CERTIFICATE = "urn:x509:sha256:"


class Keeper:
    """The one that writes a collection; everything else only reads it.

    After an ArchiveInDanger it keeps nothing more.  What was kept before can still be synced, unless syncing failed.
    """

    def __init__(
        self,
        collection: Collection,
        *,
        catalog: Cataloging | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        patience_s: float = 20.0,
    ) -> None:
        """Locks (CollectionLocked), repairs what a crash left, opens the catalog.

        ``patience_s``: how long it waits for room on the disk before DiskFull.
        """
        self.collection = collection
        self._now = now
        self._lock = Lock(collection.lock)
        try:
            self.repairs: tuple[Repair, ...] = repair(collection, now())
            self._ledger = Ledger(collection.ledger)
            self._catalog: Cataloging = Catalog(collection.catalog) if catalog is None else catalog
        except BaseException:
            self._lock.release()
            raise
        self._shelf = Shelf(collection, self._ledger, now=now)
        self._patience_s = patience_s
        self._referents = Referents(collection.settings.keeping, self._catalog.full_response)
        self._run: Run | None = None
        self._rows = Tally()
        self._readings = Tally()
        self._unsynced: set[str] = set()  # record ids of captures that must not be cataloged yet
        self._spools: list[Path] = []
        self._danger: ArchiveInDanger | None = None
        self._lost_sync = False

    @property
    def catalog(self) -> Cataloging:
        """The catalog it writes, for jobs that tell it of runs and sources that stand in the archive already."""
        return self._catalog

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def begin_run(self, run: Run, sources: Mapping[str, str]) -> None:
        """Begins a run (or goes on with one that a crash ended); ``sources``: the TOML of each, by id."""
        with self._dangerous():
            self._run = run
            self._referents.forget()
            self._ledger.append(Kind.RUN_STARTED, time=self._now(), run=run_as_json(run))
            file = self._shelf.file_for(run)
            now, in_file = self._now(), {"warcinfo_id": file.warcinfo_id}
            started = run_record(run, event="started", record_id=new_record_id(), date=now, **in_file)
            snapshots = (
                source_record(source, toml, record_id=new_record_id(), date=now, **in_file)
                for source, toml in sources.items()
            )
            self._put(file, [started, *snapshots], Kind.RECORDS_KEPT)
            self.sync()
        self._catalog.begin_run(run, dict(sources))
        self._catalog.commit()

    def end_run(self, run: Run) -> None:
        """``run`` with its end, reason and counts; its last file is closed.  Works on a disk that is nearly full."""
        self._run = run
        with self._dangerous():
            file = self._shelf.file_for(run)
            ended = run_record(
                run, event="ended", record_id=new_record_id(), date=self._now(), warcinfo_id=file.warcinfo_id
            )
            self._put(file, [ended], Kind.RECORDS_KEPT)
            self._shelf.close_file()
            self._forget_spools()
            self._catalog.end_run(run)
            self.commit()
            self._catalog.commit()
            self._ledger.append(Kind.RUN_ENDED, time=self._now(), run=run_as_json(run))
            self._shelf.sync()
        self._run = None

    def keep(self, exchange: Exchange) -> Capture:
        """Writes the records of an exchange.  Nothing is safe, and nothing may be acknowledged, before ``sync``.

        ArchiveInDanger where it cannot be written; the file then ends with the exchange before.
        """
        if self._danger is not None:
            raise self._danger
        run = self._run
        if run is None or run.id != exchange.run:
            raise ValueError(f"run {exchange.run} has not begun")
        with self._dangerous():
            self._shelf.wait_for_room(self._patience_s, before_waiting=self.sync)
            return self._keep(exchange, self._shelf.file_for(run))

    def sync(self) -> None:
        """All that was kept is on disk, then the ledger's lines about it."""
        with self._dangerous():
            try:
                self._shelf.sync()
            except ArchiveInDanger:
                self._lost_sync = True  # the system forgets what a failed fsync could not write: a second would lie
                raise
        self._unsynced.clear()
        self._forget_spools()

    def record(self, capture: Capture, extraction: Extraction | None = None, unreadable: str | None = None) -> Capture:
        """Catalogs a capture (synced first, if it is not yet); it comes back with its outcome."""
        if capture.record_id in self._unsynced:
            self.sync()
        done = self._catalog.record(capture, extraction, unreadable)
        self._rows.add(f"{done.record_id} {done.outcome} {done.text_sha256}")
        if self._rows.count >= COMMIT_ROWS:
            self.commit()
        return done

    def add_extraction(self, payload_sha256: str, extraction: Extraction) -> bool:
        """Adds a reading beside those that a payload has; whether it was new."""
        added = self._catalog.add_extraction(payload_sha256, extraction)
        if added:
            self._readings.add(f"{payload_sha256} {extraction.extractor} {extraction.text_sha256}")
        if self._readings.count >= COMMIT_ROWS:
            self.commit()
        return added

    def adopt(self, path: Path, *, source: str) -> Adopted:
        """Takes anybody's WARC or ARC file in; ``iter_captures`` then tells of it.  BrokenRecord where it is none.

        ValueError while a run is under way.
        """
        if self._run is not None:
            raise ValueError(f"run {self._run.id} has not ended")
        with self._dangerous():
            return adopt(self.collection, self._ledger, path, source=source, now=self._now())

    def end_import(self, adopted: Adopted, run: Run, items: Iterable[Capture | Problem]) -> None:
        """All that an adopted file told is in the catalog; ``run`` is what the ledger notes as ended."""
        self.commit()
        self._catalog.commit()
        found = list(items)
        lines = (cdxj_line(one) for one in found if isinstance(one, Capture))
        write_index(self.collection, adopted.name, filter(None, lines))
        problems = [[one.offset, one.what] for one in found if isinstance(one, Problem)]
        said = {"run": run_as_json(run), "file": adopted.name, "problems": problems}
        self._ledger.append(Kind.RUN_ENDED, time=self._now(), **said)
        self.sync()

    def commit(self) -> None:
        """Commits the catalog, if anything waits, and notes in the ledger what came in."""
        for tally, kind in ((self._rows, Kind.ROWS_ADDED), (self._readings, Kind.EXTRACTIONS_ADDED)):
            if tally.count:
                self._catalog.commit()
                self._ledger.append(kind, time=self._now(), count=tally.count, sha256=tally.sha256)
                tally.clear()

    def unfinished_runs(self) -> list[Run]:
        """Runs that a crash ended, oldest first; ``end_run`` ends them once they are caught up."""
        return unfinished_runs(self.collection)

    def uncataloged(self) -> Iterator[Capture | Problem]:
        """What those runs kept that the catalog lacks, to be read and recorded; a Problem where it cannot be read."""
        self._catalog.commit()
        with Library(self.collection.catalog) as library:
            yield from uncataloged(self.collection, lambda record_id: library.capture(record_id) is not None)

    def note_fixity(self, **found: Any) -> None:
        """Adds a line about a check of what is at rest; JSON values."""
        self._ledger.append(Kind.FIXITY_CHECKED, time=self._now(), **found)
        self.sync()

    def close(self) -> None:
        """Closes the open file; where the archive is in danger the next start does, if it cannot be done now."""
        try:
            if self._danger is None:
                self._finish()
            elif isinstance(self._danger, DiskFull) and not self._lost_sync:
                with suppress(DiskFull):
                    self._finish()
        finally:
            self._shelf.abandon()
            self._catalog.close()
            self._lock.release()

    def _finish(self) -> None:
        self.commit()
        self._shelf.close_file()
        self._shelf.sync()
        self._forget_spools()

    def _keep(self, exchange: Exchange, file: OpenFile) -> Capture:
        facts = examine(exchange.response) if exchange.response else None
        referent = None if facts is None else self._referents.of(exchange, facts)
        wanted = records_of(exchange, facts, referent, warcinfo_id=file.warcinfo_id, certificates=file.certificates)
        placed = self._put(file, wanted.records, Kind.CAPTURE_KEPT, url=exchange.url, attempt=exchange.attempt)
        primary = placed[wanted.primary]
        capture = capture_of(
            wanted.metadata,
            None if facts is None else facts.message,
            time=exchange.started,
            record_id=primary.record.record_id,
            location=primary.location,
            revisit_of=None if referent is None else referent.record_id,
        )
        self._shelf.index(capture)
        self._referents.remember(exchange, capture)
        self._unsynced.add(primary.record.record_id)
        if isinstance(exchange.response, Path):
            self._spools.append(exchange.response)
        return capture

    def _put(self, file: OpenFile, records: Sequence[NewRecord], kind: Kind, **said: Any) -> tuple[Placed, ...]:
        placed = self._shelf.append(file, records)
        targets = (one.target or "" for one in records)
        file.certificates.update(
            target.removeprefix(_CERTIFICATE) for target in targets if target.startswith(_CERTIFICATE)
        )
        assert self._run is not None
        self._ledger.append(
            kind, time=self._now(), run=self._run.id, file=file.name, **said, records=ledger_records(placed)
        )
        return placed

    def _forget_spools(self) -> None:
        for spool in self._spools:
            spool.unlink(missing_ok=True)
        self._spools.clear()

    @contextmanager
    def _dangerous(self) -> Iterator[None]:
        """Remembers a danger, so that nothing is kept after it; refuses to begin where a sync has failed."""
        if self._lost_sync and self._danger is not None:
            raise self._danger
        try:
            yield
        except ArchiveInDanger as danger:
            self._danger = danger
            raise
