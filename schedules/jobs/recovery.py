"""After a crash: files repaired, what was kept but not cataloged cataloged, runs that were killed ended as such."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, datetime

from archive.catalog.inspection import sources
from archive.catalog.library import Library
from archive.collection import Collection
from archive.keeping.keeper import Keeper
from archive.model import Capture, Extraction, Problem, Run, RunStarted, SourceSnapshot
from archive.warc.captures import Item
from schedules.jobs.readers import Readers, few_or_many
from schedules.jobs.replay import Replay
from schedules.jobs.runs import refuse_lost_catalog, refuse_lost_files, runs_of
from schedules.progress import counted

log = logging.getLogger("dibao")
KILLED = "killed"  # the end_reason of a run that came to no end of its own


def catch_up(
    collection: Collection,
    *,
    goes_on: Callable[[list[Run]], Run | None] = lambda runs: None,
    pool: Callable[[int], AbstractContextManager[Readers]] = few_or_many,
) -> Run | None:
    """Leaves the collection as if its last run had not crashed; returns the run that ``goes_on`` chose of all runs.

    The chosen one is not ended: it is about to go on.  UserError where the whole catalog is missing, or all WARC files.
    """
    refuse_lost_catalog(collection)
    refuse_lost_files(collection)
    with Keeper(collection) as keeper:
        for repaired in keeper.repairs:
            log.warning("repaired after a crash: %s", repaired)
        unfinished = keeper.unfinished_runs()
        if unfinished:
            _catalog(collection, keeper, unfinished, pool)
        chosen = goes_on(runs_of(collection))
        for run in unfinished:
            if chosen is None or run.id != chosen.id:
                keeper.end_run(replace(run, ended=datetime.now(UTC), end_reason=KILLED))
    return chosen


def _catalog(
    collection: Collection,
    keeper: Keeper,
    unfinished: list[Run],
    pool: Callable[[int], AbstractContextManager[Readers]],
) -> None:
    kept = list(keeper.uncataloged())
    with pool(len(kept)) as readers:
        replay = Replay(collection, ThroughKeeper(keeper), readers)
        items: list[Item] = [*_sources_of(collection, unfinished), *kept]
        for item in counted(replay.tell(items), "Cataloging what was kept before the crash", total=len(items)):
            if isinstance(item, Problem):
                log.error("%s at %s: %s %s", item.warc_file, item.offset, item.what, item.detail)
    if kept:
        log.warning("%d captures that were kept before the crash are in the catalog now", len(kept))


def _sources_of(collection: Collection, runs: list[Run]) -> list[Item]:
    """The runs, each with its sources as they stood when it began."""
    with Library(collection.catalog) as library:
        tomls = {source: toml for source, toml in sources(library) if toml is not None}
    items: list[Item] = []
    for run in runs:
        items.append(RunStarted(run=run))
        items += (SourceSnapshot(source=one, toml=tomls[one], run=run.id) for one in run.sources if one in tomls)
    return items


class ThroughKeeper:
    """Captures are recorded through the keeper, which notes in the ledger how many; the rest stands there already."""

    def __init__(self, keeper: Keeper) -> None:
        self.begin_run = keeper.catalog.begin_run
        self.end_run = keeper.catalog.end_run
        self._keeper = keeper

    def record(self, capture: Capture, extraction: Extraction | None = None, unreadable: str | None = None) -> Capture:
        return self._keeper.record(capture, extraction, unreadable)

    def commit(self) -> None:
        self._keeper.commit()
        self._keeper.catalog.commit()
