"""What the catalog knows of a source before a run: the documents to visit again."""

from __future__ import annotations

from archive.catalog import Catalog
from archive.collection import Collection
from archive.model import KnownDocument


def known_documents(collection: Collection, source_id: str) -> tuple[KnownDocument, ...]:
    """All of them at once, so that no transaction stays open while the run writes; none before the first run."""
    if not collection.catalog.exists():
        return ()
    with Catalog(collection.catalog) as catalog:
        return tuple(catalog.known_documents([source_id]))
