"""Anybody's WARC file can be taken into a collection: whole, noted record by record, and once."""

import gzip

import pytest
from exchanges import ENDED, RUN, START, FakeCatalog, collection_in, exchange
from foreign_files import TEXT, arc, members, message, record, response

from archive.collection import Collection, create_collection, open_collection
from archive.errors import BrokenRecord, DiskFull
from archive.keeping import ledger
from archive.keeping.adoption import Adopted
from archive.keeping.holdings import page_of, warc_files, warc_path
from archive.keeping.keeper import Keeper
from archive.keeping.ledger import Kind
from archive.model import Capture
from archive.warc.captures import iter_captures
from archive.warc.warc_file import read_record

ONE = response()
TWO = response("另一页", number=2, url="http://example.org/2")


def adopt(tmp_path, data: bytes, name: str = "theirs.warc.gz", *, source: str = "import") -> tuple[Collection, Adopted]:
    root = tmp_path / "c"
    collection = collection_in(root) if not root.exists() else open_collection(root)
    (tmp_path / name).write_bytes(data)
    with Keeper(collection, catalog=FakeCatalog(), now=lambda: START) as keeper:
        return collection, keeper.adopt(tmp_path / name, source=source)


def captures(collection: Collection, adopted: Adopted) -> list[Capture]:
    items = iter_captures(warc_path(collection, adopted.name), name=adopted.name)
    return [item for item in items if isinstance(item, Capture)]


@pytest.mark.parametrize(
    ("name", "data", "ending"),
    [
        ("a.warc.gz", members(ONE, TWO), "a.warc.gz"),
        ("a.warc", ONE + TWO, "a.warc"),
        ("Crawl von gestern.warc.gz.open", members(ONE, TWO), "Crawl_von_gestern.warc.gz"),
        ("no ending", ONE + TWO, "no_ending.warc"),
        ("old.arc", arc(("http://example.org/", message()), ("http://example.org/2", message("另一页"))), "old.arc"),
    ],
)
def test_a_file_is_taken_in_byte_for_byte(tmp_path, name, data, ending):
    """Under a name that says whose it is, and what it is by its bytes; its pages can be read."""
    collection, taken = adopt(tmp_path, data, name, source="people")
    assert taken.name.startswith("imported/people/")
    assert taken.name.partition("-")[2] == ending
    assert warc_path(collection, taken.name).read_bytes() == data
    found = captures(collection, taken)
    assert [(one.run, one.source, one.url) for one in found] == [
        (taken.origin.run, "people", "http://example.org/"),
        (taken.origin.run, "people", "http://example.org/2"),
    ]
    assert TEXT in page_of(collection, found[0]).body.decode()


def test_the_ledger_tells_of_each_record_and_of_the_file(tmp_path):
    """So that audit needs no other way."""
    collection, taken = adopt(tmp_path, members(ONE, TWO))
    kept, closed = ledger.read(collection.ledger)
    assert [record[:2] for record in kept["records"]] == [["response", "urn:x:1"], ["response", "urn:x:2"]]
    assert (closed["kind"], closed["file"], closed["original"]) == (Kind.ADOPTED, taken.name, "theirs.warc.gz")
    assert closed["sha256"] == closed["original_sha256"]
    assert list(ledger.verify(collection.ledger)) == []


def test_the_same_bytes_are_taken_once(tmp_path):
    """Under whatever name they come again."""
    collection, first = adopt(tmp_path, members(ONE))
    _, again = adopt(tmp_path, members(ONE), "copy.warc.gz")
    assert (again.is_new, again.name) == (False, first.name)
    assert warc_files(collection) == [first.name]


def test_a_file_that_a_run_of_ours_wrote_is_known(tmp_path):
    """It is not taken in a second time."""
    collection = collection_in(tmp_path / "c")
    with Keeper(collection, catalog=FakeCatalog()) as keeper:
        keeper.begin_run(RUN, {})
        keeper.keep(exchange())
        keeper.end_run(ENDED)
    [name] = warc_files(collection)
    _, taken = adopt(tmp_path, warc_path(collection, name).read_bytes())
    assert (taken.is_new, taken.name, taken.origin) == (False, name, None)


@pytest.mark.parametrize(
    "data",
    [gzip.compress(ONE + TWO), members(ONE) + gzip.compress(TWO + response("三", number=3))],
    ids=["all in one", "two in one"],
)
def test_records_that_share_a_member_get_one_each(tmp_path, data):
    """With the same content in the same order; each is then found at its place."""
    collection, taken = adopt(tmp_path, data)
    path = warc_path(collection, taken.name)
    assert taken.is_repacked
    assert gzip.decompress(path.read_bytes()) == gzip.decompress(data)
    for one in captures(collection, taken):
        assert read_record(path, one.location.offset).record_id == one.record_id
    assert taken.problems == ()


def test_damage_is_named_at_its_place_and_the_rest_is_there(tmp_path):
    """The ledger says that it was so when the file came."""
    data = members(ONE) + b"garbage" + members(TWO)
    collection, taken = adopt(tmp_path, data)
    assert [(problem.what, problem.offset) for problem in taken.problems] == [("garbage", len(members(ONE)))]
    assert len(captures(collection, taken)) == 2
    assert ledger.since_last(collection.ledger, Kind.ADOPTED)[0]["problems"] == [[len(members(ONE)), "garbage"]]


@pytest.mark.parametrize("data", [b"", b"<html>no archive</html>", gzip.compress(b""), members(ONE)[:40]])
def test_what_holds_no_record_is_not_taken(tmp_path, data):
    """Nothing stays behind."""
    with pytest.raises(BrokenRecord, match="no WARC or ARC record"):
        adopt(tmp_path, data)
    collection = open_collection(tmp_path / "c")
    assert (warc_files(collection), list(collection.spool.iterdir()), collection.ledger.read_bytes()) == ([], [], b"")


def test_nothing_is_taken_while_a_run_is_under_way(tmp_path):
    """The ledger tells of one thing after the other."""
    (tmp_path / "a.warc").write_bytes(ONE)
    with Keeper(collection_in(tmp_path / "c"), catalog=FakeCatalog()) as keeper:
        keeper.begin_run(RUN, {})
        with pytest.raises(ValueError, match="has not ended"):
            keeper.adopt(tmp_path / "a.warc", source="import")


def test_a_file_too_large_for_the_disk_is_refused(tmp_path):
    """Before anything of it is written."""
    (tmp_path / "a.warc").write_bytes(ONE)
    collection = create_collection(tmp_path / "c", f"[keeping]\ndisk_reserve_bytes = {2**60}\n")
    with Keeper(collection, catalog=FakeCatalog()) as keeper, pytest.raises(DiskFull):
        keeper.adopt(tmp_path / "a.warc", source="import")
    assert warc_files(collection) == []


def test_a_record_without_an_id_gets_the_same_one_each_time(tmp_path):
    """By its content: the catalog needs one, and so does a second reading."""
    collection, taken = adopt(tmp_path, members(record("response", message(), WARC_Record_ID="")))
    first, second = captures(collection, taken), captures(collection, taken)
    assert first == second
    assert first[0].record_id.startswith("urn:uuid:")


def test_a_file_that_lies_there_unnoted_is_noted_the_next_time(tmp_path):
    """As a crash between the two leaves it."""
    collection, first = adopt(tmp_path, members(ONE, TWO))
    collection.ledger.unlink()
    _, again = adopt(tmp_path, members(ONE, TWO))
    assert (again.is_new, again.name) == (True, first.name)
    assert warc_files(collection) == [first.name]
    assert ledger.since_last(collection.ledger, Kind.ADOPTED)[0]["file"] == first.name
