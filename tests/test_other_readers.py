"""What we write, others read: gzip, warcio and FastWARC find nothing wrong with it."""

from __future__ import annotations

import subprocess
import sys
import zlib
from pathlib import Path

import brotli
import pytest
import zstandard
from exchanges import ENDED, RUN, SOURCES, TLS, FakeCatalog, collection_in, exchange, response, unanswered
from fastwarc.warc import ArchiveIterator as FastReader
from warcio.archiveiterator import ArchiveIterator

from archive.errors import BrokenRecord
from archive.keeping.holdings import iter_collection, page_of, warc_files, warc_path
from archive.keeping.keeper import Keeper
from archive.model import Capture, Ending, RecordRef
from archive.warc.warc_file import iter_records

pytestmark = pytest.mark.slow
PAGE = "<html><title>医改</title><p>新华社北京5月24日电</p></html>".encode() * 40
BIN = Path(sys.executable).parent


def coded(body: bytes, coding: str, status: str = "200 OK") -> bytes:
    return response(body, status=status, fields=f"Content-Encoding: {coding}\r\n")


SANE = [
    exchange("/whole", response=response(PAGE)),
    exchange("/again", response=response(PAGE)),
    exchange("/tls", response=response(PAGE[1:]), tls=TLS),
    exchange("/gzip", response=coded(zlib.compress(PAGE, wbits=31), "gzip")),
    exchange("/deflate", response=coded(zlib.compress(PAGE), "deflate")),
    exchange("/zstd", response=coded(zstandard.compress(PAGE), "zstd")),
    exchange("/chunked", response=b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nabcd\r\n0\r\n\r\n"),
    exchange("/close", response=b"HTTP/1.0 200 OK\r\n\r\n" + PAGE[2:]),
    exchange("/204", response=b"HTTP/1.1 204 No Content\r\n\r\n"),
    exchange("/404", response=response(b"gone", status="404 Not Found")),
    exchange("/302", response=response(b"", status="302 Found", fields="Location: /whole\r\n")),
    exchange("/empty", response=response(b"")),
    exchange("/latin", response=response(PAGE[3:], fields="X-A: \xe9\r\n")),
    exchange("/cut", response=response(PAGE[4:])[:-100], ending=Ending.CUT, reason="disconnect"),
    exchange("/post", request=b"POST / HTTP/1.1\r\nHost: example.org\r\nContent-Length: 3\r\n\r\n\x00\xff\x01"),
    exchange("/many", response=response(PAGE[5:], fields="".join(f"X-{n}: {n}\r\n" for n in range(200)))),
    exchange(
        "/304",
        response=b"HTTP/1.1 304 Not Modified\r\nETag: x\r\n\r\n",
        asked_if_changed_since=RecordRef(
            record_id="urn:uuid:0189e3a8-0000-4000-8000-000000000000",
            url="http://example.org/whole",
            date="2026-11-20T00:00:00Z",
            payload_sha256="cd" * 32,
        ),
    ),
    unanswered("/dns"),
    unanswered("/robots", ending=Ending.NOT_ASKED, reason="robots"),
]
ODD = [  # read by us alone: others refuse the framing, or misread it and say so
    exchange("/br", response=coded(brotli.compress(PAGE), "br")),
    exchange("/lf", response=b"HTTP/1.1 200 OK\nA: b\n\n" + PAGE),
    exchange(
        "/extension",
        response=b"HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n4;x=1\r\nabcd\r\n0\r\nT: 1\r\n\r\n",
    ),
    exchange("/garbage", response=b"\x00\xffgarbage", ending=Ending.UNPARSED),
]


@pytest.fixture
def sane(tmp_path):
    return kept(tmp_path, SANE)


def kept(directory: Path, exchanges: list) -> tuple:
    collection = collection_in(directory)
    with Keeper(collection, catalog=FakeCatalog()) as keeper:
        keeper.begin_run(RUN, SOURCES)
        captures = [keeper.keep(one) for one in exchanges]
        keeper.end_run(ENDED)
    [name] = warc_files(collection)
    return collection, captures, str(warc_path(collection, name))


def run(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_gzip_finds_nothing(sane):
    """Every member is whole."""
    assert run("gzip", "-t", "-v", sane[2]).rstrip().endswith("OK")


def test_warcio_finds_nothing(sane):
    """Every digest that it can compute agrees."""
    said = run(str(BIN / "warcio"), "check", "-v", sane[2])
    assert "digest pass" in said
    assert "digest failed" not in said


def test_fastwarc_finds_nothing(sane):
    """With every block digest, and with every payload digest that is stated."""
    assert run(str(BIN / "fastwarc"), "check", "-q", sane[2]).strip() == ""
    with Path(sane[2]).open("rb") as file:
        stated = [
            record.verify_payload_digest()
            for record in FastReader(file, parse_http=True)
            if record.headers.get("WARC-Type") == "response" and "WARC-Payload-Digest" in record.headers
        ]
    assert stated == [True] * 14


def test_all_readers_count_the_same_records(sane):
    """None stops early."""
    with Path(sane[2]).open("rb") as one, Path(sane[2]).open("rb") as other:
        counts = {sum(1 for _ in ArchiveIterator(one)), sum(1 for _ in FastReader(other, parse_http=False))}
    assert counts == {sum(1 for _ in iter_records(Path(sane[2])))}


def test_we_read_every_page_of_the_sane_and_the_odd(tmp_path):
    """De-chunked, decoded; where there is no page, that is said."""
    collection, captures, _ = kept(tmp_path, SANE + ODD)
    assert [item for item in iter_collection(collection) if isinstance(item, Capture)] == captures
    pages = {}
    for capture in captures:
        try:
            pages[capture.url.rpartition("/")[2]] = page_of(collection, capture).body
        except BrokenRecord as error:
            pages[capture.url.rpartition("/")[2]] = str(error)
    assert {name for name, body in pages.items() if isinstance(body, str)} == {"304", "dns", "robots"}
    assert {pages[name] for name in ("whole", "again", "gzip", "deflate", "zstd", "br", "lf")} == {PAGE}
    assert {pages[name] for name in ("chunked", "extension")} == {b"abcd"}
