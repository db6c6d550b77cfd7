"""Sitemaps: index and set, gzip, news, plain text, with limits."""

from __future__ import annotations

import gzip

import pytest

from crawler.discovery import markup
from crawler.discovery.markup import TooLarge
from crawler.discovery.sitemaps import Sitemap, read_sitemap

BASE = "http://www.example.cn/sitemap.xml"
NS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def pages(body: bytes) -> list[str]:
    return [link.url for link in read_sitemap(body, BASE).pages]


def test_an_index_names_sitemaps_latest_first() -> None:
    """So that a limit leaves out the oldest."""
    body = f"""<?xml version="1.0"?><sitemapindex {NS}>
      <sitemap><loc>http://www.example.cn/2024.xml.gz</loc><lastmod>2024-12-31</lastmod></sitemap>
      <sitemap><loc> http://www.example.cn/2026.xml.gz </loc><lastmod>2026-11-20</lastmod></sitemap></sitemapindex>"""
    found = read_sitemap(body.encode(), BASE)
    assert [link.url for link in found.sitemaps] == [f"http://www.example.cn/{year}.xml.gz" for year in (2026, 2024)]
    assert found.pages == ()


def test_a_set_names_pages_and_no_pictures() -> None:
    """image:loc and video:loc are other addresses than the page's own; news:publication_date serves as lastmod."""
    body = f"""<urlset {NS} xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"
        xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
      <url><loc>http://www.example.cn/1.html</loc><image:image><image:loc>http://img/1.jpg</image:loc></image:image></url>
      <url><news:news><news:publication_date>2026-11-20</news:publication_date><news:title>雨</news:title></news:news>
        <loc>http://www.example.cn/2.html</loc></url></urlset>"""
    found = read_sitemap(body.encode(), BASE).pages
    assert [(link.url, link.title, link.modified) for link in found] == [
        ("http://www.example.cn/2.html", "雨", "2026-11-20"),
        ("http://www.example.cn/1.html", None, None),
    ]


def test_gzip_is_told_by_its_first_bytes() -> None:
    """Whatever the name or Content-Type says; text files work too, and feeds count as sitemaps."""
    text = b"http://www.example.cn/1.html\nhttp://www.example.cn/2.html\nnot an address\n"
    feed = b"<rss><channel><item><link>http://www.example.cn/3.html</link></item></channel></rss>"
    assert [pages(gzip.compress(text)), pages(text)[:1], pages(feed)] == [
        ["http://www.example.cn/1.html", "http://www.example.cn/2.html"],
        ["http://www.example.cn/1.html"],
        ["http://www.example.cn/3.html"],
    ]


def test_a_bomb_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A small file may unpack to no more than a sitemap may have."""
    monkeypatch.setattr(markup, "MAX_BYTES", 1000)
    with pytest.raises(TooLarge):
        read_sitemap(gzip.compress(b" " * 1001), BASE)


def test_a_broken_file_names_nothing() -> None:
    """Cut gzip data and pages that are no sitemaps are no errors."""
    broken = gzip.compress(b"<urlset>")[:12]
    assert [read_sitemap(body, BASE) for body in (b"", broken, b"\x1f\x8bxx", b"<html><p>404</p></html>")] == [
        Sitemap()
    ] * 4
