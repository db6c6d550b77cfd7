"""The writing side of the catalog: laws of recording, and what a run asks."""

from __future__ import annotations

from pathlib import Path

import pytest
from captured import NEXT_READER, READER, START, at, capture, digest, extraction, run, unanswered
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.catalog.catalog import Catalog
from archive.catalog.comparison import differences
from archive.errors import ArchiveInDanger, CollectionLocked, DiskFull
from archive.model import Ending, Outcome, RecordRef, Role

URL = "http://example.cn/1"
MEMORY = Path(":memory:")
TEXTS = {"a": "甲", "b": "甲", "c": "乙", "d": "丙丁", "e": ""}


@pytest.fixture
def catalog():
    with Catalog(MEMORY) as opened:
        yield opened


def dump(catalog: Catalog) -> list[tuple[object, ...]]:
    """Everything in the tables that are not the index's own."""
    catalog.commit()
    tables = ("sources", "runs", "captures", "payloads", "extractions", "documents", "versions", "events")
    return [tuple(row) for table in tables for row in catalog.connection.execute(f"select * from {table} order by 1")]


def same(one: Catalog, other: Catalog) -> list[str]:
    one.commit()
    other.commit()
    return list(differences(one.connection, other.connection))


# -- laws


@st.composite
def nights(draw):
    """What a few runs bring at a few addresses: captures with what was read, now and then a second attempt."""
    kept = []
    for minute in range(draw(st.integers(1, 12))):
        url = draw(st.sampled_from([URL, "https://example.cn/1", "http://example.cn/2", "http://example.cn/list"]))
        body = draw(st.sampled_from("abcde"))
        kind = draw(st.sampled_from(["page", "page", "page", "gone", "dns", "moved", "same", "unread", "list"]))
        facts = {"run": f"run-{minute // 4}", "attempt": draw(st.sampled_from([1, 1, 2]))}
        if kind == "page":
            kept.append((capture(url, minute, body, **facts), extraction(TEXTS[body]), None))
        elif kind == "unread":
            kept.append((capture(url, minute, "unreadable", **facts), None, "too-deep"))
        elif kind == "dns":
            kept.append((unanswered(url, minute, **facts), None, None))
        elif kind == "moved":
            kept.append((capture(url, minute, status=301, redirect="http://example.cn/2", **facts), None, None))
        elif kind == "list":
            kept.append((capture(url, minute, body, role=Role.LISTING, **facts), None, None))
        else:
            kept.append((capture(url, minute, status=404 if kind == "gone" else 304, **facts), None, None))
    return kept


def opened() -> Catalog:
    """A catalog in memory to which all runs are announced."""
    catalog = Catalog(MEMORY)
    for number in range(4):
        catalog.begin_run(run(f"run-{number}"))
    return catalog


@settings(max_examples=40, deadline=None)
@given(nights(), st.randoms(use_true_random=False))
def test_the_order_of_recording_does_not_matter(kept, randomness):
    """Live, where the reading of one page overtakes another's, and rebuilt, file by file: the same catalog."""
    shuffled = list(kept)
    randomness.shuffle(shuffled)
    with opened() as live, opened() as rebuilt:
        for one in kept:
            live.record(*one)
        for one in shuffled:
            rebuilt.record(*one)
        assert same(live, rebuilt) == []


@settings(max_examples=30, deadline=None)
@given(nights())
def test_twice_is_once(kept):
    """Recording again what is recorded changes nothing."""
    with opened() as catalog:
        for one in kept:
            catalog.record(*one)
        before = dump(catalog)
        for one in kept:
            catalog.record(*one)
        assert dump(catalog) == before


@settings(max_examples=30, deadline=None)
@given(nights(), nights())
def test_what_is_derived_step_by_step_is_what_is_derived_at_once(kept, later):
    """Two readers, readings that come late: the tables always equal the fold of all visits."""
    with opened() as catalog:
        for one, *_ in kept:
            catalog.record(one)
        for one, read, _ in later:
            catalog.record(one, read and extraction(f"{read.text}新", extractor=NEXT_READER))
        for one, read, _ in kept:
            if read:
                catalog.add_extraction(one.payload_sha256, read)
        before = dump(catalog)
        catalog.derive_all()
        assert differ_only_in_keys(before, dump(catalog))


def differ_only_in_keys(before: list[tuple[object, ...]], after: list[tuple[object, ...]]) -> bool:
    """Events are numbered anew when they are derived again."""
    return sorted(map(repr, (row[1:] for row in before))) == sorted(map(repr, (row[1:] for row in after)))


@settings(max_examples=30, deadline=None)
@given(nights())
def test_read_at_once_or_read_later_is_the_same(kept):
    """A page that is read again from its WARC ends where it would have been, had it been read the same night."""
    with opened() as at_once, opened() as later:
        for one in kept:
            at_once.record(*one)
            later.record(one[0], None, one[2])
        for one, read, _ in kept:
            if read:
                later.add_extraction(one.payload_sha256, read)
        assert same(at_once, later) == []


@settings(max_examples=20, deadline=None)
@given(nights())
def test_no_reference_points_nowhere(kept):
    """Every foreign key has its row, and every record id named in a derived row its capture."""
    with opened() as catalog:
        for one in kept:
            catalog.record(*one)
        ids = {row[0] for row in catalog.connection.execute("select record_id from captures")}
        named = catalog.connection.execute(
            "select record_id from documents where record_id is not null union select last_record from documents "
            "union select first_record from versions union select record_id from events"
        )
        assert (catalog.connection.execute("pragma foreign_key_check").fetchall(), {row[0] for row in named} - ids) == (
            [],
            set(),
        )


# -- captures


def test_a_capture_comes_back_with_what_it_came_to(catalog):
    """Outcome, document and text hash are filled in; all else is as it was."""
    recorded = catalog.record(capture(URL, 1, "a"), extraction("甲"))
    assert recorded == capture(URL, 1, "a", outcome=Outcome.NEW, document="66e4a8ca1330b8d3", text_sha256=digest("甲"))


def test_a_capture_without_a_record_is_refused(catalog):
    """Nothing is in the catalog whose bytes are not in the archive."""
    with pytest.raises(ValueError, match="without a record"):
        catalog.record(capture(URL, 1, "a", location=None))
    assert dump(catalog) == []


def test_the_last_attempt_of_a_run_decides(catalog):
    """In whatever order they are recorded; nothing is left of the earlier one but its payload."""
    first = capture(URL, 1, "a", run="r", status=503, attempt=1)
    second = capture(URL, 2, "b", run="r", attempt=2)
    catalog.record(second, extraction("甲"))
    catalog.record(first)
    catalog.record(second, extraction("甲"))
    assert [tuple(row) for row in catalog.connection.execute("select outcome, attempt from captures")] == [("new", 2)]


def test_a_later_attempt_takes_back_what_the_earlier_had_changed(catalog):
    """A run that was interrupted goes on and fetches the address again."""
    catalog.record(capture(URL, 1, "a"), extraction("甲"))
    catalog.record(capture(URL, 2, "c", run="r"), extraction("乙"))
    catalog.record(capture(URL, 3, "a", run="r"), extraction("甲"))
    events = catalog.connection.execute("select kind from events").fetchall()
    versions = catalog.connection.execute("select text_sha256 from versions").fetchall()
    assert (events, [tuple(row) for row in versions]) == ([], [(digest("甲"),)])


def test_an_address_asked_in_another_role_is_no_document_any_more(catalog):
    """The same run first took it for a document, then for a list."""
    catalog.record(capture(URL, 1, "a", run="r"), extraction("甲"))
    catalog.record(capture(URL, 2, "a", run="r", role=Role.LISTING))
    counts = [
        catalog.connection.execute(f"select count(*) from {table}").fetchone()[0]
        for table in ("documents", "versions", "captures")
    ]
    assert counts == [0, 0, 1]


def test_addresses_of_one_document_share_its_timeline(catalog):
    """http and https, with and without tracking parameters."""
    catalog.record(capture("http://example.cn/1?utm_source=a", 1, "a"), extraction("甲"))
    assert catalog.record(capture("https://example.cn/1", 2, "a"), extraction("甲")).outcome is Outcome.SAME_BYTES


def test_an_unknown_run_and_source_get_bare_rows(catalog):
    """As in an archive that somebody else wrote; what is announced later completes them."""
    catalog.record(capture(URL, 1, "a", run="r"), extraction("甲"))
    catalog.begin_run(run("r"), {"site": 'name = "站"\nkind = "news"'})
    rows = catalog.connection.execute("select runs.software, sources.name, kind from runs, sources").fetchall()
    assert [tuple(row) for row in rows] == [("dibao/0.1.0", "站", "news")]


def test_a_source_file_that_is_no_toml_is_kept(catalog):
    """What it says is for others to judge."""
    catalog.put_source("site", "name = ")
    assert [tuple(row) for row in catalog.connection.execute("select id, name, toml from sources")] == [
        ("site", None, "name = ")
    ]


# -- readings


def test_a_second_reading_by_the_same_reader_adds_nothing(catalog):
    """Extractions are only added to."""
    catalog.record(capture(URL, 1, "a"), extraction("甲"))
    assert (
        catalog.add_extraction(digest("a"), extraction("乙")),
        catalog.add_extraction(digest("a"), extraction("乙", extractor=NEXT_READER)),
        catalog.add_extraction(digest("a"), extraction("乙", extractor=NEXT_READER)),
    ) == (False, True, False)


def test_a_reading_needs_its_payload(catalog):
    """A reading of nothing that was kept is an error of ours."""
    with pytest.raises(ValueError, match="no capture has the payload"):
        catalog.add_extraction(digest("a"), extraction("甲"))


def test_an_upgrade_of_the_reader_reports_no_change(catalog):
    """Night one is read by the old reader, night two by the new one, then all is read again."""
    catalog.record(capture(URL, 1, "a"), extraction("甲"))
    second = catalog.record(capture(URL, 2, "b"), extraction("甲甲", extractor=NEXT_READER))
    catalog.add_extraction(digest("a"), extraction("甲甲", extractor=NEXT_READER))
    assert second.outcome is Outcome.SAME_TEXT
    assert catalog.connection.execute("select count(*) from events").fetchone()[0] == 0
    assert [row[0] for row in catalog.connection.execute("select text_sha256 from versions")] == [digest("甲甲")]


def test_a_page_that_is_read_at_last_is_as_if_it_had_been_read_at_once(catalog):
    """The reader failed on a page that had been edited; its reason stands there until the page is read."""
    catalog.record(capture(URL, 1, "a"), extraction("甲"))
    failed = catalog.record(capture(URL, 2, "b"), None, "reader-failed")
    assert (failed.outcome, failed.outcome_reason) == (Outcome.NOT_TEXT, "reader-failed")
    assert [one.payload_sha256 for one in catalog.payloads_without_reading(READER)] == [digest("b")]
    catalog.add_extraction(digest("b"), extraction("乙"))
    with opened() as at_once:
        at_once.record(capture(URL, 1, "a"), extraction("甲"))
        at_once.record(capture(URL, 2, "b"), extraction("乙"))
        assert [one for one in same(at_once, catalog) if not one.startswith("runs")] == []
        assert at_once.connection.execute("select kind from events").fetchone()[0] == "edited"


def test_payloads_without_a_reading_are_listed_once_with_their_latest_capture(catalog):
    """Whole answers with status 200 in a role that has text, of one source or of all."""
    catalog.record(capture(URL, 1, "a"), extraction("甲"))
    catalog.record(capture(URL, 2, "b"))
    catalog.record(capture(URL, 3, "b", source="other"))
    catalog.record(capture("http://example.cn/list", 4, "l", role=Role.LISTING))
    catalog.record(capture("http://example.cn/2", 5, "g", status=404))
    catalog.record(capture("http://example.cn/3", 6, "t", ending=Ending.CUT))

    def missing(extractor, source=None):
        return sorted((one.time, one.payload_sha256) for one in catalog.payloads_without_reading(extractor, source))

    assert missing(READER) == [(at(3), digest("b"))]
    assert missing(NEXT_READER) == [(at(1), digest("a")), (at(3), digest("b"))]
    assert missing(READER, "site") == [(at(2), digest("b"))]


# -- what a run asks


def test_a_full_response_is_found_while_it_is_new_and_its_run_did_not_fail(catalog):
    """A revisit never refers to a revisit, to a cut message, or to a run whose end was not sound."""
    ended = run("good", ended=at(9), end_reason="finished")
    catalog.begin_run(run("good"))
    catalog.end_run(ended)
    catalog.end_run(run("full", ended=at(9), end_reason="disk-full"))
    good = catalog.record(capture(URL, 1, "a", run="good"))
    catalog.record(capture(URL, 2, "a", run="full"))
    catalog.record(capture(URL, 3, "a", run="never-ended"))
    catalog.record(capture("http://example.cn/2", 4, "a", run="good", revisit_of=good.record_id))
    catalog.record(capture("http://example.cn/3", 5, "a", run="good", ending=Ending.CUT))
    expected = RecordRef(
        record_id=good.record_id, url=URL, date="2026-11-21T02:31:00.000000Z", payload_sha256=digest("a")
    )
    assert catalog.full_response(digest("a"), START) == expected
    assert catalog.full_response(digest("a"), at(1)) is None
    assert catalog.full_response(digest("z"), START) is None


def test_a_response_of_the_run_under_way_is_found(catalog):
    """The run that was begun here has not failed yet."""
    catalog.begin_run(run("now"))
    kept = catalog.record(capture(URL, 1, "a", run="now"))
    found = catalog.full_response(digest("a"), START)
    assert found is not None
    assert found.record_id == kept.record_id


def test_known_documents_are_asked_for_where_and_as_they_were_last_received(catalog):
    """The address that gave the payload, its validators, and the full response that a 304 would stand for."""
    full = catalog.record(capture("https://example.cn/1", 1, "a", etag='"1"'), extraction("甲"))
    catalog.record(capture("https://example.cn/1", 2, "a", etag='"2"', last_modified="Sat", revisit_of=full.record_id))
    catalog.record(capture("http://example.cn/1", 3, status=503, etag='"wrong"'))
    (known,) = catalog.known_documents(["site"])
    assert (known.url, known.etag, known.last_modified, known.response.record_id) == (
        "https://example.cn/1",
        '"2"',
        "Sat",
        full.record_id,
    )


def test_without_its_full_response_a_document_is_asked_for_unconditionally(catalog):
    """A revisit whose referent lies in no archive here."""
    catalog.record(capture(URL, 1, "a", etag='"1"', revisit_of="urn:uuid:elsewhere"))
    (known,) = catalog.known_documents()
    assert (known.etag, known.response) == (None, None)


@pytest.mark.parametrize(
    ("visits", "is_known"),
    [
        ([capture(URL, 1, "a")], True),
        ([unanswered(URL, 1)], True),
        ([unanswered(URL, 1, "budget", Ending.NOT_ASKED)], True),
        ([capture(URL, 1, status=404)], False),
        ([capture(URL, 1, "a"), capture(URL, 2, status=404)], True),
        ([capture(URL, 1, "a"), capture(URL, 2, status=301, redirect="http://example.cn/2")], False),
        ([capture(URL, 1, "a"), capture(URL, 2, status=302, redirect="http://example.cn/login")], True),
        ([capture(URL, 1, "a"), capture(URL, 2, status=301, redirect="https://example.cn/1")], True),
        ([capture(URL, 1, "a", role=Role.FEED)], False),
    ],
)
def test_what_may_still_be_there_is_worth_another_visit(catalog, visits, is_known):
    """Not what moved for good, and not what never was."""
    for one in visits:
        catalog.record(one)
    assert bool(list(catalog.known_documents(["site"]))) is is_known
    assert list(catalog.known_documents(["other"])) == []


def test_many_known_documents_come_in_chunks(catalog):
    """Each once, though more than one read is needed, and though rows are written meanwhile."""
    for number in range(1203):
        catalog.record(capture(f"http://example.cn/{number}", number, "a"))
    seen = []
    for known in catalog.known_documents(["site"]):
        seen.append(known.url)
        if len(seen) % 400 == 0:
            catalog.record(capture(f"http://example.cn/{len(seen)}", 3000 + len(seen), "b"))
    assert (len(seen), len(set(seen))) == (1203, 1203)


# -- transactions


def test_what_is_not_committed_is_forgotten(tmp_path):
    """A rollback leaves what was committed, and the catalog goes on."""
    with Catalog(tmp_path / "catalog.db") as catalog:
        catalog.begin_run(run("r"))
        catalog.record(capture(URL, 1, "a", run="r"), extraction("甲"))
        catalog.commit()
        before = dump(catalog)
        catalog.record(
            capture("http://other.cn/1", 2, "c", run="s", source="t"), extraction("乙", extractor=NEXT_READER)
        )
        catalog.rollback()
        assert dump(catalog) == before
        catalog.record(
            capture("http://other.cn/1", 2, "c", run="s", source="t"), extraction("乙", extractor=NEXT_READER)
        )
    with Catalog(tmp_path / "catalog.db") as catalog:
        assert catalog.connection.execute("pragma foreign_key_check").fetchall() == []
        assert catalog.connection.execute("select count(*) from versions").fetchone()[0] == 2


def test_a_record_that_fails_half_way_is_absent(catalog):
    """Its neighbours in the transaction stay; text that is not Unicode cannot be stored."""
    catalog.record(capture(URL, 1, "a"), extraction("甲"))
    before = dump(catalog)
    with pytest.raises(UnicodeEncodeError):
        catalog.record(capture("http://example.cn/2", 2, "b"), extraction("乙", title="\ud800"))
    assert dump(catalog) == before
    assert catalog.record(capture("http://example.cn/2", 2, "b"), extraction("乙")).outcome is Outcome.NEW


def test_an_exception_in_the_block_leaves_the_last_commit(tmp_path):
    """The connection is closed without a commit."""

    def break_off() -> None:
        with Catalog(tmp_path / "catalog.db") as catalog:
            catalog.record(capture(URL, 1, "a"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        break_off()
    with Catalog(tmp_path / "catalog.db") as catalog:
        assert dump(catalog) == []


def test_each_commit_is_synced_and_readers_do_not_wait(tmp_path):
    """WAL with synchronous = FULL."""
    with Catalog(tmp_path / "catalog.db") as catalog:
        pragmas = [
            catalog.connection.execute(f"pragma {name}").fetchone()[0] for name in ("journal_mode", "synchronous")
        ]
    assert pragmas == ["wal", 2]


def test_a_second_writer_is_told(tmp_path):
    """SQLite's own lock, should the collection's be passed by."""
    with Catalog(tmp_path / "catalog.db") as catalog, Catalog(tmp_path / "catalog.db") as second:
        second.connection.execute("pragma busy_timeout = 1")
        catalog.record(capture(URL, 1, "a"))
        with pytest.raises(CollectionLocked, match="another process writes"):
            second.record(capture(URL, 2, "a"))


def test_a_full_disk_is_an_archive_in_danger(tmp_path):
    """The transaction is gone; what was committed stands."""
    with Catalog(tmp_path / "catalog.db") as catalog:
        catalog.record(capture(URL, 1, "a"), extraction("甲"))
        catalog.commit()
    catalog = Catalog(tmp_path / "catalog.db")
    catalog.connection.execute("pragma max_page_count = 1")  # SQLite makes it as many as there are
    with pytest.raises(DiskFull, match="make room"):
        catalog.record(capture("http://example.cn/2", 2, "b"), extraction("长" * 100_000))
    catalog.rollback()
    catalog.close()
    with Catalog(tmp_path / "catalog.db") as catalog:
        assert catalog.connection.execute("select count(*) from captures").fetchone()[0] == 1


def test_a_damaged_catalog_is_named_with_its_cure(tmp_path):
    """It is derived: it can be made again."""
    path = tmp_path / "catalog.db"
    path.write_bytes(b"no database at all" * 100)
    with pytest.raises(ArchiveInDanger, match="dibao rebuild"):
        Catalog(path)


def test_the_index_follows_what_is_derived(catalog):
    """A title that was edited, a version that was taken back: the index forgets the old words."""
    catalog.record(capture(URL, 1, "a"), extraction("甲", title="旧题"))
    catalog.record(capture(URL, 2, "b"), extraction("甲", title="新题"))
    catalog.record(capture("http://example.cn/2", 3, "c", run="r"), extraction("取消", title="消"))
    catalog.record(capture("http://example.cn/2", 4, "d", run="r"), extraction("留下", title="留"))
    catalog.commit()

    def hits(word):
        return catalog.connection.execute("select count(*) from docs_fts where docs_fts match ?", (word,)).fetchone()[0]

    catalog.connection.execute("insert into docs_fts (docs_fts) values ('integrity-check')")
    assert [hits(word) for word in ("旧", "新", "取", "留")] == [0, 1, 0, 1]


def test_newest_first_survives_many_versions_of_one_minute(catalog):
    """Keys of one minute are told apart by a serial number."""
    for number in range(30):
        catalog.record(
            capture(f"http://example.cn/{number}", number, str(number)), extraction(str(number), published="2026-11-20")
        )
    keys = [row[0] for row in catalog.connection.execute("select id from versions order by id")]
    assert keys == list(range(keys[0], keys[0] + 30))


def test_a_late_capture_at_the_beginning_changes_what_follows(catalog):
    """As when a WARC file of an earlier night is imported."""
    catalog.record(capture(URL, 1, "a"), extraction("甲"))
    catalog.record(capture(URL, 2, "c"), extraction("乙"))
    late = catalog.record(capture(URL, 0, "a"), extraction("甲"))
    outcomes = [row[0] for row in catalog.connection.execute("select outcome from captures order by time")]
    assert (late.outcome, outcomes) == (Outcome.NEW, ["new", "same-bytes", "changed"])
