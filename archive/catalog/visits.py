"""What a visit brings, and what is known of a document after its visits: the values that a timeline is made of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from archive.model import Ending, Outcome, Role


class Presence(StrEnum):
    """Whether the document stands at its address, as far as its visits tell."""

    UNSEEN = "unseen"  # attempted, never received
    PRESENT = "present"
    WITHDRAWN = "withdrawn"  # was there; the server then said 404 or 410
    MOVED = "moved"  # the address now leads to another


class EventKind(StrEnum):
    """What happened to a document between two visits."""

    EDITED = "edited"
    WITHDRAWN = "withdrawn"
    RETURNED = "returned"
    MOVED = "moved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one reader found in a payload, as far as the timeline is concerned; ``extractor`` is any name for it."""

    extractor: str
    text_sha256: str | None
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One capture of a document's address, with every reading of its payload, the newest reader's last."""

    time: datetime
    record_id: str
    url: str
    source: str
    role: Role
    ending: Ending
    reason: str | None = None
    status: int | None = None
    redirect: str | None = None
    payload_sha256: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    unreadable: str | None = None  # why the reader gave nothing: a stable word, then words for people
    readings: tuple[Reading, ...] = ()

    @property
    def unread_because(self) -> str | None:
        """The stable word of ``unreadable``: ``reader-failed``, ``time``, ``content-coding`` …"""
        return re.split(r"[^\w-]", self.unreadable, maxsplit=1)[0] if self.unreadable else None

    @property
    def key(self) -> tuple[datetime, str]:
        """The order of visits; no two are equal."""
        return self.time, self.record_id

    @property
    def reading(self) -> Reading | None:
        return self.readings[-1] if self.readings else None

    @property
    def text_sha256(self) -> str | None:
        return self.readings[-1].text_sha256 if self.readings else None

    def is_flagged(self, flag: str) -> bool:
        return bool(self.readings) and flag in self.readings[-1].flags


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentState:
    """What is known of a document after its visits so far.  Times are None until the event first happened."""

    address: str
    presence: Presence = Presence.UNSEEN
    url: str | None = None  # where to ask for it: the address that last gave it, else the last attempted
    source: str | None = None  # of the last visit
    role: Role = Role.DOCUMENT
    first_seen: datetime | None = None  # received, or confirmed by 304
    last_seen: datetime | None = None
    payload_sha256: str | None = None  # last received
    record_id: str | None = None  # of the capture that last received it
    etag: str | None = None
    last_modified: str | None = None
    text_sha256: str | None = None  # last text read, by the newest reader of its payload
    text_payload_sha256: str | None = None  # the payload it was read from
    readings: tuple[Reading, ...] = ()  # of that payload
    moved_to: str | None = None
    last_visit: datetime | None = None
    last_record: str | None = None
    last_status: int | None = None
    last_outcome: Outcome | None = None
    last_reason: str | None = None

    @property
    def key(self) -> tuple[datetime, str] | None:
        """The key of the last visit."""
        return (self.last_visit, self.last_record) if self.last_visit and self.last_record else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One turn in a document's life, noticed at the visit of ``record_id``."""

    kind: EventKind
    time: datetime
    record_id: str
    from_text: str | None = None
    to_text: str | None = None
    moved_to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What one visit came to.  ``text_sha256`` is the text seen at it, None where none was seen."""

    outcome: Outcome
    reason: str | None = (
        None  # why, where the exchange itself does not say: unparsed, error-page, too-deep, other-reader
    )
    text_sha256: str | None = None
    text_payload_sha256: str | None = None  # the payload in which that text stands
    events: tuple[Event, ...] = ()
