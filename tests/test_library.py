"""The reading side of the catalog."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from dataclasses import replace
from itertools import pairwise

import pytest
from captured import NEXT_READER, at, capture, digest, extraction, run, unanswered
from sqlite_utils import Database

from archive.address import document_id
from archive.catalog.answers import plain
from archive.catalog.catalog import Catalog
from archive.catalog.library import Library
from archive.catalog.visits import EventKind, Presence
from archive.errors import UserError
from archive.model import Attachment, ContainedDocument, Outcome, Role

ONE, TWO, THREE = (f"http://example.cn/{name}" for name in ("1", "2", "3"))
ID = document_id(ONE)
REFORM = "国务院印发深化医改的意见。投入三亿元。"
REFORMED = "国务院印发深化医改的意见。投入五亿元。"


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    """Three nights: one document is edited and then withdrawn, one is a copy of it, one is English and moves."""
    path = tmp_path_factory.mktemp("collection") / "catalog.db"
    with Catalog(path) as catalog:
        for name in ("n1", "n2", "n3"):
            catalog.begin_run(
                run(name, started=at(0 if name == "n1" else int(name[1]) * 100), slot=f"2026-11-2{name[1]}")
            )
        read = {"published": "2026-11-20", "source": "新华社", "site": "某网"}
        catalog.record(capture(ONE, 1, "a", run="n1"), extraction(REFORM, "關於醫改", **read))
        catalog.record(capture(TWO, 2, "b", run="n1"), extraction(REFORM, "转载"))
        catalog.record(capture(THREE, 3, "c", run="n1", source="english"), extraction("H5N1 spreads in Asia.", "Été"))
        catalog.record(capture("http://example.cn/feed", 4, "f", run="n1", role=Role.FEED))
        catalog.record(
            capture("http://example.cn/secret", 5, run="n1", status=None, ending="not-asked", reason="robots")
        )
        catalog.record(capture(ONE, 201, "d", run="n2"), extraction(REFORMED, "关于医改", **read))
        catalog.record(capture(TWO, 202, "b", run="n2"), extraction(REFORM, "转载"))
        catalog.record(capture(THREE, 203, run="n2", source="english", status=301, redirect="http://b.example/3"))
        catalog.record(capture(ONE, 301, run="n3", status=404))
        catalog.record(capture(TWO, 302, "e", run="n3"), extraction("页面不存在", flags=("error-page",)))
        catalog.end_run(run("n3", started=at(300), ended=at(310), end_reason="finished", slot="2026-11-23"))
    return path


@pytest.fixture
def library(path):
    with Library(path) as opened:
        yield opened


def test_a_missing_catalog_is_a_mistake_with_its_cure(tmp_path):
    """Nothing is made by reading."""
    with pytest.raises(UserError, match="dibao collect"):
        Library(tmp_path / "catalog.db")
    assert list(tmp_path.iterdir()) == []


def test_nothing_can_be_written(library):
    """It is opened for reading only."""
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        library.connection.execute("delete from captures")


def test_a_reader_sees_what_is_committed_while_a_run_writes(tmp_path):
    """And neither waits for the other."""
    path = tmp_path / "a b?#%.db"  # a path that a URI would misread
    with Catalog(path) as catalog:
        catalog.record(capture(ONE, 1, "a"), extraction("甲"))
        catalog.commit()
        catalog.record(capture(TWO, 2, "b"), extraction("乙"))
        with Library(path) as library:
            assert [one.url for one in library.captures()] == [ONE]
            catalog.commit()
            assert [one.url for one in library.captures()] == [ONE, TWO]


# -- runs and captures


def test_runs_come_newest_first_with_their_counts(library):
    """Counts by outcome, in one order everywhere."""
    assert [(one.id, list(one.counts.items())) for one in library.runs()] == [
        ("n3", [("gone", 1), ("http-error", 1)]),
        ("n2", [("changed", 1), ("same-bytes", 1), ("moved", 1)]),
        ("n1", [("new", 3), ("refused", 1), ("page", 1)]),
    ]


def test_a_run_comes_back_as_it_was_noted(library):
    """Every field; a run that there is not is a mistake."""
    expected = run("n3", started=at(300), ended=at(310), end_reason="finished", slot="2026-11-23")
    assert replace(library.run("n3"), counts={}) == expected
    with pytest.raises(UserError, match="no run 'n9'"):
        library.run("n9")


def test_the_runs_of_a_night(library):
    """Those whose slot it is."""
    assert [one.id for one in library.runs(slot="2026-11-22")] == ["n2"]
    assert [one.id for one in library.runs(limit=1)] == ["n3"]


@pytest.mark.parametrize(
    ("filters", "times"),
    [
        ({}, [1, 2, 3, 4, 5, 201, 202, 203, 301, 302]),
        ({"run": "n2"}, [201, 202, 203]),
        ({"source": "english"}, [3, 203]),
        ({"outcome": Outcome.NEW}, [1, 2, 3]),
        ({"document": ID}, [1, 201, 301]),
        ({"since": at(202), "until": at(301)}, [202, 203]),
        ({"run": "n1", "source": "english", "outcome": "gone"}, []),
        ({"warc_file": "2026/11/a.warc.gz", "run": "n3"}, [301, 302]),
    ],
)
def test_captures_fit_all_that_is_given(library, filters, times):
    """In the order of time."""
    assert [one.time for one in library.captures(**filters)] == [at(minute) for minute in times]


def test_a_capture_comes_back_as_it_was_kept(library):
    """Everything of it, with what it came to."""
    kept = capture(ONE, 1, "a", run="n1")
    expected = replace(kept, outcome=Outcome.NEW, document=ID, text_sha256=digest(REFORM))
    assert (library.capture(kept.record_id), library.capture_at("n1", ONE)) == (expected, expected)
    assert (library.capture("urn:uuid:none"), library.capture_at("n1", "http://none.example/")) == (None, None)


def test_an_outcome_has_its_reason(library):
    """The exchange's own, or why reading led to it."""
    reasons = [(one.reason, one.outcome_reason) for one in library.captures() if one.reason or one.outcome_reason]
    assert reasons == [("robots", None), (None, "error-page")]


# -- documents


@pytest.mark.parametrize("name", [ONE, "https://EXAMPLE.cn/1#top", "example.cn/1?utm_source=a", ID, ID.upper(), ID[:6]])
def test_a_document_is_found_by_any_of_its_names(library, name):
    """An address in any of its forms, its id, the beginning of its id."""
    assert library.document(name).document == ID


@pytest.mark.parametrize("name", ["http://example.cn/none", "ffff", "", "'; drop table documents; --", "%", ID[:3]])
def test_a_name_of_nothing_is_a_mistake(library, name):
    """The message says how documents are found."""
    with pytest.raises(UserError, match="dibao search"):
        library.document(name)


def test_the_beginning_of_several_ids_is_a_mistake(tmp_path):
    """The message lists them."""
    with Catalog(tmp_path / "catalog.db") as catalog:
        for number in range(4000):
            catalog.record(unanswered(f"http://example.cn/{number}", number))
        ids = sorted(row[0] for row in catalog.connection.execute("select id from documents"))
    begin = next(one[:4] for one, other in pairwise(ids) if one[:4] == other[:4])
    with Library(tmp_path / "catalog.db") as library, pytest.raises(UserError, match="several ids"):
        library.document(begin)


def test_a_document_says_what_stands_at_its_address(library):
    """After it was withdrawn its last text is still known."""
    document = library.document(ID)
    assert (document.presence, document.title, document.versions, document.last_outcome) == (
        Presence.WITHDRAWN,
        "关于医改",
        2,
        Outcome.GONE,
    )
    assert (document.first_seen, document.last_seen, document.last_visit) == (at(1), at(201), at(301))


def test_documents_that_were_never_received_are_not_listed(library):
    """They are known only so that they are asked for again."""
    assert [one.url for one in sorted(library.documents(), key=lambda one: one.url)] == [ONE, TWO, THREE]
    assert [one.url for one in library.documents(presence=Presence.MOVED)] == [THREE]
    assert [one.url for one in library.documents(source="english")] == [THREE]


def test_an_extraction_comes_back_as_it_was_read(tmp_path):
    """Every field of it; the address is the document's."""
    read = extraction(
        "正文\n二段",
        url=ONE,
        credits=("新华社", "中国网"),
        author=("张三",),
        page_starts=(0, 3),
        attachments=(Attachment(url="http://example.cn/a.pdf", title="附件"),),
        contains=(ContainedDocument(title="通知", doc_number="国发〔2026〕1号"),),
        flags=("compilation",),
        found_in={"title": "h1"},
        doc_number="国发〔2026〕2号",
        language="zh-Hans",
    )
    with Catalog(tmp_path / "catalog.db") as catalog:
        catalog.record(capture(ONE, 1, "a"), read)
    with Library(tmp_path / "catalog.db") as library:
        assert library.extraction(ONE) == read


def test_what_was_never_read_has_no_extraction(library):
    """The address is known all the same."""
    assert library.extraction("http://example.cn/secret") is None


def test_the_newest_reading_is_shown_and_the_older_ones_stay(tmp_path):
    """A better reader adds an extraction beside the old one."""
    with Catalog(tmp_path / "catalog.db") as catalog:
        catalog.record(capture(ONE, 1, "a"), extraction("甲"))
        catalog.add_extraction(digest("a"), extraction("甲乙", extractor=NEXT_READER))
    with Library(tmp_path / "catalog.db") as library:
        assert library.extraction(ONE).text == "甲乙"
        assert [one.extractor.version for one in library.readings(digest("a"))] == ["1", "2"]
        assert [one.text_sha256 for one in library.versions(ONE)] == [digest("甲乙")]


def test_versions_are_numbered_by_first_sight(library):
    """With the captures that saw them first and last."""
    versions = [(one.number, one.title, one.first_seen, one.last_seen, one.is_current) for one in library.versions(ID)]
    assert versions == [(1, "關於醫改", at(1), at(1), False), (2, "关于医改", at(201), at(201), True)]


@pytest.mark.parametrize(("number", "text"), [(1, REFORM), (2, REFORMED), (-1, REFORMED), (-2, REFORM)])
def test_a_version_is_asked_for_by_number(library, number, text):
    """From 1; negative from the end."""
    assert library.version_text(ID, number).text == text


@pytest.mark.parametrize("number", [0, 3, -3])
def test_a_version_that_there_is_not_is_a_mistake(library, number):
    """The message says how many there are."""
    with pytest.raises(UserError, match="it has 2"):
        library.version_text(ID, number)


def test_the_difference_of_two_versions(library):
    """By default of the last two, older first."""
    before, after, changes = library.diff(ID)
    assert (before.number, after.number, [(one.before, one.after) for one in changes]) == (
        1,
        2,
        [("投入三亿元。", "投入五亿元。")],
    )


def test_a_history_is_every_visit_with_what_it_showed(library):
    """In the order of time."""
    assert [(one.capture.outcome, [event.kind for event in one.happenings]) for one in library.history(ID)] == [
        (Outcome.NEW, []),
        (Outcome.CHANGED, [EventKind.EDITED]),
        (Outcome.GONE, [EventKind.WITHDRAWN]),
    ]


def test_what_happened_in_a_run(library):
    """With the title that the document had."""
    assert [(one.url, one.kind, one.title, one.moved_to) for one in library.happenings(run="n2")] == [
        (ONE, EventKind.EDITED, "关于医改", None),
        (THREE, EventKind.MOVED, "Été", "http://b.example/3"),
    ]
    assert [one.url for one in library.happenings(kind=EventKind.WITHDRAWN)] == [ONE]


def test_what_disappeared(library):
    """Withdrawn, or an error page stands in its place; a moved document has not disappeared."""
    assert [(one.url, one.presence, one.last_reason) for one in library.disappeared()] == [
        (TWO, Presence.PRESENT, "error-page"),
        (ONE, Presence.WITHDRAWN, None),
    ]
    assert library.disappeared(source="english") == []


def test_a_text_at_two_addresses(library):
    """The earliest first; also an earlier text of a document."""
    assert [one.url for one in library.texts_elsewhere(digest(REFORM))] == [ONE, TWO]
    assert [one.url for one in library.texts_elsewhere(digest(REFORM), but=ID)] == [TWO]
    assert [[one.url for one in shared.versions] for shared in library.shared_texts()] == [[ONE, TWO]]


# -- search


@pytest.mark.parametrize(
    ("typed", "urls"),
    [
        ("医改", [TWO, ONE]),
        ("醫改", [TWO, ONE]),
        ("五亿", [ONE]),
        ("三亿", [TWO, ONE]),
        ("医改 五亿", [ONE]),
        ("医改 -五亿", [TWO, ONE]),
        ('"印发深化"', [TWO, ONE]),
        ('"深化印发"', []),
        ("h5n1", [THREE]),
        ("Ｈ５Ｎ１", [THREE]),
        ("ete", [THREE]),
        ("转载", [TWO]),
        ("改", [TWO, ONE]),
        ("无此词语", []),
    ],
)
def test_words_are_found_in_both_scripts_and_any_length(library, typed, urls):
    """Newest first: the copy has no date of publication, it was seen after the original was published."""
    assert [hit.url for hit in library.search(typed)] == urls


def test_a_hit_is_the_newest_version_that_answers(library):
    """Each document once; an earlier text is told to be one."""
    (hit,) = library.search("五亿")
    assert (hit.is_current, hit.title, hit.source, hit.passages[0].text) == (True, "关于医改", "新华社", REFORMED)
    hits = {hit.url: hit for hit in library.search("三亿")}
    assert (hits[ONE].is_current, hits[ONE].presence) == (False, Presence.WITHDRAWN)
    assert [hits[ONE].passages[0].text[start:end] for start, end in hits[ONE].passages[0].marks] == ["三亿"]


@pytest.mark.parametrize(
    ("filters", "urls"),
    [
        ({"limit": 1}, [TWO]),
        ({"order": "rank"}, [ONE, TWO]),
        ({"source": "english"}, []),
        ({"site": "example.cn"}, [TWO, ONE]),
        ({"site": "example.c"}, []),
        ({"since": at(0)}, [TWO]),
        ({"until": at(0)}, [ONE]),
    ],
)
def test_hits_are_chosen_and_ordered(library, filters, urls):
    """A word in the title weighs more by rank."""
    assert [hit.url for hit in library.search("医改", **filters)] == urls


@pytest.mark.parametrize(
    "typed",
    [
        '"',
        '""" OR 1=1 --',
        "a AND",
        "NEAR(a b)",
        "title:a",
        "a*",
        "^a",
        "{a b}:c",
        "a + b",
        "(",
        ")",
        "'; drop table captures",
        "医\x00改",
        "\ud800医",
        "-",
        "- -a b",
        "𠮷",
        "a" * 1999,
        "%_",
        "\\",
        "NOT NOT",
        "a\n\tb",
        "🙂 字",
        "é́́",
    ],
)
def test_a_hostile_question_is_only_a_question(library, typed):
    """Hits, none, or a mistake that is said: never an error of SQL."""
    with contextlib.suppress(UserError):
        newest, by_rank = library.search(typed), library.search(typed, order="rank")
        assert {hit.document for hit in newest} == {hit.document for hit in by_rank}


def test_every_answer_can_be_written_as_json(library):
    """Dataclasses by field name, times as the catalog writes them."""
    answers = [library.runs(), library.document(ID), library.versions(ID), library.history(ID), library.search("医改")]
    assert json.loads(json.dumps(plain(answers)))[1]["first_seen"] == "2026-11-21T02:31:00.000000Z"


# -- other programs


def test_other_programs_find_the_index(path):
    """sqlite-utils and Datasette recognise it by the names in double quotes; no extension is needed."""
    with Database(path) as database:
        assert database.table("docs_fts").virtual_table_using == "FTS5"
        assert 'content="docs"' in database.table("docs_fts").schema
        found = database.query(
            "select url from docs where rowid in (select rowid from docs_fts where docs_fts match ?)", ["h5n1"]
        )
        assert list(found) == [{"url": THREE}]
