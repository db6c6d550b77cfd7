"""What leaves a collection in the forms of other tools: a WACZ file, one index of all, a table."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

from archive.bundle import Bundle, write_wacz
from archive.catalog.library import Library
from archive.collection import Collection
from schedules.jsonlines import instant
from schedules.progress import counted

OF_DOCUMENT = ("document", "url", "collected_by", "presence", "first_seen", "last_seen", "last_outcome", "versions")
OF_READING = (
    "title",
    "published",
    "source",
    "author",
    "editor",
    "site",
    "publisher",
    "issuer",
    "doc_number",
    "index_number",
    "written",
    "in_force",
    "status",
    "topic",
    "language",
    "flags",
    "text_sha256",
)


def export_wacz(
    collection: Collection,
    path: Path,
    *,
    run: str | None = None,
    source: str | None = None,
    since: datetime | None = None,
) -> Bundle:
    """The captures that fit all that is given; UserError where there is none."""
    with Library(collection.catalog) as library:
        if run:
            library.run(run)  # a run that there is
        library.refuse_unknown_source(source)
        captures = library.captures(run=run, source=source, since=since)
        return write_wacz(collection, library, path, counted(captures, "Selecting captures"))


def table_rows(library: Library, *, source: str | None = None) -> Iterator[list[str]]:
    """One row a document with its main fields, the names of the columns first."""
    yield [*OF_DOCUMENT, *OF_READING]
    for document in library.documents(source=source):
        reading = library.extraction(document.document)
        known = [getattr(document, name) for name in OF_DOCUMENT]
        read = [getattr(reading, name) if reading else None for name in OF_READING]
        yield [_cell(value) for value in (*known, *read)]


def _cell(value: object) -> str:
    """As a spreadsheet takes it: what a page says must never be run as a formula.

    >>> _cell(("张三", "李四")), _cell("=1+1")
    ('张三; 李四', "'=1+1")
    """
    if isinstance(value, datetime):
        return instant(value)
    text = "; ".join(map(str, value)) if isinstance(value, tuple) else str(value if value is not None else "")
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def merged_index(collection: Collection) -> Iterator[bytes]:
    """The lines of the indexes of all closed files, sorted."""
    with ExitStack() as stack:
        files = [stack.enter_context(path.open("rb")) for path in sorted(collection.index.glob("*.cdxj"))]
        yield from heapq.merge(*files)
