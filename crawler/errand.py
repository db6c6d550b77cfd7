"""Why a request is made: what every request of a run carries in its ``meta``, under these keys.

``dibao_source`` id of the source · ``dibao_role`` a Role · ``dibao_via`` the address it was found at, None for a
starting point · ``dibao_found_by`` how: seed, feed, sitemap, listing, link, redirect, known, robots ·
``dibao_refers_to`` the RecordRef that a conditional request is conditional on, or None · ``dibao_legacy_tls`` whether
concessions to an old server are allowed · ``dibao_delay_s`` the source's own delay between two requests to a host, or
None · ``dibao_hops`` redirects followed so far · ``dibao_capture`` is set once the exchange is kept (by the capture
handler, or :func:`keep_unasked`).
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, cast

from scrapy import Request
from scrapy.crawler import Crawler

from archive.model import Capture, Ending, Exchange, RecordRef, Role
from archive.recording import recording_of


def errand(
    *,
    source: str,
    role: Role,
    found_by: str,
    via: str | None = None,
    refers_to: RecordRef | None = None,
    legacy_tls: bool = False,
    delay_s: float | None = None,
    hops: int = 0,
) -> dict[str, Any]:
    """The ``meta`` of a request."""
    return {
        "dibao_source": source,
        "dibao_role": role,
        "dibao_via": via,
        "dibao_found_by": found_by,
        "dibao_refers_to": refers_to,
        "dibao_legacy_tls": legacy_tls,
        "dibao_delay_s": delay_s,
        "dibao_hops": hops,
    }


def role_of(request: Request) -> Role:
    return Role(request.meta.get("dibao_role", Role.DOCUMENT))


def capture_of(request: Request) -> Capture | None:
    """What was kept of the request's last attempt; None where nothing is recorded."""
    return cast("Capture | None", request.meta.get("dibao_capture"))


def attempt_of(request: Request) -> int:
    return int(request.meta.get("retry_times", 0)) + 1


async def keep_unasked(
    crawler: Crawler, request: Request, *, reason: str, ending: Ending = Ending.NOT_ASKED, detail: str | None = None
) -> Capture | None:
    """Records an address that is not asked, and why: robots, budget or (with Ending.UNANSWERED) guard.

    The capture, also in ``request.meta``; None where nothing is recorded.
    """
    recording = recording_of(crawler)
    if recording is None:
        return None
    meta = request.meta
    exchange = Exchange(
        url=request.url,
        run=recording.run,
        source=meta.get("dibao_source", ""),
        role=role_of(request),
        started=datetime.now(UTC),
        ending=ending,
        via=meta.get("dibao_via"),
        found_by=meta.get("dibao_found_by"),
        reason=reason,
        detail=detail,
        attempt=attempt_of(request),
    )
    meta["dibao_capture"] = capture = await recording.keep(exchange)
    return capture
