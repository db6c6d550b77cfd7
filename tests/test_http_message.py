"""HTTP messages are split as browsers split them, whatever bytes come."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.errors import BrokenRecord
from archive.http.http_message import Limits, entity_body, parse_message


def headers_of(raw: bytes) -> tuple[tuple[bytes, bytes], ...]:
    return parse_message(raw).headers


def test_a_regular_message_is_split_at_the_blank_line():
    """Version, status, reason, fields in order, and the body untouched."""
    raw = b"HTTP/1.1 200 OK\r\nA: 1\r\na: 2\r\n\r\nbody"
    message = parse_message(raw)
    assert (message.version, message.status, message.reason) == ("1.1", 200, b"OK")
    assert message.headers == ((b"A", b"1"), (b"a", b"2"))
    assert (message.head_length, message.body_raw, message.regular) == (29 + 2, b"body", True)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"HTTP/1.1 200 OK\nA: 1\nB: 2\n\nx", ((b"A", b"1"), (b"B", b"2"))),
        (b"HTTP/1.1 200 OK\r\nA : 1\r\n\r\nx", ((b"A", b"1"),)),
        (b"HTTP/1.1 200 OK\r\nA: 1\r\n  2\r\n\t3\r\n\r\nx", ((b"A", b"1 2 3"),)),
        (b"\r\n\r\nHTTP/1.1 200 OK\r\nA: 1\r\n\r\nx", ((b"A", b"1"),)),
        (b"HTTP/1.1 200 OK\r\nno colon here\r\nA: 1\r\n\r\nx", ((b"A", b"1"),)),
        (b"HTTP/1.1 200\r\nA:\r\n\r\nx", ((b"A", b""),)),
        (b"HTTP/1.1 200 OK\r\r\nA: 1\r\r\n\r\r\nx", ((b"A", b"1"),)),
        (b"http/1.0 200 ok\r\nA: 1\r\n\r\nx", ((b"A", b"1"),)),
    ],
    ids=["LF only", "blank before colon", "folded", "leading blank lines", "no colon", "no reason", "CR CR LF", "case"],
)
def test_odd_heads_are_understood(raw, expected):
    """What browsers take, we take; but other readers may split it elsewhere, so it does not count as regular."""
    message = parse_message(raw)
    assert (message.headers, message.body_raw, message.status) == (expected, b"x", 200)


@pytest.mark.parametrize(
    "raw",
    [
        b"HTTP/1.1 200 OK\nA: 1\n\nx",
        b"\r\nHTTP/1.1 200 OK\r\n\r\nx",
        b"HTTP/1.1 200 OK\r\nA : 1\r\n\r\nx",
        b"HTTP/1.1 200 OK\r\nA: 1\r\n 2\r\n\r\nx",
        b"HTTP/1.1 200\r\nA: 1\r\n\r\nx",
    ],
)
def test_only_the_form_of_the_standard_is_regular(raw):
    """Where readers differ on the end of the head, no payload digest may be stated."""
    assert not parse_message(raw).regular


@pytest.mark.parametrize(
    "raw", [b"", b"<html>", b"HTTP/1.1 OK\r\n\r\n", b"HTTP/1.1 2000 OK\r\n\r\n", b"ICY 200 OK\r\n\r\n"]
)
def test_no_status_line_is_no_message(raw):
    """Garbage is said to be garbage."""
    with pytest.raises(BrokenRecord, match="no HTTP status line"):
        parse_message(raw)


def test_a_head_that_was_cut_has_no_body():
    """All of it is head."""
    message = parse_message(b"HTTP/1.1 200 OK\r\nA: 1\r\nB: ")
    assert (message.head_length, message.body_raw) == (26, b"")


def test_limits_bound_the_head():
    """Too many lines and too many bytes are both refused."""
    with pytest.raises(BrokenRecord, match="lines"):
        parse_message(b"HTTP/1.1 200 OK\r\n" + b"A: 1\r\n" * 50 + b"\r\n", limits=Limits(line_count=40))
    with pytest.raises(BrokenRecord, match="longer"):
        parse_message(b"HTTP/1.1 200 OK\r\nA: " + b"1" * 500, limits=Limits(head_bytes=400))


@pytest.mark.parametrize(
    ("value", "expected"),
    [("新闻".encode(), "新闻"), ("新闻".encode("gb18030"), "新闻"), (b"caf\xe9", "café"), (b"plain", "plain")],
)
def test_values_in_any_encoding_become_text(value, expected):
    """UTF-8, then GB 18030, then Latin-1; never an error."""
    assert parse_message(b"HTTP/1.1 200 OK\r\nX-A: " + value + b"\r\n\r\n").header("x-a") == expected


@pytest.mark.parametrize(
    ("fields", "raw_body", "expected"),
    [
        (b"Content-Length: 3\r\n", b"abcdef", b"abc"),
        (b"Content-Length: 9\r\n", b"abc", b"abc"),
        (b"Content-Length: 3\r\nContent-Length: 4\r\n", b"abcdef", b"abcdef"),
        (b"Content-Length: 3, 3\r\n", b"abcdef", b"abc"),
        (b"Content-Length: -3\r\n", b"abcdef", b"abcdef"),
        (b"", b"abcdef", b"abcdef"),
        (b"Transfer-Encoding: chunked\r\n", b"3\r\nabc\r\n0\r\n\r\n", b"abc"),
        (b"Transfer-Encoding: Chunked\r\nContent-Length: 2\r\n", b"3\r\nabc\r\n0\r\n\r\n", b"abc"),
        (b"Transfer-Encoding: identity\r\nContent-Length: 2\r\n", b"abc", b"ab"),
        (b"Transfer-Encoding: gzip, chunked\r\n", b"3\r\nabc\r\n0\r\n\r\n", b"abc"),
    ],
)
def test_the_entity_body_follows_the_framing(fields, raw_body, expected):
    """RFC 9112 6.3, and what there is where the message is cut or contradicts itself."""
    assert entity_body(parse_message(b"HTTP/1.1 200 OK\r\n" + fields + b"\r\n" + raw_body)) == expected


@pytest.mark.parametrize("status", [b"204 No Content", b"304 Not Modified", b"101 Switching"])
def test_some_statuses_have_no_body(status):
    """Whatever their head says of a length."""
    assert entity_body(parse_message(b"HTTP/1.1 " + status + b"\r\nContent-Length: 3\r\n\r\nabc")) == b""


def test_codings_stand_in_the_order_of_application():
    """Content codings first, then what is left of the transfer codings."""
    message = parse_message(b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nTransfer-Encoding: gzip, chunked\r\n\r\n")
    assert message.codings == ("br", "gzip")


@given(st.binary(max_size=300))
def test_any_bytes_raise_nothing_but_broken_record(raw):
    """Whatever a server sends."""
    for candidate in (
        raw,
        b"HTTP/1.1 200 OK\r\n" + raw,
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + raw,
    ):
        try:
            entity_body(parse_message(candidate))
        except BrokenRecord:
            continue


@given(
    st.lists(
        st.tuples(st.from_regex(rb"[A-Za-z-]{1,9}", fullmatch=True), st.from_regex(rb"[!-~]{0,9}", fullmatch=True))
    )
)
def test_fields_come_back_as_written(fields):
    """read∘write = identity for regular heads."""
    raw = b"HTTP/1.1 200 OK\r\n" + b"".join(name + b": " + value + b"\r\n" for name, value in fields) + b"\r\nbody"
    assert (headers_of(raw), parse_message(raw).regular) == (tuple(fields), True)
