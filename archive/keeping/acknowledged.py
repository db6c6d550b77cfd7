"""What the ledger acknowledged, file by file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from archive.keeping.ledger import Kind, Line

_LAST = (Kind.FILE_CLOSED, Kind.ADOPTED)
Known = tuple[str, int | None, str]  # file, offset, what
_OF_FILES = (Kind.FILE_OPENED, Kind.CAPTURE_KEPT, Kind.RECORDS_KEPT, *_LAST)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One record as the ledger acknowledged it."""

    record_id: str
    offset: int
    length: int
    sha256: str  # of the compressed member


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """One file as the ledger tells of it."""

    name: str
    run: str | None
    entries: dict[int, Entry]  # by offset
    closed: Line | None  # the line that says so, or that it was taken in

    @property
    def end(self) -> int:
        """Up to where the ledger acknowledged it."""
        return max((entry.offset + entry.length for entry in self.entries.values()), default=0)

    @property
    def is_adopted(self) -> bool:
        return self.closed is not None and self.closed["kind"] == Kind.ADOPTED

    def is_judged(self, offset: int) -> bool:
        return self.closed is not None or offset < self.end


def acknowledged_files(path: Path) -> Iterator[File]:
    """The files that the ledger tells of, in the order of writing; lines that are none are left to ``verify``."""
    lines = (line for line in _lines(path) if line.get("kind") in _OF_FILES and isinstance(line.get("file"), str))
    for name, of_file in groupby(lines, key=lambda line: str(line["file"])):
        entries: dict[int, Entry] = {}
        closed = run = None
        for line in of_file:
            closed = line if line["kind"] in _LAST else closed
            with suppress(KeyError, TypeError, ValueError):  # a line that somebody has changed: verify names it
                entries |= {entry.offset: entry for entry in map(_entry, line.get("records", ()))}
            run = line.get("run", run)
        yield File(name=name, run=run, entries=entries, closed=closed)


def known_problems(path: Path) -> set[Known]:
    """What was wrong with the files of others when they were taken in and read."""
    known: set[Known] = set()
    for line in _lines(path):
        if line.get("kind") in (Kind.ADOPTED, Kind.RUN_ENDED) and isinstance(line.get("problems"), list):
            with suppress(TypeError, ValueError):  # a line that somebody has changed: verify names it
                known |= {(line["file"], offset, what) for offset, what in line["problems"]}
    return known


def ended_runs(path: Path) -> set[str]:
    """The runs that have ended: all that they kept is in the catalog."""
    runs = (line.get("run") for line in _lines(path) if line.get("kind") == Kind.RUN_ENDED)
    return {str(run["id"]) for run in runs if isinstance(run, dict) and "id" in run}


def _lines(path: Path) -> Iterator[Line]:
    if not path.exists():
        return
    with path.open("rb") as file:
        for raw in file:
            try:
                line = json.loads(raw)
            except ValueError:
                continue
            if isinstance(line, dict):
                yield line


def _entry(said: list[object]) -> Entry:
    _, record_id, offset, length, sha256 = said
    if not (isinstance(offset, int) and isinstance(length, int)):
        raise TypeError("an offset and a length are numbers")
    return Entry(record_id=str(record_id), offset=offset, length=length, sha256=str(sha256))
