"""Pages a second of capture alone (everything kept and synced, nothing read) against bare Scrapy and other writers.

    python benchmarks/capture_speed.py --shared DIR [--pages 2000] [--rounds 3] [--peers]

DIR holds bench/bigweb.py.  The same spider with the same settings, in alternation; from the first page to the last, so
that starting a process counts for neither.  The processor's time of the crawling process and of the writing one is told
as well, and for which share of the time the crawling process had to wait for a processor: on a machine that others use,
that says more than the clock.  "Without waiting" are the pages a second had it never waited.

``--peers`` also runs the two WARC plug-ins for Scrapy that there are, in an environment of their own with the older
Scrapy that one of them needs (bare Scrapy of that version beside them), and ``wget --warc-file`` with a list of the
addresses.  What does not install is left out, and said.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

import stand
import walk

PEERS = {"webarchive": "scrapy_webarchive.extensions", "warcio": "scrapy_warcio"}
# scrapy-webarchive's own limits let in versions that its Scrapy cannot be imported with
REQUIREMENTS = ("scrapy-webarchive==0.5.3", "scrapy-warcio==0.0.8", "scrapy==2.11.2", "w3lib<2.2", "twisted<24")


@dataclass(frozen=True, slots=True)
class Round:
    pages: int
    pages_per_s: float
    crawling_cpu_ms: float  # a page
    writing_cpu_ms: float
    waited: float  # share of the time in which the crawling process had no processor though it could have run
    peak_mb: float
    bytes_per_page: float

    @property
    def unhindered(self) -> float:
        """Pages a second, had the crawling process never waited for a processor."""
        return self.pages_per_s / (1 - self.waited)

    def __str__(self) -> str:
        return (
            f"{self.pages_per_s:6.1f} pages/s of {self.pages} pages, "
            f"cpu {self.crawling_cpu_ms:.2f} + {self.writing_cpu_ms:.2f} ms/page, waited {self.waited:4.0%}, "
            f"peak {self.peak_mb:.0f} MB, {self.bytes_per_page:.0f} bytes/page"
        )


Crawl = Callable[[Path], Round]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--peers", action="store_true", help="also the plug-ins and wget")
    arguments = parser.parse_args()
    corpus = ("--corpus", str(arguments.shared / "corpus"))
    size = ("--pages", str(arguments.pages), "--hosts", str(walk.HOSTS))
    with (
        stand.serving(arguments.shared / "bench" / "bigweb.py", *corpus, *size) as environment,
        crawls_of(arguments.pages, environment, peers=arguments.peers) as crawls,
    ):
        report(list(rounds_of(crawls, arguments.rounds)))


def rounds_of(crawls: dict[str, Crawl], rounds: int) -> Iterator[dict[str, Round]]:
    for number in range(rounds):
        done: dict[str, Round] = {}
        for name, crawl in crawls.items():
            with tempfile.TemporaryDirectory() as scratch:
                done[name] = crawl(Path(scratch))
            print(f"round {number + 1}, load {os.getloadavg()[0]:.1f}: {name:10} {done[name]}", flush=True)
        yield done


def report(rounds: list[dict[str, Round]]) -> None:
    for name in rounds[0]:
        speeds = [done[name].pages_per_s for done in rounds]
        ratios = [done[name].pages_per_s / done["bare"].pages_per_s for done in rounds]
        unhindered = [done[name].unhindered / done["bare"].unhindered for done in rounds]
        print(
            f"{name:10} pages/s {_range(speeds, 1)}, "
            f"of bare {_range(ratios, 2)}, without waiting {_range(unhindered, 2)}"
        )
    ahead = all(
        done["capture"].pages_per_s > done[name].pages_per_s for done in rounds for name in PEERS if name in done
    )
    if any(name in rounds[0] for name in PEERS):
        print("capture is ahead of the plug-ins in " + ("every round" if ahead else "NOT every round"))


def _range(figures: list[float], digits: int) -> str:
    return f"{statistics.median(figures):.{digits}f} ({min(figures):.{digits}f}-{max(figures):.{digits}f})"


@contextmanager
def crawls_of(pages: int, environment: dict[str, str], *, peers: bool) -> Iterator[dict[str, Crawl]]:
    """What takes part, by name."""
    crawls: dict[str, Crawl] = {
        "bare": lambda scratch: walked(sys.executable, "bare", scratch, environment),
        "capture": lambda scratch: captured(scratch, environment),
    }
    with tempfile.TemporaryDirectory() as directory:
        if peers:
            python = peers_python(Path(directory))
            crawls["bare-2.11"] = lambda scratch: walked(python, "bare", scratch, environment)
            for name in filter(lambda name: can_import(python, PEERS[name]), PEERS):
                crawls[name] = partial(walked, python, name, environment=environment)
            if shutil.which("wget"):
                crawls["wget"] = lambda scratch: fetched_by_wget(pages, scratch, environment)
        yield crawls


def peers_python(directory: Path) -> str:
    """The interpreter of an environment with the plug-ins."""
    subprocess.run([sys.executable, "-m", "venv", str(directory)], check=True)
    python = str(directory / "bin" / "python")
    for what in (("--upgrade", "pip>=25"), REQUIREMENTS):
        subprocess.run([python, "-m", "pip", "install", "--quiet", *what], check=True, stderr=subprocess.DEVNULL)
    return python


def can_import(python: str, module: str) -> bool:
    tried = subprocess.run([python, "-c", f"import {module}"], capture_output=True, text=True, check=False)
    if tried.returncode:
        print(f"{module} is left out: {tried.stderr.splitlines()[-1]}", flush=True)
    return not tried.returncode


def captured(scratch: Path, environment: dict[str, str]) -> Round:
    stand.make_collection(scratch / "collection")
    return walked(sys.executable, "capture", scratch / "collection", environment)


def walked(python: str, mode: str, directory: Path, environment: dict[str, str]) -> Round:
    done = stand.run([python, walk.__file__, mode, str(directory)], environment=environment)
    if done.returncode:
        raise SystemExit(done.stderr[-3000:])
    told = json.loads(done.stdout.splitlines()[-1])
    pages = told["pages"]
    return Round(
        pages=pages,
        pages_per_s=pages / told["seconds"],
        crawling_cpu_ms=1000 * told["crawling_s"] / pages,
        writing_cpu_ms=1000 * told["writing_s"] / pages,
        waited=told["waited_s"] / told["seconds"],
        peak_mb=done.peak_mb,
        bytes_per_page=stand.size_of(directory) / pages,
    )


def fetched_by_wget(pages: int, directory: Path, environment: dict[str, str]) -> Round:
    """One address after the other over one connection: wget knows no other way."""
    addresses = directory / "addresses"
    addresses.write_text("".join(f"http://h{k % walk.HOSTS}.web.test/p/{k}.html\n" for k in range(pages)), "utf-8")
    warc = directory / "warc"
    warc.mkdir()
    command = [
        "wget",
        "--quiet",
        f"--input-file={addresses}",
        f"--warc-file={warc}/w",
        f"--output-document={os.devnull}",
    ]
    before = getrusage(RUSAGE_CHILDREN)
    done = stand.run(command, environment=environment)
    after = getrusage(RUSAGE_CHILDREN)
    cpu_s = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Round(
        pages=pages,
        pages_per_s=pages / done.seconds,
        crawling_cpu_ms=1000 * cpu_s / pages,
        writing_cpu_ms=0.0,
        waited=0.0,
        peak_mb=done.peak_mb,
        bytes_per_page=stand.size_of(warc) / pages,
    )


if __name__ == "__main__":
    main()
