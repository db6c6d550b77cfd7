"""Reading again: new readings beside old ones, and a second call adds nothing."""

from __future__ import annotations

from concurrent.futures import Future
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import pytest
from exchanges import response
from nights_kept import LONG, SOURCE, keep_night, new_collection, page, run_of_night

from archive.catalog.library import Library
from archive.collection import Collection
from archive.errors import UnreadablePage, UserError
from archive.model import Extraction, Page, ReadOptions
from schedules.jobs.readers import Readers, ReadHere, failed
from schedules.jobs.rereading import Reread, reextract

ARTICLE = (
    "<html><head><title>医改新政公布</title></head><body><h1>医改新政公布</h1>"
    f"<p>{LONG}</p><p>专家表示，这项政策涉及医保、医疗、医药三个方面。</p></body></html>"
)


class HereInPlace:
    """The real reader, in this process, as a pool."""

    def __enter__(self) -> Readers:
        return Readers(ReadHere(), 2)

    def __exit__(self, *_: object) -> None:
        """Nothing to end."""


@pytest.fixture
def collection(tmp_path: Path) -> Collection:
    """Two nights read by an older reader: a page, the same bytes again, another page, a picture."""
    made = new_collection(tmp_path)
    keep_night(made, 1, [page("/a", ARTICLE), page("/b", ARTICLE + "<!-- b -->", minute=1)])
    picture = response(b"\x89PNG\r\n\x1a\n" + bytes(600)).replace(b"text/html", b"image/png")
    keep_night(made, 2, [page("/a", ARTICLE, 2), page("/picture", "", 2, minute=1, response=picture)])
    return made


def readers_of(collection: Collection, path: str) -> list[str]:
    with Library(collection.catalog) as library:
        payload = library.document(f"http://example.org{path}").payload_sha256
        return [reading.extractor.name for reading in library.readings(payload)]


def test_new_readings_stand_beside_the_old(collection: Collection) -> None:
    """Each payload once, however often it came; the newest is the one that is shown."""
    assert reextract(collection, pool=HereInPlace) == Reread(added=2, unreadable=1)
    assert [readers_of(collection, path) for path in ("/a", "/b")] == [["plain", "dibao"]] * 2
    with Library(collection.catalog) as library:
        extraction = library.extraction("http://example.org/a")
    assert extraction is not None
    assert extraction.title == "医改新政公布"


def test_a_second_call_adds_nothing(collection: Collection) -> None:
    """The same reader with the same options has read all that it can read."""
    reextract(collection, pool=HereInPlace)
    assert reextract(collection, pool=HereInPlace).added == 0


def test_no_outcome_changes_for_a_better_reader(collection: Collection) -> None:
    """That a reader is better is no news of the page."""
    with Library(collection.catalog) as library:
        before = [(one.url, one.outcome) for one in library.captures(run=run_of_night(2).id)]
    reextract(collection, pool=HereInPlace)
    with Library(collection.catalog) as library:
        assert [(one.url, one.outcome) for one in library.captures(run=run_of_night(2).id)] == before


def test_a_source_that_helps_the_reader_is_read_again(collection: Collection) -> None:
    """Options are part of what a reading is by: with other options the pages are read once more."""
    reextract(collection, pool=HereInPlace)
    (collection.sources / "people.toml").write_text(f'{SOURCE}\n[reading]\nencoding = "gb18030"\n', "utf-8")
    assert [reextract(collection, pool=HereInPlace).added for _ in range(2)] == [2, 0]


class Faulty:
    """The reader with a fault that pages about ``word`` meet."""

    def __init__(self, word: str) -> None:
        self.word = word

    def __call__(self) -> AbstractContextManager[Readers]:
        return nullcontext(Readers(self, 2))

    def submit(self, page: Page, options: ReadOptions) -> Future[Extraction]:
        if self.word in page.body.decode("utf-8", "replace"):
            return failed(ZeroDivisionError("division by zero"))
        return ReadHere().submit(page, options)


def test_pages_that_the_reader_failed_on_are_tried_again(collection: Collection) -> None:
    """Exactly these: what was read by the mended reader then makes the versions that the night should have made."""
    assert reextract(collection, pool=Faulty("<!-- b -->")) == Reread(added=1, unreadable=2, failed=1)
    assert reextract(collection, pool=HereInPlace) == Reread(added=1, unreadable=1)
    assert readers_of(collection, "/b") == ["plain", "dibao"]


def test_a_reader_that_died_is_a_fault_too(collection: Collection) -> None:
    """Whatever its process died of, a person should look."""

    class Dying(Faulty):
        def submit(self, page: Page, options: ReadOptions) -> Future[Extraction]:
            return failed(UnreadablePage("crashed", "the process that read it died"))

    assert reextract(collection, pool=Dying("")) == Reread(unreadable=3, failed=3)


def test_a_night_of_faults_is_mended_by_reading_again(tmp_path: Path) -> None:
    """An edited page that no reader could read is an edit once it is read, and no sooner."""
    made = new_collection(tmp_path)
    keep_night(made, 1, [page("/a", ARTICLE)])
    reextract(made, pool=HereInPlace)
    edited = page("/a", "BROKEN" + ARTICLE.replace("医保", "医院"), 2)
    assert [(one.outcome, one.outcome_reason) for one in keep_night(made, 2, [edited])] == [("not-text", "too-deep")]
    reextract(made, pool=HereInPlace)
    with Library(made.catalog) as library:
        visits = library.history("http://example.org/a")
    assert [(one.capture.outcome, one.capture.outcome_reason) for one in visits] == [("new", None), ("changed", None)]


def test_without_a_catalog_nothing_is_read(collection: Collection) -> None:
    """And none is made: an empty one would hide that the old one is lost."""
    collection.catalog.unlink()
    with pytest.raises(UserError, match="dibao rebuild"):
        reextract(collection, pool=HereInPlace)
    assert not collection.catalog.exists()
