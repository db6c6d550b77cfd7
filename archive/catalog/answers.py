"""What the library answers with: values for people and programs to read."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from archive.catalog.rows import time_text
from archive.catalog.visits import EventKind, Presence
from archive.finding.search import Passage
from archive.model import Capture, Outcome, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What stands, or stood, at one address.  Times are None until it was first received."""

    document: str  # its id
    address: str  # canonical: a name
    url: str  # where it was last received, else last asked for
    collected_by: str | None  # id of the source that last visited it
    role: Role
    presence: Presence
    first_seen: datetime | None
    last_seen: datetime | None
    last_visit: datetime | None
    last_outcome: Outcome | None
    last_reason: str | None
    moved_to: str | None
    title: str | None  # of an attachment that has none: as the page calls it that links to it, or its file's name
    text_sha256: str | None  # of its last text
    payload_sha256: str | None  # last received
    record_id: str | None  # of the capture that last received it
    versions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One text of a document.  A text that came back after another is one version, seen from first to last."""

    document: str
    url: str
    number: int  # from 1, in the order of first sight
    text_sha256: str
    title: str | None
    published: str | None
    first_seen: datetime
    last_seen: datetime
    first_record: str  # record ids of the captures that saw it first and last
    last_record: str
    is_current: bool  # the last text read at this address


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One event, with the document it happened to."""

    document: str
    url: str
    title: str | None
    kind: EventKind
    time: datetime  # of the visit that noticed it
    run: str
    record_id: str
    from_text: str | None
    to_text: str | None
    moved_to: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Visited:
    """One visit in a document's history, with what it showed to have happened."""

    capture: Capture
    happenings: tuple[Happening, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A document found by a search, in its newest version that answers."""

    document: str
    url: str
    title: str | None  # as in Document
    title_marks: tuple[tuple[int, int], ...]
    published: str | None
    source: str | None  # declared
    site: str | None
    issuer: str | None
    doc_number: str | None
    collected_by: str | None
    presence: Presence
    first_seen: datetime
    last_seen: datetime
    text_sha256: str
    is_current: bool  # False: an earlier text of the document
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """One text that stands at several addresses, the earliest first."""

    text_sha256: str
    versions: tuple[Version, ...]


def plain(value: Any) -> Any:
    """Any of these values as JSON can hold it: dataclasses by field name, times as the catalog writes them.

    >>> plain(Passage(text="医改", marks=((0, 2),)))
    {'text': '医改', 'marks': [[0, 2]]}
    """
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, datetime):
        return time_text(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    return value
