"""The audit as a job: the archive's own checks, and every text of the catalog against its hash."""

from __future__ import annotations

from collections.abc import Iterator

from archive import audit as checks
from archive.catalog import inspection
from archive.catalog.library import Library
from archive.collection import Collection
from archive.model import Problem
from schedules.progress import progress


def audit(collection: Collection) -> Iterator[Problem]:
    """Everything that is found wrong; only reads."""
    with progress("Auditing") as shown:
        for item in checks.audit(collection):
            if isinstance(item, Problem):
                yield item
            else:
                shown.advance(note=item.file)
        yield from checks.unless_damaged(_altered_texts(collection))


def _altered_texts(collection: Collection) -> Iterator[Problem]:
    from pipelines.body.fingerprint import text_sha256

    if not collection.catalog.exists():
        return
    with Library(collection.catalog) as library:
        for said, text in inspection.texts(library):
            if text_sha256(text) != said:
                yield Problem(what="text-altered", detail=f"a text of the catalog is not the one with the hash {said}")
