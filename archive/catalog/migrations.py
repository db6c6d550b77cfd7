"""The catalog's tables and the way from each older form of them to the present one.

A migration, once released, is never changed: a later form of the catalog is a further function at the end.
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations

from archive.errors import UserError

migrations = Migrations("dibao")
migrations.migrations_table = "migrations"


def migrate(db: Database) -> None:
    """Brings an older catalog to the present form; UserError if a newer Dibao has made it."""
    refuse_newer(db)
    migrations.apply(db)


def refuse_newer(db: Database) -> None:
    """UserError if the catalog has been through a migration that this Dibao does not know."""
    unknown = sorted({done.name for done in migrations.applied(db)} - {one.name for one in migrations._migrations})
    if unknown:
        raise UserError(
            f"catalog.db was written by a newer Dibao (it has been through {unknown[0]!r}).  Install that version, "
            "or move catalog.db away and make it again from the WARC files with `dibao rebuild`."
        )


def refuse_older(db: Database) -> None:
    """UserError if the catalog needs a migration before it can be read."""
    refuse_newer(db)
    if migrations.pending(db):
        raise UserError(
            "catalog.db is not of this version of Dibao.  Any command that writes, such as `dibao collect`, brings it "
            "up to date; `dibao rebuild` makes it again from the WARC files."
        )


@migrations()
def m001_what_was_collected(db: Database) -> None:
    """Sources, runs, payloads, documents and captures."""
    db.create_table(
        "sources",
        {"id": str, "name": str, "publisher": str, "kind": str, "toml": str},
        pk="id",
    )
    db.create_table(
        "runs",
        {
            "id": str,
            "started": str,
            "ended": str,
            "end_reason": str,
            "slot": str,
            "sources": str,
            "settings_sha256": str,
            "software": str,
        },
        pk="id",
        not_null={"started"},
    )
    db.create_table(
        "payloads",
        {"sha256": str, "length": int},
        pk="sha256",
    )
    db.create_table(
        "documents",
        {
            "id": str,
            "address": str,
            "url": str,
            "source": str,
            "role": str,
            "presence": str,
            "first_seen": str,
            "last_seen": str,
            "payload_sha256": str,
            "record_id": str,
            "etag": str,
            "last_modified": str,
            "text_sha256": str,
            "text_payload_sha256": str,
            "moved_to": str,
            "last_visit": str,
            "last_record": str,
            "last_status": int,
            "last_outcome": str,
            "last_reason": str,
        },
        pk="id",
        not_null={"address", "presence", "role"},
        foreign_keys=[("source", "sources", "id")],
    )
    db.table("documents").create_index(["source"])
    db.table("documents").create_index(["presence", "last_visit"])
    db.create_table(
        "captures",
        {
            "record_id": str,
            "url": str,
            "run": str,
            "source": str,
            "role": str,
            "time": str,
            "outcome": str,
            "status": int,
            "reason": str,
            "outcome_reason": str,
            "via": str,
            "found_by": str,
            "attempt": int,
            "ending": str,
            "content_type": str,
            "etag": str,
            "last_modified": str,
            "redirect": str,
            "payload_sha256": str,
            "unreadable": str,
            "document": str,
            "text_sha256": str,
            "warc_file": str,
            "offset": int,
            "length": int,
            "revisit_of": str,
        },
        pk="record_id",
        not_null={
            "url",
            "run",
            "source",
            "role",
            "time",
            "outcome",
            "attempt",
            "ending",
            "warc_file",
            "offset",
            "length",
        },
        foreign_keys=[
            ("run", "runs", "id"),
            ("source", "sources", "id"),
            ("payload_sha256", "payloads", "sha256"),
            ("document", "documents", "id"),
        ],
    )
    captures = db.table("captures")
    captures.create_index(["run", "url"], unique=True)
    captures.create_index(["run", "outcome"])
    captures.create_index(["document", "time"])
    captures.create_index(["payload_sha256"])
    captures.create_index(["warc_file", "offset"])


@migrations()
def m002_what_was_read(db: Database) -> None:
    """Extractions and the texts they hold; a text is stored once, however many payloads it was read from."""
    db.create_table("extractors", {"id": int, "name": str, "version": str, "options": str}, pk="id")
    db.table("extractors").create_index(["name", "version", "options"], unique=True)
    db.create_table("texts", {"id": int, "text_sha256": str, "text": str}, pk="id", not_null={"text"})
    db.table("texts").create_index(["text_sha256"])
    db.create_table(
        "extractions",
        {
            "id": int,
            "payload_sha256": str,
            "extractor": int,
            "url": str,
            "path": str,
            "title": str,
            "kicker": str,
            "subtitle": str,
            "published": str,
            "written": str,
            "source": str,
            "credits": str,
            "author": str,
            "editor": str,
            "site": str,
            "publisher": str,
            "issuer": str,
            "doc_number": str,
            "index_number": str,
            "status": str,
            "topic": str,
            "in_force": str,
            "language": str,
            "encoding": str,
            "text": int,
            "text_sha256": str,
            "page_starts": str,
            "attachments": str,
            "contains": str,
            "flags": str,
            "found_in": str,
        },
        pk="id",
        not_null={"payload_sha256", "extractor"},
        foreign_keys=[
            ("payload_sha256", "payloads", "sha256"),
            ("extractor", "extractors", "id"),
            ("text", "texts", "id"),
        ],
    )
    db.table("extractions").create_index(["payload_sha256", "extractor"], unique=True)


@migrations()
def m003_what_changed(db: Database) -> None:
    """The versions and events of documents."""
    db.create_table(
        "versions",
        {
            "id": int,
            "document": str,
            "text_sha256": str,
            "extraction": int,
            "first_seen": str,
            "last_seen": str,
            "first_record": str,
            "last_record": str,
        },
        pk="id",
        not_null={"document", "text_sha256", "extraction", "first_seen", "last_seen", "first_record", "last_record"},
        foreign_keys=[
            ("document", "documents", "id"),
            ("extraction", "extractions", "id"),
            ("first_record", "captures", "record_id"),
            ("last_record", "captures", "record_id"),
        ],
    )
    db.table("versions").create_index(["document", "text_sha256"], unique=True)
    db.table("versions").create_index(["text_sha256"])
    db.create_table(
        "events",
        {
            "id": int,
            "document": str,
            "kind": str,
            "time": str,
            "record_id": str,
            "from_text": str,
            "to_text": str,
            "moved_to": str,
        },
        pk="id",
        not_null={"document", "kind", "time", "record_id"},
        foreign_keys=[("document", "documents", "id"), ("record_id", "captures", "record_id")],
    )
    db.table("events").create_index(["document", "time"])
    db.table("events").create_index(["kind", "time"])


@migrations()
def m004_full_text(db: Database) -> None:
    """The full-text index of titles and texts, over a view, so that no text is stored twice.

    The names in double quotes are how Datasette and sqlite-utils recognise which index belongs to which table.
    """
    db.create_table("folding", {"id": int, "sha256": str}, pk="id")
    db.execute(
        """
        create view docs as select versions.id as rowid, versions.document, documents.url, extractions.title,
            extractions.published, extractions.source, texts.text, versions.first_seen, versions.last_seen
        from versions
            join documents on documents.id = versions.document
            join extractions on extractions.id = versions.extraction
            left join texts on texts.id = extractions.text
        """
    )
    db.execute(
        "create virtual table docs_fts using fts5("
        'title, text, content="docs", tokenize="unicode61 remove_diacritics 2")'
    )
    # Segments are merged by eight instead of four: a tenth less time a record, searches as fast.
    db.execute("insert into docs_fts (docs_fts, rank) values ('automerge', 8)")
