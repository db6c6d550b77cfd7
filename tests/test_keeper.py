"""What is kept is in the file byte for byte, and comes back as the very capture that was acknowledged."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from exchanges import (
    ENDED,
    RUN,
    SOURCES,
    TLS,
    Clock,
    FakeCatalog,
    collection_in,
    exchange,
    many_exchanges,
    response,
    unanswered,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.errors import CollectionLocked, DiskFull, UnreadablePage
from archive.keeping import ledger
from archive.keeping.holdings import iter_collection, page_of, payload_of, warc_files, warc_path
from archive.keeping.keeper import Keeper
from archive.model import Capture, Ending, Problem, RecordRef, Role, RunEnded, RunStarted, SourceSnapshot
from archive.warc.captures import told_by
from archive.warc.serialisation import Record
from archive.warc.warc_file import iter_records


def keep_all(collection, exchanges, catalog=None) -> list[Capture]:
    with Keeper(collection, catalog=catalog or FakeCatalog(), now=Clock()) as keeper:
        keeper.begin_run(RUN, SOURCES)
        captures = [keeper.keep(one) for one in exchanges]
        keeper.end_run(ENDED)
    return captures


def records_in(collection) -> list[Record]:
    found = [item for name in warc_files(collection) for item in iter_records(warc_path(collection, name), name=name)]
    assert [item for item in found if isinstance(item, Problem) or item.problems] == []
    return found


def captures_in(collection) -> list[Capture]:
    return [item for item in iter_collection(collection) if isinstance(item, Capture)]


BIG = b"a page of the paper " * 100
KINDS = {
    "whole": exchange(response=response(BIG)),
    "tls": exchange(response=response(BIG), tls=TLS),
    "chunked": exchange(
        response=b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;x\r\nhello\r\n0\r\nT: 1\r\n\r\n"
    ),
    "no request": exchange(request=None),
    "empty body": exchange(response=response(b"", status="404 Not Found")),
    "redirect": exchange(response=response(b"", status="302 Found", fields="Location: /\xe4?a=b#c\r\n")),
    "not modified": exchange(
        response=b"HTTP/1.1 304 Not Modified\r\nETag: x\r\n\r\n",
        asked_if_changed_since=RecordRef(
            record_id="urn:uuid:1", url="http://example.org/", date="2026-11-20T00:00:00Z", payload_sha256="cd" * 32
        ),
    ),
    "304 unasked": exchange(response=b"HTTP/1.1 304 Not Modified\r\nETag: x\r\n\r\n"),
    "cut": exchange(response=response(BIG)[:300], ending=Ending.CUT, reason="disconnect"),
    "cut in the head": exchange(response=b"HTTP/1.1 200 OK\r\nCont", ending=Ending.CUT, reason="time"),
    "garbage": exchange(response=b"\x00\xffgarbage", ending=Ending.UNPARSED, detail="bad status line"),
    "LF only": exchange(response=b"HTTP/1.0 200 OK\nA: b\n\nbody"),
    "GBK header": exchange(response=response(fields="")[:-9] + "X: 新闻\r\n\r\nhello".encode("gb18030")),
    "dns": unanswered(),
    "timeout": exchange(response=None, ending=Ending.UNANSWERED, reason="timeout", detail="超时"),
    "robots": unanswered(ending=Ending.NOT_ASKED, reason="robots"),
    "odd address": exchange("/新闻 a<b>\n", interim=b"HTTP/1.1 103 Early Hints\r\n\r\n", surplus=b"\xff\x00"),
    "second attempt": exchange(attempt=2, role=Role.ATTACHMENT, via=None, found_by=None, redacted=("Cookie",)),
}


@pytest.mark.parametrize("kind", KINDS)
def test_reading_gives_the_capture_that_keeping_gave(tmp_path, kind):
    """read∘write = identity, for every way an exchange can end."""
    collection = collection_in(tmp_path)
    assert captures_in(collection) == [] == keep_all(collection, [])
    collection = collection_in(tmp_path / "other")
    assert keep_all(collection, [KINDS[kind]]) == captures_in(collection)


def test_all_kinds_stand_in_one_file_in_the_order_of_keeping(tmp_path):
    """With the run's beginning, its sources and its end around them."""
    collection = collection_in(tmp_path)
    captures = keep_all(collection, KINDS.values())
    assert list(iter_collection(collection)) == [
        RunStarted(run=RUN),
        SourceSnapshot(source="people", toml=SOURCES["people"], run=RUN.id),
        *captures,
        RunEnded(run=ENDED),
    ]


@pytest.mark.parametrize("kind", [kind for kind in KINDS if KINDS[kind].response and kind != "not modified"])
def test_blocks_are_the_bytes_of_the_wire(tmp_path, kind):
    """Response and request byte for byte; what is no HTTP is not called HTTP."""
    collection = collection_in(tmp_path)
    keep_all(collection, [KINDS[kind]])
    blocks = {record.kind: record.block for record in records_in(collection)}
    assert (blocks["response"], blocks.get("request")) == (KINDS[kind].response, KINDS[kind].request)


def test_a_record_says_what_the_standard_has_words_for(tmp_path):
    """In one fixed order."""
    collection = collection_in(tmp_path)
    keep_all(collection, [KINDS["tls"]])
    records = records_in(collection)
    kept = next(record for record in records if record.kind == "response")
    told = next(record for record in records if told_by(record) and record.field("WARC-Concurrent-To"))
    assert [name for name, _ in kept.fields] == [
        "WARC-Type",
        "WARC-Record-ID",
        "WARC-Date",
        "WARC-Target-URI",
        "WARC-IP-Address",
        "WARC-Protocol",
        "WARC-Protocol",
        "WARC-Cipher-Suite",
        "WARC-Warcinfo-ID",
        "WARC-Payload-Digest",
        "WARC-Block-Digest",
        "Content-Type",
        "Content-Length",
    ]
    assert [value for name, value in kept.fields if name == "WARC-Protocol"] == ["http/1.1", "tls/1.3"]
    assert kept.field("WARC-Date") == "2026-11-21T02:30:00.123456Z"
    assert told.uri("WARC-Concurrent-To") == kept.record_id
    assert json.loads(told.block)["tls"]["problem"] == "self-signed certificate"


@pytest.mark.parametrize(("kind", "stated"), [("whole", True), ("chunked", False), ("LF only", False), ("cut", True)])
def test_a_payload_digest_is_stated_only_where_all_readers_agree_on_the_payload(tmp_path, kind, stated):
    """Else it stands in the metadata record and the catalog alone."""
    collection = collection_in(tmp_path)
    [capture] = keep_all(collection, [KINDS[kind]])
    field = next(record for record in records_in(collection) if record.kind == "response").field("WARC-Payload-Digest")
    assert field == (f"sha256:{capture.payload_sha256}" if stated else None)


def test_a_cut_response_says_why(tmp_path):
    """WARC-Truncated, in the standard's words."""
    collection = collection_in(tmp_path)
    keep_all(collection, [KINDS["cut"]])
    [kept] = [record for record in records_in(collection) if record.kind == "response"]
    assert kept.field("WARC-Truncated") == "disconnect"


def test_certificates_stand_once_in_each_file(tmp_path):
    """Named by their digest, which every metadata record cites."""
    collection = collection_in(tmp_path)
    keep_all(collection, [exchange(f"/{number}", tls=TLS) for number in range(3)])
    records = records_in(collection)
    certificates = [record for record in records if (record.target or "").startswith("urn:x509:")]
    cited = {
        digest
        for record in records
        if (told := told_by(record))
        for digest in (told.get("tls") or {}).get("certificates", ())
    }
    assert [record.block for record in certificates] == list(TLS.certificates)
    assert {record.target.removeprefix("urn:x509:sha256:") for record in certificates} == cited


def test_nothing_came_leaves_a_metadata_record_with_its_reason(tmp_path):
    """Absence is evidence."""
    collection = collection_in(tmp_path)
    [capture] = keep_all(collection, [unanswered()])
    told = [told_by(record) for record in records_in(collection) if record.target == "http://example.org/"]
    assert [(one["ending"], one["reason"]) for one in told] == [("unanswered", "dns")]
    assert (capture.status, capture.payload_sha256, capture.reason) == (None, None, "dns")


# -- revisits


def test_the_same_payload_again_is_a_revisit_of_the_first(tmp_path):
    """At the same address or another; it refers to the full response with its address and date."""
    collection = collection_in(tmp_path)
    first, again, third = keep_all(collection, [exchange(path, response=response(BIG)) for path in ("/a", "/a", "/b")])
    revisits = [record for record in records_in(collection) if record.kind == "revisit"]
    assert (again.revisit_of, third.revisit_of) == (first.record_id, first.record_id)
    assert [record.block for record in revisits] == [response(BIG)[: -len(BIG)]] * 2
    assert {record.field("WARC-Profile") for record in revisits} == {
        "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
    }
    assert {
        (r.uri("WARC-Refers-To"), r.uri("WARC-Refers-To-Target-URI"), r.field("WARC-Refers-To-Date")) for r in revisits
    } == {(first.record_id, "http://example.org/a", "2026-11-21T02:30:00.123456Z")}


def test_a_304_is_a_revisit_of_what_was_asked_about(tmp_path):
    """The capture has its referent's payload digest."""
    collection = collection_in(tmp_path)
    [capture] = keep_all(collection, [KINDS["not modified"]])
    [revisit] = [record for record in records_in(collection) if record.kind == "revisit"]
    assert revisit.field("WARC-Profile") == "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
    assert (capture.revisit_of, capture.payload_sha256, capture.status) == ("urn:uuid:1", "cd" * 32, 304)


def earlier(collection, body: bytes, date: str) -> FakeCatalog:
    [capture] = keep_all(collection, [exchange(response=response(body))])
    return FakeCatalog(
        RecordRef(record_id=capture.record_id, url=capture.url, date=date, payload_sha256=capture.payload_sha256)
    )


def test_the_payload_of_an_earlier_run_is_referred_to(tmp_path):
    """As the catalog knows it."""
    catalog = earlier(collection_in(tmp_path / "a"), BIG, "2026-11-20T00:00:00+00:00")
    [capture] = keep_all(collection_in(tmp_path / "b"), [exchange(response=response(BIG))], catalog)
    assert capture.revisit_of is not None


@pytest.mark.parametrize(
    ("body", "date", "said"),
    [
        (b"small", "2026-11-20T00:00:00+00:00", {}),
        (BIG, "2025-11-20T00:00:00+00:00", {}),
        (BIG, "2026-11-20T00:00:00+00:00", {"ending": Ending.CUT, "reason": "length"}),
    ],
    ids=["below the least size", "older than a year", "cut"],
)
def test_some_payloads_are_kept_in_full_again(tmp_path, body, date, said):
    """Small ones, those last kept long ago, and what did not come whole."""
    catalog = earlier(collection_in(tmp_path / "a"), body, date)
    [capture] = keep_all(collection_in(tmp_path / "b"), [exchange(response=response(body), **said)], catalog)
    assert capture.revisit_of is None


def test_a_cut_response_is_never_referred_to(tmp_path):
    """Its payload is not the whole of anything."""
    cut = exchange(response=b"HTTP/1.1 200 OK\r\n\r\n" + BIG, ending=Ending.CUT)
    whole = replace(cut, ending=Ending.COMPLETE)
    assert [capture.revisit_of for capture in keep_all(collection_in(tmp_path), [cut, whole])] == [None, None]


def test_the_payload_of_a_revisit_is_found_in_another_file(tmp_path):
    """Across files; and where the file is gone, that is said."""
    collection = collection_in(tmp_path, "max_file_bytes = 1")
    captures = keep_all(collection, [exchange("/a", response=response(BIG)), exchange("/b", response=response(BIG))])
    assert captures[0].location.warc_file != captures[1].location.warc_file
    assert (payload_of(collection, captures[1]), page_of(collection, captures[1]).body) == (BIG, BIG)
    warc_path(collection, captures[0].location.warc_file).unlink()
    with pytest.raises(Exception, match=r"refers to .* which is missing"):
        payload_of(collection, captures[1])


def test_what_a_run_does_not_read_no_later_job_reads(tmp_path, monkeypatch):
    """A payload over the limit is kept whole, and is too long for live run, rebuild and re-extraction alike."""
    monkeypatch.setattr("archive.keeping.holdings.MAX_READ_BYTES", len(BIG) - 1)
    collection = collection_in(tmp_path)
    captures = keep_all(collection, [exchange("/a", response=response(BIG)), exchange("/b", response=response(BIG))])
    assert captures[1].revisit_of is not None
    for capture in captures:
        assert payload_of(collection, capture) == BIG
        with pytest.raises(UnreadablePage, match="too-long"):
            page_of(collection, capture)


# -- files


def test_files_turn_over_by_size_and_by_age(tmp_path):
    """Each begins with its own warcinfo and holds its own certificates."""
    collection = collection_in(tmp_path, "max_file_bytes = 20_000\nmax_file_age_s = 3600")
    clock = Clock()
    with Keeper(collection, catalog=FakeCatalog(), now=clock) as keeper:
        keeper.begin_run(RUN, {})
        for number, one in enumerate(many_exchanges(30)):
            clock.ahead = timedelta(hours=2 * (number >= 29))
            keeper.keep(replace(one, tls=TLS))
        keeper.end_run(ENDED)
    names = warc_files(collection)
    firsts = [next(iter_records(warc_path(collection, name))) for name in names]
    assert [name.rpartition("-")[2] for name in names] == [f"{n:05d}.warc.gz" for n in range(1, len(names) + 1)]
    assert len(names) >= 3
    assert {record.kind for record in firsts} == {"warcinfo"}
    assert len(captures_in(collection)) == 30
    assert len(list(collection.index.iterdir())) == len(names)


def test_the_file_under_way_is_called_open(tmp_path):
    """And can be read meanwhile, under the name it will have."""
    collection = collection_in(tmp_path)
    with Keeper(collection, catalog=FakeCatalog(), now=Clock()) as keeper:
        keeper.begin_run(RUN, {})
        capture = keeper.keep(exchange())
        keeper.sync()
        assert [path.suffix for path in collection.warc.rglob("*.*")] == [".open"]
        assert captures_in(collection) == [capture]
    assert [path.suffix for path in collection.warc.rglob("*.*")] == [".gz"]


def test_the_ledger_tells_of_every_record(tmp_path):
    """File, offset, length, id and the digest of the compressed member; the chain holds."""
    collection = collection_in(tmp_path)
    keep_all(collection, KINDS.values())
    told = [tuple(record[:4]) for line in ledger.read(collection.ledger) for record in line.get("records", ())]
    assert told == [(r.kind, r.record_id, r.offset, r.length) for r in records_in(collection)]
    assert list(ledger.verify(collection.ledger)) == []


def test_the_ledger_tells_of_runs_files_and_rows(tmp_path):
    """One line for each thing that happened."""
    collection = collection_in(tmp_path)
    with Keeper(collection, catalog=FakeCatalog(), now=Clock()) as keeper:
        keeper.begin_run(RUN, SOURCES)
        keeper.record(keeper.keep(exchange()))
        keeper.end_run(ENDED)
    assert [line["kind"] for line in ledger.read(collection.ledger)] == [
        "run-started",
        "file-opened",
        "records-kept",
        "capture-kept",
        "records-kept",
        "file-closed",
        "catalog-rows",
        "run-ended",
    ]


# -- keeping in order


def test_a_second_writer_fails_at_once(tmp_path):
    """And says which process is writing."""
    collection = collection_in(tmp_path)
    with Keeper(collection, catalog=FakeCatalog()), pytest.raises(CollectionLocked, match=r"process \d+ is writing"):
        Keeper(collection, catalog=FakeCatalog())
    Keeper(collection, catalog=FakeCatalog()).close()


def test_nothing_is_cataloged_before_it_is_synced(tmp_path):
    """Recording what is not yet on disk syncs it first."""
    collection = collection_in(tmp_path)
    with Keeper(collection, catalog=FakeCatalog(), now=Clock()) as keeper:
        keeper.begin_run(RUN, {})
        capture = keeper.keep(exchange())
        assert ledger.find_record(collection.ledger, capture.record_id) is None
        keeper.record(capture)
        assert ledger.find_record(collection.ledger, capture.record_id) is not None


def test_an_exchange_of_a_run_that_has_not_begun_is_refused(tmp_path):
    """It would belong to no file."""
    with (
        Keeper(collection_in(tmp_path), catalog=FakeCatalog()) as keeper,
        pytest.raises(ValueError, match="has not begun"),
    ):
        keeper.keep(exchange())


def test_a_disk_that_is_nearly_full_ends_the_keeping_but_not_the_run(tmp_path):
    """What was kept is safe, the run ends in order."""
    collection = collection_in(tmp_path)
    capture = None
    with Keeper(collection, catalog=FakeCatalog(), patience_s=0) as keeper:
        keeper.begin_run(RUN, {})
        capture = keeper.keep(exchange())
        reserve = replace(collection.settings.keeping, disk_reserve_bytes=2**60)
        object.__setattr__(collection.settings, "keeping", reserve)
        with pytest.raises(DiskFull, match="held in reserve"):
            keeper.keep(exchange("/b"))
        keeper.end_run(ENDED)
    assert captures_in(collection) == [capture]


def spooled(directory: Path, raw: bytes, **said) -> object:
    path = directory / "body"
    path.write_bytes(raw)
    return exchange(response=path, **said)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(st.sampled_from(sorted(kind for kind in KINDS if KINDS[kind].response)))
def test_a_body_in_a_file_is_kept_like_one_in_memory(tmp_path_factory, kind):
    """The same facts and the same block; the file is gone once it is safe."""
    in_memory, in_file = (collection_in(tmp_path_factory.mktemp("c") / "c") for _ in range(2))
    [expected] = keep_all(in_memory, [KINDS[kind]])
    one = replace(KINDS[kind], response=in_file.root / "body")
    one.response.write_bytes(KINDS[kind].response)
    [capture] = keep_all(in_file, [one])
    same = {"record_id": expected.record_id, "location": expected.location}
    assert replace(capture, **same) == expected
    assert not one.response.exists()
    assert [r.block for r in records_in(in_file) if r.kind == "response"] == [
        r.block for r in records_in(in_memory) if r.kind == "response"
    ]
