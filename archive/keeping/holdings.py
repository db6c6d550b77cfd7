"""What a collection's WARC files hold: all captures in order, and the payload or page of one."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from archive.collection import Collection
from archive.errors import TOO_LONG, BrokenRecord, UnreadablePage
from archive.http.content_coding import decode_content
from archive.http.http_message import entity_body
from archive.http.message_facts import parsed_or_none
from archive.keeping.ledger import find_record
from archive.model import MAX_READ_BYTES, Capture, Location, Page
from archive.warc.captures import Item, iter_captures
from archive.warc.serialisation import Record
from archive.warc.warc_file import read_record

Locate = Callable[[str], Location | None]  # record id to place
_WARC_NAME = re.compile(r"\.w?arc(\.gz)?(\.open)?$")


def iter_collection(collection: Collection) -> Iterator[Item]:
    """The same for all files of a collection, oldest first, with every stated digest computed again."""
    for name in warc_files(collection):
        yield from iter_captures(warc_path(collection, name), name=name, verify=True)


def warc_files(collection: Collection) -> list[str]:
    """Names below ``warc/`` of all files, the open one as it will be called, in order of writing."""
    names = {name.removesuffix(".open") for name in _files_below(collection.warc) if _WARC_NAME.search(name)}
    return sorted(names, key=lambda name: (name.rpartition("/")[2], name))


def _files_below(directory: Path) -> Iterator[str]:
    """By name; PermissionError where a directory cannot be looked into: what is in it must not seem to be gone."""

    def refuse(error: OSError) -> None:
        if not isinstance(error, FileNotFoundError):
            raise error

    for parent, _, files in os.walk(directory, onerror=refuse):
        yield from (Path(parent, file).relative_to(directory).as_posix() for file in files)


def warc_path(collection: Collection, warc_file: str) -> Path:
    """Where a file lies now: under its name, or still open."""
    closed = collection.warc / warc_file
    still_open = closed.with_name(closed.name + ".open")
    return still_open if not closed.exists() and still_open.exists() else closed


def payload_of(collection: Collection, capture: Capture, *, locate: Locate | None = None) -> bytes:
    """The entity body (content coding kept) of a capture; of a revisit, that of what it refers to, in whichever file.

    ``locate`` finds a record by its id (the catalog can); without it the ledger is searched.  BrokenRecord says what is
    missing.
    """
    return _payload_for(capture, _holder(collection, capture, locate))


def page_of(collection: Collection, capture: Capture, *, locate: Locate | None = None) -> Page:
    """The page to read: the body without content coding and the facts of its capture.

    BrokenRecord where nothing came, the referent of a revisit is missing, or the content coding is broken.
    UnreadablePage where the payload is longer than what is read.
    """
    own = _record_at(collection, capture)
    holder = own if capture.revisit_of is None else _holder(collection, capture, locate)
    message = parsed_or_none(own.block) or parsed_or_none(holder.block)
    payload = _payload_for(capture, holder)
    if len(payload) > MAX_READ_BYTES:
        raise UnreadablePage(TOO_LONG)
    return Page(
        body=decode_content(payload, message.codings if message is not None else ()),
        url=capture.url,
        content_type=capture.content_type,
        status=capture.status,
        captured_at=capture.time,
    )


def _record_at(collection: Collection, capture: Capture) -> Record:
    if capture.location is None:
        raise BrokenRecord(f"{capture.url}: nothing of it is kept")
    path = warc_path(collection, capture.location.warc_file)
    try:
        return read_record(path, capture.location.offset, name=capture.location.warc_file, verify=False)
    except FileNotFoundError:
        raise BrokenRecord(f"{capture.location.warc_file} is missing") from None


def _holder(collection: Collection, capture: Capture, locate: Locate | None) -> Record:
    """The record that holds the payload: the capture's own, or its referent."""
    if capture.revisit_of is None:
        return _record_at(collection, capture)
    find = locate or (lambda record_id: ledger_location(collection, record_id))
    location = find(capture.revisit_of)
    if location is None:
        raise BrokenRecord(f"{capture.url}: refers to {capture.revisit_of}, which is not in this collection")
    path = warc_path(collection, location.warc_file)
    try:
        record = read_record(path, location.offset, name=location.warc_file, verify=False)
    except FileNotFoundError:
        raise BrokenRecord(f"{capture.url}: refers to {location.warc_file}, which is missing") from None
    if record.record_id != capture.revisit_of:
        raise BrokenRecord(f"{location.warc_file} at {location.offset}: not the record {capture.revisit_of}")
    return record


def ledger_location(collection: Collection, record_id: str) -> Location | None:
    """Where a record lies, by the ledger."""
    line = find_record(collection.ledger, record_id)
    if line is None:
        return None
    offset, length = next((record[2], record[3]) for record in line["records"] if record[1] == record_id)
    return Location(warc_file=line["file"], offset=offset, length=length)


def _payload_for(capture: Capture, holder: Record) -> bytes:
    """The payload, if it is the one that was referred to: in others' files two records may have one id."""
    payload = _payload(holder)
    if capture.revisit_of is not None and capture.payload_sha256 not in (None, hashlib.sha256(payload).hexdigest()):
        raise BrokenRecord(f"{capture.url}: {capture.revisit_of} does not hold the payload {capture.payload_sha256}")
    return payload


def _payload(record: Record) -> bytes:
    if record.kind == "revisit":
        raise BrokenRecord(f"{record.target}: a revisit that does not lead to a full response")
    if record.kind in ("metadata", "request", "warcinfo"):
        raise BrokenRecord(f"{record.target}: nothing came")
    message = parsed_or_none(record.block) if record.kind == "response" else None
    return record.block if message is None else entity_body(message)
