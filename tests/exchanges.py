"""Exchanges, runs and collections for the tests of the archive at rest."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from archive.collection import Collection, create_collection
from archive.model import Capture, Ending, Exchange, Extraction, RecordRef, Role, Run, Tls

START = datetime(2026, 11, 21, 2, 30, 0, 123456, tzinfo=UTC)
RUN = Run(
    id="20261121-023000-a1b2",
    started=START,
    settings_sha256="ab" * 32,
    software="dibao/0.1 scrapy/2.19",
    sources=("people",),
    slot="2026-11-21",
)
SOURCES = {"people": 'id = "people"\nname = "人民日报"\npublisher = "人民日报社"\nkind = "news"\n'}
ENDED = Run(
    **{
        **{name: getattr(RUN, name) for name in RUN.__slots__},
        "ended": START + timedelta(hours=1),
        "end_reason": "finished",
        "counts": {"new": 2},
    }
)
TLS = Tls(
    protocol="tls/1.3",
    cipher="TLS_AES_128_GCM_SHA256",
    certificates=(b"server's own", b"issuer's"),
    verified=False,
    problem="self-signed certificate",
    legacy=True,
)


def response(body: bytes = b"hello", *, status: str = "200 OK", fields: str = "") -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: text/html\r\nContent-Length: {len(body)}\r\n{fields}\r\n"
    return head.encode() + body


def exchange(path: str = "/", **said: Any) -> Exchange:
    """A whole exchange at example.org; ``said`` replaces any of its facts."""
    facts: dict[str, Any] = {
        "url": f"http://example.org{path}",
        "run": RUN.id,
        "source": "people",
        "role": Role.DOCUMENT,
        "started": START,
        "ending": Ending.COMPLETE,
        "via": "http://example.org/list",
        "found_by": "listing",
        "request": b"GET / HTTP/1.1\r\nHost: example.org\r\n\r\n",
        "response": response(),
        "ip": "192.0.2.7",
        "timings_ms": (("connect", 12.5), ("total", 40.0)),
    }
    return Exchange(**{**facts, **said})


def unanswered(path: str = "/", **said: Any) -> Exchange:
    """Nothing was sent, nothing came: the name is not known."""
    facts = {"ending": Ending.UNANSWERED, "reason": "dns", "request": None, "response": None, "ip": None}
    return exchange(path, **{**facts, **said})


def many_exchanges(count: int, size: int = 2_000) -> list[Exchange]:
    return [
        exchange(f"/{number}", response=response(f"{number:08d}".encode() * (size // 8))) for number in range(count)
    ]


def collection_in(directory: Path, keeping: str = "") -> Collection:
    """A new collection; ``keeping`` are lines of its [keeping] table."""
    return create_collection(directory, f"[keeping]\ndisk_reserve_bytes = 0\n{keeping}\n")


class FakeCatalog:
    """Remembers what it is told; hand-written in the place of the real one."""

    def __init__(self, *full: RecordRef) -> None:
        self.full = {ref.payload_sha256: ref for ref in full}
        self.recorded: list[Capture] = []
        self.runs: list[Run] = []
        self.commits = 0

    def record(self, capture: Capture, extraction: Extraction | None = None, unreadable: str | None = None) -> Capture:
        self.recorded.append(capture)
        return capture

    def add_extraction(self, payload_sha256: str, extraction: Extraction) -> bool:
        return True

    def begin_run(self, run: Run, sources: Mapping[str, str] | None = None) -> None:
        self.runs.append(run)

    def end_run(self, run: Run) -> None:
        self.runs.append(run)

    def full_response(self, payload_sha256: str, newer_than: datetime) -> RecordRef | None:
        found = self.full.get(payload_sha256)
        return found if found is not None and datetime.fromisoformat(found.date) > newer_than else None

    def commit(self) -> None:
        self.commits += 1

    def close(self) -> None:
        self.commit()


class Clock:
    """A clock that moves by one second at each look, and further when told to."""

    def __init__(self) -> None:
        self._ticks = itertools.count()
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return START + self.ahead + timedelta(seconds=next(self._ticks))
