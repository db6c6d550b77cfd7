"""Documents, their versions and events, as their visits derive them; the writing side."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from archive.catalog import rows
from archive.catalog.readings import Readings
from archive.catalog.timeline import fold, step
from archive.catalog.visits import DocumentState, Event, Presence, Step, Visit
from archive.finding.fulltext import Index, new_version
from archive.model import Role

_UPDATES = ", ".join(f'"{name}" = excluded."{name}"' for name in rows.DOCUMENT[1:])
_PUT_DOCUMENT = f"{rows.insert('documents', rows.DOCUMENT)} on conflict (id) do update set {_UPDATES}"
_EVENT = ["document", "kind", "time", "record_id", "from_text", "to_text", "moved_to"]
_VERSION = [
    "id",
    "document",
    "text_sha256",
    "extraction",
    "first_seen",
    "last_seen",
    "first_record",
    "last_record",
]
_VISITS = ", ".join(rows.VISIT)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Span:
    """When a text stood at a document's address, and the payload that shows it last."""

    text_sha256: str
    payload_sha256: str
    first_seen: datetime
    last_seen: datetime
    first_record: str
    last_record: str


class Documents:
    """The derived tables of a catalog open for writing."""

    def __init__(self, connection: sqlite3.Connection, readings: Readings, index: Index) -> None:
        self._connection = connection
        self._index = index
        self._readings = readings

    def state(self, document: str, address: str) -> DocumentState:
        """What is known of a document; the beginning if nothing is."""
        row = self._connection.execute("select * from documents where id = ?", (document,)).fetchone()
        if row is None:
            return DocumentState(address=address)
        return rows.state_of(row, self._readings.of(row["text_payload_sha256"]))

    def put_address(self, document: str, address: str) -> None:
        """A row for a document whose visits are about to be derived."""
        self._connection.execute(
            "insert or ignore into documents (id, address, presence, role) values (?, ?, ?, ?)",
            (document, address, Presence.UNSEEN, Role.DOCUMENT),
        )

    def advance(self, document: str, state: DocumentState, visit: Visit) -> Step:
        """One visit, later than all before, on top of ``state``."""
        after, result = step(state, visit)
        self._connection.execute(_PUT_DOCUMENT, rows.document_row(document, after))
        self._put_events(document, result.events)
        for span in _spans([visit], [result]):
            self._put_version(document, self._extended(document, span))
        return result

    def derive(self, document: str) -> None:
        """The document again from all its visits; writes what differs."""
        found = self._connection.execute(
            f"select {_VISITS} from captures where document = ? order by time, record_id", (document,)
        ).fetchall()
        if not found:
            self._remove(document)
            return
        payloads = {row["payload_sha256"]: self._readings.of(row["payload_sha256"]) for row in found}
        visits = [rows.visit_of(row, payloads[row["payload_sha256"]]) for row in found]
        address = self._connection.execute("select address from documents where id = ?", (document,)).fetchone()[0]
        state, steps = fold(DocumentState(address=address), visits)
        self._connection.execute(_PUT_DOCUMENT, rows.document_row(document, state))
        self._put_outcomes(visits, steps)
        self._connection.execute("delete from events where document = ?", (document,))
        self._put_events(document, [event for one in steps for event in one.events])
        self._put_versions(document, _spans(visits, steps))

    # -- in the transaction

    def _put_outcomes(self, visits: list[Visit], steps: list[Step]) -> None:
        self._connection.executemany(
            "update captures set outcome = ?1, outcome_reason = ?2, text_sha256 = ?3 where record_id = ?4 "
            "and (outcome, outcome_reason, text_sha256) is not (?1, ?2, ?3)",
            [
                (one.outcome, one.reason, one.text_sha256, visit.record_id)
                for visit, one in zip(visits, steps, strict=True)
            ],
        )

    def _put_events(self, document: str, events: Iterable[Event]) -> None:
        for event in events:
            self._connection.execute(rows.insert("events", _EVENT), rows.event_row(document, event))

    def _put_versions(self, document: str, spans: list[_Span]) -> None:
        texts = {span.text_sha256 for span in spans}
        query = "select id, text_sha256 from versions where document = ?"
        for version, text in self._connection.execute(query, (document,)).fetchall():
            if text not in texts:
                self._remove_version(version)
        for span in spans:
            self._put_version(document, span)

    def _extended(self, document: str, span: _Span) -> _Span:
        """The span from the version's first sight on."""
        query = "select first_seen, first_record from versions where document = ? and text_sha256 = ?"
        found = self._connection.execute(query, (document, span.text_sha256)).fetchone()
        if found is None:
            return span
        return replace(span, first_seen=rows.time_of(found["first_seen"]), first_record=found["first_record"])

    def _put_version(self, document: str, span: _Span) -> None:
        extraction = self._readings.present(span.payload_sha256)
        query = "select * from versions where document = ? and text_sha256 = ?"
        present = self._connection.execute(query, (document, span.text_sha256)).fetchone()
        times = (rows.time_text(span.first_seen), rows.time_text(span.last_seen), span.first_record, span.last_record)
        if present is not None and present["extraction"] == extraction and present["first_seen"] == times[0]:
            self._connection.execute(
                "update versions set last_seen = ?, first_record = ?, last_record = ? where id = ?",
                (*times[1:], present["id"]),
            )
            return
        if present is not None:
            self._remove_version(present["id"])
        shown = self._connection.execute(
            "select title, published, texts.text from extractions left join texts on texts.id = extractions.text "
            "where extractions.id = ?",
            (extraction,),
        ).fetchone()
        version = new_version(self._connection, shown["published"], span.first_seen)
        values: tuple[Any, ...] = (version, document, span.text_sha256, extraction, *times)
        self._connection.execute(rows.insert("versions", _VERSION), values)
        self._index.add(version, shown["title"], shown["text"])

    def _remove_version(self, version: int) -> None:
        self._index.remove(version)
        self._connection.execute("delete from versions where id = ?", (version,))

    def _remove(self, document: str) -> None:
        """A document none of whose visits is left: its only capture was asked again in another role."""
        self._put_versions(document, [])
        self._connection.execute("delete from events where document = ?", (document,))
        self._connection.execute("delete from documents where id = ?", (document,))


def _spans(visits: list[Visit], steps: list[Step]) -> list[_Span]:
    """The texts that were seen, in the order of their first sight."""
    spans: dict[str, _Span] = {}
    for visit, one in zip(visits, steps, strict=True):
        if one.text_sha256 is None or one.text_payload_sha256 is None:
            continue
        seen = _Span(
            text_sha256=one.text_sha256,
            payload_sha256=one.text_payload_sha256,
            first_seen=visit.time,
            last_seen=visit.time,
            first_record=visit.record_id,
            last_record=visit.record_id,
        )
        first = spans.get(one.text_sha256, seen)
        spans[one.text_sha256] = replace(seen, first_seen=first.first_seen, first_record=first.first_record)
    return list(spans.values())
