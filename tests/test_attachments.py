"""Attachments of documents."""

from __future__ import annotations

from crawler.discovery.attachments import attachment_links, is_attachment, names_attachments

BASE = "http://www.bureau.example/tzgg/202411/t20241120_1.html"


def test_files_of_all_kinds_are_found_with_their_titles() -> None:
    """By the ending of the path or of what a script is asked for; in frames as well as links; each once."""
    page = """<p><a href="./P0202411.pdf">附件1：统计表.pdf</a> <a href="./P0202411.pdf">下载</a>
      <a href="/down.jsp?f=%E8%A1%A8.XLSX" title="表"></a> <iframe src="/a.ofd"></iframe>
      <a href="/b.html">c.doc</a></p>"""
    assert [(link.url.rsplit("/", 1)[1], link.title) for link in attachment_links(page, BASE)] == [
        ("P0202411.pdf", "附件1：统计表.pdf"),
        ("down.jsp?f=%E8%A1%A8.XLSX", "表"),
        ("a.ofd", None),
    ]


def test_pages_are_no_attachments() -> None:
    """Nor is a folder that is named like one."""
    urls = ("http://a.example/pdf", "http://a.example/x.pdf/index.html", "http://a.example/x.docs")
    assert [is_attachment(url) for url in urls] == [False] * 3


def test_a_page_that_names_none_need_not_be_parsed() -> None:
    """A look at its bytes says so."""
    assert [names_attachments(page) for page in (b"<a href=x.Doc>", b"<p>document</p>")] == [True, False]
