"""What leaves a collection in the forms of other tools: a WACZ file, one index of all."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

from archive.bundle import Bundle, write_wacz
from archive.collection import Collection
from archive.library import Library
from schedules.progress import counted


def export_wacz(
    collection: Collection,
    path: Path,
    *,
    run: str | None = None,
    source: str | None = None,
    since: datetime | None = None,
) -> Bundle:
    """The captures that fit all that is given; UserError where there is none."""
    with Library(collection.catalog) as library:
        if run:
            library.run(run)  # a run that there is
        captures = library.captures(run=run, source=source, since=since)
        return write_wacz(collection, library, path, counted(captures, "Selecting captures"))


def merged_index(collection: Collection) -> Iterator[bytes]:
    """The lines of the indexes of all closed files, sorted."""
    with ExitStack() as stack:
        files = [stack.enter_context(path.open("rb")) for path in sorted(collection.index.glob("*.cdxj"))]
        yield from heapq.merge(*files)
