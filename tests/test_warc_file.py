"""Any WARC or ARC file is read as far as it goes; what is wrong is named, nothing is dropped in silence."""

import gzip
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.errors import BrokenRecord
from archive.model import Problem
from archive.warc.serialisation import Record
from archive.warc.warc_file import Found, ReadLimits, iter_contents, iter_records, read_record


def warc(number: int, block: bytes | None = None, **fields: str) -> bytes:
    block = b"block %d" % number if block is None else block
    stated = {
        "WARC-Type": "resource",
        "WARC-Record-ID": f"<urn:x:{number}>",
        "WARC-Date": "2026-11-21T02:30:00Z",
        "WARC-Target-URI": f"http://example.org/{number}",
        "Content-Length": str(len(block)),
        **{name.replace("_", "-"): value for name, value in fields.items()},
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in stated.items() if value)
    return f"WARC/1.1\r\n{lines}\r\n".encode() + block + b"\r\n\r\n"


def member(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)


RECORDS = [warc(number) for number in range(4)]
MEMBERS = [member(record) for record in RECORDS]
PLAIN = b"".join(RECORDS)


def found_in(tmp_path, data: bytes, **options) -> list[Found]:
    path = tmp_path / "x.warc"
    path.write_bytes(data)
    return list(iter_records(path, **options))


def summary(found: list[Found]) -> list[tuple[str, ...]]:
    """Blocks with their problems, and problems with their offsets."""
    return [
        (item.block.decode(), *item.problems) if isinstance(item, Record) else (item.what, str(item.offset))
        for item in found
    ]


WHOLE = [("block 0",), ("block 1",), ("block 2",), ("block 3",)]


@pytest.mark.parametrize(
    "data", [PLAIN, b"".join(MEMBERS), RECORDS[0] + b"".join(MEMBERS[1:])], ids=["plain", "gz", "mixed"]
)
def test_sound_files_are_read_wholly(tmp_path, data):
    """Plain, one member a record, or both in one file."""
    found = found_in(tmp_path, data)
    assert summary(found) == WHOLE
    assert all(isinstance(item, Record) and item.alone for item in found)


@pytest.mark.parametrize("parts", [RECORDS, MEMBERS], ids=["plain", "gz"])
def test_each_record_is_found_again_at_its_offset(tmp_path, parts):
    """Offset and length are those of the member, or of the record with the blank lines after it."""
    found = found_in(tmp_path, b"".join(parts))
    assert [(item.offset, item.length) for item in found if isinstance(item, Record)] == [
        (sum(map(len, parts[:number])), len(part)) for number, part in enumerate(parts)
    ]
    assert [read_record(tmp_path / "x.warc", item.offset) for item in found] == found


def gz(*parts: bytes) -> bytes:
    return b"".join(parts)


def flipped(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


EXTRA = MEMBERS[1][:3] + b"\x04" + MEMBERS[1][4:10] + struct.pack("<H", 8) + b"hidden!!" + MEMBERS[1][10:]
SHORT = warc(1, Content_Length="12")
LONG = warc(1, Content_Length="5")
LENGTHLESS = warc(1, Content_Length="")
SPLIT = len(MEMBERS[0])

DAMAGE = {
    "wrong crc": (gz(MEMBERS[0], flipped(MEMBERS[1], -5), *MEMBERS[2:]), [("block 1", "gzip-crc")]),
    "wrong length": (gz(MEMBERS[0], flipped(MEMBERS[1], -1), *MEMBERS[2:]), [("block 1", "gzip-length")]),
    "hidden data": (gz(MEMBERS[0], EXTRA, *MEMBERS[2:]), [("block 1", "gzip-extra")]),
    "cut member": (gz(MEMBERS[0], MEMBERS[1][:40], *MEMBERS[2:]), [("deflate", str(SPLIT))]),
    "no header": (gz(MEMBERS[0], member(b"no record"), *MEMBERS[2:]), [("garbage", str(SPLIT))]),
    "empty member": (gz(MEMBERS[0], member(b""), *MEMBERS[1:]), [("empty-member", str(SPLIT)), ("block 1",)]),
    "garbage between": (gz(MEMBERS[0], b"?" * 9, *MEMBERS[1:]), [("garbage", str(SPLIT)), ("block 1",)]),
    "short": (gz(MEMBERS[0], member(SHORT), *MEMBERS[2:]), [("block 1", "short")]),
    "no length": (gz(MEMBERS[0], member(LENGTHLESS), *MEMBERS[2:]), [("block 1", "no-content-length")]),
    "bad length": (gz(MEMBERS[0], member(warc(1, Content_Length="x")), *MEMBERS[2:]), [("head", str(SPLIT))]),
    "no id": (gz(MEMBERS[0], member(warc(1, WARC_Record_ID="")), *MEMBERS[2:]), [("block 1", "no-record-id")]),
    "bad date": (gz(MEMBERS[0], member(warc(1, WARC_Date="today")), *MEMBERS[2:]), [("block 1", "bad-date")]),
    "bad uri": (gz(MEMBERS[0], member(warc(1, WARC_Target_URI="a b")), *MEMBERS[2:]), [("block 1", "bad-uri")]),
    "bad digest": (
        gz(MEMBERS[0], member(warc(1, WARC_Block_Digest="sha256:00")), *MEMBERS[2:]),
        [("block 1", "block-digest")],
    ),
    "version": (
        gz(MEMBERS[0], member(RECORDS[1].replace(b"WARC/1.1", b"WARC/9.9")), *MEMBERS[2:]),
        [("block 1", "version")],
    ),
    "twice": (
        gz(MEMBERS[0], member(RECORDS[1].replace(b"\r\n\r\n", b"\r\nWARC-Type: x\r\n\r\n", 1)), *MEMBERS[2:]),
        [("block 1", "repeated-field")],
    ),
    "plain short": (gz(RECORDS[0], SHORT, *RECORDS[2:]), [("block 1", "short")]),
    "plain long": (gz(RECORDS[0], LONG, *RECORDS[2:]), [("block", "trailer")]),
    "plain garbage": (
        gz(RECORDS[0], b"?" * 9 + b"\n", *RECORDS[1:]),
        [("garbage", str(len(RECORDS[0]))), ("block 1",)],
    ),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_damage_is_named_and_the_rest_is_read(tmp_path, name):
    """One record is harmed; all others come as they are."""
    data, expected = DAMAGE[name]
    found = summary(found_in(tmp_path, data))
    assert [*found[: 1 + len(expected)], *found[-2:]] == [WHOLE[0], *expected, *WHOLE[2:]]


def test_records_that_share_a_member_are_read_and_said_to(tmp_path):
    """They cannot be read by their offset."""
    found = found_in(tmp_path, member(PLAIN))
    assert summary(found) == [(*block, "shares-member") for block in WHOLE]
    assert not any(item.alone for item in found if isinstance(item, Record))


@pytest.mark.parametrize("lost", range(1, len(MEMBERS[-1])))
def test_a_torn_last_member_is_named(tmp_path, lost):
    """However little of it is missing."""
    found = found_in(tmp_path, b"".join(MEMBERS)[:-lost])
    assert summary(found[:3]) == WHOLE[:3]
    assert all(isinstance(item, Problem) or item.problems for item in found[3:])
    assert len(found) == 4


def test_a_record_larger_than_allowed_is_passed_over(tmp_path):
    """Its memory is not taken, and the next is read."""
    found = found_in(tmp_path, gz(member(warc(0, b"x" * 5_000)), MEMBERS[1]), limits=ReadLimits(block_bytes=1_000))
    assert summary(found) == [("too-large", "0"), ("block 1",)]


def test_an_arc_file_is_read_in_the_words_of_warc(tmp_path):
    """Addresses with blanks too."""
    head = b"filedesc://x.arc 0.0.0.0 20261121023000 text/plain 9\n1 0 Test\n\n"
    pages = b"".join(
        b"http://example.org/%b 192.0.2.7 20261121023000 text/html %d\n%b\n" % (name, len(body), body)
        for name, body in ((b"a", b"HTTP/1.0 200 OK\r\n\r\nA"), (b"b c", b"HTTP/1.0 200 OK\r\n\r\nBC"))
    )
    found = [item for item in found_in(tmp_path, head + pages) if isinstance(item, Record)]
    assert [(item.version, item.kind, item.target, item.block[-1:]) for item in found[1:]] == [
        ("ARC", "response", "http://example.org/a", b"A"),
        ("ARC", "response", "http://example.org/b c", b"C"),
    ]


def test_an_empty_file_holds_nothing(tmp_path):
    """No record, no problem."""
    assert found_in(tmp_path, b"") == []


def test_reading_where_no_record_begins_says_so(tmp_path):
    """A wrong offset is an error with the file's name."""
    (tmp_path / "x.warc").write_bytes(b"".join(MEMBERS))
    with pytest.raises(BrokenRecord, match=r"x\.warc: no record at offset 3"):
        read_record(tmp_path / "x.warc", 3)


@given(st.binary(max_size=400), st.sampled_from([b"", RECORDS[0], MEMBERS[0], b"\x1f\x8b\x08", b"WARC/1.1\r\n"]))
def test_any_bytes_are_read_to_their_end(tmp_path_factory, data, before):
    """No exception, no hang, and what stood before the damage is there."""
    path = tmp_path_factory.mktemp("any") / "x.warc"
    path.write_bytes(before + data)
    found = list(iter_records(path))
    assert all(isinstance(item, Record | Problem) for item in found)


@given(st.integers(0, len(b"".join(MEMBERS)) - 1), st.integers(1, 255))
def test_a_changed_byte_harms_at_most_its_own_record(tmp_path_factory, at, change):
    """The three others are read; and unless the byte means nothing, the harm is named."""
    data = bytearray(b"".join(MEMBERS))
    data[at] ^= change
    path = tmp_path_factory.mktemp("changed") / "x.warc"
    path.write_bytes(bytes(data))
    found = list(iter_records(path))
    sound = [item for item in found if isinstance(item, Record) and not item.problems]
    assert len({item.block for item in sound} & {block.encode() for (block,) in WHOLE}) >= 3


def test_own_checks_agree_with_zlib():
    """The trailer that is compared is the one that zlib writes."""
    assert struct.unpack("<II", MEMBERS[0][-8:]) == (zlib.crc32(RECORDS[0]), len(RECORDS[0]))


@pytest.mark.parametrize(
    ("fields", "problems"),
    [
        ({"WARC_Segment_Number": "1"}, ()),
        ({"WARC_Segment_Number": "2"}, ("segment",)),
        ({"WARC_Type": "continuation", "WARC_Segment_Number": "2", "WARC_Segment_Origin_ID": "<urn:x:0>"}, ()),
        (
            {"WARC_Type": "continuation", "WARC_Segment_Number": "1", "WARC_Segment_Origin_ID": "<urn:x:0>"},
            ("segment",),
        ),
        ({"WARC_Type": "continuation", "WARC_Segment_Number": "2"}, ("segment",)),
    ],
)
def test_segments_are_numbered(tmp_path, fields, problems):
    """The first has number 1, those after it higher ones and the id of the first."""
    [record] = found_in(tmp_path, warc(1, **fields))
    assert record.problems == problems


def test_a_member_that_ends_in_garbage_is_read_by_its_offset(tmp_path):
    """The record in it is whole."""
    found_in(tmp_path, member(RECORDS[0] + b"garbage"))
    assert read_record(tmp_path / "x.warc", 0).block == b"block 0"


def test_the_contents_of_all_members_are_those_of_the_plain_file(tmp_path):
    """However the records are divided among them; what stands between them is kept."""
    for data in (gzip.compress(PLAIN), b"".join(MEMBERS), PLAIN):
        (tmp_path / "x").write_bytes(data)
        assert b"".join(iter_contents(tmp_path / "x")) == PLAIN
    (tmp_path / "x").write_bytes(MEMBERS[0] + b"between" + MEMBERS[1] + MEMBERS[2][:-20])
    assert b"".join(iter_contents(tmp_path / "x")).startswith(RECORDS[0] + b"between" + RECORDS[1] + RECORDS[2][:50])
