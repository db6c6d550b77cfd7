"""WARC and ARC files, anybody's, record by record: raw blocks, exact offsets, and damage as values."""

from __future__ import annotations

import itertools
import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from archive.errors import BrokenRecord
from archive.model import Problem
from archive.warc.digests import digest_problems
from archive.warc.members import GZIP_MAGIC, OVERLAP_BYTES, MemberStream, RandomFile, Stream
from archive.warc.records import Fields
from archive.warc.serialisation import END, Record, header_problems, parse_arc_line, parse_head, stated_length

_PIECE_BYTES = 2**20
_HEAD_END = re.compile(rb"\n\r*\n")
_LINE_END = re.compile(rb"\n")
_GZIP_START = re.compile(rb"\x1f\x8b\x08")
_WARC_LINE = re.compile(rb"WARC/", re.IGNORECASE)
_ARC_LINE = re.compile(rb"[A-Za-z][A-Za-z0-9+.-]*:\S* [^\r\n]* \d+ *\r?\n")
_RECORD_START = re.compile(
    rb"(?<=\n)(?:WARC/\d\.\d+\r*\n|(?:https?|ftp|dns)://?[^\r\n]{1,4000} \d{14} [^\r\n]{1,200} \d+ *\r?\n)",
    re.IGNORECASE,
)
_RESTART = re.compile(_RECORD_START.pattern + rb"|\x1f\x8b\x08", re.IGNORECASE)
Found = Record | Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadLimits:
    """What one record may take in memory."""

    head_bytes: int = 2**20
    block_bytes: int = 2**30


READ_LIMITS = ReadLimits()


def iter_records(
    path: Path, *, name: str | None = None, verify: bool = True, limits: ReadLimits = READ_LIMITS
) -> Iterator[Found]:
    """Every record of a WARC or ARC file, plain or gzip, in order, and a Problem for each stretch that is none.

    Never stops at damage: goes on at the next place where a record begins.  ``name`` stands for the file in what is
    yielded (else the path's name); ``verify`` computes the digests that records state.
    """
    with RandomFile(path) as file:
        walk = _Walk(file, name or path.name, verify, limits)
        offset = 0
        while file.read_at(offset, 1):
            gzip = file.read_at(offset, 2) == GZIP_MAGIC
            offset = yield from walk.member(offset) if gzip else walk.plain(offset)


def read_record(
    path: Path, offset: int, *, name: str | None = None, verify: bool = True, limits: ReadLimits = READ_LIMITS
) -> Record:
    """The record at an offset; BrokenRecord where none can be read there."""
    with RandomFile(path) as file:
        walk = _Walk(file, name or path.name, verify, limits)
        gzip = file.read_at(offset, 2) == GZIP_MAGIC
        for item in walk.member(offset) if gzip else itertools.islice(walk.plain(offset), 1):
            if isinstance(item, Record):
                return item
    raise BrokenRecord(f"{path.name}: no record at offset {offset}")


def iter_contents(path: Path) -> Iterator[bytes]:
    """All that the gzip members of a file hold, unpacked, in pieces; what lies between them as it is."""
    with RandomFile(path) as file:
        walk = _Walk(file, path.name, verify=False, limits=READ_LIMITS)
        offset = 0
        while file.read_at(offset, 1):
            offset = yield from walk.contents(offset)


class _Walk:
    """Reads the records of one file; each method yields what it found and returns where to go on."""

    def __init__(self, file: RandomFile, name: str, verify: bool, limits: ReadLimits) -> None:
        self._file = file
        self._name = name
        self._verify = verify
        self._limits = limits

    def member(self, offset: int) -> Generator[Found, None, int]:
        """The records of one gzip member: one, as it should be, or more."""
        stream = MemberStream(self._file, offset)
        held: Record | None = None  # until it is known whether it stands alone
        alone = True
        for item in self._items(stream):
            if held is not None and isinstance(item, Record):
                alone = False
                yield replace(held, alone=False, problems=(*held.problems, "shares-member"))
            elif isinstance(item, Problem):
                yield item
            held = item if isinstance(item, Record) else held
        end = stream.end
        if end is None or stream.damaged:  # damage may run on into the next member
            end = min(self._next_member(offset + 1), end or self._file.size)
        if held is not None:
            problems = (*held.problems, *stream.problems, *(() if alone else ("shares-member",)))
            yield replace(held, alone=alone, length=end - offset if alone else 0, problems=problems)
        elif stream.problems:
            yield self._problem(stream.problems[-1], offset, f"{end - offset} bytes that hold no whole record")
        elif not stream.content:
            yield self._problem("empty-member", offset, "a gzip member that holds nothing")
        return end

    def plain(self, offset: int) -> Generator[Found, None, int]:
        """The records of a plain stretch, to the end of the file or the next gzip member."""
        stream = Stream(self._file, offset)
        yield from self._items(stream)
        return stream.position

    def contents(self, offset: int) -> Generator[bytes, None, int]:
        """The bytes of one gzip member, or of the stretch up to the next."""
        stream = MemberStream(self._file, offset)
        if self._file.read_at(offset, 2) != GZIP_MAGIC:
            end = self._next_member(offset + 1)
            yield self._file.read_at(offset, end - offset)
            return end
        while piece := stream.read(_PIECE_BYTES):
            yield piece
        return stream.end if stream.end is not None else self._next_member(offset + 1)

    def _items(self, stream: Stream) -> Iterator[Found]:
        while True:
            self._pass_line_ends(stream)
            beginning = stream.peek(OVERLAP_BYTES)
            if not beginning or (not isinstance(stream, MemberStream) and beginning[:2] == GZIP_MAGIC):
                return
            if _WARC_LINE.match(beginning) or _ARC_LINE.match(beginning):
                item = self._record(stream)
                if item is None:
                    return
                yield item
            elif stream.broken:
                return  # the member's own problem says it all
            else:
                yield self._garbage(stream)

    def _record(self, stream: Stream) -> Found | None:
        """The record that begins here; None where the member's own problem says it all."""
        offset = stream.position
        try:
            version, fields, stated = self._head(stream)
        except BrokenRecord as error:
            if stream.broken:
                return None
            stream.skip_to(_RECORD_START if isinstance(stream, MemberStream) else _RESTART)
            return self._problem("head", offset, str(error))
        if stated is not None and stated > self._limits.block_bytes:
            stream.skip(stated)
            return self._problem("too-large", offset, f"a block of {stated} bytes")
        block, problem = self._block(stream, offset, stated, arc=version == "ARC")
        if block is None:
            return None
        problems = header_problems(version, fields) + ([problem] if problem else [])
        record = Record(
            version=version,
            fields=fields,
            block=block,
            file=self._name,
            offset=offset,
            length=stream.position - offset,
            problems=(),
        )
        return self._verified(record, problems)

    def _head(self, stream: Stream) -> tuple[str, Fields, int | None]:
        arc = not _WARC_LINE.match(stream.peek(5))
        head = stream.read_through(_LINE_END if arc else _HEAD_END, self._limits.head_bytes)
        if head is None:
            raise BrokenRecord("a header that does not end")
        version, fields = parse_arc_line(head) if arc else parse_head(head)
        return version, fields, stated_length(fields)

    def _block(self, stream: Stream, offset: int, stated: int | None, *, arc: bool) -> tuple[bytes | None, str | None]:
        """The block and what is wrong with its length; None where the member broke within it."""
        begin = stream.position
        if stated is None:
            return stream.read(self._limits.block_bytes).removesuffix(END), None
        block = stream.read(stated)
        whole = len(block) == stated
        if whole and self._pass_trailer(stream, arc=arc):
            return block, None
        if stream.broken:
            return (block, "trailer") if whole else (None, None)
        if not isinstance(stream, MemberStream):  # in a plain file a wrong length may have swallowed records
            stream.go_to(offset + 1)
            stream.skip_to(_RESTART)
            whole = whole and stream.position - begin >= stated
            block = block[: stream.position - begin]
        return (block, "trailer") if whole else (block.removesuffix(END), "short")

    def _verified(self, record: Record, problems: list[str]) -> Record:
        if self._verify:
            digests = record.field("WARC-Block-Digest"), record.field("WARC-Payload-Digest")
            problems = problems + digest_problems(record.kind, record.block, *digests)
        return replace(record, problems=tuple(problems)) if problems else record

    def _pass_trailer(self, stream: Stream, *, arc: bool) -> bool:
        if arc:
            return stream.peek(1) in (b"", b"\n", b"\r")
        whole = stream.peek(4) == END
        if whole:
            stream.read(4)
        return whole

    def _pass_line_ends(self, stream: Stream) -> None:
        while stream.peek(1) in (b"\r", b"\n"):
            stream.read(1)

    def _garbage(self, stream: Stream) -> Problem:
        offset = stream.position
        start = _RECORD_START if isinstance(stream, MemberStream) else _RESTART
        return self._problem("garbage", offset, f"{stream.skip_to(start)} bytes that are no record")

    def _next_member(self, offset: int) -> int:
        """Where the next member begins that holds a record, after one whose own end is not known."""
        while (found := self._file.find(_GZIP_START, offset)) >= 0:
            if MemberStream(self._file, found).peek(5) == b"WARC/":
                return found
            offset = found + 1
        return self._file.size

    def _problem(self, what: str, offset: int, detail: str) -> Problem:
        return Problem(what=what, detail=detail, warc_file=self._name, offset=offset)
