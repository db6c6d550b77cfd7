"""Which full response a repeat refers to."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime, timedelta

from archive.collection import Keeping
from archive.http.response import ResponseFacts
from archive.model import Capture, Ending, Exchange, RecordRef
from archive.warc.metadata import is_not_modified
from archive.warc.records import warc_date

REMEMBERED = 50_000  # of this run's own full responses, which the catalog may not know yet
FullResponse = Callable[[str, datetime], RecordRef | None]  # payload digest, newer than


class Referents:
    """Chooses the referent of a repeat: never a revisit, never a cut response, never one older than settings allow."""

    def __init__(self, keeping: Keeping, catalogued: FullResponse) -> None:
        self._keeping = keeping
        self._catalogued = catalogued
        self._own: OrderedDict[str, RecordRef] = OrderedDict()

    def of(self, exchange: Exchange, facts: ResponseFacts) -> RecordRef | None:
        """The full response that stands for this one; None: keep it in full."""
        if is_not_modified(exchange, facts):
            return exchange.asked_if_changed_since
        whole = exchange.ending is Ending.COMPLETE and facts.message is not None
        if not whole or facts.payload_length < self._keeping.revisit_min_bytes:
            return None
        newer_than = exchange.started - timedelta(days=self._keeping.full_again_days)
        return self._own.get(facts.payload_sha256) or self._catalogued(facts.payload_sha256, newer_than)

    def remember(self, exchange: Exchange, capture: Capture) -> None:
        """Notes a response that was kept in full, so that the next with its payload refers to it."""
        whole = capture.ending is Ending.COMPLETE and capture.status is not None and capture.revisit_of is None
        if not (whole and capture.payload_sha256 and capture.record_id):
            return
        self._own[capture.payload_sha256] = RecordRef(
            record_id=capture.record_id,
            url=capture.url,
            date=warc_date(exchange.started),
            payload_sha256=capture.payload_sha256,
        )
        if len(self._own) > REMEMBERED:
            self._own.popitem(last=False)

    def forget(self) -> None:
        """Forgets the run's own: another begins."""
        self._own.clear()
