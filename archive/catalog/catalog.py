"""What the archive holds, as rows in SQLite; the writing side, of which there is one at a time.

Outcomes, documents, versions and events are derived: they always equal the fold (``timeline``) of the captures over the
readings that the catalog holds.  ``record`` goes one step where it can; where an earlier capture, a later attempt or a
new reading changes what is already derived, the documents concerned are derived again from all their visits.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from archive.address import document_address, document_id
from archive.catalog import rows
from archive.catalog.derivation import Documents
from archive.catalog.known import known_documents
from archive.catalog.readings import Readings
from archive.catalog.runs import Runs
from archive.catalog.timeline import outcome_without_document
from archive.catalog.transaction import Transaction
from archive.model import Capture, Extraction, Extractor, KnownDocument, Outcome, RecordRef, Run

_INSERT_CAPTURE = rows.insert("captures", rows.CAPTURE, verb="insert or replace")
_PRESENT = f"{rows.select('captures', rows.CAPTURE)} where record_id = ?1 or (run = ?2 and url = ?3)"
_ROW_OF = f"{_PRESENT} order by record_id = ?1 desc limit 1"


class Catalog:
    """Opens ``path`` for writing, makes or migrates it; UserError if a newer Dibao has made it.

    Everything written belongs to the open transaction until ``commit``; one call is whole or absent.
    """

    def __init__(self, path: Path) -> None:
        self._transaction = Transaction(path)
        self.connection = self._transaction.connection
        self._readings = Readings(self.connection)
        self._documents = Documents(self.connection, self._readings, self._transaction.index)
        self._runs = Runs(self.connection)

    def close(self) -> None:
        """Commits and closes."""
        self.commit()
        self._transaction.close()

    def __enter__(self) -> Catalog:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self.close()
        else:
            self._transaction.close()

    def commit(self) -> None:
        self._transaction.commit()

    def rollback(self) -> None:
        """Forgets everything since the last commit."""
        self._transaction.rollback()
        self._forget()

    # -- runs and sources

    def put_source(self, source: str, toml: str) -> None:
        """Notes a source as its file now is; what is not TOML is kept all the same."""
        with self._whole():
            self._runs.put_source(source, toml)

    def begin_run(self, run: Run, sources: Mapping[str, str] | None = None) -> None:
        """Notes a run and its sources (id → TOML); called again for the same run it replaces what was noted."""
        with self._whole():
            for source, toml in (sources or {}).items():
                self._runs.put_source_of(run, source, toml)
            self._runs.begin(run)

    def end_run(self, run: Run) -> None:
        """Notes when and how the run ended."""
        with self._whole():
            self._runs.put_run(run)

    # -- captures

    def record(self, capture: Capture, extraction: Extraction | None = None, unreadable: str | None = None) -> Capture:
        """Notes a capture with what was read from it; gives it back with outcome, document and text hash.

        Of several attempts at one address in one run the last is kept; the same capture again changes nothing but may
        add a reading.  ValueError if the capture has no record in the archive.
        """
        row = rows.capture_row(capture, unreadable)
        with self._whole():
            present = self._present(capture)
            self._runs.announce(capture)
            is_new_payload = self._put_payload(capture)
            is_new_reading = self._put_reading(capture, extraction)
            if not present and (is_new_payload or not is_new_reading):
                return self._append(row, capture, unreadable)
            if not any(tuple(other)[: len(row)] == row or _is_later(other, capture) for other in present):
                self._replace(present, row, capture)
            if is_new_reading:
                self._derive_readers_of(capture.payload_sha256)
            return self._recorded(capture)

    def add_extraction(self, payload_sha256: str, extraction: Extraction) -> bool:
        """Adds a reading of a payload beside those it has; whether it was new.  Its documents are derived again.

        ValueError if the archive holds no such payload.
        """
        with self._whole():
            if not self.connection.execute("select 1 from payloads where sha256 = ?", (payload_sha256,)).fetchone():
                raise ValueError(f"no capture has the payload {payload_sha256}")
            is_new = self._readings.add(payload_sha256, extraction)
            if is_new:
                self._derive_readers_of(payload_sha256)
            return is_new

    # -- what a run asks

    def full_response(self, payload_sha256: str, newer_than: datetime) -> RecordRef | None:
        """The newest full, whole response with this payload, if it is newer and its run did not fail."""
        return self._runs.full_response(payload_sha256, newer_than)

    def known_documents(self, source_ids: Iterable[str] | None = None) -> Iterator[KnownDocument]:
        """The documents worth another visit, of these sources (None: of all), in the order of their ids."""
        return known_documents(self.connection, source_ids)

    def payloads_without_reading(self, extractor: Extractor, source: str | None = None) -> Iterator[Capture]:
        """The latest capture of each payload, of this source or of all, that this very extractor has not read.

        In the order of payloads; only what came whole with status 200 in a role that has text.  What cannot be read
        has no reading and comes every time.
        """
        return self._readings.missing(extractor, source)

    def derive_all(self) -> None:
        """Every document again from its visits; changes nothing unless somebody has written into the catalog."""
        with self._whole():
            for (document,) in self.connection.execute("select id from documents order by id").fetchall():
                self._documents.derive(document)

    # -- in the transaction

    @contextmanager
    def _whole(self) -> Iterator[None]:
        try:
            with self._transaction.whole():
                yield
        except BaseException:
            self._forget()
            raise

    def _forget(self) -> None:
        """What is remembered of the tables may be gone with a rollback."""
        self._readings.forget()
        self._runs.forget()

    def _append(self, row: tuple[Any, ...], capture: Capture, unreadable: str | None) -> Capture:
        """The usual case: a capture later than all of its document."""
        readings = self._readings.of(capture.payload_sha256) if capture.payload_sha256 else ()
        visit = rows.visit_of_capture(capture, unreadable, readings)
        if not capture.role.has_text:
            document, result = None, outcome_without_document(visit)
        else:
            address = document_address(capture.url)
            document = document_id(address)
            state = self._documents.state(document, address)
            if state.key is not None and visit.key < state.key:
                self._insert_underived(row, capture)
                self._documents.derive(document)
                return self._recorded(capture)
            result = self._documents.advance(document, state, visit)
        derived = (document, result.outcome, result.reason, result.text_sha256)
        self.connection.execute(_INSERT_CAPTURE, row + derived)
        return _with(capture, derived)

    def _present(self, capture: Capture) -> list[sqlite3.Row]:
        """What the catalog has already of this record or of this address in this run."""
        return self.connection.execute(_PRESENT, (capture.record_id, capture.run, capture.url)).fetchall()

    def _replace(self, present: list[sqlite3.Row], row: tuple[Any, ...], capture: Capture) -> None:
        """The row of a later attempt at an address of this run, or of what could not be read when it was noted."""
        for other in present:
            self.connection.execute("delete from captures where record_id = ?", (other["record_id"],))
        self._insert_underived(row, capture)
        for document in sorted({other["document"] for other in present} | {_document_of(capture)}, key=str):
            if document is not None:
                self._documents.derive(document)

    def _insert_underived(self, row: tuple[Any, ...], capture: Capture) -> None:
        """A row whose outcome the next derivation of its document corrects."""
        document = _document_of(capture)
        if document is None:
            readings = self._readings.of(capture.payload_sha256) if capture.payload_sha256 else ()
            unreadable = row[rows.KEPT.index("unreadable")]
            result = outcome_without_document(rows.visit_of_capture(capture, unreadable, readings))
            derived: tuple[Any, ...] = (None, result.outcome, result.reason, None)
        else:
            self._documents.put_address(document, document_address(capture.url))
            derived = (document, Outcome.NOT_TEXT, None, None)
        self.connection.execute(_INSERT_CAPTURE, row + derived)

    def _derive_readers_of(self, payload_sha256: str | None) -> None:
        """Every document that has received this payload, which now has a reading that it had not."""
        self.connection.execute(
            "update captures set unreadable = null where payload_sha256 = ? and unreadable is not null",
            (payload_sha256,),
        )
        found = self.connection.execute(
            "select distinct document from captures where payload_sha256 = ? and document is not null order by 1",
            (payload_sha256,),
        ).fetchall()
        for (document,) in found:
            self._documents.derive(document)

    def _recorded(self, capture: Capture) -> Capture:
        row = self.connection.execute(_ROW_OF, (capture.record_id, capture.run, capture.url)).fetchone()
        return _with(capture, tuple(row[name] for name in rows.DERIVED))

    def _put_payload(self, capture: Capture) -> bool:
        if capture.payload_sha256 is None:
            return False
        payload = (capture.payload_sha256, capture.payload_length)
        done = self.connection.execute("insert or ignore into payloads (sha256, length) values (?, ?)", payload)
        return done.rowcount > 0

    def _put_reading(self, capture: Capture, extraction: Extraction | None) -> bool:
        if extraction is None or capture.payload_sha256 is None:
            return False
        return self._readings.add(capture.payload_sha256, extraction)


def _with(capture: Capture, derived: tuple[Any, ...]) -> Capture:
    """The capture with what its row has under ``rows.DERIVED``."""
    document, outcome, reason, text = derived
    return replace(capture, document=document, outcome=Outcome(outcome), outcome_reason=reason, text_sha256=text)


def _is_later(present: sqlite3.Row, capture: Capture) -> bool:
    """Whether what stands in the catalog is another, later attempt than this one, or this record at an earlier place.

    The same record lies at two places where a file was taken in that holds some of another's records.
    """
    if present["record_id"] == capture.record_id:
        place = capture.location
        return place is not None and (present["warc_file"], present["offset"]) < (place.warc_file, place.offset)
    mine = (capture.attempt, rows.time_text(capture.time), capture.record_id)
    return bool((present["attempt"], present["time"], present["record_id"]) > mine)


def _document_of(capture: Capture) -> str | None:
    return document_id(document_address(capture.url)) if capture.role.has_text else None
