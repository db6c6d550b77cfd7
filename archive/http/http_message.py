"""HTTP messages as bytes: split into head and body as tolerantly as browsers do, and the entity body taken out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from archive.errors import BrokenRecord
from archive.http.chunked import dechunk

_STATUS_LINE = re.compile(rb"HTTP/(\d{1,3}(?:\.\d{1,3})?)[ \t]+(\d{3})(?![0-9])[ \t]*([^\r\n]*)", re.IGNORECASE)
_HEAD_END = re.compile(rb"\n\r*\n")
_LEADING_BLANK = re.compile(rb"[\r\n]*")
_REGULAR_HEAD = re.compile(rb"HTTP/1\.[01] \d{3} [^\r\n]*\r\n(?:[!#$%&'*+\-.^_`|~0-9A-Za-z]+:[^\r\n]*\r\n)*\r\n")
_BODILESS = frozenset({204, 304})


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a message may take before it is called broken."""

    head_bytes: int = 2**20
    line_count: int = 5_000


LIMITS = Limits()


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpMessage:
    """A response split in two; header names and values are the bytes that came, folded lines joined by a blank."""

    version: str  # "1.1"
    status: int
    reason: bytes
    headers: tuple[tuple[bytes, bytes], ...]
    head_length: int  # bytes up to and with the blank line
    body_raw: bytes  # all that follows the head, framing included
    regular: bool  # the head is exactly as RFC 9112 writes it, so that every reader splits it where we do

    def header(self, name: str) -> str | None:
        """The first value of that name, UTF-8, else GB 18030, else Latin-1; None where there is no such header."""
        values = self.header_values(name)
        return values[0] if values else None

    def header_values(self, name: str) -> tuple[str, ...]:
        """All values of that name in order."""
        wanted = name.lower().encode()
        return tuple(_text(value) for key, value in self.headers if key.lower() == wanted)

    @property
    def transfer_codings(self) -> tuple[str, ...]:
        """In the order in which they were applied, lower case, without ``identity``."""
        return tuple(coding for coding in self._list("transfer-encoding") if coding != "identity")

    @property
    def chunked(self) -> bool:
        return "chunked" in self.transfer_codings

    @property
    def codings(self) -> tuple[str, ...]:
        """What still lies on the entity body: content codings, then transfer codings other than chunked."""
        transfer = tuple(coding for coding in self.transfer_codings if coding != "chunked")
        return self._list("content-encoding") + transfer

    def _list(self, name: str) -> tuple[str, ...]:
        tokens = (
            token.partition(";")[0].strip().lower() for value in self.header_values(name) for token in value.split(",")
        )
        return tuple(token for token in tokens if token)

    @property
    def content_length(self) -> int | None:
        """The length that the head states; None where it states none, nonsense, or two different ones."""
        stated = {token.strip() for value in self.header_values("content-length") for token in value.split(",")}
        if len(stated) != 1:
            return None
        digits = stated.pop()
        return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 19 else None


def parse_message(raw: bytes, *, limits: Limits = LIMITS) -> HttpMessage:
    """Splits a response; BrokenRecord where no status line stands at its beginning or the head passes the limits.

    Understood as browsers do: blank lines before the status line, LF for CRLF, folded lines, blanks before the colon,
    lines without a colon (passed over), a head that ends with the bytes.
    """
    start = _LEADING_BLANK.match(raw).end()  # type: ignore[union-attr]  # the pattern matches the empty string
    status_line = _STATUS_LINE.match(raw, start)
    if status_line is None:
        raise BrokenRecord(f"no HTTP status line: {raw[start : start + 40]!r}")
    end = _head_end(raw, start, limits)
    if raw.count(b"\n", start, end) > limits.line_count:
        raise BrokenRecord(f"HTTP head has more than {limits.line_count} lines")
    lines = _unfolded(raw[status_line.end() : end])
    return HttpMessage(
        version=status_line[1].decode("ascii"),
        status=int(status_line[2]),
        reason=status_line[3].rstrip(),
        headers=tuple(_field(line) for line in lines if b":" in line),
        head_length=end,
        body_raw=raw[end:],
        regular=_REGULAR_HEAD.fullmatch(raw, 0, end) is not None,
    )


def entity_body(message: HttpMessage) -> bytes:
    """The payload: the body without its transfer coding, its content coding kept.

    No byte that came is dropped for a wrong length: too short a body is what there is, and where two lengths disagree,
    or chunked and a length, the rule of RFC 9112 6.3 decides.
    """
    if message.chunked:
        return dechunk(message.body_raw)[0]
    stated = declared_length(message)
    return message.body_raw if stated is None else message.body_raw[:stated]


def declared_length(message: HttpMessage) -> int | None:
    """How long the body is by the head alone; None: until its framing or the connection ends."""
    if message.status in _BODILESS or 100 <= message.status < 200:
        return 0
    return None if message.transfer_codings else message.content_length


def _head_end(raw: bytes, start: int, limits: Limits) -> int:
    found = _HEAD_END.search(raw, start, start + limits.head_bytes)
    if found is not None:
        return found.end()
    if len(raw) - start > limits.head_bytes:
        raise BrokenRecord(f"HTTP head longer than {limits.head_bytes} bytes")
    return len(raw)


def _unfolded(block: bytes) -> list[bytes]:
    """Header lines without line ends; a line that begins with a blank continues the one before (obs-fold)."""
    lines: list[bytes] = []
    for line in block.split(b"\n"):
        bare = line.rstrip(b"\r")
        if bare[:1] in (b" ", b"\t") and lines:
            lines[-1] += b" " + bare.strip()
        elif bare:
            lines.append(bare)
    return lines


def _field(line: bytes) -> tuple[bytes, bytes]:
    name, _, value = line.partition(b":")
    return name.strip(), value.strip()


def _text(value: bytes) -> str:
    for encoding in ("utf-8", "gb18030"):
        try:
            return value.decode(encoding)
        except UnicodeDecodeError:
            continue
    return value.decode("latin-1")
