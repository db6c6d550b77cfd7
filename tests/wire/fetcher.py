"""The capture handler alone, asked as Scrapy's downloader asks it, with a writer that keeps in a list."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from scrapy import Request, Spider, signals
from scrapy.http import Response
from scrapy.utils.test import get_crawler

from archive.model import Exchange
from wire import loop
from wire.fakes import ListWriter, new_collection

QUIET = {"TELNETCONSOLE_ENABLED": False, "REMOTE_CONTROL_ENABLED": False, "LOGSTATS_INTERVAL": 0}


@dataclass
class Fetched:
    """What one download brought: the spider's side and the archive's."""

    request: Request
    response: Response | None
    error: Exception | None
    exchange: Exchange

    @property
    def message(self) -> bytes:
        """The response as kept; empty where nothing came."""
        response = self.exchange.response
        return response.read_bytes() if isinstance(response, Path) else response or b""


class Fetcher:
    """One crawler's capture handler; ``directory`` becomes a collection."""

    def __init__(self, directory: Path, **settings: object) -> None:
        loop.start()
        from crawler.capture import CaptureHandler
        from crawler.recorder import recorder_for

        new_collection(directory)
        self.writer = ListWriter()
        self.crawler = get_crawler(Spider, {**QUIET, "DIBAO_COLLECTION": str(directory), **settings})
        self.crawler.spider = Spider("wire")
        recorder_for(self.crawler, start=lambda _: self.writer)
        self.handler = CaptureHandler.from_crawler(self.crawler)

    async def __aenter__(self) -> Self:
        await self._send("spider_opened")
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.handler.close()
        await self._send("spider_closed", reason="finished")

    async def _send(self, signal: str, **arguments: str) -> None:
        await self.crawler.signals.send_catch_log_async(
            getattr(signals, signal), spider=self.crawler.spider, **arguments
        )

    async def get(self, url: str, **arguments: Any) -> Fetched:
        """One download.  The spider's error is returned, not raised."""
        request = Request(url, **arguments)
        response, error = None, None
        try:
            response = await self.handler.download_request(request)
        except Exception as raised:  # noqa: BLE001  # whatever it is, it is what the test asks about
            error = raised
        return Fetched(request, response, error, self.writer.exchanges[-1])
