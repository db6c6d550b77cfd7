"""The records of one exchange in the order in which they are written."""

from __future__ import annotations

import hashlib
from collections.abc import Container
from dataclasses import dataclass
from typing import Any

from archive.http.response import ResponseFacts
from archive.model import Exchange, RecordRef
from archive.warc.metadata import capture_metadata
from archive.warc.records import (
    NewRecord,
    certificate_record,
    metadata_record,
    new_record_id,
    request_record,
    response_record,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeRecords:
    """What stands for one exchange: certificates not yet in the file, response or revisit, request, metadata."""

    records: tuple[NewRecord, ...]
    primary: int  # index of the record that stands for the capture: response, revisit, or (nothing came) metadata
    metadata: dict[str, Any]  # the content of the metadata record


def records_of(
    exchange: Exchange,
    facts: ResponseFacts | None,
    referent: RecordRef | None,
    *,
    warcinfo_id: str,
    certificates: Container[str],
) -> ExchangeRecords:
    """``facts`` is None where nothing came; with a ``referent`` the response becomes a revisit of it; ``certificates``
    are the digests of those that the file holds already."""
    in_file = {"warcinfo_id": warcinfo_id}
    metadata_id = new_record_id()
    response_id = None if facts is None else new_record_id()
    request_id = None if exchange.request is None else new_record_id()
    metadata = capture_metadata(exchange, facts, response_id=response_id, request_id=request_id)
    records = [
        certificate_record(certificate, record_id=new_record_id(), date=exchange.started, **in_file)
        for certificate in _new_certificates(exchange, certificates)
    ]
    primary = len(records)
    if facts is not None and response_id is not None:
        records.append(response_record(exchange, facts, referent, record_id=response_id, **in_file))
    if request_id is not None:
        about = response_id or metadata_id
        records.append(request_record(exchange, record_id=request_id, primary_id=about, **in_file))
    records.append(metadata_record(exchange, metadata, record_id=metadata_id, primary_id=response_id, **in_file))
    return ExchangeRecords(
        records=tuple(records), primary=primary if facts is not None else len(records) - 1, metadata=metadata
    )


def _new_certificates(exchange: Exchange, known: Container[str]) -> list[bytes]:
    if exchange.tls is None:
        return []
    by_digest = {hashlib.sha256(one).hexdigest(): one for one in exchange.tls.certificates}
    return [one for digest, one in by_digest.items() if digest not in known]
