"""One crawl over the big web, as `benchmarks/capture_speed.py` has it run; knows nothing but Scrapy.

    python benchmarks/walk.py MODE DIRECTORY

MODE is bare, capture, webarchive or warcio; http_proxy is the big web.  It runs in this checkout's environment and in
that of other WARC plug-ins, which need an older Scrapy.  What it kept is below DIRECTORY.  Prints JSON: the pages that
came, and from the first of them to the last the seconds, the processor's time, and how long the crawling process could
have run but had no processor; the processor's time of its children.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from typing import Any, ClassVar

from scrapy import Request, Spider
from scrapy.crawler import CrawlerProcess
from scrapy.http import Response

HOSTS = 40
COMMON: dict[str, Any] = {
    "LOG_LEVEL": "CRITICAL",
    "ROBOTSTXT_OBEY": False,
    "CONCURRENT_REQUESTS": 32,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 8,
    "DOWNLOAD_DELAY": 0,
    "COOKIES_ENABLED": False,
    "TELNETCONSOLE_ENABLED": False,
    "REMOTE_CONTROL_ENABLED": False,
    "TWISTED_REACTOR": "twisted.internet.asyncioreactor.AsyncioSelectorReactor",
}
WARCIO_SETTINGS = """
{collection: c, description: d, max_warc_size: 10000000000, operator: o, robots: ignore, user_agent: u, warc_dest: .,
 warc_prefix: w, warc_spec: "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.0/"}
"""


class Walk(Spider):
    """Follows every link of every host's lists."""

    name = "walk"
    moments: ClassVar[list[tuple[float, float, float]]] = []  # of each page: clock, processor's time, waited for one

    def start_requests(self) -> Iterator[Request]:
        for number in range(HOSTS):
            yield Request(f"http://h{number}.web.test/", self.listing)

    async def start(self) -> AsyncIterator[Request]:
        for request in self.start_requests():
            yield request

    def listing(self, response: Response) -> Iterator[Request]:
        for link in response.css("a::attr(href)").getall():
            yield response.follow(link, self.listing if "index_" in link else self.page)

    def page(self, response: Response) -> None:
        self.moments.append((time.monotonic(), time.process_time(), waited_s()))


class WarcioMiddleware:
    """As scrapy-warcio's own documentation has one write it."""

    def __init__(self) -> None:
        import scrapy_warcio

        Path("settings.yml").write_text(WARCIO_SETTINGS, "utf-8")
        os.environ["SCRAPY_WARCIO_SETTINGS"] = "settings.yml"
        self.warcio = scrapy_warcio.ScrapyWarcIo()

    def process_request(self, request: Request, spider: Spider) -> None:
        request.meta["WARC-Date"] = datetime.now(UTC).replace(tzinfo=None).isoformat() + "Z"

    def process_response(self, request: Request, response: Response, spider: Spider) -> Response:
        self.warcio.write(response, request)
        return response


def waited_s() -> float:
    """How long this thread was ready to run while others had the processor."""
    return int(Path("/proc/thread-self/schedstat").read_text().split()[1]) / 1e9


def settings_of(mode: str, directory: Path) -> dict[str, Any]:
    return {
        "bare": {},
        "capture": {
            "DIBAO_COLLECTION": str(directory),
            "DOWNLOAD_HANDLERS": dict.fromkeys(("http", "https"), "crawler.wire.capture.CaptureHandler"),
            "EXTENSIONS": {"crawler.recorder.RecorderExtension": 0},
        },
        "webarchive": {
            "SW_EXPORT_URI": f"{directory}/",
            "EXTENSIONS": {"scrapy_webarchive.extensions.WaczExporter": 543},
        },
        "warcio": {"DOWNLOADER_MIDDLEWARES": {WarcioMiddleware: 543}},
    }[mode]


def main(mode: str, directory: Path) -> None:
    os.chdir(directory)
    process = CrawlerProcess(COMMON | settings_of(mode, directory))
    process.crawl(Walk)
    process.start()
    seconds, cpu_s, had_to_wait_s = (
        last - first for first, last in zip(Walk.moments[0], Walk.moments[-1], strict=True)
    )
    children = getrusage(RUSAGE_CHILDREN)
    print(
        json.dumps(
            {
                "pages": len(Walk.moments),
                "seconds": seconds,
                "crawling_s": cpu_s,
                "waited_s": had_to_wait_s,
                "writing_s": children.ru_utime + children.ru_stime,
            }
        )
    )


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]).resolve())
