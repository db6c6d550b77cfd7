"""WARC records to bytes and their headers back; the only module that imports warcio."""

from __future__ import annotations

import hashlib
import io
import re
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from isal import igzip_lib, isal_zlib
from warcio.recordloader import ARC2WARCHeadersParser
from warcio.statusandheaders import StatusAndHeaders, StatusAndHeadersParser, StatusAndHeadersParserException

from archive.errors import BrokenRecord
from archive.http.response import pieces_of
from archive.warc.records import Fields, NewRecord

VERSIONS = ("WARC/1.1", "WARC/1.0", "WARC/0.18", "WARC/0.17")
COMPRESSION_LEVEL = 2  # isal's: 0.09 ms for a page of 48 KB at 31 % of its size; zlib's 6: 0.7 ms at 28 %
END = b"\r\n\r\n"  # what follows each block
_NEEDED = ("warc-type", "warc-record-id", "warc-date", "content-length")
_ONCE = (*_NEEDED, "warc-target-uri", "warc-block-digest", "warc-payload-digest", "content-type")
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?Z)?)?)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One record as it stands in a file, its block untouched.  ARC records have the header fields WARC would give."""

    version: str  # as written: "WARC/1.1"; "ARC" for ARC
    fields: Fields
    block: bytes
    file: str  # the path's name
    offset: int  # of its gzip member, or of its first byte in a plain file
    length: int  # to the end of that member; in a plain file to the next record
    alone: bool = True  # False: its gzip member holds other records too, so it cannot be read by its offset
    problems: tuple[str, ...] = ()  # what is wrong with it though it can be read

    def field(self, name: str) -> str | None:
        """The first header field of that name."""
        wanted = name.lower()
        return next((value for key, value in self.fields if key.lower() == wanted), None)

    @property
    def kind(self) -> str:
        """``response``, ``revisit``, …; "" where the record does not say."""
        return (self.field("WARC-Type") or "").lower()

    @property
    def record_id(self) -> str:
        """As stated; where none is, one that the content gives, so that reading again gives the same."""
        return self.uri("WARC-Record-ID") or self._id_by_content()

    @property
    def target(self) -> str | None:
        return self.uri("WARC-Target-URI")

    def uri(self, name: str) -> str | None:
        """A field that holds a URI, without the angle brackets around it."""
        value = self.field(name)
        return value.strip().removeprefix("<").removesuffix(">") if value is not None else None

    def _id_by_content(self) -> str:
        digest = hashlib.sha256(repr(self.fields).encode("utf-8", "surrogatepass"))
        digest.update(self.block)
        return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, digest.hexdigest())}"


class Sink(Protocol):
    """Where members are written to."""

    def write(self, data: bytes, /) -> object: ...


@dataclass(frozen=True, slots=True)
class Written:
    """A member as it went out."""

    length: int
    sha256: str


def record_head(record: NewRecord) -> bytes:
    """The record's header, blank line included."""
    fields = [*record.fields, ("Content-Length", str(record.block_length))]
    return StatusAndHeaders("", fields, protocol="WARC/1.1").to_bytes()  # type: ignore[no-any-return]  # untyped


def write_record(record: NewRecord, sink: Sink) -> Written:
    """Writes one gzip member; a block in a file is streamed."""
    head = record_head(record)
    if isinstance(record.block, bytes):
        member = igzip_lib.compress(head + record.block + END, COMPRESSION_LEVEL, igzip_lib.COMP_GZIP)
        sink.write(member)
        return Written(len(member), hashlib.sha256(member).hexdigest())
    return _stream_record(head, record.block, record.block_length, sink)


def _stream_record(head: bytes, block: Path, block_length: int, sink: Sink) -> Written:
    compressor = isal_zlib.compressobj(COMPRESSION_LEVEL, wbits=31)
    digest = hashlib.sha256()
    length = read = 0

    def put(data: bytes) -> None:
        nonlocal length
        digest.update(data)
        length += len(data)
        sink.write(data)

    put(compressor.compress(head))
    with block.open("rb") as file:
        for piece in pieces_of(file):
            read += len(piece)
            put(compressor.compress(piece))
    put(compressor.compress(END) + compressor.flush())
    if read != block_length:
        raise BrokenRecord(f"{block}: changed while it was written to the archive")
    return Written(length, digest.hexdigest())


def parse_head(head: bytes) -> tuple[str, Fields]:
    """Version and fields of a WARC header; BrokenRecord if it is none."""
    try:
        parsed = StatusAndHeadersParser([], verify=False).parse(io.BytesIO(head))
    except (EOFError, StatusAndHeadersParserException) as error:
        raise BrokenRecord(f"no WARC header: {error}") from None
    return parsed.protocol, tuple(parsed.headers)


def parse_arc_line(line: bytes) -> tuple[str, Fields]:
    """The header of an ARC record in WARC's words, without an id; BrokenRecord if it is none."""
    try:
        parsed = ARC2WARCHeadersParser().parse(io.BytesIO(line))
    except (EOFError, ValueError, StatusAndHeadersParserException) as error:
        raise BrokenRecord(f"no ARC header: {error}") from None
    made_up = "WARC-Record-ID"  # by chance, anew at each reading
    return "ARC", tuple((name, value) for name, value in parsed.headers if name != made_up)


def header_problems(version: str, fields: Fields) -> list[str]:
    """What WARC 1.1, 5 demands and the header lacks, or says wrongly."""
    values: dict[str, list[str]] = {}
    for name, value in fields:
        values.setdefault(name.lower(), []).append(value.strip())
    checks = {
        "version": version.upper() in VERSIONS or version == "ARC",
        **{f"no-{name.removeprefix('warc-')}": name in values for name in _NEEDED},
        "no-record-id": "warc-record-id" in values or version == "ARC",
        "repeated-field": all(len(values.get(name, ())) < 2 for name in _ONCE),
        "segment": _segment_is_right(values),
        "bad-date": all(_DATE.fullmatch(value) for value in values.get("warc-date", ())),
        "bad-uri": not any(re.search(r"[\x00-\x20]", value) for value in values.get("warc-target-uri", ())),
    }
    return [problem for problem, good in checks.items() if not good]


def _segment_is_right(values: dict[str, list[str]]) -> bool:
    """A first segment has number 1, a continuation a higher one and says of what (WARC 1.1, 5.16 to 5.18)."""
    is_later = values.get("warc-type", [""])[0].lower() == "continuation"
    number = values.get("warc-segment-number", ["2" if is_later else "1"])[0]
    return (number.isdigit() and number != "1" and "warc-segment-origin-id" in values) if is_later else number == "1"


def stated_length(fields: Fields) -> int | None:
    """Content-Length; None where there is none; BrokenRecord where it is no length."""
    value = next((value for name, value in fields if name.lower() == "content-length"), None)
    if value is None:
        return None
    if not (value.strip().isascii() and value.strip().isdigit() and len(value.strip()) < 19):
        raise BrokenRecord(f"Content-Length {value[:40]!r}")
    return int(value)
