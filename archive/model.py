"""The words of Dibao as values: what passes between the rooms, frozen, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path


class Role(StrEnum):
    """What an address was asked for; only documents and attachments are read for their text."""

    DOCUMENT = "document"
    ATTACHMENT = "attachment"
    LISTING = "listing"
    FEED = "feed"
    SITEMAP = "sitemap"
    ROBOTS = "robots"

    @property
    def has_text(self) -> bool:
        return self in (Role.DOCUMENT, Role.ATTACHMENT)


class Outcome(StrEnum):
    """What one attempt at one address came to; every address attempted in a run has exactly one."""

    NEW = "new"
    CHANGED = "changed"
    SAME_TEXT = "same-text"
    SAME_BYTES = "same-bytes"
    NOT_MODIFIED = "not-modified"
    MOVED = "moved"
    GONE = "gone"
    HTTP_ERROR = "http-error"
    BLOCKED = "blocked"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"
    TRUNCATED = "truncated"
    NOT_TEXT = "not-text"
    PAGE = "page"
    OVER_BUDGET = "over-budget"


class Ending(StrEnum):
    """How an exchange ended on the wire."""

    COMPLETE = "complete"  # a whole HTTP message, as its own framing says
    CUT = "cut"  # part of a message; ``reason`` is WARC-Truncated's word: length, time, disconnect or unspecified
    UNPARSED = "unparsed"  # bytes came that the HTTP parser refuses; they are kept as they came
    UNANSWERED = "unanswered"  # nothing came; ``reason``: dns, tls, refused, reset, no-answer, timeout, guard, failed
    NOT_ASKED = "not-asked"  # ``reason``: robots or budget


@dataclass(frozen=True, slots=True, kw_only=True)
class Tls:
    """What was negotiated and shown, and what our check of it says; never a reason to lose a page."""

    protocol: str  # as WARC-Protocol writes it: "tls/1.3"
    cipher: str  # IANA name: "TLS_AES_128_GCM_SHA256"
    certificates: tuple[bytes, ...]  # DER, the server's own first
    verified: bool
    problem: str | None = None  # why the check failed, in OpenSSL's words
    legacy: bool = False  # a concession to an old server was needed (TLS < 1.2, unsafe renegotiation, weak key)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRef:
    """A full response that a revisit refers to; ``date`` is its WARC-Date as written."""

    record_id: str
    url: str
    date: str
    payload_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One attempt at one address, as it went over the wire (or did not)."""

    url: str
    run: str
    source: str
    role: Role
    started: datetime  # aware, UTC; WARC-Date of all its records
    ending: Ending
    via: str | None = None  # the address at which it was found; None: a starting point
    found_by: str | None = None  # how: seed, feed, sitemap, listing, link, redirect, known, robots
    reason: str | None = None
    detail: str | None = None  # for people: the error's own words
    request: bytes | None = None  # as sent, secrets redacted; None when nothing was sent
    redacted: tuple[str, ...] = ()  # names of the header fields whose values were blanked in ``request``
    response: bytes | Path | None = None  # as received, framing included; a Path is a spool file the writer takes over
    interim: bytes = b""  # 1xx responses that came before
    surplus: bytes = b""  # bytes that followed the message on the connection
    ip: str | None = None  # the peer's address; None behind a proxy
    tls: Tls | None = None
    attempt: int = 1  # counts from 1; a later attempt in the same run replaces the outcome of an earlier one
    timings_ms: tuple[tuple[str, float], ...] = ()  # ("connect", 12.1), ("first-byte", …), ("total", …)
    asked_if_changed_since: RecordRef | None = None  # the request was conditional on this full response


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """Where a record lies: file name below ``warc/``, offset and length of its gzip member in bytes."""

    warc_file: str
    offset: int
    length: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """One attempt as the catalog knows it: what the archive holds of it, and, once read, what it came to."""

    url: str
    run: str
    source: str
    role: Role
    time: datetime
    ending: Ending
    reason: str | None = None
    via: str | None = None
    found_by: str | None = None
    attempt: int = 1
    status: int | None = None
    content_type: str | None = None  # the header's value as sent
    etag: str | None = None
    last_modified: str | None = None
    redirect: str | None = None  # absolute address of Location, for 3xx
    payload_sha256: str | None = None  # hex, of the entity body (content coding kept); a revisit has its referent's
    payload_length: int | None = None
    record_id: str | None = None  # of the response, revisit or (nothing came) metadata record
    location: Location | None = None  # of that same record
    revisit_of: str | None = None  # record id of the full response referred to
    outcome: Outcome | None = None  # these four are known once the catalog has recorded it
    outcome_reason: str | None = None  # where ``reason`` does not say why: error-page, too-deep, other-reader …
    document: str | None = None  # document id
    text_sha256: str | None = None


MAX_READ_BYTES = 16 * 2**20  # a longer payload is kept, and nobody reads such a page: neither a run nor a rebuild


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What the reader reads: the bytes of one page and the facts of their capture."""

    body: bytes  # content coding removed
    url: str | None = None
    path: str | None = None  # of a file on disk; gives a hint of its form by its ending
    content_type: str | None = None
    status: int | None = None
    captured_at: datetime | None = None  # no date read from the page is later than this


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldSelector:
    """Per-source help: where one field stands, while it is valid (both days included; None: open)."""

    field: str  # of an extraction: title, published, source …; "text" names the container
    css: str  # the first element that it selects counts
    valid_from: date | None = None  # first day
    valid_to: date | None = None  # last day


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """What a source adds to the general reader."""

    encoding: str | None = None  # overrides every other sign
    site: str | None = None
    publisher: str | None = None
    selectors: tuple[FieldSelector, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    url: str | None
    title: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContainedDocument:
    """One document inside a compilation."""

    title: str | None = None
    issuer: str | None = None
    published: str | None = None
    doc_number: str | None = None
    in_force: str | None = None
    status: str | None = None
    topic: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Extractor:
    """The code that read: its name, version and the digest of the options it was given ("" for none)."""

    name: str
    version: str
    options: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """What one extractor read from one payload.  Absent is None or (); dates are ISO 8601 as precise as shown."""

    extractor: Extractor
    url: str | None = None
    path: str | None = None
    title: str | None = None
    kicker: str | None = None  # the line above the headline
    subtitle: str | None = None  # the line below it
    published: str | None = None
    written: str | None = None
    source: str | None = None  # declared source: whom the page credits
    credits: tuple[str, ...] = ()  # whom the lead-in names
    author: tuple[str, ...] = ()
    editor: tuple[str, ...] = ()
    site: str | None = None
    publisher: str | None = None
    issuer: str | None = None
    doc_number: str | None = None
    index_number: str | None = None
    status: str | None = None
    topic: str | None = None
    in_force: str | None = None
    language: str | None = None  # BCP 47: zh-Hans, zh-Hant, en …
    encoding: str | None = None  # as decoded, and in found_in["encoding"] on what ground
    text: str = ""  # paragraphs divided by one "\n"
    text_sha256: str | None = None  # of the text after NFKC without white space; None where there is no text
    page_starts: tuple[int, ...] = ()  # of a paged document: offsets in ``text`` at which its pages begin
    attachments: tuple[Attachment, ...] = ()
    contains: tuple[ContainedDocument, ...] = ()
    flags: tuple[str, ...] = ()  # sorted; see FLAGS
    found_in: dict[str, str] = field(default_factory=dict)


FLAGS = {
    "block-page": "a challenge, captcha, login wall or firewall page, not what was asked for",
    "error-page": "says that the page is missing or broken, though the status is 200",
    "list-page": "mostly links to other pages",
    "gallery": "pictures with captions, hardly any text",
    "near-empty": "less text than an article has",
    "injected-links": "links of a foreign trade (gambling, adult) were found and left out",
    "encoding-lossy": "some bytes do not decode; they stand as U+FFFD",
    "whole-page": "no container stood out; the text was read from the whole page",
    "compilation": "several documents in one; see contains",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run: who ran, on what, from when to when.  ``counts`` by outcome, once ended."""

    id: str  # 20261121-205722-a1b2: start in UTC and four random hex digits
    started: datetime
    settings_sha256: str
    software: str  # "dibao/0.1.0 scrapy/2.19.0 …"
    sources: tuple[str, ...] = ()
    slot: str | None = None  # the night it serves, "2026-11-21"; None: by hand
    ended: datetime | None = None
    end_reason: str | None = None  # finished, cancelled, disk-full …
    counts: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownDocument:
    """What a run needs to know of a document before it visits again."""

    url: str
    etag: str | None
    last_modified: str | None
    response: RecordRef | None  # the full response its present payload lies in
    role: Role = Role.DOCUMENT


@dataclass(frozen=True, slots=True, kw_only=True)
class CapturedItem:
    """What a spider hands to the item pipelines: one capture, and the page to read where there is one."""

    capture: Capture
    page: Page | None = None  # None where there is nothing to read for text
    options: ReadOptions = field(default_factory=ReadOptions)
    unreadable: str | None = (
        None  # why a page that should be read cannot be, known before reading (a broken content coding)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class RunStarted:
    """Read from a WARC file: a run began (or went on after a crash)."""

    run: Run


@dataclass(frozen=True, slots=True, kw_only=True)
class RunEnded:
    """Read from a WARC file: a run ended; ``run`` has its end, reason and counts."""

    run: Run


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSnapshot:
    """Read from a WARC file: a source's TOML as it stood when a run began."""

    source: str
    toml: str
    run: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something found wrong with what is at rest; never a reason to stop reading the rest."""

    what: str  # a short stable word: torn, garbage, block-digest, chain …
    detail: str = ""  # for people
    warc_file: str | None = None  # as in Location, or a path's name for a file outside a collection
    offset: int | None = None  # in that file; in the ledger: of the line
    record_id: str | None = None
