"""Whether two catalogs say the same, whatever the order in which they were written."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.catalog import rows
from archive.catalog.library import Library

_NOT_READ = ("url", "path")  # of the capture it was read from first; the same payload may stand at many addresses
_SHOWN = [name for name in rows.EXTRACTION if name not in (*_NOT_READ, "payload_sha256", "extractor", "text")]
# What a reader may take from the address; so it is compared only for payloads that were received at one address.
_BY_ADDRESS = ("published", "site", "publisher")
_EVENT = ["document", "time", "record_id", "kind", "from_text", "to_text", "moved_to"]
_VERSION = ["document", "text_sha256", "first_seen", "last_seen", "first_record", "last_record"]
_RUN = ["id", "started", "ended", "end_reason", "slot", "sources", "settings_sha256", "software"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """What is compared of a table: rows sorted by their first ``keys`` columns, which name them."""

    name: str
    query: str
    keys: int = 1


def _of(table: str, columns: list[str], keys: int = 1) -> _Table:
    order = ", ".join(str(number + 1) for number in range(keys))
    return _Table(name=table, query=f"{rows.select(table, columns)} order by {order}", keys=keys)


def _extractions() -> _Table:
    shown = ", ".join(
        f'case addresses when 1 then extractions."{name}" end as "{name}"'
        if name in _BY_ADDRESS
        else f'extractions."{name}"'
        for name in _SHOWN
    )
    query = (
        "select newest.payload_sha256, extractors.name as extractor, extractors.version, extractors.options, "
        f"texts.text, {shown} from (select payload_sha256, max(id) as id, (select count(distinct url) from captures "
        "where captures.payload_sha256 = extractions.payload_sha256) as addresses "
        "from extractions group by payload_sha256) as newest join extractions on extractions.id = newest.id "
        "join extractors on extractors.id = extractions.extractor left join texts on texts.id = extractions.text "
        "order by 1"
    )
    return _Table(name="extractions", query=query)


TABLES = (
    _of("sources", ["id", "name", "publisher", "kind", "toml"]),
    _of("runs", _RUN),
    _of("payloads", ["sha256", "length"]),
    _of("captures", rows.CAPTURE),
    _extractions(),
    _of("documents", rows.DOCUMENT),
    _of("versions", _VERSION, keys=2),
    _of("events", _EVENT, keys=4),
    _Table(
        name="full text",
        query="select document, text_sha256, docs_fts_docsize.id is not null as is_indexed from versions "
        "left join docs_fts_docsize on docs_fts_docsize.id = versions.id order by 1, 2",
        keys=2,
    ),
)


def same_catalog(first: Path, second: Path) -> list[str]:
    """How two catalogs differ, a line for each difference; empty if they say the same.

    Compared is everything but internal keys and, of each payload's readings, the newest: what older readers found
    cannot be found again without them.
    """
    with Library(first) as one, Library(second) as other:
        return list(differences(one.connection, other.connection))


def differences(first: sqlite3.Connection, second: sqlite3.Connection) -> Iterator[str]:
    """See ``same_catalog``."""
    for table in TABLES:
        with closing(first.execute(table.query)) as one, closing(second.execute(table.query)) as other:
            yield from _table_differences(table, one, other)


def _table_differences(table: _Table, one: sqlite3.Cursor, other: sqlite3.Cursor) -> Iterator[str]:
    columns = [column[0] for column in one.description]
    left, right = next(one, None), next(other, None)
    while left is not None or right is not None:
        key = min(_key(table, row) for row in (left, right) if row is not None)
        mine = left if left is not None and _key(table, left) == key else None
        theirs = right if right is not None and _key(table, right) == key else None
        yield from _row_differences(f"{table.name} {' '.join(key)}", columns, mine, theirs)
        left = next(one, None) if mine is not None else left
        right = next(other, None) if theirs is not None else right


def _row_differences(name: str, columns: list[str], one: Any, other: Any) -> Iterator[str]:
    if one is None or other is None:
        yield f"{name}: only in the {'second' if one is None else 'first'}"
        return
    for column, mine, theirs in zip(columns, one, other, strict=True):
        if mine != theirs:
            yield f"{name}: {column}: {_short(mine)} and {_short(theirs)}"


def _key(table: _Table, row: Any) -> tuple[str, ...]:
    return tuple(row)[: table.keys]


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:76]}…{text[-1]}"
