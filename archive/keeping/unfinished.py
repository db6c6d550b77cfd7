"""What runs that did not end left behind: kept and acknowledged, perhaps not cataloged."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from archive.collection import Collection
from archive.errors import BrokenRecord
from archive.keeping.holdings import warc_path
from archive.keeping.ledger import Kind, Line, after_last
from archive.model import Capture, Problem, Run
from archive.warc.captures import capture_from_records, told_by
from archive.warc.metadata import run_from_json
from archive.warc.serialisation import Record
from archive.warc.warc_file import read_record


def unfinished_runs(collection: Collection) -> list[Run]:
    """The runs begun since the last that ended in order, oldest first."""
    lines = after_last(collection.ledger, Kind.RUN_ENDED)
    runs = [run_from_json(line["run"]) for line in lines if line["kind"] == Kind.RUN_STARTED]
    return list({run.id: run for run in runs}.values())


def uncataloged(collection: Collection, is_known: Callable[[str], bool]) -> Iterator[Capture | Problem]:
    """The captures of unfinished runs that the catalog lacks (``is_known``: has it this record id?), as they were kept.

    Of several attempts at one address only the last counts.  A record that cannot be read comes as a Problem.
    """
    lines = after_last(collection.ledger, Kind.RUN_ENDED)
    last = {(line["run"], line["url"]): line for line in lines if line["kind"] == Kind.CAPTURE_KEPT}
    for line in last.values():
        if not is_known(_primary(line)[1]):
            yield _capture(collection, line)


def _primary(line: Line) -> tuple[str, str, int]:
    """Type, id and offset of the record that stands for the capture."""
    kinds = {record[0]: record for record in line["records"]}
    record = kinds.get("response") or kinds.get("revisit") or kinds["metadata"]
    return record[0], record[1], record[2]


def _capture(collection: Collection, line: Line) -> Capture | Problem:
    kind, record_id, offset = _primary(line)
    try:
        metadata = _read(collection, line, line["records"][-1][2])
        told = told_by(metadata)
        if told is None:
            raise BrokenRecord("its metadata record is not ours")
        primary = None if kind == "metadata" else _read(collection, line, offset)
        return capture_from_records(primary, metadata, told, file=line["file"])
    except (BrokenRecord, FileNotFoundError, KeyError, TypeError, ValueError) as error:
        return Problem(what="capture", detail=str(error), warc_file=line["file"], offset=offset, record_id=record_id)


def _read(collection: Collection, line: Line, offset: int) -> Record:
    return read_record(warc_path(collection, line["file"]), offset, name=line["file"])
