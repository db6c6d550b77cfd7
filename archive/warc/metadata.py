"""What metadata records say, as JSON values: captures, and runs begun and ended."""

from __future__ import annotations

import base64
import hashlib
from datetime import datetime
from typing import Any

from archive.http.response import ResponseFacts
from archive.model import Ending, Exchange, RecordRef, Run, Tls

CAPTURE_FORMAT = "dibao-capture/1"  # what a reader of the JSON must understand
RUN_FORMAT = "dibao-run/1"


def is_not_modified(exchange: Exchange, facts: ResponseFacts) -> bool:
    """The server says that what we have is what it has."""
    answered = facts.message is not None and facts.message.status == 304
    return answered and exchange.asked_if_changed_since is not None and exchange.ending is Ending.COMPLETE


def capture_metadata(
    exchange: Exchange, facts: ResponseFacts | None, *, response_id: str | None, request_id: str | None
) -> dict[str, Any]:
    """Everything of an exchange that its HTTP messages do not say; JSON values only."""
    asked = exchange.asked_if_changed_since
    return {
        "format": CAPTURE_FORMAT,
        "url": exchange.url,
        "run": exchange.run,
        "source": exchange.source,
        "role": str(exchange.role),
        "via": exchange.via,
        "found_by": exchange.found_by,
        "attempt": exchange.attempt,
        "ending": str(exchange.ending),
        "reason": exchange.reason,
        "detail": exchange.detail,
        "payload": None if facts is None else _payload(exchange, facts),
        "records": {"response": response_id, "request": request_id},
        "redacted": list(exchange.redacted),
        "timings_ms": [list(timing) for timing in exchange.timings_ms],
        "tls": None if exchange.tls is None else _tls_as_json(exchange.tls),
        "asked_if_changed_since": None if asked is None else {f: getattr(asked, f) for f in RecordRef.__slots__},
        "interim": base64.b64encode(exchange.interim).decode(),
        "surplus": base64.b64encode(exchange.surplus).decode(),
    }


def run_as_json(run: Run) -> dict[str, Any]:
    return {
        "id": run.id,
        "started": run.started.isoformat(),
        "settings_sha256": run.settings_sha256,
        "software": run.software,
        "sources": list(run.sources),
        "slot": run.slot,
        "ended": None if run.ended is None else run.ended.isoformat(),
        "end_reason": run.end_reason,
        "counts": dict(run.counts),
    }


def run_from_json(value: dict[str, Any]) -> Run:
    """The inverse of ``run_as_json``; KeyError, TypeError or ValueError where it is not one."""
    return Run(
        id=value["id"],
        started=datetime.fromisoformat(value["started"]),
        settings_sha256=value["settings_sha256"],
        software=value["software"],
        sources=tuple(value["sources"]),
        slot=value["slot"],
        ended=None if value["ended"] is None else datetime.fromisoformat(value["ended"]),
        end_reason=value["end_reason"],
        counts=dict(value["counts"]),
    )


def _payload(exchange: Exchange, facts: ResponseFacts) -> dict[str, Any]:
    """A 304 stands for the payload that was asked about; its length is that of the record it refers to."""
    asked = exchange.asked_if_changed_since
    if asked is not None and is_not_modified(exchange, facts):
        return {"sha256": asked.payload_sha256, "length": None}
    return {"sha256": facts.payload_sha256, "length": facts.payload_length}


def _tls_as_json(tls: Tls) -> dict[str, Any]:
    return {
        "protocol": tls.protocol,
        "cipher": tls.cipher,
        "certificates": [hashlib.sha256(certificate).hexdigest() for certificate in tls.certificates],
        "verified": tls.verified,
        "problem": tls.problem,
        "legacy": tls.legacy,
    }
