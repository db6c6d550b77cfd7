"""What each reader found in each payload; only added to, never changed."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator

from archive.catalog import rows
from archive.catalog.visits import Reading
from archive.model import Capture, Ending, Extraction, Extractor

_INSERT = rows.insert("extractions", rows.EXTRACTION, verb="insert or ignore")
_CHUNK = 500


class Readings:
    """The extractions of a catalog open for writing."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._extractors: dict[Extractor, int] = {}

    def forget(self) -> None:
        """After a rollback: what is remembered of the tables may be gone."""
        self._extractors.clear()

    def add(self, payload_sha256: str, extraction: Extraction) -> bool:
        """Whether the reading was new; one that this extractor has made of the payload before stays as it was."""
        extractor = self._extractor(extraction.extractor)
        query = "select 1 from extractions where payload_sha256 = ? and extractor = ?"
        if self._connection.execute(query, (payload_sha256, extractor)).fetchone():
            return False
        text = self._text(extraction)
        self._connection.execute(_INSERT, rows.extraction_row(payload_sha256, extractor, text, extraction))
        return True

    def of(self, payload_sha256: str | None) -> tuple[Reading, ...]:
        """All readings of a payload, in the order in which they were made."""
        if payload_sha256 is None:
            return ()
        found = self._connection.execute(
            "select extractor, text_sha256, flags from extractions where payload_sha256 = ? order by id",
            (payload_sha256,),
        )
        return tuple(
            Reading(extractor=str(extractor), text_sha256=text, flags=tuple(json.loads(flags or "[]")))
            for extractor, text, flags in found
        )

    def present(self, payload_sha256: str) -> int:
        """The key of the newest reading of a payload that has been read."""
        query = "select max(id) from extractions where payload_sha256 = ?"
        return int(self._connection.execute(query, (payload_sha256,)).fetchone()[0])

    def missing(self, extractor: Extractor, source: str | None) -> Iterator[Capture]:
        """See ``Catalog.payloads_without_reading``; in chunks, so that the caller may write meanwhile."""
        last = ""
        while found := self._missing_after(last, extractor, source):
            last = found[-1][0]
            for (payload,) in found:
                yield from self._latest_capture(payload, source)

    def _missing_after(self, last: str, extractor: Extractor, source: str | None) -> list[sqlite3.Row]:
        return self._connection.execute(
            "select sha256 from payloads where sha256 > ? and not exists (select 1 from extractions "
            "join extractors on extractors.id = extractor where payload_sha256 = sha256 "
            "and (name, version, options) = (?, ?, ?)) and exists (select 1 from captures "
            f"where payload_sha256 = sha256 and {_TO_READ}) order by sha256 limit ?",
            (last, extractor.name, extractor.version, extractor.options, source, source, _CHUNK),
        ).fetchall()

    def _latest_capture(self, payload: str, source: str | None) -> Iterator[Capture]:
        found = self._connection.execute(
            "select captures.*, payloads.length as payload_length "
            "from captures join payloads on sha256 = payload_sha256 "
            f"where payload_sha256 = ? and {_TO_READ} order by time desc, record_id desc limit 1",
            (payload, source, source),
        )
        return (rows.capture_of(row, row["payload_length"]) for row in found.fetchall())

    def _extractor(self, extractor: Extractor) -> int:
        key = self._extractors.get(extractor)
        if key is None:
            values = (extractor.name, extractor.version, extractor.options)
            self._connection.execute(
                "insert or ignore into extractors (name, version, options) values (?, ?, ?)", values
            )
            query = "select id from extractors where (name, version, options) = (?, ?, ?)"
            key = self._extractors[extractor] = int(self._connection.execute(query, values).fetchone()[0])
        return key

    def _text(self, extraction: Extraction) -> int | None:
        """The key of the text's row; None for no text."""
        if not extraction.text:
            return None
        values = (extraction.text_sha256, extraction.text)
        found = self._connection.execute("select id from texts where text_sha256 is ? and text = ?", values).fetchone()
        if found:
            return int(found[0])
        return self._connection.execute("insert into texts (text_sha256, text) values (?, ?)", values).lastrowid


_TO_READ = (
    f"role in ('document', 'attachment') and ending = '{Ending.COMPLETE}' and status = 200 "
    "and (? is null or captures.source = ?)"
)
