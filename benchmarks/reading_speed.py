"""How fast pages are read: ours against trafilatura's ``bare_extraction(page, with_metadata=True)``.

    reading_speed.py CORPUS [--rounds N]

Both read the pages of CORPUS/raw in one process, a few each in turn, so that they meet the same moods of the machine;
what is counted is processor time, which other processes take nothing of.  Then our worker processes, one
against two, by the clock.
"""

from __future__ import annotations

import argparse
import gc
import logging
import resource
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import trafilatura
from trafilatura.meta import reset_caches

from archive.errors import UnreadablePage
from archive.model import Page
from pipelines.read import read
from pipelines.workers import ReadingPool

Times = list[float]
TURN = 30  # pages


def ours(body: bytes) -> None:
    try:
        read(Page(body=body))
    except UnreadablePage:
        return


def theirs(body: bytes) -> None:
    trafilatura.bare_extraction(body, with_metadata=True)


def seconds(reader: Callable[[bytes], None], bodies: list[bytes]) -> Times:
    """Of processor time, for each page; what another reader left in memory is swept up before."""
    gc.collect()
    times = []
    for body in bodies:
        began = time.process_time()
        reader(body)
        times.append(time.process_time() - began)
    return times


def both(bodies: list[bytes]) -> tuple[Times, Times]:
    """Our seconds and theirs for each page, a few pages of ours and the same of theirs in turn.

    Each page is new to trafilatura, which would remember its texts from the round before.
    """
    own, foreign = [], []
    reset_caches()
    for start in range(0, len(bodies), TURN):
        turn = bodies[start : start + TURN]
        own += seconds(ours, turn)
        foreign += seconds(theirs, turn)
    return own, foreign


def pages_a_second(processes: int, pages: list[Page]) -> float:
    """By a pool of workers that have come up."""
    with ReadingPool(processes) as pool:
        for future in [pool.submit(page) for page in pages[: 4 * processes]]:
            future.exception()
        began = time.perf_counter()
        for future in [pool.submit(page) for page in pages]:
            future.exception()
        return len(pages) / (time.perf_counter() - began)


def print_rounds(bodies: list[bytes], rounds: int) -> Times:
    ratios, slowest = [], [0.0] * len(bodies)
    for number in range(1, rounds + 1):
        own, foreign = both(bodies)
        slowest = [max(pair) for pair in zip(slowest, own, strict=True)]
        ratios.append(sum(foreign) / sum(own))
        each = [1000 * sum(times) / len(bodies) for times in (own, foreign)]
        print(f"round {number}: ours {each[0]:.2f} ms a page, trafilatura {each[1]:.2f} ms, ratio {ratios[-1]:.2f}")
    print(f"ratio: {statistics.median(ratios):.2f} (from {min(ratios):.2f} to {max(ratios):.2f})")
    return slowest


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    logging.disable(logging.CRITICAL)
    paths = sorted(path for path in (given.corpus / "raw").iterdir() if path.suffix == ".html")
    bodies = [path.read_bytes() for path in paths]
    for body in bodies:
        ours(body)
    print(f"peak memory after reading all: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    slowest = print_rounds(bodies, given.rounds)
    for taken, path in sorted(zip(slowest, paths, strict=True), reverse=True)[:5]:
        print(f"slowest: {1000 * taken:6.1f} ms  {path.name}")
    pages = [Page(body=body) for body in bodies] * 2
    one, two = pages_a_second(1, pages), pages_a_second(2, pages)
    print(f"workers: one {one:.0f} pages/s, two {two:.0f} pages/s, ratio {two / one:.2f}")


if __name__ == "__main__":
    main()
