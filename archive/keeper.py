"""The keeping of one collection: exchanges to records, synced and noted in the ledger, then acknowledged."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

from archive.captures import capture_of
from archive.collection import Collection
from archive.errors import ArchiveInDanger
from archive.ledger import Kind, Ledger
from archive.lock import Lock
from archive.model import Capture, Ending, Exchange, Extraction, RecordRef, Run
from archive.open_file import OpenFile, Placed
from archive.records import (
    NewRecord,
    capture_metadata,
    certificate_record,
    is_not_modified,
    metadata_record,
    new_record_id,
    request_record,
    response_record,
    run_as_json,
    run_record,
    source_record,
    warc_date,
)
from archive.repair import Repair, repair
from archive.response import ResponseFacts, examine
from archive.shelf import Shelf, ledger_records

REMEMBERED = 50_000  # payloads of this run that a revisit can refer to before the catalog knows them
COMMIT_ROWS = 200  # the catalog is derived: its commits need not wait for, nor keep up with, the archive
COMMIT_S = 0.5


class Cataloging(Protocol):
    """What the keeper needs of ``archive.catalog.Catalog``."""

    def record(
        self, capture: Capture, extraction: Extraction | None = None, unreadable: str | None = None
    ) -> Capture: ...
    def add_extraction(self, payload_sha256: str, extraction: Extraction) -> None: ...
    def begin_run(self, run: Run) -> None: ...
    def end_run(self, run: Run) -> None: ...
    def put_source(self, source: str, toml: str) -> None: ...
    def full_response(self, payload_sha256: str, newer_than: datetime) -> RecordRef | None: ...
    def commit(self) -> None: ...
    def close(self) -> None: ...


class Keeper:
    """The one that writes a collection; everything else only reads it."""

    def __init__(
        self,
        collection: Collection,
        *,
        catalog: Cataloging | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        patience_s: float = 20.0,
    ) -> None:
        """Locks (CollectionLocked), repairs what a crash left, opens.  ``patience_s``: how long a full disk is waited
        for before DiskFull."""
        self.collection = collection
        self._now = now
        self._lock = Lock(collection.lock)
        try:
            self.repairs: tuple[Repair, ...] = repair(collection, now())
            self._ledger = Ledger(collection.ledger)
            self._catalog = catalog if catalog is not None else _open_catalog(collection)
        except BaseException:
            self._lock.release()
            raise
        self._shelf = Shelf(collection, self._ledger, now=now, patience_s=patience_s)
        self._run: Run | None = None
        self._full: OrderedDict[str, RecordRef] = OrderedDict()
        self._spools: list[Path] = []
        self._unsynced = False
        self._danger: ArchiveInDanger | None = None
        self._rows = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def begin_run(self, run: Run, sources: Mapping[str, str]) -> None:
        """Begins a run (or goes on with one that a crash ended); ``sources``: the TOML of each, by id."""
        self._run = run
        self._full.clear()
        self._ledger.append(Kind.RUN_STARTED, time=self._now(), run=run_as_json(run))
        file = self._shelf.file_for(run)
        now, own = self._now(), {"warcinfo_id": file.warcinfo_id}
        records = [run_record(run, event="started", record_id=new_record_id(), date=now, **own)]
        records += [
            source_record(source, toml, record_id=new_record_id(), date=now, **own) for source, toml in sources.items()
        ]
        self._put(file, records)
        self.sync()
        self._catalog.begin_run(run)
        for source, toml in sources.items():
            self._catalog.put_source(source, toml)
        self._catalog.commit()

    def end_run(self, run: Run) -> None:
        """``run`` with its end, reason and counts; its last file is closed."""
        file = self._shelf.file_for(run)
        record = run_record(
            run, event="ended", record_id=new_record_id(), date=self._now(), warcinfo_id=file.warcinfo_id
        )
        self._put(file, [record])
        self._shelf.close_file()
        self._catalog.end_run(run)
        self._commit()
        self._ledger.append(Kind.RUN_ENDED, time=self._now(), run=run_as_json(run))
        self._ledger.sync()
        self._run = None

    def keep(self, exchange: Exchange) -> Capture:
        """Writes the records of an exchange.  Nothing is safe, and nothing may be acknowledged, before ``sync``."""
        if self._danger is not None:
            raise self._danger
        run = self._run
        if run is None or run.id != exchange.run:
            raise ValueError(f"run {exchange.run} has not begun")
        try:
            return self._keep(exchange, run)
        except ArchiveInDanger as danger:
            self._danger = danger
            raise

    def sync(self) -> None:
        """All that was kept is on disk, then the ledger's lines about it."""
        try:
            self._shelf.sync()
        except ArchiveInDanger as danger:
            self._danger = danger
            raise
        self._unsynced = False
        for spool in self._spools:
            spool.unlink(missing_ok=True)
        self._spools.clear()

    def record(self, capture: Capture, extraction: Extraction | None = None, unreadable: str | None = None) -> Capture:
        """Catalogs a capture (synced first, if it is not yet); it comes back with its outcome."""
        if self._unsynced:
            self.sync()
        done = self._catalog.record(capture, extraction, unreadable)
        self._rows += 1
        if self._rows >= COMMIT_ROWS:
            self._commit()
        return done

    def add_extraction(self, payload_sha256: str, extraction: Extraction) -> None:
        """Adds a reading beside those that a payload has."""
        self._catalog.add_extraction(payload_sha256, extraction)

    def commit(self) -> None:
        """Commits the catalog, if anything waits."""
        if self._rows:
            self._commit()

    def close(self) -> None:
        try:
            if self._danger is None:
                self._shelf.close_file()
            self.commit()
            self._ledger.close()
        finally:
            self._catalog.close()
            self._lock.release()

    def _commit(self) -> None:
        self._catalog.commit()
        self._rows = 0

    def _keep(self, exchange: Exchange, run: Run) -> Capture:
        facts = examine(exchange.response) if exchange.response else None
        file = self._shelf.file_for(run)
        referent = None if facts is None else self._referent(exchange, facts)
        records, metadata = _records(exchange, facts, referent, file)
        placed = self._put(file, records, url=exchange.url, attempt=exchange.attempt)
        primary = placed[-1] if facts is None else next(one for one in placed if one.record.kind in _PRIMARY)
        capture = capture_of(
            metadata,
            None if facts is None else facts.message,
            time=exchange.started,
            record_id=primary.record.record_id,
            location=primary.location,
            revisit_of=None if referent is None else referent.record_id,
        )
        self._shelf.index(capture)
        self._remember(exchange, capture)
        if isinstance(exchange.response, Path):
            self._spools.append(exchange.response)
        return capture

    def _put(self, file: OpenFile, records: Sequence[NewRecord], **said: Any) -> tuple[Placed, ...]:
        placed = self._shelf.append(file, records)
        self._unsynced = True
        file.certificates |= {one.target for one in records if one.target and one.target.startswith("urn:x509:")}
        kind = Kind.CAPTURE_KEPT if said else Kind.RECORDS_KEPT
        assert self._run is not None
        self._ledger.append(
            kind, time=self._now(), run=self._run.id, file=file.name, **said, records=ledger_records(placed)
        )
        return placed

    def _referent(self, exchange: Exchange, facts: ResponseFacts) -> RecordRef | None:
        """The full response that a revisit can stand for; None: this one is kept in full."""
        if is_not_modified(exchange, facts):
            return exchange.asked_if_changed_since
        keeping = self.collection.settings.keeping
        small = facts.payload_length < keeping.revisit_min_bytes
        if small or exchange.ending is not Ending.COMPLETE or facts.message is None:
            return None
        own = self._full.get(facts.payload_sha256)
        newer_than = exchange.started - timedelta(days=keeping.full_again_days)
        return own or self._catalog.full_response(facts.payload_sha256, newer_than)

    def _remember(self, exchange: Exchange, capture: Capture) -> None:
        whole = capture.ending is Ending.COMPLETE and capture.status is not None and capture.revisit_of is None
        if whole and capture.payload_sha256 and capture.record_id:
            self._full[capture.payload_sha256] = RecordRef(
                record_id=capture.record_id,
                url=capture.url,
                date=warc_date(exchange.started),
                payload_sha256=capture.payload_sha256,
            )
            if len(self._full) > REMEMBERED:
                self._full.popitem(last=False)


_PRIMARY = ("response", "revisit")


def _records(
    exchange: Exchange, facts: ResponseFacts | None, referent: RecordRef | None, file: OpenFile
) -> tuple[list[NewRecord], dict[str, Any]]:
    """All records of an exchange in the order in which they are written, and the metadata's content."""
    own = {"warcinfo_id": file.warcinfo_id}
    metadata_id = new_record_id()
    response_id = None if facts is None else new_record_id()
    request_id = None if exchange.request is None else new_record_id()
    metadata = capture_metadata(exchange, facts, response_id=response_id, request_id=request_id)
    records = [
        certificate_record(certificate, record_id=new_record_id(), date=exchange.started, **own)
        for certificate in _new_certificates(exchange, file)
    ]
    if facts is not None and response_id is not None:
        records.append(response_record(exchange, facts, referent, record_id=response_id, **own))
    if request_id is not None:
        primary = response_id or metadata_id
        records.append(request_record(exchange, record_id=request_id, primary_id=primary, **own))
    records.append(metadata_record(exchange, metadata, record_id=metadata_id, primary_id=response_id, **own))
    return records, metadata


def _new_certificates(exchange: Exchange, file: OpenFile) -> list[bytes]:
    if exchange.tls is None:
        return []
    by_digest = {hashlib.sha256(one).hexdigest(): one for one in exchange.tls.certificates}
    return [one for digest, one in by_digest.items() if f"urn:x509:sha256:{digest}" not in file.certificates]


def _open_catalog(collection: Collection) -> Cataloging:
    from archive.catalog import Catalog

    return Catalog(collection.catalog)
