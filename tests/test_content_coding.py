"""Content codings come off, within limits."""

import contextlib
import gzip
import zlib

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from archive.errors import BrokenRecord
from archive.http.content_coding import decode_content


def raw_deflate(data: bytes) -> bytes:
    compressor = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return compressor.compress(data) + compressor.flush()


ENCODERS = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "raw deflate": raw_deflate,
    "br": brotli.compress,
    "zstd": zstandard.compress,
}


def name_of(encoder: str) -> str:
    return encoder.removeprefix("raw ")


@given(st.binary(max_size=2_000), st.lists(st.sampled_from(sorted(ENCODERS)), max_size=3))
def test_decoding_undoes_any_row_of_codings(body, encoders):
    """In the reverse order of their application."""
    coded = body
    for encoder in encoders:
        coded = ENCODERS[encoder](coded)
    assert decode_content(coded, [name_of(encoder) for encoder in encoders]) == body


@given(st.sampled_from(["gzip", "deflate", "br", "zstd"]), st.binary(max_size=200))
def test_any_bytes_raise_nothing_but_broken_record(coding, body):
    """Whatever a server calls gzip."""
    with contextlib.suppress(BrokenRecord):
        decode_content(body, [coding])


@pytest.mark.parametrize("encoder", sorted(ENCODERS))
def test_bytes_after_the_end_are_passed_over(encoder):
    """As browsers do."""
    assert decode_content(ENCODERS[encoder](b"text" * 50) + b"\0\0junk", [name_of(encoder)]) == b"text" * 50


@pytest.mark.parametrize("encoder", ["gzip", "deflate", "raw deflate"])
def test_a_stream_that_ends_early_yields_what_it_holds(encoder):
    """A page cut in its last bytes is still a page."""
    text = bytes(range(256)) * 40
    assert text.startswith(decode_content(ENCODERS[encoder](text)[:-4], [name_of(encoder)])[:1000])


def test_gzip_members_are_read_one_after_the_other():
    """RFC 1952: a stream may have several."""
    assert decode_content(gzip.compress(b"a") + gzip.compress(b"b"), ["gzip"]) == b"ab"


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
def test_what_plainly_is_not_coded_is_taken_as_it_is(coding):
    """Servers and archives that decode and forget the header."""
    assert decode_content(b"<html>", [coding]) == b"<html>"


def test_an_unknown_coding_is_named():
    """The page cannot be read; its bytes are kept."""
    with pytest.raises(BrokenRecord, match="content-coding unknown: rot13"):
        decode_content(b"x", ["rot13"])


@pytest.mark.parametrize("encoder", sorted(ENCODERS))
def test_a_bomb_is_refused(encoder):
    """More than is allowed, from a few bytes."""
    bomb = ENCODERS[encoder](b"\0" * 20_000_000)
    with pytest.raises(BrokenRecord, match="content-coding yields more"):
        decode_content(bomb, [name_of(encoder)], max_bytes=10_000_000)


def test_the_ratio_is_bounded():
    """brotli can make a gigabyte of a kilobyte."""
    bomb = brotli.compress(b"\0" * 8_000_000)
    with pytest.raises(BrokenRecord, match="content-coding yields more"):
        decode_content(bomb, ["br"], max_ratio=100)
