"""Records of ours and of other tools become captures again."""

import hashlib
from datetime import UTC, datetime

import pytest

from archive.model import Capture, Ending, Location, Problem, Role
from archive.warc.captures import iter_captures

PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nETag: x\r\n\r\nhello"


def foreign(kind: str, block: bytes, **fields: str) -> bytes:
    stated = {
        "WARC-Type": kind,
        "WARC-Record-ID": "<urn:x:1>",
        "WARC-Date": "2026-11-21T02:30:00Z",
        "WARC-Target-URI": "http://example.org/",
        "Content-Length": str(len(block)),
        **{name.replace("_", "-"): value for name, value in fields.items()},
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in stated.items() if value)
    return f"WARC/1.0\r\n{lines}\r\n".encode() + block + b"\r\n\r\n"


def items_of(tmp_path, *records: bytes) -> list:
    path = tmp_path / "foreign.warc"
    path.write_bytes(b"".join(records))
    return list(iter_captures(path))


def test_a_response_of_another_tool_is_a_capture(tmp_path):
    """A document of the source "import", with what its head says."""
    record = foreign("response", PAGE)
    assert items_of(tmp_path, record) == [
        Capture(
            url="http://example.org/",
            run="import",
            source="import",
            role=Role.DOCUMENT,
            time=datetime(2026, 11, 21, 2, 30, tzinfo=UTC),
            ending=Ending.COMPLETE,
            status=200,
            content_type="text/html",
            etag="x",
            payload_sha256=hashlib.sha256(b"hello").hexdigest(),
            payload_length=5,
            record_id="urn:x:1",
            location=Location(warc_file="foreign.warc", offset=0, length=len(record)),
        )
    ]


def test_requests_and_notes_of_other_tools_are_passed_over(tmp_path):
    """They tell of no capture of their own."""
    records = [
        foreign("warcinfo", b"software: x\r\n", WARC_Target_URI=""),
        foreign("request", b"GET / HTTP/1.1\r\n\r\n"),
        foreign("response", PAGE),
        foreign("metadata", b"fetchTimeMs: 5\r\n", Content_Type="application/warc-fields"),
    ]
    assert [type(item) for item in items_of(tmp_path, *records)] == [Capture]


def test_a_resource_is_its_own_payload(tmp_path):
    """With the type that the record states."""
    [capture] = items_of(tmp_path, foreign("resource", b"%PDF", Content_Type="application/pdf"))
    assert (capture.status, capture.content_type, capture.payload_length) == (200, "application/pdf", 4)


def test_a_revisit_refers_and_has_no_payload_of_its_own(tmp_path):
    """Its digest is its referent's, where it is of the kind that we compare."""
    record = foreign("revisit", PAGE[:-5], WARC_Refers_To="<urn:x:0>", WARC_Payload_Digest="sha256:" + "ab" * 32)
    [capture] = items_of(tmp_path, record)
    assert (capture.revisit_of, capture.payload_sha256, capture.payload_length) == ("urn:x:0", "ab" * 32, None)


def test_a_truncated_record_is_cut(tmp_path):
    """With the standard's reason."""
    [capture] = items_of(tmp_path, foreign("response", PAGE, WARC_Truncated="length"))
    assert (capture.ending, capture.reason) == (Ending.CUT, "length")


@pytest.mark.parametrize(
    "fields",
    [{"WARC_Date": "yesterday"}, {"WARC_Target_URI": ""}, {"WARC_Date": ""}],
    ids=["bad date", "no address", "no date"],
)
def test_what_makes_no_capture_is_named(tmp_path, fields):
    """And does not stop the others."""
    items = items_of(tmp_path, foreign("response", PAGE, **fields), foreign("response", PAGE))
    assert [(type(item), getattr(item, "what", None)) for item in items] == [(Problem, "capture"), (Capture, None)]


@pytest.mark.parametrize(
    "told",
    [
        b'{"format":"dibao-capture/1"}',
        b'{"format":"dibao-capture/1","records":{"response":"urn:x:7"},"payload":null}',
        b'{"format":"dibao-capture/1","records":null}',
        b'{"format":"dibao-run/1"}',
        b'{"format":"dibao-run/1","run":[]}',
    ],
)
def test_metadata_of_ours_that_is_not_whole_is_named(tmp_path, told):
    """Whoever wrote it."""
    [item] = items_of(tmp_path, foreign("metadata", told, Content_Type="application/json"))
    assert isinstance(item, Problem)


def test_metadata_that_is_no_json_of_ours_is_passed_over(tmp_path):
    """Other tools write JSON too."""
    records = [
        foreign("metadata", text, Content_Type="application/json") for text in (b"{", b"[1]", b'{"a":1}', b"\xff")
    ]
    assert items_of(tmp_path, *records) == []
