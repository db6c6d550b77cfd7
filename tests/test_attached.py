"""Attachments without a headline of their own, called as people know them."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest
from captured import capture, extraction

import archive.catalog.attached
from archive.catalog.catalog import Catalog
from archive.catalog.library import Library
from archive.model import Attachment, Role

PAGE = "http://example.cn/notice.html"
TABLE, LIST = "http://example.cn/P1.pdf", "http://example.cn/%E9%80%9A%E7%9F%A5.pdf"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A notice that linked to a table on its first day, and to a list without words."""
    path = tmp_path / "catalog.db"
    linked = (Attachment(url="https://example.cn/P1.pdf", title="附件：分工表"), Attachment(url=LIST, title=None))
    with Catalog(path) as catalog:
        catalog.record(capture(PAGE, 1, "p"), extraction("通知全文", attachments=linked))
        catalog.record(capture(PAGE, 5, "q"), extraction("通知全文，附件已撤下"))
        for minute, url in enumerate((TABLE, LIST), 2):
            kept = capture(url, minute, url, role=Role.ATTACHMENT, via=PAGE)
            catalog.record(kept, extraction(f"医改分工 {minute}", title=None))
        catalog.record(capture("http://example.cn/bare", 7, "b"), extraction("医改", title=None))
        catalog.record(capture(TABLE, 8, TABLE, role=Role.ATTACHMENT), extraction("医改分工 2", title=None))
    return path


def test_the_examples_hold() -> None:
    """The docstring says the truth."""
    assert doctest.testmod(archive.catalog.attached).failed == 0


def test_an_attachment_is_called_as_the_page_that_links_to_it_calls_it(path: Path) -> None:
    """Also after the page has dropped the link; else by its file; a page without a headline keeps none."""
    with Library(path) as library:
        titles = {hit.url: hit.title for hit in library.search("医改")}
        shown = [library.document(url).title for url in (TABLE, LIST, "http://example.cn/bare")]
    assert titles == {TABLE: "附件：分工表", LIST: "通知.pdf", "http://example.cn/bare": None}
    assert shown == [titles[TABLE], titles[LIST], None]
