"""Pages on disk, read one by one: a line each, in the order given, whatever befalls the others."""

from __future__ import annotations

import logging
import os
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from contextlib import AbstractContextManager
from itertools import chain, islice
from pathlib import Path

from archive.errors import READER_FAILED, UnreadablePage
from archive.model import Extraction, Page, ReadOptions
from schedules.jobs.readers import FEW, Readers, failed, few_or_many, readers
from schedules.jsonlines import Object, extraction_object

log = logging.getLogger("dibao")
FEW_BYTES = 2 * 2**20  # fewer are read sooner than workers are started
MAX_BYTES = 128 * 2**20  # no page is longer; a film may be
STDIN = "-"


def extract_files(names: Iterable[str], *, processes: int | None = None) -> Iterator[Object]:
    """One object a file: an extraction, or ``path`` and ``error``."""
    paths = chain.from_iterable(map(files_of, names))
    first = list(islice(paths, FEW + 1))
    with _readers(first, processes=processes) as reader:
        yield from read_in_order(chain(first, paths), reader)


def files_of(name: str) -> Iterator[str]:
    """The file itself; for a directory the files in it and below by name, hidden ones left out.

    A directory that cannot be looked into comes as a file that cannot be read.
    """
    if not Path(name).is_dir():
        yield name
        return
    refused: list[str] = []
    for directory, below, files in os.walk(name, onerror=lambda error: refused.append(error.filename)):
        below[:] = sorted(entry for entry in below if not entry.startswith("."))
        yield from (str(Path(directory, file)) for file in sorted(files) if not file.startswith("."))
    yield from refused


def read_in_order(paths: Iterable[str], reader: Readers) -> Iterator[Object]:
    """Reads several pages at a time, and gives them back in the order they came."""
    waiting: deque[tuple[str, Future[Extraction]]] = deque()
    for path in paths:
        waiting.append((path, _submit(path, reader)))
        if len(waiting) >= reader.ahead:
            yield _line(*waiting.popleft())
    while waiting:
        yield _line(*waiting.popleft())


def _submit(path: str, reader: Readers) -> Future[Extraction]:
    try:
        return reader.submit(Page(body=_bytes(path), path=path), ReadOptions())
    except (OSError, UnreadablePage) as error:
        return failed(error)


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
    except Exception as error:
        log.exception("the reader failed on %s", path)  # a fault of ours: the other pages are read
        return {"path": path, "error": f"{READER_FAILED}: {type(error).__name__}: {error}"}


def _readers(first: list[str], *, processes: int | None) -> AbstractContextManager[Readers]:
    if processes is None and sum(_size(path) for path in first) <= FEW_BYTES:
        return few_or_many(len(first))
    return readers(processes)


def _size(path: str) -> int:
    try:
        return Path(path).stat().st_size
    except OSError:
        return 0
