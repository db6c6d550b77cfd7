"""Pages a second of capture alone (everything kept and synced, nothing read) against bare Scrapy.

    python benchmarks/capture_speed.py --shared DIR [--pages 2000] [--rounds 3]

DIR holds bench/bigweb.py.  The same spider with the same settings, in alternation; from the first page to the last, so
that starting a process counts for neither.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
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
    print(len(Walk.times), Walk.times[-1] - Walk.times[0])


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
            bare, capture = (speed(mode, environment) for mode in ("bare", "capture"))
            ratios.append(capture / bare)
            print(f"bare {bare:6.1f} pages/s   capture {capture:6.1f} pages/s   ratio {ratios[-1]:.2f}", flush=True)
    print(f"ratio {statistics.median(ratios):.2f} ({min(ratios):.2f}-{max(ratios):.2f})")


def speed(mode: str, environment: dict[str, str]) -> float:
    with tempfile.TemporaryDirectory() as scratch:
        done = stand.run([sys.executable, __file__, mode, f"{scratch}/collection"], environment=environment)
    if done.returncode:
        raise SystemExit(done.stderr[-3000:])
    pages, seconds = done.stdout.split()[-2:]
    return int(pages) / float(seconds)


if __name__ == "__main__":
    if sys.argv[1:2] in (["bare"], ["capture"]):
        crawl(sys.argv[1], Path(sys.argv[2]))
    else:
        main()
