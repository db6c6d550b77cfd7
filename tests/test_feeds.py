"""Feeds of all families, as they are met: broken, in old encodings, hostile."""

from __future__ import annotations

from crawler.discovery.feeds import read_feed

BASE = "http://news.example/feed/"


def urls(body: bytes, **more: str) -> list[str]:
    return [link.url for link in read_feed(body, BASE, **more)]


def test_rss_names_its_items() -> None:
    """Title, date and address made absolute, in the feed's order, each address once."""
    body = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>要闻</title><link>http://x/</link>
      <item><title>一、 降雨\n预报</title><link> /a/1.html </link>
        <pubDate>Fri, 20 Nov 2026 08:00:00 +0800</pubDate></item>
      <item><title>再来</title><link>/a/1.html</link></item>
      <item><title>二</title><guid isPermaLink="true">http://news.example/a/2.html</guid></item>
      <item><title>三</title><guid isPermaLink="false">http://news.example/id/3</guid></item>
    </channel></rss>""".encode()
    links = read_feed(body, BASE)
    assert [(link.url, link.title, link.date, link.position) for link in links] == [
        ("http://news.example/a/1.html", "一、 降雨 预报", "Fri, 20 Nov 2026 08:00:00 +0800", 0),
        ("http://news.example/a/2.html", "二", None, 1),
    ]


def test_atom_prefers_the_alternate_link() -> None:
    """self, edit and replies are other things."""
    body = b"""<feed xmlns="http://www.w3.org/2005/Atom"><link rel="self" href="/feed"/>
      <entry><link rel="edit" href="/edit/1"/><link rel="alternate" href="1.html"/><updated>2026-11-20</updated></entry>
      <entry><link href="2.html"/></entry><entry><id>http://news.example/3.html</id></entry></feed>"""
    assert urls(body) == [f"http://news.example/{path}" for path in ("feed/1.html", "feed/2.html", "3.html")]


def test_rdf_items_stand_beside_the_channel() -> None:
    """RSS 1.0."""
    body = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
      <channel rdf:about="/"/><item rdf:about="http://news.example/1.html"><title>a</title></item>
      <item><link>http://news.example/2.html</link></item></rdf:RDF>"""
    assert urls(body) == ["http://news.example/1.html", "http://news.example/2.html"]


def test_json_feed_is_read() -> None:
    """jsonfeed.org version 1."""
    assert urls(b'{"version": "https://jsonfeed.org/version/1", "items": [{"url": "/1"}, {"id": 2}, 3]}') == [
        "http://news.example/1"
    ]


def test_old_encodings_are_read_as_declared() -> None:
    """gb2312 means GB18030; the charset of Content-Type serves where the file says nothing."""
    text = '<?xml version="1.0" encoding="gb2312"?><rss><item><title>朱镕基</title><link>/1</link></item></rss>'
    bare = "<rss><item><title>裡</title><link>/1</link></item></rss>"
    titles = [
        read_feed(text.encode("gb18030"), BASE)[0].title,
        read_feed(bare.encode("big5"), BASE, charset="big5")[0].title,
    ]
    assert titles == ["朱镕基", "裡"]


def test_a_broken_feed_gives_what_is_left() -> None:
    """A missing end loses nothing that came before; a bare ampersand is meant as one."""
    body = b"<rss><item><link>/1?a=1&b=2</link></item><item><title>&nbsp;</title><link><![CDATA[/2?a&amp=1]]></link>"
    assert urls(body) == ["http://news.example/1?a=1&b=2", "http://news.example/2?a&amp=1"]


def test_entities_are_not_expanded() -> None:
    """Neither a billion laughs nor a file of this machine comes in."""
    body = b"""<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/hostname">]>
      <rss><item><title>&b;&f;</title><link>/1</link></item></rss>"""
    assert [(link.url, link.title) for link in read_feed(body, BASE)] == [("http://news.example/1", "&b;&f;")]


def test_what_is_no_feed_names_nothing() -> None:
    """A page, nothing at all, half a JSON."""
    assert [urls(body) for body in (b"<html><body><a href='/1'>a</a></body></html>", b"", b"   ", b'{"items": [')] == [
        []
    ] * 4
