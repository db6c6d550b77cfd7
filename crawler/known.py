"""What the catalog knows before a run: the documents to visit again, and what an interrupted run has done already."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from archive.catalog.library import Library
from archive.model import KnownDocument


class Knowledge(Protocol):
    """What a spider asks."""

    def documents(self, source_id: str) -> Iterator[KnownDocument]:
        """The source's documents worth another visit; read as they are taken."""

    def done_in(self, run: str) -> Iterator[str]:
        """Addresses of documents and attachments that the run has answers of."""


class Catalogued:
    """The knowledge of a collection's catalog; none where there is no catalog yet."""

    def __init__(self, catalog: Path) -> None:
        self._library = Library(catalog) if catalog.exists() else None

    def documents(self, source_id: str) -> Iterator[KnownDocument]:
        return self._library.known_documents([source_id]) if self._library else iter(())

    def done_in(self, run: str) -> Iterator[str]:
        """A redirect does not count, because its target may not have been reached."""
        for capture in self._library.captures(run=run) if self._library else ():
            if capture.role.has_text and capture.status is not None and capture.redirect is None:
                yield capture.url

    def close(self) -> None:
        if self._library is not None:
            self._library.close()
