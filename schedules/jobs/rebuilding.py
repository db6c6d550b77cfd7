"""The catalog again from the WARC files alone."""

from __future__ import annotations

from dataclasses import dataclass, field

from archive.catalog.catalog import Catalog
from archive.catalog.comparison import same_catalog
from archive.catalog.replacement import put_in_place, remove_catalog
from archive.collection import Collection
from archive.errors import UserError
from archive.keeping.acknowledged import acknowledged_files, known_problems
from archive.keeping.holdings import iter_collection, warc_path
from archive.keeping.lock import Lock
from archive.model import Capture, Problem
from schedules.jobs.readers import Pool, readers
from schedules.jobs.replay import Replay
from schedules.jobs.runs import refuse_lost_files
from schedules.progress import counted


@dataclass(slots=True)
class Rebuilt:
    """What ``rebuild`` came to."""

    captures: int = 0
    problems: list[Problem] = field(default_factory=list)
    differences: list[str] = field(default_factory=list)  # from the catalog that stood there


def rebuild(collection: Collection, *, check: bool = False, pool: Pool = readers) -> Rebuilt:
    """Reads every page of every WARC file into a new catalog, which then takes the old one's place.

    With ``check`` the old one stays, and is compared.  Nothing else may write meanwhile: CollectionLocked if it does.
    UserError where the ledger tells of files and none of them is there: a disk that is not mounted is no empty archive.
    """
    if check and not collection.catalog.exists():
        raise UserError(f"{collection.root} has no catalog to compare with; `dibao rebuild` makes it.")
    refuse_lost_files(collection)
    result = Rebuilt(problems=_missing(collection))
    draft = collection.root / "catalog.db.new"
    lock = Lock(collection.lock)
    try:
        known = known_problems(collection.ledger)  # of others' files: told when they were taken in
        remove_catalog(draft)  # one that was interrupted
        with Catalog(draft) as catalog, pool() as reader:
            replay = Replay(collection, catalog, reader)
            for item in counted(replay.tell(iter_collection(collection)), "Rebuilding the catalog"):
                result.captures += isinstance(item, Capture)
                if isinstance(item, Problem) and (item.warc_file, item.offset, item.what) not in known:
                    result.problems.append(item)
        if check:
            result.differences = same_catalog(collection.catalog, draft)
            remove_catalog(draft)
        else:
            put_in_place(draft, collection.catalog)
    except BaseException:
        remove_catalog(draft)
        raise
    finally:
        lock.release()
    return result


def _missing(collection: Collection) -> list[Problem]:
    """The files that the ledger tells of and that are not there."""
    named = dict.fromkeys(file.name for file in acknowledged_files(collection.ledger))
    missing = [name for name in named if not warc_path(collection, name).exists()]
    return [Problem(what="file-missing", detail="what was in it is not rebuilt", warc_file=name) for name in missing]
