"""What a run asks of the catalog about the documents it knows."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

from archive.model import KnownDocument, RecordRef, Role

_CHUNK = 500
# Not: what has moved for good (its target is a document of its own), and what was never there.
_WORTH_A_VISIT = (
    "(presence <> 'moved' or last_status in (302, 303, 307)) and not (first_seen is null and last_outcome = 'gone')"
)


def known_documents(connection: sqlite3.Connection, source_ids: Iterable[str] | None = None) -> Iterator[KnownDocument]:
    """The documents worth another visit, of these sources (None: of all), in the order of their ids.

    Read in chunks, so that no transaction stays open between them.
    """
    sources = None if source_ids is None else list(source_ids)
    last = ""
    while found := _after(connection, last, sources):
        last = found[-1]["id"]
        yield from map(_known_document, found)


def _after(connection: sqlite3.Connection, last: str, sources: list[str] | None) -> list[sqlite3.Row]:
    among = "" if sources is None else f"and documents.source in ({', '.join('?' * len(sources))})"
    return connection.execute(
        "select documents.*, full.record_id as full_record, full.url as full_url, full.time as full_time, "
        "full.payload_sha256 as full_payload from documents "
        "left join captures as last on last.record_id = documents.record_id "
        "left join captures as full on full.record_id = coalesce(last.revisit_of, last.record_id) "
        f"where documents.id > ? {among} and {_WORTH_A_VISIT} order by documents.id limit ?",
        (last, *(sources or ()), _CHUNK),
    ).fetchall()


def _known_document(row: sqlite3.Row) -> KnownDocument:
    """Without its full response a document cannot be asked for conditionally: nothing could be referred to."""
    response = None
    if row["full_record"] is not None:
        response = RecordRef(
            record_id=row["full_record"],
            url=row["full_url"],
            date=row["full_time"],
            payload_sha256=row["full_payload"],
        )
    return KnownDocument(
        url=row["url"],
        etag=row["etag"] if response else None,
        last_modified=row["last_modified"] if response else None,
        response=response,
        role=Role(row["role"]),
    )
