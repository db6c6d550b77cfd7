"""The catalog for its readers: runs, captures, documents, their versions and history, search.

Every answer is one short read of its own, so that a reader neither waits for a run nor holds one up.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Unpack
from urllib.parse import quote

from sqlite_utils import Database

from archive.address import document_address, document_id
from archive.catalog import rows, selections
from archive.catalog.answers import Document, Happening, Hit, Shared, Version, Visited
from archive.catalog.attached import attachment_title
from archive.catalog.field_counts import field_counts
from archive.catalog.field_rates import FieldCounts
from archive.catalog.known import known_documents
from archive.catalog.migrations import refuse_older
from archive.catalog.visits import EventKind, Presence
from archive.errors import UserError
from archive.finding.difference import Change, difference
from archive.finding.hits import Filters, find
from archive.model import Capture, Extraction, Extractor, KnownDocument, Outcome, Role, Run

_CHUNK = 1_000


class Library:
    """Opens ``path`` for reading only; UserError if there is no catalog or it is not of this version."""

    def __init__(self, path: Path) -> None:
        if not path.exists():
            raise UserError(
                f"{path.parent} has no catalog yet: `dibao collect` or `dibao import` makes it, "
                "`dibao rebuild` makes it again from the WARC files."
            )
        path.open("rb").close()  # says who may not read it, where SQLite only says that it cannot
        self.connection = sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True, isolation_level=None)
        self.connection.row_factory = sqlite3.Row
        try:
            refuse_older(Database(self.connection))
        except BaseException:
            self.connection.close()
            raise

    def close(self) -> None:
        self.connection.close()

    def __enter__(self) -> Library:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -- runs and captures

    def runs(self, *, limit: int | None = None, slot: str | None = None) -> list[Run]:
        """Newest first, with counts by outcome; only those of a night if ``slot`` names it."""
        found = self._all(
            "select * from runs where ?1 is null or slot = ?1 order by started desc, id desc limit ?2",
            slot,
            -1 if limit is None else limit,
        )
        return [rows.run_of(row, self.counts(row["id"])) for row in found]

    def run(self, run: str) -> Run:
        """UserError if there is none."""
        for row in self._all("select * from runs where id = ?", run):
            return rows.run_of(row, self.counts(run))
        raise UserError(f"no run {run!r}; `dibao runs` lists them")

    def refuse_unknown_source(self, source: str | None) -> None:
        """UserError if nothing was ever collected under this id; None stands for all."""
        if source is not None and not self._all("select 1 from sources where id = ?", source):
            raise UserError(
                f"nothing was collected from a source {source!r} yet; `dibao source list` lists the sources"
            )

    def counts(self, run: str) -> dict[str, int]:
        """Captures of a run by outcome, in the order in which outcomes are listed everywhere."""
        grouped = self._all("select outcome, count(*) from captures where run = ? group by outcome", run)
        found = {row["outcome"]: row["count(*)"] for row in grouped}
        return {outcome.value: found[outcome] for outcome in Outcome if outcome in found}

    def captures(
        self,
        *,
        run: str | None = None,
        source: str | None = None,
        outcome: str | None = None,
        document: str | None = None,
        warc_file: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> Iterator[Capture]:
        """The captures that fit all that is given, in the order of time; ``until`` is the first moment left out."""
        wanted = {"run": run, "source": source, "outcome": outcome, "document": document, "warc_file": warc_file}
        tests = [f"{name} = :{name}" for name, value in wanted.items() if value is not None]
        tests += ["time >= :since"] * (since is not None) + ["time < :until"] * (until is not None)
        times = {"since": since and rows.time_text(since), "until": until and rows.time_text(until)}
        found = self.connection.execute(
            f"select rowid from captures where {' and '.join(tests) or 'true'} order by time, record_id", wanted | times
        )
        numbers = array("q", (row[0] for row in found))
        for start in range(0, len(numbers), _CHUNK):
            chunk = numbers[start : start + _CHUNK]
            marks = ", ".join("?" * len(chunk))
            ordered = f"{selections.CAPTURES} where captures.rowid in ({marks}) order by time, record_id"
            yield from map(selections.capture_of, self._all(ordered, *chunk))

    def capture(self, record_id: str) -> Capture | None:
        """The capture whose response, revisit or metadata record this is."""
        for row in self._all(f"{selections.CAPTURES} where record_id = ?", record_id):
            return selections.capture_of(row)
        return None

    def capture_at(self, run: str, url: str) -> Capture | None:
        """The capture of this very address in a run."""
        for row in self._all(f"{selections.CAPTURES} where run = ? and url = ?", run, url):
            return selections.capture_of(row)
        return None

    def warc_files(self) -> list[str]:
        """The files in which captures lie, by name."""
        return [row[0] for row in self._all("select distinct warc_file from captures order by warc_file")]

    # -- documents

    def document(self, name: str) -> Document:
        """The document at an address, or with an id or the only one whose id begins so; UserError if there is none."""
        found = selections.document_of(self._all(f"{selections.DOCUMENTS} where documents.id = ?", self._id(name))[0])
        if found.title is None and found.role is Role.ATTACHMENT:
            return replace(found, title=attachment_title(self.connection, found.document, found.url))
        return found

    def documents(self, *, source: str | None = None, presence: Presence | None = None) -> Iterator[Document]:
        """All that were ever received, in the order of their ids."""
        last = ""
        query = (
            f"{selections.DOCUMENTS} where documents.id > ?1 and first_seen is not null "
            f"and (?2 is null or source = ?2) and (?3 is null or presence = ?3) order by documents.id limit {_CHUNK}"
        )
        while found := self._all(query, last, source, presence):
            yield from map(selections.document_of, found)
            last = found[-1]["id"]

    def extraction(self, name: str) -> Extraction | None:
        """What the newest reader found in the last text of a document, else in its last payload; None if unread."""
        document = self._id(name)
        found = self._all(
            "select coalesce(text_payload_sha256, payload_sha256) as payload, url from documents where id = ?", document
        )[0]
        readings = self.readings(found["payload"])
        return replace(readings[-1], url=found["url"]) if readings else None

    def readings(self, payload_sha256: str | None) -> list[Extraction]:
        """Every extraction of a payload, in the order in which they were made; the last is the one that is shown."""
        found = self._all(f"{selections.EXTRACTIONS} where payload_sha256 = ? order by extractions.id", payload_sha256)
        return [selections.extraction_of(row) for row in found]

    def versions(self, name: str) -> list[Version]:
        """The texts of a document, in the order of first sight."""
        return self._versions("versions.document = ?", self._id(name))

    def version_text(self, name: str, number: int) -> Extraction:
        """What the newest reader found in one version (from 1; -1 is the last); UserError if there is none such."""
        version = self._version(name, number)
        found = self._all(
            f"{selections.EXTRACTIONS} join versions on versions.extraction = extractions.id "
            "where versions.document = ? and versions.text_sha256 = ?",
            version.document,
            version.text_sha256,
        )
        return replace(selections.extraction_of(found[0]), url=version.url)

    def diff(self, name: str, old: int = -2, new: int = -1) -> tuple[Version, Version, tuple[Change, ...]]:
        """Two versions of a document (from 1; negative from the end) and what changed, sentence by sentence."""
        before, after = self.version_text(name, old), self.version_text(name, new)
        return self._version(name, old), self._version(name, new), difference(before.text, after.text)

    def history(self, name: str) -> list[Visited]:
        """Every visit to a document in the order of time, with what each showed to have happened."""
        document = self._id(name)
        happened: dict[str, list[Happening]] = {}
        for one in self.happenings(document=document):
            happened.setdefault(one.record_id, []).append(one)
        captures = self.captures(document=document)
        return [Visited(capture=one, happenings=tuple(happened.get(one.record_id or "", ()))) for one in captures]

    def happenings(
        self, *, document: str | None = None, run: str | None = None, kind: EventKind | None = None
    ) -> list[Happening]:
        """The events that fit all that is given, in the order in which they were noticed."""
        found = self._all(
            f"{selections.HAPPENINGS} "
            "where (?1 is null or events.document = ?1) and (?2 is null or captures.run = ?2) "
            "and (?3 is null or events.kind = ?3) order by events.time, events.record_id, events.id",
            document,
            run,
            kind,
        )
        return [selections.happening_of(row) for row in found]

    def disappeared(self, *, source: str | None = None) -> list[Document]:
        """Documents that were there and are not now: withdrawn, or an error page sent in their place; newest first."""
        found = self._all(
            f"{selections.DOCUMENTS} where (presence = 'withdrawn' "
            "or (presence = 'present' and last_reason = 'error-page')) and (?1 is null or source = ?1) "
            "order by last_seen desc, documents.id",
            source,
        )
        return [selections.document_of(row) for row in found]

    def texts_elsewhere(self, text_sha256: str, *, but: str | None = None) -> list[Version]:
        """Every version with this text, the earliest first; ``but`` leaves out one document (id)."""
        found = self._versions("versions.text_sha256 = ?", text_sha256)
        return sorted((one for one in found if one.document != but), key=lambda one: (one.first_seen, one.document))

    def shared_texts(self, *, limit: int = 100) -> list[Shared]:
        """Texts that stand or stood at several addresses, those at most addresses first."""
        found = self._all(
            "select text_sha256 from versions group by text_sha256 having count(*) > 1 "
            "order by count(*) desc, min(first_seen), text_sha256 limit ?",
            limit,
        )
        return [Shared(text_sha256=text, versions=tuple(self.texts_elsewhere(text))) for (text,) in found]

    def known_documents(self, source_ids: Iterable[str] | None = None) -> Iterator[KnownDocument]:
        """The documents worth another visit, of these sources (None: of all), in the order of their ids."""
        return known_documents(self.connection, source_ids)

    def search(self, typed: str, **filters: Unpack[Filters]) -> list[Hit]:
        """The documents that answer ``typed``, each once; see ``hits.Filters`` for how they are chosen and ordered."""
        return find(self.connection, typed, **filters)

    def field_counts(self, extractor: Extractor, *, since: datetime, source: str | None = None) -> list[FieldCounts]:
        """On how many newly read documents of each run and source this reader found each field."""
        return field_counts(self.connection, extractor, since=since, source=source)

    # -- how it asks

    def _all(self, query: str, *values: object) -> list[sqlite3.Row]:
        return self.connection.execute(query, values).fetchall()

    def _id(self, name: str) -> str:
        name = name.strip()
        address = document_address(name if "://" in name else f"http://{name}")
        for document in (name.lower(), document_id(address)):
            if self._all("select 1 from documents where id = ?", document):
                return document
        return self._id_beginning(name)

    def _id_beginning(self, name: str) -> str:
        begin = name.lower()
        is_hex = 4 <= len(begin) <= 16 and not set(begin) - set("0123456789abcdef")
        found = self._all("select id from documents where substr(id, 1, ?) = ? limit 3", len(begin), begin)
        if is_hex and len(found) == 1:
            return str(found[0][0])
        if is_hex and found:
            raise UserError(f"{name!r} is the beginning of several ids: {', '.join(row[0] for row in found)} …")
        raise UserError(f"no document {name!r} in this collection; `dibao search WORDS` finds documents and their ids")

    def _version(self, name: str, number: int) -> Version:
        versions = self.versions(name)
        index = number - 1 if number > 0 else len(versions) + number
        if number == 0 or not 0 <= index < len(versions):
            raise UserError(
                f"{name}: there is no version {number}; it has {len(versions)}.  `dibao history` shows them"
            )
        return versions[index]

    def _versions(self, test: str, value: str) -> list[Version]:
        found = self._all(
            f"{selections.VERSIONS} where {test} order by versions.document, number",
            value,
        )
        return [selections.version_of(row) for row in found]
