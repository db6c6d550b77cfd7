"""Pages on disk, read one by one: a line each, in the order given, whatever befalls the others."""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path
from typing import Protocol

from archive.errors import UnreadablePage
from archive.model import Extraction, Page, ReadOptions
from schedules.jsonlines import Object, extraction_object

FEW = 8  # so many pages are read here sooner than workers are started
FEW_BYTES = 2 * 2**20
MAX_BYTES = 128 * 2**20  # no page is longer; a film may be
AHEAD = 8  # pages waiting for each worker
STDIN = "-"


class Reader(Protocol):
    """Who reads: the pool of workers, or this process."""

    def submit(self, page: Page, options: ReadOptions) -> Future[Extraction]: ...


class ReadHere:
    """Reads in this process, at once."""

    def submit(self, page: Page, options: ReadOptions) -> Future[Extraction]:
        from pipelines.read import read

        future: Future[Extraction] = Future()
        try:
            future.set_result(read(page, options))
        except UnreadablePage as error:
            future.set_exception(error)
        return future


def extract_files(names: Iterable[str], *, processes: int | None = None) -> Iterator[Object]:
    """One object a file: an extraction, or ``path`` and ``error``."""
    paths = chain.from_iterable(map(files_of, names))
    first = list(islice(paths, FEW + 1))
    with _reader(first, processes=processes) as (reader, ahead):
        yield from read_in_order(chain(first, paths), reader=reader, ahead=ahead)


def files_of(name: str) -> Iterator[str]:
    """The file itself; for a directory the files in it and below by name, hidden ones left out."""
    if not Path(name).is_dir():
        yield name
        return
    for directory, below, files in os.walk(name):
        below[:] = sorted(entry for entry in below if not entry.startswith("."))
        yield from (str(Path(directory, file)) for file in sorted(files) if not file.startswith("."))


def read_in_order(paths: Iterable[str], *, reader: Reader, ahead: int) -> Iterator[Object]:
    """Reads up to ``ahead`` pages at a time, and gives them back in the order they came."""
    waiting: deque[tuple[str, Future[Extraction]]] = deque()
    for path in paths:
        waiting.append((path, _submit(path, reader)))
        if len(waiting) >= ahead:
            yield _line(*waiting.popleft())
    while waiting:
        yield _line(*waiting.popleft())


def _submit(path: str, reader: Reader) -> Future[Extraction]:
    try:
        return reader.submit(Page(body=_bytes(path), path=path), ReadOptions())
    except (OSError, UnreadablePage) as error:
        failed: Future[Extraction] = Future()
        failed.set_exception(error)
        return failed


def _bytes(path: str) -> bytes:
    if path == STDIN:
        return sys.stdin.buffer.read()
    size = Path(path).stat().st_size
    if size > MAX_BYTES:
        raise UnreadablePage("too-large", f"{size:,} bytes, at most {MAX_BYTES:,} are read")
    return Path(path).read_bytes()


def _line(path: str, future: Future[Extraction]) -> Object:
    try:
        return extraction_object(future.result())
    except UnreadablePage as error:
        return {"path": path, "error": str(error)}
    except OSError as error:
        return {"path": path, "error": (error.strerror or str(error)).lower()}


@contextmanager
def _reader(first: list[str], *, processes: int | None) -> Iterator[tuple[Reader, int]]:
    """Who reads, and how many pages may be under way."""
    few = len(first) <= FEW and sum(_size(path) for path in first) <= FEW_BYTES
    if processes is None and few:
        yield ReadHere(), 1
        return
    from pipelines.workers import ReadingPool

    count = processes or os.cpu_count() or 1
    with ReadingPool(count) as pool:
        yield pool, AHEAD * count


def _size(path: str) -> int:
    try:
        return Path(path).stat().st_size
    except OSError:
        return 0
