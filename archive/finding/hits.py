"""The documents that answer a question, found in the full-text index."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime
from typing import Any, Literal, TypedDict, Unpack

from archive.catalog import rows
from archive.catalog.answers import Hit
from archive.catalog.attached import attachment_title
from archive.catalog.visits import Presence
from archive.finding.fulltext import first_key
from archive.finding.search import Query, marks, parse_query, passages
from archive.model import Role


class Filters(TypedDict, total=False):
    """How answers are chosen and ordered; what is left out, or None, does not choose."""

    order: Literal["newest", "rank"]  # newest (the default): by date of publication or, where unknown, first sight
    limit: int  # 20 unless told
    source: str | None  # id of the source that collects the document
    site: str | None  # host
    since: datetime | None  # published, or where unknown first seen, from this moment on
    until: datetime | None  # … and before this one


# The cross joins keep SQLite from sorting: the index gives its rows in order.
_HITS = (
    "select versions.document, documents.url, documents.role, extractions.title, extractions.published, "
    "extractions.source, extractions.site, extractions.issuer, extractions.doc_number, "
    "documents.source as collected_by, "
    "documents.presence, versions.first_seen, versions.last_seen, versions.text_sha256, "
    "documents.text_sha256 as current, coalesce(texts.text, '') as full_text from docs_fts "
    "cross join versions on versions.id = docs_fts.rowid "
    "cross join documents on documents.id = versions.document "
    "cross join extractions on extractions.id = versions.extraction left join texts on texts.id = extractions.text"
)
_RANK = "and rank match 'bm25(5.0, 1.0)'"  # a word in the title weighs as much as five in the text
_ORDERS = {"newest": "order by docs_fts.rowid desc", "rank": "order by rank"}


def find(connection: sqlite3.Connection, typed: str, **filters: Unpack[Filters]) -> list[Hit]:
    """The documents that answer ``typed``, each once, in its newest or best version that does.

    UserError if there is nothing to look for.
    """
    query = parse_query(typed)
    order, limit = filters.get("order", "newest"), filters.get("limit", 20)
    tests, values = _tests(filters)
    statement = f"{_HITS} where docs_fts match :match {tests} {_RANK if order == 'rank' else ''} {_ORDERS[order]}"
    hits: dict[str, Hit] = {}
    with closing(connection.execute(statement, {"match": query.expression, **values})) as found:
        for row in found:
            if len(hits) >= limit:
                break
            if row["document"] not in hits:
                hits[row["document"]] = _hit(row, row["title"] or _link_text(connection, row), query)
    return list(hits.values())


def _tests(filters: Filters) -> tuple[str, dict[str, Any]]:
    """What the rows must fulfil besides the words, and the values bound in it."""
    source, site = filters.get("source"), filters.get("site")
    since, until = filters.get("since"), filters.get("until")
    tests = {
        "and docs_fts.rowid >= :since": since and first_key(None, since),
        "and docs_fts.rowid < :until": until and first_key(None, until),
        "and documents.source = :source": source,
        "and substr(documents.address, 1, length(:site)) = :site": site and f"http://{site.lower().rstrip('/')}/",
    }
    used = {test: value for test, value in tests.items() if value is not None}
    return " ".join(used), {test.split(":")[-1]: value for test, value in used.items()}


def _link_text(connection: sqlite3.Connection, row: sqlite3.Row) -> str | None:
    """A PDF has often no headline."""
    is_attachment = row["role"] == Role.ATTACHMENT
    return attachment_title(connection, row["document"], row["url"]) if is_attachment else None


def _hit(row: sqlite3.Row, title: str | None, query: Query) -> Hit:
    return Hit(
        document=row["document"],
        url=row["url"],
        title=title,
        title_marks=marks(title or "", query),
        published=row["published"],
        source=row["source"],
        site=row["site"],
        issuer=row["issuer"],
        doc_number=row["doc_number"],
        collected_by=row["collected_by"],
        presence=Presence(row["presence"]),
        first_seen=rows.time_of(row["first_seen"]),
        last_seen=rows.time_of(row["last_seen"]),
        text_sha256=row["text_sha256"],
        is_current=row["text_sha256"] == row["current"],
        passages=passages(row["full_text"], query),
    )
