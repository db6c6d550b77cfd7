"""What a crash left, put right: open files cut where the ledger ends, the torn rest kept aside, everything reported."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from archive.collection import Collection
from archive.errors import ArchiveInDanger
from archive.http.response import pieces_of
from archive.keeping.disk import danger_named
from archive.keeping.ledger import Kind, Ledger, Line, since_last, torn_tail
from archive.keeping.open_file import OPEN, give_final_name, make_directories, sync_directory, write_whole
from archive.model import Capture
from archive.warc.captures import iter_captures
from archive.warc.cdxj import cdxj_line, write_index


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """One thing put right at the start."""

    file: str  # WARC file below warc/, or the ledger
    kept_bytes: int
    torn: str | None = None  # name below torn/ of what was cut off; never acknowledged
    torn_bytes: int = 0

    def __str__(self) -> str:
        """For the log of the run that found it."""
        aside = f"; {self.torn_bytes} bytes that were never acknowledged lie in torn/{self.torn}" if self.torn else ""
        return f"{self.file} was left unfinished and is closed now, {self.kept_bytes} bytes long{aside}"


def repair(collection: Collection, now: datetime) -> tuple[Repair, ...]:
    """Puts right what a crash left and notes it in the ledger; () after a clean end.

    ArchiveInDanger where a file lacks bytes that were acknowledged: the file is closed as it is, so that the next start
    succeeds, and the audit names what is lost.  DiskFull where there is no room to set things aside.
    """
    with danger_named(collection.root):
        return _repair(collection, now)


def _repair(collection: Collection, now: datetime) -> tuple[Repair, ...]:
    make_directories(collection.warc)
    _empty(collection.spool)
    done = [*_repair_ledger(collection, now)]
    lines = since_last(collection.ledger, Kind.FILE_OPENED)
    last = lines[0] if lines else None
    ledger = Ledger(collection.ledger)
    try:
        lost = None
        if last is not None and not any(line["kind"] == Kind.FILE_CLOSED for line in lines):
            fixed, lost = _close_unclosed(collection, ledger, last["file"], lines, now)
            done += fixed
        for path in sorted(collection.warc.rglob(f"*{OPEN}")):
            done.append(_set_aside(collection, path, 0, now))
            path.unlink()
        for one in done:
            ledger.append(
                Kind.REPAIRED,
                time=now,
                file=one.file,
                kept_bytes=one.kept_bytes,
                torn=one.torn,
                torn_bytes=one.torn_bytes,
            )
        ledger.sync()
    finally:
        ledger.close()
    if lost is not None:
        raise lost
    return tuple(done)


def _repair_ledger(collection: Collection, now: datetime) -> list[Repair]:
    end, tail = torn_tail(collection.ledger)
    if not tail:
        return []
    done = _set_aside(collection, collection.ledger, end, now)
    os.truncate(collection.ledger, end)
    return [done]


def _close_unclosed(
    collection: Collection, ledger: Ledger, name: str, lines: list[Line], now: datetime
) -> tuple[list[Repair], ArchiveInDanger | None]:
    final = collection.warc / name
    path = final.with_name(final.name + OPEN)
    path = path if path.exists() else final
    if not path.exists():
        ledger.append(Kind.FILE_CLOSED, time=now, file=name, bytes=0, sha256=hashlib.sha256().hexdigest())
        return [], ArchiveInDanger(f"{path}: missing, though the ledger tells of it; bring it back from a copy")
    end = max(record[2] + record[3] for line in lines if line.get("file") == name for record in line.get("records", ()))
    done, danger = [], None
    size = path.stat().st_size
    if size > end:
        done.append(_set_aside(collection, path, end, now))
        os.truncate(path, end)
    elif size < end:
        danger = ArchiveInDanger(f"{path}: {end - size} acknowledged bytes are missing; bring it back from a copy")
    digest = _synced_digest(path)
    captures = (item for item in iter_captures(path, name=name) if isinstance(item, Capture))
    write_index(collection, name, filter(None, map(cdxj_line, captures)))
    if path != final:
        give_final_name(path)
        done = done or [Repair(file=name, kept_bytes=min(size, end))]
    ledger.append(Kind.FILE_CLOSED, time=now, file=name, bytes=min(size, end), sha256=digest)
    ledger.sync()
    return done, danger


def _set_aside(collection: Collection, path: Path, offset: int, now: datetime) -> Repair:
    """Copies a file's bytes from ``offset`` on to torn/, synced."""
    inside = path.is_relative_to(collection.warc)
    name = path.relative_to(collection.warc if inside else collection.root).as_posix().removesuffix(OPEN)
    target = collection.torn / f"{path.name.removesuffix(OPEN)}.{offset}.{now:%Y%m%dT%H%M%S%f}"
    with path.open("rb") as file:
        file.seek(offset)
        write_whole(target, pieces_of(file))
    return Repair(file=name, kept_bytes=offset, torn=target.name, torn_bytes=target.stat().st_size)


def _synced_digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        for piece in pieces_of(file):
            digest.update(piece)
        os.fsync(file.fileno())
    return digest.hexdigest()


def _empty(directory: Path) -> None:
    """Bodies that were under way when the last run ended; none was acknowledged."""
    make_directories(directory)
    for path in directory.iterdir():
        path.unlink()
    sync_directory(directory)
