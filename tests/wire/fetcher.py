"""The capture handler alone, asked as Scrapy's downloader asks it, with a writer that keeps in a list."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from scrapy import Request, Spider, signals
from scrapy.http import Response
from scrapy.utils.test import get_crawler

from wire import loop
from wire.fakes import ListWriter, new_collection

QUIET = {"TELNETCONSOLE_ENABLED": False, "REMOTE_CONTROL_ENABLED": False, "LOGSTATS_INTERVAL": 0}


@dataclass
class Fetched:
    """What one download brought: the spider's side and the archive's."""

    request: Request
    response: Response | None
    error: Exception | None
    exchange: Any  # an Exchange; None where a real writer has it

    @property
    def message(self) -> bytes:
        """The response as kept; empty where nothing came."""
        assert self.exchange is not None
        response = self.exchange.response
        return response.read_bytes() if isinstance(response, Path) else response or b""


class Fetcher:
    """One crawler's capture handler; ``directory`` becomes a collection, kept in a list or by a real writer."""

    def __init__(self, directory: Path, *, really: bool = False, **settings: object) -> None:
        loop.start()
        from crawler.recorder import recorder_for
        from crawler.wire.capture import CaptureHandler

        new_collection(directory)
        self.writer = ListWriter()
        self.crawler = get_crawler(Spider, {**QUIET, "DIBAO_COLLECTION": str(directory), **settings})
        self.crawler.spider = Spider("wire")
        recorder_for(self.crawler, start=None if really else lambda _: self.writer)
        self._really = really
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
        exchange = None if self._really else self.writer.exchanges[-1]
        return Fetched(request, response, error, exchange)
