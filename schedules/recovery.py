"""After a crash: files repaired, what was kept but not cataloged cataloged, runs that were killed ended as such."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, datetime

from archive.captures import Item, iter_captures
from archive.collection import Collection
from archive.holdings import warc_files, warc_path
from archive.keeper import Keeper
from archive.library import Library
from archive.model import Capture, Extraction, Problem, Run
from schedules.progress import counted
from schedules.readers import Readers, few_or_many
from schedules.replay import Replay
from schedules.runs import runs_of

log = logging.getLogger("dibao")
RUN_FILE = re.compile(r"(?:^|/)(\d{8}-\d{6}-[0-9a-f]{4})-\d{5}\.warc\.gz$")
KILLED = "killed"  # the end_reason of a run that came to no end of its own


def catch_up(
    collection: Collection,
    *,
    goes_on: Callable[[list[Run]], Run | None] = lambda runs: None,
    pool: Callable[[int], AbstractContextManager[Readers]] = few_or_many,
) -> Run | None:
    """Leaves the collection as if its last run had not crashed; returns the run that ``goes_on`` chose of all runs.

    The chosen one is not ended: it is about to go on.
    """
    with Keeper(collection) as keeper:
        for repaired in keeper.repairs:
            log.warning("repaired after a crash: %s", repaired)
        ended = {run.id for run in runs_of(collection) if run.ended is not None}
        for name in sorted(_archived_runs(collection) - ended):
            _catalog_run(collection, keeper, name, pool)
        runs = runs_of(collection)
        chosen = goes_on(runs)
        for run in runs:
            if run.ended is None and run != chosen:
                keeper.end_run(replace(run, ended=datetime.now(UTC), end_reason=KILLED))
    return chosen


def _archived_runs(collection: Collection) -> set[str]:
    return {match[1] for name in warc_files(collection) if (match := RUN_FILE.search(name))}


def _catalog_run(
    collection: Collection, keeper: Keeper, run: str, pool: Callable[[int], AbstractContextManager[Readers]]
) -> None:
    items = _uncataloged(collection, run)
    captures = sum(isinstance(item, Capture) for item in items)
    with pool(captures) as readers:
        replay = Replay(collection, _ThroughKeeper(keeper), readers)
        for item in counted(replay.tell(items), "Cataloging what was kept before the crash", total=len(items)):
            if isinstance(item, Problem):
                log.error("%s at %s: %s %s", item.warc_file, item.offset, item.what, item.detail)
    if captures:
        log.warning("run %s: %d captures kept before the crash are in the catalog now", run, captures)


def _uncataloged(collection: Collection, run: str) -> list[Item]:
    """What the run's files tell, without the captures that the catalog has already in this or a later attempt."""
    with Library(collection.catalog) as library:
        known = {one.url: (one.attempt, one.time, one.record_id) for one in library.captures(run=run)}
    found: list[Item] = []
    for name in warc_files(collection):
        match = RUN_FILE.search(name)
        if match and match[1] == run:
            found += (item for item in iter_captures(warc_path(collection, name), name=name) if _is_new(item, known))
    return found


def _is_new(item: Item, known: dict[str, tuple[int, datetime, str | None]]) -> bool:
    if not isinstance(item, Capture):
        return True
    return item.url not in known or (item.attempt, item.time, item.record_id) > known[item.url]


class _ThroughKeeper:
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
