"""CDXJ lines that replay tools understand, under the keys they compute."""

import json
from dataclasses import replace

import pytest
from exchanges import START, collection_in

from archive.model import Capture, Ending, Location, Role
from archive.warc.cdxj import cdxj_line, surt, write_index

CAPTURE = Capture(
    url="http://www.example.org/a?b=1",
    run="r",
    source="s",
    role=Role.DOCUMENT,
    time=START,
    ending=Ending.COMPLETE,
    status=200,
    content_type="text/html; charset=GBK",
    payload_sha256="ab" * 32,
    location=Location(warc_file="2026/11/x-00001.warc.gz", offset=7, length=99),
)


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("http://example.com", "com,example)/"),
        ("https://WWW2.Example.com:443/A/", "com,example)/a"),
        ("http://example.com:8080/", "com,example:8080)/"),
        ("http://user@example.com/", "com,example)/"),
        ("http://example.com/x?b=2&a=1&a=0", "com,example)/x?a=0&a=1&b=2"),
        ("http://example.com/x?", "com,example)/x"),
        ("http://example.com/a/../b/./c//d#f", "com,example)/b/c/d"),
        ("http://example.com/%7Ea/%E4%BD%A0", "com,example)/~a/%e4%bd%a0"),
        ("http://例.cn/好", "cn,xn--fsq)/%e5%a5%bd"),
        ("http://192.0.2.7/x", "7,2,0,192)/x"),
        (f"http://example.com/x?PHPSESSID={'0f' * 16}&b=1", "com,example)/x?b=1"),
        ("dns:example.com", "dns:example.com"),
        ("http://[broken/", "http://[broken/"),
    ],
)
def test_keys_are_those_of_replay_tools(url, key):
    """Compared with the package that pywb uses, on some 20,000 made-up addresses, when this was written."""
    assert surt(url) == key


def test_a_line_names_the_place_of_the_record():
    """Key, time to the second, and what a replay tool needs."""
    key, time, entry = cdxj_line(CAPTURE).split(" ", 2)
    assert (key, time) == ("org,example)/a?b=1", "20261121023000")
    assert json.loads(entry) == {
        "url": "http://www.example.org/a?b=1",
        "mime": "text/html",
        "status": "200",
        "digest": f"sha256:{'ab' * 32}",
        "length": "99",
        "offset": "7",
        "filename": "2026/11/x-00001.warc.gz",
    }


def test_a_revisit_says_so():
    """By the type that replay tools look for."""
    assert '"mime": "warc/revisit"' in cdxj_line(replace(CAPTURE, revisit_of="urn:x"))


def test_what_cannot_be_replayed_has_no_line():
    """Nothing came, no HTTP, or only word that nothing had changed, which players would show as an empty page."""
    assert cdxj_line(replace(CAPTURE, status=None)) is None
    assert cdxj_line(replace(CAPTURE, status=304, revisit_of="urn:x")) is None


def test_a_payload_that_is_not_known_has_no_digest():
    """A revisit of another tool may not say what it stands for in a way that we can compare."""
    assert '"digest": "-"' in cdxj_line(replace(CAPTURE, payload_sha256=None, revisit_of="urn:x"))


def test_the_file_can_be_named_otherwise():
    """In a WACZ file it lies elsewhere."""
    assert json.loads(cdxj_line(CAPTURE, filename="x.warc.gz").split(" ", 2)[2])["filename"] == "x.warc.gz"


def test_an_index_is_sorted_by_bytes(tmp_path):
    """Replay tools search it by halves."""
    path = write_index(collection_in(tmp_path), "2026/11/x.warc.gz", ["b 1", "a 2", "a 1"])
    assert (path.name, path.read_bytes()) == ("x.warc.gz.cdxj", b"a 1\na 2\nb 1\n")
