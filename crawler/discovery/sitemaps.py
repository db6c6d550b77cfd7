"""Addresses named by a sitemap: index or address set, XML or plain text, gzip or not, with news dates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from crawler.discovery.feeds import read_feed
from crawler.discovery.link import Link, absolute
from crawler.discovery.markup import decode, unpacked, xml_tree

MAX_ADDRESSES = 50_000  # sitemaps.org: of one file


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitemap:
    """What one file names: further sitemaps, or pages, each with its lastmod; latest first where dates are given."""

    sitemaps: tuple[Link, ...] = ()
    pages: tuple[Link, ...] = ()


def read_sitemap(body: bytes, base: str, *, charset: str | None = None) -> Sitemap:
    """The sitemap in ``body``; an RSS or Atom feed counts as one (sitemaps.org); empty where it is neither."""
    content = unpacked(body)
    if not content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return Sitemap(pages=_links(((line, "", "") for line in decode(content, charset)[0].split()), base))
    root = xml_tree(content, charset)
    if root is None:
        return Sitemap()
    name = _name(root)
    if name == "sitemapindex":
        return Sitemap(sitemaps=_latest_first(_links(_entries(root, "sitemap"), base)))
    if name == "urlset":
        return Sitemap(pages=_latest_first(_links(_entries(root, "url"), base)))
    return Sitemap(pages=read_feed(content, base, charset=charset))


def _entries(root: etree._Element, kind: str) -> Iterator[tuple[str, str, str]]:
    for entry in root:
        if _name(entry) == kind:
            texts = {_name(item): " ".join((item.text or "").split()) for item in entry.iter()}
            own = {_name(item): (item.text or "").strip() for item in entry}
            modified = texts.get("lastmod") or texts.get("publication_date") or ""
            # a loc of an image or video extension is not the page's
            yield own.get("loc", ""), texts.get("title", ""), modified


def _links(entries: Iterator[tuple[str, str, str]], base: str) -> tuple[Link, ...]:
    links: dict[str, Link] = {}
    for address, title, modified in entries:
        url = absolute(address, base) if address.lower().startswith(("http://", "https://", "/")) else None
        if url and url not in links:
            links[url] = Link(url=url, title=title or None, modified=modified or None, position=len(links))
        if len(links) >= MAX_ADDRESSES:
            break
    return tuple(links.values())


def _latest_first(links: tuple[Link, ...]) -> tuple[Link, ...]:
    return tuple(sorted(links, key=lambda link: link.modified or "", reverse=True))


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
