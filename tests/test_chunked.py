"""The chunked coding comes off, in whatever pieces it comes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.http.chunked import Dechunker, dechunk


def chunked(pieces: list[bytes], extension: bytes = b"", trailers: bytes = b"") -> bytes:
    framed = b"".join(b"%x%s\r\n%s\r\n" % (len(piece), extension, piece) for piece in pieces)
    return framed + b"0\r\n" + trailers + b"\r\n"


@given(st.lists(st.binary(min_size=1, max_size=40)), st.sampled_from([b"", b";a=b", b' ; a="b;c"']))
def test_chunking_and_dechunking_is_identity(pieces, extension):
    """Extensions and trailers leave no trace."""
    assert dechunk(chunked(pieces, extension, b"Expires: now\r\n")) == (b"".join(pieces), None)


@given(st.lists(st.binary(min_size=1, max_size=40)), st.lists(st.integers(1, 7), min_size=1))
def test_it_makes_no_difference_in_which_pieces_a_body_comes(pieces, steps):
    """Dribbled or at once: the same entity."""
    raw, dechunker, out, at, turn = chunked(pieces), Dechunker(), b"", 0, 0
    while at < len(raw):
        step = steps[turn % len(steps)]
        out += dechunker.feed(raw[at : at + step])
        at, turn = at + step, turn + 1
    assert (out + dechunker.finish(), dechunker.problem) == (b"".join(pieces), None)


@given(st.binary(max_size=200), st.integers(0, 200))
def test_any_bytes_give_the_same_in_two_pieces_as_in_one(raw, cut):
    """Nothing is raised, and the place of the cut does not matter."""
    dechunker = Dechunker()
    out = dechunker.feed(raw[:cut]) + dechunker.feed(raw[cut:]) + dechunker.finish()
    assert (out, dechunker.problem) == dechunk(raw)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"5\r\nhello\r\n0\r\n\r\n", (b"hello", None)),
        (b"5\nhello\n0\n\n", (b"hello", None)),
        (b"0005\r\nhello\r\n0\r\n\r\n", (b"hello", None)),
        (b"5 \r\nhello\r\n0\r\n\r\n", (b"hello", None)),
        (b"5\r\nhel", (b"hel", "chunked body cut")),
        (b"5\r\nhello\r\n", (b"hello", "chunked body cut")),
        (b"5\r\nhello\r\nzz\r\n", (b"hello", "chunk size unreadable")),
        (b"<html>never chunked</html>", (b"<html>never chunked</html>", None)),
        (b"", (b"", "chunked body cut")),
    ],
    ids=[
        "whole",
        "LF only",
        "zeros",
        "blank after size",
        "cut in a chunk",
        "cut between",
        "broken",
        "unframed",
        "empty",
    ],
)
def test_bodies_as_servers_send_them(raw, expected):
    """The entity, and what is wrong with its framing."""
    assert dechunk(raw) == expected
