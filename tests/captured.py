"""Captures and extractions as values, for the tests of the catalog."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any

from archive.model import Capture, Ending, Extraction, Extractor, Location, Role, Run

START = datetime(2026, 11, 21, 2, 30, tzinfo=UTC)
READER = Extractor(name="dibao", version="1")
NEXT_READER = Extractor(name="dibao", version="2")


def digest(value: str) -> str:
    """Any SHA-256, for where only equality counts."""
    return hashlib.sha256(value.encode()).hexdigest()


def at(minutes: int) -> datetime:
    return START + timedelta(minutes=minutes)


def capture(url: str, minutes: int, body: str | None = None, **values: Any) -> Capture:
    """A capture ``minutes`` after the start, in a run of its own; ``body`` None: nothing came."""
    facts: dict[str, Any] = {
        "run": f"run-{minutes}",
        "source": "site",
        "role": Role.DOCUMENT,
        "ending": Ending.COMPLETE,
        "status": 200,
        "record_id": f"urn:uuid:{digest(url + str(minutes))[:12]}",
        "location": Location(warc_file="2026/11/a.warc.gz", offset=minutes * 1000, length=900),
    }
    if body is not None:
        facts |= {"payload_sha256": digest(body), "payload_length": len(body)}
    return Capture(url=url, time=at(minutes), **(facts | values))


def unanswered(
    url: str, minutes: int, reason: str = "dns", ending: Ending = Ending.UNANSWERED, **values: Any
) -> Capture:
    return capture(url, minutes, ending=ending, reason=reason, status=None, **values)


def extraction(text: str, title: str | None = "标题", **values: Any) -> Extraction:
    facts: dict[str, Any] = {"extractor": READER, "text_sha256": digest(text) if text else None}
    return Extraction(title=title, text=text, **(facts | values))


def run(name: str, **values: Any) -> Run:
    facts: dict[str, Any] = {"started": START, "settings_sha256": digest("settings"), "software": "dibao/0.1.0"}
    return Run(id=name, **(facts | values))
