"""Redesigns noticed the same night: what the pages of a source lost, against the runs of the month before."""

from __future__ import annotations

from datetime import timedelta

from archive.catalog.field_rates import FieldCounts, Loss, losses
from archive.catalog.library import Library
from archive.collection import Collection

# Long enough for a source with a page a day; so short that what is lost for good is told for a month, not for ever.
BASELINE = timedelta(days=30)


def lost_in(collection: Collection, run: str) -> tuple[Loss, ...]:
    """What the sources collected in ``run`` lost."""
    from pipelines.read import extractor

    with Library(collection.catalog) as library:
        started = library.run(run).started
        return losses(library.field_counts(extractor(), since=started - BASELINE), run=run)


def usual(collection: Collection, source: str) -> list[FieldCounts]:
    """What the present reader found in the source's pages, run by run, up to the latest run of the collection."""
    from pipelines.read import extractor

    if not collection.catalog.exists():
        return []
    with Library(collection.catalog) as library:
        latest = library.runs(limit=1)
        since = latest[0].started - BASELINE if latest else None
        return library.field_counts(extractor(), since=since, source=source) if since else []
