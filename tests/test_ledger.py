"""The ledger grows line by line, each holding the digest of the one before."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.errors import ArchiveInDanger
from archive.keeping.ledger import FIRST, Kind, Ledger, after_last, find_record, read, since_last, torn_tail, verify


@pytest.fixture
def path(tmp_path):
    return tmp_path / "ledger.jsonl"


def write(path, count: int, start: int = 0) -> None:
    book = Ledger(path)
    for number in range(start, start + count):
        book.append(Kind.CAPTURE_KEPT, run="r", file="f", records=[["response", f"urn:x:{number}", number, 1, "00"]])
    book.sync()
    book.close()


def test_lines_chain(path):
    """The first holds zeros, each other the digest of the line before; opened again, the chain goes on."""
    write(path, 2)
    write(path, 2, start=2)
    assert next(read(path))["prev"] == FIRST
    assert len(list(read(path))) == 4
    assert list(verify(path)) == []


def test_nothing_is_on_disk_before_sync(path):
    """A line is never ahead of the record it tells of."""
    book = Ledger(path)
    book.append(Kind.RUN_STARTED, run={})
    assert path.read_bytes() == b""
    book.sync()
    assert len(path.read_bytes().splitlines()) == 1
    book.close()


def tampered(lines: list[bytes], how: str) -> list[bytes]:
    if how == "changed":
        return [lines[0], lines[1].replace(b"urn:x:1", b"urn:x:9"), *lines[2:]]
    if how == "removed":
        return [lines[0], *lines[2:]]
    if how == "added":
        return [*lines[:2], lines[1], *lines[2:]]
    if how == "reordered":
        return [lines[0], lines[2], lines[1], *lines[3:]]
    return [lines[0], b"what?\n", *lines[2:]]


@pytest.mark.parametrize("how", ["changed", "removed", "added", "reordered", "replaced"])
def test_any_change_breaks_the_chain(path, how):
    """And the place is named."""
    write(path, 5)
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(tampered(lines, how)))
    problems = list(verify(path))
    assert problems
    assert {problem.what for problem in problems} <= {"chain", "not-a-line"}


@given(st.integers(1, 300))
def test_a_torn_last_line_is_told_apart(tmp_path_factory, lost):
    """Its whole lines end where the torn one begins."""
    path = tmp_path_factory.mktemp("torn") / "ledger.jsonl"
    write(path, 3)
    data = path.read_bytes()
    whole = data[: max(0, len(data) - lost)]
    path.write_bytes(whole)
    end, tail = torn_tail(path)
    assert whole[:end].count(b"\n") == whole.count(b"\n")
    assert whole == whole[:end] + tail
    assert whole[:end].endswith(b"\n") or end == 0


def test_the_tail_since_a_kind_is_found_from_the_end(path):
    """Without reading what comes before; and whole where there is no such line."""
    write(path, 2)
    assert (since_last(path, Kind.RUN_ENDED), len(after_last(path, Kind.RUN_ENDED))) == ([], 2)
    book = Ledger(path)
    book.append(Kind.RUN_ENDED, run={"id": "r"})
    book.sync()
    book.close()
    write(path, 1, start=2)
    assert [line["kind"] for line in since_last(path, Kind.RUN_ENDED)] == ["run-ended", "capture-kept"]
    assert len(after_last(path, Kind.RUN_ENDED)) == 1


def test_a_record_is_found_by_its_id(path):
    """Where no catalog is at hand."""
    write(path, 12)
    assert find_record(path, "urn:x:1")["records"][0][2] == 1
    assert find_record(path, "urn:x:99") is None


def test_a_line_that_is_none_stops_reading(path):
    """The archive is in danger."""
    path.write_text(json.dumps({"no": "ledger"}) + "\n")
    with pytest.raises(ArchiveInDanger, match="line 1"):
        list(read(path))
