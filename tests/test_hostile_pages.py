"""Whatever a server sends, discovery ends without an error, names only web addresses, and says the same twice."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from crawler.discovery import markup
from crawler.discovery.attachments import attachment_links
from crawler.discovery.feeds import read_feed
from crawler.discovery.listings import article_links, refresh_target
from crawler.discovery.markup import TooLarge, decode
from crawler.discovery.paging import next_page
from crawler.discovery.sitemaps import read_sitemap

BASE = "http://www.example.cn/a/"
PIECES = [
    *(
        "<a href='{0}'>{0}</a>",
        "<li>",
        "</li>",
        "<ul>",
        "<table>",
        "<tr><td>",
        "</table>",
        "<div class='page'>",
        "</div>",
    ),
    *("<!--", "-->", "<![CDATA[", "]]>", "<item>", "</item>", "<link>{0}</link>", "<entry>", "<loc>{0}</loc>", "<url>"),
    *("<urlset>", "<sitemapindex>", "<sitemap>", "<rss>", "<datastore>", "<record>", "<base href='{0}'>"),
    *("<script>createPageHTML({0})</script>", "<meta charset={0}>", "<iframe src='{0}.pdf'>", "2026-11-20", "下一页"),
    *("&", "&#0;", "&x;"),
]
words = st.one_of(
    st.sampled_from(["//", "http://[", "javascript:1", "?p=1", "\x00", "a.doc", "9" * 40, "😀", "\ud800"]), st.text()
)
pieces = st.tuples(st.sampled_from(PIECES), words).map(lambda pair: pair[0].replace("{0}", pair[1]))
pages = st.lists(st.one_of(pieces, words), max_size=40).map("".join)


def everything(text: str) -> list[object]:
    body = text.encode("utf-8", "surrogatepass")
    return [
        article_links(text, BASE),
        next_page(text, BASE),
        refresh_target(text, BASE),
        attachment_links(text, BASE),
        read_feed(body, BASE),
        read_sitemap(body, BASE),
    ]


@given(pages)
@example("")
@example("<" * 3000)
@example("<div>" * 5000 + "<a href=1.html>甲</a>")
@example("<item>&x;")
@example("[" * 100_000)
@example('{"a":' * 50_000)
@settings(max_examples=150, deadline=None)
def test_any_text_is_survived(text: str) -> None:
    """And read alike a second time."""
    found = everything(text)
    assert found == everything(text)
    urls = [link.url for links in (found[0], found[3], found[4]) for link in links]  # type: ignore[attr-defined]
    assert all(url.startswith(("http://", "https://")) for url in [*urls, *filter(None, found[1:3])])  # type: ignore[union-attr]


@given(st.binary(max_size=300), st.sampled_from([None, "gbk", "utf-16", "x-unknown", "rot13", "\u4e2d"]))
def test_any_bytes_become_text(body: bytes, charset: str | None) -> None:
    """With the name of an encoding that Python knows."""
    text, encoding = decode(body, charset)
    assert isinstance(text, str)
    "".encode(encoding)


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "piece",
    ["<record><![CDATA[", "<![CDATA[", "<a href=1.html>甲乙丙", "<a href=1>", "<nextgroup>", "createPageHTML(", "<li>"],
)
def test_time_grows_with_the_page_and_not_faster(piece: str) -> None:
    """Two hundred thousand characters of one piece takes well under the time that would stop a run."""
    assert everything(piece * (200_000 // len(piece)))


def test_what_is_too_large_is_refused_before_it_is_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    """By its own error, which the spiders take for a page that names nothing."""
    monkeypatch.setattr(markup, "MAX_BYTES", 1000)
    with pytest.raises(TooLarge):
        article_links("<p>" + " " * 1000, BASE)
    with pytest.raises(TooLarge):
        read_feed(b"<rss>" + b" " * 1000, BASE)
