"""A crawler made by hand: an engine with prepared answers, a recording in memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

from scrapy import Request, signals
from scrapy.core.downloader import Slot
from scrapy.http import HtmlResponse, Response
from scrapy.settings import Settings
from scrapy.signalmanager import SignalManager
from scrapy.statscollectors import MemoryStatsCollector
from wire.fakes import capture_of

from archive.errors import BrokenRecord
from archive.http.http_message import parse_message
from archive.model import Capture, CapturedItem, Ending, Exchange, Extraction, Role
from archive.recording import carry

Answer = Response | Exception


class MemoryRecording:
    """Keeps exchanges in a list; makes captures of them without an archive."""

    run = "20261121-000000-0000"

    def __init__(self) -> None:
        self.exchanges: list[Exchange] = []

    async def keep(self, exchange: Exchange) -> Capture:
        self.exchanges.append(exchange)
        return capture_of_exchange(exchange)

    async def record(
        self, capture: Capture, extraction: Extraction | None = None, unreadable: str | None = None
    ) -> Capture:
        return capture


def capture_of_exchange(exchange: Exchange) -> Capture:
    assert not hasattr(exchange.response, "open")
    raw = exchange.response if isinstance(exchange.response, bytes) else b""
    try:
        message = parse_message(raw)
    except BrokenRecord:
        status, headers = None, lambda name: None
    else:
        status, headers = message.status, message.header
    location = headers("location") if status and 300 <= status < 400 else None
    return replace(
        capture_of(exchange),
        status=status,
        content_type=headers("content-type"),
        etag=headers("etag"),
        last_modified=headers("last-modified"),
        redirect=urljoin(exchange.url, location) if location else None,
    )


class FakeScraper:
    def __init__(self) -> None:
        self.items: list[CapturedItem] = []

    async def start_itemproc_async(self, item: CapturedItem, *, response: object) -> None:
        self.items.append(item)


class FakeDownloader:
    def __init__(self, delay_s: float) -> None:
        self.slots: dict[str, Slot] = {}
        self.per_slot_settings: dict[str, dict[str, Any]] = {}
        self._delay_s = delay_s

    def _get_slot(self, request: Request) -> tuple[str, Slot]:
        key = request.url.split("/")[2]
        return key, self.slots.setdefault(key, Slot(1, self._delay_s, 0.0))


class FakeEngine:
    """Answers by address; each address may have several answers, one for each time it is asked."""

    def __init__(self, answers: Mapping[str, list[Answer]], *, delay_s: float = 0.0) -> None:
        self.answers = {url: list(given) for url, given in answers.items()}
        self.asked: list[str] = []
        self.crawled: list[Request] = []
        self.scraper = FakeScraper()
        self.downloader = FakeDownloader(delay_s)

    async def download_async(self, request: Request) -> Response:
        self.asked.append(request.url)
        request.meta["dibao_capture"] = capture_of_exchange(unanswered(request))
        answer = self.answers[request.url].pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer.replace(request=request)

    def crawl(self, request: Request) -> None:
        self.crawled.append(request)


class FakeCrawler:
    def __init__(
        self,
        answers: Mapping[str, list[Answer]] | None = None,
        *,
        settings: Mapping[str, Any] | None = None,
        delay_s: float = 0.0,
    ) -> None:
        self.settings = Settings(dict(settings or {}))
        self.signals = SignalManager(self)
        self.engine = FakeEngine(answers or {}, delay_s=delay_s)
        self.stats = MemoryStatsCollector(self)  # type: ignore[arg-type]
        self.spider: Any = type("FakeSpider", (), {"name": "fake", "crawler": self})()
        self.recording = MemoryRecording()
        carry(self, self.recording)

    def idle(self) -> list[object]:
        """What the handlers of spider_idle raised."""
        return [type(result.value) for _, result in self.signals.send_catch_log(signals.spider_idle) if result]


def unanswered(request: Request) -> Exchange:
    return Exchange(
        url=request.url,
        run=MemoryRecording.run,
        source=request.meta.get("dibao_source", ""),
        role=Role(request.meta.get("dibao_role", Role.DOCUMENT)),
        started=datetime(2026, 11, 21, tzinfo=UTC),
        ending=Ending.COMPLETE,
        via=request.meta.get("dibao_via"),
        found_by=request.meta.get("dibao_found_by"),
    )


def answer(url: str, body: bytes = b"", *, status: int = 200, **headers: str) -> Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return HtmlResponse(url, status=status, headers=named, body=body)
