"""Anybody's WARC file can be taken into a collection."""

import gzip

import pytest
from exchanges import ENDED, RUN, FakeCatalog, collection_in

from archive import ledger
from archive.captures import iter_captures
from archive.errors import UserError
from archive.holdings import iter_collection, page_of, warc_path
from archive.keeper import Keeper
from archive.model import Capture

RECORD = (
    b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:x:1>\r\nWARC-Date: 2020-01-02T03:04:05Z\r\n"
    b"WARC-Target-URI: http://example.org/old\r\nContent-Length: 24\r\n\r\nHTTP/1.1 200 OK\r\n\r\nhello\r\n\r\n"
)


def adopt(tmp_path, data: bytes, name: str = "theirs.warc.gz"):
    collection = collection_in(tmp_path / "c")
    (tmp_path / name).write_bytes(data)
    with Keeper(collection, catalog=FakeCatalog()) as keeper:
        keeper.begin_run(RUN, {})
        taken = keeper.adopt(tmp_path / name)
        keeper.end_run(ENDED)
    return collection, taken


@pytest.mark.parametrize(("name", "data"), [("a.warc.gz", gzip.compress(RECORD)), ("a.warc", RECORD)])
def test_a_foreign_file_is_taken_in_byte_for_byte(tmp_path, name, data):
    """Its captures belong to the run that took it in, and can be read."""
    collection, taken = adopt(tmp_path, data, name)
    [capture] = iter_captures(warc_path(collection, taken), name=taken)
    assert warc_path(collection, taken).read_bytes() == data
    assert (capture.run, capture.source, capture.url) == (RUN.id, "import", "http://example.org/old")
    assert page_of(collection, capture).body == b"hello"
    assert [item for item in iter_collection(collection) if isinstance(item, Capture)] == [capture]


def test_the_ledger_tells_of_its_records_as_of_ours(tmp_path):
    """So that audit and repair need no other way."""
    collection, taken = adopt(tmp_path, gzip.compress(RECORD))
    line = ledger.find_record(collection.ledger, "urn:x:1")
    assert (line["file"], line["records"][0][:2]) == (taken, ["response", "urn:x:1"])
    assert list(ledger.verify(collection.ledger)) == []
    assert b"org,example)/old" in next(collection.index.glob("*00002*")).read_bytes()


def test_records_that_share_a_member_are_refused_with_the_cure(tmp_path):
    """Nothing stays behind."""
    with pytest.raises(UserError, match="warcio recompress"):
        adopt(tmp_path, gzip.compress(RECORD + RECORD))
    assert len(list((tmp_path / "c" / "warc").rglob("*.warc.gz*"))) == 1


def test_what_is_no_warc_file_by_its_name_is_refused(tmp_path):
    """A page, a list."""
    with pytest.raises(UserError, match=r"not a WARC file by its name"):
        adopt(tmp_path, b"x", "page.html")
