"""The runs of a collection, and which of them goes on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from archive.catalog.library import Library
from archive.collection import Collection
from archive.errors import UserError
from archive.keeping.acknowledged import acknowledged_files
from archive.keeping.holdings import warc_files
from archive.model import Run
from schedules.nights import FINISHED

GOES_ON_FOR = timedelta(hours=12)  # later the pages that it has seen may have changed


def runs_of(collection: Collection, *, limit: int | None = None) -> list[Run]:
    """Newest first; none before the first; UserError where the catalog was lost."""
    refuse_lost_catalog(collection)
    if not collection.catalog.exists():
        return []
    with Library(collection.catalog) as library:
        return library.runs(limit=limit)


def refuse_lost_catalog(collection: Collection) -> None:
    """UserError where there are WARC files but no catalog: a new, empty one would make everything look new."""
    path = collection.catalog
    is_there = path.exists() and path.stat().st_size > 0
    if not is_there and warc_files(collection):
        raise UserError(f"{collection.root} has WARC files but no catalog: `dibao rebuild` makes it again from them.")


def refuse_lost_files(collection: Collection) -> None:
    """UserError where the ledger tells of WARC files and none is there: what is kept would refer to what is not."""
    if not warc_files(collection) and next(acknowledged_files(collection.ledger), None) is not None:
        raise UserError(
            f"{collection.warc} holds none of the files that the ledger tells of; is its disk mounted?  "
            "Nothing was changed."
        )


def interrupted(runs: Iterable[Run], *, sources: Iterable[str], slot: str | None, now: datetime) -> Run | None:
    """The run that goes on: the latest, if it is recent, of the same night and sources, and did not finish."""
    latest = next(iter(runs), None)
    if latest is None or latest.end_reason == FINISHED or now - latest.started > GOES_ON_FOR:
        return None
    return latest if (latest.slot, set(latest.sources)) == (slot, set(sources)) else None
