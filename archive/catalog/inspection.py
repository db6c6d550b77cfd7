"""What jobs over the whole catalog ask of it: its sources, its texts, and what a reader has not read yet."""

from __future__ import annotations

from collections.abc import Iterator

from archive.catalog import selections
from archive.catalog.library import Library
from archive.catalog.readings import Readings
from archive.model import Capture, Extractor

_CHUNK = 500


def sources(library: Library) -> list[tuple[str, str | None]]:
    """Every source that the catalog knows, with its TOML as of its last run; None where it was never announced."""
    return [(row["id"], row["toml"]) for row in library.connection.execute("select id, toml from sources order by id")]


def texts(library: Library) -> Iterator[tuple[str | None, str]]:
    """Every text with the hash under which it stands; in chunks, so that no transaction stays open."""
    last = 0
    query = f"select id, text_sha256, text from texts where id > ? order by id limit {_CHUNK}"
    while found := library.connection.execute(query, (last,)).fetchall():
        yield from ((row["text_sha256"], row["text"]) for row in found)
        last = found[-1]["id"]


def payloads_without_reading(library: Library, extractor: Extractor, source: str | None = None) -> Iterator[Capture]:
    """See ``Catalog.payloads_without_reading``."""
    return Readings(library.connection).missing(extractor, source)


def with_referent_since(library: Library) -> Iterator[Capture]:
    """Revisits that could not be read because what they refer to was not there; now it is."""
    found = library.connection.execute(
        f"{selections.CAPTURES} where revisit_of is not null and unreadable like 'missing:%' "
        "and revisit_of in (select record_id from captures) order by time, record_id"
    )
    return map(selections.capture_of, found.fetchall())
