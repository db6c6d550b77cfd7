"""The audit: nothing wrong is nothing told; what was changed, removed or added is named with its place."""

from __future__ import annotations

import json
import sqlite3
import zlib
from contextlib import closing
from pathlib import Path

import pytest
from exchanges import response
from nights_kept import LONG, SOURCE, keep_and_crash, keep_night, new_collection, page, run_of_night

from archive.collection import Collection
from archive.keeping.keeper import Keeper
from schedules.jobs.auditing import audit


@pytest.fixture
def collection(tmp_path: Path) -> Collection:
    made = new_collection(tmp_path)
    busy = page("/b", "", minute=2, response=response(b"", status="503 Busy"))
    keep_night(made, 1, [page("/a", LONG, minute=1), busy, page("/b", LONG + "二", minute=3, attempt=2)])
    keep_night(made, 2, [page("/a", LONG, 2, minute=1), page("/b", LONG + "三", 2, minute=2)])
    return made


def warc(collection: Collection) -> Path:
    return sorted(collection.warc.rglob("*.warc.gz"))[0]


def members(path: Path) -> list[bytes]:
    """The gzip members of a file, one per record."""
    found, data = [], path.read_bytes()
    while data:
        inflater = zlib.decompressobj(31)
        inflater.decompress(data)
        found.append(data[: len(data) - len(inflater.unused_data)])
        data = inflater.unused_data
    return found


def kinds(collection: Collection) -> set[str]:
    return {problem.what for problem in audit(collection)}


def test_a_clean_collection_has_no_findings(collection: Collection) -> None:
    """Revisits, later attempts and all: what was acknowledged is there, and nothing else."""
    assert list(audit(collection)) == []


def test_a_run_under_way_is_no_finding(collection: Collection) -> None:
    """A file that is being written is judged as far as the ledger tells of it."""
    with Keeper(collection) as keeper:
        keeper.begin_run(run_of_night(3), {"people": SOURCE})
        keeper.keep(page("/c", LONG, 3))
        keeper.sync()
        assert list(audit(collection)) == []


@pytest.mark.parametrize("part", [0.01, 0.3, 0.6, 0.99])
def test_a_changed_byte_of_a_warc_file_is_named(collection: Collection, part: float) -> None:
    """Wherever it is: the file is named, and at least one finding says where in it."""
    path = warc(collection)
    data = bytearray(path.read_bytes())
    data[int(len(data) * part)] ^= 1
    path.write_bytes(data)
    found = [problem for problem in audit(collection) if problem.warc_file is not None]
    assert {problem.warc_file for problem in found} == {path.relative_to(collection.warc).as_posix()}
    assert any(problem.offset is not None for problem in found)


def test_a_removed_record_is_named(collection: Collection) -> None:
    """A file without its third record is well-formed, and still not the one that was acknowledged."""
    path = warc(collection)
    parts = members(path)
    path.write_bytes(b"".join(parts[:2] + parts[3:]))
    assert {"record-missing", "file-digest"} <= kinds(collection)


def test_an_added_record_is_named(collection: Collection) -> None:
    """A record that nobody acknowledged, at the end of a file."""
    path = warc(collection)
    path.write_bytes(path.read_bytes() + members(path)[-1])
    assert "record-not-in-ledger" in kinds(collection)


def test_a_removed_file_is_named(collection: Collection) -> None:
    """With the number of records that it held."""
    path = warc(collection)
    path.unlink()
    name = path.relative_to(collection.warc).as_posix()
    assert [(problem.what, problem.warc_file) for problem in audit(collection)] == [
        ("file-missing", name),
        ("rows-without-file", name),
    ]


def test_a_foreign_file_is_named(collection: Collection) -> None:
    """A WARC file that the ledger has never heard of."""
    path = warc(collection)
    path.with_name("other.warc.gz").write_bytes(path.read_bytes())
    assert kinds(collection) == {"file-not-in-ledger"}


@pytest.mark.parametrize("number", [0, 3, -2])
def test_a_changed_line_of_the_ledger_is_named(collection: Collection, number: int) -> None:
    """A line that says something else breaks the chain at the next one."""
    lines = collection.ledger.read_bytes().splitlines(keepends=True)
    said = json.loads(lines[number])
    said["time"] = "2020-01-01T00:00:00+00:00"
    lines[number] = json.dumps(said, separators=(",", ":")).encode() + b"\n"
    collection.ledger.write_bytes(b"".join(lines))
    assert "chain" in kinds(collection)


def test_a_removed_line_of_the_ledger_is_named(collection: Collection) -> None:
    """The chain breaks, and the records it acknowledged are acknowledged no more."""
    lines = collection.ledger.read_bytes().splitlines(keepends=True)
    kept = next(number for number, line in enumerate(lines) if b"capture-kept" in line)
    collection.ledger.write_bytes(b"".join(lines[:kept] + lines[kept + 1 :]))
    assert {"chain", "record-not-in-ledger"} <= kinds(collection)


INVENTED = (
    "insert into captures select 'urn:uuid:x', 'http://x.test/', run, source, role, time, outcome, status, reason, "
    "outcome_reason, via, found_by, attempt, ending, content_type, etag, last_modified, redirect, payload_sha256, "
    "unreadable, document, text_sha256, warc_file, offset, length, revisit_of from captures limit 1"
)
ALTERATIONS: list[tuple[str, str]] = [
    ("update captures set status = 404 where url like '%/a'", "row-differs"),
    ("update captures set time = '2020-01-01T00:00:00.000000Z' where url like '%/a'", "row-differs"),
    ("update captures set offset = offset + 1 where url like '%/a'", "row-differs"),
    ("update captures set warc_file = 'x.warc.gz' where url like '%/a'", "rows-without-file"),
    ("delete from captures where url like '%/a'", "record-without-row"),
    (INVENTED, "row-without-record"),
    ("update texts set text = text || '。假'", "text-altered"),
]


@pytest.mark.parametrize(("statement", "what"), ALTERATIONS, ids=[what for _, what in ALTERATIONS])
def test_a_changed_row_of_the_catalog_is_named(collection: Collection, statement: str, what: str) -> None:
    """Changed, removed or added: the kind of finding says which."""
    with closing(sqlite3.connect(collection.catalog, isolation_level=None)) as connection:
        connection.execute(statement)
    assert what in kinds(collection)


def test_what_a_killed_run_kept_is_no_finding_before_it_is_caught_up(collection: Collection) -> None:
    """Its captures are acknowledged and not yet in the catalog: the next start puts them there."""
    keep_and_crash(collection, 3, kept=[page("/c", LONG, 3)], lost=[page("/d", LONG, 3, minute=1)])
    assert list(audit(collection)) == []


@pytest.mark.parametrize("content", [b"no database" * 1000, None], ids=["no-database", "torn-pages"])
def test_a_damaged_catalog_is_a_finding_and_the_archive_is_audited_all_the_same(
    collection: Collection, content: bytes | None
) -> None:
    """That the catalog cannot be read hides nothing of what is wrong in the WARC files."""
    with closing(sqlite3.connect(collection.catalog)) as connection:
        connection.execute("pragma journal_mode = delete")
    data = bytearray(collection.catalog.read_bytes())
    for start in range(3 * 4096, len(data), 2 * 4096):
        data[start : start + 200] = bytes(200)
    collection.catalog.write_bytes(content or data)
    path = warc(collection)
    path.write_bytes(path.read_bytes() + b"garbage")
    assert {"catalog-damaged", "file-digest"} <= kinds(collection)


@pytest.mark.parametrize("name", ["ledger.jsonl", "catalog.db"])
def test_what_is_gone_is_named(collection: Collection, name: str) -> None:
    """An archive without its ledger or its catalog."""
    (collection.root / name).unlink()
    assert ("missing", f"{name} is gone") in [(problem.what, problem.detail) for problem in audit(collection)]


def test_a_new_collection_has_nothing_to_audit(tmp_path: Path) -> None:
    """No catalog and no ledger are no finding before the first run."""
    assert list(audit(new_collection(tmp_path / "new"))) == []


def test_an_audit_changes_nothing(collection: Collection) -> None:
    """It only reads: files and ledger have the same bytes after it."""

    def bytes_of(collection: Collection) -> dict[str, bytes]:
        paths = [collection.ledger, *collection.warc.rglob("*.warc.gz")]
        return {path.name: path.read_bytes() for path in paths}

    before = bytes_of(collection)
    list(audit(collection))
    assert bytes_of(collection) == before


def test_a_finding_names_its_place(collection: Collection) -> None:
    """Kind, file, offset and record id: enough to look at the very record."""
    path = warc(collection)
    parts = members(path)
    changed = bytearray(parts[2])
    changed[len(changed) // 2] ^= 1
    path.write_bytes(b"".join(parts[:2]) + bytes(changed) + b"".join(parts[3:]))
    places = {problem.offset for problem in audit(collection) if problem.offset is not None}
    assert len(parts[0]) + len(parts[1]) in places
