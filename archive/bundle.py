"""A selection of captures as one WACZ file (Web Archive Collection Zipped, 1.1.1): WARC files, index, pages with text.

The same selection gives the same bytes: nothing in it is of the day on which it was written.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import shutil
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from archive.catalog.library import Library
from archive.collection import Collection
from archive.errors import BrokenRecord, UserError
from archive.http.response import PIECE_BYTES, pieces_of
from archive.keeping.disk import danger_named, wait_for_room
from archive.keeping.holdings import warc_files
from archive.keeping.open_file import sync_directory
from archive.model import Capture
from archive.warc.cdxj import cdxj_line

VERSION = "1.1.1"  # https://specs.webrecorder.net/wacz/1.1.1/
_LINES_A_BLOCK = 1024  # of the index: what a player fetches for one look-up
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time that a ZIP file can state
_FIRST = datetime(1980, 1, 1, tzinfo=UTC)
_WARC = (".warc", ".warc.gz")  # the standard knows no ARC


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """What went into a WACZ file, and what could not."""

    warc_files: int
    captures: int  # that can be replayed
    pages: int
    left_out: tuple[str, ...] = ()  # files that are still written to, missing, or ARC


def write_wacz(collection: Collection, library: Library, path: Path, captures: Iterable[Capture]) -> Bundle:
    """Writes ``path`` whole or not at all, in place of what stood there.

    Each WARC file that holds one of ``captures``, or what a revisit among them refers to, is in it whole.  UserError
    where nothing is left of them that can be replayed.
    """
    selected = _with_referents(library, captures)
    named = sorted({capture.location.warc_file for capture in selected if capture.location})
    closed = {name for name in warc_files(collection) if (collection.warc / name).exists() and name.endswith(_WARC)}
    held = [name for name in named if name in closed]
    chosen = [capture for capture in selected if capture.location and capture.location.warc_file in closed]
    pages = list(_pages(library, chosen))
    lines = sorted(filter(None, map(_index_line, chosen)))
    if not lines:
        raise UserError(f"{path} was not written: no capture that can be replayed fits what was asked for.")
    draft = path.with_name(path.name + ".draft")
    try:
        with zipfile.ZipFile(draft, "w") as file:
            package = _Package(file)
            for name in held:
                package.add_file(f"archive/{_short(name)}", collection.warc / name)
            package.add_index(lines)
            package.add("pages/pages.jsonl", b"".join(_json_line(page) for page in [_PAGES, *pages]), deflate=True)
            latest = max((capture.time for capture in chosen), default=_FIRST)
            package.finish(title=collection.settings.name, created=latest)
        with draft.open("rb") as written:
            os.fsync(written.fileno())
        draft.replace(path)
        sync_directory(path.absolute().parent)
    finally:
        draft.unlink(missing_ok=True)
    left_out = tuple(name for name in named if name not in closed)
    return Bundle(warc_files=len(held), captures=len(lines), pages=len(pages), left_out=left_out)


def is_wacz(path: Path) -> bool:
    """By its first bytes: whether it is a ZIP file."""
    with path.open("rb") as file:
        return file.read(4) == b"PK\x03\x04"


def unpacked(path: Path, directory: Path, *, reserve_bytes: int) -> Iterator[Path]:
    """Each WARC file of a WACZ file in turn, below ``directory`` until the next is asked for.

    BrokenRecord where the package cannot be read, or holds none; DiskFull where less than the reserve would be left.
    """
    found = 0
    try:
        with zipfile.ZipFile(path) as package:
            for entry in package.infolist():
                if entry.filename.startswith("archive/") and not entry.is_dir():
                    found += 1
                    wait_for_room(directory, reserve_bytes=reserve_bytes + entry.file_size, patience_s=0)
                    yield from _unpacked(package, entry, directory)
    # what zipfile raises of damage, of unknown methods, of encryption, and of a cut entry
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise BrokenRecord(f"{path.name}: not a whole WACZ file: {error}") from None
    if not found:
        raise BrokenRecord(f"{path.name}: a ZIP file without WARC files in its folder archive/")


def _unpacked(package: zipfile.ZipFile, entry: zipfile.ZipInfo, directory: Path) -> Iterator[Path]:
    target = directory / entry.filename.rpartition("/")[2]
    try:
        with danger_named(target), package.open(entry) as source, target.open("wb") as file:
            shutil.copyfileobj(source, file, PIECE_BYTES)
        yield target
    finally:
        target.unlink(missing_ok=True)


_PAGES = {"format": "json-pages-1.0", "id": "pages", "title": "All Pages", "hasText": True}


def _with_referents(library: Library, captures: Iterable[Capture]) -> list[Capture]:
    """The captures, and the full responses that their revisits cannot be replayed without; in the order of time."""
    found = {capture.record_id: capture for capture in captures}
    for referent in {capture.revisit_of for capture in found.values() if capture.revisit_of} - set(found):
        full = library.capture(referent or "")
        if full is not None:
            found[full.record_id] = full
    return sorted(found.values(), key=lambda capture: (capture.time, capture.record_id or ""))


def _pages(library: Library, captures: Iterable[Capture]) -> Iterator[dict[str, Any]]:
    """Each text of each document once, as it was first seen among the captures."""
    seen: set[tuple[str | None, str]] = set()
    for capture in captures:
        if capture.text_sha256 is None or (capture.document, capture.text_sha256) in seen:
            continue
        seen.add((capture.document, capture.text_sha256))
        readings = library.readings(capture.payload_sha256)
        reading = readings[-1] if readings else None
        yield {
            "id": capture.record_id,
            "url": capture.url,
            "ts": _stamp(capture.time),
            "title": (reading.title if reading else None) or capture.url,
            "text": reading.text if reading else "",
        }


def _index_line(capture: Capture) -> bytes | None:
    line = cdxj_line(capture, filename=_short(capture.location.warc_file) if capture.location else None)
    return None if line is None else line.encode("utf-8", "surrogatepass") + b"\n"


def _short(warc_file: str) -> str:
    """In a WACZ file all WARC files lie in one folder; their names differ without their folders too."""
    return warc_file.rpartition("/")[2]


class _Package:
    """A ZIP file and the list of what is in it."""

    def __init__(self, file: zipfile.ZipFile) -> None:
        self._file = file
        self._resources: list[dict[str, Any]] = []

    def add_file(self, name: str, path: Path) -> None:
        """Stored, not deflated, so that a player can fetch a single record."""
        with path.open("rb") as source:
            self._add(name, pieces_of(source), size=path.stat().st_size, deflate=False)

    def add(self, name: str, data: bytes, *, deflate: bool) -> None:
        self._add(name, [data], size=len(data), deflate=deflate)

    def add_index(self, lines: Sequence[bytes]) -> None:
        """The index in gzip blocks, and the list of the blocks by their first keys."""
        blocks = bytearray()
        starts = [_json_line({"format": "cdxj-gzip-1.0", "filename": "index.cdx.gz"}, key=b"!meta 0 ")]
        for some in _blocks(lines):
            block = gzip.compress(b"".join(some), mtime=0)
            place = {"offset": len(blocks), "length": len(block), "digest": _labelled(block)}
            key, time, _ = some[0].split(b" ", 2)
            starts.append(_json_line(place, key=key + b" " + time + b" "))
            blocks += block
        self.add("indexes/index.cdx.gz", bytes(blocks), deflate=False)
        self.add("indexes/index.idx", b"".join(starts), deflate=True)

    def finish(self, *, title: str, created: datetime) -> None:
        """The package's description and its digest."""
        described = {
            "profile": "data-package",
            "resources": self._resources,
            "title": title,
            "created": _stamp(created),
            "wacz_version": VERSION,
            "software": "dibao",
        }
        data = json.dumps(described, indent=2, ensure_ascii=False).encode()
        digest = {"path": "datapackage.json", "hash": _labelled(data)}
        self.add("datapackage.json", data, deflate=True)
        self.add("datapackage-digest.json", json.dumps(digest, indent=2).encode(), deflate=True)

    def _add(self, name: str, pieces: Iterable[bytes], *, size: int, deflate: bool) -> None:
        entry = zipfile.ZipInfo(name, _EPOCH)
        entry.compress_type = zipfile.ZIP_DEFLATED if deflate else zipfile.ZIP_STORED
        entry.create_system, entry.external_attr = 3, 0o644 << 16
        entry.file_size = size  # so that zip64 is chosen where it must be
        digest = hashlib.sha256()
        with self._file.open(entry, "w") as target:
            for piece in pieces:
                digest.update(piece)
                target.write(piece)
        said = {"name": _resource_name(name), "path": name, "hash": f"sha256:{digest.hexdigest()}", "bytes": size}
        self._resources.append(said)


def _blocks(lines: Sequence[bytes]) -> Iterator[list[bytes]]:
    rest = iter(lines)
    while some := list(islice(rest, _LINES_A_BLOCK)):
        yield some


def _resource_name(path: str) -> str:
    """As Data Package wants a name: lower case, without blanks."""
    return re.sub(r"[^a-z0-9._-]", "_", path.rpartition("/")[2].lower())


def _labelled(data: bytes) -> str:
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def _json_line(value: dict[str, Any], *, key: bytes = b"") -> bytes:
    return key + json.dumps(value, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"


def _stamp(time: datetime) -> str:
    return f"{time.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
