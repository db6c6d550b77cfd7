"""What is selected for each kind of answer, and the answer that a row is."""

from __future__ import annotations

import sqlite3

from archive.catalog import rows
from archive.catalog.answers import Document, Happening, Version
from archive.catalog.visits import EventKind, Presence
from archive.model import Capture, Extraction, Extractor, Outcome, Role

CAPTURES = (
    "select captures.*, payloads.length as payload_length from captures "
    "left join payloads on payloads.sha256 = captures.payload_sha256"
)
DOCUMENTS = (
    "select documents.*, (select title from versions join extractions on extractions.id = versions.extraction "
    "where versions.document = documents.id and versions.text_sha256 = documents.text_sha256) as title, "
    "(select count(*) from versions where versions.document = documents.id) as versions from documents"
)
EXTRACTIONS = (
    "select extractions.*, extractors.name as extractor_name, extractors.version as extractor_version, "
    "extractors.options as extractor_options, coalesce(texts.text, '') as full_text from extractions "
    "join extractors on extractors.id = extractions.extractor left join texts on texts.id = extractions.text"
)
VERSIONS = (
    "select versions.*, documents.url, documents.text_sha256 as current, extractions.title, extractions.published, "
    "(select count(*) from versions as earlier where earlier.document = versions.document and "
    "(earlier.first_seen, earlier.text_sha256) <= (versions.first_seen, versions.text_sha256)) as number "
    "from versions join documents on documents.id = versions.document "
    "join extractions on extractions.id = versions.extraction"
)
HAPPENINGS = (
    "select events.*, documents.url, captures.run, (select title from versions join extractions "
    "on extractions.id = versions.extraction where versions.document = events.document "
    "and versions.text_sha256 = coalesce(events.to_text, events.from_text)) as title "
    "from events join documents on documents.id = events.document "
    "join captures on captures.record_id = events.record_id"
)


def capture_of(row: sqlite3.Row) -> Capture:
    """From ``CAPTURES``."""
    return rows.capture_of(row, row["payload_length"])


def document_of(row: sqlite3.Row) -> Document:
    """From ``DOCUMENTS``."""
    return Document(
        document=row["id"],
        address=row["address"],
        url=row["url"],
        collected_by=row["source"],
        role=Role(row["role"]),
        presence=Presence(row["presence"]),
        first_seen=rows.time_or_none(row["first_seen"]),
        last_seen=rows.time_or_none(row["last_seen"]),
        last_visit=rows.time_or_none(row["last_visit"]),
        last_outcome=Outcome(row["last_outcome"]) if row["last_outcome"] else None,
        last_reason=row["last_reason"],
        moved_to=row["moved_to"],
        title=row["title"],
        text_sha256=row["text_sha256"],
        payload_sha256=row["payload_sha256"],
        record_id=row["record_id"],
        versions=row["versions"],
    )


def extraction_of(row: sqlite3.Row) -> Extraction:
    """From ``EXTRACTIONS``."""
    extractor = Extractor(
        name=row["extractor_name"], version=row["extractor_version"], options=row["extractor_options"]
    )
    return rows.extraction_of(row, extractor, row["full_text"])


def version_of(row: sqlite3.Row) -> Version:
    """From ``VERSIONS``."""
    return Version(
        document=row["document"],
        url=row["url"],
        number=row["number"],
        text_sha256=row["text_sha256"],
        title=row["title"],
        published=row["published"],
        first_seen=rows.time_of(row["first_seen"]),
        last_seen=rows.time_of(row["last_seen"]),
        first_record=row["first_record"],
        last_record=row["last_record"],
        is_current=row["text_sha256"] == row["current"],
    )


def happening_of(row: sqlite3.Row) -> Happening:
    """From ``HAPPENINGS``."""
    return Happening(
        document=row["document"],
        url=row["url"],
        title=row["title"],
        kind=EventKind(row["kind"]),
        time=rows.time_of(row["time"]),
        run=row["run"],
        record_id=row["record_id"],
        from_text=row["from_text"],
        to_text=row["to_text"],
        moved_to=row["moved_to"],
    )
