"""The ledger: lines of JSON, only ever appended, each holding the SHA-256 of the line before."""

from __future__ import annotations

import hashlib
import json
import mmap
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from archive.errors import ArchiveInDanger
from archive.model import Problem

FIRST = "0" * 64  # what the first line holds in place of a digest
Line = dict[str, Any]


class Kind(StrEnum):
    """What a line says."""

    RUN_STARTED = "run-started"
    FILE_OPENED = "file-opened"
    CAPTURE_KEPT = "capture-kept"
    RECORDS_KEPT = "records-kept"
    FILE_CLOSED = "file-closed"
    ROWS_ADDED = "catalog-rows"
    EXTRACTIONS_ADDED = "extractions-added"
    FIXITY_CHECKED = "fixity-checked"
    REPAIRED = "repaired"
    ADOPTED = "file-adopted"
    RUN_ENDED = "run-ended"


class Ledger:
    """A ledger open for appending; lines wait in memory until ``sync``, so that none is on disk before its record."""

    def __init__(self, path: Path) -> None:
        """Opens or makes it; a torn last line must have been cut off before (see ``torn_tail``)."""
        self._path = path
        self._file = path.open("ab", buffering=0)
        self._length = self._file.seek(0, os.SEEK_END)
        self._head = last_digest(path)
        self._waiting: list[bytes] = []

    @property
    def head(self) -> str:
        """SHA-256 of the last line: all that the ledger says hangs on it."""
        return self._head

    def append(self, kind: Kind, /, *, time: datetime | None = None, **fields: Any) -> None:
        """Adds a line; ``fields`` are JSON values."""
        stamp = (time or datetime.now(UTC)).astimezone(UTC).isoformat(timespec="seconds")
        line = json.dumps({"prev": self._head, "kind": kind, "time": stamp, **fields}, separators=(",", ":")).encode()
        self._head = hashlib.sha256(line).hexdigest()
        self._waiting.append(line + b"\n")

    def sync(self) -> None:
        """Writes and syncs what waits: one fsync however many lines."""
        if not self._waiting:
            return
        data = b"".join(self._waiting)
        try:
            self._write(data)
            os.fdatasync(self._file.fileno())
        except OSError:
            self._file.truncate(self._length)  # whole lines or none
            raise
        self._length += len(data)
        self._waiting.clear()

    def _write(self, data: bytes) -> None:
        view = memoryview(data)
        while view:
            view = view[self._file.write(view) :]

    def close(self) -> None:
        """Lines that were not synced are forgotten: what they tell of was never acknowledged."""
        self._file.close()


def read(path: Path) -> Iterator[Line]:
    """Every whole line as a dict; raises ArchiveInDanger at one that is not JSON."""
    for number, (_, line) in enumerate(_lines(path), 1):
        try:
            yield _parsed(line)
        except ValueError:
            raise ArchiveInDanger(f"{path}: line {number} is not a ledger line; `dibao audit` says more") from None


def verify(path: Path) -> Iterator[Problem]:
    """Every break: a line that is none, a line whose ``prev`` is not the digest of the line before it."""
    expected = FIRST
    for offset, line in _lines(path):
        found = _line_problem(line, expected)
        if found is not None:
            yield Problem(what=found, detail=_SAYS[found], warc_file=path.name, offset=offset)
        expected = hashlib.sha256(line.rstrip(b"\n")).hexdigest()


_SAYS = {
    "torn": "the last line has no end",
    "not-a-line": "this is no line of a ledger",
    "chain": "this line does not hold the digest of the line before it: one of them was changed, added or removed",
}


def _line_problem(line: bytes, expected: str) -> str | None:
    if not line.endswith(b"\n"):
        return "torn"
    try:
        said = _parsed(line)["prev"]
    except ValueError:
        return "not-a-line"
    return None if said == expected else "chain"


def last_digest(path: Path) -> str:
    """SHA-256 of the last line, the one that the next must hold."""
    last = _last_line(path)
    return hashlib.sha256(last.rstrip(b"\n")).hexdigest() if last else FIRST


def torn_tail(path: Path) -> tuple[int, bytes]:
    """Where the ledger's whole lines end, and what follows: the beginning of a line that a crash cut off, else b""."""
    if not path.exists():
        return 0, b""
    last = _last_line(path)
    size = path.stat().st_size
    if not last or (last.endswith(b"\n") and _is_line(last)):
        return size, b""
    return size - len(last), last


def since_last(path: Path, kind: Kind) -> list[Line]:
    """The lines from the last one of that kind to the end; [] where there is none."""
    return [_parsed(line) for line in _tail_from(path, f'","kind":"{kind}","'.encode()).splitlines()]


def after_last(path: Path, kind: Kind) -> list[Line]:
    """The lines that follow the last one of that kind; all lines where there is none."""
    lines = since_last(path, kind)
    return lines[1:] if lines else list(read(path))


def find_record(path: Path, record_id: str) -> Line | None:
    """The line that tells of a record; a search through the whole file, for where no catalog is at hand."""
    return _find(path, record_id, lambda line: any(record_id == record[1] for record in line.get("records", ())))


def find_file(path: Path, sha256: str) -> Line | None:
    """The line that tells of a WARC file with this digest, written here or taken in."""
    kinds = (Kind.FILE_CLOSED, Kind.ADOPTED)
    said = ("sha256", "original_sha256")
    return _find(path, sha256, lambda line: line["kind"] in kinds and sha256 in (line.get(key) for key in said))


def _find(path: Path, word: str, is_it: Callable[[Line], bool]) -> Line | None:
    """The first line that holds a word in quotes and is the one."""
    if not path.exists() or path.stat().st_size == 0:  # an empty file cannot be mapped
        return None
    needle = f'"{word}"'.encode()
    with path.open("rb") as file, _mapped(file) as data:
        at = data.find(needle)
        while at >= 0:
            start = data.rfind(b"\n", 0, at) + 1
            end = data.find(b"\n", at)
            line = _parsed(data[start:end])
            if is_it(line):
                return line
            at = data.find(needle, end)
    return None


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    offset = 0
    if not path.exists():
        return
    with path.open("rb") as file:
        for line in file:
            yield offset, line
            offset += len(line)


def _parsed(line: bytes) -> Line:
    value = json.loads(line)
    if not (isinstance(value, dict) and isinstance(value.get("prev"), str) and "kind" in value):
        raise ValueError("not a ledger line")
    return value


def _is_line(line: bytes) -> bool:
    try:
        _parsed(line)
    except ValueError:
        return False
    return True


def _last_line(path: Path) -> bytes:
    """The last line, whole or torn; b"" for an empty ledger."""
    size = path.stat().st_size
    if size == 0:
        return b""
    with path.open("rb") as file, _mapped(file) as data:
        return data[data.rfind(b"\n", 0, size - 1) + 1 :]


def _tail_from(path: Path, needle: bytes) -> bytes:
    if not path.exists() or path.stat().st_size == 0:
        return b""
    with path.open("rb") as file, _mapped(file) as data:
        at = data.rfind(needle)
        return data[data.rfind(b"\n", 0, at) + 1 :] if at >= 0 else b""


def _mapped(file: Any) -> mmap.mmap:
    return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
