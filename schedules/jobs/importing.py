"""Anybody's WARC files taken into the collection, read by the one reader and cataloged; twice is once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Protocol

from archive.bundle import is_wacz, unpacked
from archive.catalog import inspection
from archive.catalog.library import Library
from archive.collection import Collection
from archive.errors import BrokenRecord, UserError
from archive.keeping.acknowledged import ended_runs
from archive.keeping.adoption import Adopted
from archive.keeping.holdings import warc_path
from archive.keeping.imported import IMPORTED, Origin
from archive.keeping.keeper import Keeper
from archive.model import Capture, Problem, Run
from archive.warc.captures import iter_captures
from schedules.jobs.readers import Readers, readers
from schedules.jobs.recovery import ThroughKeeper, catch_up
from schedules.jobs.replay import Replay
from schedules.progress import counted

_SOURCE = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")  # as sources are called


class Pool(Protocol):
    """Makes the readers of one job."""

    def __call__(self) -> AbstractContextManager[Readers]: ...


@dataclass(slots=True)
class Imported:
    """What became of one file."""

    path: Path
    adopted: Adopted | None = None  # None: nothing could be taken
    counts: Counter[str] = field(default_factory=Counter)  # captures by outcome
    problems: list[Problem] = field(default_factory=list)

    @property
    def captures(self) -> int:
        return self.counts.total()

    @property
    def is_held(self) -> bool:
        """The collection had all of it before."""
        return self.adopted is not None and not self.adopted.is_new and not self.captures


def import_files(
    collection: Collection, paths: Iterable[Path], *, source: str = IMPORTED, pool: Pool = readers
) -> Iterator[Imported]:
    """Takes in one file after the other, of a WACZ file those in it; what a call that crashed began is finished.

    UserError where ``source`` is no name for one.  A file in which no record can be read is a problem, not a stop.
    """
    if not _SOURCE.fullmatch(source):
        raise UserError(f"--source {source!r}: a source's id is of lower-case letters, digits, '.', '_' and '-'.")
    catch_up(collection)
    with Keeper(collection) as keeper, pool() as reader:
        for path in paths:
            if is_wacz(path):
                yield from _import_wacz(keeper, reader, path, source)
            else:
                yield _import(keeper, reader, path, source)
        _read_what_was_missing(keeper, reader)


def _import_wacz(keeper: Keeper, reader: Readers, path: Path, source: str) -> Iterator[Imported]:
    """Each WARC file in it, as if it had been given."""
    reserve_bytes = keeper.collection.settings.keeping.disk_reserve_bytes
    try:
        for file in unpacked(path, keeper.collection.spool, reserve_bytes=reserve_bytes):
            done = _import(keeper, reader, file, source)
            done.path = path / file.name
            yield done
    except BrokenRecord as error:
        yield Imported(path, problems=[_not_taken(path, error)])


def _not_taken(path: Path, error: BrokenRecord) -> Problem:
    return Problem(what="not-taken", detail=str(error), warc_file=path.name)


def _import(keeper: Keeper, reader: Readers, path: Path, source: str) -> Imported:
    result = Imported(path)
    try:
        result.adopted = keeper.adopt(path, source=source)
    except BrokenRecord as error:
        result.problems.append(_not_taken(path, error))
        return result
    result.problems += result.adopted.problems
    origin = result.adopted.origin
    if origin is not None and (result.adopted.is_new or origin.run not in ended_runs(keeper.collection.ledger)):
        _catalog(keeper, reader, result, result.adopted, origin)
    return result


def _catalog(keeper: Keeper, reader: Readers, result: Imported, adopted: Adopted, origin: Origin) -> None:
    """Each capture of the file through the reader into the catalog; then the ledger may say that it is done."""
    path = warc_path(keeper.collection, adopted.name)
    told: list[Capture | Problem] = []
    replay = Replay(keeper.collection, ThroughKeeper(keeper), reader)
    for item in counted(replay.tell(iter_captures(path, name=adopted.name)), f"Reading {result.path.name}"):
        if isinstance(item, Capture):
            told.append(item)
            result.counts[str(item.outcome)] += 1
        elif isinstance(item, Problem) and item.what in ("capture", "run"):  # the others stand there already
            told.append(item)
            result.problems.append(item)
    keeper.end_import(adopted, _run(keeper.collection, origin, told, result.counts), told)


def _run(collection: Collection, origin: Origin, told: list[Capture | Problem], counts: Counter[str]) -> Run:
    now = datetime.now(UTC)
    times = [one.time for one in told if isinstance(one, Capture)]
    return Run(
        id=origin.run,
        started=min(times, default=now),
        ended=max(times, default=now),
        end_reason="imported",
        settings_sha256=collection.settings_sha256,
        software=f"dibao/{version('dibao')}",
        sources=(origin.source,),
        counts=dict(counts),
    )


def _read_what_was_missing(keeper: Keeper, reader: Readers) -> None:
    """Revisits whose full response has come since, in a file that was taken in later."""
    keeper.commit()
    with Library(keeper.collection.catalog) as library:
        found = list(inspection.with_referent_since(library))
    for _ in Replay(keeper.collection, ThroughKeeper(keeper), reader).tell(found):
        pass
    keeper.commit()
