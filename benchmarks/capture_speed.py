"""Pages a second of capture alone (everything kept and synced, nothing read) against bare Scrapy.

    python benchmarks/capture_speed.py --shared DIR [--pages 2000] [--rounds 3]

DIR holds bench/bigweb.py.  The same spider with the same settings, in alternation; from the first page to the last, so
that starting a process counts for neither.  The processor's time of the crawling process and of the writing one is told
as well: on a machine that others use, it says more than the clock.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from typing import Any, ClassVar

import stand
from scrapy import Request, Spider
from scrapy.crawler import CrawlerProcess
from scrapy.http import Response

HOSTS = 40
HANDLERS = dict.fromkeys(("http", "https"), "crawler.capture.CaptureHandler")
SETTINGS: dict[str, Any] = {
    "LOG_LEVEL": "ERROR",
    "CONCURRENT_REQUESTS": 32,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 8,
    "DOWNLOAD_DELAY": 0,
    "COOKIES_ENABLED": False,
    "TELNETCONSOLE_ENABLED": False,
    "REMOTE_CONTROL_ENABLED": False,
}


class Walk(Spider):
    """Follows every link of every host's lists."""

    name = "walk"
    times: ClassVar[list[float]] = []

    async def start(self) -> AsyncIterator[Request]:
        for number in range(HOSTS):
            yield Request(f"http://h{number}.web.test/", self.listing)

    def listing(self, response: Response) -> Iterator[Request]:
        for link in response.css("a::attr(href)").getall():
            yield response.follow(link, self.listing if "index_" in link else self.page)

    def page(self, response: Response) -> None:
        self.times.append(time.monotonic())


def crawl(mode: str, directory: Path) -> None:
    settings = dict(SETTINGS)
    if mode == "capture":
        stand.make_collection(directory)
        settings |= {
            "DIBAO_COLLECTION": str(directory),
            "DOWNLOAD_HANDLERS": HANDLERS,
            "EXTENSIONS": {"crawler.recorder.RecorderExtension": 0},
        }
    process = CrawlerProcess(settings)
    process.crawl(Walk)
    process.start()
    print(len(Walk.times), Walk.times[-1] - Walk.times[0], cpu_s(RUSAGE_SELF), cpu_s(RUSAGE_CHILDREN))


def cpu_s(who: int) -> float:
    used = getrusage(who)
    return used.ru_utime + used.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    corpus = ("--corpus", str(arguments.shared / "corpus"))
    size = ("--pages", str(arguments.pages), "--hosts", str(HOSTS))
    ratios = []
    with stand.serving(arguments.shared / "bench" / "bigweb.py", *corpus, *size) as environment:
        for _ in range(arguments.rounds):
            bare, capture = (measured(mode, environment) for mode in ("bare", "capture"))
            ratios.append(capture.pages_per_s / bare.pages_per_s)
            print(f"bare {bare}   capture {capture}   ratio {ratios[-1]:.2f}", flush=True)
    print(f"ratio {statistics.median(ratios):.2f} ({min(ratios):.2f}-{max(ratios):.2f})")


@dataclass(frozen=True, slots=True)
class Round:
    pages_per_s: float
    crawling_cpu_ms: float  # a page
    writing_cpu_ms: float

    def __str__(self) -> str:
        return f"{self.pages_per_s:6.1f} pages/s, cpu {self.crawling_cpu_ms:.2f} + {self.writing_cpu_ms:.2f} ms/page"


def measured(mode: str, environment: dict[str, str]) -> Round:
    with tempfile.TemporaryDirectory() as scratch:
        done = stand.run([sys.executable, __file__, mode, f"{scratch}/collection"], environment=environment)
    if done.returncode:
        raise SystemExit(done.stderr[-3000:])
    pages, seconds, crawling_s, writing_s = map(float, done.stdout.split()[-4:])
    return Round(pages / seconds, 1000 * crawling_s / pages, 1000 * writing_s / pages)


if __name__ == "__main__":
    if sys.argv[1:2] in (["bare"], ["capture"]):
        crawl(sys.argv[1], Path(sys.argv[2]))
    else:
        main()
