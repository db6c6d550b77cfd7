"""Import: others' files are read by the one reader and cataloged; twice is once; rebuild and audit know them."""

from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

import pytest
from foreign_files import arc, members, message, payload_of, record, response, sha1
from nights_kept import LONG, SOURCE, keep_and_crash, keep_night, new_collection, page, plain_readers

from archive.catalog.library import Library
from archive.collection import Collection
from archive.errors import UserError
from archive.keeping.holdings import warc_files
from archive.keeping.keeper import Keeper
from archive.model import Capture, Outcome
from schedules.jobs.auditing import audit
from schedules.jobs.exporting import export_wacz
from schedules.jobs.importing import Imported, import_files
from schedules.jobs.rebuilding import rebuild
from schedules.jobs.rereading import reextract

PAGE = "http://example.org/page"


@pytest.fixture
def collection(tmp_path: Path) -> Collection:
    return new_collection(tmp_path / "gazette")


def import_(collection: Collection, *files: bytes, source: str = "import", suffix: str = ".warc.gz") -> list[Imported]:
    paths = [collection.root / f"given-{number}{suffix}" for number in range(len(files))]
    for path, data in zip(paths, files, strict=True):
        path.write_bytes(data)
    return list(import_files(collection, paths, source=source, pool=plain_readers))


def captures(collection: Collection) -> list[Capture]:
    with Library(collection.catalog) as library:
        return list(library.captures())


def outcomes(collection: Collection) -> dict[str, str]:
    return {capture.url: str(capture.outcome) for capture in captures(collection)}


def is_sound(collection: Collection) -> bool:
    """The laws: the catalog from the WARC files alone is the same, and the audit finds nothing."""
    found = rebuild(collection, check=True, pool=plain_readers)
    assert (found.differences, found.problems) == ([], [])
    assert list(audit(collection)) == []
    return True


def test_the_responses_of_a_file_are_cataloged_with_their_texts(collection: Collection) -> None:
    """A run named after the file's digest, from the first to the last time in it."""
    later = response("另一页", number=2, url="http://example.org/2", WARC_Date="2020-01-03T00:00:00Z")
    [done] = import_(collection, members(record("warcinfo", b"software: Heritrix/3\r\n", number=9), response(), later))
    assert (done.counts, done.problems) == ({"new": 2}, [])
    with Library(collection.catalog) as library:
        [run] = library.runs()
        assert (run.id, run.end_reason, run.software) == (done.adopted.origin.run, "imported", "Heritrix/3")
        assert (f"{run.started:%F}", f"{run.ended:%F}") == ("2020-01-02", "2020-01-03")
        assert library.search("渔船")[0].url == "http://example.org/"
    assert is_sound(collection)


def test_twice_is_once(collection: Collection) -> None:
    """A file that is held adds nothing, to the catalog as to the disk."""
    import_(collection, members(response()))
    before = captures(collection), warc_files(collection), collection.ledger.read_bytes()
    [again] = import_(collection, members(response()))
    assert again.is_held
    assert (captures(collection), warc_files(collection), collection.ledger.read_bytes()) == before


def test_the_pages_may_be_cataloged_as_those_of_a_source(collection: Collection) -> None:
    """Beside those that we collected of it; the order of keeping does not matter."""
    keep_night(collection, 1, [page("/page", LONG)])
    import_(collection, members(response(LONG, url=PAGE)), source="people")
    with Library(collection.catalog) as library:
        assert [(one.source, one.outcome) for one in library.captures()] == [
            ("people", Outcome.NEW),
            ("people", Outcome.CHANGED),
        ]
    assert is_sound(collection)


def test_a_source_needs_a_name(collection: Collection) -> None:
    """It is a directory and a word on the command line."""
    with pytest.raises(UserError, match="lower-case"):
        import_(collection, members(response()), source="../x")


def test_an_address_that_comes_again_in_a_file_keeps_all_its_captures(collection: Collection) -> None:
    """A run has an address once, so the second time belongs to a run of its own."""
    texts = [LONG, LONG, LONG + "改了。"]
    records = [
        response(text, number=number, url=PAGE, WARC_Date=f"2020-01-0{number}T00:00:00Z")
        for number, text in enumerate(texts, 1)
    ]
    [done] = import_(collection, members(*records))
    run = done.adopted.origin.run
    assert [(one.run, str(one.outcome)) for one in captures(collection)] == [
        (run, "new"),
        (f"{run}.2", "same-bytes"),
        (f"{run}.3", "changed"),
    ]
    assert is_sound(collection)


def test_only_web_pages_are_read(collection: Collection) -> None:
    """Nobody said what a style sheet was taken for; reading all again leaves them out too."""
    kinds = {"/a.css": "text/css", "/a.js": "application/javascript", "/a.txt": "text/plain"}
    records = [
        record("response", message("h1 {}", content_type=kind), number=number, url=f"http://example.org{path}")
        for number, (path, kind) in enumerate(kinds.items(), 1)
    ]
    import_(collection, members(*records, response(number=9)))
    assert sorted(outcomes(collection).values()) == ["new", "not-text", "not-text", "not-text"]
    assert {one.outcome_reason for one in captures(collection)} == {"not-text", None}
    assert reextract(collection, pool=plain_readers).unreadable == 1  # one payload
    assert is_sound(collection)


BLOCK = message()
FULL = record("response", BLOCK, url=PAGE, WARC_Payload_Digest=sha1(payload_of(BLOCK)))
AGAIN = "2020-02-02T00:00:00Z"


@pytest.mark.parametrize(
    "refers",
    [
        {"WARC_Refers_To": "<urn:x:1>"},
        {"WARC_Refers_To_Target_URI": PAGE, "WARC_Refers_To_Date": "2020-01-02T03:04:05Z"},
        {"WARC_Payload_Digest": sha1(payload_of(BLOCK))},
    ],
    ids=["id", "address and date", "digest"],
)
@pytest.mark.parametrize("block", [BLOCK.split(b"\r\n\r\n")[0] + b"\r\n\r\n", b""], ids=["head", "nothing"])
def test_a_revisit_has_the_payload_it_refers_to(collection: Collection, refers: dict[str, str], block: bytes) -> None:
    """However the tool says which; also where it kept no head."""
    revisit = record("revisit", block, number=2, url=PAGE, WARC_Date=AGAIN, **refers)
    import_(collection, members(FULL, revisit))
    first, second = captures(collection)
    assert (second.outcome, second.revisit_of, second.status) == (Outcome.SAME_BYTES, "urn:x:1", 200)
    assert second.payload_sha256 == first.payload_sha256
    assert is_sound(collection)


def test_what_a_revisit_refers_to_may_come_later(collection: Collection) -> None:
    """In another file: then its page is read."""
    digest = "sha256:" + "0" * 64
    elsewhere = "http://example.org/copy"
    revisit = record("revisit", b"", number=2, url=elsewhere, WARC_Refers_To="<urn:x:1>", WARC_Payload_Digest=digest)
    import_(collection, members(revisit))
    assert outcomes(collection)[elsewhere] == "not-text"
    import_(collection, members(FULL))
    assert is_sound(collection)


def test_broken_records_are_told_and_the_good_ones_taken(collection: Collection) -> None:
    """What is not what its digest says was not captured so, and makes no capture."""
    broken = response(number=2, url="http://example.org/2", WARC_Block_Digest=sha1(b"something else"))
    torn = members(response(number=3, url="http://example.org/3"))[:-30]
    [done] = import_(collection, members(response(), broken) + torn)
    assert list(outcomes(collection)) == ["http://example.org/"]
    assert [problem.what for problem in done.problems] == ["block-digest", "torn", "capture"]
    assert is_sound(collection)


def test_a_file_that_is_none_does_not_stop_the_others(collection: Collection) -> None:
    """It is told, and nothing of it is kept."""
    bad, good = import_(collection, b"no archive", members(response()))
    assert (bad.adopted, [problem.what for problem in bad.problems]) == (None, ["not-taken"])
    assert good.counts == {"new": 1}


def test_records_of_one_id_in_two_files_are_one_capture(collection: Collection) -> None:
    """That of the file whose name comes first, whichever was taken in first."""
    other = members(response(number=2, url="http://example.org/2"), response())
    import_(collection, members(response()), other)
    assert len(captures(collection)) == 2
    assert is_sound(collection)
    reverse = new_collection(collection.root.parent / "reverse")
    import_(reverse, other, members(response()))
    assert [(one.url, one.run) for one in captures(reverse)] == [(one.url, one.run) for one in captures(collection)]


@pytest.mark.parametrize(
    ("data", "suffix"),
    [(arc((PAGE, message())), ".arc"), (gzip.compress(response(url=PAGE) + response(number=2)), ".warc.gz")],
    ids=["arc", "shared members"],
)
def test_odd_files_are_sound_too(collection: Collection, data: bytes, suffix: str) -> None:
    """ARC has no ids; records that share a member are repacked."""
    import_(collection, data, suffix=suffix)
    assert outcomes(collection)[PAGE] == "new"
    assert is_sound(collection)


def test_what_is_no_web_page_at_all_is_kept_and_not_read(collection: Collection) -> None:
    """A name that was looked up, a first segment, a page that was cut."""
    records = [
        record("response", b"20200102030405\nexample.org. 300 IN A 192.0.2.7\n", url="dns:example.org"),
        record("response", message(), number=2, url="http://example.org/part", WARC_Segment_Number="1"),
        record("response", message(), number=3, url="http://example.org/cut", WARC_Truncated="length"),
        record("resource", message(), number=4, url="http://example.org/file", Content_Type="application/pdf"),
    ]
    import_(collection, members(*records))
    assert outcomes(collection) == {
        "dns:example.org": "not-text",
        "http://example.org/part": "truncated",
        "http://example.org/cut": "truncated",
        "http://example.org/file": "not-text",
    }
    assert is_sound(collection)


def test_a_file_of_another_collection_of_ours_tells_all_it_knows(collection: Collection, tmp_path: Path) -> None:
    """Its runs, sources and roles, as they were; a night of theirs is none of ours."""
    theirs = new_collection(tmp_path / "theirs")
    keep_night(theirs, 1, [page("/same", LONG), page("/gone", "", response=b"HTTP/1.1 404 No\r\n\r\n")])
    [path] = theirs.warc.rglob("*.warc.gz")
    import_(collection, path.read_bytes())
    assert [(one.url, one.outcome) for one in captures(collection)] == [
        (one.url, one.outcome) for one in captures(theirs)
    ]
    assert captures(collection)[0].source == "people"
    assert is_sound(collection)


def test_of_two_descriptions_of_a_source_the_later_stays(collection: Collection, tmp_path: Path) -> None:
    """Whoever's it is, and in whatever order they came."""
    theirs = new_collection(tmp_path / "theirs")
    keep_night(theirs, 1, [page("/theirs", LONG)])
    keep_night(collection, 2, [page("/ours", LONG, 2)], toml=SOURCE.replace("人民日报", "新名"))
    [path] = theirs.warc.rglob("*.warc.gz")
    import_(collection, path.read_bytes())
    with Library(collection.catalog) as library:
        assert library.connection.execute("select name from sources").fetchone()[0] == "新名"
    assert is_sound(collection)


def test_an_import_that_crashed_is_finished_by_the_next(collection: Collection) -> None:
    """The file is there, its captures are not cataloged: the audit says so, and the same call mends it."""
    path = collection.root / "given-0.warc.gz"
    path.write_bytes(members(response(), response("二", number=2, url=PAGE)))
    with Keeper(collection) as keeper:
        keeper.adopt(path, source="import")
    assert [problem.what for problem in audit(collection)] == ["import-unfinished"]
    [done] = import_(collection, path.read_bytes())
    assert (done.counts, done.is_held) == ({"new": 2}, False)
    assert is_sound(collection)


def test_a_run_that_crashed_before_is_caught_up_first(collection: Collection) -> None:
    """The end that the import notes in the ledger must not hide it."""
    keep_and_crash(collection, 1, [page("/kept", LONG)], [page("/lost", LONG + "末。")])
    import_(collection, members(response()))
    assert sorted(outcomes(collection)) == [
        "http://example.org/",
        "http://example.org/kept",
        "http://example.org/lost",
    ]


@pytest.mark.parametrize("place", [40, -40])
def test_a_byte_changed_afterwards_is_found(collection: Collection, place: int) -> None:
    """An imported file is watched over like our own."""
    import_(collection, members(response(), response("二", number=2, url=PAGE)))
    [path] = collection.warc.rglob("*.warc.gz")
    data = bytearray(path.read_bytes())
    data[place] ^= 1
    path.write_bytes(data)
    assert "file-digest" in {problem.what for problem in audit(collection)}


def test_what_was_wrong_before_is_not_told_for_ever(collection: Collection) -> None:
    """The ledger has it from the day the file came; what is wrong since then is told."""
    import_(collection, members(response()) + b"garbage")
    assert is_sound(collection)


def test_a_wacz_file_gives_its_warc_files(collection: Collection, tmp_path: Path) -> None:
    """What one collection exports another takes in: the same captures at the same bytes."""
    theirs = new_collection(tmp_path / "theirs")
    keep_night(theirs, 1, [page("/same", LONG)])
    keep_night(theirs, 2, [page("/same", LONG, 2), page("/new", LONG + "新。", 2)])
    export_wacz(theirs, tmp_path / "x.wacz")
    done = list(import_files(collection, [tmp_path / "x.wacz"], pool=plain_readers))
    assert [one.captures for one in done] == [1, 2]
    assert [(one.url, one.run, one.outcome) for one in captures(collection)] == [
        (one.url, one.run, one.outcome) for one in captures(theirs)
    ]
    assert list(collection.spool.iterdir()) == []
    assert is_sound(collection)


@pytest.mark.parametrize("data", [b"PK\x03\x04 but no ZIP file", None], ids=["broken", "without WARC files"])
def test_a_zip_file_that_is_no_wacz_is_not_taken(collection: Collection, data: bytes | None) -> None:
    """And does not stop the others."""
    path = collection.root / "x.wacz"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("datapackage.json", "{}")
    path.write_bytes(data or path.read_bytes())
    [done] = import_files(collection, [path], pool=plain_readers)
    assert [problem.what for problem in done.problems] == ["not-taken"]


def test_a_body_shorter_than_it_says_is_cut(collection: Collection) -> None:
    """Though its record says nothing of it; a body that is missing altogether may be the answer to a HEAD request."""
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 99\r\n\r\n"
    short = record("response", head + b"half", url="http://example.org/short")
    empty = record("response", head, number=2, url="http://example.org/head")
    import_(collection, members(short, empty))
    assert outcomes(collection)["http://example.org/short"] == "truncated"
    assert outcomes(collection)["http://example.org/head"] != "truncated"
