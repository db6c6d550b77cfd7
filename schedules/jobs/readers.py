"""Who reads pages for a job: worker processes, or this process where there are only a few."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Protocol

from archive.model import Extraction, Page, ReadOptions

AHEAD = 8  # pages waiting for each worker
FEW = 8


class Submits(Protocol):
    """A page in, its reading later; UnreadablePage says why there is none."""

    def submit(self, page: Page, options: ReadOptions) -> Future[Extraction]: ...


@dataclass(frozen=True, slots=True)
class Readers:
    """``submit`` takes a page; no more than ``ahead`` should be under way, or memory fills with them."""

    submit_to: Submits
    ahead: int

    def submit(self, page: Page, options: ReadOptions) -> Future[Extraction]:
        return self.submit_to.submit(page, options)


Pool = Callable[[], AbstractContextManager[Readers]]


class ReadHere:
    """Reads in this process, at once."""

    def submit(self, page: Page, options: ReadOptions) -> Future[Extraction]:
        from pipelines.reading import answer_to

        answer = answer_to(page, options)
        return failed(answer) if isinstance(answer, Exception) else done(answer)


@contextmanager
def readers(processes: int | None = None) -> Iterator[Readers]:
    """Worker processes, one per processor if not told otherwise."""
    from pipelines.workers import ReadingPool

    count = processes or os.cpu_count() or 1
    with ReadingPool(count) as pool:
        yield Readers(pool, AHEAD * count)


@contextmanager
def few_or_many(pages: int) -> Iterator[Readers]:
    """This process for a few pages, which are read sooner than workers are started; else workers."""
    if pages <= FEW:
        yield Readers(ReadHere(), 1)
        return
    with readers() as pool:
        yield pool


def done(extraction: Extraction) -> Future[Extraction]:
    future: Future[Extraction] = Future()
    future.set_result(extraction)
    return future


def failed(error: Exception) -> Future[Extraction]:
    future: Future[Extraction] = Future()
    future.set_exception(error)
    return future
