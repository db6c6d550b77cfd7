"""Responses as values."""

from __future__ import annotations

import gzip
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from fake_crawl import answer
from scrapy import Request

from archive.errors import BrokenRecord
from archive.model import Capture, Ending, Page, ReadOptions, Role
from crawler.answer import body_of, charset_of, item_of

URL = "http://www.bureau.example/a.html"
CAPTURE = Capture(
    url=URL,
    run="r",
    source="s",
    role=Role.DOCUMENT,
    time=datetime(2026, 11, 21, tzinfo=UTC),
    ending=Ending.COMPLETE,
    content_type="text/html",
)


def item(
    body: bytes = b"<p>a", *, status: int = 200, spooled: bool = False, capture: Capture = CAPTURE, **headers: str
):  # type: ignore[no-untyped-def]
    request = Request(URL, meta={"dibao_capture": capture, "dibao_spooled": spooled})
    return item_of(request, answer(URL, body, status=status, **headers), ReadOptions(encoding="gbk"))


def test_a_page_goes_to_the_reader_decoded_and_with_its_facts() -> None:
    """Body, address, Content-Type as sent, status, time; the source's options beside it."""
    made = item(gzip.compress(b"<p>a"), Content_Encoding="gzip")
    page = Page(body=b"<p>a", url=URL, content_type="text/html", status=200, captured_at=CAPTURE.time)
    assert (made.capture, made.page, made.options, made.unreadable) == (
        CAPTURE,
        page,
        ReadOptions(encoding="gbk"),
        None,
    )


def test_what_is_no_whole_document_is_not_read() -> None:
    """Errors, lists, and messages that were cut: half a text would look like an edit."""
    made = [
        item(status=404),
        item(status=304),
        item(capture=replace(CAPTURE, role=Role.LISTING)),
        item(capture=replace(CAPTURE, ending=Ending.CUT)),
    ]
    assert [(one.page, one.unreadable) for one in made] == [(None, None)] * 4


def test_what_cannot_be_decoded_says_why() -> None:
    """And a body that was too long to be handed over is in the archive all the same."""
    assert item(b"plain", Content_Encoding="nonsense").unreadable == "content-coding unknown: nonsense"
    assert item(b"", spooled=True).unreadable == "too-long"


@pytest.mark.parametrize(
    ("header", "charset"),
    [
        ("text/html; charset=GB2312", "GB2312"),
        ('text/html;Charset = "utf-8"', "utf-8"),
        ("text/html", None),
        (None, None),
    ],
)
def test_the_charset_of_content_type(header: str | None, charset: str | None) -> None:
    """However it is written."""
    response = answer(URL, **({"Content_Type": header} if header else {}))
    assert charset_of(response) == charset


def test_codings_are_taken_off_in_their_order() -> None:
    """Two headers are one list; a broken body is an error of its own."""
    twice = gzip.compress(gzip.compress(b"a"))
    assert body_of(answer(URL, twice, Content_Encoding="gzip, gzip")) == b"a"
    with pytest.raises(BrokenRecord):
        body_of(answer(URL, b"a", Content_Encoding="zip"))
