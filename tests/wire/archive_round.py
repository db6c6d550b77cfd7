"""The table of exchanges through the real writer, and back out of its WARC file."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.collection import open_collection
from archive.keeping.holdings import warc_files, warc_path
from archive.model import Capture
from archive.warc.serialisation import Record
from archive.warc.warc_file import iter_records
from wire import loop
from wire.cases import Case, script_of
from wire.fetcher import Fetcher
from wire.server import ScriptedServer


@dataclass(frozen=True)
class Row:
    """One case: what the server saw, what stands in the archive, and where."""

    case: Case
    received: bytes  # by the server
    sent: bytes  # by the server
    capture: Capture
    request: bytes
    response: bytes
    told: dict[str, Any]  # the metadata record
    file: Path
    offset: int  # of the first of the capture's records
    end: int  # behind the last of them

    @property
    def request_exact(self) -> bool:
        return self.request == self.received

    @property
    def response_exact(self) -> bool:
        """All that was sent, or, where the client ended it, as far as it came."""
        kept = base64.b64decode(self.told["interim"]) + self.response + base64.b64decode(self.told["surplus"])
        return self.sent.startswith(kept) if self.case.prefix else kept == self.sent


def rows_of(cases: tuple[Case, ...], directory: Path) -> list[Row]:
    """Each case fetched once, in order, into a new collection in ``directory``."""

    async def go() -> list[tuple[Case, bytes, bytes, Capture]]:
        async with Fetcher(directory, really=True) as fetcher:
            return [await _fetched(case, fetcher) for case in cases]

    fetched = loop.run(go(), within_s=120)
    captures = _captures(directory)
    return [Row(*row, **captures[row[3].record_id]) for row in fetched]


async def _fetched(case: Case, fetcher: Fetcher) -> tuple[Case, bytes, bytes, Capture]:
    async with ScriptedServer(script_of(case)) as server:
        fetched = await fetcher.get(f"http://{server.netloc}{case.target}", **case.arguments)
    return case, server.log.requests[-1], server.log.sent[-1], fetched.request.meta["dibao_capture"]


def _captures(directory: Path) -> dict[str | None, dict[str, Any]]:
    """By the id of the record that stands for the capture: what the files hold of it."""
    found: dict[str | None, dict[str, Any]] = {}
    collection = open_collection(directory)
    for path in (warc_path(collection, name) for name in warc_files(collection)):
        since_last: list[Record] = []
        for record in iter_records(path):
            assert isinstance(record, Record), record
            since_last.append(record)
            if record.kind == "metadata" and "/run:" not in (record.target or "") and b'"payload"' in record.block:
                found.update(_capture(path, since_last))
                since_last = []
            elif record.kind in ("warcinfo", "resource") or record.kind == "metadata":
                since_last = []
    return found


def _capture(path: Path, records: list[Record]) -> dict[str | None, dict[str, Any]]:
    told = json.loads(records[-1].block)
    blocks = {record.record_id: record.block for record in records}
    primary = told["records"]["response"] or records[-1].record_id
    return {
        primary: {
            "request": blocks.get(told["records"]["request"], b""),
            "response": blocks.get(told["records"]["response"], b""),
            "told": told,
            "file": path,
            "offset": records[0].offset,
            "end": records[-1].offset + records[-1].length,
        }
    }
