"""The runs of a collection, and which of them goes on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from archive.collection import Collection
from archive.library import Library
from archive.model import Run
from schedules.nights import FINISHED

GOES_ON_FOR = timedelta(hours=12)  # later the pages that it has seen may have changed


def runs_of(collection: Collection, *, limit: int | None = None) -> list[Run]:
    """Newest first; none before the first."""
    if not collection.catalog.exists():
        return []
    with Library(collection.catalog) as library:
        return library.runs(limit=limit)


def interrupted(runs: Iterable[Run], *, sources: Iterable[str], slot: str | None, now: datetime) -> Run | None:
    """The run that goes on: the latest, if it is recent, of the same night and sources, and did not finish."""
    latest = next(iter(runs), None)
    if latest is None or latest.end_reason == FINISHED or now - latest.started > GOES_ON_FOR:
        return None
    return latest if (latest.slot, set(latest.sources)) == (slot, set(sources)) else None
